"""Banks of questions in the formats of others: read into one form, written from it, losses told."""

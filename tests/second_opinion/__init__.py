"""A language model is asked where the marker can't tell."""

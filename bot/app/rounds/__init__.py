"""Quiz rounds in groups."""

"""A language model is asked where the marker can't tell. Nothing here is loaded unless one is set."""

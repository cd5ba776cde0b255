"""The commands that are more than a line or two, an area a file."""

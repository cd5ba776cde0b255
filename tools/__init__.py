"""What makes the files that are kept but not written by hand. Nothing here is part of the program."""

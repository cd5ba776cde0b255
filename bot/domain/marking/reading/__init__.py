"""A text is read: cut into words with signs, and held against the words of one question."""

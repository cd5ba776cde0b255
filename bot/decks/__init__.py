"""Decks: from the text files an author edits to questions."""

"""Surprises the rest of the program has to tell apart."""


class StoreError(Exception):
    """The database cannot be used right now. Nothing was done; the same thing may be tried again."""

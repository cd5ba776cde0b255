"""Surprises the rest of the program has to tell apart."""


class StoreError(Exception):
    """The database cannot be used right now. Nothing was done; the same thing may be tried again."""


class DatabaseGone(StoreError):
    """The database's file was removed or replaced under us, and what is written now would be lost.

    Trying again is no use; the message says what to do.
    """

"""Recall: a tutor that lives in a chat."""

__version__ = "0.1.0"

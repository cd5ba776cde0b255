"""Asking, answering, appeals, reviews."""

"""Rulings on answers, and who may give them; which questions are hard."""

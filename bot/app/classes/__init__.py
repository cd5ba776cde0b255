"""Classes: who teaches and who is in one, what is due there, and what a teacher is told."""

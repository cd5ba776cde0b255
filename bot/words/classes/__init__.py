"""Classes: to who teaches one and to who is in it."""

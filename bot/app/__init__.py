"""What the tutor does, one use case a file. No SQL, no words, no transport, no async."""

"""The rules of a quiz round, without any I/O."""

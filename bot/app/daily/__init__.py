"""A person's daily question."""

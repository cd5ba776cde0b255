"""A person's own: settings, statistics, data."""

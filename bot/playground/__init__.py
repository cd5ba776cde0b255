"""A local Bot API server and one static page: the bot without a token."""

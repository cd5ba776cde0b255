"""Tables and queries of `bot.app.posts`."""

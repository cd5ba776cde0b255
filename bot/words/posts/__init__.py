"""The sentences of `bot.app.posts`."""

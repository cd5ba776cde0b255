"""The sentences of `bot.app.daily`."""

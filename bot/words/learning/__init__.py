"""The sentences of `bot.app.learning`."""

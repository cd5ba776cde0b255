"""The sentences of `bot.app.calendar`."""

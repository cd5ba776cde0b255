"""The sentences of `bot.app.rounds`."""

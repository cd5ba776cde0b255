"""Tables and queries of `bot.app.rounds`."""

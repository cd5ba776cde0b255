"""Tables and queries of `bot.app.daily`."""

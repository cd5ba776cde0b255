"""Tables and queries of `bot.app.calendar`."""

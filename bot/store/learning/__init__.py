"""Tables and queries of `bot.app.learning`."""

"""Tables and queries of `bot.app.account`."""

"""The sentences of `bot.app.account`."""

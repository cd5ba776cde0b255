"""Tables and queries of `bot.app.chats`."""

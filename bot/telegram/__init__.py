"""Telegram: an Update becomes something heard, something spoken becomes a Bot API call."""

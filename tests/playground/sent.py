"""What a bot has sent to Ann before it makes mistakes (`prepared`): the numbers of the messages, and keys."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

HERS, PLAIN, KEYED, FORCED, PICTURE = 1, 3, 4, 5, 7
"""Messages of the prepared world: Ann's own, and four of the bot's to her."""


def keys(data: str, count: int = 1) -> InlineKeyboardMarkup:
    row = [InlineKeyboardButton("Go", callback_data=data)]
    return InlineKeyboardMarkup([row for _ in range(count)])

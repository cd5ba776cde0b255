"""Answers to taps: they stop the spinner on a button, and may show a short notice. Best effort."""

import asyncio
import logging

from telegram import Bot
from telegram.error import TelegramError

from bot.faces.telegram.outcome import reason_of

NOTICE_LIMIT = 200
"""Most characters of a notice (Bot API, answerCallbackQuery)."""
_AT_ONCE = 8
_WAITING = 200
_SECONDS = 5.0

_log = logging.getLogger(__name__)


class Answers:
    """Answers taps a few at a time. A tap can be answered for some seconds only, so none is tried twice."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._few = asyncio.Semaphore(_AT_ONCE)
        self._waiting = 0

    def give(self, query: str, notice: str | None, group: asyncio.TaskGroup) -> None:
        """Have it answered in `group`, without waiting; left out when too many wait already."""
        if self._waiting < _WAITING:
            self._waiting += 1
            group.create_task(self._give(query, notice))

    async def _give(self, query: str, notice: str | None) -> None:
        text = notice[:NOTICE_LIMIT] if notice else None
        try:
            async with self._few:
                await self._bot.answer_callback_query(query, text=text, read_timeout=_SECONDS)
        except TelegramError as error:
            # "Query is too old" after an outage is usual; what the tap did is done and said by message.
            _log.info("A tap was not answered: %s", reason_of(error))
        finally:
            self._waiting -= 1

"""Answers to taps, which stop the spinner on a button and may show a short notice; quiet signs at messages.

Best effort."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from telegram.error import TelegramError

from bot.app.events import ChatId, MessageId
from bot.app.replies import Reaction
from bot.telegram.api_calls import chat_link
from bot.telegram.client import BotClient
from bot.telegram.ports import Ack
from bot.telegram.send_results import reason_of

NOTICE_LIMIT = 200
"""Most characters of a notice (Bot API, answerCallbackQuery)."""
SIGNS = {
    Reaction.RECEIVED: "✍",
    Reaction.WON: "🏆",
    Reaction.ADDED: "👏",
    Reaction.NOT_YET: "🤔",
    Reaction.RIGHT: "👍",
}
"""Emoji that bots may react with (Bot API, ReactionTypeEmoji)."""
_AT_ONCE = 8
_WAITING = 200
_SECONDS = 5.0

_log = logging.getLogger(__name__)


class CallbackAnswers:
    """Answers a few at a time. A tap can be answered for some seconds only, so nothing is tried twice."""

    def __init__(self, client: BotClient) -> None:
        self._client = client
        self._few = asyncio.Semaphore(_AT_ONCE)
        self._waiting = 0

    def give(self, query: str, ack: Ack, group: asyncio.TaskGroup) -> None:
        """Have a tap answered in `group`, without waiting; left out when too many wait already."""
        self._soon(lambda: self._give(query, ack), group)

    def react(self, chat: ChatId, message: MessageId, sign: Reaction, group: asyncio.TaskGroup) -> None:
        """Have a sign set at a message; left out when too many wait already."""
        self._soon(lambda: self._react(chat, message, sign), group)

    def _soon(self, act: Callable[[], Awaitable[None]], group: asyncio.TaskGroup) -> None:
        if self._waiting < _WAITING:
            self._waiting += 1
            group.create_task(self._try(act))

    async def _try(self, act: Callable[[], Awaitable[None]]) -> None:
        try:
            async with self._few:
                await act()
        except TelegramError as error:
            # "Query is too old" after an outage is usual; what the tap did is done and said by message.
            _log.info("A tap was not answered: %s", reason_of(error))
        finally:
            self._waiting -= 1

    async def _give(self, query: str, ack: Ack) -> None:
        text = ack.notice[:NOTICE_LIMIT] if ack.notice and not ack.link else None
        url = chat_link(await self._client.username(), ack.link) if ack.link else None
        await self._client.bot.answer_callback_query(query, text=text, url=url, read_timeout=_SECONDS)

    async def _react(self, chat: ChatId, message: MessageId, sign: Reaction) -> None:
        await self._client.bot.set_message_reaction(chat, message, SIGNS[sign], read_timeout=_SECONDS)

"""What has to be asked of the server about ourselves and about groups; remembered for a while."""

import asyncio
import logging
from collections.abc import Callable, Sequence

from telegram.error import TelegramError

from bot.app.events import ChatId, PersonId, Rights
from bot.telegram.client import BotClient
from bot.telegram.group_updates import Me
from bot.telegram.send_results import reason_of

SELF_SECONDS = 60.0
"""An operator may switch the privacy mode while we run."""
ADMIN_SECONDS = 300.0
MOST_GROUPS = 5000
"""Groups whose administrators are remembered."""

_log = logging.getLogger(__name__)


class Lookups:
    """Answers from the server, remembered. Who cannot be asked about is nobody special."""

    def __init__(self, client: BotClient, monotonic: Callable[[], float]) -> None:
        self._client = client
        self._monotonic = monotonic
        self._me: tuple[float, Me] | None = None
        self._admins: dict[ChatId, tuple[float, frozenset[int]]] = {}

    async def me(self) -> Me:
        """Who we are."""
        now = self._monotonic()
        if self._me and now - self._me[0] < SELF_SECONDS:
            return self._me[1]
        try:
            told = await self._client.ask("getMe")
        except TelegramError as error:
            _log.warning("We could not ask who we are: %s", reason_of(error))
            return self._me[1] if self._me else Me()
        me = Me(
            username=str(told.get("username", "")),
            reads_all=bool(told.get("can_read_all_group_messages")),
        )
        self._me = (now, me)
        return me

    async def is_admin(self, chat: ChatId, person: PersonId) -> bool:
        """Whether somebody is an administrator of a group. Not known: no."""
        now = self._monotonic()
        found = self._admins.get(chat)
        if found is None or now - found[0] >= ADMIN_SECONDS:
            found = (now, await self._ask_admins(chat))
            while len(self._admins) >= MOST_GROUPS:
                del self._admins[next(iter(self._admins))]
            self._admins[chat] = found
        return person in found[1]

    async def rights(self, chats: Sequence[ChatId], person: PersonId) -> tuple[Rights, ...]:
        """Which of these channels somebody administers, asked anew: what they do there shows at once to
        everybody. What cannot be asked about is not theirs."""
        found = await asyncio.gather(*(self._right(chat, person) for chat in chats))
        return tuple(right for right in found if right is not None)

    async def _right(self, chat: ChatId, person: PersonId) -> Rights | None:
        try:
            told = await self._client.ask("getChatAdministrators", chat_id=chat)
            own = await self._client.username()
        except TelegramError as error:
            _log.warning("A channel's administrators are not known: %s", reason_of(error))
            return None
        users = [(one.get("user", {}), one.get("can_post_messages")) for one in told]
        if all(user.get("id") != person for user, _ in users):
            return None
        mine = [may for user, may in users if user.get("username") == own]
        return Rights(chat=chat, may_post=any(mine))

    def forget(self, chat: ChatId) -> None:
        """Something about the members of a group has changed."""
        self._admins.pop(chat, None)

    async def _ask_admins(self, chat: ChatId) -> frozenset[int]:
        try:
            told = await self._client.ask("getChatAdministrators", chat_id=chat)
        except TelegramError as error:
            _log.warning("A group's administrators are not known: %s", reason_of(error))
            return frozenset()
        return frozenset(one["user"]["id"] for one in told if "user" in one)

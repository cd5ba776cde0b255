"""What has to be asked of the server about ourselves and about chats.

Nobody waits for an answer longer than `LIMIT`; a question that takes longer goes on by itself, and its answer
is remembered for those who come later.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any

from telegram.error import BadRequest, TelegramError

from bot.app.events import ChatId, PersonId, Rights
from bot.telegram.backoff import Timing, rest
from bot.telegram.client import BotClient
from bot.telegram.group_updates import Me
from bot.telegram.send_results import reason_of

LIMIT = 2.5
"""Seconds an update waits for an answer, counted from when the question was asked."""
AT_ONCE = 8
"""Questions under way at the same time; most of the connections stay free for messages."""
SELF_SECONDS = 60.0
"""An operator may switch the privacy mode while we run."""
ADMIN_SECONDS = 30.0
"""For so long somebody who was demoted may still act as an administrator; a round asks several times."""
MOST_GROUPS = 5000
"""Groups whose administrators are remembered."""

MEMBER_SECONDS = 3600.0
STRANGER_SECONDS = 60.0
"""They may come in at any time."""
MOST_MEMBERS = 50_000
"""People of whom it is remembered whether they are in a group."""

_NO_MEMBER = ("user not found", "member not found", "participant_id_invalid", "user_not_participant")
"""What the server says of somebody who was never there."""
_GONE = ("left", "kicked")
NOBODY = 0

_Key = tuple[str, ChatId, int]
"""What is asked, about which chat and whom."""
_log = logging.getLogger(__name__)


@dataclass(slots=True, eq=False)
class _Question:
    """A question under way. Whoever has the same one waits for the same answer."""

    asked: float
    """Seconds of the monotonic clock."""
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    answer: Any = None
    """None: there is none yet, or the server would not say."""
    is_late: bool = False
    """Somebody has waited in vain, and that was logged."""


class Lookups:
    """Answers from the server. Who cannot be asked about in time is nobody special, for that one time."""

    def __init__(self, client: BotClient, timing: Timing) -> None:
        self._client = client
        self._timing = timing
        self._few = asyncio.Semaphore(AT_ONCE)
        self._open: dict[_Key, _Question] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._me: tuple[float, Me] | None = None
        self._admins: dict[ChatId, tuple[float, frozenset[int]]] = {}
        self._members: dict[tuple[ChatId, int], tuple[float, bool]] = {}
        """Until when it holds, and whether they are in."""

    async def me(self, group: asyncio.TaskGroup) -> Me:
        """Who we are; if that is not known in time, who we were when last asked. Questions run in `group`."""
        if self._me and self._timing.monotonic() - self._me[0] < SELF_SECONDS:
            return self._me[1]
        await self._ask(("me", ChatId(0), NOBODY), self._ask_me, group)
        return self._me[1] if self._me else Me()

    async def is_admin(self, chat: ChatId, person: PersonId, group: asyncio.TaskGroup) -> bool:
        """Whether somebody is an administrator of a group. Not known in time: no."""
        found = self._admins.get(chat)
        if found and self._timing.monotonic() - found[0] < ADMIN_SECONDS:
            return person in found[1]
        admins = await self._ask(("admins", chat, NOBODY), lambda: self._ask_admins(chat), group)
        return person in (admins or ())

    async def is_member(self, chat: ChatId, person: PersonId, group: asyncio.TaskGroup) -> bool:
        """Whether somebody is in a group. Not known in time, or not told: yes, for nearly everybody is whom
        this is asked about."""
        found = self._members.get((chat, person))
        if found and self._timing.monotonic() < found[0]:
            return found[1]
        key = ("member", chat, person)
        return (await self._ask(key, lambda: self._ask_member(chat, person), group)) is not False

    async def rights(
        self, chats: Sequence[ChatId], person: PersonId, group: asyncio.TaskGroup
    ) -> tuple[Rights, ...]:
        """Which of these channels somebody administers, asked anew: what they do there shows at once to
        everybody. What is not known in time is not theirs."""
        found = await asyncio.gather(*(self._right(chat, person, group) for chat in chats))
        return tuple(right for right in found if right is not None)

    def forget(self, chat: ChatId) -> None:
        """Something about the members of a group has changed: an answer under way may be of before."""
        self._admins.pop(chat, None)
        for who in [who for who in self._members if who[0] == chat]:
            del self._members[who]
        for key in [key for key in self._open if key[0] in ("admins", "member") and key[1] == chat]:
            del self._open[key]

    def close(self) -> None:
        """Break off what is under way."""
        for task in self._tasks:
            task.cancel()

    async def _ask(
        self, key: _Key, ask: Callable[[], Coroutine[Any, Any, Any]], group: asyncio.TaskGroup
    ) -> Any:
        """The answer, or None if there is none in time or at all."""
        question = self._open.get(key)
        if question is None:
            question = self._open[key] = _Question(self._timing.monotonic())
            task = group.create_task(self._answer(key, question, ask))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        left = question.asked + LIMIT - self._timing.monotonic()
        if left > 0 and not question.answered.is_set():
            await rest(left, self._timing.wait, question.answered)
        if not (question.answered.is_set() or question.is_late):
            question.is_late = True
            _log.warning("The server does not answer a question (%s) in time; going on without.", key)
        return question.answer

    async def _answer(
        self, key: _Key, question: _Question, ask: Callable[[], Coroutine[Any, Any, Any]]
    ) -> None:
        try:
            async with self._few:
                question.answer = await ask()
        except TelegramError as error:
            _log.warning("The server does not answer a question (%s): %s", key, reason_of(error))
        except Exception as error:
            _log.warning("An answer of the server (%s) cannot be read: %s", key, type(error).__name__)
        finally:
            question.answered.set()
            if self._open.get(key) is question:
                del self._open[key]
                self._remember(key, question.answer)

    def _remember(self, key: _Key, answer: Any) -> None:
        """Keep the answer to a question; those about a channel are not kept."""
        now, (about, chat, person) = self._timing.monotonic(), key
        if about == "me" and answer is not None:
            self._me = (now, answer)
        elif about == "admins" and answer is not None:
            while len(self._admins) >= MOST_GROUPS:
                del self._admins[next(iter(self._admins))]
            self._admins[chat] = (now, answer)
        elif about == "member" and answer is not None:
            while len(self._members) >= MOST_MEMBERS:
                del self._members[next(iter(self._members))]
            self._members[chat, person] = (now + (MEMBER_SECONDS if answer else STRANGER_SECONDS), answer)

    async def _ask_me(self) -> Me:
        told = await self._client.ask("getMe")
        return Me(
            username=str(told.get("username", "")),
            reads_all=bool(told.get("can_read_all_group_messages")),
        )

    async def _ask_admins(self, chat: ChatId) -> frozenset[int]:
        told = await self._client.ask("getChatAdministrators", chat_id=chat)
        return frozenset(one["user"]["id"] for one in told if "user" in one)

    async def _ask_member(self, chat: ChatId, person: PersonId) -> bool:
        try:
            told = await self._client.ask("getChatMember", chat_id=chat, user_id=person)
        except BadRequest as error:
            if any(words in error.message.casefold() for words in _NO_MEMBER):
                return False
            raise
        if told["status"] == "restricted":
            return bool(told.get("is_member"))
        return told["status"] not in _GONE

    async def _right(self, chat: ChatId, person: PersonId, group: asyncio.TaskGroup) -> Rights | None:
        told = await self._ask(("channel", chat, NOBODY), lambda: self._ask_channel(chat), group)
        users = [
            (one.get("user", {}), one.get("can_post_messages")) for one in (told or {}).get("admins", ())
        ]
        if all(user.get("id") != person for user, _ in users):
            return None
        mine = [may for user, may in users if user.get("username") == told["own"]]
        return Rights(chat=chat, may_post=any(mine))

    async def _ask_channel(self, chat: ChatId) -> dict[str, Any]:
        told = await self._client.ask("getChatAdministrators", chat_id=chat)
        return {"admins": told, "own": await self._client.username()}

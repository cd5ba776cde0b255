"""A group as a test: several people say, tap and vote, and read what the bot says there.

The same parts as in `tests.conversation`: the real bot over the local Bot API, one SQLite file.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from bot.playground.person import Person
from bot.playground.seed import ANN, BOT, STUDY_GROUP
from bot.store.rounds.tables import rounds
from tests.conversation import Room, _buttons

Json = dict[str, Any]
_EARLIEST = select(func.min(rounds.c.deadline))


@dataclass(slots=True)
class SeededChat:
    """The study group, with the bot in it."""

    room: Room
    chat: int = STUDY_GROUP
    topic: int | None = None
    _read: dict[int, int] = field(default_factory=dict)

    def person(self, id: int) -> Person:
        """Somebody, in this group."""
        return self.room.api.person(id).at(self.chat, self.topic)

    async def begin(self, *, admin: bool = False) -> str:
        """Ann adds the bot; gives its first words."""
        organiser = self.room.api.organiser(ANN)
        organiser.add(self.chat, int(BOT["id"]))
        if admin:
            organiser.promote(self.chat, int(BOT["id"]), {})
        return await self.reads()

    async def says(self, who: int, text: str, reply_to: int | None = None, *, after: float = 2) -> str:
        """Somebody writes here; gives what the bot says to it here."""
        self.room.clock.pass_by(timedelta(seconds=after))
        self.person(who).say(text, reply_to)
        return await self.reads()

    async def answers(self, who: int, text: str, *, after: float = 2) -> str:
        """Somebody replies to the bot's newest question."""
        return await self.says(who, text, self.question()["message_id"], after=after)

    async def taps(self, who: int, label: str, *, after: float = 1) -> str:
        """Somebody taps the newest button with that label; gives the notice or link, if there is one."""
        self.room.clock.pass_by(timedelta(seconds=after))
        for message in reversed(self.messages()):
            for button in _buttons(message):
                if button["text"] == label:
                    before = len(self._notices(who))
                    self.person(who).tap(message["message_id"], button["callback_data"])
                    await self.room.settle()
                    new = self._notices(who)[before:]
                    return "".join(str(n.get("text") or n.get("url") or "") for n in new)
        raise AssertionError(f"no button {label!r} in {self.texts()[-3:]}")

    async def votes(self, who: int, option: int, *, after: float = 2) -> str:
        """Somebody votes in the newest poll."""
        self.room.clock.pass_by(timedelta(seconds=after))
        self.person(who).vote(self.poll()["message_id"], [option])
        return await self.reads()

    async def waits(self, seconds: float) -> str:
        """Time passes, from one deadline of a round to the next; gives what the bot says."""
        await self.room.settle()
        clock = self.room.clock
        end = clock.now() + timedelta(seconds=seconds)
        while clock.now() < end:
            first = self.room.database.run(lambda c: c.execute(_EARLIEST).scalar())
            until = end if first is None else min(end, max(first, clock.now() + timedelta(seconds=1)))
            clock.pass_by(until - clock.now())
            await self.room.turn.tick()
            await self.room.settle()
        return self._new()

    async def reads(self) -> str:
        """Let the bot do its work; gives what it says here."""
        await self.room.settle()
        return self._new()

    def messages(self) -> list[Json]:
        """The bot's messages here."""
        found: Sequence[Json] = self.person(ANN).messages()
        return [m for m in found if m.get("from", {}).get("id") == BOT["id"] and words_of(m)]

    def texts(self) -> list[str]:
        """What they say today."""
        return [words_of(message) for message in self.messages()]

    def question(self) -> Json:
        """The newest message that puts a question."""
        return next(m for m in reversed(self.messages()) if " of " in words_of(m)[:8])

    def poll(self) -> Json:
        """The newest poll."""
        return next(m for m in reversed(self.messages()) if "poll" in m)

    def buttons(self) -> list[str]:
        """Labels under the newest message."""
        return [button["text"] for button in _buttons(self.messages()[-1])]

    def reaction(self, message: int) -> str:
        """The bot's sign at a message."""
        found = self.person(ANN).view()["messages"]
        one = next(m for m in found if m["message_id"] == message)
        return str(one.get("reactions", {}).get("bot", ""))

    def _notices(self, who: int) -> list[Json]:
        found: list[Json] = self.person(who).view()["notices"]
        return found

    def _new(self) -> str:
        new = [m for m in self.messages() if m["message_id"] > self._read.get(self.chat, 0)]
        self._read[self.chat] = max((m["message_id"] for m in self.messages()), default=0)
        return "\n\n".join(words_of(message) for message in new)


def words_of(message: Json) -> str:
    """The text of a message, or what stands beside its picture; of a poll, its question."""
    return str(message.get("text") or message.get("caption") or message.get("poll", {}).get("question") or "")

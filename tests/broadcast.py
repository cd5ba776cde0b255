"""A channel as a test: somebody runs it in private, many read, vote, comment and answer by its link."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from bot.domain.question import Choice, Question
from bot.playground.person import Person
from bot.playground.seed import ANN, BOB, BOT, CHANNEL, CLEO, DISCUSSION, NewPerson
from tests.conversation import MessageReceived, Room, _buttons
from tests.gathering import words_of

Json = dict[str, Any]
MANY = range(2001, 2008)
"""People who read the channel beside those of the cast."""
STEP = 5
"""Hours; no question of the day is passed over for a gap that long."""


async def pass_by(room: Room, hours: float) -> None:
    """Time passes in great steps, for days are long; at the end what is due is sent."""
    while hours > 0:
        room.clock.pass_by(timedelta(hours=min(hours, STEP)))
        await room.turn.tick()
        hours -= STEP
    await room.settle()


@dataclass(slots=True)
class Broadcast:
    """The channel with its discussion group; the bot may post and hears comments."""

    room: Room
    people: list[int] = field(default_factory=lambda: [ANN, BOB, CLEO])

    def connect(self, by: int = ANN, *, discussed: bool = True) -> None:
        """Let the bot in."""
        self.room.api.organiser(by).add(CHANNEL, int(BOT["id"]))
        if discussed:
            self.room.api.organiser(ANN).add(DISCUSSION, int(BOT["id"]))
            self.room.api.organiser(ANN).promote(DISCUSSION, int(BOT["id"]), {})

    def gather(self) -> Sequence[int]:
        """More people come: ten in all."""
        for number in MANY:
            self.room.api.world.add_person(NewPerson(id=number, name=f"Reader {number}"))
            self.room.api.organiser(number).join(CHANNEL)
            self.people.append(number)
        return self.people

    def at(self, who: int, chat: int = CHANNEL) -> Person:
        """Somebody in the channel, or in its discussion group."""
        return self.room.api.person(who).at(chat)

    async def until(self, hours: float) -> None:
        """Time passes, and what is due is sent."""
        await pass_by(self.room, hours)

    def posts(self, chat: int = CHANNEL) -> list[Json]:
        """What stands in the channel."""
        return [message for message in self.at(ANN, chat).messages() if words_of(message)]

    def texts(self) -> list[str]:
        """Its words, without those of the connection."""
        return [
            words_of(message) for message in self.posts() if "I post one question" not in words_of(message)
        ]

    def question(self) -> Question:
        """The question that was posted last."""
        last = self.texts()[-1]
        decks = self.room.deck_library.current.decks
        return next(q for deck in decks for q in deck.questions() if q.ask in last)

    async def votes(self, right: int, others: int) -> None:
        """So many vote for the right option of the newest poll, so many for another."""
        question = self.question()
        assert isinstance(question, Choice)
        poll = next(m for m in reversed(self.posts()) if "poll" in m)
        miss = next(n for n in range(len(question.options)) if n != question.right)
        for place, who in enumerate(self.people[: right + others]):
            self.at(who).vote(poll["message_id"], [question.right if place < right else miss])
        await self.room.settle()

    async def answers(self, who: int, text: str) -> MessageReceived:
        """Somebody follows the newest link and answers in private."""
        talk = self.room.talk(who)
        self.room.api.person(who).open(self.link())
        await talk.reads()
        return await talk.says(text)

    def link(self) -> str:
        """What the newest button in the channel opens the private chat with."""
        urls = [button["url"] for message in self.posts() for button in _buttons(message) if "url" in button]
        return str(urls[-1].partition("start=")[2])

    async def comments(self, who: int, text: str, reply_to: int | None = None) -> tuple[int, str]:
        """Somebody comments on the newest post; gives the comment's number and what the bot says to it."""
        self.room.clock.pass_by(timedelta(seconds=3))
        root = [m for m in self.posts(DISCUSSION) if m.get("is_automatic_forward")][-1]["message_id"]
        number = self.at(who, DISCUSSION).say(text, reply_to or root)
        await self.room.settle()
        said = [words_of(m) for m in self.posts(DISCUSSION) if _replies_to(m) == number]
        return number, "\n".join(said)

    def sign(self, comment: int) -> str:
        """The bot's reaction to a comment."""
        found = next(m for m in self.posts(DISCUSSION) if m["message_id"] == comment)
        return "".join(one["emoji"] for one in found["reactions"] if one["from"] == "bot")


def _replies_to(message: Json) -> int | None:
    found = message.get("reply_to_message", {}).get("message_id")
    return int(found) if isinstance(found, int) else None

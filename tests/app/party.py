"""A small deck to play rounds with, and a group that plays it: every answer is known."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.playground.seed import ANN, BOB, CLEO
from tests.conversation import Json, Talk, _buttons, room
from tests.gathering import SeededChat, words_of

ANSWERS = {
    "Capital of France?": "Paris",
    "Capital of Italy?": "Rome",
    "Capital of Japan?": "Tokyo",
    "Capital of Spain?": "Madrid",
    "Which is a fruit?": "apple",
    "Which is a river?": "Nile",
    "Which is a metal?": "copper",
    "Name three planets.": "Mars, Venus and Saturn",
}
"""What is asked, and a right answer."""
_OPTIONS = {
    "Which is a fruit?": ("copper", "apple", "Nile"),
    "Which is a river?": ("Nile", "copper", "apple"),
    "Which is a metal?": ("apple", "Nile", "copper"),
}
RIGHT_OPTION = {ask: options.index(ANSWERS[ask]) for ask, options in _OPTIONS.items()}


def write_deck(folder: Path) -> Path:
    """The deck *Party*, with the topics *capitals* (typed), *things* (choices) and *planets* (a list)."""
    deck = folder / "party"
    deck.mkdir(parents=True)
    topics = ("capitals", "things", "planets")
    (deck / "deck.toml").write_text(
        f'title = "Party"\nlang = "en"\nlicence = "MIT"\ntopics = {list(topics)}\n'.replace("'", '"')
    )
    capitals = [ask for ask in ANSWERS if ask.startswith("Capital")]
    written = {
        "capitals": [_typed(f"capitals-{n}", ask) for n, ask in enumerate(capitals, 1)],
        "things": [_chosen(f"things-{n}", ask) for n, ask in enumerate(_OPTIONS, 1)],
        "planets": [_listed("planets-1")],
    }
    for topic, questions in written.items():
        title = topic.capitalize()
        (deck / f"{topic}.toml").write_text(f'title = "{title}"\n\n' + "\n".join(questions))
    return folder


def _typed(id: str, ask: str) -> str:
    title = ask.split()[-1].rstrip("?").lower()
    return f'[[question]]\nid = "{id}"\ntitle = "{title}"\nask = "{ask}"\nanswer = "{ANSWERS[ask]}"\n'


def _chosen(id: str, ask: str) -> str:
    options = ", ".join(f'{{ text = "{text}" }}' for text in _OPTIONS[ask])
    return f'{_typed(id, ask)}options = [{options}]\nwhy = "It is {ANSWERS[ask]}."\n'


def _listed(id: str) -> str:
    names = ("Mercury", "Venus", "Mars", "Jupiter", "Saturn")
    items = ", ".join(f'{{ name = "{name}" }}' for name in names)
    ask = "Name three planets."
    return (
        f'[[question]]\nid = "{id}"\ntitle = "planets"\nask = "{ask}"\n'
        f'answer = "any three of: {", ".join(names)}"\nneed = 3\nitems = [{items}]\n'
    )


@dataclass(slots=True)
class Party(SeededChat):
    """The study group with the deck *Party*."""

    def messages(self) -> list[Json]:
        """The bot's messages in this topic; without one, in none."""
        found = SeededChat.messages(self)
        return [
            m
            for m in found
            if (m.get("message_thread_id") if m.get("is_topic_message") else None) == self.topic
        ]

    def reaction(self, message: int) -> str:
        """The bot's sign at a message; empty if there is none."""
        found = next(m for m in self.person(ANN).messages() if m["message_id"] == message)
        return "".join(one["emoji"] for one in found["reactions"] if not one.get("mine"))

    async def starts(self, call: str, *others: int, caller: int = ANN) -> str:
        """A round is called, joined by the others and started; gives the first question."""
        await self.says(caller, call)
        for one in others:
            await self.taps(one, "Join")
        await self.taps(caller, "Start")
        await self.reads()
        return self.asked()

    def asked(self) -> str:
        """The words of the newest question."""
        words = words_of(self.question())
        return next(ask for ask in ANSWERS if ask in words)

    def right(self) -> str:
        """The right answer to the newest question."""
        return ANSWERS[self.asked()]

    def option(self) -> int:
        """The place of the right option of the newest question."""
        return RIGHT_OPTION[self.asked()]

    def labels(self, message: Json) -> list[str]:
        return [button["text"] for button in _buttons(message)]

    def data(self, label: str) -> tuple[int, str]:
        """The newest button of that label: its message, and what it carries."""
        for message in reversed(self.messages()):
            for button in _buttons(message):
                if button["text"] == label:
                    return message["message_id"], button["callback_data"]
        raise AssertionError(f"no button {label!r}")

    async def forges(self, who: int, message: int, data: str) -> str:
        """Somebody taps with any data; gives the notice."""
        before = len(self._notices(who))
        self.person(who).tap(message, data)
        await self.room.settle()
        return "".join(str(n.get("text") or n.get("url") or "") for n in self._notices(who)[before:])

    async def private(self, who: int, text: str, reply_to: int | None = None) -> str:
        """Somebody writes to the bot in private; gives what they read there."""
        return (await self.talk(who).says(text, reply_to)).text

    async def read_in_private(self, who: int) -> str:
        """What is new in somebody's private chat."""
        return (await self.talk(who).reads()).text

    def talk(self, who: int) -> Talk:
        return self.room.talk(who)

    async def over(self) -> str:
        """Time passes until the round that runs is over; gives its table."""
        before = len(self.tables())
        for _ in range(20):
            if len(self.tables()) > before:
                return self.tables()[-1]
            await self.waits(60)
        raise AssertionError(f"the round does not end: {self.texts()[-3:]}")

    def tables(self) -> list[str]:
        """The tables of the rounds that are over."""
        return [words_of(m) for m in self.messages() if self.labels(m)[:1] == ["Again"]]


@asynccontextmanager
async def party(url: str, folder: Path, *, admin: bool = False, known: bool = True) -> AsyncIterator[Party]:
    """The group, with the bot in it. `admin`: it hears everything; `known`: all three have started it."""
    async with room(url, write_deck(folder)) as opened:
        group = Party(opened)
        for who in (ANN, BOB, CLEO) if known else ():
            await opened.talk(who).says("/start")
        await group.begin(admin=admin)
        yield group

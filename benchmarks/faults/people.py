"""Who talks to the bot meanwhile, and what comes of it when nothing goes wrong."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, select

from benchmarks.crowd import FIRST, make_crowd
from bot.playground.api import BotApi
from bot.playground.seed import NewPerson
from bot.store.migrate import upgrade
from bot.store.tables import answers
from tests.conversation import room

GUESSES = 2
"""Answers of each person, to a question each. With what is said between, that is five messages at once."""
MORNING = 9
"""The hour at the place of those who wait for their daily question, wherever that may be now."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a person's messages come to."""

    kept: Sequence[int]
    """Which of their guesses are answers."""
    texts: Sequence[str]
    """What they are told."""


def guess(person: int, number: int) -> str:
    """A text that is nobody else's."""
    return f"purple elephants {person} {number}"


def speak(api: BotApi, person: int) -> None:
    """Somebody new says all they have to say, at once."""
    api.world.add_person(NewPerson(id=person, name="Somebody"))
    api.person(person).say("/start")
    for number in range(GUESSES):
        api.person(person).say(guess(person, number))
        api.person(person).say("next")


async def undisturbed(folder: Path) -> Expected:
    """What comes of it with nothing in the way."""
    url, person = f"sqlite:///{folder / 'undisturbed.db'}", 5000
    upgrade(url)
    async with room(url) as here:
        speak(here.api, person)
        await here.settle()
        said = here.database.run(said_by)[person]
        texts = [m["text"] for m in here.api.person(person).messages() if m["from"]["is_bot"]]
        return Expected([said.index(guess(person, n)) for n in range(GUESSES)], texts)


def said_by(connection: Connection) -> dict[int, list[str]]:
    """The answers of each person, in order."""
    found: dict[int, list[str]] = {}
    for row in connection.execute(select(answers.c.learner_id, answers.c.said).order_by(answers.c.id)):
        found.setdefault(row.learner_id, []).append(row.said)
    return found


def invite(api: BotApi, url: str, people: int, due: datetime, every: timedelta) -> None:
    """A new database, in which so many wait for their daily question: due one after the other."""
    for person in range(FIRST, FIRST + people):
        api.world.add_person(NewPerson(id=person, name="Somebody"))
        chat = api.world.state.chats.get(person)
        assert chat is not None
        api.world.state.chats.put(person, replace(chat, started=True))
    hours = (MORNING - due.hour + 11) % 24 - 11
    make_crowd(
        url,
        people,
        at=(due + timedelta(hours=hours)).time(),
        zone=f"Etc/GMT{-hours:+d}",  # east of Greenwich is minus there
        next_at=lambda n: due + n * every,
    )

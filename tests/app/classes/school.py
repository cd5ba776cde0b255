"""Two small courses, somebody who teaches, and people who join."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from bot.app.events import PersonId
from bot.app.ports.authoring import Role
from bot.playground.newcomers import add_person
from bot.store.repository import Repository
from tests.app.authoring.chemistry import people, with_role
from tests.conversation import Room, Talk, room

TEACHER = 1003
TITLE = "General chemistry"
DECKS = {
    "chem": ("General chemistry, first term", ("atoms", "Atoms and bonds"), ("rates", "Reaction rates")),
    "history": ("History", ("rome", "Rome"), ("greece", "Greece")),
}
FRUIT = ("", "apple", "banana", "cherry", "grape", "lemon", "melon", "olive")
JOIN_ASKED = (
    "This is General chemistry, a class of your teacher. They see how many took part and which questions are "
    "hard, never your answers or marks.\n\nMay they see your name and on how many days you practised?"
)


def ask_of(deck: str, topic: str, number: int) -> str:
    return f"Which word is number {number} of {topic} in {deck}?"


def answer_of(topic: str, number: int) -> str:
    return f"{FRUIT[number]} of {topic}"


def write_school(folder: Path, questions: int = 7) -> Path:
    """Two decks of two topics each, with so many questions."""
    for deck, (title, *topics) in DECKS.items():
        (folder / deck).mkdir(parents=True)
        (folder / deck / "deck.toml").write_text(f'title = "{title}"\nlang = "en"\nlicence = "MIT"\n')
        for topic, name in topics:
            lines = [f'title = "{name}"\n']
            lines += (
                f'[[question]]\nid = "{topic}-0{number}"\ntitle = "{topic} {number}"\n'
                f'ask = "{ask_of(deck, topic, number)}"\nanswer = "{answer_of(topic, number)}"\n'
                for number in range(1, questions + 1)
            )
            (folder / deck / f"{topic}.toml").write_text("\n".join(lines))
    return folder


@asynccontextmanager
async def school(url: str, folder: Path) -> AsyncIterator[Room]:
    """The bot with those decks."""
    async with room(url, write_school(folder)) as opened:
        yield opened


async def teacher(bot: Room) -> Talk:
    """Somebody who may make classes and has none yet."""
    return await with_role(bot, TEACHER, Role.TEACHER)


async def taught(bot: Room) -> tuple[Talk, str]:
    """A teacher with the class of chemistry, and the token of its link."""
    talk = await teacher(bot)
    await talk.says(f"/class new {TITLE}")
    heard = await talk.taps("General chemistry, first term")
    return talk, token_in(heard.text)


def token_in(text: str) -> str:
    """What a link in a text opens the chat with."""
    found = re.search(r"start=(\S+)", text)
    assert found, text
    return found[1]


async def join(talk: Talk, token: str, choice: str = "Yes") -> None:
    await talk.says(f"/start {token}")
    await talk.taps(choice)


async def class_of(bot: Room, token: str, count: int, choice: str = "Count me without a name") -> list[Talk]:
    """So many people who join."""
    talks = await people(bot, count)
    for talk in talks:
        await join(talk, token, choice)
    return talks


async def answers_right(talk: Talk, topic: str, *numbers: int) -> None:
    """They answer these questions, as they are."""
    for number in numbers:
        await talk.says(f"/start q_{topic}-0{number}")
        await talk.says(answer_of(topic, number))


async def misses(talk: Talk, topic: str, number: int) -> None:
    await talk.says(f"/start q_{topic}-0{number}")
    await talk.says("something else entirely")
    await talk.taps("Not quite")


def staff_of(bot: Room, person: int) -> list[tuple[Role, str]]:
    return list(bot.database.run(lambda c: Repository(c).roles_of(PersonId(person))))


def somebody(bot: Room, name: str) -> Talk:
    return bot.talk(add_person(bot.api.world, name))


async def passes(bot: Room, **time: float) -> None:
    """Time passes at once; the clock brings what is due at its end."""
    bot.clock.pass_by(timedelta(**time))
    await bot.turn.tick()

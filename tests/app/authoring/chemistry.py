"""A small deck of chemistry, and people who have a role."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.app.events import PersonId
from bot.app.ports.authoring import Role
from bot.playground.newcomers import add_person
from bot.store.repository import Repository
from tests.conversation import MessageReceived, Model, Room, Talk, room

TEACHER = 1003
DECK = """title = "Chemistry"
lang = "en"
licence = "MIT"
"""
TOPIC = """title = "Elements"

# Symbols are asked first.
[[question]]
id = "elements-01"
title = "potassium"
ask = "What is the symbol of potassium?"
answer = "K" # one letter

[question.examples]
right = ["k"]
wrong = ["P"]

[[question]]
id = "elements-02"
title = "mixing"
ask = "Why is a solution stirred?"
answer = "So that it mixes evenly."
hints = ["Think of a spoon.", "E…"]

[question.examples]
wrong = ["to cool it down"]
"""
POTASSIUM = "What is the symbol of potassium?"
STIRRED = "Why is a solution stirred?"


def write_chemistry(folder: Path) -> Path:
    """The deck, in a folder of decks."""
    deck = folder / "chem"
    deck.mkdir(parents=True)
    (deck / "deck.toml").write_text(DECK)
    (deck / "elements.toml").write_text(TOPIC)
    return folder


@asynccontextmanager
async def chemistry(url: str, folder: Path, model: Model | None = None) -> AsyncIterator[Room]:
    """The bot with that deck alone; with a `model`, that is asked where the marker can't tell."""
    async with room(url, write_chemistry(folder), model) as opened:
        yield opened


async def people(bot: Room, count: int) -> list[Talk]:
    """So many learners beside those who are there from the beginning."""
    return [bot.talk(add_person(bot.api.world, f"Learner {n}")) for n in range(count)]


async def with_role(bot: Room, person: int, role: Role, scope: str = "") -> Talk:
    """Somebody who has written once, and has that role."""
    talk = bot.talk(person)
    await talk.says("/start")
    now = bot.clock.now()
    bot.database.run(lambda c: Repository(c).give_role(PersonId(person), role, scope, now))
    return talk


async def teacher(bot: Room) -> Talk:
    """The author of the deck."""
    return await with_role(bot, TEACHER, Role.AUTHOR, "chem")


async def operator(bot: Room) -> Talk:
    """Who looks after the bot."""
    return await with_role(bot, add_person(bot.api.world, "Olga"), Role.OPERATOR)


async def later(author: Talk) -> MessageReceived:
    """They leave the answers that are shown; what is shown then."""
    await author.taps("More")
    return await author.taps("Later")


async def misses(talk: Talk, *said: str, appeals: bool = False) -> None:
    """Somebody answers the second question, as it is, and may say that they were right."""
    await talk.says("/start q_elements-02")
    for text in said:
        await talk.says(text)
    if appeals:
        await talk.taps("I was right")

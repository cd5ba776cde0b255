"""Every command, in every role and every kind of chat: nobody gets what they may not, nothing breaks, and
what is not for the bot meets silence. A command that the table does not know fails it."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.app.commands import COMMANDS
from bot.app.group_commands import GROUP_COMMANDS
from bot.playground.person import Person
from bot.playground.rules import CannotDo
from bot.playground.seed import ANN, BOB, BOT, CHANNEL, CLEO, DISCUSSION, STUDY_GROUP, NewPerson
from bot.store.rounds.tables import rounds
from bot.store.tables import dead_updates, learners
from tests.app.party import Party, party
from tests.gathering import words_of

HERE = int(BOT["id"])
SOAK = bool(os.environ.get("RECALL_SOAK"))
DAN = 1004
"""A member who never started the bot."""

SILENCE, ANSWER, NOT_YOURS, PRIVATELY = "silence", "answer", "not yours", "privately"
SAYS = {
    NOT_YOURS: "The host or an administrator can do that.",
    PRIVATELY: "That works in our private chat.",
}
EVERYBODY = dict.fromkeys(("host", "player", "member", "admin", "anonymous", "channel", "stranger"), ANSWER)
RUNS = EVERYBODY | dict.fromkeys(("player", "member", "channel", "stranger"), NOT_YOURS)
ADMINS = RUNS | {"host": NOT_YOURS}
ONESELF = EVERYBODY | {"anonymous": SILENCE, "channel": SILENCE}
IN_GROUPS = {
    "quiz": EVERYBODY,
    "stop": RUNS,
    "skip": RUNS,
    "top": EVERYBODY,
    "hideme": ONESELF,
    "plain": ADMINS,
    "daily": ADMINS,
    "gaps": ADMINS,
    "help": EVERYBODY,
}
"""What each role gets from each command of groups, while a round is on whose host is Cleo."""
IN_PRIVATE = (
    *("learn", "daily", "streak", "stats", "settings", "help", "start", "pause", "resume", "zone", "exam"),
    *("next", "skip", "hint", "reveal", "enough", "privacy", "export", "erase", "quiz", "channel"),
    *("inbox", "hard", "class", "mine", "status", "announce"),
)
"""The private chat's; in a group they are told to go there."""
PRIVATE_IN_GROUPS = {name: PRIVATELY for name in IN_PRIVATE if name not in IN_GROUPS} | {"start": SILENCE}

ROLES: dict[str, Callable[[Party], Person]] = {
    "host": lambda group: group.person(CLEO),
    "player": lambda group: group.person(BOB),
    "member": lambda group: group.person(1005),
    "admin": lambda group: group.person(1006),
    "anonymous": lambda group: group.room.api.person(1006).at(group.chat, group.topic, "anonymous"),
    "channel": lambda group: group.room.api.person(ANN).at(group.chat, group.topic, CHANNEL),
    "stranger": lambda group: group.person(DAN),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A kind of group."""

    chat: int = STUDY_GROUP
    admin: bool = False
    topic: bool = False


PLACES = {
    "privacy mode": Place(),
    "administrator": Place(admin=True),
    "topic": Place(topic=True),
    "discussion": Place(chat=DISCUSSION),
}


def test_the_table_knows_every_command() -> None:
    assert set(GROUP_COMMANDS) == set(IN_GROUPS), "say in IN_GROUPS who gets what from it"
    assert set(COMMANDS) - set(GROUP_COMMANDS) <= set(IN_PRIVATE), "add it to IN_PRIVATE"
    assert {role for row in IN_GROUPS.values() for role in row} == set(ROLES)


async def in_place(group: Party, place: Place) -> Party:
    """The group of that kind, with everybody in it and the bot."""
    api, organiser = group.room.api, group.room.api.organiser(ANN)
    chat = place.chat
    if place.topic:
        chat = organiser.create("supergroup", "Forum", [BOB, CLEO, HERE], forum=True)
    for number, name in ((DAN, "Dan"), (1005, "Eve"), (1006, "Fay")):
        api.world.add_person(NewPerson(id=number, name=name))
        organiser.add(chat, number)
    if chat == DISCUSSION:
        organiser.add(chat, HERE)
    organiser.promote(chat, 1006, {})
    if place.admin:
        organiser.promote(chat, HERE, {})
    topic = organiser.create_topic(chat, "Quiz") if place.topic else None
    there = Party(group.room, chat=chat, topic=topic)
    await there.reads()
    return there


def table(kind: str) -> list[tuple[str, str, str]]:
    """Command, role and what they get. That private commands lead to the private chat is asked of every role
    in one kind of group, and of one role each in the others; `make soak` asks them all."""
    rows = [(name, role, what) for name, row in IN_GROUPS.items() for role, what in row.items()]
    names = [name for name in PRIVATE_IN_GROUPS if name in COMMANDS]
    for number, name in enumerate(names):
        every = SOAK or kind == "privacy mode"
        roles = list(ROLES) if every else [list(ROLES)[number % len(ROLES)]]
        rows += [(name, role, PRIVATE_IN_GROUPS[name]) for role in roles]
    return rows


@pytest.mark.parametrize("kind", PLACES)
async def test_what_each_role_gets_in_a_group(sqlite_url: str, tmp_path: Path, kind: str) -> None:
    async with party(sqlite_url, tmp_path) as first:
        group = await in_place(first, PLACES[kind])
        for name, role, expected in table(kind):
            await ensure_round(group)
            before = shown(group)
            ROLES[role](group).say(f"/{name}")
            await group.room.settle()
            told = dict(shown(group).items() - before.items())
            assert verdict(told) == expected, (name, role, told)
            if (name, expected) == ("skip", ANSWER):  # nothing is open now that could be skipped
                await group.says(CLEO, "/stop")
        check_quiet(group, {DAN, 1005, 1006})


async def ensure_round(group: Party) -> None:
    """A round is on, with Cleo as its host and Bob in it."""
    here = (rounds.c.group_id == group.chat) & rounds.c.ended_at.is_(None)
    if group.room.database.run(lambda c: c.execute(select(rounds.c.id).where(here)).scalar()) is None:
        await group.starts("/quiz 4 capitals", BOB, caller=CLEO)


def shown(group: Party) -> dict[int, str]:
    """The bot's messages as they stand."""
    return {message["message_id"]: words_of(message) for message in group.messages()}


def verdict(told: dict[int, str]) -> str:
    """What the new and the edited messages come to."""
    for what, words in SAYS.items():
        if list(told.values()) == [words]:
            return what
    return ANSWER if told else SILENCE


def check_quiet(group: Party, never_started: set[int]) -> None:
    """Nothing broke, and nobody became a learner by what they did in a group."""
    run = group.room.database.run
    assert run(lambda c: c.execute(select(dead_updates.c.error)).scalars().all()) == []
    assert not never_started & set(run(lambda c: c.execute(select(learners.c.id)).scalars().all()))


async def test_in_private_every_command_answers_whoever_says_it(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path, known=False) as group:
        await group.starts("/quiz 4 capitals", BOB, caller=CLEO)
        for name in [*COMMANDS, *GROUP_COMMANDS]:
            for who in (ANN, BOB, CLEO):
                assert (await group.talk(who).says(f"/{name}")).messages, (name, who)
        assert "Stopped" not in "".join(group.texts()), "a round is stopped where it is played"
        check_quiet(group, set())


@pytest.mark.parametrize("linked", [False, True], ids=["channel", "forwarded into its discussion"])
async def test_in_a_channel_no_command_is_heard(sqlite_url: str, tmp_path: Path, linked: bool) -> None:
    async with party(sqlite_url, tmp_path) as group:
        organiser = group.room.api.organiser(ANN)
        organiser.add(CHANNEL, HERE)
        if linked:
            organiser.add(DISCUSSION, HERE)
        await group.reads()
        channel, talk = Party(group.room, chat=CHANNEL), Party(group.room, chat=DISCUSSION)
        before = channel.texts(), talk.texts()
        for name in [*COMMANDS, *GROUP_COMMANDS]:
            group.room.api.person(ANN).at(CHANNEL).say(f"/{name}")
            await group.reads()
        assert (channel.texts(), talk.texts()) == before
        with pytest.raises(CannotDo):
            group.room.api.person(BOB).at(CHANNEL).say("/quiz")
        check_quiet(group, set())

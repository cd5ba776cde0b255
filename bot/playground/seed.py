"""Who and what is there from the beginning: people, the bot, Telegram's own users, a group and a channel."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.playground.table import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """A person who is there from the beginning."""

    id: int
    name: str
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeededChat:
    """A group or channel that is there from the beginning; its first member made it."""

    id: int
    kind: str
    title: str
    members: Sequence[int]
    topic: str = ""
    linked: int | None = None


ANN, BOB, CLEO = 1001, 1002, 1003
STUDY_GROUP, CHANNEL, DISCUSSION = -1002000000001, -1002000000002, -1002000000003

SEEDED_PEOPLE = (
    NewPerson(id=ANN, name="Ann"),
    NewPerson(id=BOB, name="Bob"),
    NewPerson(id=CLEO, name="Cleo"),
)
SEEDED_CHATS = (
    SeededChat(
        id=STUDY_GROUP, kind="supergroup", title="Study group", members=(ANN, BOB, CLEO), topic="Quiz"
    ),
    SeededChat(id=CHANNEL, kind="channel", title="Daily ML", members=(ANN, BOB, CLEO), linked=DISCUSSION),
    SeededChat(
        id=DISCUSSION, kind="supergroup", title="Daily ML talk", members=(ANN, BOB, CLEO), linked=CHANNEL
    ),
)

BOT: Json = {"id": 7000000001, "is_bot": True, "first_name": "Recall", "username": "recall_playground_bot"}
TELEGRAM: Json = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
"""Forwards a channel's posts into its discussion group."""
ANONYMOUS: Json = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
"""Stands in for administrators who stay anonymous."""
CHANNEL_BOT: Json = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
"""Stands in for whoever writes in the name of a channel."""

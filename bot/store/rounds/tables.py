"""The tables of groups and rounds.

A group's number is a `group_id`, never a `chat_id`: that may be a person's, and these never are. Seats and
guesses name people who may never have written to the bot, so their `learner_id` points to no learner.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    false,
)

from bot.store.columns import Moment, Words, member_id, metadata, only_where, row_id

chats = Table(
    "circles",
    metadata,
    Column("group_id", BigInteger, primary_key=True, autoincrement=False),
    Column("title", Words, nullable=False),
    Column("channel", Boolean, nullable=False),
    Column("since", Moment, nullable=False),
    Column("here", Boolean, nullable=False),
    Column("admin", Boolean, nullable=False),
    Column("hears_all", Boolean, nullable=False),
    Column("language", Text),
    Column("deck", Text),
    Column("pace", Text, nullable=False),
    Column("plain", Boolean, nullable=False),
    Column("gaps_at", Moment),
    Index("ix_circles_gaps", "gaps_at", "group_id", **only_where("gaps_at IS NOT NULL")),
)

members = Table(
    "members",
    metadata,
    Column("group_id", BigInteger, primary_key=True, autoincrement=False),
    member_id(),
    Column("hidden", Boolean, nullable=False),
    Index(None, "learner_id"),
)

rounds = Table(
    "rounds",
    metadata,
    row_id(),
    Column("group_id", BigInteger, nullable=False),
    Column("thread", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("deadline", Moment),
    Column("setup", Text, nullable=False),
    Column("standing", Text, nullable=False),
    Index("uq_rounds_running", "group_id", "thread", unique=True, **only_where("ended_at IS NULL")),
    Index("ix_rounds_deadline", "deadline", "id", **only_where("deadline IS NOT NULL")),
    Index(None, "group_id", "id"),
    sqlite_autoincrement=True,
)
"""`setup` is how it is played, `standing` where it stands; both JSON, see `bot.store.rounds.rounds`."""

round_questions = Table(
    "round_questions",
    metadata,
    Column("round_id", BigInteger, ForeignKey("rounds.id"), primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("question", Text, nullable=False),
    Column("seconds", Integer, nullable=False),
    Column("snapshot", Text, nullable=False),
)

seats = Table(
    "seats",
    metadata,
    Column("round_id", BigInteger, ForeignKey("rounds.id"), primary_key=True, autoincrement=False),
    member_id(),
    Column("place", Integer, nullable=False),
    Column("name", Words, nullable=False),
    Column("host", Boolean, nullable=False),
    Column("gone", Boolean, nullable=False),
    Column("team", Integer),
    Index(None, "learner_id", "round_id"),
)
"""`place` is the order in which they came, `team` the number of their team, from 0."""

guesses = Table(
    "guesses",
    metadata,
    Column("round_id", BigInteger, ForeignKey("rounds.id"), primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    member_id(),
    Column("at", Moment, nullable=False),
    Column("said", Words),
    Column("mark", Text, nullable=False),
    Column("credit", Float, nullable=False),
    Column("points", Integer, nullable=False),
    Column("message_id", BigInteger),
    Column("fixed", Boolean, nullable=False),
    Column("refused", Boolean, nullable=False, server_default=false()),
    Index(None, "learner_id"),
    Index("ix_guesses_words", "at", **only_where("said IS NOT NULL")),
)

polls = Table(
    "polls",
    metadata,
    Column("poll_id", Text, primary_key=True),
    Column("group_id", BigInteger, nullable=False),
    Column("slot", Text, nullable=False),
    Column("at", Moment, nullable=False, index=True),
)

group_answer = Table(
    "carried",
    metadata,
    row_id(),
    Column("learner_id", BigInteger, nullable=False, index=True),
    Column("group_id", BigInteger, nullable=False),
    Column("deck", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("snapshot", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("mark", Text, nullable=False),
    Column("credit", Float, nullable=False),
    sqlite_autoincrement=True,
)
"""Answers from groups on their way into memory, one person's in one transaction of its own."""

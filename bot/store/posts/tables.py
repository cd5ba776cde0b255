"""The tables of daily questions in channels, groups and topics.

As in `round_tables.py`, a group's or channel's number is a `group_id`, and people named here may never have
written to the bot.
"""

from sqlalchemy import BigInteger, Boolean, Column, Float, ForeignKey, Index, Integer, Table, Text, Time

from bot.store.columns import LocalDate, Moment, Words, member_id, metadata, only_where, row_id

chat_subscription = Table(
    "series",
    metadata,
    row_id(),
    Column("group_id", BigInteger, nullable=False),
    Column("thread", BigInteger, nullable=False),
    Column("going", Text, nullable=False),
    Column("at", Time, nullable=False),
    Column("zone", Text, nullable=False),
    Column("weekdays", Integer, nullable=False),
    Column("deck", Text),
    Column("topic", Text),
    Column("next_at", Moment),
    Column("last_date", LocalDate),
    Column("line", Text, nullable=False),
    Column("passed", Text, nullable=False),
    Index("uq_series_place", "group_id", "thread", unique=True),
    Index("ix_series_next", "next_at", "id", **only_where("next_at IS NOT NULL")),
    sqlite_autoincrement=True,
)
"""`line` and `passed` are ids of questions, as JSON."""

posts = Table(
    "posts",
    metadata,
    row_id(),
    Column("group_id", BigInteger, nullable=False),
    Column("thread", BigInteger, nullable=False),
    Column("local_date", LocalDate, nullable=False),
    Column("deck", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("snapshot", Text, nullable=False),
    Column("poll", Boolean, nullable=False),
    Column("at", Moment, nullable=False),
    Column("closes_at", Moment),
    Column("closed_at", Moment),
    Column("votes", Text, nullable=False),
    Index("uq_posts_day", "group_id", "thread", "local_date", unique=True),
    Index("ix_posts_closes", "closes_at", "id", **only_where("closes_at IS NOT NULL")),
    sqlite_autoincrement=True,
)
"""The key over the local date is what makes it one a day. `votes` are counts by option, as JSON."""

post_answers = Table(
    "post_answers",
    metadata,
    Column("post_id", BigInteger, ForeignKey("posts.id"), primary_key=True, autoincrement=False),
    member_id(),
    Column("name", Words, nullable=False),
    Column("at", Moment, nullable=False),
    Column("said", Words),
    Column("mark", Text, nullable=False),
    Column("credit", Float, nullable=False),
    Index(None, "learner_id"),
    Index("ix_post_answers_words", "at", **only_where("said IS NOT NULL")),
)

channel_admins = Table(
    "keepers",
    metadata,
    Column("group_id", BigInteger, primary_key=True, autoincrement=False),
    member_id(),
    Column("chosen", Moment),
    Index(None, "learner_id"),
)

forwards = Table(
    "forwards",
    metadata,
    Column("group_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("channel_id", BigInteger, nullable=False),
    Column("post_message_id", BigInteger, nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Index(None, "channel_id"),
)
"""Which message of a discussion group stands for which post of a channel."""

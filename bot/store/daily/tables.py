"""The tables of the daily question: memory, subscriptions, and what the clock has to remember."""

from sqlalchemy import BigInteger, Column, Float, Index, Integer, Table, Text, Time

from bot.store.columns import LocalDate, Moment, leaving_learner_id, metadata, only_where

cards = Table(
    "cards",
    metadata,
    leaving_learner_id(),
    Column("question", Text, primary_key=True),
    Column("deck", Text, nullable=False),
    Column("stability", Float),
    Column("difficulty", Float),
    Column("due_on", LocalDate),
    Column("first_on", LocalDate, nullable=False),
    Column("last_at", Moment, nullable=False),
    Column("last_on", LocalDate, nullable=False),
    Column("reps", Integer, nullable=False),
    Column("lapses", Integer, nullable=False),
    Column("met_at", Moment),
    Column("verdict", Text),
    Column("credit", Float),
    sqlite_with_rowid=False,
)
"""What the reviews of a question come to. An opinion question leaves no memory: its stability, difficulty and
due date are null. `met_at`, `verdict` and `credit` came with 0006 and are filled by the rebuild after it."""

subscriptions = Table(
    "subscriptions",
    metadata,
    leaving_learner_id(),
    Column("chat_id", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("at", Time, nullable=False),
    Column("weekdays", Integer, nullable=False),
    Column("deck", Text),
    Column("topic", Text),
    Column("count", Integer, nullable=False),
    Column("nudge", Time),
    Column("ignored", Integer, nullable=False),
    Column("next_at", Moment),
    Column("nudge_at", Moment),
    Column("last_date", LocalDate),
    Column("asked_id", BigInteger),
    Column("summary_at", Moment),
    Column("place", BigInteger, nullable=False),
    Index("ix_subscriptions_next", "next_at", "place", "learner_id", **only_where("next_at IS NOT NULL")),
    Index("ix_subscriptions_nudge", "nudge_at", "place", "learner_id", **only_where("nudge_at IS NOT NULL")),
    Index(
        "ix_subscriptions_summary",
        "summary_at",
        "place",
        "learner_id",
        **only_where("summary_at IS NOT NULL"),
    ),
)
"""`place` is the order within a crowded minute: crc32 of the person's number. Each index has all that a
listing of who is due needs. `asked_id` is no foreign key: it would be searched for, without an index, with
every question that is removed; they go only when the subscription goes too."""

sent_days = Table(
    "sent_days",
    metadata,
    leaving_learner_id(),
    Column("kind", Text, primary_key=True),
    Column("local_date", LocalDate, primary_key=True),
    Column("at", Moment, nullable=False),
    sqlite_with_rowid=False,
)
"""One row for each prompt, nudge and weekly summary; the key is what makes it one a local day."""

heartbeats = Table(
    "heartbeats",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
)
"""One row: when the bot was last known to be alive."""

outages = Table(
    "outages",
    metadata,
    Column("start", Moment, primary_key=True),
    Column("end", Moment, nullable=False, index=True),
)

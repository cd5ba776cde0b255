"""The tables of those who look after the bot: what they were told, what they announce."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Integer, Table, Text

from bot.store.columns import Moment, Words, leaving_learner_id, metadata, row_id

notices = Table(
    "notices",
    metadata,
    leaving_learner_id(),
    Column("kind", Text, primary_key=True),
    Column("told_at", Moment, nullable=False),
    sqlite_with_rowid=False,
)
"""When an operator was last told of something."""

announcements = Table(
    "announcements",
    metadata,
    row_id(),
    Column(
        "learner_id", BigInteger, ForeignKey("learners.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("words", Words, nullable=False),
    Column("state", Text, nullable=False, index=True),
    Column("at", Moment, nullable=False, index=True),
    Column("after", BigInteger),
    Column("reached", Integer, nullable=False),
    Column("waits", Boolean, nullable=False),
    Column("again_at", Moment),
    sqlite_autoincrement=True,
)
"""`after` is the last person this pass has come to; `waits`: it has passed over people in quiet hours, so
another pass follows at `again_at`."""

announced = Table(
    "announced",
    metadata,
    leaving_learner_id(),
    Column("announcement", BigInteger, nullable=False),
)
"""Which announcement somebody got last. One goes out at a time."""

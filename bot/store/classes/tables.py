"""The tables of classes. Who teaches one is in `roles`, with the class's number as the scope."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Table, Text

from bot.store.columns import LocalDate, Moment, Words, leaving_learner_id, metadata, row_id

classes = Table(
    "classes",
    metadata,
    row_id(),
    Column("title", Words, nullable=False),
    Column("deck", Text),
    Column("zone", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("exam", LocalDate),
    Column("link_hash", Text),
    Column("link_at", Moment),
    Column("link_until", LocalDate),
    Column("gone_at", Moment, index=True),
    Column("report_at", Moment, index=True),
    Index(None, "link_hash", unique=True),
    sqlite_autoincrement=True,
)

class_members = Table(
    "class_members",
    metadata,
    leaving_learner_id(),
    Column("class_id", BigInteger, ForeignKey("classes.id", ondelete="CASCADE"), primary_key=True),
    Column("shares", Text, nullable=False),
    Column("joined_at", Moment, nullable=False),
    Index(None, "class_id", "joined_at"),
    sqlite_with_rowid=False,
)
"""Who is in which class, and what they let the teacher see. Who leaves leaves no row."""

assignments = Table(
    "assignments",
    metadata,
    Column(
        "class_id",
        BigInteger,
        ForeignKey("classes.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("topic", Text, primary_key=True),
    Column("due_on", LocalDate, nullable=False),
    Column("at", Moment, nullable=False),
    sqlite_with_rowid=False,
)
"""Which topics are due in a class, and until when."""

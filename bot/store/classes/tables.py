"""The tables of classes. Who teaches one is in `roles`, with the class's number as the scope."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table, Text, false

from bot.store.columns import (
    LocalDate,
    Moment,
    Words,
    leaving_learner_id,
    metadata,
    only_where,
    row_id,
)

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
    Column("lecture", Boolean, nullable=False, server_default=false()),
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

lectures = Table(
    "lectures",
    metadata,
    row_id(),
    Column("class_id", BigInteger, ForeignKey("classes.id", ondelete="CASCADE"), nullable=False, index=True),
    Column(
        "learner_id", BigInteger, ForeignKey("learners.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("deck", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("snapshot", Words, nullable=False),
    Column("state", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("due", Moment),
    Column("told", Integer, nullable=False),
    Column("shown", Boolean, nullable=False),
    Column("tally", Words, nullable=False),
    Index("ix_lectures_due", "due", **only_where("due IS NOT NULL")),
    sqlite_autoincrement=True,
)
"""Questions asked in the lecture: by whom, and how they went in numbers."""

lecture_seats = Table(
    "lecture_seats",
    metadata,
    leaving_learner_id(),
    Column("lecture_id", BigInteger, ForeignKey("lectures.id", ondelete="CASCADE"), primary_key=True),
    Column("state", Text, nullable=False),
    Column("sent_at", Moment),
    Column("shown_at", Moment),
    Column("answered_at", Moment),
    Column("said", Words),
    Column("mark", Text),
    Column("message_id", BigInteger),
    Index(None, "lecture_id", "state"),
    sqlite_with_rowid=False,
)
"""Who gets such a question, and what they said; there until they are told how it was."""

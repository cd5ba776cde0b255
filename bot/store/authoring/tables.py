"""The tables of authors: roles, rulings, what rulings mend, and how hard questions are."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table, Text, false, text

from bot.domain.items import STEPS
from bot.store.columns import Moment, Words, leaving_learner_id, metadata, only_where, row_id

roles = Table(
    "roles",
    metadata,
    leaving_learner_id(),
    Column("role", Text, primary_key=True),
    Column("scope", Text, primary_key=True),
    Column("at", Moment, nullable=False),
    Index(None, "scope"),
    sqlite_with_rowid=False,
)
"""Who may do what. `scope` is the deck of an author or the number of a class, and empty for an operator and
for who may make classes."""

claims = Table(
    "claims",
    metadata,
    Column("token_hash", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("until", Moment, nullable=False),
)
"""Links that give a role to whoever opens them first; a row goes when its link was used."""

rulings = Table(
    "rulings",
    metadata,
    row_id(),
    Column("deck", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("texts", Text, nullable=False),
    Column("told", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("undone_at", Moment),
    Column("class_id", BigInteger, index=True),
    Column("proposed", Boolean, nullable=False, server_default=false()),
    Index(None, "question"),
    sqlite_autoincrement=True,
)
"""What was ruled on a question: for which wordings (JSON), and what is told to whoever says them. Nobody is
named; by whom is in `ruled_by`. With a `class_id` it counts in that class alone, once it is more than
`proposed`."""

ruled_by = Table(
    "ruled_by",
    metadata,
    leaving_learner_id(),
    Column("ruling_id", BigInteger, primary_key=True),
    sqlite_with_rowid=False,
)

ruling_revision = Table(
    "ruling_revision",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("revision", BigInteger, nullable=False),
)
"""One row. Raised with every ruling and every undo, so that each process sees that there is a new one; its
lock puts rulings in a row."""

ruling_drafts = Table(
    "ruling_drafts",
    metadata,
    row_id(),
    Column("learner_id", BigInteger, ForeignKey("learners.id", ondelete="CASCADE"), nullable=False),
    Column("deck", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("texts", Text, nullable=False),
    Column("told", Words, nullable=False),
    Column("place", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("class_id", BigInteger),
    Index(None, "learner_id"),
    sqlite_autoincrement=True,
)
"""What an author was shown, so that a tap rules on exactly that."""

remarkings = Table(
    "remarkings",
    metadata,
    Column("ruling_id", BigInteger, primary_key=True, autoincrement=False),
    Column("question", Text, nullable=False),
    Column("after", BigInteger, nullable=False),
    Column("due", Moment, nullable=False, index=True),
)
"""Rulings whose kept answers are being gone through, and how far."""

corrections = Table(
    "corrections",
    metadata,
    leaving_learner_id(),
    Column("ruling_id", BigInteger, primary_key=True),
    Column("asked_id", BigInteger, primary_key=True),
    Column("state", Text, nullable=False),
    Column("told", Boolean, nullable=False, server_default=false()),
    Column("standings", Text),
    Column("at", Moment, nullable=False),
    Index(None, "ruling_id"),
    Index("ix_corrections_due", "learner_id", **only_where("state IN ('found', 'undoing')")),
    sqlite_with_rowid=False,
)
"""What a ruling mended for somebody: `standings` holds before and after, so that it can be undone."""


def took(step: int) -> str:
    """The column that counts those whose first try took so long, by `bot.domain.items.step_of`."""
    return f"took_{step}"


item_tallies = Table(
    "item_tallies",
    metadata,
    Column("deck", Text, primary_key=True),
    Column("question", Text, primary_key=True),
    Column("people", Integer, nullable=False),
    Column("right", Integer, nullable=False),
    Column("shown", Integer, nullable=False),
    Column("hints", Integer, nullable=False),
    Column("appeals", Integer, nullable=False),
    Column("skipped", Integer, nullable=False, server_default=text("0")),
    *(Column(took(step), Integer, nullable=False, server_default=text("0")) for step in range(STEPS)),
    sqlite_with_rowid=False,
)
"""How it went with each question when people met it first: numbers, and nobody's."""

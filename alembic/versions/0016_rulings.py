"""Roles, rulings, what they mend, and how hard questions are. Adds only.

The code before erases people without knowing the new tables, so their rows go with the person's row.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from alembic import op

revision: str = "0016"
down_revision: str | None = "0015"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ANSWERED = sa.text("tries > 0")
DOUBTFUL = sa.text("mark = 'doubtful' AND said IS NOT NULL")
DUE = sa.text("state IN ('found', 'undoing')")
TABLES = (
    "item_tallies",
    "corrections",
    "remarkings",
    "ruling_drafts",
    "ruling_revision",
    "ruled_by",
    "rulings",
    "claims",
    "roles",
)


def upgrade() -> None:
    """The tables, a column of learners, two indexes."""
    _create_roles()
    _create_rulings()
    _create_remarking()
    op.add_column("learners", sa.Column("mended", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_index(
        "ix_asked_answered", "asked", ["question", "id"], sqlite_where=ANSWERED, postgresql_where=ANSWERED
    )
    op.create_index(
        "ix_answers_doubtful", "answers", ["at"], sqlite_where=DOUBTFUL, postgresql_where=DOUBTFUL
    )


def downgrade() -> None:
    """Drop them. What was mended stays mended: the reviews say so."""
    op.drop_index("ix_answers_doubtful", "answers")
    op.drop_index("ix_asked_answered", "asked")
    op.drop_column("learners", "mended")
    for table in TABLES:
        op.drop_table(table)


def _moment(name: str, **more: Any) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), **{"nullable": False, **more})


def _text(name: str, **more: Any) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, **{"nullable": False, **more})


def _number(name: str, **more: Any) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, **{"nullable": False, **more})


def _id(name: str = "id") -> sa.Column[int]:
    number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    return sa.Column(name, number, primary_key=True, autoincrement=True)


def _learner_id() -> sa.Column[int]:
    person = sa.ForeignKey("learners.id", ondelete="CASCADE")
    return sa.Column(
        "learner_id", sa.BigInteger, person, primary_key=True, autoincrement=False, nullable=False
    )


def _create_roles() -> None:
    op.create_table(
        "roles",
        _learner_id(),
        _text("role", primary_key=True),
        _text("scope", primary_key=True),
        _moment("at"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "claims",
        _text("token_hash", primary_key=True),
        _text("role"),
        _text("scope"),
        _moment("until"),
    )


def _create_rulings() -> None:
    op.create_table(
        "rulings",
        _id(),
        *(_text(name) for name in ("deck", "question", "kind", "texts", "told")),
        _moment("at"),
        _moment("undone_at", nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_rulings_question", "rulings", ["question"])
    op.create_table(
        "ruled_by",
        _learner_id(),
        sa.Column("ruling_id", sa.BigInteger, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ruling_revision",
        _number("id", primary_key=True, autoincrement=False),
        sa.Column("revision", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "ruling_drafts",
        _id(),
        sa.Column(
            "learner_id", sa.BigInteger, sa.ForeignKey("learners.id", ondelete="CASCADE"), nullable=False
        ),
        *(_text(name) for name in ("deck", "question", "kind", "texts", "told")),
        _number("place"),
        _moment("at"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_ruling_drafts_learner_id", "ruling_drafts", ["learner_id"])


def _create_remarking() -> None:
    op.create_table(
        "remarkings",
        sa.Column("ruling_id", sa.BigInteger, primary_key=True, autoincrement=False),
        _text("question"),
        sa.Column("after", sa.BigInteger, nullable=False),
        _moment("due"),
    )
    op.create_index("ix_remarkings_due", "remarkings", ["due"])
    op.create_table(
        "corrections",
        _learner_id(),
        sa.Column("ruling_id", sa.BigInteger, primary_key=True),
        sa.Column("asked_id", sa.BigInteger, primary_key=True),
        _text("state"),
        sa.Column("told", sa.Boolean, nullable=False, server_default=sa.false()),
        _text("standings", nullable=True),
        _moment("at"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_corrections_ruling_id", "corrections", ["ruling_id"])
    op.create_index(
        "ix_corrections_due", "corrections", ["learner_id"], sqlite_where=DUE, postgresql_where=DUE
    )
    op.create_table(
        "item_tallies",
        _text("deck", primary_key=True),
        _text("question", primary_key=True),
        *(_number(name) for name in ("people", "right", "shown", "hints", "appeals")),
        sqlite_with_rowid=False,
    )

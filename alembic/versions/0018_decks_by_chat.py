"""Decks that come in by chat: what was sent, and the versions that are taught from. Adds only.

The code before erases people without knowing the new tables, so their rows go with the person's row. It
teaches from the decks in its folder alone.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from alembic import op
from bot.store.columns import Moment

revision: str = "0018"
down_revision: str | None = "0017"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

WORK = sa.text("state IN ('received', 'publishing')")
TABLES = ("upload_rows", "uploads", "published_by", "deck_revision", "deck_files", "deck_versions")


def upgrade() -> None:
    """Six tables and an index."""
    _create_versions()
    _create_uploads()


def downgrade() -> None:
    """Drop them. Decks that came in by chat go with them; `recall decks export` writes them to files."""
    for table in TABLES:
        op.drop_table(table)


def _text(name: str, **more: Any) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, **{"nullable": False, **more})


def _number(name: str, **more: Any) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, **{"nullable": False, **more})


def _learner_id(**more: Any) -> sa.Column[int]:
    person = sa.ForeignKey("learners.id", ondelete="CASCADE")
    return sa.Column("learner_id", sa.BigInteger, person, nullable=False, **more)


def _create_versions() -> None:
    op.create_table(
        "deck_versions",
        _text("deck", primary_key=True),
        _number("version", primary_key=True, autoincrement=False),
        _text("state"),
        _text("title"),
        _number("questions"),
        sa.Column("at", Moment, nullable=False),
    )
    op.create_table(
        "deck_files",
        _text("deck", primary_key=True),
        _number("version", primary_key=True, autoincrement=False),
        _text("file", primary_key=True),
        _text("content"),
    )
    op.create_table(
        "deck_revision",
        _number("id", primary_key=True, autoincrement=False),
        sa.Column("revision", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "published_by",
        _learner_id(primary_key=True, autoincrement=False),
        _text("deck", primary_key=True),
        _number("version", primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )


def _create_uploads() -> None:
    number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "uploads",
        sa.Column("id", number, primary_key=True, autoincrement=True),
        _learner_id(),
        _text("state"),
        sa.Column("at", Moment, nullable=False),
        sa.Column("message", sa.BigInteger, nullable=False),
        _text("name"),
        *(_text(name, nullable=True) for name in ("file_id", "content")),
        *(_text(name) for name in ("wanted", "deck")),
        _number("version", nullable=True),
        _number("tries"),
        sa.Column("until", Moment),
        *(_text(name, nullable=True) for name in ("owner", "report", "remarks", "trial")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_uploads_learner_id", "uploads", ["learner_id"])
    op.create_index("ix_uploads_at", "uploads", ["at"])
    op.create_index("ix_uploads_work", "uploads", ["id"], sqlite_where=WORK, postgresql_where=WORK)
    op.create_table(
        "upload_rows",
        _learner_id(primary_key=True, autoincrement=False),
        sa.Column("upload_id", sa.BigInteger, primary_key=True),
        _number("place", primary_key=True, autoincrement=False),
        _number("row"),
        *(_text(name) for name in ("state", "about", "remark")),
        _text("snapshot", nullable=True),
        _text("rulings"),
        sqlite_with_rowid=False,
    )

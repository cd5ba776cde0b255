"""The first tables."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """People and what they did, then what is on its way."""
    _create_people()
    _create_questions()
    _create_progress()
    _create_flags()
    _create_outbox()
    _create_updates()


def downgrade() -> None:
    """Drop everything, what points elsewhere first."""
    for table in (
        "chores",
        "dead_updates",
        "seen_updates",
        "messages",
        "outbox",
        "reports",
        "appeals",
        "retired",
        "days",
        "reviews",
        "answers",
        "asked",
        "sittings",
        "learners",
    ):
        op.drop_table(table)


def _moment() -> sa.DateTime:
    return sa.DateTime(timezone=True)


def _row_id() -> sa.Column[int]:
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column("id", kind, primary_key=True, autoincrement=True)


def _learner_id(*, key: bool = False) -> sa.Column[int]:
    return sa.Column(
        "learner_id", sa.BigInteger, sa.ForeignKey("learners.id"), primary_key=key, nullable=False
    )


def _loose_learner_id() -> sa.Column[int | None]:
    return sa.Column("learner_id", sa.BigInteger, nullable=True, index=True)


def _only_where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def _create_people() -> None:
    op.create_table(
        "learners",
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("language", sa.Text),
        sa.Column("zone", sa.Text),
        sa.Column("here", sa.Boolean, nullable=False),
        sa.Column("since", _moment(), nullable=False),
        sa.Column("deck", sa.Text),
        sa.Column("flow", sa.Boolean, nullable=False),
        sa.Column("live", sa.Text),
    )
    op.create_table(
        "sittings",
        _row_id(),
        _learner_id(),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("deck", sa.Text, nullable=False),
        sa.Column("topic", sa.Text),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("at", _moment(), nullable=False),
        sa.Column("ended_at", _moment()),
        sa.Index(
            "uq_sittings_running", "learner_id", "chat_id", unique=True, **_only_where("ended_at IS NULL")
        ),
        sa.Index(None, "learner_id", "chat_id", "id"),
        sqlite_autoincrement=True,
    )


def _create_questions() -> None:
    op.create_table(
        "asked",
        _row_id(),
        _learner_id(),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("sitting_id", sa.BigInteger, sa.ForeignKey("sittings.id")),
        sa.Column("deck", sa.Text, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("snapshot", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("at", _moment(), nullable=False),
        sa.Column("closed_at", _moment()),
        sa.Column("hints", sa.Integer, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("misses", sa.Integer, nullable=False),
        sa.Column("completions", sa.Integer, nullable=False),
        sa.Column("have", sa.Text, nullable=False),
        sa.Column("credit", sa.Float, nullable=False),
        sa.Column("first", sa.Text),
        sa.Column("messages", sa.Integer, nullable=False),
        sa.Index("uq_asked_open", "learner_id", "chat_id", unique=True, **_only_where("state = 'open'")),
        sa.Index(None, "learner_id", "chat_id", "closed_at"),
        sa.Index(None, "sitting_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "answers",
        _row_id(),
        _learner_id(),
        sa.Column("asked_id", sa.BigInteger, sa.ForeignKey("asked.id"), nullable=False),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("at", _moment(), nullable=False),
        sa.Column("said", sa.Text),
        sa.Column("mark", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("credit", sa.Float, nullable=False),
        sa.Column("marker", sa.Text, nullable=False),
        sa.UniqueConstraint("chat_id", "message_id"),
        sa.Index(None, "asked_id"),
        sa.Index(None, "learner_id", "at"),
        sa.Index("ix_answers_words", "at", **_only_where("said IS NOT NULL")),
        sqlite_autoincrement=True,
    )


def _create_progress() -> None:
    op.create_table(
        "reviews",
        _row_id(),
        _learner_id(),
        sa.Column("asked_id", sa.BigInteger, sa.ForeignKey("asked.id"), nullable=False),
        sa.Column("deck", sa.Text, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("at", _moment(), nullable=False),
        sa.Column("local_date", sa.Date, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("credit", sa.Float, nullable=False),
        sa.Column("hints", sa.Integer, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("seconds", sa.Integer, nullable=False),
        sa.Column("marker", sa.Text, nullable=False),
        sa.UniqueConstraint("asked_id"),
        sa.Index(None, "learner_id", "question", "at"),
        sa.Index(None, "learner_id", "local_date"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "days",
        _learner_id(key=True),
        sa.Column("local_date", sa.Date, primary_key=True),
        sa.Column("reason", sa.Text, primary_key=True),
        sa.Column("at", _moment(), nullable=False),
    )


def _create_flags() -> None:
    op.create_table(
        "retired",
        _learner_id(key=True),
        sa.Column("question", sa.Text, primary_key=True),
        sa.Column("at", _moment(), nullable=False),
    )
    op.create_table(
        "appeals",
        _row_id(),
        _learner_id(),
        sa.Column("asked_id", sa.BigInteger, sa.ForeignKey("asked.id"), nullable=False),
        sa.Column("deck", sa.Text, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("at", _moment(), nullable=False),
        sa.Column("said", sa.Text),
        sa.Column("was", sa.Text, nullable=False),
        sa.UniqueConstraint("asked_id"),
        sa.Index(None, "learner_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "reports",
        _row_id(),
        _learner_id(),
        sa.Column("asked_id", sa.BigInteger, sa.ForeignKey("asked.id"), nullable=False),
        sa.Column("deck", sa.Text, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("at", _moment(), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Index(None, "learner_id"),
        sa.Index(None, "asked_id"),
        sqlite_autoincrement=True,
    )


def _create_outbox() -> None:
    op.create_table(
        "outbox",
        _row_id(),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        _loose_learner_id(),
        sa.Column("lane", sa.Integer, nullable=False),
        sa.Column("urgency", sa.Integer, nullable=False),
        sa.Column("act", sa.Text, nullable=False),
        sa.Column("spoken", sa.Text, nullable=False),
        sa.Column("slot", sa.Text),
        sa.Column("answering", sa.BigInteger),
        sa.Column("fleeting", sa.Boolean, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("at", _moment(), nullable=False),
        sa.Column("due", _moment(), nullable=False),
        sa.Column("lease_until", _moment()),
        sa.Column("settled_at", _moment()),
        sa.Column("message_id", sa.BigInteger),
        sa.Index("ix_outbox_unsettled", "chat_id", "id", **_only_where("state IN ('pending', 'claimed')")),
        sa.Index("ix_outbox_urgent", "urgency", "id", **_only_where("state = 'pending'")),
        sa.Index("ix_outbox_due", "due", **_only_where("state = 'pending'")),
        sa.Index("ix_outbox_claimed", "lease_until", **_only_where("state = 'claimed'")),
        sa.Index("ix_outbox_settled", "settled_at", **_only_where("settled_at IS NOT NULL")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "messages",
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("message_id", sa.BigInteger, primary_key=True, autoincrement=False),
        _loose_learner_id(),
        sa.Column("slot", sa.Text, nullable=False),
        sa.Index(None, "chat_id", "slot", "message_id"),
    )


def _create_updates() -> None:
    op.create_table(
        "seen_updates",
        sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("at", _moment(), nullable=False, index=True),
    )
    op.create_table(
        "dead_updates",
        sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
        _loose_learner_id(),
        sa.Column("at", _moment(), nullable=False, index=True),
        sa.Column("error", sa.Text, nullable=False),
        sa.Column("raw", sa.Text, nullable=False),
    )
    op.create_table(
        "chores",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("due", _moment(), nullable=False),
    )

"""The daily question: settings of a learner, memory, subscriptions, and what the clock has to remember.

Adds only. The code of 0001 inserts learners without the new columns, so those have defaults; it erases
people without knowing the new tables, so their rows go with the person's row.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Columns of learners, then the new tables."""
    for column in _settings():
        op.add_column("learners", column)
    _create_cards()
    _create_subscriptions()
    _create_clock()


def downgrade() -> None:
    """Drop what was added. Of the ledger stays what 0001 can read: days that count as answered."""
    for table in ("outages", "heartbeats", "sent_days", "subscriptions", "cards"):
        op.drop_table(table)
    for column in reversed(_settings()):
        op.drop_column("learners", column.name)
    op.execute(
        "INSERT INTO days (learner_id, local_date, reason, at) "
        "SELECT learner_id, local_date, 'answered', at FROM days WHERE reason = 'nothing_due' "
        "ON CONFLICT DO NOTHING"
    )
    op.execute("DELETE FROM days WHERE reason <> 'answered'")


def _settings() -> list[sa.Column[Any]]:
    return [
        sa.Column("exam", sa.Date),
        sa.Column("new_cap", sa.Integer, nullable=False, server_default=sa.text("10")),
        sa.Column("review_cap", sa.Integer, nullable=False, server_default=sa.text("30")),
        sa.Column("ahead", sa.Boolean, nullable=False, server_default=sa.true()),
        sa.Column("paused_from", sa.Date),
        sa.Column("paused_until", sa.Date),
        sa.Column("rest_days", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("weekly", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("quiet_from", sa.Time, nullable=False, server_default=sa.text("'22:00:00'")),
        sa.Column("quiet_to", sa.Time, nullable=False, server_default=sa.text("'07:00:00'")),
        sa.Column("offered", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("milestone", sa.Integer, nullable=False, server_default=sa.text("0")),
    ]


def _moment() -> sa.DateTime:
    return sa.DateTime(timezone=True)


def _learner_id() -> sa.Column[int]:
    person = sa.ForeignKey("learners.id", ondelete="CASCADE")
    return sa.Column(
        "learner_id", sa.BigInteger, person, primary_key=True, autoincrement=False, nullable=False
    )


def _due(name: str, column: str) -> sa.Index:
    only = sa.text(f"{column} IS NOT NULL")
    return sa.Index(name, column, "place", "learner_id", sqlite_where=only, postgresql_where=only)


def _create_cards() -> None:
    op.create_table(
        "cards",
        _learner_id(),
        sa.Column("question", sa.Text, primary_key=True),
        sa.Column("deck", sa.Text, nullable=False),
        sa.Column("stability", sa.Float, nullable=False),
        sa.Column("difficulty", sa.Float, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("first_on", sa.Date, nullable=False),
        sa.Column("last_at", _moment(), nullable=False),
        sa.Column("last_on", sa.Date, nullable=False),
        sa.Column("reps", sa.Integer, nullable=False),
        sa.Column("lapses", sa.Integer, nullable=False),
    )


def _create_subscriptions() -> None:
    op.create_table(
        "subscriptions",
        _learner_id(),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("at", sa.Time, nullable=False),
        sa.Column("weekdays", sa.Integer, nullable=False),
        sa.Column("deck", sa.Text),
        sa.Column("topic", sa.Text),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("nudge", sa.Time),
        sa.Column("ignored", sa.Integer, nullable=False),
        sa.Column("next_at", _moment()),
        sa.Column("nudge_at", _moment()),
        sa.Column("last_date", sa.Date),
        sa.Column("asked_id", sa.BigInteger),
        sa.Column("summary_at", _moment()),
        sa.Column("place", sa.BigInteger, nullable=False),
        _due("ix_subscriptions_next", "next_at"),
        _due("ix_subscriptions_nudge", "nudge_at"),
        _due("ix_subscriptions_summary", "summary_at"),
    )


def _create_clock() -> None:
    op.create_table(
        "sent_days",
        _learner_id(),
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("local_date", sa.Date, primary_key=True),
        sa.Column("at", _moment(), nullable=False),
    )
    op.create_table(
        "heartbeats",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", _moment(), nullable=False),
    )
    op.create_table(
        "outages",
        sa.Column("start", _moment(), primary_key=True),
        sa.Column("end", _moment(), nullable=False, index=True),
    )

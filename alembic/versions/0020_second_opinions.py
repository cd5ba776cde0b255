"""Second opinions of a language model. Adds only.

The code before erases people without knowing the new tables; what names them there is removed by time.
"""

from collections.abc import Sequence

import sqlalchemy as sa

from alembic import op
from bot.store.columns import LocalDate, Moment, Words

revision: str = "0020"
down_revision: str | None = "0019"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Four tables."""
    op.create_table(
        "second_opinions",
        sa.Column("snapshot", sa.Text, primary_key=True),
        sa.Column("form", sa.Text, primary_key=True),
        sa.Column("model", sa.Text, primary_key=True),
        sa.Column("learner_id", sa.BigInteger, nullable=True),
        sa.Column("says", sa.Text, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("why", Words, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sqlite_with_rowid=False,
    )
    for column in ("learner_id", "at"):
        op.create_index(f"ix_second_opinions_{column}", "second_opinions", [column])
    _jobs()
    op.create_table(
        "second_opinion_days",
        sa.Column("day", LocalDate, primary_key=True),
        sa.Column("calls", sa.Integer, nullable=False),
        sa.Column("tokens", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "second_opinion_refusals",
        sa.Column(
            "learner_id",
            sa.BigInteger,
            sa.ForeignKey("learners.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("at", Moment, nullable=False),
        sqlite_with_rowid=False,
    )


def _jobs() -> None:
    op.create_table(
        "second_opinion_jobs",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer, "sqlite"),
            primary_key=True,
            autoincrement=True,
        ),
        sa.Column("learner_id", sa.BigInteger, nullable=False),
        sa.Column("asked_id", sa.BigInteger),
        sa.Column("round_id", sa.BigInteger),
        sa.Column("place", sa.Integer),
        sa.Column("draft_id", sa.BigInteger),
        sa.Column("news", sa.Text),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("until", Moment),
        sa.Column("owner", sa.Text),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_second_opinion_jobs_at", "second_opinion_jobs", ["at"])
    op.create_index(
        "ix_second_opinion_jobs_learner_id_asked_id", "second_opinion_jobs", ["learner_id", "asked_id"]
    )
    waiting = sa.text("state = 'waiting'")
    op.create_index(
        "ix_second_opinion_jobs_waiting",
        "second_opinion_jobs",
        ["id"],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )


def downgrade() -> None:
    """Drop them: what a model said is gone, and it may be asked again."""
    for table in ("refusals", "days", "jobs"):
        op.drop_table(f"second_opinion_{table}")
    op.drop_table("second_opinions")

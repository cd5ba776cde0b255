"""What operators were told, and what they announce. Adds only.

The code before erases people without knowing the new tables, so their rows go with the person's row.
"""

from collections.abc import Sequence

import sqlalchemy as sa

from alembic import op
from bot.store.columns import Moment, Words

revision: str = "0023"
down_revision: str | None = "0022"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Three tables."""
    op.create_table(
        "notices",
        _person(),
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("told_at", Moment, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "announcements",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer, "sqlite"),
            primary_key=True,
            autoincrement=True,
        ),
        sa.Column(
            "learner_id",
            sa.BigInteger,
            sa.ForeignKey("learners.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("words", Words, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("after", sa.BigInteger),
        sa.Column("reached", sa.Integer, nullable=False),
        sa.Column("waits", sa.Boolean, nullable=False),
        sa.Column("again_at", Moment),
        sqlite_autoincrement=True,
    )
    for column in ("learner_id", "state", "at"):
        op.create_index(f"ix_announcements_{column}", "announcements", [column])
    op.create_table("announced", _person(), sa.Column("announcement", sa.BigInteger, nullable=False))


def downgrade() -> None:
    """Drop them; what was being announced goes no further."""
    for table in ("announced", "announcements", "notices"):
        op.drop_table(table)


def _person() -> sa.Column[int]:
    return sa.Column(
        "learner_id",
        sa.BigInteger,
        sa.ForeignKey("learners.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        nullable=False,
    )

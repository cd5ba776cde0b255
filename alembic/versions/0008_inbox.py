"""Updates that are acknowledged and wait to be handled.

Adds only. Before a downgrade the bot has to have handled what is in the table: 0007 does not know it.
"""

from collections.abc import Sequence

import sqlalchemy as sa

from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """One table."""
    op.create_table(
        "inbox",
        sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("learner_id", sa.BigInteger),
        sa.Column("lane", sa.Text, nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("raw", sa.Text, nullable=False),
        sa.Index("ix_inbox_learner_id", "learner_id"),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("inbox")

"""What one of many processes does alone, and which processes live. Adds only."""

from collections.abc import Sequence

import sqlalchemy as sa

from alembic import op
from bot.store.columns import Moment

revision: str = "0017"
down_revision: str | None = "0016"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """One table, empty; processes fill it."""
    op.create_table(
        "process_leases",
        sa.Column("lease", sa.Text, primary_key=True),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("until", Moment, nullable=False),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("process_leases")

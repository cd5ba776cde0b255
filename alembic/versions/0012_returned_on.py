"""The day a learner came back after a silence. Adds only."""

from collections.abc import Sequence

import sqlalchemy as sa

from alembic import op

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """One column."""
    op.add_column("learners", sa.Column("returned_on", sa.Date))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("learners", "returned_on")

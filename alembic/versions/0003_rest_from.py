"""Since when a learner's days of rest are what they are.

Adds only; who has none has had them all along.
"""

from collections.abc import Sequence

import sqlalchemy as sa

from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """A column of learners."""
    op.add_column("learners", sa.Column("rest_from", sa.Date))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("learners", "rest_from")

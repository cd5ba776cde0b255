"""Of hard questions also how long first tries took, and how many skipped them. Adds only."""

from collections.abc import Sequence

import sqlalchemy as sa

from alembic import op

revision: str = "0024"
down_revision: str | None = "0023"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

COLUMNS = ("skipped", *(f"took_{step}" for step in range(19)))


def upgrade() -> None:
    """Twenty columns; what was met before is not counted."""
    for name in COLUMNS:
        column = sa.Column(name, sa.Integer, nullable=False, server_default=sa.text("0"))
        op.add_column("item_tallies", column)


def downgrade() -> None:
    """And back."""
    for name in reversed(COLUMNS):
        op.drop_column("item_tallies", name)

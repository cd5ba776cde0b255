"""Teams: in which one a player of a round is. Adds only."""

from collections.abc import Sequence

import sqlalchemy as sa

from alembic import op

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """One column; nobody was in a team before."""
    op.add_column("seats", sa.Column("team", sa.Integer))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("seats", "team")

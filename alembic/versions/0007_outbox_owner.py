"""Which process holds a message of the outbox.

Adds only: the code before it claims without the column, and such a lease ends by its time. The edits that
took older buttons away are no longer rows of the outbox; those that had not left are dropped.
"""

from collections.abc import Sequence

import sqlalchemy as sa

from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """A column of the outbox."""
    op.add_column("outbox", sa.Column("owner", sa.Text))
    op.execute("DELETE FROM outbox WHERE act = 'clear' AND state IN ('pending', 'claimed')")


def downgrade() -> None:
    """Drop it."""
    op.drop_column("outbox", "owner")

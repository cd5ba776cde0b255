"""Who has questions of their own. Adds only.

The questions themselves are an upload, which the code before does not look at in that state; it would forget
them after two weeks.
"""

from collections.abc import Sequence

import sqlalchemy as sa

from alembic import op

revision: str = "0021"
down_revision: str | None = "0020"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """A column of learners."""
    op.add_column(
        "learners", sa.Column("own_questions", sa.Boolean, nullable=False, server_default=sa.false())
    )


def downgrade() -> None:
    """And back: the code before knows no such upload."""
    op.execute("DELETE FROM upload_rows WHERE upload_id IN (SELECT id FROM uploads WHERE state = 'own')")
    op.execute("DELETE FROM uploads WHERE state = 'own'")
    op.drop_column("learners", "own_questions")

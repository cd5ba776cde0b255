"""What the tutor asked last, and what is wrong with a question in a learner's own words. Adds only."""

from collections.abc import Sequence

import sqlalchemy as sa

from alembic import op

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


SAID = sa.text("said IS NOT NULL")


def upgrade() -> None:
    """Two columns, and an index for words that grow old."""
    op.add_column("learners", sa.Column("expected", sa.Text))
    op.add_column("reports", sa.Column("said", sa.Text))
    op.create_index("ix_reports_words", "reports", ["at"], sqlite_where=SAID, postgresql_where=SAID)


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_reports_words", "reports")
    op.drop_column("reports", "said")
    op.drop_column("learners", "expected")

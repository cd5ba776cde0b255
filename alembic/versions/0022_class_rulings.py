"""Rulings that count in one class. Adds only.

The code before would take such a ruling for everybody's, so on the way back they go.
"""

from collections.abc import Sequence

import sqlalchemy as sa

from alembic import op

revision: str = "0022"
down_revision: str | None = "0021"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Three columns and an index."""
    op.add_column("rulings", sa.Column("class_id", sa.BigInteger))
    proposed = sa.Column("proposed", sa.Boolean, nullable=False, server_default=sa.false())
    op.add_column("rulings", proposed)
    op.create_index("ix_rulings_class_id", "rulings", ["class_id"])
    op.add_column("ruling_drafts", sa.Column("class_id", sa.BigInteger))


def downgrade() -> None:
    """And back: the rulings of classes are gone; what these have mended stays."""
    op.execute("DELETE FROM ruling_drafts WHERE class_id IS NOT NULL")
    op.drop_column("ruling_drafts", "class_id")
    op.drop_index("ix_rulings_class_id", "rulings")
    op.execute("DELETE FROM rulings WHERE class_id IS NOT NULL")
    op.drop_column("rulings", "proposed")
    op.drop_column("rulings", "class_id")

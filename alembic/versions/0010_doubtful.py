"""Answers that the marker couldn't tell: being compared, marked by their learner, ruled on in a round.

Adds only. Going back, what was in doubt becomes partly right, which memory takes alike; a comparison that
nobody has answered is left as shown, and a "not quite" is no appeal.
"""

from collections.abc import Sequence

import sqlalchemy as sa

from alembic import op

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

COMPARING = sa.text("state = 'comparing'")
IN_DOUBT = (
    ("asked", "first"),
    ("answers", "mark"),
    ("reviews", "verdict"),
    ("cards", "verdict"),
    ("appeals", "was"),
    ("guesses", "mark"),
    ("carried", "mark"),
    ("post_answers", "mark"),
)
"""Columns that may say *doubtful*, which the code before cannot read."""


def upgrade() -> None:
    """An index for comparisons, two columns."""
    op.create_index(
        "uq_asked_comparing",
        "asked",
        ["learner_id", "chat_id"],
        unique=True,
        sqlite_where=COMPARING,
        postgresql_where=COMPARING,
    )
    op.add_column("appeals", sa.Column("self_mark", sa.Text))
    op.add_column("guesses", sa.Column("refused", sa.Boolean, nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """Drop them, and say *partial* for *doubtful*."""
    op.execute("UPDATE asked SET state = 'shown', closed_at = at WHERE state = 'comparing'")
    op.execute("DELETE FROM appeals WHERE self_mark = 'not_quite'")
    for table, column in IN_DOUBT:
        op.execute(f"UPDATE {table} SET {column} = 'partial' WHERE {column} = 'doubtful'")
    op.drop_column("guesses", "refused")
    op.drop_column("appeals", "self_mark")
    op.drop_index("uq_asked_comparing", "asked")

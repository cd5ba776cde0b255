"""Questions asked in the lecture, who gets them, and who says yes to that. Adds only.

The code before erases people without knowing the new tables, so their rows go with the person's row.
"""

from collections.abc import Sequence

import sqlalchemy as sa

from alembic import op
from bot.store.columns import Moment, Words

revision: str = "0025"
down_revision: str | None = "0024"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

DUE = sa.text("due IS NOT NULL")


def upgrade() -> None:
    """Two tables and a column."""
    agreed = sa.Column("lecture", sa.Boolean, nullable=False, server_default=sa.false())
    op.add_column("class_members", agreed)
    op.create_table(
        "lectures",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True
        ),
        sa.Column("class_id", sa.BigInteger, sa.ForeignKey("classes.id", ondelete="CASCADE"), nullable=False),
        sa.Column(
            "learner_id", sa.BigInteger, sa.ForeignKey("learners.id", ondelete="CASCADE"), nullable=False
        ),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("deck", "question")),
        sa.Column("snapshot", Words, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("due", Moment),
        sa.Column("told", sa.Integer, nullable=False),
        sa.Column("shown", sa.Boolean, nullable=False),
        sa.Column("tally", Words, nullable=False),
        sqlite_autoincrement=True,
    )
    for column in ("class_id", "learner_id"):
        op.create_index(f"ix_lectures_{column}", "lectures", [column])
    op.create_index("ix_lectures_due", "lectures", ["due"], sqlite_where=DUE, postgresql_where=DUE)
    op.create_table(
        "lecture_seats",
        sa.Column(
            "learner_id",
            sa.BigInteger,
            sa.ForeignKey("learners.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
            nullable=False,
        ),
        sa.Column(
            "lecture_id", sa.BigInteger, sa.ForeignKey("lectures.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("state", sa.Text, nullable=False),
        *(sa.Column(name, Moment) for name in ("sent_at", "shown_at", "answered_at")),
        sa.Column("said", Words),
        sa.Column("mark", sa.Text),
        sa.Column("message_id", sa.BigInteger),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_lecture_seats_lecture_id_state", "lecture_seats", ["lecture_id", "state"])


def downgrade() -> None:
    """And back."""
    op.drop_table("lecture_seats")
    op.drop_table("lectures")
    op.drop_column("class_members", "lecture")

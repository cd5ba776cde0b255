"""Classes, who is in them and what is due there. Adds only.

The code before erases people without knowing the new tables, so their rows go with the person's row.
"""

from collections.abc import Sequence

import sqlalchemy as sa

from alembic import op
from bot.store.columns import LocalDate, Moment, Words

revision: str = "0019"
down_revision: str | None = "0018"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Three tables, a column of learners, an index of roles."""
    op.create_table(
        "classes",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer, "sqlite"),
            primary_key=True,
            autoincrement=True,
        ),
        sa.Column("title", Words, nullable=False),
        sa.Column("deck", sa.Text),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("exam", LocalDate),
        sa.Column("link_hash", sa.Text),
        sa.Column("link_at", Moment),
        sa.Column("link_until", LocalDate),
        sa.Column("gone_at", Moment),
        sa.Column("report_at", Moment),
        sqlite_autoincrement=True,
    )
    for column in ("gone_at", "report_at"):
        op.create_index(f"ix_classes_{column}", "classes", [column])
    op.create_index("ix_classes_link_hash", "classes", ["link_hash"], unique=True)
    op.create_table(
        "class_members",
        sa.Column(
            "learner_id",
            sa.BigInteger,
            sa.ForeignKey("learners.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
            nullable=False,
        ),
        sa.Column(
            "class_id", sa.BigInteger, sa.ForeignKey("classes.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("shares", sa.Text, nullable=False),
        sa.Column("joined_at", Moment, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_class_members_class_id_joined_at", "class_members", ["class_id", "joined_at"])
    op.create_table(
        "assignments",
        sa.Column(
            "class_id",
            sa.BigInteger,
            sa.ForeignKey("classes.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("topic", sa.Text, primary_key=True),
        sa.Column("due_on", LocalDate, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sqlite_with_rowid=False,
    )
    op.add_column("learners", sa.Column("in_class", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_index("ix_roles_scope", "roles", ["scope"])


def downgrade() -> None:
    """Drop them: classes are gone, and who taught them has no role there any more."""
    op.execute("DELETE FROM roles WHERE role IN ('teacher', 'assistant')")
    op.execute("DELETE FROM claims WHERE role IN ('teacher', 'assistant')")
    op.drop_index("ix_roles_scope", "roles")
    op.drop_column("learners", "in_class")
    for table in ("assignments", "class_members", "classes"):
        op.drop_table(table)

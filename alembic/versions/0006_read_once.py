"""What a turn reads no longer grows with the years: snapshots once, totals of the ledger, progress.

`asked.snapshot` holds the hash of a row of `snapshots` from now on. The code of 0005 writes the content
itself there, which the code of 0006 reads as well. The new columns are filled by a rebuild from the logs,
which the row `rebuild` of `chores` asks the program for. (A SQLite file shrinks by VACUUM alone.)
"""

from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

import sqlalchemy as sa

from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TOTALS = (
    "streak_length",
    "streak_longest",
    "streak_since",
    "streak_last_on",
    "streak_answered_at",
    "days_counted",
    "freezes",
    "ledger_from",
    "ledger_answered_at",
)
MEMORY = (("stability", sa.Float()), ("difficulty", sa.Float()), ("due_on", sa.Date()))


def upgrade() -> None:
    """Add and fold; then ask for a rebuild."""
    _fold_snapshots()
    _add_totals()
    op.add_column("cards", sa.Column("met_at", _moment()))
    op.add_column("cards", sa.Column("verdict", sa.Text))
    op.add_column("cards", sa.Column("credit", sa.Float))
    with op.batch_alter_table("cards") as batch:
        for name, kind in MEMORY:
            batch.alter_column(name, existing_type=kind, nullable=True)
    op.execute("INSERT INTO chores (name, due) VALUES ('rebuild', '1970-01-01 00:00:00.000000')")


def downgrade() -> None:
    """Unfold and drop. What is known of opinion questions stays in the log of reviews."""
    op.execute("DELETE FROM chores WHERE name = 'rebuild'")
    op.execute("DELETE FROM cards WHERE stability IS NULL")
    with op.batch_alter_table("cards") as batch:
        for name, kind in MEMORY:
            batch.alter_column(name, existing_type=kind, nullable=False)
        for name in ("met_at", "verdict", "credit"):
            batch.drop_column(name)
    for name in TOTALS:
        op.drop_column("learners", name)
    op.execute(
        "UPDATE asked SET snapshot = (SELECT content FROM snapshots WHERE hash = asked.snapshot)"
        " WHERE EXISTS (SELECT 1 FROM snapshots WHERE hash = asked.snapshot)"
    )
    op.drop_table("snapshots")


def _fold_snapshots() -> None:
    op.create_table(
        "snapshots",
        sa.Column("hash", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_snapshots"),
    )
    connection = op.get_bind()
    contents = connection.execute(sa.text("SELECT DISTINCT snapshot FROM asked")).scalars()
    rows = [{"hash": _hash(content), "content": content} for content in contents]
    if rows:
        connection.execute(sa.text("INSERT INTO snapshots (hash, content) VALUES (:hash, :content)"), rows)
    if connection.dialect.name == "sqlite":
        driver: Any = connection.connection.dbapi_connection
        driver.create_function("snapshot_hash", 1, _hash, deterministic=True)
        op.execute("UPDATE asked SET snapshot = snapshot_hash(snapshot)")
    else:
        op.execute("UPDATE asked SET snapshot = s.hash FROM snapshots s WHERE s.content = asked.snapshot")


def _hash(content: str) -> str:
    return blake2b(content.encode(), digest_size=12).hexdigest()


def _add_totals() -> None:
    for column in (
        sa.Column("streak_length", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("streak_longest", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("streak_since", sa.Date),
        sa.Column("streak_last_on", sa.Date),
        sa.Column("streak_answered_at", _moment()),
        sa.Column("days_counted", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("freezes", sa.Integer, nullable=False, server_default=sa.text("1")),
        sa.Column("ledger_from", sa.Date),
        sa.Column("ledger_answered_at", _moment()),
    ):
        op.add_column("learners", column)


def _moment() -> sa.DateTime:
    return sa.DateTime(timezone=True)

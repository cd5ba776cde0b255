"""Daily questions in channels and groups: series, posts, answers to them, who looks after a channel.

Adds only. The code of 0004 inserts circles and asked questions without the new columns, so those may be
empty. No new table points to a person: whoever answers in a group may never have written to the bot.
"""

from collections.abc import Sequence

import sqlalchemy as sa

from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Two columns, then the new tables."""
    op.add_column("asked", sa.Column("post_id", sa.BigInteger))
    op.add_column("circles", sa.Column("gaps_at", _moment()))
    due = sa.text("gaps_at IS NOT NULL")
    op.create_index(
        "ix_circles_gaps", "circles", ["gaps_at", "group_id"], sqlite_where=due, postgresql_where=due
    )
    _create_series()
    _create_posts()
    _create_keepers()


def downgrade() -> None:
    """Drop what was added. Letters to channels stay: 0004 sends them all the same."""
    for table in ("forwards", "keepers", "post_answers", "posts", "series"):
        op.drop_table(table)
    op.drop_index("ix_circles_gaps", "circles")
    op.drop_column("circles", "gaps_at")
    op.drop_column("asked", "post_id")


def _moment() -> sa.DateTime:
    return sa.DateTime(timezone=True)


def _row_id() -> sa.Column[int]:
    kind = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    return sa.Column("id", kind, primary_key=True, autoincrement=True)


def _number(name: str, *, key: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, primary_key=key, autoincrement=False, nullable=False)


def _create_series() -> None:
    op.create_table(
        "series",
        _row_id(),
        _number("group_id"),
        _number("thread"),
        sa.Column("going", sa.Text, nullable=False),
        sa.Column("at", sa.Time, nullable=False),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("weekdays", sa.Integer, nullable=False),
        sa.Column("deck", sa.Text),
        sa.Column("topic", sa.Text),
        sa.Column("next_at", _moment()),
        sa.Column("last_date", sa.Date),
        sa.Column("line", sa.Text, nullable=False),
        sa.Column("passed", sa.Text, nullable=False),
        sa.Index("uq_series_place", "group_id", "thread", unique=True),
        _only("ix_series_next", "next_at", "id", where="next_at IS NOT NULL"),
        sqlite_autoincrement=True,
    )


def _create_posts() -> None:
    op.create_table(
        "posts",
        _row_id(),
        _number("group_id"),
        _number("thread"),
        sa.Column("local_date", sa.Date, nullable=False),
        sa.Column("deck", sa.Text, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("snapshot", sa.Text, nullable=False),
        sa.Column("poll", sa.Boolean, nullable=False),
        sa.Column("at", _moment(), nullable=False),
        sa.Column("closes_at", _moment()),
        sa.Column("closed_at", _moment()),
        sa.Column("votes", sa.Text, nullable=False),
        sa.Index("uq_posts_day", "group_id", "thread", "local_date", unique=True),
        _only("ix_posts_closes", "closes_at", "id", where="closes_at IS NOT NULL"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "post_answers",
        sa.Column("post_id", sa.BigInteger, sa.ForeignKey("posts.id"), primary_key=True, autoincrement=False),
        _number("learner_id", key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("at", _moment(), nullable=False),
        sa.Column("said", sa.Text),
        sa.Column("mark", sa.Text, nullable=False),
        sa.Column("credit", sa.Float, nullable=False),
        sa.Index("ix_post_answers_learner_id", "learner_id"),
        _only("ix_post_answers_words", "at", where="said IS NOT NULL"),
    )


def _create_keepers() -> None:
    op.create_table(
        "keepers",
        _number("group_id", key=True),
        _number("learner_id", key=True),
        sa.Column("chosen", _moment()),
        sa.Index("ix_keepers_learner_id", "learner_id"),
    )
    op.create_table(
        "forwards",
        _number("group_id", key=True),
        _number("message_id", key=True),
        _number("channel_id"),
        _number("post_message_id"),
        sa.Column("at", _moment(), nullable=False),
        sa.Index("ix_forwards_at", "at"),
        sa.Index("ix_forwards_channel_id", "channel_id"),
    )


def _only(name: str, *columns: str, where: str) -> sa.Index:
    only = sa.text(where)
    return sa.Index(name, *columns, sqlite_where=only, postgresql_where=only)

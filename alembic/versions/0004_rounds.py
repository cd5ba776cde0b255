"""Rounds: groups, what is played in them and by whom; letters go to topics, and close polls.

Adds only. The code of 0003 inserts learners and letters without the new columns, so those may be empty or
have defaults. No new table points to a person: whoever plays in a group may never have written to the bot.
"""

from collections.abc import Sequence

import sqlalchemy as sa

from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Two columns, then the new tables."""
    op.add_column("learners", sa.Column("carries", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("outbox", sa.Column("thread", sa.BigInteger))
    _create_circles()
    _create_rounds()
    _create_seats()
    _create_carried()


def downgrade() -> None:
    """Drop what was added, and the letters to groups that 0003 would not know how to send."""
    op.execute("DELETE FROM outbox WHERE chat_id < 0")
    op.execute("DELETE FROM messages WHERE chat_id < 0")
    # Reviews that came from groups stay; what was asked there is theirs no less.
    for table in ("carried", "polls", "guesses", "seats", "round_questions", "rounds", "members", "circles"):
        op.drop_table(table)
    op.drop_column("outbox", "thread")
    op.drop_column("learners", "carries")


def _moment() -> sa.DateTime:
    return sa.DateTime(timezone=True)


def _row_id() -> sa.Column[int]:
    kind = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    return sa.Column("id", kind, primary_key=True, autoincrement=True)


def _group_id(*, key: bool = False) -> sa.Column[int]:
    return sa.Column("group_id", sa.BigInteger, primary_key=key, autoincrement=False, nullable=False)


def _round_id() -> sa.Column[int]:
    return sa.Column(
        "round_id", sa.BigInteger, sa.ForeignKey("rounds.id"), primary_key=True, autoincrement=False
    )


def _member_id() -> sa.Column[int]:
    return sa.Column("learner_id", sa.BigInteger, primary_key=True, autoincrement=False, nullable=False)


def _create_circles() -> None:
    op.create_table(
        "circles",
        _group_id(key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("channel", sa.Boolean, nullable=False),
        sa.Column("since", _moment(), nullable=False),
        sa.Column("here", sa.Boolean, nullable=False),
        sa.Column("admin", sa.Boolean, nullable=False),
        sa.Column("hears_all", sa.Boolean, nullable=False),
        sa.Column("language", sa.Text),
        sa.Column("deck", sa.Text),
        sa.Column("pace", sa.Text, nullable=False),
        sa.Column("plain", sa.Boolean, nullable=False),
    )
    op.create_table(
        "members",
        _group_id(key=True),
        _member_id(),
        sa.Column("hidden", sa.Boolean, nullable=False),
        sa.Index("ix_members_learner_id", "learner_id"),
    )
    op.create_table(
        "polls",
        sa.Column("poll_id", sa.Text, primary_key=True),
        _group_id(),
        sa.Column("slot", sa.Text, nullable=False),
        sa.Column("at", _moment(), nullable=False),
        sa.Index("ix_polls_at", "at"),
    )


def _create_rounds() -> None:
    op.create_table(
        "rounds",
        _row_id(),
        _group_id(),
        sa.Column("thread", sa.BigInteger, nullable=False),
        sa.Column("at", _moment(), nullable=False),
        sa.Column("ended_at", _moment()),
        sa.Column("deadline", _moment()),
        sa.Column("setup", sa.Text, nullable=False),
        sa.Column("standing", sa.Text, nullable=False),
        _only("uq_rounds_running", "group_id", "thread", where="ended_at IS NULL", unique=True),
        _only("ix_rounds_deadline", "deadline", "id", where="deadline IS NOT NULL"),
        sa.Index("ix_rounds_group_id_id", "group_id", "id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "round_questions",
        _round_id(),
        sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("seconds", sa.Integer, nullable=False),
        sa.Column("snapshot", sa.Text, nullable=False),
    )


def _create_seats() -> None:
    op.create_table(
        "seats",
        _round_id(),
        _member_id(),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("host", sa.Boolean, nullable=False),
        sa.Column("gone", sa.Boolean, nullable=False),
        sa.Index("ix_seats_learner_id_round_id", "learner_id", "round_id"),
    )
    op.create_table(
        "guesses",
        _round_id(),
        sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
        _member_id(),
        sa.Column("at", _moment(), nullable=False),
        sa.Column("said", sa.Text),
        sa.Column("mark", sa.Text, nullable=False),
        sa.Column("credit", sa.Float, nullable=False),
        sa.Column("points", sa.Integer, nullable=False),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("fixed", sa.Boolean, nullable=False),
        sa.Index("ix_guesses_learner_id", "learner_id"),
        _only("ix_guesses_words", "at", where="said IS NOT NULL"),
    )


def _create_carried() -> None:
    op.create_table(
        "carried",
        _row_id(),
        sa.Column("learner_id", sa.BigInteger, nullable=False),
        _group_id(),
        sa.Column("deck", sa.Text, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("snapshot", sa.Text, nullable=False),
        sa.Column("at", _moment(), nullable=False),
        sa.Column("mark", sa.Text, nullable=False),
        sa.Column("credit", sa.Float, nullable=False),
        sa.Index("ix_carried_learner_id", "learner_id"),
        sqlite_autoincrement=True,
    )


def _only(name: str, *columns: str, where: str, unique: bool = False) -> sa.Index:
    only = sa.text(where)
    return sa.Index(name, *columns, unique=unique, sqlite_where=only, postgresql_where=only)

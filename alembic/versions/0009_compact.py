"""The same rows in less room: no index that no query needs, tables within their keys, instants and dates
as numbers.

On SQLite, instants are whole microseconds since 1970 from now on (8 bytes) instead of text (26), dates are
days since then (2 bytes instead of 10), and tables that are read by their whole key are kept in its order,
without a second copy of it in an index. `messages` names a person no more where the chat is theirs. The code
of 0008 writes text and names, which the code of 0009 reads as well. (A SQLite file shrinks by VACUUM alone, a
table of PostgreSQL by VACUUM FULL.)
"""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

KEYED = ("messages", "days", "retired", "cards", "sent_days")
"""Tables that SQLite keeps in the order of their keys."""
ANSWERED_BY = "fk_answers_learner_id_learners"
HEAVY = (
    ("ix_answers_words", "answers", ["at"], "said IS NOT NULL"),
    ("ix_reviews_learner_id_local_date", "reviews", ["learner_id", "local_date"], None),
)
"""Indexes of large tables that have an instant or a date, and are made anew on SQLite."""
BEFORE = (
    ("ix_asked_learner_id_chat_id_closed_at", "asked", ["learner_id", "chat_id", "closed_at"], None),
    ("ix_sittings_learner_id_chat_id_id", "sittings", ["learner_id", "chat_id", "id"], None),
    ("ix_answers_learner_id_at", "answers", ["learner_id", "at"], None),
    ("ix_reviews_learner_id_question_at", "reviews", ["learner_id", "question", "at"], None),
    ("ix_outbox_learner_id", "outbox", ["learner_id"], None),
    ("ix_messages_learner_id", "messages", ["learner_id"], None),
    ("ix_messages_chat_id_slot_message_id", "messages", ["chat_id", "slot", "message_id"], None),
)
AFTER = (
    ("ix_asked_learner_id_closed_at", "asked", ["learner_id", "closed_at"], None),
    ("ix_sittings_learner_id", "sittings", ["learner_id"], None),
    ("ix_reviews_learner_id_question", "reviews", ["learner_id", "question"], None),
    ("ix_outbox_learner_id_chat_id", "outbox", ["learner_id", "chat_id"], None),
    ("ix_messages_learner_id", "messages", ["learner_id"], "learner_id IS NOT NULL"),
    ("ix_messages_chat_id_slot", "messages", ["chat_id", "slot"], None),
    ("ix_appeals_words", "appeals", ["at"], "said IS NOT NULL"),
)

_PARTS = "(({0} % 1000000 + 1000000) % 1000000)"
SHORT = {
    sa.DateTime: "CAST(strftime('%s', {0}) AS INTEGER) * 1000000"
    " + CAST(substr({0} || '000000', 21, 6) AS INTEGER)",
    sa.Date: "CAST(julianday({0}) - 2440587.5 AS INTEGER)",
}
LONG = {
    sa.DateTime: f"strftime('%Y-%m-%d %H:%M:%S', ({{0}} - {_PARTS}) / 1000000, 'unixepoch')"
    f" || printf('.%06d', {_PARTS})",
    sa.Date: "date({0} * 86400, 'unixepoch')",
}


def upgrade() -> None:
    """Change indexes, then tables, then instants and dates."""
    _drop(BEFORE)
    if not _on_sqlite():
        op.drop_constraint(ANSWERED_BY, "answers", type_="foreignkey")
    op.execute("UPDATE messages SET learner_id = NULL WHERE learner_id = chat_id")
    if _on_sqlite():
        _drop(HEAVY)
        _rebuild(with_rowid=False)
        _rebuild_answers()
        _rewrite("text", SHORT)
        _create(HEAVY)
    _create(AFTER)


def downgrade() -> None:
    """The same backwards."""
    _drop(AFTER)
    op.execute("UPDATE messages SET learner_id = chat_id WHERE learner_id IS NULL AND chat_id > 0")
    if _on_sqlite():
        _drop(HEAVY)
        _rewrite("integer", LONG)
        _rebuild(with_rowid=True)
        _rebuild_answers(sa.ForeignKeyConstraint(["learner_id"], ["learners.id"], ANSWERED_BY))
        _create(HEAVY)
    else:
        op.create_foreign_key(ANSWERED_BY, "answers", "learners", ["learner_id"], ["id"])
    _create(BEFORE)


def _on_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _drop(indexes: Sequence[tuple[str, str, list[str], str | None]]) -> None:
    for name, table, _, _ in indexes:
        op.drop_index(name, table)


def _create(indexes: Sequence[tuple[str, str, list[str], str | None]]) -> None:
    for name, table, columns, condition in indexes:
        only: dict[str, Any] = {}
        if condition is not None:
            only = {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}
        op.create_index(name, table, columns, **only)


def _rebuild(*, with_rowid: bool) -> None:
    for name in KEYED:
        with op.batch_alter_table(name, recreate="always", table_kwargs={"sqlite_with_rowid": with_rowid}):
            pass


def _rebuild_answers(*more: sa.ForeignKeyConstraint) -> None:
    """SQLite drops no foreign key. The table is written out, for what it says of its key is not reflected."""
    columns = (
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("learner_id", sa.BigInteger, nullable=False),
        sa.Column("asked_id", sa.BigInteger, nullable=False),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said", sa.Text),
        sa.Column("mark", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("credit", sa.Float, nullable=False),
        sa.Column("marker", sa.Text, nullable=False),
    )
    op.create_table(
        "new_answers",
        *columns,
        sa.UniqueConstraint("chat_id", "message_id", name="uq_answers_chat_id_message_id"),
        *more,
        sa.ForeignKeyConstraint(["asked_id"], ["asked.id"], "fk_answers_asked_id_asked"),
        sa.PrimaryKeyConstraint("id", name="pk_answers"),
        sqlite_autoincrement=True,
    )
    op.execute(f"INSERT INTO new_answers SELECT {', '.join(each.name for each in columns)} FROM answers")
    op.drop_table("answers")
    op.rename_table("new_answers", "answers")
    op.create_index("ix_answers_asked_id", "answers", ["asked_id"])


def _rewrite(stored: str, expressions: Mapping[type[Any], str]) -> None:
    """Write instants and dates anew by these expressions, in every table, where they are stored like that."""
    found = sa.inspect(op.get_bind())
    for table in found.get_table_names():
        values = [
            f"{name} = CASE typeof({name}) WHEN '{stored}' THEN {expression.format(name)} ELSE {name} END"
            for column in found.get_columns(table)
            for kind, expression in expressions.items()
            if isinstance(column["type"], kind) and (name := f'"{column["name"]}"')
        ]
        if values:
            op.get_bind().exec_driver_sql(f"UPDATE {table} SET {', '.join(values)}")

"""Multiplies rows: earlier days of the same learner, or more learners like one. Knows tables by reflection.

What it takes for granted: `learner_id` and `chat_id` name whose a row is, and the key of `learners` does; a
table about people whose key has a row id, a message's number or a date is a log, every other one holds how
things stand; a `slot` begins with the id of what was asked. Rows of a copy get ids of their own, also where
others point to them; everything else stays as it was.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Date,
    DateTime,
    Integer,
    MetaData,
    Table,
    Text,
    and_,
    case,
    cast,
    create_engine,
    event,
    func,
    insert,
    literal,
    or_,
    select,
    text,
    tuple_,
    type_coerce,
)
from sqlalchemy.pool import NullPool

from bot.store.columns import LocalDate, Moment

IDS_FROM = 10_000_000
"""Rows that are made by the product get ids from here on, once `reserve` was called."""
_PEOPLE = ("learner_id", "chat_id")
_GROUPS = ("group_id", "channel_id")
_STEP = 10_000_000_000
"""How far apart the numbers of copies of people and of groups are, where there are several of them."""
_MESSAGES = ("message_id", "answering")
_POINTS = {"asked_id": "asked", "post_id": "posts"}
"""Columns that point to a row without a foreign key."""
Row = dict[str, Any]


@contextmanager
def opened(url: str) -> Iterator[Connection]:
    """A connection for copying, which checks no foreign key and, on SQLite, waits for no disk.

    Committed after each table that is multiplied, and in the end.
    """
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"), poolclass=NullPool)
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            for setting in ("synchronous = OFF", "foreign_keys = OFF", "cache_size = -400000"):
                connection.exec_driver_sql(f"PRAGMA {setting}")
        else:
            connection.exec_driver_sql("SET session_replication_role = replica")
        yield connection
        connection.commit()
    engine.dispose()


class Copier:
    """The tables of one database, and how their rows are copied."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        metadata = MetaData()
        event.listen(metadata, "column_reflect", _as_stored)
        metadata.reflect(connection)
        self.tables = [table for table in metadata.sorted_tables if _is_copied(table)]
        self._names = {table.name for table in self.tables}

    def reserve(self) -> None:
        """Let ids of new rows begin at IDS_FROM, so that copies of earlier days can have lower ones."""
        for table in self.tables:
            if _has_row_id(table):
                self._number_from(table, IDS_FROM)

    def earlier(self, who: int, days: int, times: int, first_id: int) -> None:
        """Copy the learner's logs so many times, each copy so many days before the one after it.

        New ids count up from `first_id`, in the order of time.
        """
        logs = [table for table in self.tables if _is_log(table) and table.name != "learners"]
        rows = {table.name: self._rows_of(table, who) for table in logs}
        ranks = {
            table.name: {row["id"]: rank for rank, row in enumerate(rows[table.name])}
            for table in logs
            if _has_row_id(table)
        }
        span = _span([row for table in logs for row in rows[table.name]])
        for back in range(times, 0, -1):
            ids = {
                name: {id: first_id + (times - back) * len(found) + rank for id, rank in found.items()}
                for name, found in ranks.items()
            }
            for table in logs:
                if rows[table.name]:
                    made = [
                        self._earlier(table, row, ids, days * back, span * back) for row in rows[table.name]
                    ]
                    self.connection.execute(insert(table), made)

    def _rows_of(self, table: Table, who: int) -> list[Row]:
        query = select(table).where(_whose(table, who)).order_by(*table.primary_key.columns)
        return [dict(row) for row in self.connection.execute(query).mappings()]

    def _earlier(
        self, table: Table, row: Row, ids: Mapping[str, Mapping[int, int]], days: int, messages: int
    ) -> Row:
        made = dict(row)
        for column in table.columns:
            value = row[column.name]
            if value is None:
                continue
            if isinstance(value, date):
                made[column.name] = value - timedelta(days=days)
            elif column.name in _MESSAGES:
                made[column.name] = value - messages
            elif pointed := self._points_to(column):
                made[column.name] = ids[pointed].get(value, value)
            elif column.name == "slot":
                number, dot, rest = value.partition(".")
                if number.isdecimal() and int(number) in ids.get("asked", {}):
                    made[column.name] = f"{ids['asked'][int(number)]}{dot}{rest}"
        return made

    def people(self, who: int, count: int, minutes: Mapping[str, int] | None = None) -> None:
        """Make so many learners like that one, whose numbers follow it.

        What one row is copied to gets ids that follow each other, as if all had done it at that moment.
        `minutes`: moments in columns of these names are spread over so many minutes.
        """
        owned = [table for table in self.tables if _is_owned(table)]
        self._multiply(owned, {table.name: _whose(table, who) for table in owned}, count, 1, minutes or {})

    def everything(self, count: int, most: int) -> None:
        """Copy whatever is there so often, people and groups, but at most so many rows of each table."""
        some = {table.name: _first_rows(table, most) for table in self.tables}
        self._multiply(self.tables, some, count, _STEP, {})

    def _multiply(
        self,
        tables: Sequence[Table],
        which: Mapping[str, ColumnElement[bool]],
        count: int,
        step: int,
        minutes: Mapping[str, int],
    ) -> None:
        self._number_copies(count, step)
        edges = {table.name: self._edges(table) for table in tables}
        for table in tables:
            values = {column.name: self._copied(column, count, edges, minutes) for column in table.columns}
            keys = list(table.primary_key.columns)
            for key in self.connection.execute(select(*keys).where(which[table.name]).order_by(*keys)).all():
                one = and_(*(column == value for column, value in zip(keys, key, strict=True)))
                made = select(*values.values()).select_from(table).join(_COPIES, literal(True)).where(one)
                ordered = made.order_by(_COPIES.c.n)
                self.connection.execute(insert(table).from_select(list(values), ordered))
            if _has_row_id(table):
                self._number_from(table, self._edges(table)[1])
            self.connection.commit()
        self.connection.execute(text("DROP TABLE copies"))

    def _number_copies(self, count: int, step: int) -> None:
        self.connection.execute(text("CREATE TEMPORARY TABLE copies (n BIGINT NOT NULL, person BIGINT)"))
        numbers = "WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < :count) "
        put = "INSERT INTO copies SELECT n, n * :step FROM s"
        if self.connection.dialect.name == "sqlite":
            self.connection.execute(text(numbers + put), {"count": count, "step": step})
            return
        chat_subscription = "generate_series(1, CAST(:count AS BIGINT)) AS s(n)"
        put = f"INSERT INTO copies SELECT n, n * CAST(:step AS BIGINT) FROM {chat_subscription}"
        self.connection.execute(text(put), {"count": count, "step": step})

    def _copied(
        self,
        column: Column[Any],
        count: int,
        edges: Mapping[str, tuple[int, int]],
        minutes: Mapping[str, int],
    ) -> ColumnElement[Any]:
        n, person = _COPIES.c.n, _COPIES.c.person
        if column.name in (*_PEOPLE, *_GROUPS) or (column.table.name == "learners" and column.primary_key):
            return column + case((column < 0, -person), else_=person)
        pointed = column.table.name if column.name == "update_id" else self._points_to(column)
        if pointed is not None and pointed in edges:
            lowest, highest = edges[pointed]
            return (column - lowest) * count + highest + n
        if column.name == "poll_id":
            return column.concat(cast(n, Text))
        if column.name in minutes:
            return self._later(column, n % minutes[column.name])
        return column

    def _later(self, moment: Column[Any], minutes: ColumnElement[int]) -> ColumnElement[Any]:
        if self.connection.dialect.name == "sqlite":
            return type_coerce(moment, BigInteger) + cast(minutes, BigInteger) * 60_000_000
        return moment + func.make_interval(0, 0, 0, 0, 0, cast(minutes, Integer))

    def _points_to(self, column: Column[Any]) -> str | None:
        """The copied table whose row ids the column holds."""
        if column.name in _PEOPLE:
            return None
        if column.primary_key and _has_row_id(column.table) and column.table.name != "learners":
            return str(column.table.name)
        for key in column.foreign_keys:
            return key.column.table.name if key.column.table.name in self._names else None
        return _POINTS.get(column.name) if _POINTS.get(column.name) in self._names else None

    def _edges(self, table: Table) -> tuple[int, int]:
        """The lowest and the highest row id, or number of an update; zeros if there is none."""
        number = next((c for c in table.primary_key.columns if c.name in ("id", "update_id")), None)
        if number is None:
            return 0, 0
        low, high = self.connection.execute(select(func.min(number), func.max(number))).one()
        return low or 0, high or 0

    def _number_from(self, table: Table, last: int) -> None:
        if self.connection.dialect.name == "sqlite":
            sequence = {"name": table.name, "last": last}
            self.connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), sequence)
            self.connection.execute(text("INSERT INTO sqlite_sequence VALUES (:name, :last)"), sequence)
        else:
            held = func.pg_get_serial_sequence(table.name, "id")
            self.connection.execute(select(func.setval(held, max(last, 1))))


_COPIES = Table("copies", MetaData(), Column("n", BigInteger), Column("person", BigInteger))


def _as_stored(_inspector: Any, _table: Table, column: dict[str, Any]) -> None:
    """Instants and dates are read and written as the product does."""
    if isinstance(column["type"], DateTime):
        column["type"] = Moment()
    elif isinstance(column["type"], Date):
        column["type"] = LocalDate()


def _is_copied(table: Table) -> bool:
    names = (*_PEOPLE, *_GROUPS, "update_id", "poll_id", "round_id")
    return table.name == "learners" or any(name in table.c for name in names)


def _is_owned(table: Table) -> bool:
    return table.name in ("learners", "seen_updates") or any(name in table.c for name in _PEOPLE)


def _first_rows(table: Table, most: int) -> ColumnElement[bool]:
    keys = tuple_(*table.primary_key.columns)
    other = table.alias()
    first = select(*other.primary_key).order_by(*other.primary_key).limit(most)
    return keys.in_(first)


def _has_row_id(table: Table) -> bool:
    return [column.name for column in table.primary_key.columns] == ["id"] and table.name != "learners"


def _is_log(table: Table) -> bool:
    if table.name == "learners" or not any(name in table.c for name in _PEOPLE):
        return False
    keys = table.primary_key.columns
    return _has_row_id(table) or any(
        key.name == "message_id" or isinstance(key.type, LocalDate) for key in keys
    )


def _whose(table: Table, who: int) -> ColumnElement[bool]:
    if table.name == "learners":
        return table.c.id == who
    named = [table.c[name] == who for name in _PEOPLE if name in table.c]
    return or_(*named) if named else literal(True)


def _span(rows: Sequence[Row]) -> int:
    """How far apart the lowest and the highest number of a message are, and one."""
    numbers = [row[name] for row in rows for name in _MESSAGES if row.get(name)]
    return max(numbers) - min(numbers) + 1 if numbers else 1

"""Which statements are executed, how many rows they fetch, and how the database would run them.

A scan is a plan that walks a whole table, or a whole index of it, however few rows it is after.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, event

SMALL = frozenset(
    {"alembic_version", "chores", "heartbeats", "outages", "carried", "dead_updates", "inbox"}
    | {"roles", "rulings"}
)
"""Tables that stay small, or are queues that are emptied at once: walking them costs nothing. What authors
decide is read when one of them decides again."""
BRIEF = frozenset({"ix_outbox_claimed", "uq_rounds_running", "ix_rounds_deadline", "ix_uploads_work"})
"""Partial indexes of what is in hand or running at this moment: walking them costs little."""
QUEUES = frozenset({"ix_outbox_unsettled", "ix_outbox_urgent", "ix_outbox_due", "ix_corrections_due"})
"""Partial indexes of what waits, which may be a lot: to walk the first rows of one is no scan."""
FEW = 100
"""PostgreSQL's plans are not judged where they walk an index with fewer rows: any plan does for it."""
_DATA = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b")
_ALIAS = re.compile(r"\b(\w+) AS (\w+)\b")
_SCAN = re.compile(r"^SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?")

Executed = tuple[str, Any]
"""A statement and its parameters, as the driver gets them."""


class Statements:
    """Notes what is executed by every engine of this process while the block runs.

    BEGIN, SAVEPOINT and their like are left out. `rows` are those fetched.
    """

    def __init__(self) -> None:
        self.all: list[Executed] = []
        """In the order of time."""
        self.rows = 0

    def __enter__(self) -> Self:
        event.listen(Engine, "before_cursor_execute", self._before)
        event.listen(Engine, "after_cursor_execute", self._after)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        event.remove(Engine, "before_cursor_execute", self._before)
        event.remove(Engine, "after_cursor_execute", self._after)

    def _before(
        self, connection: Connection, cursor: Any, statement: str, given: Any, context: Any, many: bool
    ) -> None:
        if not _DATA.match(statement):
            return
        self.all.append((statement, given[0] if many else given))
        if connection.dialect.name == "sqlite":
            cursor.row_factory = self._count

    def _after(
        self, connection: Connection, cursor: Any, statement: str, given: Any, context: Any, many: bool
    ) -> None:
        if connection.dialect.name != "sqlite" and _DATA.match(statement) and cursor.description:
            self.rows += max(cursor.rowcount, 0)

    def _count(self, _cursor: Any, row: Any) -> Any:
        self.rows += 1
        return row

    def distinct(self) -> list[Executed]:
        """Each statement once, with the parameters it was first executed with."""
        first: dict[str, Any] = {}
        for statement, given in self.all:
            first.setdefault(statement, given)
        return list(first.items())


@dataclass(frozen=True, slots=True)
class Scan:
    """A statement that walks a whole table."""

    table: str
    index: str
    """That it walks instead; empty for the table itself."""
    statement: str

    def __str__(self) -> str:
        words = " ".join(self.statement.split())
        short = words if len(words) < 300 else f"{words[:100]} … {words[-190:]}"
        return f"{self.table} {self.index}\n    {short}"


def scans(connection: Connection, executed: Iterable[Executed]) -> list[Scan]:
    """The scans of tables that may be big. Nothing is executed but EXPLAIN; on PostgreSQL walking is made
    dear first, so that small tables are planned like big ones."""
    find: Callable[[Connection, Executed], Iterator[Scan]] = _on_sqlite
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        find = _on_postgres
    found = [(scan, _is_limited(one)) for one in executed for scan in find(connection, one)]
    return [
        scan
        for scan, limited in found
        if scan.table not in SMALL and scan.index not in BRIEF and not (scan.index in QUEUES and limited)
    ]


def _is_limited(executed: Executed) -> bool:
    """The first rows of an index are enough."""
    return re.search(r"\bLIMIT\b|\b(min|max)\(", executed[0]) is not None


def _on_sqlite(connection: Connection, executed: Executed) -> Iterator[Scan]:
    statement, given = executed
    tables = _tables(connection) | {alias: name for name, alias in _ALIAS.findall(statement)}
    for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given).all():
        found = _SCAN.match(row[3])
        if found and tables.get(found[1]) in tables:
            yield Scan(tables[found[1]], found[2] or "", statement)


def _on_postgres(connection: Connection, executed: Executed) -> Iterator[Scan]:
    statement, given = executed
    ((tree,),) = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", given).all()
    for node in _nodes(tree[0]["Plan"]):
        kind, index = node["Node Type"], node.get("Index Name", "")
        whole = kind in ("Index Scan", "Index Only Scan") and not node.get("Index Cond")
        if kind == "Seq Scan" or (whole and _rows_in(connection, index) >= FEW):
            yield Scan(node.get("Relation Name", ""), index, statement)


def _rows_in(connection: Connection, index: str) -> float:
    """As ANALYZE has counted them."""
    query = "SELECT reltuples FROM pg_class WHERE relname = %(index)s"
    return float(connection.exec_driver_sql(query, {"index": index}).scalar_one())


def _nodes(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield node
    for part in node.get("Plans", ()):
        yield from _nodes(part)


def _tables(connection: Connection) -> dict[str, str]:
    rows = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars()
    return {name: name for name in rows}

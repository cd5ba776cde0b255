"""Types of columns, and what every table has in common."""

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    MetaData,
    Text,
    TypeDecorator,
    text,
)
from sqlalchemy.types import TypeEngine, UserDefinedType

NAMES = {
    "pk": "pk_%(table_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}
"""Every constraint has a name on both databases, so that a migration can drop it."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_DAY = _EPOCH.toordinal()
_MICROSECOND = timedelta(microseconds=1)
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")

metadata = MetaData(naming_convention=NAMES)

RowId = BigInteger().with_variant(Integer, "sqlite")
"""SQLite numbers rows by itself only in a column of type INTEGER (which holds 64 bits there too)."""


class _Number(UserDefinedType[int]):
    """What SQLite keeps instants and dates as. The column is declared by the old name of its type, which says
    nothing about what is stored, so that no table has to be made anew."""

    cache_ok = True

    def __init__(self, name: str) -> None:
        self.name = name

    def get_col_spec(self, **_: Any) -> str:
        return self.name


class Moment(TypeDecorator[datetime]):
    """An instant: aware going in, aware UTC coming out. Refuses a datetime without a zone.

    SQLite has no type for it, so it keeps whole microseconds since 1970: 8 bytes instead of the 26 of a text.
    A text (UTC), as the code before 0009 wrote it, is read as well.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return _Number("DATETIME") if dialect.name == "sqlite" else self.impl_instance

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None or value.utcoffset() is None:
            raise ValueError(f"{value!r} has no time zone; the store takes aware datetimes only")
        return (value - _EPOCH) // _MICROSECOND if dialect.name == "sqlite" else value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else moment_of(value)


def moment_of(stored: Any) -> datetime:
    """The instant of a value read as the database has it, without the type `Moment`."""
    if isinstance(stored, int):
        return _EPOCH + timedelta(microseconds=stored)
    moment = datetime.fromisoformat(stored) if isinstance(stored, str) else stored
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class LocalDate(TypeDecorator[date]):
    """A date. SQLite keeps days since 1970: 2 bytes instead of the 10 of a text, which is read as well."""

    impl = Date
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return _Number("DATE") if dialect.name == "sqlite" else self.impl_instance

    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:
        if value is None or dialect.name != "sqlite":
            return value
        return value.toordinal() - _FIRST_DAY

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        return None if value is None else date_of(value)


@lru_cache(maxsize=4096)
def date_of(stored: Any) -> date:
    """The date of a value read as the database has it, without the type `LocalDate`. The same few dates come
    again and again."""
    if isinstance(stored, int):
        return date.fromordinal(stored + _FIRST_DAY)
    found: date = date.fromisoformat(stored) if isinstance(stored, str) else stored
    return found


class Words(TypeDecorator[str]):
    """Text that people or their programs wrote. What a database cannot keep becomes U+FFFD: PostgreSQL
    takes no NUL, and half of a surrogate pair has no UTF-8. An answer is not lost for one of them."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else _UNKEEPABLE.sub("\N{REPLACEMENT CHARACTER}", value)


def row_id() -> Column[int]:
    """The key of a table whose rows have no better one."""
    return Column("id", RowId, primary_key=True, autoincrement=True)


def learner_id(*, key: bool = False) -> Column[int]:
    """Whose row it is. A column of this name makes the row part of that person's data."""
    return Column("learner_id", BigInteger, ForeignKey("learners.id"), primary_key=key, nullable=False)


def leaving_learner_id() -> Column[int]:
    """Whose row it is, and its key or the first part of it. The row goes when the person's row goes, so that
    code which does not know the table yet can still erase people."""
    person = ForeignKey("learners.id", ondelete="CASCADE")
    return Column("learner_id", BigInteger, person, primary_key=True, autoincrement=False, nullable=False)


def member_id() -> Column[int]:
    """Whose row it is, as a part of its key, where that person may never have written to us."""
    return Column("learner_id", BigInteger, primary_key=True, autoincrement=False, nullable=False)


def loose_learner_id() -> Column[int | None]:
    """Whose row it is, where the person may be unknown, or erased while the row is still on its way."""
    return Column("learner_id", BigInteger, nullable=True, index=True)


def only_where(condition: str) -> dict[str, Any]:
    """Makes an index cover only the rows that meet a condition. A query uses it only if it says the same
    with constants; bound parameters are not seen through.

    PostgreSQL is told by `for_postgresql`: to say it here would load its dialect wherever there are tables.
    """
    return {"sqlite_where": text(condition)}


def for_postgresql(tables: MetaData) -> None:
    """Give the indexes the same conditions on PostgreSQL. Needed where tables are made or compared; a
    second time changes nothing."""
    for table in tables.sorted_tables:
        for index in table.indexes:
            condition = index.dialect_options["sqlite"]["where"]
            if condition is not None:
                index.dialect_options["postgresql"]["where"] = condition

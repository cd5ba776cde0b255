"""A cursor of psycopg that describes the columns of a statement once.

psycopg makes an object for each column of each result, and SQLAlchemy asks for them at every statement,
although it has long known them: that was a tenth of the processor's time of a turn on PostgreSQL.
"""

from typing import Any

from psycopg import Column, Cursor

MOST = 1000
"""Statements whose columns are kept. The program has some hundreds; those with a list of values come in as
many texts as there are lengths."""

_known: dict[str, list[Column]] = {}


class DescribedOnce(Cursor[Any]):
    """`psycopg.Cursor`, whose `description` is that of the first run of the same text."""

    _text: str | None = None

    def execute(self, query: Any, *arguments: Any, **options: Any) -> "DescribedOnce":
        """As psycopg's own."""
        self._text = query if isinstance(query, str) else None
        return super().execute(query, *arguments, **options)

    @property
    def description(self) -> list[Column] | None:
        """The columns of the result; None where there are none."""
        if self._text is None or (result := self.pgresult) is None or not result.nfields:
            return super().description
        columns = _known.get(self._text)
        if columns is None or len(columns) != result.nfields:
            columns = super().description or []
            if len(_known) >= MOST:
                _known.clear()
            _known[self._text] = columns
        return columns

"""Rows by key, which remember what has changed since they were last written down."""

import base64
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from itertools import islice, takewhile
from typing import Any, Generic, TypeVar

K = TypeVar("K", int, str, tuple[int, int])
V = TypeVar("V")

Changes = dict[tuple[str, str], str | None]
"""(collection, key) -> the row as JSON, or None if it is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape(Generic[V]):
    """How a row becomes JSON and back."""

    write: Callable[[V], Any]
    read: Callable[[Any], V]


def plain() -> Shape[Any]:
    """Rows that are JSON already."""
    return Shape(write=lambda row: row, read=lambda row: row)


def record(kind: type[V]) -> Shape[V]:
    """Rows that are dataclasses of JSON values and bytes."""
    names = [one.name for one in fields(kind)]  # type: ignore[arg-type]

    def write(row: V) -> Any:
        return {name: _packed(getattr(row, name)) for name in names}

    def read(row: Any) -> V:
        return kind(**{name: _unpacked(row[name]) for name in names if name in row})

    return Shape(write=write, read=read)


class Collection(Generic[K, V]):
    """A dictionary whose changes can be taken and written down, and read back. Rows are replaced whole."""

    def __init__(self, name: str, shape: Shape[V]) -> None:
        self.name = name
        self._shape = shape
        self._rows: dict[K, V] = {}
        self._changed: set[K] | None = None

    def remember_changes(self) -> None:
        """From now on keep in mind what changes."""
        self._changed = set()

    def get(self, key: K) -> V | None:
        """The row, or None."""
        return self._rows.get(key)

    def put(self, key: K, row: V) -> None:
        """Set the row."""
        self._rows[key] = row
        if self._changed is not None:
            self._changed.add(key)

    def drop(self, key: K) -> None:
        """Take the row away, if it is there."""
        if self._rows.pop(key, None) is not None and self._changed is not None:
            self._changed.add(key)

    def sort(self) -> None:
        """Put the rows in the order of their keys."""
        self._rows = dict(sorted(self._rows.items()))

    def items(self) -> list[tuple[K, V]]:
        """All rows, oldest first."""
        return list(self._rows.items())

    def after(self, key: K) -> list[tuple[K, V]]:
        """The newest rows whose keys are above this one, oldest first; keys only grow here."""
        found = takewhile(lambda one: one > key, reversed(self._rows))
        return [(one, self._rows[one]) for one in reversed(list(found))]

    def first(self, most: int) -> list[V]:
        """The oldest rows, so many at the most."""
        return list(islice(self._rows.values(), most))

    def values(self) -> list[V]:
        """All rows without their keys, oldest first."""
        return list(self._rows.values())

    def __iter__(self) -> Iterator[K]:
        """All keys, oldest first."""
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def has_changes(self) -> bool:
        """Is there something to write down?"""
        return bool(self._changed)

    def take_changes(self) -> Changes:
        """What changed since the last time; asked once, it is forgotten."""
        if not self._changed:
            return {}
        taken: Changes = {}
        for key in self._changed:
            row = self._rows.get(key)
            text = None if row is None else json.dumps(self._shape.write(row), ensure_ascii=False)
            taken[self.name, json.dumps(key)] = text
        self._changed.clear()
        return taken

    def load(self, key: str, row: str) -> None:
        """Put a written row back; it does not count as changed."""
        parsed: Any = json.loads(key)
        number: Any = tuple(parsed) if isinstance(parsed, list) else parsed
        self._rows[number] = self._shape.read(json.loads(row))


def _packed(value: Any) -> Any:
    return {"base64": base64.b64encode(value).decode()} if isinstance(value, bytes) else value


def _unpacked(value: Any) -> Any:
    if isinstance(value, dict) and value.keys() == {"base64"}:
        return base64.b64decode(value["base64"])
    return value

"""Fields of what the page asks for, checked."""

from typing import TypeVar

from bot.playground.table import Json

T = TypeVar("T")


def required(body: Json, name: str, *kinds: type[T]) -> T:
    """A field that must be there. Raises ValueError."""
    value = body.get(name)
    if isinstance(value, kinds) and (bool in kinds or not isinstance(value, bool)):
        return value
    raise ValueError(f"{name} must be of type {' or '.join(kind.__name__ for kind in kinds)}")


def optional(body: Json, name: str, *kinds: type[T]) -> T | None:
    """A field that may be absent or null. Raises ValueError if it is something else."""
    return None if body.get(name) is None else required(body, name, *kinds)

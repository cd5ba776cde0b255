"""Where a word of a question's vocabulary stands in an answer."""

from typing import TypeVar

from msgspec import Struct

K = TypeVar("K", str, int)
_MOST = 6
"""Places of one word that are enough of any answer."""


class Spot(Struct, frozen=True):
    """Where a word of the vocabulary stands in an answer."""

    at: int
    end: int
    sign: int
    slip: str = ""
    """The word that was meant, when what was typed is a slip of it."""
    doubtful: bool = False
    """The typed word is a word too: a slip only in the company of the other right words."""


def put(spots: dict[K, list[Spot]], key: K, spot: Spot) -> None:
    """Adds a spot; of a word that is repeated again and again only the first are kept."""
    places = spots.setdefault(key, [])
    if len(places) < _MOST:
        places.append(spot)

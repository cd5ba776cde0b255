"""What the picture of hard questions shows, small enough for an outbox message; read without Pillow."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.json import decode, encode


class HardBar(Struct, frozen=True, kw_only=True):
    """A question; shares are 0 to 1."""

    title: str
    share: float
    low: float
    high: float
    numbers: str
    """The share and of how many people, in words."""


class HardFigure(Struct, frozen=True, kw_only=True):
    """What the picture shows."""

    head: str
    hard: Sequence[HardBar]

    def to_json(self) -> str:
        """Small enough for an outbox message."""
        return encode(self).decode()

    @staticmethod
    def from_json(text: str) -> "HardFigure":
        """What `to_json` gave. Raises ValueError for anything else."""
        return decode(text, type=HardFigure)

"""Where the bot runs while something goes wrong."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["sqlite", "postgresql"]
Way = Literal["polling", "webhook"]


@dataclass(frozen=True, slots=True)
class Place:
    """A database, how updates come, and how many processes serve."""

    kind: Kind
    way: Way
    processes: int = 1

    def __str__(self) -> str:
        several = f", {self.processes} processes" if self.processes > 1 else ""
        return f"{self.kind}, {self.way}{several}"


PLACES = (
    Place("sqlite", "polling"),
    Place("sqlite", "webhook"),
    Place("postgresql", "polling"),
    Place("postgresql", "webhook"),
    Place("postgresql", "webhook", 3),
)
"""The last one has a small proxy in front of it."""

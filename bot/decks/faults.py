"""What can be wrong with a deck, said so that its author can mend it."""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct


class Fault(Struct, frozen=True, kw_only=True, order=True):
    """One thing that is wrong, where it stands, and what to do about it."""

    file: Path
    line: int
    """Of the key that is wrong, counted from 1; 1 when the whole file is meant."""
    wrong: str
    mend: str

    def __str__(self) -> str:
        """`file:line: what is wrong; what to do`."""
        return f"{self.file}:{self.line}: {self.wrong}; {self.mend}"


class BrokenDeck(Exception):
    """The decks cannot be used as they are; `faults` lists everything that has to be mended."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))

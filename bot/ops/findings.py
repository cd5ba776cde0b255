"""What `recall doctor` finds: of one thing, how it is."""

from enum import Enum

from msgspec import Struct


class State(Enum):
    """How it is."""

    OK = "ok"
    NOTE = "note"
    BAD = "BAD"


class Finding(Struct, frozen=True):
    """How one thing is."""

    what: str
    state: State
    told: str

    @property
    def bad(self) -> bool:
        """Something has to be done."""
        return self.state is State.BAD

    def __str__(self) -> str:
        return f"{self.state.value:<4}  {self.what:<10} {self.told}"

"""What a model says of an answer, and from which confidence on it counts."""

from enum import StrEnum

from msgspec import Struct

PROMPT_VERSION = "1"
"""Raised with every change of what a model is told: what was measured before counts no more."""
LONGEST_WHY = 200
"""Characters of a reason that are kept."""


class Says(StrEnum):
    """What it takes an answer for, beside the reference."""

    SAME = "same"
    PART = "part"
    OTHER = "other"
    UNSURE = "unsure"


class SecondOpinion(Struct, frozen=True, kw_only=True):
    """One model's word on one answer."""

    says: Says
    confidence: float
    """0 … 1, by its own word."""
    why: str = ""
    """One sentence of the model's; empty where it gave none that may be shown."""


class Cuts(Struct, frozen=True, kw_only=True):
    """From which confidence on *same* and *other* count, by what was measured; 2 and the like: never."""

    same: float
    other: float

    def settles(self, opinion: SecondOpinion) -> bool | None:
        """True: it counts as right. False: as not right. None: people settle it."""
        if opinion.says is Says.SAME and opinion.confidence >= self.same:
            return True
        if opinion.says is Says.OTHER and opinion.confidence >= self.other:
            return False
        return None


NEVER = 2.0
"""A cut that no confidence reaches."""


def measured_as(model: str) -> str:
    """What a measurement is of: that model, asked in that way."""
    return f"{model}@{PROMPT_VERSION}"


def cuts_of(setting: str, model: str) -> Cuts | None:
    """The cuts that `benchmarks/second_opinion.py` printed, such as `same=0.85,other=0.95,for=gemma3@1`; None
    if they were measured with another model, or with another version of what it is asked.

    Raises ValueError if it does not read so.
    """
    given = dict(part.strip().partition("=")[::2] for part in setting.split(",", 2))
    if set(given) != {"same", "other", "for"}:
        raise ValueError("it has to be what benchmarks/second_opinion.py printed")
    cuts = Cuts(same=float(given["same"]), other=float(given["other"]))
    if not (0 < cuts.same <= NEVER and 0 < cuts.other <= NEVER):
        raise ValueError("confidences go from 0 to 1, and 2 stands for never")
    return cuts if given["for"] == measured_as(model) else None

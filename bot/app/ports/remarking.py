"""What re-marking reads and writes: answers gone through after a ruling, and what it mends of them."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from msgspec import Struct

from bot.app.events import PersonId
from bot.app.ports.learning import Answer, Review, State
from bot.domain.marking.verdict import Mark
from bot.domain.question import DeckId, QuestionId
from bot.domain.rulings import Ruling, RulingKind


class Standing(Struct, frozen=True, kw_only=True):
    """How an asked question stands for memory: what a ruling mends, and what an undo puts back."""

    state: State
    closed_at: datetime | None
    credit: float
    first: Mark | None
    review: Review | None
    day: date | None = None
    """The day that counts since it was mended, and did not before."""


class CorrectionState(StrEnum):
    """How far the mending of one asked question is."""

    FOUND = "found"
    MADE = "made"
    UNDOING = "undoing"
    UNDONE = "undone"


class Correction(Struct, frozen=True, kw_only=True):
    """What a ruling does to one asked question."""

    learner: PersonId
    ruling: int
    asked: int
    state: CorrectionState
    told: bool
    standings: tuple[Standing, Standing] | None
    """Before and after; None while it is but found."""
    at: datetime


class AnsweredLine(Struct, frozen=True, kw_only=True):
    """An asked question that was answered, as far as it has to be known to tell whether a ruling may change
    how it ended."""

    asked: int
    learner: PersonId
    deck: DeckId
    snapshot: str
    begun: bool
    """A part of an answer was right, and what followed was marked with it."""
    won: bool
    """It counts as well as can be."""
    said: tuple[str | None, ...]
    """The words of its answers in their order; None where they are gone."""


class RemarkRepository(Protocol):
    """Going through the kept answers to a question, and mending what they led to."""

    def begin_remarking(self, ruling: Ruling, due: datetime) -> None:
        """From then on the answers to its question are gone through, from the first."""
        ...

    def lock_remarking(self, ruling: int) -> int | None:
        """The id of the asked question it has come to; others wait until commit. None if it is through."""
        ...

    def save_remarking(self, ruling: int, after: int | None) -> None:
        """It has come to there; None: it is through."""
        ...

    def answered(self, question: QuestionId, after: int, limit: int) -> Sequence[AnsweredLine]:
        """Asked questions with answers, by id from there on, with the words of the answers in their order."""
        ...

    def answers_of(self, asked: int) -> Sequence[Answer]:
        """The answers to one, in their order."""
        ...

    def add_corrections(self, corrections: Sequence[Correction]) -> None:
        """Add those that are not there, in whatever state."""
        ...

    def save_corrections(self, corrections: Sequence[Correction]) -> None:
        """Add them, or replace those of the same ruling and asked question."""
        ...

    def drop_correction(self, correction: Correction) -> None:
        """There was nothing to mend."""
        ...

    def corrections_due(self, learner: PersonId) -> Sequence[Correction]:
        """Theirs that are to be made or put back, in the order of asking."""
        ...

    def corrections_of(self, learner: PersonId, asked: int) -> Sequence[Correction]:
        """Those of one asking that are made, to be undone among them."""
        ...

    def undo_corrections(self, ruling: Ruling) -> None:
        """By the clock, what it has mended is put back, and what later rulings on its question have mended is
        mended anew without it; what it has not mended yet stays as it is."""
        ...

    def drop_corrections(self, ruling: int) -> None:
        """What a ruling on reports has to tell is not told any more."""
        ...

    def take_untold(self, learner: PersonId) -> Sequence[tuple[RulingKind, str | None, str]]:
        """By which rulings something came for them and was not told, with the words of their answer and the
        snapshot; it is told now."""
        ...

    def has_untold(self, learner: PersonId) -> bool:
        """Whether something was mended for them that is to be told."""
        ...

    def remove_review(self, asked: int) -> None:
        """There was none. The progress is the caller's to mend."""
        ...

    def forget_progress(self, learner: PersonId, question: QuestionId) -> None:
        """They have not met it."""
        ...

    def count_past_day(self, learner: PersonId, on: date, at: datetime) -> bool:
        """Let a day count after all; False if it did. Totals are made anew."""
        ...

    def uncount_day(self, learner: PersonId, on: date) -> bool:
        """Let an answered day count no more, if no review is left on it. Totals are made anew."""
        ...

    def renew_ledger(self, learner: PersonId) -> None:
        """Make the totals anew from the days."""
        ...


class RemarkDueRepository(Protocol):
    """What a tick asks about re-marking."""

    def due_remarkings(self, now: datetime, limit: int) -> Sequence[int]:
        """Rulings whose answers are to be gone through."""
        ...

    def due_corrections(self, limit: int) -> Sequence[PersonId]:
        """People for whom something is to be mended or put back."""
        ...

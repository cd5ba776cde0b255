"""What the reviews of each question come to, and making it anew from them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from msgspec import Struct

from bot.app.events import PersonId
from bot.app.ports.calendar import LedgerRepository
from bot.app.ports.learning import Outcome, Review
from bot.domain.known import Known
from bot.domain.memory import Card
from bot.domain.question import DeckId, QuestionId
from bot.domain.streak import Ledger


class Met(Struct, frozen=True, kw_only=True):
    """What a learner has done with a question so far."""

    question: QuestionId
    times: int
    first: datetime
    last: datetime
    verdict: Outcome
    """Of the latest review."""
    credit: float
    """Of the latest review."""


class Progress(Struct, frozen=True, kw_only=True):
    """What the reviews of one question come to for one learner. Rebuilt exactly by a replay of them."""

    deck: DeckId
    last_on: date
    """The learner's day of the latest review."""
    met: Met
    card: Card | None
    """Their memory of it; None for an opinion question, which is asked once."""


class ProgressRepository(Protocol):
    """What a learner has met, and remembers."""

    def known(self, learner: PersonId) -> Known:
        """All they met, as the choice of a question needs it."""
        ...

    def progress(self, learner: PersonId, question: QuestionId) -> Progress | None:
        """What the reviews of one question come to; None if there are none."""
        ...

    def met(self, learner: PersonId, since: datetime) -> Sequence[Met]:
        """How it went with the questions whose latest review is not before that instant, in the order in
        which they were first met."""
        ...

    def faltered(self, learner: PersonId) -> Sequence[Met]:
        """How it went with the questions that were not right in full by the first answer at their latest
        review, in the order in which they were first met."""
        ...

    def save_progress(self, learner: PersonId, progress: Progress) -> None:
        """Add it, or replace that of the same question."""
        ...

    def log_of(self, learner: PersonId, question: QuestionId) -> Sequence[Review]:
        """All reviews of one question, by instant and then by id."""
        ...


class RebuildRepository(ProgressRepository, LedgerRepository, Protocol):
    """What making everything derived anew needs; no person's row is held."""

    def learner_ids(self) -> Iterator[PersonId]:
        """Everybody, a few at a time."""
        ...

    def all_progress(self, learner: PersonId) -> Mapping[QuestionId, Progress]:
        """Progress of all questions a learner has a review of, in no order."""
        ...

    def reviews_of(self, learner: PersonId) -> Sequence[Review]:
        """All reviews of a learner: by question, then by instant, then by id."""
        ...

    def save_ledger(self, learner: PersonId, ledger: Ledger) -> None:
        """Keep the totals; the days themselves stay as they are."""
        ...

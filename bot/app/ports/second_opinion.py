"""What a language model was asked and said, as it is kept."""

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from msgspec import Struct

from bot.app.events import PersonId
from bot.app.replies.daily import StreakNews
from bot.domain.question import Question
from bot.domain.second_opinion.opinion import SecondOpinion


class JobState(StrEnum):
    """What became of asking."""

    WAITING = "waiting"
    TOLD = "told"
    """The opinion settled it, and they were told."""
    KEPT = "kept"
    """There is one, or there will be none; people settle it."""


class OpinionJob(Struct, frozen=True, kw_only=True):
    """What a model is asked about for somebody: their answer to a question asked in private or at a place of
    a round, or a question that they rule on."""

    id: int
    learner: PersonId
    asked: int | None = None
    round: int | None = None
    place: int | None = None
    draft: int | None = None
    """An author waits for proposals for the question of this draft."""
    news: StreakNews | None = None
    """What that answer has done to the streak: it is told again where the message is."""
    state: JobState = JobState.WAITING
    tries: int = 0
    """How often it was begun."""
    at: datetime


class AnswerInDoubt(Struct, frozen=True, kw_only=True):
    """What a model is asked about. One opinion is kept for it, whoever gave the answer."""

    question: Question
    snapshot: str
    """The question's version, as `bot.domain.snapshot` has it."""
    said: str


class Budget(Struct, frozen=True, kw_only=True):
    """What may be spent."""

    calls: int
    """A day, by UTC."""
    tokens: int
    """A day: no call is begun once they are used up."""


class Spent(Struct, frozen=True, kw_only=True):
    """What was spent on one day."""

    calls: int = 0
    tokens: int = 0


class SecondOpinionRepository(Protocol):
    """Opinions, who waits for one, and who wants none."""

    def opinion_on(self, doubt: AnswerInDoubt, model: str) -> SecondOpinion | None:
        """What that model said of it."""
        ...

    def keep_opinion(
        self, doubt: AnswerInDoubt, model: str, opinion: SecondOpinion, learner: PersonId, at: datetime
    ) -> None:
        """One a version of a question and normal form of an answer; a second one changes nothing. `learner`
        gave the answer: it goes with their data."""
        ...

    def add_opinion_job(self, job: OpinionJob) -> OpinionJob:
        """Store a new one (its `id` is ignored) and give it with its id."""
        ...

    def opinion_told(self, learner: PersonId, asked: int) -> bool:
        """Whether a second opinion settled that question, and they were told."""
        ...

    def end_opinion_job(self, id: int, state: JobState) -> bool:
        """Nobody waits for it any more; False if that was so before."""
        ...

    def opinion_job_waits(self, id: int) -> bool:
        """Whether somebody still waits for it."""
        ...

    def take_opinion_job(self, now: datetime, lease: timedelta, owner: str, most: int) -> OpinionJob | None:
        """The oldest that waits, counted as begun once more; it can be taken again after `lease`. None if
        none waits, or `most` are on their way, in whatever process."""
        ...

    def in_doubt(self, job: OpinionJob) -> AnswerInDoubt | None:
        """What it is about; None if its words or its question are gone, or nobody wants to know any more."""
        ...

    def opinion_jobs_wait(self, now: datetime) -> bool:
        """Whether one can be taken."""
        ...

    def free_opinion_jobs(self, ended: Callable[[str | None], bool]) -> None:
        """What processes were at that have ended can be taken at once."""
        ...

    def spend(self, now: datetime, calls: int, tokens: int) -> Spent:
        """Add to what was spent on that day; what it comes to."""
        ...

    def spent(self, now: datetime) -> Spent:
        """What was spent on that day so far."""
        ...

    def wants_no_opinion(self, learner: PersonId) -> bool:
        """They said that no model is to be asked about their answers."""
        ...

    def want_opinion(self, learner: PersonId, at: datetime, *, wanted: bool) -> None:
        """Whether it may be."""
        ...

"""What a review does to memory. Progress is made from the log of reviews and from nothing else."""

from collections.abc import Sequence

from msgspec.structs import replace

from bot.app.events import PersonId
from bot.app.ports.learning import Outcome, Review
from bot.app.ports.progress import Met, Progress, ProgressRepository
from bot.domain.memory import Rating, Reviewed, reviewed
from bot.domain.question import QuestionId

PASSED = 0.75
"""From this credit on a question counts as answered: right, or completed after a partial answer."""


def rating_of(verdict: Outcome, credit: float, hints: int) -> Rating:
    """How well it was remembered: right is good, and so is a slip; a hint, a completed partial answer, or one
    in doubt that they found to be the same is hard; not completed, shown, not the same, or missed at first is
    again. The time it took never counts."""
    if verdict in (Outcome.WRONG, Outcome.SHOWN) or credit < PASSED:
        return Rating.AGAIN
    return Rating.HARD if hints or verdict in (Outcome.PARTIAL, Outcome.DOUBTFUL) else Rating.GOOD


def succeeded(met: Met) -> bool:
    """Whether the latest review of a question was a success of the learner's own."""
    return met.credit >= PASSED and met.verdict not in (Outcome.WRONG, Outcome.SHOWN)


def remember(repo: ProgressRepository, review: Review, *, opinion: bool, mended: bool) -> None:
    """Bring the progress of the reviewed question up to date. A review that came last is added to what was;
    one that was mended, or came late, makes it anew from the whole log."""
    before = repo.progress(review.learner, review.question)
    if mended or (before is not None and review.at < before.met.last):
        after = replayed(repo.log_of(review.learner, review.question), opinion=opinion)
    else:
        after = after_review(before, review, opinion=opinion)
    if after is not None:
        repo.save_progress(review.learner, after)


def after_review(before: Progress | None, review: Review, *, opinion: bool) -> Progress:
    """The progress after one more review, the latest of its question. An opinion leaves no memory."""
    met = Met(
        question=review.question,
        times=1,
        first=review.at,
        last=review.at,
        verdict=review.verdict,
        credit=review.credit,
    )
    if before is not None:
        met = replace(met, times=before.met.times + 1, first=before.met.first)
    card = None
    if not opinion:
        rating = rating_of(review.verdict, review.credit, review.hints)
        line = Reviewed(rating=rating, at=review.at, local_date=review.local_date)
        card = reviewed(before.card if before else None, line, seed(review.learner, review.question))
    return Progress(deck=review.deck, last_on=review.local_date, met=met, card=card)


def replayed(log: Sequence[Review], *, opinion: bool) -> Progress | None:
    """The progress that a whole log of one question leads to; None for an empty one."""
    progress = None
    for review in log:
        progress = after_review(progress, review, opinion=opinion)
    return progress


def seed(learner: PersonId, question: QuestionId) -> str:
    """What the spreading of due dates is seeded with."""
    return f"{learner}:{question}"

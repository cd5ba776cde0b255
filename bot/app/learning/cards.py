"""What a review does to memory. Cards are made from the log of reviews and from nothing else."""

from collections.abc import Set

from bot.app.events import PersonId
from bot.app.ports.learning import CardRepository, CardRow, Met, Outcome, RebuildRepository, Review
from bot.domain.memory import Card, Rating, Reviewed, replayed
from bot.domain.question import QuestionId

PASSED = 0.75
"""From this credit on a question counts as answered: right, or completed after a partial answer."""


def rating_of(review: Review) -> Rating:
    """How well it was remembered: right is good, and so is a slip; a hint or a completed partial answer is
    hard; not completed, shown, or missed at first is again. The time it took never counts."""
    if review.verdict in (Outcome.WRONG, Outcome.SHOWN) or review.credit < PASSED:
        return Rating.AGAIN
    return Rating.HARD if review.hints or review.verdict is Outcome.PARTIAL else Rating.GOOD


def succeeded(met: Met) -> bool:
    """Whether the latest review of a question was a success of the learner's own."""
    return met.credit >= PASSED and met.verdict not in (Outcome.WRONG, Outcome.SHOWN)


def remember(repo: CardRepository, review: Review) -> Card | None:
    """Make the card of the reviewed question anew from its whole log, and keep it."""
    log = repo.log_of(review.learner, review.question)
    card = replayed(map(logged, log), seed(review.learner, review.question))
    if card is not None:
        row = CardRow(learner=review.learner, deck=review.deck, question=review.question, card=card)
        repo.save_card(row)
    return card


def logged(review: Review) -> Reviewed:
    """A review as a line of the log."""
    return Reviewed(rating=rating_of(review), at=review.at, local_date=review.local_date)


def seed(learner: PersonId, question: QuestionId) -> str:
    """What the spreading of due dates is seeded with."""
    return f"{learner}:{question}"


def rebuild(repo: RebuildRepository, *, check: bool, opinions: Set[QuestionId]) -> tuple[int, int]:
    """Make every card anew from the log; how many there are, and how many were not what the log says.

    With `check` nothing is kept.
    """
    count = odd = 0
    for learner, deck, question in repo.reviewed():
        if question in opinions:
            continue
        card = replayed(map(logged, repo.log_of(learner, question)), seed(learner, question))
        if card is None:
            continue
        count += 1
        if repo.cards(learner).get(question) == card:
            continue
        odd += 1
        if not check:
            repo.save_card(CardRow(learner=learner, deck=deck, question=question, card=card))
    return count, odd

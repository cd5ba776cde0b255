"""Making anew what is kept beside the logs so that nobody has to read them: progress from the reviews, and
the totals of the ledger from its days."""

from collections.abc import Set
from itertools import groupby

from msgspec import Struct

from bot.app.events import PersonId
from bot.app.learning.cards import replayed
from bot.app.ports.progress import RebuildRepository
from bot.domain.question import QuestionId
from bot.domain.streak import Ledger


class Rebuilt(Struct, frozen=True, kw_only=True):
    """What was looked at, and how much of it was not what its log says."""

    progress: int = 0
    ledgers: int = 0
    odd: int = 0

    def __add__(self, other: "Rebuilt") -> "Rebuilt":
        return Rebuilt(
            progress=self.progress + other.progress,
            ledgers=self.ledgers + other.ledgers,
            odd=self.odd + other.odd,
        )


def rebuild(repo: RebuildRepository, *, check: bool, opinions: Set[QuestionId]) -> Rebuilt:
    """Make everything anew that is derived from a log, learner by learner; with `check` nothing is kept."""
    done = Rebuilt()
    for learner in repo.learner_ids():
        done += _progress(repo, learner, check=check, opinions=opinions)
        done += _ledger(repo, learner, check=check)
    return done


def _progress(
    repo: RebuildRepository, learner: PersonId, *, check: bool, opinions: Set[QuestionId]
) -> Rebuilt:
    kept = repo.all_progress(learner)
    count = odd = 0
    for question, log in groupby(repo.reviews_of(learner), key=lambda review: review.question):
        made = replayed(list(log), opinion=question in opinions)
        count += 1
        if made is None or kept.get(question) == made:
            continue
        odd += 1
        if not check:
            repo.save_progress(learner, made)
    return Rebuilt(progress=count, odd=odd)


def _ledger(repo: RebuildRepository, learner: PersonId, *, check: bool) -> Rebuilt:
    made = Ledger.of(repo.days(learner, None))
    odd = repo.ledger(learner) != made
    if odd and not check:
        repo.save_ledger(learner, made)
    return Rebuilt(ledgers=1, odd=int(odd))

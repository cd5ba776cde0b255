"""Bringing a question to its end: the review, the ledger of days, the news of the streak."""

from dataclasses import replace

from bot.app.calendar.plan import prompt_followed
from bot.app.calendar.streak import earn
from bot.app.context import LearnerContext
from bot.app.learning.cards import remember
from bot.app.ports.calendar import DayReason
from bot.app.ports.learning import Asked, Outcome, Review, State
from bot.app.replies.daily import StreakNews
from bot.domain.marking import MARKER_VERSION
from bot.domain.snapshot import thaw


def close(context: LearnerContext, asked: Asked, state: State) -> StreakNews | None:
    """Close it, keep its review, and count the day if it earns one.

    Gives the news of the streak if this was what made today count, else None. A question brought
    to a verdict earns the day, and so does one shown after a try; one merely shown does not.
    """
    prompt_followed(context)
    asked = replace(asked, state=state, closed_at=context.at)
    context.repo.save_asked(asked)
    if state is State.SKIPPED:
        return None
    return keep(context, asked, Outcome(asked.first.value) if asked.first else Outcome.SHOWN)


def keep(
    context: LearnerContext, asked: Asked, verdict: Outcome, earlier: Review | None = None
) -> StreakNews | None:
    """Keep the review of a closed question (or mend the `earlier` one), and count the day; the streak as in
    `close`."""
    today = context.today()
    review = Review(
        learner=context.learner.id,
        asked=asked.id,
        deck=asked.deck,
        question=asked.question,
        at=earlier.at if earlier else context.at,
        local_date=earlier.local_date if earlier else today,
        verdict=verdict,
        credit=asked.credit,
        hints=asked.hints,
        tries=asked.tries,
        seconds=max(0, round((context.at - asked.at).total_seconds())),
        marker=MARKER_VERSION,
    )
    context.repo.save_review(review)
    opinion = thaw(asked.snapshot).kind == "opinion"
    remember(context.repo, review, opinion=opinion, mended=earlier is not None)
    return earn(context, DayReason.ANSWERED) if asked.tries else None

"""Bringing a question to its end: the review, the ledger of days, the news of the streak."""

from dataclasses import replace

from bot.app.counting import earn
from bot.app.desk import Desk
from bot.app.facts.daily import StreakNews
from bot.app.planning import heeded
from bot.app.records import Asked, DayReason, Outcome, Review, State
from bot.app.remembering import remember
from bot.domain.marking import MARKER_VERSION
from bot.domain.snapshot import thaw


def close(desk: Desk, asked: Asked, state: State) -> StreakNews | None:
    """Close it, keep its review, and count the day if it earns one.

    Gives the news of the streak if this was what made today count, else None. A question brought
    to a verdict earns the day, and so does one shown after a try; one merely shown does not.
    """
    heeded(desk)
    asked = replace(asked, state=state, closed_at=desk.at)
    desk.pages.change_asked(asked)
    if state is State.SKIPPED:
        return None
    return keep(desk, asked, Outcome(asked.first.value) if asked.first else Outcome.SHOWN)


def keep(desk: Desk, asked: Asked, verdict: Outcome) -> StreakNews | None:
    """Keep (or mend) the review of a closed question, and count the day; the streak as in `close`."""
    today = desk.today(desk.counted_days())
    earlier = desk.pages.review_of(asked.id)
    review = Review(
        learner=desk.learner.id,
        asked=asked.id,
        deck=asked.deck,
        question=asked.question,
        at=earlier.at if earlier else desk.at,
        local_date=earlier.local_date if earlier else today,
        verdict=verdict,
        credit=asked.credit,
        hints=asked.hints,
        tries=asked.tries,
        seconds=max(0, round((desk.at - asked.at).total_seconds())),
        marker=MARKER_VERSION,
    )
    desk.pages.keep_review(review)
    if thaw(asked.snapshot).kind != "opinion":
        remember(desk.pages, review)
    return earn(desk, DayReason.ANSWERED) if asked.tries else None

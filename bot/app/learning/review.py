"""Bringing a question to its end: the review, the ledger of days, the news of the streak."""

from msgspec.structs import replace

from bot.app.calendar.plan import prompt_followed
from bot.app.calendar.streak import earn
from bot.app.context import LearnerContext
from bot.app.learning.cards import remember
from bot.app.ports.calendar import DayReason
from bot.app.ports.learning import Asked, Outcome, Review, State
from bot.app.replies.daily import StreakNews
from bot.domain.items import Tally, step_of
from bot.domain.marking import MARKER_VERSION, Mark, Verdict
from bot.domain.own import OWN
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


SECOND_TRY = 0.5
"""Credit of a right answer that came after a miss."""


def full_credit(asked: Asked) -> float:
    """The credit of a question that was answered right in the end."""
    return SECOND_TRY if asked.misses else 1.0


def after_miss(asked: Asked, verdict: Verdict) -> Asked:
    """What an answer that was not right leaves: after a partial one all that follow are completions."""
    begun = asked.completions > 0
    partly = verdict.mark is Mark.PARTIAL
    return replace(
        asked,
        have=tuple(dict.fromkeys((*asked.have, *verdict.matched))),
        credit=max(asked.credit, verdict.credit),
        completions=asked.completions + (begun or partly),
        misses=asked.misses + (not begun and not partly),
    )


def keep(
    context: LearnerContext, asked: Asked, verdict: Outcome, earlier: Review | None = None
) -> StreakNews | None:
    """Keep the review of a closed question (or mend the `earlier` one), and count the day; the streak as in
    `close`. To mend a review of another day makes no day: that one was counted then."""
    _log(context, asked, verdict, earlier)
    of_today = earlier is None or earlier.local_date == context.today()
    return earn(context, DayReason.ANSWERED) if asked.tries and of_today else None


def leave_unsaid(context: LearnerContext) -> Asked | None:
    """A comparison that nobody has answered ends as an answer that was shown: a miss for memory, as of the
    moment it was shown, until they say otherwise. Its day was counted then. Gives the question, if there was
    such a one."""
    asked = context.repo.asked_open(context.learner.id, context.chat)
    if asked is None or asked.state is not State.COMPARING:
        return None
    shown = context.repo.last_doubtful(asked.id)
    context = replace(context, at=shown.at if shown else context.at)
    asked = replace(asked, state=State.SHOWN, closed_at=context.at)
    context.repo.save_asked(asked)
    _log(context, asked, Outcome(asked.first.value) if asked.first else Outcome.SHOWN, None)
    return asked


def first_try(review: Review) -> Tally:
    """What a review adds to the numbers of its question, where it is somebody's first of it."""
    return Tally(
        people=1,
        right=int(review.verdict in (Outcome.RIGHT, Outcome.ALMOST)),
        shown=int(review.verdict is Outcome.SHOWN),
        hints=int(review.hints > 0),
    )


def time_step(review: Review) -> int | None:
    """The step of the scale that the time of a first try falls into, if it was one and is to be counted."""
    return step_of(review.seconds) if review.tries else None


def count_skip(context: LearnerContext, asked: Asked) -> None:
    """Somebody skips a question: it is counted once a person, and not if they have answered it before."""
    who = context.learner.id
    if asked.deck == OWN or context.repo.progress(who, asked.question) is not None:
        return
    if not context.repo.has_skipped(who, asked.question):
        context.repo.tally(asked.deck, asked.question, Tally(skipped=1))


def _log(context: LearnerContext, asked: Asked, verdict: Outcome, earlier: Review | None) -> None:
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
        seconds=earlier.seconds if earlier else max(0, round((context.at - asked.at).total_seconds())),
        marker=MARKER_VERSION,
    )
    first = earlier is None and context.repo.progress(review.learner, review.question) is None
    if first and review.deck != OWN:
        context.repo.tally(review.deck, review.question, first_try(review), time_step(review))
    context.repo.save_review(review)
    opinion = thaw(asked.snapshot).kind == "opinion"
    remember(context.repo, review, opinion=opinion, mended=earlier is not None)

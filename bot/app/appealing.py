"""What a learner has to say about a mark or a question."""

from dataclasses import replace

from bot.app.asking import go_on
from bot.app.closing import close, keep
from bot.app.desk import Desk
from bot.app.facts import AppealTaken, ClosedAlready, Fact, MoreOffered, PutAway, ReportAsked, ReportTaken
from bot.app.facts.daily import StreakNews
from bot.app.records import Appeal, Asked, Outcome, Report, State
from bot.domain.marking import Mark
from bot.domain.snapshot import thaw

REASONS = ("answer", "unclear", "slip", "else")
"""What can be wrong with a question: its answer, its wording, a slip of the pen, something else."""


def appeal(desk: Desk, asked: Asked) -> tuple[Fact, ...] | ClosedAlready:
    """Take "I was right" at its word: memory, streak and sitting are mended, the author may rule later.

    It takes an answer that was marked and not found right, and it can be said once a question.
    """
    if not asked.tries or asked.state is State.RIGHT:
        return ClosedAlready()
    was = Outcome(asked.first.value) if asked.first else Outcome.SHOWN
    said = desk.pages.last_said(asked.id)
    new = Appeal(
        learner=desk.learner.id,
        asked=asked.id,
        deck=asked.deck,
        question=asked.question,
        at=desk.at,
        said=said,
        was=was,
    )
    if not desk.pages.keep_appeal(new):
        return ClosedAlready()
    return (AppealTaken(question=thaw(asked.snapshot), asked=asked.id, streak=_mend(desk, asked)),)


def _mend(desk: Desk, asked: Asked) -> StreakNews | None:
    mended = replace(asked, first=Mark.RIGHT, credit=1.0)
    if not asked.state.closed:
        return close(desk, mended, State.RIGHT)
    desk.pages.change_asked(replace(mended, state=State.RIGHT))
    return keep(desk, mended, Outcome.RIGHT)


def more(asked: Asked) -> MoreOffered:
    """The further things one can do with a question."""
    return MoreOffered(asked=asked.id, title=thaw(asked.snapshot).title)


def put_away(desk: Desk, asked: Asked) -> tuple[Fact, ...]:
    """Never ask it again; if it was open, go on."""
    desk.pages.put_away(desk.learner.id, asked.question, desk.at)
    away = PutAway(title=thaw(asked.snapshot).title)
    if asked.state.closed:
        return (away,)
    close(desk, asked, State.SKIPPED)
    return (away, *go_on(desk))


def ask_report(asked: Asked) -> ReportAsked:
    """What is wrong with it?"""
    return ReportAsked(asked=asked.id, title=thaw(asked.snapshot).title)


def report(desk: Desk, asked: Asked, reason: str) -> tuple[Fact, ...]:
    """Keep the report for the author."""
    desk.pages.keep_report(
        Report(
            learner=desk.learner.id,
            asked=asked.id,
            deck=asked.deck,
            question=asked.question,
            at=desk.at,
            reason=reason,
        )
    )
    return (ReportTaken(),)

"""What a learner has to say about a mark or a question."""

from msgspec.structs import replace

from bot.app.context import LearnerContext
from bot.app.learning.ask import go_on, put_again
from bot.app.learning.compare import compared
from bot.app.learning.hearing import hint_left
from bot.app.learning.review import close, keep
from bot.app.ports.learning import Appeal, Asked, Outcome, Report, State
from bot.app.ports.uploads import AuthorWord
from bot.app.replies import (
    AppealTaken,
    ClosedAlready,
    MoreOffered,
    OwnQuestionTold,
    PutAway,
    Reply,
    ReportAsked,
    ReportTaken,
    Rested,
)
from bot.app.replies.daily import StreakNews
from bot.domain.items import Tally
from bot.domain.marking import Mark
from bot.domain.own import OWN, place_of
from bot.domain.rulings import RulingKind
from bot.domain.snapshot import thaw

REASONS = ("answer", "unclear", "slip", "else")
"""What can be wrong with a question: its answer, its wording, a slip of the pen, something else."""


def appeal(context: LearnerContext, asked: Asked) -> tuple[Reply, ...] | ClosedAlready:
    """Take "I was right" at its word: memory, streak and sitting are mended, the author may rule later.

    It takes an answer that was marked and not found right, and it can be said once a question. Of an answer
    that was in doubt it says that it was the same, whatever they said before.
    """
    if not asked.tries or asked.state is State.RIGHT:
        return ClosedAlready()
    if context.repo.last_doubtful(asked.id) is not None:
        return compared(context, asked, same=True)
    was = Outcome(asked.first.value) if asked.first else Outcome.SHOWN
    said = context.repo.last_said(asked.id)
    new = Appeal(
        learner=context.learner.id,
        asked=asked.id,
        deck=asked.deck,
        question=asked.question,
        at=context.at,
        said=said,
        was=was,
    )
    if not context.repo.save_appeal(new):
        return ClosedAlready()
    _count(context, asked)
    own = asked.deck == OWN and said is not None and _accepted(context, asked, said)
    question, streak = thaw(asked.snapshot), _mend(context, asked)
    return (AppealTaken(question=question, asked=asked.id, streak=streak, own=own),)


def _accepted(context: LearnerContext, asked: Asked, said: str) -> bool:
    """Of a question of their own they are the author: what they said is right from now on."""
    mine = context.repo.own_list(context.learner.id)
    row = context.repo.upload_row(mine, place_of(asked.question) or 0) if mine else None
    if mine is None or row is None or row.snapshot is None:
        return False
    word = AuthorWord(kind=RulingKind.RIGHT, text=said)
    words = tuple(one for one in row.words if one.text != said)
    context.repo.change_row(mine, replace(row, words=(*words, word)))
    return True


def _count(context: LearnerContext, asked: Asked) -> None:
    """In the numbers of the question their first try stays what it was, and an appeal is added."""
    if asked.deck == OWN:
        return
    met = context.repo.progress(context.learner.id, asked.question)
    if met is None or (met.met.times == 1 and asked.state.closed):
        still = Tally() if asked.state.closed else Tally(right=-1)
        context.repo.tally(asked.deck, asked.question, still + Tally(appeals=1))


def _mend(context: LearnerContext, asked: Asked) -> StreakNews | None:
    mended = replace(asked, first=Mark.RIGHT, credit=1.0)
    if not asked.state.closed:
        return close(context, mended, State.RIGHT)
    context.repo.save_asked(replace(mended, state=State.RIGHT))
    return keep(context, mended, Outcome.RIGHT, context.repo.review_of(asked.id))


def more(asked: Asked) -> MoreOffered:
    """The further things one can do with a question."""
    question = thaw(asked.snapshot)
    waits = asked.state in (State.OPEN, State.ASIDE)
    return MoreOffered(
        asked=asked.id,
        title=question.title,
        open=not asked.state.closed,
        question=question if waits else None,
        hint=hint_left(asked, question),
    )


def put_away(context: LearnerContext, asked: Asked) -> tuple[Reply, ...]:
    """Never ask it again; if it was open, go on."""
    context.repo.put_away(context.learner.id, asked.question, context.at)
    away = PutAway(title=thaw(asked.snapshot).title)
    if asked.state.closed:
        return (away,)
    close(context, asked, State.SKIPPED)
    return (away, *go_on(context))


def ask_report(asked: Asked) -> ReportAsked | OwnQuestionTold:
    """What is wrong with it? One of their own they change themselves."""
    if asked.deck == OWN:
        question = thaw(asked.snapshot)
        place = place_of(asked.question) or 0
        return OwnQuestionTold(
            place=place, ask=question.ask, answer=question.answer, accept=question.accept, change=True
        )
    return ReportAsked(asked=asked.id, title=thaw(asked.snapshot).title)


LONGEST_REPORT = 500
"""Signs of a report that are kept."""


def never_mind(context: LearnerContext) -> tuple[Reply, ...]:
    """Nothing is wrong after all: back to the open question, if there is one."""
    waiting = context.repo.asked_open(context.learner.id, context.chat)
    return (put_again(waiting),) if waiting else (Rested(),)


def report(context: LearnerContext, asked: Asked, reason: str, said: str | None = None) -> tuple[Reply, ...]:
    """Keep the report for the author, with what they `said` about it. What is open stays open."""
    context.repo.save_report(
        Report(
            learner=context.learner.id,
            asked=asked.id,
            deck=asked.deck,
            question=asked.question,
            at=context.at,
            reason=reason,
            said=said and said[:LONGEST_REPORT],
        )
    )
    waiting = context.repo.asked_open(context.learner.id, context.chat)
    return (ReportTaken(open=waiting is not None), *((put_again(waiting),) if waiting else ()))

"""The marker can't tell: the answer is shown, and the learner says whether theirs is the same.

That closes the question. "The same" is remembered like a right answer after a hint, "not quite" like a miss;
both are kept with the words for the author. Showing the answer after a try counts for the day, and no try is
lost. Whoever goes on without a word has been shown the answer (`bot.app.learning.review.leave_unsaid`); the
buttons still say it afterwards.
"""

from msgspec.structs import replace

from bot.app.calendar.streak import earn
from bot.app.context import LearnerContext
from bot.app.learning.ask import still_open
from bot.app.learning.returns import comes_back
from bot.app.learning.review import close, full_credit, keep, leave_unsaid
from bot.app.ports.calendar import DayReason
from bot.app.ports.learning import Answer, Appeal, Asked, Outcome, SelfMark, State
from bot.app.replies import ClosedAlready, Compared, OldButton, Reply, ToCompare
from bot.domain.snapshot import thaw


def compare(context: LearnerContext, asked: Asked, said: str) -> tuple[Reply, ...]:
    """Show the answer and ask whether theirs is the same; unless a second opinion on what they `said` is
    known, which settles it."""
    leave_unsaid(context)
    asked = replace(asked, state=State.COMPARING)
    context.repo.save_asked(asked)
    news = earn(context, DayReason.ANSWERED)
    second = context.policy.second_opinion
    if second is not None and (told := second.wanted(context, asked, said, news)):
        return told
    return (ToCompare(question=thaw(asked.snapshot), asked=asked.id, streak=news),)


def compare_again(asked: Asked) -> tuple[Reply, ...]:
    """Ask it once more: what they said or tapped was no answer to it."""
    return (ToCompare(question=thaw(asked.snapshot), asked=asked.id, again=True),)


def compared(context: LearnerContext, asked: Asked, *, same: bool) -> tuple[Reply, ...] | ClosedAlready:
    """They say whether their answer was the same. Twice is once; "the same" may be said after all, also of a
    question that was left without a word, and mends its review. Of a question that was never compared it says
    nothing."""
    doubtful = context.repo.last_doubtful(asked.id)
    if doubtful is None or asked.state is State.RIGHT or not keep_word(context, asked, doubtful, same=same):
        return ClosedAlready()
    earlier = context.repo.review_of(asked.id)
    state = State.RIGHT if same else State.MISSED
    new = replace(asked, credit=full_credit(asked)) if same else asked
    if asked.state is State.COMPARING:
        news = close(context, new, state)
    else:
        context.repo.save_asked(replace(new, state=state))
        news = keep(context, new, Outcome(new.first.value) if new.first else Outcome.DOUBTFUL, earlier)
    question = thaw(asked.snapshot)
    back = comes_back(context, asked, question)
    reply = Compared(question=question, asked=asked.id, same=same, back=back, streak=news)
    return (reply, *(still_open(context, asked) or context.offer(context, early=asked.post is not None)))


def compared_by_tap(
    context: LearnerContext, asked: Asked, *, same: bool
) -> tuple[Reply, ...] | ClosedAlready | OldButton:
    """The button that says it; made up for a question that is open, it leads nowhere."""
    if asked.state in (State.OPEN, State.ASIDE, State.SKIPPED):
        return OldButton()
    return compared(context, asked, same=same)


def not_the_same(context: LearnerContext, asked: Asked) -> tuple[Reply, ...] | ClosedAlready | OldButton:
    """They say so of an answer that a second opinion took for the same."""
    second = context.policy.second_opinion
    return OldButton() if second is None else second.contradicted(context, asked)


def keep_word(context: LearnerContext, asked: Asked, doubtful: Answer, *, same: bool) -> bool:
    """Keep their word and their words for the author; False if it was said before."""
    return context.repo.save_appeal(
        Appeal(
            learner=context.learner.id,
            asked=asked.id,
            deck=asked.deck,
            question=asked.question,
            at=context.at,
            said=doubtful.said,
            was=Outcome.DOUBTFUL,
            self_mark=SelfMark.SAME if same else SelfMark.NOT_QUITE,
        )
    )

"""What is done for somebody who doesn't answer: a hint, the answer, another question."""

from msgspec.structs import replace

from bot.app.calendar.plan import prompt_followed
from bot.app.calendar.streak import streak_now
from bot.app.context import LearnerContext
from bot.app.learning.ask import go_on, still_open
from bot.app.learning.choose import asked_today
from bot.app.learning.compare import compare_again
from bot.app.learning.returns import comes_back
from bot.app.learning.review import close, count_skip
from bot.app.ports.learning import Asked, State
from bot.app.replies import Hinted, NoHintLeft, Reply, Skipped, WasShown
from bot.domain.snapshot import thaw


def hint(context: LearnerContext, asked: Asked) -> tuple[Reply, ...]:
    """The next hint, if one is left; none once the answer was shown to be compared."""
    if asked.state is State.COMPARING:
        return compare_again(asked)
    prompt_followed(context)
    question = thaw(asked.snapshot)
    given, hints = asked.hints, question.hints
    if given >= len(hints):
        return (NoHintLeft(question=question, asked=asked.id),)
    context.repo.save_asked(replace(asked, hints=given + 1, picked=()))
    return (Hinted(question=question, text=hints[given], step=given + 1, steps=len(hints), asked=asked.id),)


def show(context: LearnerContext, asked: Asked, *, kindly: bool = False) -> tuple[Reply, ...]:
    """The answer. It closes the question, unless it was shown already and is to be compared."""
    if asked.state is State.COMPARING:
        return compare_again(asked)
    question = thaw(asked.snapshot)
    news = close(context, asked, State.SHOWN)
    back = comes_back(context, asked, question)
    first = not asked.tries and asked_today(context) == 1 and not streak_now(context)[0].today
    shown = WasShown(
        question=question, asked=asked.id, kindly=kindly, back=back, streak=news, uncounted=first
    )
    return (shown, *(still_open(context, asked) or context.offer(context, early=asked.post is not None)))


def dont_know(context: LearnerContext, asked: Asked) -> tuple[Reply, ...]:
    """They say they do not know yet: the answer, kindly."""
    return show(context, asked, kindly=True)


def skip(context: LearnerContext, asked: Asked) -> tuple[Reply, ...]:
    """Put the question off and go on; one that is being compared is left as it stands."""
    if asked.state is State.COMPARING:
        return go_on(context)
    count_skip(context, asked)
    close(context, asked, State.SKIPPED)
    return (Skipped(), *go_on(context))

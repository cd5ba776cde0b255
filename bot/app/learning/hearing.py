"""What a text is to an open question, with what was said just before it."""

from datetime import timedelta

from msgspec import Struct
from msgspec.structs import replace

from bot.app.context import LearnerContext
from bot.app.ports.learning import Answer, Asked, State
from bot.domain.intent import Understood, same_text, understand
from bot.domain.marking import Mark, Reason
from bot.domain.question import Question

TWICE = timedelta(seconds=15)
"""The same text again so soon was sent twice, not meant twice."""
TOGETHER = timedelta(seconds=30)
"""Two messages so close may be one answer."""
AT_ONCE = timedelta(seconds=5)
"""Said so soon after, it was written before the answer was read that was shown to be compared."""
NAMING = (Reason.OPTION, Reason.OTHER_OPTION, Reason.CONTRARY, Reason.BOTH, Reason.NEGATED)


class Heard(Struct, frozen=True, kw_only=True):
    """A text, understood."""

    asked: Asked
    """The question as it stands; without the miss of a first half, where the text completes it."""
    understood: Understood
    twice: bool = False
    """It was sent twice: it has been answered."""


def heard(context: LearnerContext, asked: Asked, question: Question, said: str) -> Heard:
    """Understand what was said to an open question, with what was said a moment ago."""
    understood = understood_as(context, asked, question, said)
    earlier = context.repo.last_answer(asked.id) if asked.tries else None
    near = AT_ONCE if asked.state is State.COMPARING else TOGETHER
    if earlier is None or earlier.said is None or context.at - earlier.at > near:
        return Heard(asked=asked, understood=understood)
    if context.at - earlier.at <= TWICE and same_text(earlier.said, said):
        return Heard(asked=asked, understood=understood, twice=True)
    if understood.verdict.passed and earlier.reason is not Reason.UNRELATED:
        return Heard(asked=asked, understood=understood)
    whole = understood_as(context, asked, question, f"{earlier.said} {said}")
    if whole.verdict.passed:
        return Heard(asked=_without(asked, earlier), understood=whole)
    return Heard(asked=asked, understood=understood)


def understood_as(context: LearnerContext, asked: Asked, question: Question, said: str) -> Understood:
    """What was said, with the words of the question's deck, what was ruled on it since and what was right
    already. Marked once a turn, however many ask."""
    key = (asked.deck, question.id, asked.snapshot, said, asked.have)
    if key not in context.understood:
        lexicon = context.deck_library.lexicon(asked.deck, question.lang)
        ruled = context.deck_library.ruled(question)
        context.understood[key] = understand(ruled, said, lexicon, have=asked.have)
    return context.understood[key]


def hint_left(asked: Asked, question: Question) -> bool:
    """Whether a hint was not given yet."""
    return asked.hints < len(question.hints)


def names_no_option(question: Question, understood: Understood) -> bool:
    """On a choice, an answer that is none of its options and was not foreseen."""
    verdict = understood.verdict
    known = bool(verdict.because) or verdict.reason in NAMING
    return question.kind == "choice" and verdict.mark is Mark.WRONG and not known


def _without(asked: Asked, earlier: Answer) -> Asked:
    """Without the miss that the first half of an answer was taken for."""
    if earlier.mark is not Mark.WRONG:
        return asked
    return replace(asked, misses=max(0, asked.misses - 1), tries=asked.tries - 1, first=None)

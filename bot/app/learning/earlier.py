"""What answers a question from before: one that stayed open when another was put, or that was put off."""

from datetime import timedelta

from msgspec.structs import replace

from bot.app.context import LearnerContext
from bot.app.events import MessageId
from bot.app.learning.answer import answer
from bot.app.learning.ask import begin_with
from bot.app.learning.hearing import NAMING, understood_as
from bot.app.ports.learning import Asked, State
from bot.app.replies import ForEarlier, Reply
from bot.app.replies.expected import EARLIER, TERM
from bot.domain.intent import intent_of, listen, words_shared
from bot.domain.marking import Mark, Verdict
from bot.domain.question import OFFERED, Question, QuestionId
from bot.domain.snapshot import thaw

STAYS = timedelta(days=14)
"""How long a question from before is answered without a reply to it."""
MOST = 6
"""Of so many questions the newest are tried."""
ABOUT = 3
"""Words that a text shares with a question it is about, and with none that is open."""


def for_earlier(
    context: LearnerContext, at_hand: Asked | None, said: str, message: MessageId | None
) -> tuple[Reply, ...]:
    """The answer that a text is to a question from before, if it is one and nothing to that `at_hand`,
    which is open or was closed last. It is said which question it was taken for."""
    if at_hand is not None and _fits_at_hand(context, at_hand, said):
        return ()
    if intent_of(said, context.deck().lang) is not None:
        return ()
    before = [asked for asked in _before(context) if at_hand is None or asked.question != at_hand.question]
    meant = next((asked for asked in before if _answers(context, asked, said)), None)
    if meant is None and at_hand is not None and not at_hand.state.closed:
        other = thaw(at_hand.snapshot)
        open_ones = [asked for asked in before if asked.state is State.ASIDE]
        meant = next((asked for asked in open_ones if _is_about(thaw(asked.snapshot), other, said)), None)
    if meant is None:
        return ()
    taken = ForEarlier(question=thaw(meant.snapshot))
    waits = replace(meant, state=State.ASIDE, closed_at=None)
    return (taken, *answer(context, waits, said, message))


def begun_before(context: LearnerContext, open_one: Asked | None, said: str) -> Asked | None:
    """The question from before that their last answer was taken for, if it is not done: what they say next is
    for it, unless it is something to the one that is open and nothing to that."""
    kind, _, number = (context.learner.expected or "").partition(" ")
    begun = context.repo.asked(int(number)) if kind == EARLIER else None
    if begun is None or begun.learner != context.learner.id or begun.state is not State.ASIDE:
        return None
    if open_one is None:
        return begun
    rather = _is_something(context, open_one, said) and not _answers(context, begun, said)
    return None if rather or open_one.state is State.COMPARING else begun


def for_offered(
    context: LearnerContext, at_hand: Asked | None, said: str, message: MessageId | None
) -> tuple[Reply, ...]:
    """The answer that a text is to a question which was offered last, if it is one and nothing to that
    `at_hand`: as if they had asked for it first."""
    kind, _, id = (context.learner.expected or "").partition(" ")
    question = context.deck_library.current.question(QuestionId(id)) if kind == TERM else None
    if question is None or question.kind in OFFERED or intent_of(said, question.lang) is not None:
        return ()
    if at_hand is not None and not at_hand.state.closed and _fits_at_hand(context, at_hand, said):
        return ()
    lexicon = context.deck_library.lexicon(question.deck, question.lang)
    verdict = listen(context.deck_library.ruled(question), said, lexicon)
    if not verdict.passed and verdict.mark is not Mark.PARTIAL:
        return ()
    begin_with(context, question)
    put = context.repo.asked_open(context.learner.id, context.chat)
    return (ForEarlier(question=question), *answer(context, put, said, message)) if put else ()


def _before(context: LearnerContext) -> list[Asked]:
    """Newest first, each question once."""
    found = context.repo.left_behind(context.learner.id, context.chat, context.at - STAYS, MOST)
    return list({asked.question: asked for asked in reversed(found)}.values())[::-1]


def _fits_at_hand(context: LearnerContext, asked: Asked, said: str) -> bool:
    """It is right or partly right for that one, or known why it is not; or it is no answer at all."""
    if asked.state is State.COMPARING:
        return True
    anew = replace(asked, have=()) if asked.state.closed else asked
    no_answer = _verdict(context, anew, said).mark is Mark.UNREADABLE and not asked.state.closed
    return no_answer or _is_something(context, anew, said)


def _is_something(context: LearnerContext, asked: Asked, said: str) -> bool:
    """Right, partly right, or known why it is not."""
    verdict = _verdict(context, asked, said)
    known = bool(verdict.because) or verdict.reason in NAMING
    return verdict.passed or verdict.mark is Mark.PARTIAL or known


def _answers(context: LearnerContext, asked: Asked, said: str) -> bool:
    """Right, or a part of it. Of a choice its words are meant: a letter or a number may be for anything."""
    verdict = _verdict(context, asked, said)
    question = thaw(asked.snapshot)
    if question.kind in OFFERED and not words_shared(said, *_texts(question)):
        return False
    return verdict.passed or verdict.mark is Mark.PARTIAL


def _is_about(question: Question, other: Question, said: str) -> bool:
    """Not known to be right, but in the words of that question and in none of the other's."""
    return words_shared(said, *_texts(question)) >= ABOUT and not words_shared(said, *_texts(other))


def _texts(question: Question) -> tuple[str, ...]:
    options = [option.text for option in getattr(question, "options", ())]
    return (question.title, question.ask, question.answer, question.why, *question.hints, *options)


def _verdict(context: LearnerContext, asked: Asked, said: str) -> Verdict:
    return understood_as(context, asked, thaw(asked.snapshot), said).verdict

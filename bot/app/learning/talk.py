"""What is said to somebody who did not answer: nothing is marked, and the open question stays open."""

from bot.app.context import LearnerContext
from bot.app.learning.ask import put_again
from bot.app.learning.compare import compare_again
from bot.app.learning.hearing import hint_left
from bot.app.ports.learning import Asked, State
from bot.app.replies import Explained, OldButton, Reply, Talked, TermOffered, TermTold
from bot.domain.deck import Deck
from bot.domain.intent import (
    Intent,
    asks_about,
    is_about,
    nearest_sentence,
    question_about,
    question_near,
)
from bot.domain.question import Choice, Question, QuestionId
from bot.domain.snapshot import thaw

EXPLAINING = frozenset((Intent.WHY, Intent.EXPLAIN, Intent.EXAMPLE, Intent.HINT, Intent.DONT_UNDERSTAND))
"""After a question is closed, these ask for more about it."""

WHILE_COMPARING = frozenset(
    (
        Intent.GREET,
        Intent.THANKS,
        Intent.PRAISE,
        Intent.WHO,
        Intent.INSULT,
        Intent.LEFT,
        Intent.TIME,
        Intent.SETTINGS,
        Intent.LANGUAGE,
        Intent.MENU,
        Intent.OTHER_PEOPLE,
    )
)
"""These are answered while an answer is to be compared; what else is said there is about the question, which
is answered already."""


def talked(context: LearnerContext, asked: Asked | None, intent: Intent) -> tuple[Reply, ...]:
    """The answer to an intent, and the open question once more in one line; or the comparison."""
    if asked and asked.state is State.COMPARING:
        told = (_talked(context, asked, intent, None),) if intent in WHILE_COMPARING else ()
        return (*told, *compare_again(asked))
    return (_talked(context, asked, intent, thaw(asked.snapshot) if asked else None),)


def _talked(
    context: LearnerContext, asked: Asked | None, intent: Intent, question: Question | None
) -> Talked:
    sitting = context.repo.sitting(context.learner.id, context.chat)
    steps = context.repo.steps_of(sitting.id) if sitting else ()
    return Talked(
        intent=intent,
        question=question,
        asked=asked.id if asked else 0,
        step=len(steps),
        steps=sitting.size if sitting else 0,
        lang=_deck(context, asked).lang,
        hint=asked is None or question is None or hint_left(asked, question),
    )


def explained(context: LearnerContext, closed: Asked, *, example: bool = False) -> tuple[Reply, ...]:
    """The why of a closed question in other words; what is open is said once more."""
    question = thaw(closed.snapshot)
    others = [q for q in _deck(context, closed).questions() if q.id != question.id]
    told = Explained(
        question=question,
        asked=closed.id,
        other=_otherwise(question) or nearest_sentence(question, others),
        contrast=_contrast(question),
        example=example and bool(question.examples.right),
        told=closed.state in (State.MISSED, State.SHOWN),
    )
    waiting = context.repo.asked_open(context.learner.id, context.chat)
    return (told, *((put_again(waiting),) if waiting else ()))


def term_offered(context: LearnerContext, asked: Asked | None, said: str) -> tuple[Reply, ...]:
    """The question about the word they ask for, or that there is none; nothing if `asked` is about it."""
    own = _deck(context, asked)
    others = [deck for deck in context.deck_library.current.decks if deck.lang == own.lang and deck != own]
    open_one = asked if asked and not asked.state.closed else None
    there = [question for deck in (own, *others) for question in deck.questions()]
    own_texts = _texts(thaw(asked.snapshot), told=open_one is None) if asked else ()
    named = asks_about(said, *own_texts)
    found = question_about(said, there)
    exact = found is not None and is_about(said, found)
    last = flowed_from(context, open_one) if open_one and not exact and not named else None
    if last and asks_about(said, *_texts(thaw(last.snapshot), told=True)):
        return explained(context, last)
    found = found or (None if named else question_near(said, there))
    last_is_about_it = named and open_one is None and not exact
    if found and not last_is_about_it and not (open_one and found.id == open_one.question):
        return (TermOffered(question=found, open=thaw(open_one.snapshot) if open_one else None),)
    return () if named else talked(context, open_one, Intent.EXPLAIN_TERM)


def _texts(question: Question, *, told: bool) -> tuple[str, ...]:
    """What a question says; of one that is not `told`, nothing of its answer."""
    return (question.title, question.ask, *((question.answer, question.why) if told else ()))


def term_told(context: LearnerContext, id: str) -> tuple[Reply, ...] | OldButton:
    """What a word means, by the question about it; what is open is said once more."""
    question = context.deck_library.current.question(QuestionId(id))
    if question is None:
        return OldButton()
    waiting = context.repo.asked_open(context.learner.id, context.chat)
    return (TermTold(question=question), *((put_again(waiting),) if waiting else ()))


def flowed_from(context: LearnerContext, asked: Asked) -> Asked | None:
    """The question whose verdict stands in one message with this one, if nothing was said to this one yet."""
    closed = context.repo.asked_last_closed(context.learner.id, context.chat)
    fresh = not asked.tries and not asked.hints
    return closed if closed and fresh and closed.closed_at == asked.at else None


def _deck(context: LearnerContext, asked: Asked | None) -> Deck:
    return (context.deck_library.current.deck(asked.deck) if asked else None) or context.deck()


def _contrast(question: Question) -> tuple[str, str]:
    """An option that is not right, and why."""
    if not isinstance(question, Choice):
        return "", ""
    other = next((o for n, o in enumerate(question.options) if n != question.right and o.why), None)
    return (other.text, other.why) if other else ("", "")


def _otherwise(question: Question) -> str:
    """What leads to the answer in the author's words, if it doesn't spell it with gaps."""
    return next((hint for hint in question.hints if "·" not in hint and "?" not in hint), "")

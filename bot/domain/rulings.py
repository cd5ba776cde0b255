"""What authors rule on answers, laid over their questions."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from bot.domain.deck import Deck, Library
from bot.domain.marking.comparing.keys import key_of
from bot.domain.question import DeckId, Prompt, Question, QuestionId, Reject
from bot.domain.wording import changes_of, reworded


class RulingKind(StrEnum):
    """What was decided."""

    RIGHT = "right"
    EXACTLY = "exactly"
    """Right as they stand, and nothing that is like them."""
    NOT_RIGHT = "not_right"
    PARTLY = "partly"
    """On the way: what is asked for is told."""
    OUT = "out"
    """The question is not asked until the ruling is undone."""
    WORDING = "wording"
    """Its own texts are changed; `told` holds how (`bot.domain.wording`)."""
    FINE = "fine"
    """What was reported is in order."""
    ASKED = "asked"
    """Nothing: who teaches the class has asked the author, who will."""


ON_REPORTS = (RulingKind.FINE, RulingKind.OUT, RulingKind.WORDING)
"""By which what was reported is answered."""
PASSING = (RulingKind.RIGHT, RulingKind.EXACTLY)
"""By which answers are right that were not."""


class Ruling(Struct, frozen=True, kw_only=True):
    """An author's decision on some wordings of an answer, or on a question that was reported."""

    id: int
    deck: DeckId
    question: QuestionId
    kind: RulingKind
    texts: tuple[str, ...]
    """The wordings it is about, each in its commonest spelling."""
    told: str
    """Of NOT_RIGHT why, of PARTLY what is asked for; may be empty. Of WORDING the changes."""
    at: datetime
    klass: int = 0
    """The class it counts in; 0: for everybody."""
    proposed: bool = False
    """By an assistant; it counts once the teacher of the class has agreed."""


def with_rulings(question: Question, rulings: Iterable[Ruling]) -> Question:
    """The question as ruled. What it has already is not added again, so it may have been ruled before."""
    for ruling in rulings:
        question = _with_ruling(question, ruling)
    return question


def _with_ruling(question: Question, ruling: Ruling) -> Question:
    accept, exactly = question.accept, question.exactly
    reject, prompt = question.reject, question.prompt
    match ruling.kind:
        case RulingKind.RIGHT:
            accept += _new(ruling.texts, (question.answer, *accept))
        case RulingKind.EXACTLY:
            exactly += _new(ruling.texts, (question.answer, *accept, *exactly))
        case RulingKind.NOT_RIGHT:
            if fresh := _new(ruling.texts, [text for one in reject for text in one.texts]):
                reject += (Reject(texts=fresh, why=ruling.told),)
        case RulingKind.PARTLY:
            if fresh := _new(ruling.texts, [text for one in prompt for text in one.texts]):
                prompt += (Prompt(texts=fresh, ask_for=ruling.told),)
        case RulingKind.WORDING:
            return reworded(question, changes_of(ruling.told))
        case _:
            return question
    changed = {"accept": accept, "exactly": exactly, "reject": reject, "prompt": prompt}
    if all(getattr(question, key) == value for key, value in changed.items()):
        return question
    return replace(question, **changed)


@lru_cache(maxsize=256)
def ruled_in_class(question: Question, rulings: tuple[Ruling, ...]) -> Question:
    """A question as ruled in classes, on top of what is ruled for everybody: on its wordings the class wins.
    Of two classes that rule otherwise, *right* wins."""
    for ruling in sorted(rulings, key=lambda one: one.kind in PASSING):
        keys = {key_of(text, question.lang) for text in ruling.texts}
        question = with_rulings(_without(question, keys, ruling.kind), [ruling])
    return question


def _without(question: Question, keys: set[str], kind: RulingKind) -> Question:
    """The question without what was said before of these wordings, where that says otherwise."""

    def left(texts: Sequence[str]) -> tuple[str, ...]:
        return tuple(text for text in texts if key_of(text, question.lang) not in keys)

    if kind in ON_REPORTS or kind is RulingKind.ASKED:
        return question
    reject = (replace(one, texts=texts) for one in question.reject if (texts := left(one.texts)))
    prompt = (replace(one, texts=texts) for one in question.prompt if (texts := left(one.texts)))
    return replace(
        question,
        accept=left(question.accept),
        exactly=left(question.exactly),
        reject=tuple(reject),
        prompt=tuple(prompt),
    )


def _new(texts: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    return tuple(text for text in texts if text not in known)


ByQuestion = Mapping[QuestionId, Sequence[Ruling]]


def by_question(rulings: Iterable[Ruling]) -> ByQuestion:
    """The rulings of each question, in their order."""
    found: dict[QuestionId, list[Ruling]] = {}
    for ruling in rulings:
        found.setdefault(ruling.question, []).append(ruling)
    return found


def ruled_library(library: Library, rulings: ByQuestion) -> Library:
    """The decks with every ruling laid over them; those that none is about are the same objects. Rulings on
    questions that are gone change nothing."""
    if not any(library.question(id) for id in rulings):
        return library
    return Library(tuple(_ruled_deck(deck, rulings) for deck in library.decks))


def _ruled_deck(deck: Deck, rulings: ByQuestion) -> Deck:
    if not any(question.id in rulings for question in deck.questions()):
        return deck
    topics = (
        replace(topic, questions=tuple(_ruled_questions(topic.questions, rulings))) for topic in deck.topics
    )
    kept = tuple(topic for topic in topics if topic.questions)
    sisters = tuple(_ruled_deck(sister, rulings) for sister in deck.sisters)
    return deck.of_topics(kept, sisters) if kept else deck


def _ruled_questions(questions: Iterable[Question], rulings: ByQuestion) -> Iterable[Question]:
    for question in questions:
        ruled = rulings.get(question.id, ())
        if not any(ruling.kind is RulingKind.OUT for ruling in ruled):
            yield with_rulings(question, ruled)

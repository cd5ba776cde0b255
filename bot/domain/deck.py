"""A deck and the library of decks, as values the rest of the program reads."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.domain.question import DeckId, Question, QuestionId, TopicId


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A part of a deck, in the author's order."""

    id: TopicId
    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What an author says about the words of a whole deck; the marker builds on it."""

    synonyms: tuple[tuple[str, ...], ...] = ()
    """Groups of words that mean the same in this deck (`("lr", "learning rate")`)."""
    confusables: tuple[tuple[str, ...], ...] = ()
    """Groups of words that look or sound alike and must never pass for one another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deck:
    """A course: topics in order, and the words it is marked by."""

    id: DeckId
    title: str
    lang: str
    licence: str
    topics: tuple[Topic, ...]
    vocabulary: Vocabulary = Vocabulary()

    def questions(self) -> Iterator[Question]:
        """Every question, topic by topic, in the author's order."""
        for topic in self.topics:
            yield from topic.questions


@dataclass(frozen=True, slots=True)
class Library:
    """All decks that are loaded together. Question ids are unique over the whole of it."""

    decks: tuple[Deck, ...]
    _by_id: dict[QuestionId, Question] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._by_id.update({q.id: q for deck in self.decks for q in deck.questions()})

    def question(self, id: QuestionId) -> Question | None:
        """The question of that id as it stands today, or None if no deck has it (any more)."""
        return self._by_id.get(id)

    def deck(self, id: DeckId) -> Deck | None:
        """The deck of that id, or None if it is not loaded."""
        return next((deck for deck in self.decks if deck.id == id), None)

"""A deck and the library of decks, as values the rest of the program reads."""

import dataclasses
from copy import copy
from dataclasses import dataclass, field

from msgspec import Struct

from bot.domain.question import DeckId, Question, QuestionId, TopicId

MOST_POOLS = 256
"""Choices of a deck's questions that stay remembered; past it the memory starts afresh."""


class Topic(Struct, frozen=True, kw_only=True):
    """A part of a deck, in the author's order."""

    id: TopicId
    title: str
    questions: tuple[Question, ...]


class Vocabulary(Struct, frozen=True, kw_only=True):
    """What an author says about the words of a whole deck; the marker builds on it."""

    synonyms: tuple[tuple[str, ...], ...] = ()
    """Groups of words that mean the same in this deck (`("lr", "learning rate")`)."""
    confusables: tuple[tuple[str, ...], ...] = ()
    """Groups of words that look or sound alike and must never pass for one another."""


NO_VOCABULARY = Vocabulary()


@dataclass(frozen=True, slots=True, kw_only=True)
class Deck:
    """A course: topics in order, and the words it is marked by."""

    id: DeckId
    title: str
    lang: str
    licence: str
    topics: tuple[Topic, ...]
    vocabulary: Vocabulary = NO_VOCABULARY
    description: str = ""
    """What it is about, for whoever chooses a course."""
    authors: tuple[str, ...] = ()
    source: str = ""
    """Where its questions come from."""
    sisters: tuple["Deck", ...] = ()
    """The same deck in other languages: of the same id, with the same questions by their ids. What is not in
    that language is there as it stands here."""
    _questions: tuple[Question, ...] = field(init=False, repr=False, compare=False)
    _pools: dict[tuple[TopicId | None, frozenset[QuestionId]], tuple[Question, ...]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )
    opinions: frozenset[QuestionId] = field(init=False, repr=False, compare=False)
    """The questions that are asked once."""

    def __post_init__(self) -> None:
        every = tuple(question for topic in self.topics for question in topic.questions)
        object.__setattr__(self, "_questions", every)
        object.__setattr__(self, "opinions", frozenset(q.id for q in every if q.kind == "opinion"))

    def of_topics(self, topics: tuple[Topic, ...], sisters: tuple["Deck", ...]) -> "Deck":
        """The same course with these topics instead, here and in other languages."""
        return dataclasses.replace(self, topics=topics, sisters=sisters)

    def questions(self) -> tuple[Question, ...]:
        """Every question, topic by topic, in the author's order."""
        return self._questions

    def without(self, gone: frozenset[QuestionId], topic: TopicId | None) -> tuple[Question, ...]:
        """The questions of a topic (of all, if there is none of that id) but these, in the author's order.
        Many learners lack the same ones, and a turn asks several times: so it is remembered."""
        key = topic, gone
        if (kept := self._pools.get(key)) is None:
            if len(self._pools) >= MOST_POOLS:
                self._pools.clear()
            of = next((each.questions for each in self.topics if each.id == topic), self._questions)
            kept = self._pools[key] = tuple(q for q in of if q.id not in gone)
        return kept

    def in_language(self, lang: str) -> "Deck":
        """The deck in that language (ISO 639-1); as it is, where there is no such sister."""
        return next((sister for sister in self.sisters if sister.lang == lang != self.lang), self)


@dataclass(frozen=True, slots=True)
class Library:
    """All decks that are loaded together. Question ids are unique over the whole of it."""

    decks: tuple[Deck, ...]
    _by_id: dict[QuestionId, Question] = field(init=False, repr=False, compare=False, default_factory=dict)
    _in: dict[str, "Library"] = field(init=False, repr=False, compare=False, default_factory=dict)
    """By language, where any deck has a sister in it."""

    def __post_init__(self) -> None:
        self._by_id.update({q.id: q for deck in self.decks for q in deck.questions()})
        for lang in sorted({sister.lang for deck in self.decks for sister in deck.sisters}):
            self._in[lang] = Library(tuple(_in(deck, lang) for deck in self.decks))

    def in_language(self, tag: str | None) -> "Library":
        """The decks as somebody reads them whose language has that IETF tag: each in it, where there is a
        sister. The same object where there is none."""
        return self._in.get((tag or "").partition("-")[0].casefold(), self) if self._in else self

    def beside(self, deck: Deck) -> "Library":
        """These decks and one more, which is in one language. Cheap, for it is made in many turns."""
        joined = copy(self)
        object.__setattr__(joined, "decks", (*self.decks, deck))
        object.__setattr__(joined, "_by_id", self._by_id | {q.id: q for q in deck.questions()})
        return joined

    def question(self, id: QuestionId) -> Question | None:
        """The question of that id as it stands today, or None if no deck has it (any more)."""
        return self._by_id.get(id)

    def deck(self, id: DeckId) -> Deck | None:
        """The deck of that id, or None if it is not loaded."""
        return next((deck for deck in self.decks if deck.id == id), None)


def _in(deck: Deck, lang: str) -> Deck:
    return dataclasses.replace(deck.in_language(lang), sisters=()) if deck.sisters else deck

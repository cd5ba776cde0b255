"""What the marker knows of words: the language, and what a deck says about its own words."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from msgspec import Struct

from bot.domain.deck import Deck, Library
from bot.domain.marking.language.language import Language
from bot.domain.marking.language.language_file import language
from bot.domain.marking.reading.token import Token
from bot.domain.marking.reading.tokens import read
from bot.domain.question import Choice, Gaps, ListOf, Match, Opinion, Order, Question, Select


class Span(Struct, frozen=True):
    """A word or phrase that belongs to a group of words of one meaning,
    or to one end of a pair of contraries.
    """

    keys: tuple[str, ...]
    group: int
    sign: int
    """-1 at the far end of a pair of contraries."""


SAME, LOOSE, DECK = 2_000, 5_000, 10_000
"""Numbers of groups: contraries from 0, words of one meaning, words of about one meaning, the deck's own."""

Spans = dict[str, tuple[Span, ...]]
"""Spans by their first key, longest first."""


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Lexicon:
    """The words a deck is marked by. Made once when a deck is loaded; hashable by identity."""

    language: Language
    spans: Spans
    confusable: dict[str, frozenset[str]]
    """For the exact form of a word or phrase of a confusable group, the exact forms of the others."""
    siblings: dict[str, frozenset[str]]
    """For the key of a member of a family (colours, weekdays), the keys of the others."""
    words: frozenset[str]
    """Every word the deck uses: none of them is a slip of another."""
    others: dict[str, frozenset[str]]
    """Exact forms of all answers of the library, with the questions that accept them."""
    compiled_questions: dict[str, tuple[Question, Any]] = field(default_factory=dict, repr=False)
    """Compiled questions, remembered by the marker."""

    @property
    def lang(self) -> str:
        """ISO 639-1 code of the language."""
        return self.language.code


def lexicon_of(deck: Deck | None, library: Library | None = None, *, lang: str = "en") -> Lexicon:
    """The lexicon of a deck: its language, its vocabulary, and every other answer of the library."""
    if deck is None and library is None:
        return plain(lang)
    known = language(deck.lang if deck is not None else lang)
    vocabulary = deck.vocabulary if deck is not None else None
    groups = vocabulary.synonyms if vocabulary else ()
    return Lexicon(
        language=known,
        spans=_with(_language_spans(known), groups, known),
        confusable=_confusable(vocabulary.confusables if vocabulary else (), known),
        siblings=_siblings(known),
        words=frozenset(_deck_words(deck, known)) if deck is not None else frozenset(),
        others=_others(deck, library, known),
    )


@lru_cache(maxsize=16)
def plain(lang: str) -> Lexicon:
    """The lexicon of a language alone."""
    known = language(lang)
    return Lexicon(
        language=known,
        spans=_language_spans(known),
        confusable={},
        siblings=_siblings(known),
        words=frozenset(),
        others={},
    )


def exact(tokens: Iterable[Token], lang: Language) -> str:
    """The form in which two answers are equal: no case, articles, spaces, hyphens or punctuation."""
    return "".join(
        (f"{t.number}" if t.raw[-1].isdigit() and t.number is not None else t.word.text)
        + ("%" if t.percent else "")
        for t in tokens
        if t.word.text not in lang.articles
    )


def exact_text(text: str, lang: Language) -> str:
    """`exact` of a text as it stands."""
    return exact(read(text, lang, mend=False).items, lang)


def span_of(phrase: str, group: int, sign: int, lang: Language) -> Span | None:
    """The span that finds a phrase; None for one that has no words."""
    items = read(phrase, lang).items
    if not items:
        return None
    inner = items[-1].sign * (-1) ** sum(token.word.negation for token in items[:-1])
    return Span(tuple(token.key for token in items), group, sign * inner)


@lru_cache(maxsize=16)
def _language_spans(lang: Language) -> Spans:
    entries: list[Span | None] = []
    for group, (near, far) in enumerate(lang.pole_lines):
        entries += [span_of(word, group, 1, lang) for word in near]
        entries += [span_of(word, group, -1, lang) for word in far]
    for first, lines in ((SAME, lang.same_lines), (LOOSE, lang.synonym_lines)):
        for group, words in enumerate(lines, first):
            entries += [span_of(word, group, 1, lang) for word in words]
    return _by_first(entry for entry in entries if entry is not None)


def _by_first(entries: Iterable[Span]) -> Spans:
    found: dict[str, dict[Span, None]] = {}
    for entry in entries:
        found.setdefault(entry.keys[0], {})[entry] = None
    return {key: tuple(sorted(spans, key=lambda span: -len(span.keys))) for key, spans in found.items()}


def _with(spans: Spans, groups: Iterable[tuple[str, ...]], lang: Language) -> Spans:
    """The language's spans and the deck's own."""
    entries = [span_of(word, DECK + n, 1, lang) for n, group in enumerate(groups) for word in group]
    more = _by_first(entry for entry in entries if entry is not None)
    return spans | {
        key: tuple(sorted({*spans.get(key, ()), *own}, key=lambda span: (-len(span.keys), span.group)))
        for key, own in more.items()
    }


def _confusable(groups: Iterable[tuple[str, ...]], lang: Language) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for group in groups:
        forms = {exact_text(word, lang) for word in group}
        for form in forms:
            found.setdefault(form, set()).update(forms - {form})
    return {form: frozenset(rest) for form, rest in found.items()}


@lru_cache(maxsize=16)
def _siblings(lang: Language) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for family in lang.siblings:
        keys = {lang.word(member).key for member in family}
        for key in keys:
            found.setdefault(key, set()).update(keys - {key})
    return {key: frozenset(rest) for key, rest in found.items()}


def answers_of(question: Question) -> tuple[str, ...]:
    """All texts that are right in full, of a question of any kind but an opinion."""
    match question:
        case Opinion():
            return ()
        case Select() | Match() | Gaps():
            return question.accept
        case Choice(options=options, right=right) if 0 <= right < len(options):
            chosen = options[right]
            return (question.answer, *question.accept, chosen.text, *chosen.texts)
        case ListOf(need=1, items=items):
            return (
                question.answer,
                *question.accept,
                *(text for item in items for text in (item.name, *item.texts)),
            )
        case _:
            return (question.answer, *question.accept)


def _parts(question: Question) -> Iterable[str]:
    """Texts of a question in which its words stand."""
    yield from answers_of(question)
    yield question.ask
    if isinstance(question, ListOf):
        yield from (text for item in question.items for text in (item.name, *item.texts))
    if isinstance(question, Choice | Select):
        yield from (text for option in question.options for text in (option.text, *option.texts))
    if isinstance(question, Order):
        yield from (step.text for step in question.steps)
    if isinstance(question, Match):
        yield from (text for pair in question.pairs for text in (pair.left, pair.right, *pair.texts))
    if isinstance(question, Gaps):
        yield from (text for gap in question.gaps for text in gap.texts)


def _deck_words(deck: Deck, lang: Language) -> Iterable[str]:
    for question in deck.questions():
        for text in _parts(question):
            yield from (token.word.text for token in read(text, lang).items)


def _others(deck: Deck | None, library: Library | None, lang: Language) -> dict[str, frozenset[str]]:
    """Exact forms of the answers of every deck in this language,
    with the ids of the questions they answer.
    """
    decks = library.decks if library is not None else (deck,) if deck is not None else ()
    found: dict[str, set[str]] = {}
    for one in decks:
        if one.lang != lang.code:
            continue
        for question in one.questions():
            for text in answers_of(question):
                form = exact_text(text, lang)
                if form:
                    found.setdefault(form, set()).add(question.id)
    return {form: frozenset(ids) for form, ids in found.items()}

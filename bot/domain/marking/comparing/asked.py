"""What a question asks for, told by its words: they say little, said again in an answer."""

import itertools
from collections.abc import Iterator, Sequence

from bot.domain.marking.language.language import Language
from bot.domain.marking.reading.token import Token
from bot.domain.marking.reading.tokens import read

ABOUT_PERSON = "?who"
"""Stands among the keys of a question that asks for a person."""
IN_FULL = "?in full"
"""Stands among the keys of a question that asks what letters stand for."""
FORM = "?form"
"""Stands among the keys of a question that asks for a form of a word."""
COUNTED = "?how many "
"""Stands before the keys of what a question counts, among its keys."""
_HOW = frozenset(("how", "wie"))
_BELONGING = frozenset(("of", "for", "von", "zu"))


def asked_keys(ask: str, lang: Language) -> frozenset[str]:
    """Keys of the words of a question, but for those beside an "or" (they are what is asked for)."""
    items = read(ask, lang).items
    beside = {
        items[near].key
        for index, token in enumerate(items)
        if token.word.text in lang.or_words
        for near in range(max(0, index - 2), min(len(items), index + 3))
    }
    texts = tuple(token.word.text for token in items)
    starts = range(len(texts))
    marks = {
        ABOUT_PERSON: bool(texts) and texts[0] in lang.who,
        IN_FULL: any(texts[at : at + len(one)] == one for one in lang.spelled_out for at in starts),
        FORM: _asks_for_form(texts, lang),
        **dict.fromkeys((COUNTED + key for key in _counted(items, lang)), True),
    }
    own = frozenset(token.key for token in items) - beside
    return own.union(mark for mark, holds in marks.items() if holds)


def _asks_for_form(texts: Sequence[str], lang: Language) -> bool:
    """*The plural of* mouse, *the noun of* decide."""
    return not lang.inflections.isdisjoint(texts) or any(
        one in lang.word_classes and other in _BELONGING for one, other in itertools.pairwise(texts)
    )


def _counted(items: Sequence[Token], lang: Language) -> Iterator[str]:
    """The *chromosomes* of "how many chromosomes"."""
    for at, token in enumerate(items[1:-1], 1):
        if token.word.text in lang.degrees and items[at - 1].word.text in _HOW:
            for noun in itertools.takewhile(lambda one: one.content, items[at + 1 :]):
                yield noun.key

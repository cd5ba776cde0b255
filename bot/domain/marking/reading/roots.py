"""Roots: where forms of a word, and words made of one another, meet that the stemmer leaves apart
(`umgewandelt`, `wandelt … um`; `classify`, `classification`).

They are looked up only for words that the question's vocabulary doesn't know by their stem.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.domain.marking.language.language import Language
from bot.domain.marking.reading.token import Token

_LEAST, _KEPT = 4, 3
"""Letters that stay behind a prefix, and of a root without its ending."""


@lru_cache(maxsize=16_384)
def root(text: str, lang: Language) -> str:
    """The word without what its form puts into it; empty in a language that has no such forms."""
    if not lang.root_endings or not text.isalpha():
        return ""
    front = next(
        (one for one in lang.separable if text.startswith(one) and len(text) - len(one) >= _LEAST), ""
    )
    rest = text[len(front) :]
    if rest not in lang.verbs:
        inner = next(
            (one for one in lang.inside if rest.startswith(one) and (front or one == lang.inside[0])), ""
        )
        if len(rest) - len(inner) >= _LEAST:
            rest = rest[len(inner) :]
    return front + _plain(lang.stem(lang.verbs.get(rest, rest)), lang)


def _plain(stem: str, lang: Language) -> str:
    """The stem with one ending for all its forms: *wandel* and *wandl*, *virus* and *vir*."""
    for ending, plain in lang.root_endings:
        if stem.endswith(ending) and len(stem) - len(ending) >= _KEPT:
            stem = stem[: -len(ending)] + plain
    return stem


def apart(items: Sequence[Token], lang: Language) -> Iterable[tuple[int, str]]:
    """Where a verb may stand whose first part ends its clause, with the root of the whole: `wandelt … um`."""
    for last, token in enumerate(items):
        ends = last + 1 == len(items) or items[last + 1].clause != token.clause
        joined = not ends and items[last + 1].word.text in lang.and_words
        if token.word.text not in lang.separable or not (ends or joined):
            continue
        for at in range(last):
            if items[at].clause == token.clause and items[at].content:
                yield at, token.word.text + root(items[at].word.text, lang)

"""Roots: where forms of a word, and words made of one another, meet that the stemmer leaves apart
(`classify`, `classification`).

They are looked up only for words that the question's vocabulary doesn't know by their stem.
"""

from functools import lru_cache

from bot.domain.marking.language.language import Language

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
    return front + _plain(lang.stem(lang.verbs.get(rest, rest)), lang)


def _plain(stem: str, lang: Language) -> str:
    """The stem with one ending for all its forms: *wandel* and *wandl*, *virus* and *vir*."""
    for ending, plain in lang.root_endings:
        if stem.endswith(ending) and len(stem) - len(ending) >= _KEPT:
            stem = stem[: -len(ending)] + plain
    return stem

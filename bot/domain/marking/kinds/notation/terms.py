"""Terms that look alike and are not the same: by their endings, their beginnings, or in pairs."""

from functools import lru_cache

from bot.domain.marking.language.language import Language

_STEM = 3
"""So many letters two terms have in common that differ by an ending or a beginning."""
_COMMON = 4
"""Of words that are commoner than this (*definite*), another ending makes a term only if it is a word too."""


@lru_cache(maxsize=8192)
def contrasts(term: str, lang: Language) -> frozenset[str]:
    """The terms that a word in small letters must not be taken for, in the forms they may be typed in."""
    single = (
        term.removesuffix("s") if len(term) > _STEM + 1 and not term.endswith(("ss", "is", "us")) else term
    )
    found = set(lang.term_pairs.get(single, ()))
    for group in lang.term_endings:
        for ending in group:
            stem = single.removesuffix(ending)
            if single.endswith(ending) and len(stem) >= _STEM:
                found |= {stem + other for other in group if other != ending}
    for group in lang.term_starts:
        for start in group:
            rest = single.removeprefix(start)
            if single.startswith(start) and len(rest) >= _STEM:
                found |= {other + rest for other in group if other != start}
    if lang.rarities.get(single, _COMMON) < _COMMON:
        found = {word for word in found if lang.is_word(word) or word in lang.term_pairs.get(single, ())}
    found -= {single, term}
    return frozenset({*found, *(f"{word}s" for word in found)})

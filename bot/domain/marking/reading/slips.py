"""When is a word a slip of the pen for another?

Optimal string alignment (Damerau 1964, restricted: a swap of neighbours is one edit), allowed by length:
none under four letters, one from four, two from eight; never in digits or acronyms; and never when the
typed word is itself a word, or differs by a prefix that makes another word of it.
"""

from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.domain.marking.kinds.notation.terms import contrasts
from bot.domain.marking.language.language import Language
from bot.domain.marking.language.lexicon import Lexicon
from bot.domain.marking.reading.vocabulary import Vocabulary

_UNGUARDED = 12
_SWAPPED, _DROPPED = 6, 7
"""So long a word is still known when two letters are swapped, or one is dropped or doubled."""
_STEM = 5
"""Stems of so many letters are compared too: `prefeching` is a slip of `prefetch` in another form."""


def allowed(length: int) -> int:
    """How many edits a word of that many letters may be off."""
    return 0 if length < 4 else 1 if length < 8 else 2


def _allowed_unguarded(length: int) -> int:
    """Without a list of words that are no slips, two edits need a longer word."""
    return min(1, allowed(length)) if length < _UNGUARDED else 2


def distance(typed: str, meant: str, most: int) -> int:
    """Edits between two words; most + 1 if there are more."""
    return int(OSA.distance(typed, meant, score_cutoff=most))


def prefixed(one: str, other: str, lang: Language) -> bool:
    """True if two words differ by a prefix:
    `hyperparameter` and `parameter`, `hypotension` and `hypertension`.
    """
    return any(
        first != second and len(first) < len(one) - 3 and one[len(first) :] == other[len(second) :]
        for first in _fronts(one, lang)
        for second in _fronts(other, lang)
    )


def _fronts(word: str, lang: Language) -> list[str]:
    """The prefixes a word begins with, the empty one among them."""
    return ["", *(word[:n] for n in range(1, 7) if word[:n] in lang.changing or word[:n] in lang.opposing)]


def is_word(text: str, lexicon: Lexicon) -> bool:
    """True if the text is a word of the language or of the deck, so no slip of another."""
    return listed(text, lexicon) or _derived(text, lexicon.language)


def listed(text: str, lexicon: Lexicon) -> bool:
    """True if the text itself stands in the list of the language or in the deck."""
    return text in lexicon.words or lexicon.language.is_word(text)


def _derived(text: str, lang: Language) -> bool:
    """`learnable` is a word because `learn` is one."""
    for ending in lang.suffixes:
        base = text[: -len(ending)]
        if not text.endswith(ending) or len(base) < 4 or _keeps_y(base, ending):
            continue
        if lang.is_word(base) or lang.is_word(base + "e"):
            return True
    return False


def _keeps_y(base: str, ending: str) -> bool:
    """`easyer`, `happyest`: a word in -y has an -i- before an ending with a vowel."""
    return base[-1] == "y" and base[-2] not in "aeiou" and ending[0] == "e"


def nearest(typed: str, key: str, words: Vocabulary, lang: Language) -> str | None:
    """The one word of the vocabulary that `typed` is a slip of; None if there is none, or two as near."""
    if len(typed) < 3 or not typed.isalpha() or typed.lower() == typed.upper():
        return None  # where there are no capitals, a sign is a syllable or a word
    most = allowed if lang.guarded else _allowed_unguarded
    near = {text: off for text, off, _ in _close_to(typed, words.list) if off <= most(len(text))}
    if len(key) >= _STEM:
        for meant, off, _ in _close_to(key, words.stems):
            if off <= most(len(meant)) and key[0] == meant[0]:
                for text in words.by_stem[meant]:
                    near.setdefault(text, off + 1 if off else 0)
    fits = sorted((off, text) for text, off in near.items() if _fits(typed, text, lang))
    if not fits:
        return None
    least, best = fits[0]
    twin = any(off == least and words.texts[text][0] != words.texts[best][0] for off, text in fits)
    return None if twin else best


def near_key(key: str, keys: Sequence[str]) -> str:
    """The one key that is an edit away, with the same first letter; empty if there is none, or several."""
    near = [one for one, _, _ in _close_to(key, keys, 1) if one[0] == key[0]]
    return near[0] if len(near) == 1 else ""


def _close_to(typed: str, choices: Sequence[str], most: int = 2) -> list[tuple[str, int, int]]:
    return list(process.extract(typed, choices, scorer=OSA.distance, score_cutoff=most, limit=None))


def _fits(typed: str, meant: str, lang: Language) -> bool:
    return (
        meant.isalpha()
        and _alike(typed, meant)
        and not prefixed(typed, meant, lang)
        and typed not in contrasts(meant, lang)
    )


def _alike(typed: str, meant: str) -> bool:
    """People seldom miss the first letter; a swap of the first two, or a longer word, may."""
    return typed[0] == meant[0] or (typed[1] == meant[0] and typed[0] == meant[1]) or len(meant) >= 6


def swapped(typed: str, meant: str) -> bool:
    """Two neighbouring letters changed places: `fatser` for `faster`, though *fats* might have an -er."""
    return len(typed) == len(meant) and sorted(typed) == sorted(meant) and distance(typed, meant, 1) == 1


def mild(typed: str, meant: str, *, rare: bool) -> bool:
    """A slip that made another word but is plain from its company: a letter dropped, doubled or swapped;
    a rare word may be shorter.
    """
    if len(typed) == len(meant):
        return len(meant) >= _SWAPPED and sorted(typed) == sorted(meant)
    if len(meant) < _DROPPED - (rare and typed[0] == meant[0]):
        return False
    return abs(len(typed) - len(meant)) == 1 and distance(typed, meant, 1) == 1

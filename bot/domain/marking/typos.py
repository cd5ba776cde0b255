"""When is a word a slip of the pen for another?

Optimal string alignment (Damerau 1964, restricted: a swap of neighbours is one edit), allowed by length:
none under four letters, one from four, two from eight; never in digits or acronyms; and never when the
typed word is itself a word, or differs by a prefix that makes another word of it.
"""

from rapidfuzz.distance import OSA

from bot.domain.marking.language import Language
from bot.domain.marking.lexicon import Lexicon
from bot.domain.marking.sheet import Vocabulary


def allowed(length: int) -> int:
    """How many edits a word of that many letters may be off."""
    return 0 if length < 4 else 1 if length < 8 else 2


def distance(typed: str, meant: str, most: int) -> int:
    """Edits between two words; most + 1 if there are more."""
    return int(OSA.distance(typed, meant, score_cutoff=most))


def prefixed(one: str, other: str, lang: Language) -> bool:
    """True if the longer word is the shorter one behind a prefix: `hyperparameter`, `independent`."""
    short, long = sorted((one, other), key=len)
    front = long[: len(long) - len(short)]
    return long.endswith(short) and (front in lang.changing or front in lang.opposing)


def is_word(text: str, lexicon: Lexicon) -> bool:
    """True if the text is a word of the language or of the deck, so no slip of another."""
    return text in lexicon.words or lexicon.language.is_word(text) or _derived(text, lexicon.language)


def _derived(text: str, lang: Language) -> bool:
    """`learnable` is a word because `learn` is one."""
    for ending in lang.suffixes:
        base = text[: -len(ending)]
        if text.endswith(ending) and len(base) >= 4 and (lang.is_word(base) or lang.is_word(base + "e")):
            return True
    return False


def nearest(typed: str, key: str, words: Vocabulary, lang: Language) -> str | None:
    """The one word of the vocabulary that `typed` is a slip of; None if there is none, or two as near."""
    length = len(typed)
    if length < 3 or not typed.isalpha():
        return None
    best, least, twin = None, 3, False
    for size in range(length - 2, length + 4):
        for meant in words.by_length.get(size, ()):
            most = min(allowed(size), least)
            if not most or not meant.isalpha() or not _alike(typed, meant):
                continue
            off = distance(typed, meant, most)
            if off > most:
                off = _by_stem(key, words.texts[meant][0], most)
            if off > most or prefixed(typed, meant, lang):
                continue
            if off < least:
                best, least, twin = meant, off, False
            elif best is not None and words.texts[meant][0] != words.texts[best][0]:
                twin = True
    return None if twin else best


def _alike(typed: str, meant: str) -> bool:
    """People seldom miss the first letter; a swap of the first two, or a longer word, may."""
    return typed[0] == meant[0] or (typed[1] == meant[0] and typed[0] == meant[1]) or len(meant) >= 6


def _by_stem(key: str, meant: str, most: int) -> int:
    """The distance of the stems: `prefeching` is a slip of `prefetch` in another form."""
    if min(len(key), len(meant)) < 5 or key[0] != meant[0]:
        return most + 1
    return distance(key, meant, min(most, allowed(len(meant))))


def mild(typed: str, meant: str) -> bool:
    """A slip that made another word but is plain from its company: a letter dropped, doubled or swapped."""
    if len(meant) < 7:
        return False
    if len(typed) == len(meant):
        return sorted(typed) == sorted(meant)
    return abs(len(typed) - len(meant)) == 1 and distance(typed, meant, 1) == 1

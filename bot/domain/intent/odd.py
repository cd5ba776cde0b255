"""Texts that are no sentence: keys at random, pictures, corrections, other languages."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence, Set
from itertools import pairwise

from bot.domain.intent.intents import WEAK, Intent
from bot.domain.intent.tongue import OtherTongue, Phrase, other_tongues, tongues
from bot.domain.intent.words import shorter, words_of

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiopu", "asdfghjkloa", "yxcvbnm")
_MASHED = 5
"""Letters from which keys at random can be told from an abbreviation."""
_SHORT = 6
"""Words of a text that says nothing but a phrase and what stands around it."""
_SHARE = 1 / 3
"""The share of a text's words that are a language's commonest, by which it is told."""
_LATIN = frozenset(
    ("en", "de", "fr", "es", "pt", "it", "nl", "pl", "cs", "sv", "da", "fi", "tr", "id", "vi", "uz")
)
"""Languages written in Latin letters."""
_YES = frozenset("👍👌🆗✅🙆")
_THANKS = frozenset("🙏❤💕💖😍🥰")
_LOST = frozenset("🤔🤷😕❓❔🤨")
_HEART = re.compile(r"\s*<3+\s*")
_SMILE = re.compile(r"\s*([:;=8]['-]?[)\]dp]+|x+d+)\s*", re.IGNORECASE)
_SUM = re.compile(r"\s*\d+(\s*[-+*/x:]\s*\d+)+\s*[=?]*\s*")


def pictures(text: str) -> Intent | None:
    """What a text without any word wants."""
    if any(sign in text for sign in _YES):
        return Intent.YES_NO_OK
    if any(sign in text for sign in _THANKS):
        return Intent.THANKS
    if any(sign in text for sign in _LOST) or ("?" in text and not text.strip(" ?!")):
        return Intent.DONT_UNDERSTAND
    return None


def typed_picture(text: str) -> Intent | None:
    """What a picture made of signs wants: `<3`, `:D`."""
    if _HEART.fullmatch(text):
        return Intent.THANKS
    return Intent.YES_NO_OK if _SMILE.fullmatch(text) else None


def is_sum(text: str) -> bool:
    """Something to reckon, with no words: `2+2`."""
    return _SUM.fullmatch(text) is not None


def is_mash(text: str) -> bool:
    """Keys at random: a word without vowels, of one row of the keyboard, or the same keys over again."""
    words = words_of(text)
    if len(words) > 1 and len({word[0] for word in words}) == 1:
        words = ("".join(words),)
    return bool(words) and len(words) <= 3 and all(_mashed(word) for word in words)


def _mashed(word: str) -> bool:
    if len(word) < _MASHED or not word.isalpha() or not word.isascii():
        return False
    runs = sum(_neighbours(a, b) for a, b in pairwise(word))
    vowels = sum(letter in "aeiouy" for letter in word)
    same = Counter(word[at : at + 2] for at in range(len(word) - 1)).most_common(1)[0][1]
    one_row = any(set(word) <= set(row) for row in _ROWS)
    return (
        vowels == 0
        or (one_row and (vowels * 4 <= len(word) or runs * 2 >= len(word)))
        or (same >= 3 and len(set(word)) <= 4)
        or (runs >= len(word) - 2)
    )


def _neighbours(one: str, other: str) -> bool:
    return any(one + other in row or other + one in row for row in _ROWS)


def says_nothing(words: Sequence[str], home: str) -> bool:
    """Nothing but small words, of which one at least never tells anything by itself: *here we go*, *and now
    what*, *let's do it*."""
    for tongue in tongues():
        small = tongue.function | tongue.fillers | tongue.meta
        if tongue.code == home and all(word in small for word in words):
            return any(word not in tongue.telling for word in words)
    return False


def is_correction(said: str) -> bool:
    """`*their`: a slip of an earlier message mended."""
    return bool(re.fullmatch(r"\s*(\*+\s*[^*\n]{1,30}|[^*\n]{1,30}\*)\s*", said)) and len(said.split()) <= 3


def other_language(text: str, home: str) -> Intent | None:
    """What a text in one of the other languages wants; OTHER_LANGUAGE if it can be told to be one.

    `home` is the language of the question.
    """
    words = tuple(shorter(word)[0] for word in words_of(text))
    for tongue in other_tongues():
        if tongue.code != home and (intent := _said_in(words, tongue)):
            return intent
    return Intent.OTHER_LANGUAGE if _is_foreign(text, words, home) else None


def _said_in(words: Phrase, tongue: OtherTongue) -> Intent | None:
    bare = _without(words, tongue)
    if intent := tongue.said.get(words) or tongue.said.get(bare):
        return intent
    if any(_holds(bare, size, tongue.opened) for size in _sizes(bare, tongue) if size > 1):
        return Intent.EXPLAIN_TERM
    told = len(words) <= _SHORT and all(word in tongue.known for word in words)
    return _covered(words, tongue) if told else None


def _covered(words: Phrase, tongue: OtherTongue) -> Intent | None:
    """The longest phrase in a text that says nothing else."""
    silent = tongue.function.union(*tongue.polite)
    best: tuple[int, Intent] | None = None
    covered: set[int] = set()
    for size in range(1, len(words) + 1):
        for at in range(len(words) - size + 1):
            intent = tongue.said.get(words[at : at + size])
            if intent and (size > 1 or intent not in WEAK):
                covered.update(range(at, at + size))
                best = max(best or (0, intent), (size, intent), key=lambda one: one[0])
    told = all(at in covered or word in silent for at, word in enumerate(words))
    return best[1] if best and told else None


def _sizes(words: Sequence[str], tongue: OtherTongue) -> range:
    """From the longest of its phrases down, as far as there are words."""
    return range(min(len(words), tongue.longest), 0, -1)


def _holds(words: Phrase, size: int, phrases: Set[Phrase]) -> bool:
    return words[:size] in phrases or words[-size:] in phrases


def _without(words: Phrase, tongue: OtherTongue) -> Phrase:
    """The words without what is said out of politeness at either end."""
    for size in _sizes(words[1:], tongue):
        if words[:size] in tongue.polite:
            return _without(words[size:], tongue)
        if words[-size:] in tongue.polite:
            return _without(words[:-size], tongue)
    return words


def _is_foreign(text: str, words: tuple[str, ...], home: str) -> bool:
    """Most letters are of another script, or enough words are another language's commonest."""
    letters = [c for c in text if c.isalpha()]
    latin = sum(unicodedata.name(c, "").startswith("LATIN") for c in letters)
    if len(letters) > 1 and latin * 2 < len(letters):
        return home not in (
            "ru",
            "uk",
            "ar",
            "fa",
            "hi",
            "el",
            "he",
            "ja",
            "zh",
            "ko",
            "th",
            "ka",
            "hy",
            "bg",
        )
    if len(words) < 2:
        return False
    known = {tongue.code: tongue.function for tongue in tongues()}
    known |= {tongue.code: tongue.function for tongue in other_tongues()}
    long = [word for word in words if len(word) > 1]
    counts = {code: sum(word in function for word in long) for code, function in known.items()}
    own = counts.pop(home, 0)
    most = max(counts.values(), default=0)
    return most > max(own, 1) and most >= len(words) * _SHARE

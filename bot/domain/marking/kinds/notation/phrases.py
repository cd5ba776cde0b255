"""Notation inside sentences: what is said around it, signs that are said in words, and where it stands."""

import re
from collections.abc import Mapping
from functools import lru_cache

from bot.domain.marking.kinds.notation.numerals import worded
from bot.domain.marking.kinds.notation.signs import GREEK_NAMES, spelled
from bot.domain.marking.kinds.notation.symbols import FUNCTIONS
from bot.domain.marking.kinds.notation.wanted import Wanted
from bot.domain.marking.language.language import Language

_ENDS = ".!?;,:"
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_LONE = re.compile(r"(?<![^\W_])[^\W\d_]+(?:'[^\W\d_]+)?(?![^\W_])")
_NOUNS = frozenset("sign symbol operator character gate command the a an notation formula".split())  # noqa: SIM905
_LOGICAL = frozenset("∧∨¬∈∪∩")
_HEAD = re.compile(r"^[^\W\d_]+(?:'s)?[\s:]+")


def stripped(said: str, lang: Language) -> str:
    """The answer without what leads to it ("I think it's …") and the full stop behind it."""
    text = said.strip().strip("`").strip()
    text = re.sub(r"(?:^|(?<=\s))\*\*(?=\S)(.+?)\*\*$", r"\1", text)
    while (head := _HEAD.match(text)) and lang.fold(
        head.group().strip(" :").replace("'s", "")
    ) in lang.leading:
        if len(head.group().strip(" :'")) == 1 and head.group().strip(" :").lower() == "a" and len(text) < 6:
            break
        text = text[head.end() :]
    if (
        text[-1:] in _ENDS
        and len(text) > 1
        and not (text[-1] == "!" and (text[-2].isdigit() or text[-2] == ")" or len(text) < 4))
    ):
        text = text.rstrip(_ENDS) if not set(text) <= set(_ENDS + "/~") and not text.endswith("..") else text
    return text.strip()


@lru_cache(maxsize=64)
def _pattern(lang: Language, logic: bool) -> tuple[re.Pattern[str], Mapping[str, str]]:
    signs = {
        words: sign for words, sign in lang.sign_words if logic or sign not in _LOGICAL or len(words) > 3
    }
    words = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in signs) or r"(?!)"
    return re.compile(rf"(?<![^\W_])(?:{words})(?![^\W_])", re.IGNORECASE), signs


def signed(said: str, wanted: Wanted, lang: Language) -> str:
    """The answer with signs and numbers for the words that say them ("x is less than two")."""
    text = spelled(stripped(said, lang)) if lang.sign_words else said
    pattern, signs = _pattern(lang, bool(set(wanted.plain) & _LOGICAL))
    text = pattern.sub(lambda found: f" {signs[' '.join(found.group().casefold().split())]} ", text)
    if "=" in wanted.plain or "≠" in wanted.plain:
        text = re.sub(r"(?<=\w)\s+(?:is|are|ist)\s+(?=[\w√-])", " = ", text)
    text = re.sub(r"(?<=√)\s*of\b", " ", text)
    return " ".join(_LONE.sub(lambda found: _said_for(found.group(), wanted, lang), text).split())


def _said_for(word: str, wanted: Wanted, lang: Language) -> str:
    """A number for its word, nothing for an article or a noun such as "operator"."""
    folded = lang.fold(word)
    if folded in wanted.names:
        return word
    value = worded((folded,), lang)
    if value is not None:
        return f" {value} "
    return " " if folded in _NOUNS or folded in lang.articles else word


def runs(said: str, wanted: Wanted, lang: Language) -> list[str]:
    """The stretches of notation in a sentence, in order; words that belong to none divide them."""
    text = signed(said, wanted, lang)
    pieces: list[str] = [""]
    at = 0
    for found in _WORD.finditer(text):
        if _is_prose(found.group(), wanted, lang):
            pieces[-1] += text[at : found.start()]
            pieces.append("")
            at = found.end()
    pieces[-1] += text[at:]
    parts = [
        part.strip(" .,;:!?")
        for piece in pieces
        for part in re.split(r"[:;]\s|,\s(?![^(\[{]*[)\]}])|[.?!]\s", piece)
    ]
    return [part for part in parts if len(part) > 1 and re.search(r"\w", part)]


def _is_prose(word: str, wanted: Wanted, lang: Language) -> bool:
    folded = word.casefold()
    if len(word) == 1 or folded in FUNCTIONS | GREEK_NAMES or folded in wanted.names:
        return False
    return len(word) > 3 or lang.is_word(folded) or folded in lang.stop or folded in lang.leading

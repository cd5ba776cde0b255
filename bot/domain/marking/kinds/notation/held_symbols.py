"""An answer held against code, or against a symbol in which capitals and signs count."""

import re

from msgspec.structs import replace

from bot.domain.marking.kinds.notation.looks import alleles, symbol
from bot.domain.marking.kinds.notation.outcome import OTHER_CASE, OTHER_SIGN, RIGHT, SAME, Outcome
from bot.domain.marking.kinds.notation.phrases import signed
from bot.domain.marking.kinds.notation.said import Said
from bot.domain.marking.kinds.notation.signs import GREEK_NAMES, dashes, letters_of, spelled
from bot.domain.marking.kinds.notation.symbols import tokens
from bot.domain.marking.kinds.notation.wanted import Wanted
from bot.domain.marking.reading.normal import latin

_SYMBOL = 3
"""Letters from which a symbol is a word."""


def held_code(wanted: Wanted, said: Said) -> Outcome | None:
    """The outcome for code; a shell line that is not the same is left to be compared by its parts."""
    for form in said.code:
        case = _case(wanted, form)
        if case is not None:
            return case
    whole = "".join(wanted.tokens)
    if wanted.line or any(whole in "".join(form) for form in said.code):
        return None
    known = wanted.source.casefold()
    strange = any(len(word) > 2 and word.casefold() not in known for word in said.words)
    same = letters_of(wanted.source) == said.letters
    return None if strange else OTHER_SIGN if same else replace(OTHER_SIGN, sure=False)


def _case(one: Wanted, said: tuple[str, ...]) -> Outcome | None:
    """The same but for letters that phones make large or small; None for other tokens."""
    wanted = one.tokens
    if wanted == said:
        return RIGHT
    if [piece.casefold() for piece in wanted] != [piece.casefold() for piece in said] or not said:
        return None
    if one.line:
        return SAME if wanted[1:] == said[1:] else OTHER_CASE
    small = all(piece == piece.casefold() for piece in said)
    first = next((n for n, piece in enumerate(said) if piece[0].isalpha()), 0)
    large = said[first][:1].lower() + said[first][1:]
    long = len(said[first]) > 1 or len(said) > 1
    phone = long and (*said[:first], large, *said[first + 1 :]) == wanted
    return SAME if small or phone or (len(said) > 1 and said[1:] == wanted[1:]) else OTHER_CASE


def held_symbols(wanted: Wanted, said: Said) -> Outcome | None:
    """The outcome for a sign or a symbol."""
    lookalike = latin(said.text) if wanted.plain.isascii() else said.text
    for text in dict.fromkeys((said.text, said.stripped, signed(said.text, wanted, said.lang), lookalike)):
        for way in dashes(text):
            plain = "".join(spelled(way).split())
            for form in (plain, plain.strip("'\"`"), _plain_signs(plain)):
                found = _same_symbol(wanted, form)
                if found is not None:
                    return found
    rest = _plain_signs("".join(spelled(said.stripped).split()))
    mine, theirs = (re.sub(r"[\W\d_]", "", text.casefold()) for text in (wanted.plain, rest))
    return OTHER_SIGN if rest and (mine == theirs or max(len(mine), len(theirs)) < _SYMBOL) else None


def _plain_signs(text: str) -> str:
    return (
        text.replace("^", "").replace("(", "").replace(")", "").replace("♭", "b") if len(text) < 12 else text
    )


def _same_symbol(wanted: Wanted, said: str) -> Outcome | None:
    target = wanted.plain
    flat = _plain_signs(target)
    if said in (target, flat):
        return RIGHT
    mine, theirs = tokens(target), tokens(said)
    if (
        len(mine) == 1
        and (not target.isascii() or target.isalpha())
        and said.casefold() != target.casefold()
        and [piece.casefold() for piece in mine] == [piece.casefold() for piece in theirs]
    ):
        named = len(said) > 1 and mine[0].casefold() in GREEK_NAMES
        return SAME if named or mine == theirs else None
    if target in ("||", "&&") or said.casefold() not in (target.casefold(), flat.casefold()):
        return None
    if said == said.casefold():
        return OTHER_CASE if alleles(target) else SAME
    if target.isupper() and target.isalpha() and not symbol(said):
        return None
    return OTHER_CASE

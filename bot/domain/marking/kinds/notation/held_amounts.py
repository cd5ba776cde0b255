"""An answer held against an amount, or against a date or a time of day."""

import re

from msgspec.structs import replace

from bot.domain.marking.kinds.notation.amounts import (
    Amount,
    Likeness,
    as_percent,
    compared,
    names_unit,
)
from bot.domain.marking.kinds.notation.looks import ReadAs
from bot.domain.marking.kinds.notation.outcome import (
    NO_UNIT,
    OTHER_NUMBER,
    OTHER_UNIT,
    SAME,
    VAGUE,
    Asked,
    Outcome,
)
from bot.domain.marking.kinds.notation.said import Said
from bot.domain.marking.kinds.notation.times import era, same
from bot.domain.marking.kinds.notation.wanted import Wanted
from bot.domain.marking.language.language import Language
from bot.domain.marking.verdict import Mark, Reason


def held_amount(wanted: Wanted, said: Said, asked: Asked) -> Outcome | None:
    """The outcome for a number, with its unit if it has one."""
    if wanted.amount is None:
        return None
    if wanted.kind is ReadAs.NUMBER and said.amounts and era(said.text) < 0:
        return OTHER_NUMBER
    text, found = said.figures, said.amounts
    percent = asked.percent and not wanted.amount.units and not (asked.given and any(a.units for a in found))
    target = as_percent(wanted.amount) if percent else wanted.amount
    if not found:
        return None
    alone = len(found) == 1 and not re.search(r"\d", text[: found[0].start] + text[found[0].end :])
    if not asked.number and (
        not alone or (wanted.kind is ReadAs.NUMBER and not bare(found[0], text, asked.lang))
    ):
        return None
    likeness = [compared(target, one, tolerance=asked.tolerance, roughly=wanted.roughly) for one in found]
    if not asked.number:
        return (
            _single(target, likeness[0], wanted, (said, asked))
            if not _denied(text, found[0], asked.lang)
            else None
        )
    return _among(target, found, likeness, text, asked)


def _single(
    target: Amount, likeness: Likeness, wanted: Wanted, context: tuple[Said, Asked]
) -> Outcome | None:
    said, asked = context
    if likeness is Likeness.SAME:
        return SAME
    if likeness is Likeness.BARE:
        if _strange_unit(said, asked.lang):
            return None
        return SAME if names_unit(asked.ask, target, asked.lang) else NO_UNIT
    if wanted.kind is ReadAs.NUMBER and target.plain:
        return None
    return OTHER_UNIT if likeness is Likeness.OTHER_UNIT else OTHER_NUMBER


def _strange_unit(said: Said, lang: Language) -> bool:
    """A word behind the number that no language has: a slip in its unit, perhaps."""
    behind = re.match(r"\s*([^\W\d_]{3,})", said.figures[said.amounts[0].end :])
    return behind is not None and not lang.is_word(lang.fold(behind.group(1)))


def bare(amount: Amount, text: str, lang: Language) -> bool:
    """Nothing but the number, and words that lead to it."""
    around = f"{text[: amount.start]} {text[amount.end :]}"
    words = [lang.fold(word) for word in re.findall(r"[^\W\d_]+", around)]
    return (not amount.units or amount.unit in ("m", "M")) and all(
        word in lang.leading or word in lang.articles for word in words
    )


def _among(
    target: Amount, found: list[Amount], likeness: list[Likeness], text: str, asked: Asked
) -> Outcome | None:
    """Where a number is wanted, it may stand among others in a sentence."""
    fits = [n for n, one in enumerate(likeness) if one in (Likeness.SAME, Likeness.BARE)]
    if not fits:
        other = likeness[-1] is Likeness.OTHER_UNIT
        return OTHER_UNIT if other and len(found) == 1 else OTHER_NUMBER
    if any(_denied(text, found[n], asked.lang) for n in fits):
        return Outcome(Mark.WRONG, Reason.NEGATED)
    rest = [n for n in range(len(found)) if n not in fits]
    said_again = len(rest) == 1 and found[rest[0]].value in asked.numbers
    if rest and not said_again and not _explained(rest, fits, found, text, asked.lang):
        return Outcome(Mark.WRONG, Reason.BOTH)
    quote = text[found[fits[0]].start : found[fits[0]].end]
    bare = all(likeness[n] is Likeness.BARE for n in fits)
    if bare and not names_unit(asked.ask, target, asked.lang):
        return replace(NO_UNIT, quote=quote)
    return Outcome(Mark.RIGHT, Reason.EXACT, quote=quote)


def _explained(rest: list[int], fits: list[int], found: list[Amount], text: str, lang: Language) -> bool:
    """Other numbers are no second answer when they are the sum that leads to it,
    or stand in a clause of their own.
    """
    if any(lang.fold(word) in lang.or_words for word in re.findall(r"[^\W\d_]+", text)):
        return False
    if "=" in text:
        return fits[-1] > rest[-1]
    wordy = re.search(r"[^\W\d_]{2,}", text) is not None
    between = (sorted((found[n], found[fits[0]]), key=lambda one: one.start) for n in rest)
    return wordy and all(re.search(r"[,;:.!?\n]\s|\n", text[a.end : b.start + 1]) for a, b in between)


def _denied(text: str, amount: Amount, lang: Language) -> bool:
    words = [lang.word(word) for word in re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", text[: amount.start])[-3:]]
    return any(word.negation or word.text in lang.excepting for word in words)


def held_time(wanted: Wanted, said: Said) -> Outcome | None:
    """The outcome for a date, a year with its era, or a time of day."""
    if said.time is None or wanted.time is None:
        return _without_time(wanted, said)
    fits = same(wanted.time, said.time)
    return SAME if fits else VAGUE if fits is None else OTHER_NUMBER


def _without_time(wanted: Wanted, said: Said) -> Outcome | None:
    """A bare number for a full hour or a year; or an era by itself."""
    mine, theirs = era(wanted.source), era(said.text)
    alone = len(said.amounts) == 1 and bare(said.amounts[0], said.figures, said.lang)
    if wanted.time is not None and alone:
        number = said.amounts[0].value
        if wanted.time.minutes:
            hours = {minutes // 60 % 12 for minutes in wanted.time.minutes if minutes % 60 == 0}
            return VAGUE if number in hours or number - 12 in hours else OTHER_NUMBER
        if mine:
            year = next(iter(wanted.time.dates))[0]
            same_year = year is not None and abs(year) == number
            return OTHER_NUMBER if not same_year else SAME if mine > 0 else VAGUE
    return OTHER_NUMBER if mine * theirs < 0 else None

"""Cuts an answer into tokens: words, numbers, and the signs between them."""

import re
from fractions import Fraction
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from bot.domain.marking.kinds.notation.numerals import figures
from bot.domain.marking.language.language import Language
from bot.domain.marking.reading.normal import MARKS, clean, latin
from bot.domain.marking.reading.polarity import give_signs
from bot.domain.marking.reading.token import Token

MOST_TOKENS = 160
"""Answers are read up to here."""
_MOST_AGAIN = 12
"""A word that was said so many times says no more by being said again."""

_PIECES = re.compile(
    r"(?<![\w.])\.\d+(?!\w)|\d+(?:[.,]\d+)+(?:e[+-]?\d+)?"
    r"|[A-Za-z](?:\+\+|#)(?!\w)"
    rf"|[^\W_]+(?:[{MARKS}][^\W_]*)*(?:'[^\W_]+)*"
    r"|[^\w\s]|_|\n"
)
_MEASURED = re.compile(r"(\d+)([^\W\d_]+)$")
_ORDINAL_ENDS = frozenset(("st", "nd", "rd", "th", "d", "x", "e"))
_ROMAN = {
    roman: number
    for number, roman in enumerate(
        "II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX".split(),  # noqa: SIM905
        2,
    )
    if len(roman) > 1
}


class Tokens(Struct):
    """An answer as the marker reads it."""

    text: str
    items: list[Token]
    tail: str
    """Signs after the last token."""

    @property
    def content(self) -> list[Token]:
        return [token for token in self.items if token.content]


def read(said: str, lang: Language, as_typed: frozenset[str] = frozenset(), *, mend: bool = True) -> Tokens:
    """The tokens of a text with signs and clauses. Those of `as_typed` are no slips of small words or of
    numbers, and none is where `mend` is False: in what an author wrote."""
    text = clean(said)
    if lang.known:
        text = latin(text)
        if not text.isascii():
            for picture, word in lang.pictures:
                text = text.replace(picture, f" {word} ")
    items, tail = _cut(text, lang)
    for token in items if as_typed or not mend else ():
        if token.raw in as_typed or (token.word.mended and not mend):
            token.word = lang.as_typed(token.raw)
    if '"' in text:
        _mention(items, tail)
    items = _merge_prefixes(items, lang)
    if lang.separable:
        _rejoin(items, lang)
    _numbers(items, lang)
    give_signs(items, lang)
    return Tokens(text, items, tail)


def _cut(text: str, lang: Language) -> tuple[list[Token], str]:
    items: list[Token] = []
    gap, last, count = "", -1, 0
    times: dict[str, int] = {}
    for found in _PIECES.finditer(text):
        raw, start, end = found.group(), found.start(), found.end()
        if not (raw[0].isalnum() or raw[-1].isalnum()):
            if raw == "%" and items and not gap:
                items[-1].percent = True
            gap += raw
            continue
        count += 1
        times[raw] = times.get(raw, 0) + 1
        if count > MOST_TOKENS:
            break
        if times[raw] > _MOST_AGAIN:
            continue
        if raw[0].isdigit() and gap.endswith("-") and text[start - 1] == "-" and _is_sign(text, start - 1):
            raw, start, gap = "-" + raw, start - 1, gap[:-1]
        tied = bool(items) and start - last == len(gap) and gap in ("-", "_", ".", "")
        figure = raw[0].isdigit()
        for part, at in _split(raw, start) if figure else ((raw, start),):
            items.append(Token(part, at, at + len(part), lang.word(part), gap, tied, ""))
            gap, tied = "", True
        last = end
        if len(items) >= MOST_TOKENS:
            break
    return items, gap


def _mention(items: list[Token], tail: str) -> None:
    """A small word in quotation marks is spoken of: *without "like"* is about that word."""
    gaps = [token.gap for token in items] + [tail]
    for at, token in enumerate(items):
        if (token.word.stop or token.word.negation) and gaps[at].endswith('"') and gaps[at + 1][:1] == '"':
            token.word = replace(token.word, stop=False, negation=False)


def _is_sign(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in " (=[\n,:;"


def _split(raw: str, start: int) -> list[tuple[str, int]]:
    """`5km` is a number and its unit; `3d` and `2nd` are words."""
    measured = _MEASURED.match(raw)
    if measured and measured.group(2).lower() not in _ORDINAL_ENDS:
        middle = start + len(measured.group(1))
        return [(measured.group(1), start), (measured.group(2), middle)]
    return [(raw, start)]


def _merge_prefixes(items: list[Token], lang: Language) -> list[Token]:
    """`semi-supervised` and `hyper parameter` are one word each; `over time` stays two."""
    merged: list[Token] = []
    skip = False
    for index, token in enumerate(items):
        if skip:
            skip = False
            continue
        following = items[index + 1] if index + 1 < len(items) else None
        if (
            following is not None
            and token.word.text in lang.changing
            and following.gap in ("", "-")
            and following.word.text.isalpha()
            and not following.word.stop
            and (following.tied or token.word.text not in lang.prepositions)
        ):
            raw = token.raw + following.raw
            merged.append(Token(raw, token.start, following.end, lang.word(raw), token.gap, token.tied, ""))
            skip = True
        else:
            merged.append(token)
    return merged


def _rejoin(items: list[Token], lang: Language) -> None:
    """`nimmt … auf` is `aufnimmt`: a verb that says little alone takes its first part back from the end."""
    first = 0
    for at, token in enumerate(items):
        if token.gap and not token.tied:
            first = at
        ends = at + 1 == len(items) or bool(items[at + 1].gap) or items[at + 1].word.text in lang.and_words
        if not ends or token.word.text not in lang.separable:
            continue
        for place in range(first, at):
            if items[place].word.text in lang.light and items[place].word.text not in lang.separable:
                verb = items[place]
                verb.raw = token.raw.lower() + verb.raw.lower()
                verb.word, token.content = lang.word(verb.raw), False
                break


def _numbers(items: list[Token], lang: Language) -> None:
    """Reads digits, words and fractions as numbers; a composed number keeps its value in its first token."""
    for index, token in enumerate(items):
        token.number = _digits(token.raw, lang.decimal) or token.word.number
        if token.number is None and len(token.raw) <= 5 and (roman := _roman(items, index)):
            token.number, token.key = Fraction(roman), f"#{roman}"
        if token.number is None:
            continue
        before = items[index - 1] if index else None
        if before is not None and before.number is not None and token.gap in ("", "-", "/"):
            _compose(before, token)
        if index + 1 < len(items) and items[index + 1].word.text in lang.percent:
            token.percent = True


def _roman(items: list[Token], index: int) -> int:
    """The value of `II`, of `ii`, and of the `I` in `World War I`; 0 for anything else."""
    raw = items[index].raw
    if raw in _ROMAN or raw in ("ii", "iii"):
        return _ROMAN[raw.upper()]
    before = items[index - 1] if index else None
    return int(raw == "I" and before is not None and before.raw[0].isupper() and not before.word.stop)


def _compose(before: Token, token: Token) -> None:
    """Twenty-five, 1.5 million, 7/10: the value moves to the later token, the earlier one is emptied."""
    first, second = before.number, token.number
    if first is None or second is None:
        return
    if token.gap == "/" and second:
        token.number = first / second
    elif token.raw[0].isdigit() or token.gap == "/":
        return
    elif second >= 100 and second > first:
        token.number = first * second
    elif (20 <= first < 100 and first % 10 == 0 and second < 10 and not before.raw[0].isdigit()) or (
        first >= 100 and first % 100 == 0 and second < 100 and not before.raw[0].isdigit()
    ):
        token.number = first + second
    else:
        return
    before.number = None
    before.content = False


def _digits(raw: str, decimal: str) -> Fraction | None:
    """The value of `1,000`, `0.7`, `-5`, `1e3`; None for anything else. Commas and points by the language."""
    body = raw.lstrip("-")
    return _value(raw, body, decimal) if body.lstrip(".")[:1].isdigit() and len(raw) <= 30 else None


@lru_cache(maxsize=4096)
def _value(raw: str, body: str, decimal: str) -> Fraction | None:
    mantissa, _, power = body.partition("e")
    if not all(char.isdecimal() or char in ".," for char in mantissa) or (power and not _is_power(power)):
        return None
    found = figures(mantissa, decimal)
    if found is None:
        return None
    value = found * (Fraction(10) ** int(power) if power else 1)
    return -value if raw.startswith("-") else value


def _is_power(power: str) -> bool:
    return power.lstrip("+-").isdecimal() and len(power) <= 3

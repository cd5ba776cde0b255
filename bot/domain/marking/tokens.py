"""Cuts an answer into tokens and gives each its sign: +1 as said, -1 when it is denied."""

import re
from dataclasses import dataclass
from fractions import Fraction

from bot.domain.marking.language import Language, Word
from bot.domain.marking.normal import clean, latin

MOST_TOKENS = 160
"""Answers are read up to here."""

_PIECES = re.compile(
    r"\d+(?:[.,]\d+)+(?:e[+-]?\d+)?"
    r"|[A-Za-z](?:\+\+|#)(?!\w)"
    r"|[^\W_]+(?:'[^\W_]+)*"
    r"|[^\w\s]|_|\n"
)
_MEASURED = re.compile(r"(\d+)([^\W\d_]+)$")
_ORDINAL_ENDS = frozenset(("st", "nd", "rd", "th", "d", "x", "e"))
_BREAKS = frozenset(',;:.!?\n()>|"')
_ROMAN = {
    roman: number
    for number, roman in enumerate(
        "II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX".split(), 2
    )
    if len(roman) > 1
}


@dataclass(slots=True)
class Token:
    """One word, number or acronym of an answer."""

    raw: str
    start: int
    end: int
    word: Word
    gap: str
    """The signs between the token before and this one, without spaces."""
    tied: bool
    """Nothing but a hyphen, dot or underscore stands between the token before and this one."""
    key: str
    sign: int = 1
    number: Fraction | None = None
    percent: bool = False
    clause: int = 0
    content: bool = True
    """False for stop words, negations and the like."""


@dataclass(slots=True)
class Tokens:
    """An answer as the marker reads it."""

    text: str
    items: list[Token]
    tail: str
    """Signs after the last token."""

    @property
    def content(self) -> list[Token]:
        return [token for token in self.items if token.content]


def read(said: str, lang: Language) -> Tokens:
    """The tokens of a text with signs and clauses."""
    text = clean(said)
    if lang.known:
        text = latin(text)
    items, tail = _cut(text, lang)
    items = _merge_prefixes(items, lang)
    _numbers(items, lang)
    _sign(items, lang)
    return Tokens(text, items, tail)


def _cut(text: str, lang: Language) -> tuple[list[Token], str]:
    items: list[Token] = []
    gap, last = "", -1
    for found in _PIECES.finditer(text):
        raw, start, end = found.group(), found.start(), found.end()
        if not (raw[0].isalnum() or raw[-1].isalnum()):
            if raw == "%" and items and not gap:
                items[-1].percent = True
            gap += raw
            continue
        if raw[0].isdigit() and gap.endswith("-") and text[start - 1] == "-" and _is_sign(text, start - 1):
            raw, start, gap = "-" + raw, start - 1, gap[:-1]
        tied = bool(items) and start - last == len(gap) and gap in ("-", "_", ".", "")
        for part, at in _split(raw, start):
            items.append(Token(part, at, at + len(part), lang.word(part), gap, tied, ""))
            gap, tied = "", True
        last = end
        if len(items) >= MOST_TOKENS:
            break
    return items, gap


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
    elif 20 <= first < 100 and first % 10 == 0 and second < 10 and not before.raw[0].isdigit():
        token.number = first + second
    elif first >= 100 and first % 100 == 0 and second < 100 and not before.raw[0].isdigit():
        token.number = first + second
    else:
        return
    before.number = None
    before.content = False


def _digits(raw: str, decimal: str) -> Fraction | None:
    """The value of `1,000`, `0.7`, `-5`, `1e3`; None for anything else. Commas and points by the language."""
    body = raw.lstrip("-")
    if not body[:1].isdigit() or len(body) > 30:
        return None
    mantissa, _, power = body.partition("e")
    if not all(char.isdecimal() or char in ".," for char in mantissa) or (power and not _is_power(power)):
        return None
    thousands = "," if decimal == "." else "."
    groups = mantissa.split(thousands)
    if len(groups) > 1 and all(len(group) == 3 for group in groups[1:]) and decimal not in groups[0]:
        mantissa = "".join(groups)
    mantissa = mantissa.replace(",", ".")
    if mantissa.count(".") > 1:
        return None
    value = Fraction(mantissa) * (Fraction(10) ** int(power) if power else 1)
    return -value if raw.startswith("-") else value


def _is_power(power: str) -> bool:
    return power.lstrip("+-").isdecimal() and len(power) <= 3


def _sign(items: list[Token], lang: Language) -> None:
    """Gives every token its clause, its key and its sign. A negation reaches to the end of its clause."""
    sign, clause, fresh, tight = 1, 0, False, False
    rather = False
    denials = _denials(items, lang)
    for index, token in enumerate(items):
        text = token.word.text
        if index and (_breaks(token) or (text in lang.breaks and not _just_denied(items, index, lang))):
            sign, clause, fresh, rather = 1, clause + 1, False, False
        token.clause = clause
        if token.number is not None and (token.raw[-1].isdigit() or token.key):
            token.key = f"#{token.number}"
        else:
            token.key = token.word.key
            token.content = token.content and (not token.word.stop or _counts(items, index))
        if index in denials:
            sign, fresh, token.content = -1, True, False
        elif rather and text == "than":
            sign, fresh = -1, True
        elif token.word.negation and not _is_number_of(items, index):
            token.content = False
            following = items[index + 1] if index + 1 < len(items) else None
            if following is not None and _only(text, following.word.text) and _goes_on(items, index):
                pass
            elif text in lang.tight:
                tight = True
            elif sign == -1 and not fresh:
                fresh = True
            else:
                sign, fresh = -sign, True
        rather = rather or text in ("rather", "instead")
        flip = -1 if token.word.flip else 1
        token.sign = sign * flip
        if token.content or (token.word.negation and text in lang.tight):
            if tight and token.content:
                token.sign, tight = -token.sign, False
            fresh = fresh and not token.content
    _deny_backwards(items, lang)


def _just_denied(items: list[Token], index: int, lang: Language) -> bool:
    """`not a while loop`: a word that would begin a clause is itself what is denied."""
    before = index - 1
    while before >= 0 and items[before].word.text in lang.articles:
        before -= 1
    return before >= 0 and items[before].word.negation and lang.articles.isdisjoint({items[index].word.text})


def _only(text: str, following: str) -> bool:
    return text in ("not", "nicht") and following in ("only", "just", "nur")


def _goes_on(items: list[Token], index: int) -> bool:
    """`not only X but Y` affirms both; `not only X` by itself doesn't."""
    return any(token.word.text in ("but", "also", "sondern", "auch") for token in items[index:])


_DETERMINERS = frozenset(
    "the this that these those which no any every each another first second last other same".split()
)
_RELATIVES = frozenset(("of", "that", "which", "who"))


def _counts(items: list[Token], index: int) -> bool:
    """`one layer` and `by one` count; `the second one`, `the global one` and `one of them` don't."""
    token = items[index]
    if token.number is None:
        return False
    before = items[index - 1] if index else None
    following = items[index + 1] if index + 1 < len(items) else None
    if following is not None and following.word.text in _RELATIVES:
        return False
    if before is None or token.gap:
        return True
    return (
        before.word.stop
        and before.word.text not in _DETERMINERS
        or following is not None
        and not following.word.stop
    )


def _breaks(token: Token) -> bool:
    gap = token.gap
    if not gap or token.tied:
        return False
    return any(sign in _BREAKS for sign in gap)


def _is_number_of(items: list[Token], index: int) -> bool:
    """`no. of units` is a number of units, not none of them."""
    token = items[index]
    following = items[index + 1] if index + 1 < len(items) else None
    return token.word.text == "no" and following is not None and following.word.text == "of"


def _denials(items: list[Token], lang: Language) -> frozenset[int]:
    """Where a phrase that denies what follows it ends (`rather than`, `anything but`)."""
    texts = [token.word.text for token in items]
    found = set()
    for index, text in enumerate(texts):
        for phrase in lang.denying.get(text, ()):
            if tuple(texts[index : index + len(phrase)]) == phrase:
                found.add(index + len(phrase) - 1)
                for inner in range(index, index + len(phrase)):
                    items[inner].content = False
                break
    return frozenset(found)


def _deny_backwards(items: list[Token], lang: Language) -> None:
    """`Y is wrong`, `Y isn't right` and `Y can't` deny the Y that stands before them in the clause."""
    for index, token in enumerate(items):
        last = index + 1 == len(items) or items[index + 1].clause != token.clause
        if index and last and token.word.negation and not token.word.text.endswith("no"):
            for earlier in items[:index]:
                if earlier.clause == token.clause and earlier.content:
                    earlier.sign = -earlier.sign
    for index, token in enumerate(items):
        if token.word.text not in lang.denied and token.word.text not in lang.affirming:
            continue
        if not index or not (items[index - 1].word.stop or items[index - 1].word.negation):
            continue
        before = [t for t in items[:index] if t.clause == token.clause and t.content]
        if not before:
            continue
        denied = token.word.text in lang.denied and token.sign == 1
        if denied or (
            token.word.text in lang.affirming and token.sign == -1 and items[index - 1].word.negation
        ):
            for earlier in before:
                earlier.sign = -earlier.sign
            token.content = False


def equal(one: Token, other: Token) -> bool:
    """Equal in value: 70 % = 0.7 = 7/10; a percent sign left out is forgiven."""
    if one.number is None or other.number is None:
        return False
    first, second = one.number, other.number
    if one.percent == other.percent or first == second:
        return first == second
    return first / 100 == second if one.percent else second / 100 == first

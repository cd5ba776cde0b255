"""One spelling for everything that only looks different: the first step of marking.

Widths, accents, quotation marks, dashes, invisible characters and letters of another script that look
Latin are brought to one form. Lengths are bounded before and after, because NFKC may lengthen a text
eighteenfold (U+FDFA).
"""

import re
import unicodedata
from functools import lru_cache

LIMIT = 1000
"""How many characters of an answer are read, before and after normalising."""

_QUOTES = dict.fromkeys(map(ord, "‘’‚‛`´ʼ′＇"), "'") | dict.fromkeys(map(ord, "“”„‟«»″"), '"')
_DASHES = dict.fromkeys([0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0xFE58, 0xFE63], "-")
_SIGNS = {0xD7: "*", 0xF7: "/", 0x2215: "/", 0x2044: "/", 0x22C5: "*", 0x00B7: "*", 0x2192: ">", 0x21D2: ">"}
_MORE_SIGNS = {0x27A1: ">", 0x2794: ">", 0x279C: ">", 0x2022: "\n", 0x25CF: "\n", 0x2026: ".", 0x3001: ","}
_INVISIBLE = dict.fromkeys(
    [
        0xAD,
        0x34F,
        0x61C,
        0x180E,
        0xFEFF,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
    ]
)
_CONTROLS = {code: " " for code in (*range(0x20), 0x7F, *range(0x80, 0xA0)) if code not in (9, 10)}
_COMBINING = dict.fromkeys((*range(0x300, 0x370), *range(0x20D0, 0x2100), *range(0xFE00, 0xFE10)))
_ALIKE = str.maketrans(
    "аеорсхуіјѕԁһӏкмтвнАВЕКМНОРСТХУІЈЅαοερνικτυΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcxyijsdhlkmtbhABEKMHOPCTXYIJSaoepviktuABEZHIKMNOPTYX",
)
_DOTTED = re.compile(r"(?<![\w.])(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?")
"""Letters with a dot behind each: `D.N.A.`, `U.S.`."""
_PER = re.compile(r"\b(per) (cent|mille?)\b", re.IGNORECASE)
"""`46 per cent` is 46 percent, and not 46."""
MARKS = "".join(
    char for char in map(chr, (*range(0x900, 0x1D00), 0x3099, 0x309A)) if unicodedata.category(char)[0] == "M"
)
"""Marks that belong to a letter: vowel signs, tones and the like outside Latin."""
_STACKED = "".join(
    char
    for char in map(chr, (*range(0x300, 0x1E00), *range(0x20D0, 0x2100), *range(0xFE20, 0xFE30)))
    if unicodedata.combining(char)
)
_RUN = re.compile(f"([{_STACKED}]{{8}})[{_STACKED}]+")
"""More marks on one letter than any script has; to sort thousands of them takes long."""
_TABLE = _QUOTES | _DASHES | _SIGNS | _MORE_SIGNS | _INVISIBLE | _CONTROLS | _COMBINING


@lru_cache(maxsize=128)
def clean(text: str) -> str:
    """The text as it is read: bounded, composed, without invisible characters; letters keep their case."""
    text = text[:LIMIT].replace("w/o ", "without ")
    if " per " in text:
        text = _PER.sub(r"\1\2", text)
    if "." in text:
        text = _DOTTED.sub(lambda found: found.group().replace(".", ""), text)
    if text.isascii() and "\0" not in text:
        return text.replace("`", "'") if text.isprintable() else text.translate(_TABLE)
    text = unstacked(text.translate(_QUOTES))
    return unicodedata.normalize("NFKC", text)[:LIMIT].translate(_TABLE)


def unstacked(text: str) -> str:
    """The text with no more than eight marks on a letter."""
    return text if text.isascii() else _RUN.sub(r"\1", text)


def latin(text: str) -> str:
    """The text with Cyrillic and Greek letters that look Latin read as Latin ones."""
    return text if text.isascii() else text.translate(_ALIKE)


_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "œ": "oe", "æ": "ae", "þ": "th", "ß": "ss"}
)
_MARKS = frozenset(map(chr, range(0x300, 0x370)))


def latin_letters(word: str) -> str:
    """Latin letters that have no accent to take off as the letters people type for them."""
    return word.translate(_PLAIN)


@lru_cache(maxsize=8192)
def bare(word: str) -> str:
    """The word in small letters without accents: `Café` and `cafe` are one, `й` and `и` are two."""
    word = word.casefold()
    if word.isascii():
        return word
    found = ""
    for char in latin_letters(word):
        plain = unicodedata.normalize("NFD", char)
        kept = "\u0400" <= char <= "\u04ff" and char != "ё"
        found += char if kept else "".join(part for part in plain if part not in _MARKS)
    return unicodedata.normalize("NFC", found)

"""Writing systems: which marks decide, what is said around an answer, and one form for variants of a sign.

Outside Latin a mark belongs to its letter. In Latin a mark that is typed is meant; one that is left out is
let pass as people type on phones, unless the language makes another letter or another word of it.
"""

import gzip
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import lru_cache
from importlib import resources

from msgspec import Struct

from bot.domain.marking.reading.normal import latin_letters

_DATA = resources.files("bot.domain.marking.language") / "data"
_OPTIONAL = {code: None for code in (0x640, *range(0x64B, 0x653), 0x670, *range(0x591, 0x5C8))}
"""Vowel points of Arabic and Hebrew, which are written for beginners only."""
_EDGES = " \t\n.,!?…。，！？、「」『』“”\"'’‘()（）«»¿¡।॥·"
_DIGITS = {char: n for n, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "兩": 2}
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟貳參陸萬億", "一二三四五六七八九十百千二三六万亿")
_TENS, _MYRIADS = {"十": 10, "百": 100, "千": 1000}, {"万": 10**4, "亿": 10**8}
_LONGEST = 60
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+$")


class Marks(Enum):
    """How two words that differ by marks alone stand to each other."""

    SAME = 0
    LEFT_OUT = 1
    """Right but for marks that are let pass."""
    OTHER = 2


class Script(Struct, frozen=True):
    """What is known of a language's writing."""

    letters: str
    pairs: dict[str, frozenset[str]]
    lead: tuple[str, ...]
    tail: tuple[str, ...]


@lru_cache(maxsize=1)
def _scripts() -> dict[str, Script]:
    found = {}
    for code, entry in tomllib.loads((_DATA / "scripts.toml").read_text(encoding="utf-8")).items():
        groups = [frozenset(_composed(part).split()) for part in entry.get("pairs", "").split(",")]
        found[code] = Script(
            letters=_composed(entry.get("letters", "")),
            pairs={word: group for group in groups for word in group},
            lead=_longest(entry.get("lead", "")),
            tail=_longest(entry.get("tail", "")),
        )
    return found


def _longest(text: str) -> tuple[str, ...]:
    return tuple(sorted(text.split(), key=len, reverse=True))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=1)
def _simplified() -> dict[int, str]:
    traditional, simplified = gzip.decompress((_DATA / "hanzi.txt.gz").read_bytes()).decode("utf-8").split()
    return {ord(one): other for one, other in zip(traditional, simplified, strict=True)}


def core(text: str, code: str) -> str:
    """The answer in its one form: composed, in small letters, without outer signs and optional marks."""
    text = unicodedata.normalize("NFKC", text[:400])[:400].casefold().replace("ё", "е").strip(_EDGES)
    text = _composed(text.translate(_OPTIONAL))
    if code == "zh":
        text = text.translate(_simplified())
    return " ".join(text.split())


def forms(said: str, code: str) -> Iterator[str]:
    """An answer's core, and what is left of it without what is said around answers in that language."""
    known = _scripts().get(code)
    whole = core(said, code)
    yield whole
    if known is None:
        return
    starts = [whole, *(whole[len(lead) :].strip(_EDGES) for lead in known.lead if _leads(lead, whole))]
    for start in starts:
        yield start
        for tail in known.tail:
            if start.endswith(tail) and len(start) > len(tail):
                yield start[: -len(tail)].strip(_EDGES)


def leads(code: str) -> frozenset[str]:
    """Words of a language that may stand before a noun."""
    known = _scripts().get(code)
    return frozenset(known.lead) if known is not None else frozenset()


def leads_like(firsts: Iterable[str]) -> frozenset[str]:
    """Words that may stand before a noun in any language of which one of these is such a word."""
    told = set(firsts)
    return frozenset(lead for known in _scripts().values() if told & set(known.lead) for lead in known.lead)


def _leads(lead: str, text: str) -> bool:
    """A word of letters with capitals is divided from the next one by a space."""
    return text.startswith(lead) and (lead.lower() == lead.upper() or text[len(lead) :][:1] in (" ", "'"))


def number(text: str) -> int | None:
    """The value of digits of any script, or of Chinese figures; None for anything else."""
    if "," in text:
        text = text.replace(",", "") if _GROUPED.match(text) else ""
    if not text or len(text) > _LONGEST:
        return None
    if text.isdecimal():
        return int("".join(str(int(char)) for char in text))
    return _chinese(text.translate(_FORMAL))


def _chinese(text: str) -> int | None:
    """十二, 两百, 一万, 3万."""
    total = section = digit = 0
    digits = ""
    for char in text:
        if char.isdecimal() or char in _DIGITS:
            value = int(char) if char.isdecimal() else _DIGITS[char]
            digits += str(value)
            digit = int(digits)
        elif char in _TENS:
            section, digit, digits = section + (digit or 1) * _TENS[char], 0, ""
        elif char in _MYRIADS:
            total, section, digit, digits = total + (section + digit or 1) * _MYRIADS[char], 0, 0, ""
        else:
            return None
    return total + section + digit


def compared(wanted: str, said: str, code: str) -> Marks | None:
    """How two cores stand to each other; None if they differ in more than marks."""
    if wanted == said:
        return Marks.SAME
    if wanted.isascii() and said.isascii():
        return None
    if spread(wanted, code) == spread(said, code):
        return Marks.SAME
    if skeleton(wanted) != skeleton(said):
        return None
    known = _scripts().get(code)
    if known is not None and said in known.pairs.get(wanted, ()):
        return Marks.OTHER
    return _weighed(wanted, said, known.letters if known is not None else "")


def _weighed(wanted: str, said: str, letters: str) -> Marks:
    """Marks that were left out of Latin letters may pass, others not."""
    mine, theirs = _letters(wanted), _letters(said)
    if len(mine) != len(theirs):
        return Marks.LEFT_OUT if said.isascii() and not letters else Marks.OTHER
    for one, other in zip(mine, theirs, strict=True):
        if one == other:
            continue
        dropped = len(unicodedata.normalize("NFD", other)) == 1 and other.isascii()
        if not dropped or letters == "*" or one in letters:
            return Marks.OTHER
    return Marks.LEFT_OUT


def _letters(text: str) -> list[str]:
    """Letters with the marks that belong to them."""
    found: list[str] = []
    for char in _composed(text):
        if unicodedata.category(char)[0] == "M" and found:
            found[-1] += char
        else:
            found.append(char)
    return found


def spread(text: str, code: str) -> str:
    """ä as ae, ß as ss, œ as oe: the same word in other letters."""
    text = latin_letters(text)
    if code == "de":
        text = text.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    elif code in ("da", "no", "nb"):
        text = text.replace("å", "aa").replace("ø", "oe")
    return text


def skeleton(text: str) -> str:
    """The letters without any marks."""
    parts = unicodedata.normalize("NFD", latin_letters(text))
    return "".join(char for char in parts if unicodedata.category(char)[0] != "M")

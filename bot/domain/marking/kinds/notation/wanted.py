"""An accepted text, read once: as what kind of notation, and everything needed to hold answers against it."""

import re

from msgspec import Struct

from bot.domain.marking.kinds.notation.amounts import Amount, only_amount
from bot.domain.marking.kinds.notation.code import code_tokens
from bot.domain.marking.kinds.notation.deciding import Deciding, decides, deciding
from bot.domain.marking.kinds.notation.looks import LONGEST, ReadAs, guessed, is_reaction
from bot.domain.marking.kinds.notation.signs import spelled
from bot.domain.marking.kinds.notation.symbols import divided, tokens, tree
from bot.domain.marking.kinds.notation.terms import contrasts
from bot.domain.marking.kinds.notation.times import When, when
from bot.domain.marking.kinds.notation.trees import Tree
from bot.domain.marking.kinds.shell import is_line
from bot.domain.marking.language.language import Language


class Wanted(Struct, frozen=True):
    """One accepted text."""

    source: str
    kind: ReadAs
    plain: str
    """In the signs' one spelling, without spaces."""
    amount: Amount | None = None
    roughly: bool = False
    time: When | None = None
    tree: Tree | None = None
    small: Tree | None = None
    """The tree in small letters, as phones type."""
    names: frozenset[str] = frozenset()
    """Words that belong to the notation."""
    logic: bool = False
    chemical: bool = False
    tokens: tuple[str, ...] = ()
    deciding: Deciding | None = None
    line: bool = False
    """True for a shell line, which is compared by its parts."""
    joined: tuple[str, ...] = ()
    """The words of a name such as `AT&T` and `TCP/IP`."""
    contrasts: frozenset[str] = frozenset()
    """Words that are other terms than those of the text."""


_SENTENCE = re.compile(r"(?<=[^\s.])\.\s*\Z")
"""The end of a sentence; the dot of `git add .` and of `…` is not."""


def unstopped(text: str, lang: Language) -> str:
    """A text that is notation without the full stop that an author put behind it; any other as it is."""
    bare = _SENTENCE.sub("", text)
    return bare if bare != text and wanted(bare, lang).kind is not ReadAs.WORDS else text


def wanted(text: str, lang: Language, as_kind: str = "") -> Wanted:
    """The accepted text, read as the author says, else as it looks."""
    plain = "".join(spelled(text).split())
    if as_kind == "code":
        return Wanted(text, ReadAs.CODE, plain, tokens=code_tokens(_unquoted(text)))
    if as_kind in ("formula", "symbols"):
        return _signs(text, ReadAs(as_kind), lang)
    if as_kind == "words" or len(text) > LONGEST:
        return _words(text, lang)
    time = when(text, lang)
    if time is not None and (time.halved or (time.minutes and ":" in text)):
        return Wanted(text, ReadAs.TIME, plain, time=time)
    amount = only_amount(text, lang)
    if amount is not None and amount.unit.startswith("*"):
        amount = None  # `100 * w / f`: letters that a number is multiplied by are no unit
    if amount is not None and (amount.units or amount.percent):
        return Wanted(text, ReadAs.AMOUNT, plain, amount=amount, roughly=_roughly(text, lang))
    if time is not None and _is_time(time, text):
        return Wanted(text, ReadAs.TIME, plain, time=time)
    if amount is not None:
        return Wanted(text, ReadAs.NUMBER, plain, amount=amount, roughly=_roughly(text, lang))
    kind = guessed(text, lang)
    if kind is ReadAs.CODE:
        return Wanted(text, kind, plain, tokens=code_tokens(_unquoted(text)), line=is_line(text))
    return _signs(text, kind, lang) if kind is not ReadAs.WORDS else _words(text, lang)


def _unquoted(text: str) -> str:
    quoted = len(text) > 2 and text[0] == text[-1] and text[0] in "'\"`"
    return text[1:-1] if quoted else text


def _is_time(time: When, text: str) -> bool:
    """A bare year is a number like any other; `3.10` is no time without more to it."""
    if time.minutes:
        return time.halved or ":" in text or any(char.isalpha() for char in text)
    letters = any(char.isalpha() for char in text)
    return letters or any(
        (month is not None and year is not None) or (year or 0) < 0 for year, month, _ in time.dates
    )


def _roughly(text: str, lang: Language) -> bool:
    return (
        "~" in text
        or "≈" in text
        or any(lang.fold(word.strip(".,")) in lang.roughly for word in text.split())
    )


def _signs(text: str, kind: ReadAs, lang: Language) -> Wanted:
    plain = "".join(spelled(text).split())
    logic = bool(set(plain) & set("∧∨¬∀∃↔"))
    names = re.findall(r"[^\W\d_][^\W_]*", plain)
    chemical = is_reaction(text)
    formula = text if logic or chemical else divided(text)
    made = tree(formula, logic=logic, chemical=chemical) if kind is ReadAs.FORMULA else None
    small = spelled(formula).casefold()
    return Wanted(
        text,
        kind,
        plain,
        tree=made,
        small=tree(small, logic=logic, chemical=chemical) if made is not None else None,
        names=frozenset(name.casefold() for name in (*names, *tokens(text)) if name[0].isalpha()),
        logic=logic,
        chemical=chemical,
        amount=only_amount(text, lang) if kind is ReadAs.FORMULA else None,
    )


def _words(text: str, lang: Language) -> Wanted:
    known_words = [lang.fold(word) for word in re.findall(r"[^\W\d_]+", text)]
    alike = (
        {other for word in known_words for other in contrasts(word, lang)} if len(known_words) <= 4 else set()
    )
    found = deciding(text, lang, wanted=True)
    joined = re.fullmatch(r"[^\W\d_]+(?:[/&+][^\W\d_]+)+", text.strip())
    return Wanted(
        text,
        ReadAs.WORDS,
        "",
        deciding=found if decides(found) else None,
        joined=found.words if joined else (),
        contrasts=frozenset(alike - set(known_words)),
        names=frozenset(known_words),
    )

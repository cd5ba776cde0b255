"""How a text looks: code, formula, symbols or words; and what is a symbol of chemistry or of measure."""

import re
from enum import StrEnum

from bot.domain.marking.kinds.notation.signs import GREEK, GREEK_NAMES, spelled
from bot.domain.marking.kinds.notation.symbols import FUNCTIONS, tokens, tree
from bot.domain.marking.kinds.notation.units import is_symbol
from bot.domain.marking.kinds.shell import is_line
from bot.domain.marking.language.language import Language

_SYMBOLS_OF_ELEMENTS = """
H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y
Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os
Ir Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U Np Pu Am Cm
"""
_ELEMENTS = frozenset(_SYMBOLS_OF_ELEMENTS.split())
_PART = re.compile(r"([A-Z][a-z]?)(\d*)|[()\[\]]\d*")
_CHARGE = re.compile(r"\^?\d*[+-]+$")
_RELATION = re.compile(r"[=≠<>≤≥∈∉⊂⊆⊃→↔∧∨¬∀∃∪∩√π∞±!^*∅Δ∂∫Σ∘]|(?<![A-Za-z])[-](?=[\w(])|[|]")
_OPERATION = re.compile(r"(?<=[\w)])\s*[-+*/^=<>]\s*(?=[\w(√-])")
_CODE = re.compile(
    r"\\|==|!=|&&|\|\||->|=>|::|[{}]|[a-z_]\w+\(|\w\.\w+\(|^[.~/]*/|^\.\w|^:\w|^--?\w+$|(?<![\w.])\.\.(?![\w.])|(?<!\w)[$@#&*%]\w|<\/?\w+>|\w_\w|;$|\+=|-=|:="
)
_SIGN_ONLY = re.compile(r"^[^\w\s]+$")
_PROSE = re.compile(r"(?<![\w$@#./_\\-])[^\W\d_]{2,}(?![\w(._])")
_SQL = re.compile(r"^(?:SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER)\s")
_MUSIC = re.compile(r"^[A-G](?:#|♭)(?:\s(?:major|minor))?$")
_PRIMED = re.compile(r"(?<![^\W\d_])[^\W\d_]'+(?![^\W\d_])")
_SIGNS_OF_CODE = re.compile(r"==|!=|&&|\|\||[{};\\$@#]|\*\*|::|:=|->.*\(|\w_\w")
_SURELY_CODE = re.compile(r"\w\w\(|;|\*\*|==|&&|\|\||[{}$@#]|::|:=|\w_\w")
_ENDED = re.compile(r"^\W*[\w ]{2,}[!?.]+$")
_HYPHENED = re.compile(r"[^\W\d_]{2,}(?:[-/&][^\W\d_]{2,})+|[A-Za-z]-[a-z]+|[a-z]+-[A-Za-z]|[^\W\d_]{2,}-\d+")
_APPLIED = re.compile(r"(?<!\w)[A-Za-z]\(|(?<!\w)\w'|^\d{1,2}[a-z]{1,3}$")
_GROUPS = re.compile(r"^(?:[ABO]|AB)[+-]$")
_INTERVAL = re.compile(r"^\s*[\[\](][^()\[\]]*[,;][^()\[\]]*[)\]\[]")
_ALLELES = re.compile(r"^(?:([A-Za-z])(?=(?i:\1)).)+$")
LONGEST, _MOST_PROSE = 160, 2
"""Characters of a text that may be notation, and words that make it a sentence."""


class ReadAs(StrEnum):
    """How an accepted text is read."""

    WORDS = "words"
    CODE = "code"
    FORMULA = "formula"
    SYMBOLS = "symbols"
    AMOUNT = "amount"
    TIME = "time"
    NUMBER = "number"


_CHARGE_ALONE = re.compile(r"([+-])(\d{1,2})|(\d{1,2})([+-])")


def guessed(text: str, lang: Language) -> ReadAs:
    """Code, formula, symbols or words, by how a text looks."""
    plain = spelled(text.strip())
    if len(plain) > LONGEST or not plain:
        return ReadAs.WORDS
    if (is_line(plain) and not _is_sentence(plain, lang)) or _SQL.match(plain):
        return ReadAs.CODE
    if plain in ("∅", "∞") or re.match(r"^\{[^{}:;]*\}$", plain):
        return ReadAs.FORMULA if tree(plain) is not None else ReadAs.CODE
    if _SIGN_ONLY.match(plain) and "\n" not in plain:
        return ReadAs.SYMBOLS if len(plain) < 5 and not re.fullmatch(r"[?!.,…]{2,}", plain) else ReadAs.WORDS
    if symbol(plain) or _MUSIC.match(plain) or _GROUPS.match(plain) or is_ion(plain):
        return ReadAs.SYMBOLS
    if is_reaction(plain) or re.fullmatch(r"d[a-z]?\^?\d?[a-z]?/d[a-z]\^?\d?", plain):
        return ReadAs.FORMULA
    if _prose(plain, lang) >= _MOST_PROSE or plain.count(" ") > 14:
        return ReadAs.WORDS
    if _looks_like_formula(plain, lang):
        return ReadAs.FORMULA
    return ReadAs.CODE if _looks_like_code(plain) else ReadAs.WORDS


def _is_sentence(text: str, lang: Language) -> bool:
    """Words with a hyphen before an ending ("words in -chen") are no shell line."""
    words = [word.strip(",.") for word in text.split()]
    return ", " in text or sum(lang.fold(word) in lang.stop for word in words[1:]) > 0


def _prose(text: str, lang: Language) -> int:
    """How many words of a text are words of a language and no names of functions or Greek letters."""
    found = _PROSE.findall(text)
    return sum(word.casefold() not in FUNCTIONS | GREEK_NAMES and not _is_short(word, lang) for word in found)


def _is_short(word: str, lang: Language) -> bool:
    """`mc`, `xy`, `IR`: letters multiplied."""
    return len(word) <= 3 and not lang.is_word(word.casefold()) and word.casefold() not in lang.stop


def _looks_like_formula(text: str, lang: Language) -> bool:
    if _INTERVAL.match(text):
        return tree(text) is not None
    if _is_other(text):
        return False
    names = re.findall(r"[^\W\d_]+", text)
    known = FUNCTIONS | GREEK_NAMES
    single = [one for one in names if len(one) == 1 or one.casefold() in known or _is_short(one, lang)]
    if len(single) != len(names) and (not _OPERATION.search(text) or "=" not in text):
        return False
    told = bool(_RELATION.search(text) or _OPERATION.search(text) or _APPLIED.search(text))
    told = told or any(one.casefold() in FUNCTIONS for one in names) or any(char in GREEK for char in text)
    signs = bool(names) or bool(re.search(r"[^\d.,\s/:-]", text))
    return told and signs and tree(text) is not None


def _is_other(text: str) -> bool:
    """Code, a word with an apostrophe or a hyphen, or a sentence."""
    if "'" in text and not _PRIMED.search(text):
        return True
    if _SIGNS_OF_CODE.search(text) and not (re.search(r"!=|->|\\", text) and not _SURELY_CODE.search(text)):
        return True
    if _ENDED.match(text) and not re.search(r"\d|\)", text):
        return True
    return bool(_HYPHENED.fullmatch(text))


def _looks_like_code(text: str) -> bool:
    return (
        bool(_CODE.search(text)) and text.count(" ") <= 8 and not re.search(r"(?:^|\s)[#@]\w+\s\w+\s", text)
    )


def symbol(text: str) -> bool:
    """A symbol in which capitals decide: of a unit, an element, a compound, alleles."""
    if not text.isascii() and not any(char in "μΩ" for char in text):
        return False
    if not 2 <= len(text) <= 12 or not any(char.isupper() for char in text):
        return False
    mixed = any(char.islower() for char in text)
    if mixed and len(text) <= 6 and is_symbol(text) and not text.istitle():
        return True
    if len(text) <= 4 and is_symbol(text) and (mixed or len(text) <= 2):
        return True
    return (
        is_compound(text) and (mixed or any(char.isdigit() for char in text) or len(text) == 2)
    ) or alleles(text)


def alleles(text: str) -> bool:
    """`Aa`, `AaBb`: letters in pairs."""
    return (
        2 <= len(text) <= 6
        and not is_symbol(text)
        and text.isalpha()
        and bool(_ALLELES.match(text))
        and len(text) % 2 == 0
    )


def is_compound(text: str) -> bool:
    """True for elements of chemistry, with how many of each."""
    at = 0
    while at < len(text):
        found = _PART.match(text, at)
        if found is None or (found.group(1) and found.group(1) not in _ELEMENTS):
            return False
        at = found.end()
    return bool(text)


def is_reaction(text: str) -> bool:
    """`NaOH + HCl → NaCl + H2O`."""
    sides = tokens(text)
    names = [piece for piece in sides if piece[0].isalpha()]
    return "→" in sides and "+" in sides and bool(names) and all(is_compound(name) for name in names)


def charge(text: str) -> str:
    """`3+` and `+3` as `+3`; empty for any other text."""
    found = _CHARGE_ALONE.fullmatch(text)
    return f"{found[1] or found[4]}{found[2] or found[3]}" if found else ""


def is_ion(text: str) -> bool:
    """`Na+`, `Ca2+`, `SO4^2-`."""
    charge = _CHARGE.search(text)
    return charge is not None and is_compound(text[: charge.start()])

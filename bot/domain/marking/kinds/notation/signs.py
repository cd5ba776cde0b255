"""Signs as people type them, brought to one spelling without losing what they mean."""

import re
import unicodedata
from functools import lru_cache

_SUPER = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", "0123456789+-=()ni", strict=True))
_SUB = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₙᵢⱼₖ", "0123456789+-=()aeoxnijk", strict=True))
_RAISED = re.compile(f"[{''.join(_SUPER)}]+")
_PLAIN = str.maketrans(
    _SUB
    | dict.fromkeys("‘’‚‛´ʼ′＇`", "'")
    | dict.fromkeys("“”„‟«»", '"')
    | {"″": "''", "−": "-", "‐": "-", "‑": "-", "﹣": "-", "×": "*", "⋅": "*", "·": "*", "∗": "*", "∙": "*"}
    | {"÷": "/", "∕": "/", "⁄": "/", "⟶": "→", "⇒": "→", "➔": "→", "➜": "→", "⟹": "→", "⇔": "↔", "⇌": "↔"}
    | {"⟺": "↔", "≦": "≤", "≧": "≥", "⩽": "≤", "⩾": "≥", "∖": "\\", "∣": "|", "♯": "#", "…": "...", "∼": "~"}
    | {"½": "(1/2)", "¼": "(1/4)", "¾": "(3/4)", "⅓": "(1/3)", "⅔": "(2/3)", "⅛": "(1/8)", "⅕": "(1/5)"}
    | {"µ": "μ", "Ω": "Ω", "∑": "Σ", "∏": "Π", "∆": "Δ", "ϕ": "φ", "ϵ": "ε", "ϑ": "θ"}
    | dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\xad\ufe0e\ufe0f")
)
_LONGEST = 500
"""Characters that are read, before and after composing, which may lengthen a text eighteenfold."""
_DASHES = re.compile("[–—―⸺]+-?")
_NAMES_OF_LETTERS = """
alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon
phi chi psi omega
"""
_NAMES = _NAMES_OF_LETTERS.split()
_LETTERS = "αβγδεζηθικλμνξοπρστυφχψω"
GREEK = dict(zip(_LETTERS, _NAMES, strict=True)) | {
    letter.upper(): name.capitalize() for letter, name in zip(_LETTERS, _NAMES, strict=True)
}
"""Greek letters by their English names; a capital has a name with a capital."""
GREEK_NAMES = frozenset(_NAMES)


@lru_cache(maxsize=128)
def spelled(text: str) -> str:
    """One spelling for quotes, minus, products, arrows, raised and lowered figures; letters stay."""
    if text.isascii():
        return text.replace("`", "'")
    text = _RAISED.sub(_raised, text[:_LONGEST]).translate(_PLAIN)
    return unicodedata.normalize("NFKC", text)[:_LONGEST]


def _raised(found: re.Match[str]) -> str:
    """`x⁻¹` is x^(-1); a sign at the end is a charge: `Ca²⁺` is Ca2+."""
    plain = "".join(_SUPER[char] for char in found.group())
    return plain if plain[-1] in "+-" else f"^({plain})"


def dashes(text: str) -> tuple[str, ...]:
    """The text in all ways its long dashes may be meant: a phone writes `—` for two hyphens."""
    if not _DASHES.search(text):
        return (text,)
    return tuple(dict.fromkeys(_DASHES.sub(meant, text) for meant in ("--", "-")))


def letters_of(text: str) -> str:
    """Letters and figures alone, in small letters."""
    return "".join(char for char in text.casefold() if char.isalnum())

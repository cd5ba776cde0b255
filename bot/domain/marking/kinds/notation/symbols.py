"""Formulas, relations, sets and reactions as trees, compared by what they say; nothing is evaluated as code.

A text is cut into signs, names and numbers, and read by the usual precedence. Terms of a sum and factors of
a product may change places, and so may the sides of an equation, not those of an arrow or a comparison.
"""

import re
from fractions import Fraction
from functools import lru_cache

from bot.domain.marking.kinds.notation.signs import GREEK, GREEK_NAMES, spelled
from bot.domain.marking.kinds.notation.trees import Tree, inverse, negative, paired, raised, related, times

_NAMES_OF_FUNCTIONS = """
sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln lg exp sqrt abs max min lim det mod gcd
lcm
"""
FUNCTIONS = frozenset(_NAMES_OF_FUNCTIONS.split())
_APPLIED = frozenset("fghFGHOPo")
"""One-letter names before a bracket that are applied to it and don't multiply it."""
_MOST_TOKENS, _MOST_DEPTH = 120, 16
_SAME = {
    "=/=": "≠", "!=": "≠", "<>": "≠", "/=": "≠", ">=": "≥", "<=": "≤", "=<": "≤", "<->": "↔", "<=>": "↔",
    "-->": "→", "->": "→", "=>": "→", "**": "^", "+/-": "±", "+-": "±", "||": "∨", "&&": "∧",
}  # fmt: skip
_TOKEN = re.compile(
    r"\d+(?:\.\d+)?|\.\d+|"
    + "|".join(re.escape(sign) for sign in sorted(_SAME, key=len, reverse=True))
    + r"|==+|[^\W\d_]+(?:_?\{?\d+\}?|_\w+)?|\S"
)
_RELATIONS = frozenset("= == ≠ < > ≤ ≥ ≈ ∈ ∉ ⊂ ⊆ ⊃ ⊇ → ↔ ∝ ≡ : ~".split())  # noqa: SIM905
_LEVELS = (("∨",), ("∧",), ("∪", "∩", "\\", "∘", "⨯"))
_FIGURE = re.compile(r"\d+(?:\.\d+)?|\.\d+", re.ASCII)
_CROSS = re.compile(r"(?<=[A-Z])\s*×\s*(?=[A-Z])")
"""A product of sets or vectors, whose sides don't change places."""
_OPEN, _CLOSE = {"(": ")", "[": "]", "{": "}"}, frozenset(")]}")


class NotNotation(Exception):
    """A text that doesn't read as notation; never leaves this file."""


@lru_cache(maxsize=4096)
def tree(
    text: str, *, logic: bool = False, chemical: bool = False, names: frozenset[str] = frozenset()
) -> Tree | None:
    """The tree of a text; None if it can't be read as one. `logic` reads & | ~ ! as and, or, not; with
    `names` there are no others, and none is divided into its letters.
    """
    pieces = tokens(text, logic=logic)
    if not pieces or len(pieces) > _MOST_TOKENS:
        return None
    try:
        reader = _Reader(pieces, chemical, names)
        made = reader.relation(0)
        return made if reader.at == len(pieces) else None
    except NotNotation:
        return None


def divided(text: str) -> str:
    """The text with `:` for division read as `/`; as it is where the sign is another one (`f: A → B`)."""
    plain = spelled(text)
    if ":" not in plain or any(sign in plain for sign in _NO_QUOTIENT):
        return text
    return plain.replace(":", "/") if all(side.count(":") < 2 for side in plain.split("=")) else text


_NO_QUOTIENT = (":=", "::", "→", "->", "{", "|", "∈", "<", ">", "∀", "∃")
"""Where one of these stands, a colon is no division."""


def tokens(text: str, *, logic: bool = False) -> list[str]:
    """Signs, names and numbers in order."""
    found: list[str] = []
    text = spelled(_CROSS.sub(" ⨯ ", text) if "×" in text else text)
    for match in _TOKEN.finditer(text):
        piece = _SAME.get(match.group(), match.group())
        if logic and piece in _LOGIC:
            piece = _LOGIC[piece]
        if match.group() == "!" and logic and (not found or not _ends_operand(found[-1])):
            piece = "¬"
        found += [_NAMED.get(part.casefold(), GREEK.get(part, part)) for part in _apart(piece)]
    return found


def _apart(piece: str) -> list[str]:
    """`πr` is π and r, `sinx` is sin and x, `pir` is pi and r."""
    if not piece.isascii() and len(piece) > 1 and any(char in GREEK for char in piece):
        return [part for part in _LETTER.split(piece) if part]
    joined = _JOINED.match(piece)
    return [joined.group(1), joined.group(2)] if joined else [piece]


_LETTER = re.compile(f"([{''.join(GREEK)}])")
_JOINED = re.compile(r"(arcsin|arccos|arctan|sinh|cosh|tanh|sin|cos|tan|log|ln|sqrt|pi)([a-z]|(?<=sqrt)\d+)$")


_LOGIC = {"&": "∧", "|": "∨", "~": "¬", "∧": "∧"}
_NAMED = {"infinity": "∞", "inf": "∞", "oo": "∞", "√": "sqrt", "∅": "∅"}


def _ends_operand(piece: str) -> bool:
    return piece[-1].isalnum() or piece in _CLOSE or piece in "∞!'"


class _Reader:
    """Reads tokens from left to right."""

    def __init__(self, pieces: list[str], chemical: bool, names: frozenset[str]) -> None:
        self.pieces, self.at, self.chemical, self.bars, self.names = pieces, 0, chemical, 0, names

    def peek(self) -> str:
        return self.pieces[self.at] if self.at < len(self.pieces) else ""

    def take(self) -> str:
        piece = self.peek()
        self.at += 1
        return piece

    def relation(self, depth: int) -> Tree:
        if depth > _MOST_DEPTH:
            raise NotNotation
        sides, signs = [self.joined(depth, 0)], []
        while self.peek() in _RELATIONS:
            signs.append(self.take())
            sides.append(self.joined(depth, 0))
        return related(sides, signs)

    def joined(self, depth: int, level: int) -> Tree:
        if level == len(_LEVELS):
            return self.total(depth)
        left = self.joined(depth, level + 1)
        while self.peek() in _LEVELS[level] and self.peek():
            sign = self.take()
            left = paired(sign, left, self.joined(depth, level + 1))
        return left

    def total(self, depth: int) -> Tree:
        terms = [self.product(depth)]
        while self.peek() in ("+", "-", "±") and self.peek():
            sign = self.take()
            term = self.product(depth)
            terms.append(term if sign == "+" else negative(term) if sign == "-" else ("±", term))
        flat = [part for term in terms for part in (term[1:] if term[0] == "+" else (term,))]
        return ("+", *sorted(flat, key=repr)) if len(flat) > 1 else terms[0]

    def product(self, depth: int) -> Tree:
        factors = [self.signed(depth)]
        while piece := self.peek():
            if piece in ("*", "/"):
                self.take()
                factor = self.signed(depth)
                factors.append(inverse(factor) if piece == "/" else factor)
            elif self.begins(piece):
                factors.append(self.power(depth))
            else:
                break
        return times(factors)

    def begins(self, piece: str) -> bool:
        """True for what may follow a factor without a sign between."""
        return piece[0].isalnum() or piece in ("(", "∞", "sqrt", "{") or (piece == "|" and not self.bars)

    def signed(self, depth: int) -> Tree:
        piece = self.peek()
        if depth > _MOST_DEPTH:
            raise NotNotation
        if piece in ("-", "+", "±", "¬", "∀", "∃", "Δ", "∂"):
            self.take()
            inner = self.signed(depth + 1)
            if piece in ("∀", "∃"):
                return (
                    (piece, inner, self.relation(depth + 1))
                    if self.peek() not in ("", ")")
                    else (piece, inner)
                )
            return negative(inner) if piece == "-" else inner if piece == "+" else (piece, inner)
        return self.power(depth)

    def power(self, depth: int) -> Tree:
        base = self.suffixed(depth)
        if self.peek() != "^":
            return base
        self.take()
        return raised(base, self.signed(depth + 1) if self.peek() == "-" else self.power(depth + 1))

    def suffixed(self, depth: int) -> Tree:
        made = self.atom(depth)
        while self.peek() in ("!", "'", "%", "°", "''") and self.peek():
            sign = self.take()
            made = ("'", ("'", made)) if sign == "''" else (sign, made)
        if made[0] == "'" and self.peek() == "(":
            made = ("call", made, self.bracket(depth))
        return made

    def atom(self, depth: int) -> Tree:
        piece = self.peek()
        if piece in _OPEN or piece == "]":
            return self.bracket(depth)
        if piece == "|" and not self.bars:
            return self.absolute(depth)
        self.take()
        if _FIGURE.fullmatch(piece):
            return ("#", Fraction(piece))
        if not piece or not (piece[0].isalpha() or piece in ("∞", "∅")):
            raise NotNotation
        if self.names:
            if piece.casefold() not in self.names:
                raise NotNotation
            return ("name", piece.casefold())
        if piece.casefold().rstrip("0123456789_") in FUNCTIONS:
            return self.applied(piece.casefold().replace("_", ""), depth)
        return self.named(piece, depth)

    def absolute(self, depth: int) -> Tree:
        self.take()
        self.bars += 1
        inner = self.total(depth + 1)
        self.bars -= 1
        if self.take() != "|":
            raise NotNotation
        return ("call", "abs", inner)

    def applied(self, name: str, depth: int) -> Tree:
        """`sin x`, `sin(x)`, `sin^2 x`, `sqrt 2`."""
        exponent = None
        if self.peek() == "^":
            self.take()
            exponent = self.power(depth + 1)
        if self.peek() == "(":
            inner = self.bracket(depth)
        elif not self.peek():
            inner = ("",)
        else:
            factors = [self.power(depth + 1) if self.peek() != "-" else self.signed(depth + 1)]
            while name != "sqrt" and self.begins(self.peek() or "-") and self.peek() not in FUNCTIONS:
                factors.append(self.power(depth + 1))
            inner = times(factors)
        made = raised(inner, ("#", Fraction(1, 2))) if name == "sqrt" else ("call", name, inner)
        return made if exponent is None else raised(made, exponent)

    def named(self, piece: str, depth: int) -> Tree:
        if piece in _APPLIED and self.peek() == "(":
            return ("call", piece, self.bracket(depth))
        if self.chemical:
            while self.peek() and (self.peek()[0].isalpha() or self.peek().isdigit()):
                piece += self.take()
            return ("name", piece)
        letters = piece.rstrip("0123456789_{}")
        short = len(letters) <= 3 and letters.isascii() and letters.casefold() not in GREEK_NAMES
        if len(letters) < 2 or not short or "_" in piece:
            return ("name", piece.replace("_", "").replace("{", "").replace("}", ""))
        singles: list[Tree] = [("name", letter) for letter in letters[:-1]]
        last: Tree = ("name", letters[-1] + piece[len(letters) :])
        if self.peek() == "^":
            self.take()
            last = raised(last, self.signed(depth + 1) if self.peek() == "-" else self.power(depth + 1))
        return times([*singles, last])

    def bracket(self, depth: int) -> Tree:
        """Brackets, intervals, sets and points."""
        if depth > _MOST_DEPTH:
            raise NotNotation
        first, bars = self.take(), self.bars
        self.bars = 0
        if self.peek() in _CLOSE and first == "{":
            self.take()
            return ("name", "∅")
        parts = [self.relation(depth + 1)]
        while self.peek() in (",", ";") and self.peek():
            self.take()
            parts.append(self.relation(depth + 1))
        last = self.take()
        self.bars = bars
        if first == "{" and last == "}":
            return ("{}", *sorted(parts, key=repr))
        if len(parts) == 2 and first in "([]" and last in ")[]" and last:
            return ("interval", "(" if first in "(]" else "[", *parts, ")" if last in ")[" else "]")
        if last != _OPEN.get(first):
            raise NotNotation
        return parts[0] if len(parts) == 1 and first == "(" else (first, *parts)

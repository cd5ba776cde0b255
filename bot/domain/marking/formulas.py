"""Formulas, compared by algebra and never evaluated as code.

A small parser reads sums, products, quotients, whole powers and brackets over names and numbers, in
signs or in words ("divided by", "times"). Two formulas are equal if they agree exactly, as fractions,
at a few fixed points (Schwartz 1980: two different low-degree forms agree at such points by accident
next to never).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

_POINTS = (
    (3, 7, 13, 29, 43, 61, 79, 101, 127, 149),
    (11, 5, 17, 23, 53, 67, 83, 103, 131, 151),
    (19, 31, 2, 37, 59, 71, 89, 107, 137, 157),
)
_MOST_TOKENS, _MOST_DEPTH, _MOST_POWER = 60, 12, 6
_PIECE = re.compile(r"\d+(?:\.\d+)?|[^\W\d]\w*|[-+*/^()%]")

Tree = tuple[str, ...] | tuple[object, ...]
Value = Callable[[Mapping[str, Fraction]], Fraction]


class NotAFormula(Exception):
    """A text that doesn't read as a formula; never leaves this file."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula's value at the fixed points, with the names in it."""

    names: frozenset[str]
    values: tuple[Fraction | None, ...]
    """None where it divides by nothing."""


def formula(text: str, names: Mapping[str, str]) -> Formula | None:
    """The formula of a text; names as the mapping spells them. None if it is none, or has a strange name."""
    pieces = [piece for piece in _PIECE.findall(text)][: _MOST_TOKENS + 1]
    if not pieces or len(pieces) > _MOST_TOKENS:
        return None
    try:
        reader = _Reader(pieces, names)
        value = reader.total(0)
        if reader.at != len(pieces):
            return None
    except NotAFormula:
        return None
    order = sorted(set(names.values()))
    points = [dict(zip(order, map(Fraction, row), strict=False)) for row in _POINTS]
    return Formula(frozenset(reader.used), tuple(_at(value, point) for point in points))


def _at(value: Value, point: Mapping[str, Fraction]) -> Fraction | None:
    try:
        return value(point)
    except ZeroDivisionError:
        return None


class _Reader:
    """Reads a formula from left to right."""

    def __init__(self, pieces: Sequence[str], names: Mapping[str, str]) -> None:
        self.pieces, self.names, self.at = pieces, names, 0
        self.used: set[str] = set()

    def peek(self) -> str:
        return self.pieces[self.at] if self.at < len(self.pieces) else ""

    def take(self) -> str:
        piece = self.peek()
        self.at += 1
        return piece

    def total(self, depth: int) -> Value:
        if depth > _MOST_DEPTH:
            raise NotAFormula
        left = self.product(depth)
        while self.peek() in ("+", "-") and self.peek():
            sign, right = self.take(), self.product(depth)
            left = _plus(left, right) if sign == "+" else _minus(left, right)
        return left

    def product(self, depth: int) -> Value:
        left = self.power(depth)
        while self.peek() in ("*", "/") and self.peek():
            sign, right = self.take(), self.power(depth)
            left = _times(left, right) if sign == "*" else _over(left, right)
        return left

    def power(self, depth: int) -> Value:
        base = self.atom(depth)
        if self.peek() == "^":
            self.take()
            exponent = self.take()
            if not exponent.isdecimal() or int(exponent) > _MOST_POWER:
                raise NotAFormula
            return _power(base, int(exponent))
        return base

    def atom(self, depth: int) -> Value:
        piece = self.take()
        if piece == "(":
            inner = self.total(depth + 1)
            if self.take() != ")":
                raise NotAFormula
            return inner
        if piece == "-":
            return _minus(_constant(Fraction(0)), self.power(depth + 1 if depth < _MOST_DEPTH else _raise()))
        if piece[:1].isdecimal():
            number = Fraction(piece)
            if self.peek() == "%":
                self.take()
                number /= 100
            return _constant(number)
        name = self.names.get(piece.casefold())
        if name is None:
            raise NotAFormula
        self.used.add(name)
        return lambda point: point[name]


def _raise() -> int:
    raise NotAFormula


def _constant(number: Fraction) -> Value:
    return lambda _: number


def _plus(left: Value, right: Value) -> Value:
    return lambda point: left(point) + right(point)


def _minus(left: Value, right: Value) -> Value:
    return lambda point: left(point) - right(point)


def _times(left: Value, right: Value) -> Value:
    return lambda point: left(point) * right(point)


def _over(left: Value, right: Value) -> Value:
    return lambda point: left(point) / right(point)


def _power(base: Value, exponent: int) -> Value:
    return lambda point: base(point) ** exponent


def ratio(one: Formula, other: Formula) -> Fraction | None:
    """The constant by which the first is a multiple of the second;
    1 if they are equal, None if there is none.
    """
    found: set[Fraction] = set()
    for left, right in zip(one.values, other.values, strict=True):
        if left is None or right is None or not right:
            return None
        found.add(left / right)
    return found.pop() if len(found) == 1 else None

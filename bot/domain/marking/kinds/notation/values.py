"""The value of a tree at fixed points: whether two formulas agree, and by what factor one is the other.

Two different forms of low degree agree at such points by accident next to never (Schwartz 1980).
"""

import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache

from msgspec import Struct

from bot.domain.marking.kinds.notation.symbols import tree
from bot.domain.marking.kinds.notation.trees import Tree

_POINTS = ((1.3, 0.7, 2.9, 1.9, 0.43, 3.1), (2.1, 1.7, 0.53, 2.3, 1.1, 0.83), (0.6, 3.7, 1.2, 0.9, 2.7, 1.6))
_NEAR = 1e-9
_FUNCTIONS: dict[str, Callable[[float], float]] = {
    "sin": math.sin, "cos": math.cos, "tan": math.tan, "exp": math.exp, "ln": math.log, "log": math.log10,
    "abs": abs, "sinh": math.sinh, "cosh": math.cosh, "tanh": math.tanh, "arctan": math.atan,
}  # fmt: skip
_CONSTANTS = {"pi": math.pi, "e": math.e}
_MOST_DEPTH = 60


@lru_cache(maxsize=2048)
def names_in(tree: Tree) -> frozenset[str]:
    """The names of a tree that stand for a number."""
    if tree[0] == "name":
        return frozenset((str(tree[1]),)) - _CONSTANTS.keys()
    parts = (part for part in tree[1:] if isinstance(part, tuple))
    return frozenset(name for part in parts for name in names_in(part))


def values(tree: Tree, names: frozenset[str]) -> tuple[float | None, ...]:
    """The tree's value at each point; None where it has none."""
    found = []
    for n, row in enumerate(_POINTS):
        point = {name: row[k % 6] + (k // 6) * 0.37 + n for k, name in enumerate(sorted(names))}
        found.append(_value(tree, point))
    return tuple(found)


def _value(tree: Tree, point: Mapping[str, float]) -> float | None:
    try:
        value = _at(tree, point, 0)
    except (ValueError, ZeroDivisionError, OverflowError, TypeError, KeyError, RecursionError):
        return None
    return value if isinstance(value, float) and math.isfinite(value) else None


def _at(tree: Tree, point: Mapping[str, float], depth: int) -> float:
    if depth > _MOST_DEPTH:
        raise ValueError
    head = tree[0]
    if head == "#":
        return float(tree[1]) if isinstance(tree[1], Fraction) else math.nan
    if head == "name":
        name = str(tree[1])
        return point[name] if name in point else _CONSTANTS[name]
    if head == "call":
        return float(_FUNCTIONS[str(tree[1])](_part(tree[2], point, depth)))
    if head == "+":
        return sum(_part(part, point, depth) for part in tree[1:])
    if head == "*":
        return math.prod(_part(part, point, depth) for part in tree[1:])
    if head == "^":
        return float(_part(tree[1], point, depth) ** _part(tree[2], point, depth))
    if head == "%":
        return _part(tree[1], point, depth) / 100
    raise ValueError


def _part(part: object, point: Mapping[str, float], depth: int) -> float:
    if not isinstance(part, tuple):
        raise TypeError
    return _at(part, point, depth + 1)


def equal_in_value(one: Tree, other: Tree | None) -> bool:
    """True if two formulas agree wherever they are tried."""
    return other is not None and share(one, other) == 1


def share(one: Tree, other: Tree) -> Fraction | None:
    """By what constant the first is a multiple of the second; 1 if they are equal, None if by none."""
    names = names_in(one) | names_in(other)
    if names_in(one) != names_in(other) or not names:
        return None
    found: set[float] = set()
    for left, right in zip(values(one, names), values(other, names), strict=True):
        if left is None or right is None or abs(right) < _NEAR:
            return None
        found.add(left / right)
    low, high = min(found), max(found)
    if high - low > _NEAR * max(1.0, abs(high)):
        return None
    return Fraction(low).limit_denominator(10_000)


class Formula(Struct, frozen=True):
    """A formula over given names."""

    names: frozenset[str]
    tree: Tree


def formula(text: str, names: Mapping[str, str]) -> Formula | None:
    """The formula of a text over these names; None if it is none, or has a strange name."""
    made = tree(text, names=frozenset(names)) if names else None
    return Formula(names_in(made), made) if made is not None and made[0] != "rel" else None


def ratio(one: Formula, other: Formula) -> Fraction | None:
    """The constant by which the first is a multiple of the second;
    1 if they are equal, None if there is none.
    """
    return share(one.tree, other.tree)

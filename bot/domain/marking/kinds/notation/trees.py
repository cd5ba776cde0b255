"""Trees of notation in a fixed form: what may change places stands in one order."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

Tree = tuple[Any, ...]
"""What it is, and its parts in a fixed order."""

_TURNED = {">": "<", "≥": "≤", "⊃": "⊂", "⊇": "⊆"}
_EITHER_WAY = frozenset("= == ≠ ≈ ↔ ≡ ∪ ∩ ∧ ∨ + *".split())  # noqa: SIM905


def _gathered(factors: list[Tree]) -> list[Tree]:
    """`s^-1 s^-1` is s^-2."""
    powers: dict[Tree, Fraction] = {}
    kept: list[Tree] = []
    for factor in factors:
        base, power = (factor[1], factor[2]) if factor[0] == "^" else (factor, ("#", Fraction(1)))
        if (
            isinstance(base, tuple)
            and isinstance(power, tuple)
            and power[0] == "#"
            and isinstance(power[1], Fraction)
        ):
            powers[base] = powers.get(base, Fraction(0)) + power[1]
        else:
            kept.append(factor)
    made = (base if n == 1 else ("^", base, ("#", n)) for base, n in powers.items() if n)
    return sorted([*kept, *made], key=repr)


def related(sides: list[Tree], signs: list[str]) -> Tree:
    """Sides with the signs between them; a comparison always from small to large."""
    if not signs:
        return sides[0]
    if all(sign in _TURNED or sign in ("=", "==") for sign in signs) and any(s in _TURNED for s in signs):
        sides, signs = sides[::-1], [_TURNED.get(sign, sign) for sign in signs[::-1]]
    if len(set(signs)) == 1 and signs[0] in _EITHER_WAY:
        sides = sorted(sides, key=repr)
    return ("rel", *signs, *sides)


def paired(sign: str, left: Tree, right: Tree) -> Tree:
    """Two trees with a sign between; in a fixed order where they may change places."""
    both = sorted((left, right), key=repr) if sign in _EITHER_WAY else [left, right]
    return (sign, *both)


def negative(inner: Tree) -> Tree:
    """The tree with the other sign."""
    return times([("#", Fraction(-1)), inner])


def inverse(inner: Tree) -> Tree:
    """One over the tree."""
    return raised(inner, ("#", Fraction(-1)))


def raised(base: Tree, exponent: Tree) -> Tree:
    """A power; that of a number by −1 is a number, that of a power by −1 a power."""
    if exponent == ("#", Fraction(-1)):
        if base[0] == "#" and base[1]:
            return ("#", 1 / base[1])
        if base[0] == "^":
            return ("^", base[1], negative(base[2]))
        if base[0] == "*":
            return times([inverse(part) for part in base[1:]])
    return ("^", base, exponent)


def times(factors: Iterable[Tree]) -> Tree:
    """A product: factors in a fixed order, its numbers made one where names are multiplied."""
    flat = [part for one in factors for part in (one[1:] if one[0] == "*" else (one,))]
    numbers = [part for part in flat if part[0] == "#"]
    others = sorted((part for part in flat if part[0] != "#"), key=repr)
    signs = {part[1] for part in numbers} <= {Fraction(-1), Fraction(1)}
    fraction = len(numbers) == 2 and any(abs(part[1]) < 1 or abs(part[1]) == 1 for part in numbers)
    others = _gathered(others)
    if others or signs or fraction:
        share = Fraction(1)
        for part in numbers:
            share *= part[1]
        numbers = [("#", share)] if share != 1 or not others else []
    whole = [*numbers, *others]
    return whole[0] if len(whole) == 1 else ("*", *whole)

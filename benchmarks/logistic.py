"""Logistic regression with a ridge, by Newton's method (reweighted least squares), in plain Python.

Twenty weights and two thousand rows need no library; the same rows give the same weights everywhere.
Source: McCullagh and Nelder, Generalized Linear Models, 2nd ed. 1989, section 2.5.
"""

import math
from collections.abc import Sequence

RIDGE = 0.5
"""Half the penalty on the square of a weight; the constant has none."""
_STEPS, _STILL = 12, 1e-4

Row = Sequence[float]


def fit(rows: Sequence[Row], right: Sequence[bool], ridge: float = RIDGE) -> list[float]:
    """A weight for each column and the constant last, that make the labels likeliest."""
    size = len(rows[0]) + 1
    weights = [0.0] * size
    data = [(*row, 1.0) for row in rows]
    for _ in range(_STEPS):
        slope, curve = _derivatives(data, right, weights, ridge)
        step = solve(curve, slope)
        weights = [weight + change for weight, change in zip(weights, step, strict=True)]
        if max(map(abs, step)) < _STILL:
            break
    return weights


def likely(row: Row, weights: Sequence[float]) -> float:
    """The probability of a row."""
    total = weights[-1] + sum(value * weight for value, weight in zip(row, weights[:-1], strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def _derivatives(
    data: Sequence[Row], right: Sequence[bool], weights: Sequence[float], ridge: float
) -> tuple[list[float], list[list[float]]]:
    size = len(weights)
    penalties = [ridge] * (size - 1) + [1e-3]
    slope = [-penalty * weight for penalty, weight in zip(penalties, weights, strict=True)]
    curve = [[penalties[one] if one == other else 0.0 for other in range(size)] for one in range(size)]
    for row, label in zip(data, right, strict=True):
        chance = likely(row[:-1], weights)
        spread = max(chance * (1 - chance), 1e-5)
        columns = [(n, value) for n, value in enumerate(row) if value]
        for n, value in columns:
            slope[n] += value * (label - chance)
            line, scaled = curve[n], value * spread
            for other, second in columns:
                line[other] += scaled * second
    return slope, curve


def solve(matrix: Sequence[Sequence[float]], values: Sequence[float]) -> list[float]:
    """The solution of a system of linear equations, by elimination with the largest pivot."""
    rows = [[*line, value] for line, value in zip(matrix, values, strict=True)]
    size = len(rows)
    for at in range(size):
        pivot = max(range(at, size), key=lambda n: abs(rows[n][at]))
        rows[at], rows[pivot] = rows[pivot], rows[at]
        for n in range(at + 1, size):
            share = rows[n][at] / rows[at][at]
            if share:
                rows[n] = [one - share * other for one, other in zip(rows[n], rows[at], strict=True)]
    found = [0.0] * size
    for at in reversed(range(size)):
        rest = sum(rows[at][n] * found[n] for n in range(at + 1, size))
        found[at] = (rows[at][size] - rest) / rows[at][at]
    return found

"""Minds of simulated learners.

Their memory follows the formulas of FSRS-6 as its authors publish them, with parameters of their own, with
questions that are easier or harder for them, and with noise.
"""

import math
from collections.abc import Iterable, Mapping
from random import Random

from fsrs.scheduler import DEFAULT_PARAMETERS, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS

from bot.domain.memory import Rating
from bot.domain.question import Question, QuestionId

DAYS = 90
"""What counts is what is known on that day."""
SPREAD = 0.3
"""Parameters are the defaults times exp(gauss(0, SPREAD)), within the bounds of the package."""
FIRST_AGAIN, LATER_HARD = 0.24, 0.224
"""How often a first answer is missed, and how often a later one is hard: means over many people, as in the
simulator of the FSRS optimizer. Each learner's own are spread about them."""
SLIP = 0.03
"""The chance to miss what is known."""
NOISE = 0.2
"""Spread of what a right answer adds to a memory."""


class Mind:
    """The true memory of one simulated learner. Days are numbers, 0 is the first."""

    def __init__(
        self, seed: int, deck: Iterable[Question], first: Mapping[QuestionId, float] | None = None
    ) -> None:
        """`first`: the chance to know the answer when it is met, for questions that differ in it."""
        self._firsts = first or {}
        self._chance = chance = Random(f"learner {seed}")
        bounds = zip(DEFAULT_PARAMETERS, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)
        self.w = [min(max(w * math.exp(chance.gauss(0, SPREAD)), low), high) for w, low, high in bounds]
        self._first = 1 - FIRST_AGAIN * math.exp(chance.gauss(0, SPREAD))
        self._hard = LATER_HARD * math.exp(chance.gauss(0, SPREAD))
        self._ease = {q.id: (math.exp(chance.gauss(0, 0.5)), chance.gauss(0, 1)) for q in deck}
        self._held: dict[QuestionId, tuple[float, float, int]] = {}
        self.asked = 0

    def recall(self, id: QuestionId, day: int) -> float:
        """The chance to know the answer on that day; 0 before it was ever asked."""
        if id not in self._held:
            return 0.0
        stability, _, last = self._held[id]
        return self._left(stability, day - last)

    def answer(self, id: QuestionId, day: int) -> Rating:
        """How the learner answers on that day, and what the answer does to the memory."""
        self.asked += 1
        known = self.recall(id, day) if id in self._held else self._firsts.get(id, self._first)
        rating = Rating.GOOD
        if self._chance.random() >= known * (1 - SLIP):
            rating = Rating.AGAIN
        elif self._chance.random() < self._hard:
            rating = Rating.HARD
        stability, difficulty = self._after(id, day, rating, self._chance.lognormvariate(0, NOISE))
        self._held[id] = (max(0.001, stability), min(max(1.0, difficulty), 10.0), day)
        return rating

    def worth(self, id: QuestionId, day: int) -> float:
        """By how much asking it on that day may be expected to raise the chance to know it on day 90."""
        now = self.recall(id, day) if id in self._held else self._first
        chances = {
            Rating.GOOD: now * (1 - SLIP) * (1 - self._hard),
            Rating.HARD: now * (1 - SLIP) * self._hard,
        }
        chances[Rating.AGAIN] = 1 - sum(chances.values())
        then = {rating: max(0.001, self._after(id, day, rating, 1.0)[0]) for rating in chances}
        return sum(p * self._left(then[r], DAYS - day) for r, p in chances.items()) - self.recall(id, DAYS)

    def _left(self, stability: float, days: int) -> float:
        decay = -self.w[20]
        return float((1 + (0.9 ** (1 / decay) - 1) * days / stability) ** decay)

    def _after(self, id: QuestionId, day: int, rating: Rating, noise: float) -> tuple[float, float]:
        w = self.w
        if id not in self._held:
            longer, harder = self._ease[id]
            return w[rating - 1] * longer, self._first_difficulty(rating) + harder
        stability, difficulty, last = self._held[id]
        if day == last:
            change = math.exp(w[17] * (rating - 3 + w[18])) * stability ** -w[19]
            stability *= change if rating is Rating.AGAIN else max(1.0, change)
        else:
            stability = self._next_day(stability, difficulty, (self.recall(id, day), rating), noise)
        moved = difficulty - w[6] * (rating - 3) * (10 - difficulty) / 9
        return stability, w[7] * self._first_difficulty(4) + (1 - w[7]) * moved

    def _next_day(
        self, stability: float, difficulty: float, answer: tuple[float, Rating], noise: float
    ) -> float:
        w, (known, rating) = self.w, answer
        if rating is Rating.AGAIN:
            left = w[11] * difficulty ** -w[12] * ((stability + 1) ** w[13] - 1)
            return float(min(left * math.exp(w[14] * (1 - known)), stability / math.exp(w[17] * w[18])))
        growth = math.exp(w[8]) * (11 - difficulty) * stability ** -w[9] * math.expm1(w[10] * (1 - known))
        return float(stability * (1 + growth * noise * (w[15] if rating is Rating.HARD else 1)))

    def _first_difficulty(self, rating: int) -> float:
        return self.w[4] - math.exp(self.w[5] * (rating - 1)) + 1

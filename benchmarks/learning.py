"""What learners still know after 90 days: our choice of questions against three plain ones.

    python -m benchmarks.learning

Simulated learners answer the same number of places a day, chosen by `bot.domain.pick`, at random, round and
round in a fixed order, or by Leitner's boxes. Their memory follows the formulas of FSRS-6
as its authors publish them, with parameters of their own, with
questions that are easier or harder for them, and with noise. Our scheduler keeps its default parameters and
sees nothing but answers. What counts is the mean chance, over all questions of the deck, to know the answer
on day 90; a question never asked counts as not known. Prints tables and nothing that was not measured.
"""

import argparse
import math
import sys
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from random import Random
from typing import Protocol, cast

from fsrs.scheduler import DEFAULT_PARAMETERS, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS

from bot.app.records import Learner
from bot.domain.memory import Card, Rating, Reviewed, recall, reviewed
from bot.domain.pick import Known, Step, Table, pick
from bot.domain.question import DeckId, Question, QuestionId, Short, TopicId

LEARNERS, DAYS = 200, 90
START = datetime(2026, 1, 5, 8, tzinfo=UTC)
CASES = ((33, 5, (1, 3, 5)), (200, 10, (1, 3, 5, 10)))
"""Questions of a deck, its topics, and places a day."""
SPREAD = 0.3
"""Parameters are the defaults times exp(gauss(0, SPREAD)), within the bounds of the package."""
FIRST_AGAIN, LATER_HARD = 0.24, 0.224
"""How often a first answer is missed, and how often a later one is hard: means over many people, as in the
simulator of the FSRS optimizer. Each learner's own are spread about them."""
SLIP = 0.03
"""The chance to miss what is known."""
BOXES = (1, 2, 4, 8, 16)
"""Days between two questions from each of Leitner's boxes."""
_CAPS = Learner.__dataclass_fields__


class Mind:
    """The true memory of one simulated learner. Days are numbers, 0 is the first."""

    def __init__(self, seed: int, deck: Iterable[Question]) -> None:
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
        decay = -self.w[20]
        return float((1 + (0.9 ** (1 / decay) - 1) * (day - last) / stability) ** decay)

    def answer(self, id: QuestionId, day: int) -> Rating:
        """How the learner answers on that day, and what the answer does to the memory."""
        self.asked += 1
        known = self.recall(id, day) if id in self._held else self._first
        rating = Rating.GOOD
        if self._chance.random() >= known * (1 - SLIP):
            rating = Rating.AGAIN
        elif self._chance.random() < self._hard:
            rating = Rating.HARD
        stability, difficulty = self._after(id, day, rating)
        self._held[id] = (max(0.001, stability), min(max(1.0, difficulty), 10.0), day)
        return rating

    def _after(self, id: QuestionId, day: int, rating: Rating) -> tuple[float, float]:
        w = self.w
        if id not in self._held:
            longer, harder = self._ease[id]
            return w[rating - 1] * longer, self._first_difficulty(rating) + harder
        stability, difficulty, last = self._held[id]
        if day == last:
            change = math.exp(w[17] * (rating - 3 + w[18])) * stability ** -w[19]
            stability *= change if rating is Rating.AGAIN else max(1.0, change)
        else:
            stability = self._next_day(stability, difficulty, (self.recall(id, day), rating))
        moved = difficulty - w[6] * (rating - 3) * (10 - difficulty) / 9
        return stability, w[7] * self._first_difficulty(4) + (1 - w[7]) * moved

    def _next_day(self, stability: float, difficulty: float, answer: tuple[float, Rating]) -> float:
        w, (known, rating) = self.w, answer
        if rating is Rating.AGAIN:
            left = w[11] * difficulty ** -w[12] * ((stability + 1) ** w[13] - 1)
            return float(min(left * math.exp(w[14] * (1 - known)), stability / math.exp(w[17] * w[18])))
        growth = math.exp(w[8]) * (11 - difficulty) * stability ** -w[9] * math.expm1(w[10] * (1 - known))
        noise = self._chance.lognormvariate(0, 0.2)
        return float(stability * (1 + growth * noise * (w[15] if rating is Rating.HARD else 1)))

    def _first_difficulty(self, rating: int) -> float:
        return self.w[4] - math.exp(self.w[5] * (rating - 1)) + 1


class Teacher(Protocol):
    """A way to choose questions."""

    def table(self, day: int, steps: Sequence[Step], size: int) -> Table:
        """What `pick` is asked with, so that every teacher keeps the same rules of a sitting."""

    def heard(self, id: QuestionId, day: int, rating: Rating) -> None:
        """An answer."""


class Ours:
    """The questions a subscriber gets."""

    def __init__(self, deck: Sequence[Question]) -> None:
        self._deck = deck
        self._cards: dict[QuestionId, Card] = {}
        self._known: dict[QuestionId, Known] = {}

    def table(self, day: int, steps: Sequence[Step], size: int) -> Table:
        """As `bot.app.asking` makes it."""
        today = _date(day)
        if not steps:
            self._known = {id: _known(card, day) for id, card in self._cards.items()}
        cards = self._cards.values()
        return Table(
            pool=self._deck,
            known=self._known,
            steps=steps,
            size=size,
            today=today,
            new_left=cast(int, _CAPS["new_cap"].default) - sum(1 for card in cards if card.first_on == today),
            reviews_left=cast(int, _CAPS["review_cap"].default)
            - sum(1 for card in cards if card.last_on == today > card.first_on),
        )

    def heard(self, id: QuestionId, day: int, rating: Rating) -> None:
        """One more review of the card."""
        log = Reviewed(rating=rating, at=START + timedelta(days=day), local_date=_date(day))
        self._cards[id] = reviewed(self._cards.get(id), log, f"1:{id}")
        self._known[id] = _known(self._cards[id], day)


class Plain:
    """A teacher whose next question does not depend on the sitting, but for those it has had."""

    def __init__(self, deck: Sequence[Question], choose: "Choose") -> None:
        self.deck, self._choose = deck, choose
        self.box: dict[QuestionId, int] = {}
        self.due: dict[QuestionId, int] = {}
        self.count = 0
        self.chance = Random("a random question a day")

    def table(self, day: int, steps: Sequence[Step], size: int) -> Table:
        """The questions so far, and the next one of this teacher's as the one new question."""
        had = {step.question for step in steps}
        pool = [q for q in self.deck if q.id in had]
        if len(had) < size:
            pool.append(self.next(day, {*had}))
        at = _date(day)
        return Table(pool=pool, known={}, steps=steps, size=size, today=at, new_left=1, reviews_left=0)

    def next(self, day: int, had: set[QuestionId]) -> Question:
        """The next question, none of those."""
        return self._choose(self, day, [q for q in self.deck if q.id not in had])

    def heard(self, id: QuestionId, day: int, rating: Rating) -> None:
        """Up a box, or down to the first."""
        self.count += 1
        up = min(self.box.get(id, -1) + 1, len(BOXES) - 1)
        self.box[id] = 0 if rating is Rating.AGAIN else up
        self.due[id] = day + BOXES[self.box[id]]


Choose = Callable[[Plain, int, list[Question]], Question]


def at_random(teacher: Plain, day: int, rest: list[Question]) -> Question:
    """Any."""
    return teacher.chance.choice(rest)


def fixed_order(teacher: Plain, day: int, rest: list[Question]) -> Question:
    """The deck from its beginning to its end, and again: the one asked longest ago."""
    return min(rest, key=lambda q: teacher.due.get(q.id, 0) - BOXES[teacher.box.get(q.id, 0)])


def leitner(teacher: Plain, day: int, rest: list[Question]) -> Question:
    """What is due, from the first box up; then a new one; then what is due next."""
    due = [q for q in rest if q.id in teacher.due and teacher.due[q.id] <= day]
    if due:
        return min(due, key=lambda q: (teacher.box[q.id], teacher.due[q.id]))
    return _new(teacher, rest) or min(rest, key=lambda q: teacher.due[q.id])


def leitner_new_first(teacher: Plain, day: int, rest: list[Question]) -> Question:
    """New ones until all are met, then as `leitner`."""
    return _new(teacher, rest) or leitner(teacher, day, rest)


OTHERS: dict[str, Choose] = {
    "random": at_random,
    "fixed order": fixed_order,
    "Leitner": leitner,
    "Leitner, new first": leitner_new_first,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One learner under one teacher."""

    known: float
    """Mean chance over the deck, on day 90."""
    met: int
    asked: int
    """All questions asked, those that came again within a sitting too."""


def learn(seed: int, *, size: int, topics: int, places: int) -> dict[str, Outcome]:
    """One learner under every teacher. A name with `*`: no returns within a sitting, new choices instead."""
    deck = made(size, topics)
    mind = Mind(seed, deck)
    ours: Teacher = Ours(deck)
    asked = [_sitting(mind, ours, day, places) for day in range(DAYS)]
    found = {"ours": _outcome(mind, deck)}
    for name, choose in OTHERS.items():
        mind, teacher = Mind(seed, deck), Plain(deck, choose)
        for day in range(DAYS):
            _sitting(mind, teacher, day, places)
        found[name] = _outcome(mind, deck)
        mind, teacher = Mind(seed, deck), Plain(deck, choose)
        for day, count in enumerate(asked):
            _without_returns(mind, teacher, day, count)
        found[f"{name}*"] = _outcome(mind, deck)
    return found


def made(size: int, topics: int) -> tuple[Question, ...]:
    """A deck of that many questions, its topics about equally long."""
    return tuple(
        Short(
            id=QuestionId(f"q-{n:03}"),
            deck=DeckId("made"),
            topic=TopicId(f"t-{n * topics // size}"),
            lang="en",
            ask="?",
            answer="!",
        )
        for n in range(size)
    )


def _sitting(mind: Mind, teacher: Teacher, day: int, places: int) -> int:
    steps: list[Step] = []
    while question := pick(teacher.table(day, steps, places)):
        rating = mind.answer(question.id, day)
        teacher.heard(question.id, day, rating)
        steps.append(Step(question=question.id, passed=rating is not Rating.AGAIN))
    return len(steps)


def _without_returns(mind: Mind, teacher: Plain, day: int, count: int) -> None:
    had: set[QuestionId] = set()
    for _ in range(count):
        question = teacher.next(day, had)
        teacher.heard(question.id, day, mind.answer(question.id, day))
        had.add(question.id)


def _outcome(mind: Mind, deck: Sequence[Question]) -> Outcome:
    chances = [mind.recall(q.id, DAYS) for q in deck]
    return Outcome(known=sum(chances) / len(deck), met=sum(1 for c in chances if c), asked=mind.asked)


def _new(teacher: Plain, rest: Iterable[Question]) -> Question | None:
    return next((q for q in rest if q.id not in teacher.due), None)


def _known(card: Card, day: int) -> Known:
    return Known(due_on=card.due_on, last_on=card.last_on, recall=recall(card, START + timedelta(days=day)))


def _date(day: int) -> date:
    return START.date() + timedelta(days=day)


def report(found: Sequence[dict[str, Outcome]], title: str) -> Iterable[str]:
    """One table: the means, and our mean over theirs."""
    yield f"\n{title}\n"
    yield "| | known | met | asked | known, ours/theirs | forgotten, ours/theirs | ours better for |"
    yield "|---|---|---|---|---|---|---|"
    ours = [one["ours"].known for one in found]
    for name in found[0]:
        theirs = [one[name] for one in found]
        known = sum(one.known for one in theirs)
        row = f"| {name} | {known / len(found):.3f} | {sum(o.met for o in theirs) / len(found):.0f} "
        row += f"| {sum(o.asked for o in theirs) / len(found):.0f} |"
        if name == "ours":
            yield f"{row} | | |"
            continue
        lost = (len(ours) - sum(ours)) / (len(ours) - known)
        better = sum(a > b.known for a, b in zip(ours, theirs, strict=True)) / len(found)
        yield f"{row} {sum(ours) / known:.3f} | {lost:.2f} | {better:.0%} |"


def main(arguments: Sequence[str] | None = None) -> int:
    """Simulates and prints."""
    parser = argparse.ArgumentParser(description="Knowledge kept after 90 days, by way of choosing.")
    parser.add_argument("--learners", type=int, default=LEARNERS)
    parser.add_argument("--workers", type=int, default=2)
    chosen = parser.parse_args(arguments)
    with ProcessPoolExecutor(chosen.workers) as pool:
        for size, topics, paces in CASES:
            for places in paces:
                one = partial(learn, size=size, topics=topics, places=places)
                found = list(pool.map(one, range(chosen.learners), chunksize=5))
                for line in report(found, f"{size} questions, {places} a day, {len(found)} learners"):
                    sys.stdout.write(line + "\n")
                sys.stdout.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

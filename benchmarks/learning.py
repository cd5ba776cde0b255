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
import sys
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from random import Random
from typing import Protocol, cast

from msgspec.structs import fields

from benchmarks.minds import DAYS, Mind
from bot.app.ports.account import Learner
from bot.domain.known import Known
from bot.domain.memory import Card, Memory, Rating, Reviewed, reviewed
from bot.domain.pick import Candidates, Step, pick
from bot.domain.question import DeckId, Question, QuestionId, Short, TopicId
from bot.domain.worth import WEEKS_ON, gain

LEARNERS = 200
START = datetime(2026, 1, 5, 8, tzinfo=UTC)
CASES = ((33, 5, (1, 3, 5)), (200, 10, (1, 3, 5, 10)))
"""Questions of a deck, its topics, and places a day."""
BOXES = (1, 2, 4, 8, 16)
"""Days between two questions from each of Leitner's boxes."""
_CAPS = {field.name: field.default for field in fields(Learner)}


class Teacher(Protocol):
    """A way to choose questions."""

    def candidates(self, day: int, steps: Sequence[Step], size: int) -> Candidates:
        """What `pick` is asked with, so that every teacher keeps the same rules of a sitting."""

    def heard(self, id: QuestionId, day: int, rating: Rating) -> None:
        """An answer."""


class Ours:
    """The questions a subscriber gets."""

    def __init__(self, deck: Sequence[Question]) -> None:
        self._deck = deck
        self._cards: dict[QuestionId, Card] = {}

    def candidates(self, day: int, steps: Sequence[Step], size: int) -> Candidates:
        """As `bot.app.learning.ask` makes it."""
        today = _date(day)
        cards = self._cards.values()
        return Candidates(
            pool=self._deck,
            known=Known.of(self._cards),
            gain=lambda card: gain(card, START + timedelta(days=day), WEEKS_ON),
            steps=steps,
            size=size,
            today=today,
            new_left=cast(int, _CAPS["new_cap"]) - sum(1 for card in cards if card.first_on == today),
            reviews_left=cast(int, _CAPS["review_cap"])
            - sum(1 for card in cards if card.last_on == today > card.first_on),
        )

    def heard(self, id: QuestionId, day: int, rating: Rating) -> None:
        """One more review of the card."""
        log = Reviewed(rating=rating, at=START + timedelta(days=day), local_date=_date(day))
        self._cards[id] = reviewed(self._cards.get(id), log, f"1:{id}")


class Plain:
    """A teacher whose next question does not depend on the sitting, but for those it has had."""

    def __init__(self, deck: Sequence[Question], choose: "Choose") -> None:
        self.deck, self._choose = deck, choose
        self.box: dict[QuestionId, int] = {}
        self.due: dict[QuestionId, int] = {}
        self.count = 0
        self.chance = Random("a random question a day")

    def candidates(self, day: int, steps: Sequence[Step], size: int) -> Candidates:
        """The questions so far, and the next one of this teacher's as the one new question."""
        had = {step.question for step in steps}
        pool = [q for q in self.deck if q.id in had]
        if len(had) < size:
            pool.append(self.next(day, {*had}))
        at = _date(day)
        return Candidates(
            pool=pool,
            known=Known.of({}),
            gain=_none,
            steps=steps,
            size=size,
            today=at,
            new_left=1,
            reviews_left=0,
        )

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


def seer(mind: Mind) -> Choose:
    """What raises the true chances on day 90 most: nobody can know that, and it shows what is to be had."""
    return lambda teacher, day, rest: max(rest, key=lambda q: mind.worth(q.id, day))


OTHERS: dict[str, Choose] = {
    "random": at_random,
    "fixed order": fixed_order,
    "Leitner": leitner,
    "Leitner, new first": leitner_new_first,
}
BOUND = "all-knowing"
"""It reads the learner's mind and knows the day: no teacher, but a bound of what choosing can do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One learner under one teacher."""

    known: float
    """Mean chance over the deck, on day 90."""
    met: int
    asked: int
    """All questions asked, those that came again within a sitting too."""


def learn(seed: int, *, size: int, topics: int, places: int) -> dict[str, Outcome]:
    """One learner under every teacher. With `*` nothing returns within a sitting, and each day has as many
    questions as ours had with its returns."""
    deck = made(size, topics)
    teachers: dict[str, Callable[[Mind], Teacher]] = {"ours": lambda _: Ours(deck)}
    teachers |= {name: _plain(deck, choose) for name, choose in OTHERS.items()}
    teachers[BOUND] = lambda mind: Plain(deck, seer(mind))
    found, asked = {}, [places] * DAYS
    for name, teacher in teachers.items():
        mind = Mind(seed, deck)
        taught = teacher(mind)
        counts = [_sitting(mind, taught, day, places) for day in range(DAYS)]
        found[name] = _outcome(mind, deck)
        asked = counts if name == "ours" else asked
        mind = Mind(seed, deck)
        taught = teacher(mind)
        for day, count in enumerate(asked):
            _sitting(mind, taught, day, count, returns=False)
        found[f"{name}*"] = _outcome(mind, deck)
    return found


def _plain(deck: Sequence[Question], choose: Choose) -> Callable[[Mind], Teacher]:
    return lambda _: Plain(deck, choose)


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


def _sitting(mind: Mind, teacher: Teacher, day: int, places: int, *, returns: bool = True) -> int:
    """How many questions were asked."""
    steps: list[Step] = []
    while question := pick(teacher.candidates(day, steps, places)):
        rating = mind.answer(question.id, day)
        teacher.heard(question.id, day, rating)
        steps.append(Step(question=question.id, passed=rating is not Rating.AGAIN if returns else None))
    return len(steps)


def _outcome(mind: Mind, deck: Sequence[Question]) -> Outcome:
    chances = [mind.recall(q.id, DAYS) for q in deck]
    return Outcome(known=sum(chances) / len(deck), met=sum(1 for c in chances if c), asked=mind.asked)


def _new(teacher: Plain, rest: Iterable[Question]) -> Question | None:
    return next((q for q in rest if q.id not in teacher.due), None)


def _none(_: Memory) -> float:
    """For teachers that know no cards."""
    return 0.0


def _date(day: int) -> date:
    return START.date() + timedelta(days=day)


def report(found: Sequence[dict[str, Outcome]], title: str) -> Iterable[str]:
    """One table: the means, and our mean over theirs."""
    yield f"\n{title}\n"
    yield "| | known | met | asked | known, ours/theirs | forgotten, ours/theirs | ours better for |"
    yield "|---|---|---|---|---|---|---|"
    for name in found[0]:
        like = "ours*" if name.endswith("*") else "ours"
        ours, theirs = [one[like].known for one in found], [one[name] for one in found]
        known = sum(one.known for one in theirs)
        row = f"| {name} | {known / len(found):.3f} | {sum(o.met for o in theirs) / len(found):.0f} "
        row += f"| {sum(o.asked for o in theirs) / len(found):.0f} |"
        if name == like:
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

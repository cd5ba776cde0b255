"""What is said to come back is back: simulated learners over six weeks, on the choice that asks them."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from msgspec.structs import replace

from bot.domain.known import Known
from bot.domain.memory import Card, Rating, Reviewed, reviewed
from bot.domain.pick import Candidates, Step, has_room, pick, promised
from bot.domain.question import DeckId, Question, QuestionId, Short, TopicId
from bot.domain.worth import WEEKS_ON, gain

START = datetime(2026, 3, 2, 8, tzinfo=UTC)
DAYS = 45


class Learner:
    """Answers by chance, and notes which day was told for each question."""

    def __init__(self, pool: list[Question], size: int, seed: int) -> None:
        self.pool, self.size, self.chance = pool, size, Random(seed)
        self.cards: dict[QuestionId, Card] = {}
        self.told: dict[QuestionId, tuple[int, int]] = {}
        """The day on which it was asked, and in how many days it was to be back."""
        self.promised = self.broken = self.forecast = self.late = 0

    def candidates(self, day: int, steps: list[Step], new_left: int = 10) -> Candidates:
        return Candidates(
            pool=self.pool,
            known=Known.of(self.cards),
            gain=lambda card: gain(card, START + timedelta(days=day), WEEKS_ON),
            steps=steps,
            size=self.size,
            today=_date(day),
            new_left=new_left,
            reviews_left=30,
        )

    def sits_down(self, day: int) -> None:
        """A sitting; then what was told for this day, or for one that is behind, is looked at."""
        steps: list[Step] = []
        met = len(self.cards)
        while question := pick(self.candidates(day, steps, 10 - len(self.cards) + met)):
            passed = self._answers(question.id, START + timedelta(days=day, minutes=len(steps)), day)
            steps.append(Step(question=question.id, passed=passed))
        for id, (asked, days) in list(self.told.items()):
            if asked < day and asked + days + days // 4 <= day:
                del self.told[id]
                self.broken += days == 1
                self.late += days > 1

    def _answers(self, id: QuestionId, at: datetime, day: int) -> bool:
        self.told.pop(id, None)
        rating = self.chance.choices([Rating.AGAIN, Rating.HARD, Rating.GOOD], [2, 2, 6])[0]
        log = Reviewed(rating=rating, at=at, local_date=at.date())
        self.cards[id] = reviewed(self.cards.get(id), log, f"1:{id}")
        ahead = replace(self.candidates(day, []), today=_date(day + 1))
        days = (ahead.known.due_day(id, None) - _date(day)).days
        if has_room(ahead, _date(day + days)) if days > 1 else id in [q.id for q in promised(ahead)]:
            self.told[id] = day, days
            self.promised += days == 1
            self.forecast += days > 1
        return rating is not Rating.AGAIN


def _date(day: int) -> date:
    return START.date() + timedelta(days=day)


def deck(size: int) -> list[Question]:
    return [
        Short(
            id=QuestionId(f"q{n:03}"),
            deck=DeckId("d"),
            topic=TopicId(f"t{n % 4}"),
            lang="en",
            ask="?",
            answer="!",
        )
        for n in range(size)
    ]


@pytest.mark.parametrize(("questions", "places"), [(33, 1), (33, 3), (33, 5), (12, 2), (80, 5), (45, 10)])
def test_tomorrow_is_a_promise_and_a_later_day_a_forecast(questions: int, places: int) -> None:
    learners = [Learner(deck(questions), places, seed) for seed in range(2)]
    for learner in learners:
        for day in range(DAYS):
            learner.sits_down(day)

    assert sum(learner.broken for learner in learners) == 0
    assert sum(learner.late for learner in learners) <= sum(learner.forecast for learner in learners) / 20
    assert places < 5 or sum(learner.promised for learner in learners) > 50

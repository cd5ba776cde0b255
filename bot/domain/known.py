"""All that a learner knows, in columns: the choice of a question looks at hundreds of cards at once.

Which question is due when is at hand for all of them. How well one is remembered is fetched when somebody
asks for it, for of most nobody does: a turn asks which ones are due and how many were met today.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from bot.domain.memory import Card, Memory
from bot.domain.question import QuestionId

FIRST = date(1970, 1, 1).toordinal()


class Days(NamedTuple):
    """Columns of cards, in days since 1970."""

    due_on: Sequence[int]
    last_on: Sequence[int]
    first_on: Sequence[int]


class Known(Mapping[QuestionId, Memory]):
    """What one learner remembers, by question; and which opinions they gave."""

    __slots__ = ("_due_on", "_fetch", "_first_on", "_last_on", "_made", "_opinions", "_places")

    def __init__(
        self,
        ids: Iterable[QuestionId],
        days: Days,
        fetch: Callable[[Collection[QuestionId]], Mapping[QuestionId, Memory]],
        opinions: Iterable[QuestionId] = (),
    ) -> None:
        """`days` are in the order of `ids`; `fetch` gives the memory of some questions, or of more. Of
        `opinions` there is none: they are given once."""
        self._places = {id: place for place, id in enumerate(ids)}
        self._due_on, self._last_on, self._first_on = map(list, days)
        self._fetch = fetch
        self._made: dict[QuestionId, Memory] = {}
        self._opinions = set(opinions)

    @staticmethod
    def of(cards: Mapping[QuestionId, Card], opinions: Iterable[QuestionId] = ()) -> "Known":
        """From cards that are there."""
        columns = zip(*map(_days, cards.values()), strict=True) if cards else ((), (), ())
        memory = {id: _memory(card) for id, card in cards.items()}
        return Known(cards, Days(*columns), lambda _: memory, opinions)

    def __getitem__(self, id: QuestionId) -> Memory:
        if id not in self._made:
            if id not in self._places:
                raise KeyError(id)
            self.fetch((id,))
        return self._made[id]

    def __contains__(self, id: object) -> bool:
        return id in self._places

    def __iter__(self) -> Iterator[QuestionId]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def fetch(self, ids: Iterable[QuestionId]) -> None:
        """Have these at hand, as far as there is a card of them: one by one they cost more."""
        if missing := [id for id in ids if id in self._places and id not in self._made]:
            self._made = {**self._fetch(missing), **self._made}

    @property
    def days(self) -> Days:
        """The days of all, in the order of their ids."""
        return Days(self._due_on, self._last_on, self._first_on)

    @property
    def latest(self) -> date | None:
        """The day of their latest review; None if there is no card."""
        return date.fromordinal(max(self._last_on) + FIRST) if self._last_on else None

    @property
    def count(self) -> int:
        """How many questions were met, opinions too."""
        return len(self._places) + sum(id not in self._places for id in self._opinions)

    def met(self, id: QuestionId) -> bool:
        """Whether there is a review of that question."""
        return id in self._places or id in self._opinions

    def learned(self, id: QuestionId, card: Card | None) -> None:
        """That is the card from now on; None: it was an opinion."""
        if card is None:
            self._opinions.add(id)
            return
        self._made[id] = _memory(card)
        place = self._places.setdefault(id, len(self._places))
        for column, day in zip((self._due_on, self._last_on, self._first_on), _days(card), strict=True):
            column[place : place + 1] = (day,)

    def first_met_on(self, day: date) -> int:
        """How many were new on that day."""
        return self._first_on.count(number_of(day))

    def repeated_on(self, day: date) -> int:
        """How many were asked on that day that were not new."""
        on = number_of(day)
        if on not in self._last_on:
            return 0
        return sum(last == on > first for last, first in zip(self._last_on, self._first_on, strict=True))

    def last_on(self, id: QuestionId) -> date:
        """The day of its latest review. Raises KeyError if there is no card."""
        return date.fromordinal(self._last_on[self._places[id]] + FIRST)

    def due_day(self, id: QuestionId, exam: date | None) -> date:
        """The day it is due. With an exam ahead no interval is longer than half the way there. Raises
        KeyError if there is no card."""
        place = self._places[id]
        due = self._due_on[place]
        if exam is not None:
            due = _before_exam(due, self._last_on[place], number_of(exam))
        return date.fromordinal(due + FIRST)

    def due(self, on: date, exam: date | None) -> set[QuestionId]:
        """Those due by that day."""
        by = number_of(on)
        if exam is None:
            return {id for id, due in zip(self._places, self._due_on, strict=True) if due <= by}
        then, days = number_of(exam), zip(self._places, self._due_on, self._last_on, strict=True)
        return {id for id, due, last in days if due <= by or _before_exam(due, last, then) <= by}

    def due_ahead(
        self, ids: Iterable[QuestionId], today: date, exam: date | None, days: int
    ) -> tuple[int, ...]:
        """How many of these are due on each of so many days, on the first with all that is overdue."""
        counts, start = [0] * days, number_of(today)
        then = None if exam is None else number_of(exam)
        for place in (self._places[id] for id in ids if id in self._places):
            due = self._due_on[place]
            if then is not None:
                due = _before_exam(due, self._last_on[place], then)
            if due - start < days:
                counts[max(0, due - start)] += 1
        return tuple(counts)


def number_of(day: date) -> int:
    """Days since 1970."""
    return day.toordinal() - FIRST


def _memory(card: Card) -> Memory:
    return Memory(card.stability, card.difficulty, card.last_at)


def _days(card: Card) -> tuple[int, int, int]:
    return number_of(card.due_on), number_of(card.last_on), number_of(card.first_on)


def _before_exam(due_on: int, last_on: int, exam: int) -> int:
    return due_on if last_on >= exam else min(due_on, last_on + max(1, (exam - last_on) // 2))

"""All that a learner knows, in columns: the choice of a question looks at hundreds of cards at once.

Days are at hand for every question. A card is made of a row when somebody looks at it, for most are never
looked at: a turn asks which ones are due and how many were met today.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from bot.domain.memory import Card
from bot.domain.question import QuestionId


class Known(Mapping[QuestionId, Card]):
    """The cards of one learner, by question; and which opinions they gave."""

    __slots__ = ("_card_at", "_due_on", "_first_on", "_last_on", "_made", "_opinions", "_places")

    def __init__(
        self,
        ids: Iterable[QuestionId],
        days: tuple[Iterable[date], Iterable[date], Iterable[date]],
        card_at: Callable[[int], Card],
        opinions: Iterable[QuestionId] = (),
    ) -> None:
        """`days` are the columns `due_on`, `last_on` and `first_on` in the order of `ids`; `card_at` makes
        the card of a place in it. Of `opinions` there is no card: they are given once."""
        self._places = {id: place for place, id in enumerate(ids)}
        self._due_on, self._last_on, self._first_on = map(list, days)
        self._card_at = card_at
        self._made: dict[QuestionId, Card] = {}
        self._opinions = set(opinions)

    @staticmethod
    def of(cards: Mapping[QuestionId, Card], opinions: Iterable[QuestionId] = ()) -> "Known":
        """From cards that are there."""
        made = list(cards.values())
        days = ([c.due_on for c in made], [c.last_on for c in made], [c.first_on for c in made])
        return Known(cards, days, made.__getitem__, opinions)

    def __getitem__(self, id: QuestionId) -> Card:
        if id not in self._made:
            self._made[id] = self._card_at(self._places[id])
        return self._made[id]

    def __contains__(self, id: object) -> bool:
        return id in self._places

    def __iter__(self) -> Iterator[QuestionId]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

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
        self._made[id] = card
        days = (self._due_on, self._last_on, self._first_on)
        new = (card.due_on, card.last_on, card.first_on)
        if (place := self._places.setdefault(id, len(self._places))) < len(self._due_on):
            for column, day in zip(days, new, strict=True):
                column[place] = day
        else:
            for column, day in zip(days, new, strict=True):
                column.append(day)

    def first_met_on(self, day: date) -> int:
        """How many were new on that day."""
        return self._first_on.count(day)

    def repeated_on(self, day: date) -> int:
        """How many were asked on that day that were not new."""
        return sum(last == day > first for last, first in zip(self._last_on, self._first_on, strict=True))

    def due(self, on: date, exam: date | None) -> set[QuestionId]:
        """Those due by that day."""
        if exam is None:
            return {id for id, due in zip(self._places, self._due_on, strict=True) if due <= on}
        days = zip(self._places, self._due_on, self._last_on, strict=True)
        return {id for id, due, last in days if due <= on or before_exam(due, last, exam) <= on}


def before_exam(due_on: date, last_on: date, exam: date) -> date:
    """The day it is due with an exam ahead: no interval is longer than half the way there."""
    if last_on >= exam:
        return due_on
    half = max(1, (exam - last_on).days // 2)
    return min(due_on, date.fromordinal(last_on.toordinal() + half))

"""What a review is worth: how much better a question will be known some weeks on.

The growth of a memory is that of FSRS-6, as in `bot.domain.memory`, for an answer that is right as often
as the memory says. A question is worth little while it is still fresh, and little once it has slipped so
often that one more look does not hold it; so the worth tells better than the chance to know it, or the time
it has waited, which review a scarce place should go to.
"""

from datetime import date, datetime, timedelta
from math import exp, expm1

from bot.domain.memory import Card, Memory, held, parameters

WEEKS_ON = 20
"""Days ahead at which the worth is reckoned. Between 10 and 30 the figures hardly differ, past 60 they
fall off: a place would go to what is needed late, and later places could still serve that."""


def horizon(today: date, exam: date | None) -> int:
    """How many days ahead it is looked: as far as the exam, if that is nearer."""
    if exam is None or exam <= today:
        return WEEKS_ON
    return min(WEEKS_ON, (exam - today).days)


def gain(card: Card | Memory, at: datetime, days: int) -> float:
    """How much a review now raises the chance to know it so many days from now."""
    since = max(timedelta(), at - card.last_at) / timedelta(days=1)
    now = held(card.stability, since)
    right = held(_if_right(card, now), days)
    missed = held(_if_missed(card, now), days)
    return now * right + (1 - now) * missed - held(card.stability, since + days)


def _if_right(card: Card | Memory, now: float) -> float:
    """The stability after a right answer."""
    w = parameters()
    growth = exp(w[8]) * (11 - card.difficulty) * card.stability ** -w[9] * expm1(w[10] * (1 - now))
    return float(card.stability * (1 + growth))


def _if_missed(card: Card | Memory, now: float) -> float:
    """The stability after a miss."""
    w = parameters()
    left = w[11] * card.difficulty ** -w[12] * ((card.stability + 1) ** w[13] - 1) * exp(w[14] * (1 - now))
    return float(min(left, card.stability / exp(w[17] * w[18])))

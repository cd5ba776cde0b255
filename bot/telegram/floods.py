"""Far more than anybody can type: seen before any work is done for it. Pure; the time is an argument.

Messages are measured by when they were sent, so that what piled up while the bot was away is no flood; taps
and votes carry no time, so by when they came. Who exceeds the limit is told so once, then left out until they
are calm.
"""

from enum import Enum, auto
from typing import Any

from bot.measures import Measures
from bot.telegram.rate_limits import RateLimit
from bot.telegram.updates import kind_of, lane_of, person_in, sent_at
from bot.telegram.window import HeldUpdate

BURST = 40
"""Messages of one person at once; as many taps and votes beside them."""
EVERY = 0.4
"""Seconds for one more. Nobody types that fast for long."""
CALM = 10
"""For so many there has to be room again before somebody is heard who flooded: four seconds of silence."""
TOLD_EVERY = 60.0
"""Seconds before somebody is told again."""
CHAT_BURST, CHAT_EVERY = 1000, 0.03
"""The same for a chat in which nobody is named as the sender, such as a channel."""
MOST_OVER = 1000
"""Of more who flooded it is looked who has become calm meanwhile, and they are forgotten."""
_MEASURED = ("message", "edited_message", "callback_query", "poll_answer")


class Flood(Enum):
    """What is to be done with an update."""

    NONE = auto()
    """Handle it."""
    TELL = auto()
    """Its sender is told that this was too much, and it is not handled."""
    LEAVE_OUT = auto()


class Floods:
    """Who sends how much."""

    def __init__(self, burst: int = BURST) -> None:
        self._burst = burst
        self._by_date = _Measure(EVERY, burst)
        self._by_receipt = _Measure(EVERY, burst)
        self._of_chats = _Measure(CHAT_EVERY, CHAT_BURST)
        self._told = RateLimit(every=TOLD_EVERY, burst=1)

    def let_pass(self, update: HeldUpdate, measures: Measures) -> bool:
        """False if nothing is to be done for an update that was just received; one that is to be told of is
        marked so."""
        if update.raw is None or (flood := self.look(update.raw, update.since)) is Flood.NONE:
            return True
        measures.flooded += 1
        update.flooding = flood is Flood.TELL
        return update.flooding

    def look(self, raw: dict[str, Any], now: float) -> Flood:
        """Measure an update that was received at the monotonic second `now`."""
        if kind_of(raw) not in _MEASURED:
            return Flood.NONE
        person, sent = person_in(raw), sent_at(raw)
        if person is None:
            fits = self._of_chats.look(hash(lane_of(raw)), now) is Flood.NONE
            return Flood.NONE if fits else Flood.LEAVE_OUT
        measure, at = (self._by_receipt, now) if sent is None else (self._by_date, sent)
        found = measure.look(person, at)
        if found is Flood.TELL:
            if not self._told.room(person, now):
                return Flood.LEAVE_OUT
            self._told.take(person, now)
        return found


class _Measure:
    """A limit, and who has exceeded it and is not calm yet."""

    def __init__(self, every: float, burst: int) -> None:
        self._limit = RateLimit(every=every, burst=burst)
        self._calm = min(CALM, burst)
        self._over: set[int] = set()

    def look(self, key: int, at: float) -> Flood:
        """One more; TELL for the first that is too much, until it is calm again."""
        room = self._limit.room(key, at)
        if key in self._over and room >= self._calm:
            self._over.discard(key)
        if room > 0:  # what is left out is measured too: silence alone makes calm
            self._limit.take(key, at)
        if key in self._over:
            return Flood.LEAVE_OUT
        if room > 0:
            return Flood.NONE
        if len(self._over) >= MOST_OVER:
            self._over = {one for one in self._over if self._limit.room(one, at) < self._calm}
        self._over.add(key)
        return Flood.TELL

"""Looks at the process once a second: is the event loop late? And says now and then what was done."""

import asyncio
import logging
from collections import Counter
from dataclasses import dataclass, field

from bot.measures import Measures
from bot.telegram.backoff import Timing, rest

EVERY = 600.0
"""Seconds between two summaries in the log, if there is anything to tell."""
LATE = 1.0
"""Seconds by which the event loop may be late without a word: meanwhile nobody is answered."""

log = logging.getLogger(__name__)


@dataclass(slots=True, eq=False)
class Summary:
    """Says what happened since the last time it was asked."""

    measures: Measures
    _before: Counter[str] = field(default_factory=Counter)

    def line(self) -> str | None:
        """A sentence, or None if nothing happened."""
        m = self.measures
        now = Counter(
            {
                "updates handled": m.updates.total(),
                "messages sent": m.sent.total(),
                "messages that could not be delivered": m.undelivered.total(),
                "pauses asked for by the server": m.held_off,
                "updates that could not be handled": m.dead,
                "updates left out of a flood": m.flooded,
                "requests for a second opinion": m.opinion_calls,
                "tokens these took": m.opinion_tokens,
            }
        )
        new, self._before = now - self._before, now
        lag, m.longest_lag = m.longest_lag, 0.0
        if not new:
            return None
        told = ", ".join(f"{number} {what}" for what, number in new.items())
        return f"{told}; the event loop was at most {lag:.2f} s late."


async def watch(measures: Measures, timing: Timing, stop: asyncio.Event, every: float = EVERY) -> None:
    """Look until `stop`."""
    summary, since = Summary(measures), timing.monotonic()
    while not stop.is_set():
        before = timing.monotonic()
        await rest(1.0, timing.wait, stop)
        now = timing.monotonic()
        measures.loop_lag = max(0.0, now - before - 1.0)
        measures.longest_lag = max(measures.longest_lag, measures.loop_lag)
        if measures.loop_lag > LATE:
            log.warning("Nobody was answered for %.1f s: the event loop was held up.", measures.loop_lag)
        if now - since >= every:
            since = now
            if line := summary.line():
                log.info("In the last %d minutes: %s", round(every / 60), line)

"""Commits whose answer was lost: the connection to the database broke at that moment.

Such a transaction counts or not, and nobody knows. An update is handled again then, and known by its number.
But if it counted, its messages are claimed by this process, which never got to hold them; they are to be free
again.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

SETTLED = timedelta(seconds=3)
"""So long after trouble whatever was committed before it is in hand, if it ever will be."""


@dataclass(slots=True)
class LostCommits:
    """Knows from a count of troubles when it is time to look for what is claimed and not held."""

    _troubles: int = 0
    _last: datetime | None = None

    def calm_again(self, troubles: int, now: datetime) -> bool:
        """True once after each trouble, some seconds later. `troubles`: how many there were so far."""
        if troubles != self._troubles:
            self._troubles, self._last = troubles, now
        if self._last is None or timedelta() <= now - self._last < SETTLED:
            return False
        self._last = None
        return True

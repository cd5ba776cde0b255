"""The ledger of days that count, and the outages that excuse some."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from bot.app.events import PersonId
from bot.domain.ledger import Day
from bot.domain.ledger import DayReason as DayReason
from bot.domain.ledger import Outage as Outage

LedgerDay = Day
"""A row of the streak ledger."""


class LedgerRepository(Protocol):
    """The ledger of days, and when the bot was down."""

    def earn_day(self, learner: PersonId, local_date: date, reason: DayReason, at: datetime) -> bool:
        """Add a row to the ledger; False if that date has that reason already."""
        ...

    def days(self, learner: PersonId) -> Sequence[LedgerDay]:
        """The ledger, by date."""
        ...

    def outages(self, since: datetime) -> Sequence[Outage]:
        """Outages that ended after that, oldest first."""
        ...

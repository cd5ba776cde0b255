"""What the use cases need from the store, in small pieces. `bot.store.repository.Repository` has them all.

All calls happen inside one transaction that holds the person's row. None of them commits.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Protocol

from bot.app.events import PersonId
from bot.app.ports.account import LearnerRepository, PersonalDataRepository
from bot.app.ports.authoring import ItemRepository, RoleRepository, RulingRepository
from bot.app.ports.calendar import LedgerRepository, Outage
from bot.app.ports.classes import ClassDueRepository, ClassRepository
from bot.app.ports.daily import SubscriptionRepository
from bot.app.ports.decks import DeckRepository
from bot.app.ports.learning import AppealRepository, AskedRepository, ReviewRepository, SittingRepository
from bot.app.ports.lectures import LectureDueRepository, LectureRepository
from bot.app.ports.operating import OperatingDueRepository, OperatingRepository
from bot.app.ports.posts import ChannelAdminRepository, PostDueRepository, PostRepository
from bot.app.ports.progress import ProgressRepository
from bot.app.ports.remarking import RemarkDueRepository, RemarkRepository
from bot.app.ports.rounds import GroupAnswerRepository, RoundDueRepository, RoundRepository
from bot.app.ports.uploads import UploadRepository


class DueRepository(
    RoundDueRepository,
    PostDueRepository,
    RemarkDueRepository,
    ClassDueRepository,
    LectureDueRepository,
    OperatingDueRepository,
    Protocol,
):
    """What the tick itself needs; no person's row is held."""

    def record_heartbeat(self, now: datetime, longest: timedelta) -> Outage | None:
        """The bot is alive; if the last beat is longer ago than that, the outage is kept and given."""
        ...

    def due_prompts(self, now: datetime, limit: int) -> Sequence[PersonId]:
        """Whose `next_at` has come, by time and then by crc32 of their number."""
        ...

    def due_nudges(self, now: datetime, limit: int) -> Sequence[PersonId]:
        """Whose `nudge_at` has come."""
        ...

    def due_summaries(self, now: datetime, limit: int) -> Sequence[PersonId]:
        """Whose weekly summary is due."""
        ...

    def next_due(self, now: datetime) -> datetime | None:
        """When the next of all that comes round by the clock is due after `now`; None if nothing is."""
        ...


class NewClocksRepository(Protocol):
    """What a start needs to see that countries have changed their clocks."""

    def chosen_times(self, now: datetime) -> Sequence[tuple[str | None, time, datetime]]:
        """Zone, hour and next instant of every daily question that is to come, each combination once."""
        ...

    def look_again(self, zone: str | None, at: time, due: datetime, now: datetime) -> int:
        """Make those due now, so that the tick reckons them anew; how many they are."""
        ...


class Repository(
    LearnerRepository,
    AskedRepository,
    SittingRepository,
    ReviewRepository,
    LedgerRepository,
    AppealRepository,
    PersonalDataRepository,
    ProgressRepository,
    SubscriptionRepository,
    RoundRepository,
    GroupAnswerRepository,
    PostRepository,
    ChannelAdminRepository,
    RoleRepository,
    RulingRepository,
    RemarkRepository,
    ItemRepository,
    DeckRepository,
    ClassRepository,
    LectureRepository,
    UploadRepository,
    OperatingRepository,
    Protocol,
):
    """Everything a conversation needs, in private or in a group."""

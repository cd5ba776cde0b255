"""What those who look after the bot are told, and what they announce to everybody."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from msgspec import Struct

from bot.app.events import PersonId
from bot.app.ports.account import Learner
from bot.app.ports.authoring import RoleRepository
from bot.app.ports.calendar import Outage


class AnnouncementState(StrEnum):
    """Where an announcement stands."""

    ASKED = "asked"
    """It was shown to who wrote it, and waits for their word."""
    GOING = "going"
    STOPPED = "stopped"
    DONE = "done"


class Announcement(Struct, frozen=True, kw_only=True):
    """Something an operator says to everybody."""

    id: int
    by: PersonId
    words: str
    state: AnnouncementState
    at: datetime
    after: PersonId | None = None
    """The last person that this pass has come to."""
    reached: int = 0
    waits: bool = False
    """This pass has passed over somebody in quiet hours."""
    again_at: datetime | None = None
    """The next pass begins then."""


class Standing(Struct, frozen=True, kw_only=True):
    """How the bot stands, as the database knows it."""

    people: int
    """Who are here."""
    lately: int
    """Those of them who answered in the last day."""
    unsent: int
    """Messages that have not left."""
    unhandled: int
    """Updates that wait to be handled."""
    dead: int
    """Updates that could not be handled, as long as they are kept."""
    outage: Outage | None
    """The last one."""
    backed_up: datetime | None
    """When the last back-up was made; None: none that is known."""


class OperatingRepository(Protocol):
    """What is known about the running of the bot."""

    def standing(self, now: datetime) -> Standing:
        """How it stands. Counts everybody, so it is asked for seldom."""
        ...

    def notices_told(self, operator: PersonId) -> Mapping[str, datetime]:
        """When they were last told of what, by kind."""
        ...

    def note_told(self, operator: PersonId, kind: str, at: datetime) -> None:
        """They are told of it now."""
        ...

    def forget_told(self, operator: PersonId, kinds: Sequence[str]) -> None:
        """What these were about is over."""
        ...

    def died_since(self, since: datetime) -> int:
        """How many updates could not be handled later than that."""
        ...

    def backup_failed(self) -> datetime | None:
        """When a back-up failed, if none was made since."""
        ...

    def stuck_since(self, before: datetime) -> datetime | None:
        """Since when the oldest reply could have left that has not, if that is before then."""
        ...

    def draft_announcement(self, by: PersonId, words: str, at: datetime) -> Announcement:
        """Keep one that is only shown so far, in place of theirs before that were."""
        ...

    def announcement(self, id: int) -> Announcement | None:
        """That one, its row held."""
        ...

    def last_announcement(self) -> Announcement | None:
        """The newest that was sent, or is being sent."""
        ...

    def save_announcement(self, announcement: Announcement) -> None:
        """As it stands now."""
        ...

    def audience(self, after: PersonId | None, most: int) -> Sequence[tuple[Learner, int | None]]:
        """The next people by number, their rows held, each with the announcement they got last."""
        ...

    def note_announced(self, learner: PersonId, announcement: int) -> None:
        """They got that one."""
        ...

    def audience_size(self) -> int:
        """How many people there are to be told."""
        ...

    def bulk_waiting(self) -> int:
        """How many prompts and announcements have not left."""
        ...


class OperatorsRepository(RoleRepository, Protocol):
    """Who looks after the bot, and when they are thought of next."""

    def retention_due(self, name: str, now: datetime) -> bool:
        """True if the chore's time has come, or it was never set."""
        ...

    def set_retention_due(self, name: str, due: datetime) -> None:
        """Do it again at `due`."""
        ...


class OperatingDueRepository(OperatorsRepository, Protocol):
    """What the tick needs."""

    def due_announcements(self, now: datetime) -> Sequence[int]:
        """The one that is going out, if its next pass has begun."""
        ...

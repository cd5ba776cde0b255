"""Messages to those who look after the bot, and what they announce."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class AnnouncementShown(StrEnum):
    """How an announcement stands, as far as it is told."""

    GOING = "going"
    STOPPED = "stopped"
    DONE = "done"


class ModelStanding(Struct, frozen=True, kw_only=True):
    """A language model that is asked where the marker can't tell, today by UTC. Not a reply of its own."""

    name: str
    measured: bool
    """Its word counts; else only authors see it."""
    calls: int
    of_calls: int
    tokens: int
    of_tokens: int


class StatusTold(Struct, frozen=True, kw_only=True):
    """How the bot stands. Times are by the clock of who reads it."""

    version: str
    people: int
    lately: int
    unsent: int
    unhandled: int
    dead: int
    away: tuple[datetime, datetime] | None
    backed_up: datetime | None
    decks: int
    questions: int
    wrong: tuple[str, ...]
    """What is wrong with decks, a sentence each."""
    model: ModelStanding | None = None
    """None where there is none."""


class WasAway(Struct, frozen=True, kw_only=True):
    """The bot did not run, and does again."""

    start: datetime
    end: datetime


class UpdatesDied(Struct, frozen=True, kw_only=True):
    """Updates could not be handled."""

    count: int


class BackupFailed(Struct, frozen=True, kw_only=True):
    """A back-up failed."""

    at: datetime


class RepliesStuck(Struct, frozen=True, kw_only=True):
    """Replies that could leave do not."""

    since: datetime


class DecksBroken(Struct, frozen=True, kw_only=True):
    """Something is wrong with decks."""

    wrong: tuple[str, ...]


class AnnounceHow(Struct, frozen=True, kw_only=True):
    """How something is announced; or that there were too many words."""

    most: int
    too_long: bool = False


class AnnouncePreview(Struct, frozen=True, kw_only=True):
    """What it would be, before anybody gets it."""

    id: int
    words: str
    people: int
    minutes: int


class AnnounceTold(Struct, frozen=True, kw_only=True):
    """How it stands."""

    id: int
    state: AnnouncementShown
    reached: int
    people: int
    waits: bool
    """Some have quiet hours, and get it afterwards."""


class AnnounceDropped(Struct, frozen=True, kw_only=True):
    """It was not sent."""


class Announced(Struct, frozen=True, kw_only=True):
    """What an operator says to everybody."""

    words: str


OperatingReply = (
    StatusTold
    | WasAway
    | UpdatesDied
    | BackupFailed
    | RepliesStuck
    | DecksBroken
    | AnnounceHow
    | AnnouncePreview
    | AnnounceTold
    | AnnounceDropped
    | Announced
)

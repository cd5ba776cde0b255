"""A round before its first question: how it is to be played and who is in, or why there is none."""

from msgspec import Struct

from bot.domain.rounds.round import Play, Setup


class TeamCalled(Struct, frozen=True, kw_only=True):
    """A team that waits for players."""

    names: tuple[str, ...]
    """Who is in; of many, the first ones."""
    players: int
    """How many are in."""


class Offered(Struct, frozen=True, kw_only=True):
    """Something that can be chosen from a list."""

    action: str
    """What its button carries."""
    title: str | None
    """None: everything."""
    chosen: bool


class RoundCalled(Struct, frozen=True, kw_only=True):
    """A round waits for players."""

    round: int
    setup: Setup
    count: int
    """How many questions there will be: as many as wanted, if so many fit."""
    deck: str
    topic: str | None
    """Titles."""
    names: tuple[str, ...]
    """Who is in, and in no team; of many, the first ones."""
    players: int = 0
    """How many are in, and in no team."""
    teams: tuple[TeamCalled, ...] = ()
    view: str = ""
    """What is on show beside: see `bot.app.rounds.lobby`."""
    offered: tuple[Offered, ...] = ()
    """The list that is on show."""
    next_view: str | None = None
    """Where the list goes on."""
    back: str = ""
    """The view that comes before this one."""
    begun: bool = False
    """Nothing is to be chosen any more."""

    @property
    def changing(self) -> bool:
        """What can be changed is on show."""
        return bool(self.view) and not self.offered


class RoundDropped(Struct, frozen=True, kw_only=True):
    """A round that nobody started, or that was stopped before it began."""


class RoundRuns(Struct, frozen=True, kw_only=True):
    """There is a round here already."""

    begun: bool


class NoRound(Struct, frozen=True, kw_only=True):
    """There is none to stop or to skip in."""


class NothingToPlay(Struct, frozen=True, kw_only=True):
    """No question of this course fits the way of playing."""

    play: Play


class NotYours(Struct, frozen=True, kw_only=True):
    """Only the host or an administrator may do that."""


class MembersOnly(Struct, frozen=True, kw_only=True):
    """Rounds are for those who are in the group."""


class RoundGone(Struct, frozen=True, kw_only=True):
    """The round of a link or a button is over."""


LobbyReply = (
    MembersOnly | NoRound | NotYours | NothingToPlay | RoundCalled | RoundDropped | RoundGone | RoundRuns
)

"""What a group reads of a round: its questions, how they went, its end."""

from msgspec import Struct

from bot.domain.question import Question
from bot.domain.rounds.round import Play, Why
from bot.domain.rounds.standings import Line, TeamLine


class RoundPut(Struct, frozen=True, kw_only=True):
    """A question of a round, in the group."""

    round: int
    question: Question
    place: int
    of: int
    seconds: int
    play: Play
    poll: bool
    """As a native poll."""
    private: bool
    """Players may answer in their private chats."""
    open: bool
    """Plain messages are heard; else replies are."""
    answered: tuple[str, ...] = ()
    """Who has answered already; none if they are too many to be named."""
    answers: int = 0
    """How many have."""
    closed: bool = False
    """Nothing is to be chosen any more."""


class GroupHas(Struct, frozen=True, kw_only=True):
    """together: what the group has of an answer so far."""

    items: tuple[str, ...]
    left: int
    ask_for: str
    """What is asked for next; empty where a number says it."""


class PlaceClosed(Struct, frozen=True, kw_only=True):
    """A question of a round is closed."""

    question: Question
    right: tuple[str, ...]
    """Names, in the order of their answers; together, of everybody who added something."""
    answered: int
    """How many answered."""
    play: Play
    miss: str | None = None
    """The commonest mistake, where it points at nobody."""
    doubtful: int = 0
    """Answers that are in doubt."""
    shown: bool = True
    """The right answer has to be said; a poll shows it by itself."""


class DoubtfulAnswer(Struct, frozen=True, kw_only=True):
    """What a player said that the marker couldn't tell."""

    action: str
    """What its buttons carry: the question's place and the player's seat."""
    name: str
    said: str
    counts: bool | None
    """None: that is not decided."""


class WhetherItCounts(Struct, frozen=True, kw_only=True):
    """Answers that are in doubt, for the others to say whether they count; and what was decided."""

    round: int
    answers: tuple[DoubtfulAnswer, ...]
    open: bool
    """It can be said."""


class RoundOver(Struct, frozen=True, kw_only=True):
    """A round is over."""

    round: int
    why: Why
    lines: tuple[Line, ...]
    hardest: str | None
    """The title of the question that was known least."""
    fixable: bool
    """There are near misses that the host can rule on."""
    play: Play = Play.REVEAL
    knew: tuple[int, int] | None = None
    """How many had the hardest question right, of how many; None where that would point at somebody, or one
    right answer is enough."""
    run: tuple[tuple[str, ...], int] | None = None
    """Who had the longest run, and how long it was."""
    completed: int = 0
    """Of how many questions the answer was found."""
    asked: int = 0
    """How many questions were closed."""
    explains: bool = False
    """These are the first points here: what they are for is told."""
    teams: tuple[TeamLine, ...] = ()


class NearMisses(Struct, frozen=True, kw_only=True):
    """Answers that were not right and that the host may rule to be."""

    round: int
    answers: tuple[tuple[str, str, str], ...]
    """What a button carries, what was said, the title of the question."""


RoundReply = GroupHas | NearMisses | PlaceClosed | RoundOver | RoundPut | WhetherItCounts

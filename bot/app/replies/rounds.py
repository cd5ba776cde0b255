"""Messages about rounds in groups."""

from dataclasses import dataclass

from bot.domain.marking.verdict import Mark
from bot.domain.question import Question
from bot.domain.rounds.round import Play, Setup, Why
from bot.domain.rounds.standings import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundCalled:
    """A round waits for players."""

    round: int
    setup: Setup
    count: int
    """How many questions there will be: as many as wanted, if so many fit."""
    deck: str
    topic: str | None
    """Titles."""
    names: tuple[str, ...]
    """Who is in; of many, the first ones."""
    players: int = 0
    """How many are in."""
    changing: bool = False
    """How it is played is being changed."""
    begun: bool = False
    """Nothing is to be chosen any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundDropped:
    """A round that nobody started, or that was stopped before it began."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundRuns:
    """There is a round here already."""

    begun: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NoRound:
    """There is none to stop or to skip in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingToPlay:
    """No question of this course fits the way of playing."""

    play: Play


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundPut:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatAsked:
    """A question of a round, in a player's private chat."""

    question: Question
    place: int
    of: int
    seconds: int
    group: str = ""
    """Where it is played; empty where that was just said."""
    last: "SeatMarked | None" = None
    """How they did at the question before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatMarked:
    """How a player did at a question of a round; said in private, after its close."""

    question: Question
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatTaken:
    """They are in. As a message in private, or as the notice of a tap."""

    group: str = ""
    private: bool = False
    """Said in private: typed questions come here."""
    carries: bool = True
    """Rounds count for their own memory, or that was offered before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatLate:
    """What they typed in private for a round came after the close, or held nothing to mark."""

    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTaken:
    """The notice of a tap on an option."""

    option: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundGone:
    """The round of a link or a button is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotYours:
    """Only the host or an administrator may do that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupHas:
    """together: what the group has of an answer so far."""

    items: tuple[str, ...]
    left: int
    ask_for: str
    """What is asked for next; empty where a number says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceClosed:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtfulAnswer:
    """What a player said that the marker couldn't tell."""

    action: str
    """What its buttons carry: the question's place and the player's seat."""
    name: str
    said: str
    counts: bool | None
    """None: that is not decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhetherItCounts:
    """Answers that are in doubt, for the others to say whether they count; and what was decided."""

    round: int
    answers: tuple[DoubtfulAnswer, ...]
    open: bool
    """It can be said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RulingTaken:
    """The notice of a tap: what they say of an answer in doubt is noted."""

    counts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RulingLate:
    """The notice of a tap: it is settled, or not theirs to say."""

    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatRuled:
    """In private: whether a player's answer that was in doubt counts."""

    question: Question
    counts: bool | None
    """None: nobody said, or they were not of one mind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundOver:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatOver:
    """In private, once a round is over: how a player did, and what is worth another look."""

    group: str
    right: int | None
    """How many they had right; None where one right answer was enough for all."""
    asked: int
    look_at: Question | None
    """The hardest of those they did not have; None if there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMisses:
    """Answers that were not right and that the host may rule to be."""

    round: int
    answers: tuple[tuple[str, str, str], ...]
    """What a button carries, what was said, the title of the question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopTold:
    """The table of a group."""

    lines: tuple[tuple[str, int, int], ...]
    """Name, points in quarters, rounds."""
    week: bool
    """Of the last seven days; else of all time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HidingTold:
    """They are left out of the group's tables, or in them again."""

    hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainTold:
    """Text and buttons instead of native polls, or polls again."""

    plain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupWelcomed:
    """The tutor was added to a group, or is asked what it does there."""

    open: bool
    """Plain messages are heard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivatelyOnly:
    """A command that belongs into the private chat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupAnswersTold:
    """What they answer in groups counts for their own memory, or does not."""

    carries: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundsElsewhere:
    """Somebody wants a round in their private chat."""


RoundReply = (
    AnswerTaken
    | GroupAnswersTold
    | GroupHas
    | GroupWelcomed
    | HidingTold
    | NearMisses
    | NoRound
    | NotYours
    | NothingToPlay
    | PlaceClosed
    | PlainTold
    | PrivatelyOnly
    | RoundCalled
    | RoundDropped
    | RoundGone
    | RoundOver
    | RoundPut
    | RoundRuns
    | RoundsElsewhere
    | RulingLate
    | RulingTaken
    | SeatAsked
    | SeatLate
    | SeatMarked
    | SeatOver
    | SeatRuled
    | SeatTaken
    | TopTold
    | WhetherItCounts
)
"""What is said in rounds, and about them."""

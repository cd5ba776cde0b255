"""What can happen to a round (events in), and what it leads to (happenings out)."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.marking.verdict import Verdict
from bot.domain.rounds.round import Posed, Round, Setup, Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Somebody takes a seat."""

    person: int
    name: str
    host: bool = False
    team: int | None = None
    """The team they have chosen; None leaves it open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """Somebody left the group."""

    person: int
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """The round is to be played otherwise."""

    setup: Setup


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """It starts, with these questions."""

    posed: tuple[Posed, ...]
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The message of a question has arrived."""

    place: int
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """Somebody answered, by words, by vote or by tap."""

    person: int
    name: str
    place: int
    at: datetime
    """When they did."""
    now: datetime
    """When we heard of it."""
    said: str
    verdict: Verdict
    message: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """A vote was retracted."""

    person: int
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticked:
    """Time has passed."""

    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """The open question is to be closed now."""

    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """The round is to end now."""

    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """The host ruled that what somebody answered was right."""

    person: int
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """Somebody says whether an answer that is in doubt counts."""

    person: int
    """Who says so; nobody's number for somebody without a seat."""
    about: int
    """Whose answer it is."""
    place: int
    counts: bool
    decides: bool
    """They run the round: their word alone decides, but on their own answer."""
    now: datetime


Event = (
    Joined
    | Left
    | Changed
    | Begun
    | Shown
    | Answered
    | TakenBack
    | Ticked
    | Skipped
    | Stopped
    | Fixed
    | Ruled
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seated:
    """Somebody new is in, or in another team."""

    person: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A question is to be asked."""

    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """An answer was taken; whether it is right is not said yet."""

    person: int
    place: int
    first: bool
    """Their first answer to this question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Won:
    """The first right answer of a race."""

    person: int
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """Something was added to what the group has."""

    person: int
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NotYet:
    """An open answer that was not right, or added nothing."""

    person: int
    place: int
    partly: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsure:
    """An open answer that is in doubt; the question goes on."""

    person: int
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubted:
    """One more answer in doubt, given in time, has reached us after the close."""

    person: int
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What somebody says of an answer in doubt is noted, and does not decide yet."""

    person: int
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """Whether an answer that was in doubt counts is decided."""

    person: int
    """Whose answer it was."""
    place: int
    counts: bool | None
    """None: nobody said, or as many said yes as no; it counts neither for nor against them."""
    asked: bool = True
    """The others were asked; False where the round ended before its question was closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """A question is closed."""

    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """The round is over."""

    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Nothing changed."""

    why: Why


Happening = (
    Seated
    | Opened
    | Taken
    | Won
    | Added
    | NotYet
    | Unsure
    | Doubted
    | Heard
    | Settled
    | Closed
    | Ended
    | Refused
)
Step = tuple[Round, tuple[Happening, ...]]

"""What can happen to a round (events in), and what it leads to (happenings out)."""

from datetime import datetime

from msgspec import Struct

from bot.domain.marking.verdict import Verdict
from bot.domain.rounds.round import Posed, Round, Setup, Why


class Joined(Struct, frozen=True, kw_only=True):
    """Somebody takes a seat."""

    person: int
    name: str
    host: bool = False
    team: int | None = None
    """The team they have chosen; None leaves it open."""


class Left(Struct, frozen=True, kw_only=True):
    """Somebody left the group."""

    person: int
    now: datetime


class Changed(Struct, frozen=True, kw_only=True):
    """The round is to be played otherwise."""

    setup: Setup


class Begun(Struct, frozen=True, kw_only=True):
    """It starts, with these questions."""

    posed: tuple[Posed, ...]
    now: datetime


class Shown(Struct, frozen=True, kw_only=True):
    """The message of a question has arrived."""

    place: int
    now: datetime


class Answered(Struct, frozen=True, kw_only=True):
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


class TakenBack(Struct, frozen=True, kw_only=True):
    """A vote was retracted."""

    person: int
    place: int


class Ticked(Struct, frozen=True, kw_only=True):
    """Time has passed."""

    now: datetime


class Skipped(Struct, frozen=True, kw_only=True):
    """The open question is to be closed now."""

    now: datetime


class Stopped(Struct, frozen=True, kw_only=True):
    """The round is to end now."""

    now: datetime


class Fixed(Struct, frozen=True, kw_only=True):
    """The host ruled that what somebody answered was right."""

    person: int
    place: int


class Ruled(Struct, frozen=True, kw_only=True):
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


class Seated(Struct, frozen=True, kw_only=True):
    """Somebody new is in, or in another team."""

    person: int


class Opened(Struct, frozen=True, kw_only=True):
    """A question is to be asked."""

    place: int


class Taken(Struct, frozen=True, kw_only=True):
    """An answer was taken; whether it is right is not said yet."""

    person: int
    place: int
    first: bool
    """Their first answer to this question."""


class Won(Struct, frozen=True, kw_only=True):
    """The first right answer of a race."""

    person: int
    place: int


class Added(Struct, frozen=True, kw_only=True):
    """Something was added to what the group has."""

    person: int
    place: int


class NotYet(Struct, frozen=True, kw_only=True):
    """An open answer that was not right, or added nothing."""

    person: int
    place: int
    partly: bool


class Unsure(Struct, frozen=True, kw_only=True):
    """An open answer that is in doubt; the question goes on."""

    person: int
    place: int


class Doubted(Struct, frozen=True, kw_only=True):
    """One more answer in doubt, given in time, has reached us after the close."""

    person: int
    place: int


class Heard(Struct, frozen=True, kw_only=True):
    """What somebody says of an answer in doubt is noted, and does not decide yet."""

    person: int
    place: int


class Settled(Struct, frozen=True, kw_only=True):
    """Whether an answer that was in doubt counts is decided."""

    person: int
    """Whose answer it was."""
    place: int
    counts: bool | None
    """None: nobody said, or as many said yes as no; it counts neither for nor against them."""
    asked: bool = True
    """The others were asked; False where the round ended before its question was closed, and where a second
    opinion decided it."""
    thought: bool = False
    """A second opinion decided it."""


class Closed(Struct, frozen=True, kw_only=True):
    """A question is closed."""

    place: int


class Ended(Struct, frozen=True, kw_only=True):
    """The round is over."""

    why: Why


class Refused(Struct, frozen=True, kw_only=True):
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

"""Messages about coming, going on and resting, and about what is not an answer."""

from dataclasses import dataclass

from bot.app.events import ContentKind
from bot.app.replies.daily import StreakNews
from bot.app.replies.learning import Back


@dataclass(frozen=True, slots=True, kw_only=True)
class Welcomed:
    """Somebody is here for the first time."""

    greets: bool = False
    """They said something of their own first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WelcomedBack:
    """Somebody who was here before has come again by /start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CameBack:
    """Somebody is back after a silence."""

    waiting: int = 0
    """How many questions are due."""
    sizes: tuple[int, ...] = ()
    """How many of them they may want today; none: a question follows by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreWait:
    """A first question after a silence is done, and more are due."""

    waiting: int
    sizes: tuple[int, ...]


SETS = (1, 3, 5)
"""So many at a time are offered to those who are back."""


def sizes_of(waiting: int) -> tuple[int, ...]:
    """How many of so many may be wanted at a time."""
    return (1, 2) if waiting == 2 else tuple(size for size in SETS if size <= waiting)


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitReached:
    """A limit of the day is reached: no new ones come, or what is due waits, or both."""

    new: int | None = None
    """The limit of new ones, if there are more and it keeps them for tomorrow."""
    reviews: int | None = None
    """The limit of reviews, if more is due and it keeps them for tomorrow."""
    waiting: int = 0
    """How many of those are due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A question was put off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingOver:
    """A sitting has come to its end."""

    right: int
    questions: int
    coming_back: tuple[tuple[str, Back], ...]
    """Titles of what was missed, and when each comes back."""
    others: Back | None
    """When the last of the others is back; None if there are none."""
    met: int
    of: int
    waiting: int = 0
    """How many more are due today."""
    uncounted: bool = False
    """Nothing has made today count yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AllMet:
    """Every question of the deck has been met."""

    deck: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicMet:
    """They take up a topic whose questions they have all met."""

    title: str
    count: int
    due: int
    """How many of them are due today."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingLeft:
    """There is no question to ask: all of them are put away."""

    away: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingDue:
    """Nothing is due and nothing new is left for today; the day counts all the same."""

    back: Back
    """When the next one is due."""
    streak: StreakNews | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingOpen:
    """A text came and no question is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rested:
    """They have had enough for now."""

    later: bool = False
    """They want to be asked later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotACommand:
    """A command nobody knows."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotText:
    """Something that cannot be read, such as a picture."""

    what: ContentKind
    open: bool
    """A question is waiting for an answer."""


@dataclass(frozen=True, slots=True)
class TooMuch:
    """They sent far more at once than can be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OldButton:
    """A button that leads nowhere any more: another version, somebody else's, or never ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAlready:
    """They want the next question, and one is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedAlready:
    """The question under this button is closed."""


ConversationReply = (
    Welcomed
    | WelcomedBack
    | CameBack
    | MoreWait
    | LimitReached
    | Skipped
    | SittingOver
    | AllMet
    | TopicMet
    | NothingLeft
    | NothingDue
    | NothingOpen
    | Rested
    | NotACommand
    | NotText
    | TooMuch
    | OldButton
    | OpenAlready
    | ClosedAlready
)
"""What is said about coming, going on and resting."""

"""Messages about coming, going on and resting, and about what is not an answer."""

from msgspec import Struct

from bot.app.events import ContentKind
from bot.app.replies.daily import StreakNews
from bot.app.replies.learning import Back


class Welcomed(Struct, frozen=True, kw_only=True):
    """Somebody is here for the first time."""

    greets: bool = False
    """They said something of their own first."""


class WelcomedBack(Struct, frozen=True, kw_only=True):
    """Somebody who was here before has come again by /start."""


class CameBack(Struct, frozen=True, kw_only=True):
    """Somebody is back after a silence."""

    waiting: int = 0
    """How many questions are due."""
    sizes: tuple[int, ...] = ()
    """How many of them they may want today; none: a question follows by itself."""


class MoreWait(Struct, frozen=True, kw_only=True):
    """A first question after a silence is done, and more are due."""

    waiting: int
    sizes: tuple[int, ...]


SETS = (1, 3, 5)
"""So many at a time are offered to those who are back."""


def sizes_of(waiting: int) -> tuple[int, ...]:
    """How many of so many may be wanted at a time."""
    return (1, 2) if waiting == 2 else tuple(size for size in SETS if size <= waiting)


class LimitReached(Struct, frozen=True, kw_only=True):
    """A limit of the day is reached: no new ones come, or what is due waits, or both."""

    new: int | None = None
    """The limit of new ones, if there are more and it keeps them for tomorrow."""
    reviews: int | None = None
    """The limit of reviews, if more is due and it keeps them for tomorrow."""
    waiting: int = 0
    """How many of those are due."""


class Skipped(Struct, frozen=True, kw_only=True):
    """A question was put off."""


class SittingOver(Struct, frozen=True, kw_only=True):
    """A sitting has come to its end."""

    right: int
    """When first asked, or by their own word."""
    questions: int
    """How many were answered or shown; what was put off is none of them."""
    coming_back: tuple[tuple[str, Back], ...]
    """Titles of what was missed, and when each comes back."""
    others: Back | None
    """When the last of the others is back; None if there are none."""
    met: int
    of: int
    waiting: int = 0
    """How many more are due today."""
    put_off: int = 0
    """How many were put off, and not answered or shown later."""
    mended: int = 0
    """How many were right when they came again in the sitting."""
    uncounted: bool = False
    """Nothing has made today count yet."""


class AllMet(Struct, frozen=True, kw_only=True):
    """Every question of the deck has been met."""

    deck: str
    count: int


class TopicMet(Struct, frozen=True, kw_only=True):
    """They take up a topic whose questions they have all met."""

    title: str
    count: int
    due: int
    """How many of them are due today."""


class NothingLeft(Struct, frozen=True, kw_only=True):
    """There is no question to ask: all of them are put away."""

    away: int


class NothingDue(Struct, frozen=True, kw_only=True):
    """Nothing is due and nothing new is left for today; the day counts all the same."""

    back: Back
    """When the next one is due."""
    streak: StreakNews | None = None


class NothingOpen(Struct, frozen=True, kw_only=True):
    """A text came and no question is open."""


class Rested(Struct, frozen=True, kw_only=True):
    """They have had enough for now."""

    later: bool = False
    """They want to be asked later."""


class NotACommand(Struct, frozen=True, kw_only=True):
    """A command nobody knows."""

    name: str


class NotText(Struct, frozen=True, kw_only=True):
    """Something that cannot be read, such as a picture."""

    what: ContentKind
    open: bool
    """A question is waiting for an answer."""


class TooMuch(Struct, frozen=True):
    """They sent far more at once than can be read."""


class OldButton(Struct, frozen=True, kw_only=True):
    """A button that leads nowhere any more: another version, somebody else's, or never ours."""


class OpenAlready(Struct, frozen=True, kw_only=True):
    """They want the next question, and one is open."""


class ClosedAlready(Struct, frozen=True, kw_only=True):
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

"""Messages about what there is to learn, how far somebody has come, and their own data."""

from datetime import date, time

from msgspec import Struct

from bot.app.events import PersonId
from bot.app.ports.calendar import DayReason
from bot.app.replies.daily import Place
from bot.domain.question import DeckId, TopicId


class TopicLine(Struct, frozen=True, kw_only=True):
    """A topic in the list of topics."""

    id: TopicId
    title: str
    met: int
    of: int


class DeckLine(Struct, frozen=True, kw_only=True):
    """A deck in the list of decks."""

    id: DeckId
    title: str
    description: str = ""


class TopicsListed(Struct, frozen=True, kw_only=True):
    """What can be learned."""

    deck: str
    topics: tuple[TopicLine, ...]
    description: str = ""
    """What the deck is about, by its authors."""
    authors: tuple[str, ...] = ()
    source: str = ""
    others: tuple[DeckLine, ...]


class NoSuchTopic(Struct, frozen=True, kw_only=True):
    """A topic was named that does not exist."""

    name: str
    topics: tuple[TopicLine, ...]


class TopicMemory(Struct, frozen=True, kw_only=True):
    """How well a topic is remembered now."""

    title: str
    recall: float
    """The share, 0 … 1, of what was met of it that would be known now: a prediction, and a careful one."""
    met: int
    right: int
    """Of those, right when last asked: measured."""
    of: int


class Year(Struct, frozen=True, kw_only=True):
    """A learner's year at a glance: what its picture shows, and its words say. Not a reply of its own."""

    today: date
    days: tuple[tuple[date, DayReason], ...]
    """The ledger, oldest first, each day once."""
    topics: tuple[TopicMemory, ...]
    due: tuple[int, ...]
    """How many questions are due on each of 14 days, today first; overdue ones are today's."""
    streak: int
    longest: int


class StreakTold(Struct, frozen=True, kw_only=True):
    """The streak in figures."""

    length: int
    longest: int
    today: bool
    since: date | None
    learned: int
    """Days that counted, in all."""
    freezes: int = 0
    """In hand."""
    year: Year | None = None
    """For the picture that goes with it."""


class StatsTold(Struct, frozen=True, kw_only=True):
    """How far they have come."""

    deck: str
    topics: tuple[TopicLine, ...]
    answered: int
    """Questions brought to an end."""
    right: int
    unaided: int
    """Right at first, without a hint."""
    compared: int = 0
    """Marked by themselves, for the answer was in doubt."""
    coming_back: tuple[str, ...]
    """Titles of what was last missed."""
    year: Year
    drawn: bool = True
    """The picture goes with it; False: words alone were asked for."""


class SettingsTold(Struct, frozen=True, kw_only=True):
    """What can be set, and how it stands."""

    flow: bool
    deck: str
    away: int
    place: Place
    zone_known: bool
    quiet: tuple[time, time]
    caps: tuple[int, int]
    """New questions and reviews a day at most."""
    ahead: bool
    weekly: bool
    second_opinion: bool | None = None
    """Whether a language model may be asked about their answers; None where there is none to ask."""
    changed: bool = False


class BroughtBack(Struct, frozen=True, kw_only=True):
    """Questions put away are asked again."""

    count: int


class HelpTold(Struct, frozen=True, kw_only=True):
    """What the tutor can do."""

    rules: bool = False
    """They rule on answers: the commands for that are named too."""


class PrivacyTold(Struct, frozen=True, kw_only=True):
    """What is kept about people, and for how long."""

    text_days: int
    waiting_days: int
    """Of words that wait for an author."""
    """After so many days the words of an answer are removed."""
    second_opinion: bool = False
    """A language model may be asked about answers in doubt."""


class Exported(Struct, frozen=True, kw_only=True):
    """Everything about a person, as a file that is made when it is sent."""

    learner: PersonId
    day: date
    """Their day when they asked."""


class EraseAsked(Struct, frozen=True, kw_only=True):
    """Are they sure?"""

    reviews: int
    until: int
    """Unix time after which the button to do it does nothing, so that no old one is tapped by chance."""


class Erased(Struct, frozen=True, kw_only=True):
    """Everything about them is gone."""


class KeptAll(Struct, frozen=True, kw_only=True):
    """They did not want it erased after all."""


AccountReply = (
    TopicsListed
    | NoSuchTopic
    | StreakTold
    | StatsTold
    | SettingsTold
    | BroughtBack
    | HelpTold
    | PrivacyTold
    | Exported
    | EraseAsked
    | Erased
    | KeptAll
)
"""What is said about settings and what is kept."""

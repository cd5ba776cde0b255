"""Messages about daily questions in channels, groups and topics."""

from dataclasses import dataclass
from datetime import date, time

from bot.app.replies.daily import Place
from bot.domain.marking.verdict import Verdict
from bot.domain.question import DeckId, Question, TopicId
from bot.domain.tally import Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelHow:
    """How a channel gets its daily question; they look after none that we are in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelsListed:
    """Which of their channels do they mean?"""

    channels: tuple[tuple[str, str], ...]
    """What a button carries, and the title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelClosed:
    """They are not known to be an administrator of that channel now: nothing was changed."""

    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelMute:
    """We may not post in that channel."""

    title: str
    lost: bool = False
    """We could, until now: said once, unasked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatDailyOffered:
    """No daily question comes here yet: shall one?"""

    key: str
    """What its buttons are about: `d` in a group, `c` and a number for a channel."""
    title: str
    """The channel; empty in a group."""
    at: time
    place: Place
    course: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatDailyTold:
    """How a daily question stands."""

    key: str
    title: str
    at: time
    weekdays: int
    place: Place
    """Whose clock it goes by."""
    course: str
    next_on: date | None
    today: date
    changed: bool = False
    rights_lost: bool = False
    """We may not post there."""
    gaps: bool = False
    """In a group: the weekly look at what it forgets is on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatDailyBegun:
    """In the channel itself: from now on there is a daily question here."""

    at: time
    weekdays: int
    place: Place
    course: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatDailyAsked:
    """What of it is to be changed, and the choices."""

    key: str
    what: str
    """`hours`, `days` or `course`."""
    courses: tuple[tuple[DeckId, TopicId | None, str], ...] = ()
    """Deck, topic and title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatDailyMisread:
    """What was typed after the command cannot be read."""

    command: str
    what: str
    """`any`, `course` or `place`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatDailyEnded:
    """No daily question comes there any more."""

    title: str
    command: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekAhead:
    """The next questions of a chat subscription, each with what a button to swap it carries."""

    key: str
    title: str
    days: tuple[tuple[date, str, str], ...]
    """The date, what the button carries, the question."""
    more: bool = True
    """Others stand behind them in line, to be swapped in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostTold:
    """How the last post did, told with the next one or when its time is over."""

    question: Question
    on: date
    days: int
    """How many days ago that was."""
    tally: Tally
    group: bool
    right: tuple[str, ...] = ()
    """In a group: who was right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostPut:
    """The question of the day in a channel or a group."""

    post: int
    question: Question
    poll: bool
    group: bool
    discussed: bool = False
    """Comments are heard."""
    news: bool = False
    """The last result stands above it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentMarked:
    """How a comment under a channel's post did as an answer."""

    question: Question
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class GapsTold:
    """The weekly look at what a group forgets is wanted, or not."""

    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GapsFound:
    """What a group forgets, from the last week: nobody is named."""

    questions: tuple[Question, ...]


PostReply = (
    ChannelClosed
    | ChannelHow
    | ChannelMute
    | ChannelsListed
    | CommentMarked
    | GapsFound
    | GapsTold
    | PostPut
    | PostTold
    | ChatDailyAsked
    | ChatDailyBegun
    | ChatDailyEnded
    | ChatDailyMisread
    | ChatDailyOffered
    | ChatDailyTold
    | WeekAhead
)
"""What is said about daily questions of channels and groups."""

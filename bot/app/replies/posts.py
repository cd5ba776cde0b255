"""Messages about daily questions in channels, groups and topics."""

from datetime import date, time

from msgspec import Struct

from bot.app.replies.daily import Place
from bot.domain.marking.verdict import Verdict
from bot.domain.question import DeckId, Question, TopicId
from bot.domain.tally import Tally


class ChannelHow(Struct, frozen=True, kw_only=True):
    """How a channel gets its daily question; they look after none that we are in."""


class ChannelsListed(Struct, frozen=True, kw_only=True):
    """Which of their channels do they mean?"""

    channels: tuple[tuple[str, str], ...]
    """What a button carries, and the title."""


class ChannelClosed(Struct, frozen=True, kw_only=True):
    """They are not known to be an administrator of that channel now: nothing was changed."""

    title: str


class ChannelMute(Struct, frozen=True, kw_only=True):
    """We may not post in that channel."""

    title: str
    lost: bool = False
    """We could, until now: said once, unasked."""


class ChatDailyOffered(Struct, frozen=True, kw_only=True):
    """No daily question comes here yet: shall one?"""

    key: str
    """What its buttons are about: `d` in a group, `c` and a number for a channel."""
    title: str
    """The channel; empty in a group."""
    at: time
    place: Place
    course: str


class ChatDailyTold(Struct, frozen=True, kw_only=True):
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


class ChatDailyBegun(Struct, frozen=True, kw_only=True):
    """In the channel itself: from now on there is a daily question here."""

    at: time
    weekdays: int
    place: Place
    course: str


class ChatDailyAsked(Struct, frozen=True, kw_only=True):
    """What of it is to be changed, and the choices."""

    key: str
    what: str
    """`hours`, `days` or `course`."""
    courses: tuple[tuple[DeckId, TopicId | None, str], ...] = ()
    """Deck, topic and title."""


class ChatDailyMisread(Struct, frozen=True, kw_only=True):
    """What was typed after the command cannot be read."""

    command: str
    what: str
    """`any`, `course` or `place`."""


class ChatDailyEnded(Struct, frozen=True, kw_only=True):
    """No daily question comes there any more."""

    title: str
    command: str


class WeekAhead(Struct, frozen=True, kw_only=True):
    """The next questions of a chat subscription, each with what a button to swap it carries."""

    key: str
    title: str
    days: tuple[tuple[date, str, str], ...]
    """The date, what the button carries, the question."""
    more: bool = True
    """Others stand behind them in line, to be swapped in."""


class PostTold(Struct, frozen=True, kw_only=True):
    """How the last post did, told with the next one or when its time is over."""

    question: Question
    on: date
    days: int
    """How many days ago that was."""
    tally: Tally
    group: bool
    right: tuple[str, ...] = ()
    """In a group: who was right."""


class PostPut(Struct, frozen=True, kw_only=True):
    """The question of the day in a channel or a group."""

    post: int
    question: Question
    poll: bool
    group: bool
    discussed: bool = False
    """Comments are heard."""
    news: bool = False
    """The last result stands above it."""


class CommentMarked(Struct, frozen=True, kw_only=True):
    """How a comment under a channel's post did as an answer."""

    question: Question
    verdict: Verdict


class GapsTold(Struct, frozen=True, kw_only=True):
    """The weekly look at what a group forgets is wanted, or not."""

    on: bool


class GapsFound(Struct, frozen=True, kw_only=True):
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

"""The rows of the playground's state, one dataclass a collection."""

from dataclasses import dataclass, field

from bot.playground.table import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """A chat. `kind` is Telegram's type; a private chat has the number of its person."""

    id: int
    kind: str
    title: str = ""
    started: bool = False
    """Private: the person has written at least once, so the bot may write."""
    blocked: bool = False
    """Private: the person has blocked the bot."""
    typing_until: float = 0.0
    """Seconds since 1970."""
    version: int = 0
    """Grows with every change a person can see."""
    notices: list[Json] = field(default_factory=list)
    """Answers to taps, newest last: id, text, alert, at, for, url."""
    is_forum: bool = False
    permissions: Json = field(default_factory=dict)
    """What ordinary members may not do: right -> False; what is absent is allowed."""
    linked: int | None = None
    """A channel's discussion group, and that group's channel."""
    upgraded_to: int | None = None
    """The supergroup a basic group has become."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A message: Telegram's JSON without what it replies to, and what belongs to it."""

    message: Json
    reply_to: int | None = None
    reactions: Json = field(default_factory=dict)
    """Who ("bot" or a person's number) -> emoji."""
    markup: str = ""
    """Which markup it was sent with when that was no inline keyboard ("force_reply", …)."""
    author: int = 0
    """Who wrote it, whatever it says: a person's number or the bot's; 0 for Telegram itself."""
    external: Json | None = None
    """What it replies to elsewhere: Telegram's ExternalReplyInfo."""
    forced: Json | None = None
    """Whom it forces to reply: `for` (numbers, None for everybody), `placeholder`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody's status in a group or channel, the bot's too."""

    status: str
    """creator, administrator, member, left or kicked."""
    rights: Json = field(default_factory=dict)
    """An administrator's: right -> True."""
    is_anonymous: bool = False
    hears_all: bool = False
    """The bot's: privacy mode was off when it was let in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic of a forum; its number is that of the message which says it was made."""

    name: str
    closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PollRow:
    """A poll as it was sent, and who chose what."""

    chat: int
    message: int
    poll: Json
    """Telegram's Poll without what changes: no counts, always open."""
    solution: Json = field(default_factory=dict)
    """A quiz's correct_option_ids and explanation."""
    is_shuffled: bool = False
    is_hidden: bool = False
    """Results are shown only when it is closed."""
    closes: float | None = None
    """Seconds since 1970."""
    is_closed: bool = False
    votes: Json = field(default_factory=dict)
    """Who (a person's number, or a channel's, as text) -> the options' numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """An update that waits to be fetched and confirmed."""

    update: Json
    expires: float
    """Seconds since 1970."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A tap that waits for its answer."""

    chat: int
    person: int
    at: float
    """Seconds since 1970."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A picture or document somebody sent."""

    id: str
    unique_id: str
    path: str
    name: str
    mime: str
    data: bytes
    width: int = 0
    height: int = 0
    """Pixels, of pictures."""

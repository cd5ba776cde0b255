"""Daily questions of channels, groups and topics, and what they need from the store.

A transaction about a chat subscription holds the row of its chat. What people answer in private is added by
transactions that hold their own row: it goes into rows of its own, and nobody waits.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from enum import StrEnum
from typing import Protocol

from msgspec import Struct

from bot.app.events import ChatId, MessageId, PersonId
from bot.domain.marking.verdict import Mark
from bot.domain.question import DeckId, QuestionId, TopicId
from bot.domain.upcoming import Asked


class ChatSubscriptionState(StrEnum):
    """Where a chat subscription stands."""

    ON = "on"
    OFF = "off"
    NO_RIGHTS = "barred"
    """The tutor may not post there; it goes on when it may again."""


class ChatSubscription(Struct, frozen=True, kw_only=True):
    """A daily question that is posted in a channel, a group or one of its topics. At most one each."""

    id: int
    chat: ChatId
    thread: int
    """The forum topic; 0 for none, and in channels."""
    state: ChatSubscriptionState
    at: time
    """By the wall clock of `zone`."""
    zone: str
    """IANA zone."""
    weekdays: int = 127
    """As bits: Monday 1, Tuesday 2 … Sunday 64."""
    deck: DeckId | None = None
    """None: the one the chat plays from; so it is until somebody has said yes."""
    topic: TopicId | None = None
    next_at: datetime | None = None
    """When the next post is due, UTC."""
    last_date: date | None = None
    """The local date of the newest post."""
    line: tuple[QuestionId, ...] = ()
    """What comes next, as far as it was shown to somebody."""
    passed: tuple[QuestionId, ...] = ()
    """What was swapped away and not asked since."""


class Post(Struct, frozen=True, kw_only=True):
    """The question of one day in a chat subscription. One a local day: a unique key decides."""

    id: int
    chat: ChatId
    thread: int
    local_date: date
    deck: DeckId
    question: QuestionId
    snapshot: str
    poll: bool
    at: datetime
    closes_at: datetime | None = None
    """When its result is told, if no later post has told it."""
    closed_at: datetime | None = None
    votes: tuple[int, ...] = ()
    """How many chose which option, if the poll is anonymous."""


class PostAnswer(Struct, frozen=True, kw_only=True):
    """Somebody's first answer to a post."""

    post: int
    person: PersonId
    name: str
    """Empty where it was given in private: it is counted, and never named."""
    at: datetime
    said: str | None
    mark: Mark
    credit: float

    @property
    def right(self) -> bool:
        """It counts as right."""
        return self.mark in (Mark.RIGHT, Mark.ALMOST)


class AdministeredChannel(Struct, frozen=True, kw_only=True):
    """A channel that somebody looks after."""

    chat: ChatId
    title: str
    chosen: datetime | None
    """When they last spoke of it with the tutor; None: never."""


class Forward(Struct, frozen=True, kw_only=True):
    """A message of a discussion group that stands for a post of its channel."""

    chat: ChatId
    message: MessageId
    channel: ChatId
    post: MessageId
    at: datetime


class Recalled(Struct, frozen=True, kw_only=True):
    """How a group did at a question lately."""

    question: QuestionId
    answered: int
    right: int


class PostRepository(Protocol):
    """Series and their posts."""

    def chat_subscription(self, chat: ChatId, thread: int) -> ChatSubscription | None:
        """Theirs, however it stands."""
        ...

    def chat_subscription_by_id(self, id: int) -> ChatSubscription | None:
        """The same by its number."""
        ...

    def chat_subscriptions_in(self, chat: ChatId) -> Sequence[ChatSubscription]:
        """All of a chat."""
        ...

    def add_chat_subscription(self, chat_subscription: ChatSubscription) -> ChatSubscription:
        """Store a new one (its `id` is ignored) and give it with its id."""
        ...

    def save_chat_subscription(self, chat_subscription: ChatSubscription) -> None:
        """Store the record as it is."""
        ...

    def claim_post(self, post: Post) -> Post | None:
        """Store a new one (its `id` is ignored) and give it with its id; None if that local date of the
        chat subscription has one."""
        ...

    def post(self, id: int) -> Post | None:
        """By id."""
        ...

    def save_post(self, post: Post) -> None:
        """Store what has changed of it."""
        ...

    def open_posts(self, chat: ChatId, thread: int) -> Sequence[Post]:
        """Those whose result was not told yet, the latest first."""
        ...

    def asked_in_posts(self, chat: ChatId, thread: int) -> Mapping[QuestionId, Asked]:
        """How often and when each question was posted there."""
        ...

    def take_for_post(self, answer: PostAnswer) -> bool:
        """Keep somebody's answer; False if they have given one already."""
        ...

    def take_back(self, post: int, person: PersonId) -> None:
        """Remove an answer."""
        ...

    def answers_to(self, post: int) -> Sequence[PostAnswer]:
        """All of them, the earliest first."""
        ...

    def forget_answers(self, post: int) -> None:
        """Remove who answered and what; the counts are told."""
        ...


class ChannelAdminRepository(Protocol):
    """Who looks after a channel, and where its posts are talked about."""

    def add_channel_admin(self, chat: ChatId, person: PersonId) -> None:
        """They gave us a place in that channel. Twice is once."""
        ...

    def choose_channel(self, chat: ChatId, person: PersonId, at: datetime) -> None:
        """They speak of that channel."""
        ...

    def channels_administered_by(self, person: PersonId) -> Sequence[AdministeredChannel]:
        """The channels we are in that they look after, the latest chosen first."""
        ...

    def admins_of_channel(self, chat: ChatId) -> Sequence[PersonId]:
        """Who has spoken of that channel with us."""
        ...

    def save_forward(self, forward: Forward) -> None:
        """A post of a channel has appeared in its discussion group. Twice is once."""
        ...

    def forward_of(self, chat: ChatId, message: MessageId) -> Forward | None:
        """The post of a channel that a message in a discussion group stands for."""
        ...

    def is_discussed(self, channel: ChatId) -> bool:
        """Posts of that channel were seen in a discussion group that we hear."""
        ...

    def recalled(self, chat: ChatId, since: datetime) -> tuple[int, Sequence[Recalled]]:
        """How many people of a group answered anything since, and how each question did."""
        ...


class PostDueRepository(Protocol):
    """What the tick needs to know of chat subscription; no row is held."""

    def due_posts(self, now: datetime, limit: int) -> Sequence[int]:
        """Numbers of chat subscription whose next post has come, the longest due first."""
        ...

    def due_closings(self, now: datetime, limit: int) -> Sequence[int]:
        """Numbers of posts whose result is to be told."""
        ...

    def due_gaps(self, now: datetime, limit: int) -> Sequence[ChatId]:
        """Groups whose weekly look back has come."""
        ...

"""How fast messages may leave. Pure: the time, in seconds that never jump, is an argument.

Telegram takes about 30 bulk messages a second from a bot, about one a second in a chat and 20 a minute in a
group (Bot FAQ, "My bot is hitting limits"). Messages to people are not held to the first.
"""

from collections import OrderedDict
from collections.abc import Callable

from bot.app.events import ChatId

_NS = 1_000_000_000
STAND_BY = 1.0
"""Seconds after which a process that may send no bulk messages asks again whether it may."""


class RateLimit:
    """At most `burst` at once and then one every `every` seconds, for each key.

    So no more than `burst + w / every` leave in any `w` seconds. Each key costs one number, and is forgotten
    when it has rested; a step costs the same for one key or a million. (The leaky bucket that ITU-T I.371
    calls the generic cell rate algorithm.)
    """

    def __init__(self, *, every: float, burst: int) -> None:
        self._every = round(every * _NS)
        self._burst = burst
        # Its first key is found at once; a dict's is behind the gaps that removed keys leave.
        self._full_again: OrderedDict[int, int] = OrderedDict()

    def room(self, key: int, now: float) -> int:
        """How many may leave now."""
        if not self._every:
            return self._burst
        at = round(now * _NS)
        return max(0, self._burst - -(-(self._owed(key, at) - at) // self._every))

    def ready_in(self, key: int, now: float, count: int = 1) -> float:
        """In how many seconds so many may leave, at most the burst; 0 if now."""
        at = round(now * _NS)
        return max(0, self._owed(key, at) - (self._burst - count) * self._every - at) / _NS

    def take(self, key: int, now: float) -> None:
        """One leaves now."""
        at = round(now * _NS)
        owed = self._owed(key, at) + self._every
        self._full_again[key] = owed
        self._full_again.move_to_end(key)
        self._forget(at)

    def __len__(self) -> int:
        """How many keys are remembered."""
        return len(self._full_again)

    def _owed(self, key: int, at: int) -> int:
        return max(at, self._full_again.get(key, at))

    def _forget(self, at: int) -> None:
        # The keys stand in the order of their last use: two looks at the front for each one added are enough.
        for _ in range(2):
            oldest = next(iter(self._full_again), None)
            if oldest is None or self._full_again[oldest] > at:
                return
            del self._full_again[oldest]


class RateLimits:
    """All the limits together, and the pauses the server asked for."""

    def __init__(self, *, bulk: RateLimit, chat: RateLimit, group: RateLimit, stale: RateLimit) -> None:
        """`stale`: for taking older buttons away."""
        self._bulk = bulk
        self._stale = stale
        self._chat = chat
        self._group = group
        self._bulk_from = 0.0
        self._held: dict[ChatId, float] = {}
        self.may_send_bulk: Callable[[], bool] = lambda: True
        """The bulk rate is the bot's: of several processes one sends them."""

    @classmethod
    def of_telegram(cls) -> "RateLimits":
        """25 bulk messages a second (30 in the worst), 1 a second in a chat, 20 a minute in a group."""
        return cls(
            bulk=RateLimit(every=0.04, burst=5),
            chat=RateLimit(every=1.0, burst=3),
            group=RateLimit(every=4.0, burst=5),
            stale=RateLimit(every=0.1, burst=10),
        )

    @classmethod
    def none(cls) -> "RateLimits":
        """As fast as can be: for a server without limits, and for tests with a clock that stands."""
        free = RateLimit(every=0.0, burst=1000)
        return cls(bulk=free, chat=free, group=free, stale=free)

    def bulk_room(self, now: float) -> int:
        """How many bulk messages may leave now, but for a pause."""
        return self._bulk.room(0, now)

    def bulk_ready_in(self, now: float, count: int = 1) -> float:
        """In how many seconds the rate lets `count` more bulk messages leave."""
        return self._bulk.ready_in(0, now, count)

    def bulk_paused_for(self, now: float) -> float:
        """For how many seconds no bulk messages are to leave here; 0 if they may."""
        return max(0.0 if self.may_send_bulk() else STAND_BY, self._bulk_from - now)

    def chat_ready_in(self, chat: ChatId, now: float) -> float:
        """In how many seconds a message may leave for this chat; 0 if now."""
        paused = self._held[chat] - now if chat in self._held else 0.0
        return max(paused, self._pace_of(chat).ready_in(chat, now))

    def can_spare(self, chat: ChatId, now: float) -> bool:
        """Whether something may leave for this chat and leave room for a reply right after it."""
        held = self._held.get(chat, now) > now
        return not held and self._pace_of(chat).room(chat, now) > 1 and self._stale.room(0, now) > 0

    def take_spare(self, chat: ChatId, now: float) -> None:
        """Something that nobody waits for leaves for this chat now."""
        self._pace_of(chat).take(chat, now)
        self._stale.take(0, now)

    def take(self, chat: ChatId, now: float, *, bulk: bool) -> None:
        """A message leaves for this chat now."""
        self._pace_of(chat).take(chat, now)
        if bulk:
            self._bulk.take(0, now)

    def told_to_wait(self, chat: ChatId, seconds: float, now: float, *, bulk: bool) -> None:
        """The server asked for a pause.

        It does not say whether the chat or the whole bot was too fast. A bulk message, or a second chat at
        the same time, means the bot: bulk messages pause too.
        """
        self._held = {held: until for held, until in self._held.items() if until > now}
        self._held[chat] = now + seconds
        if bulk or len(self._held) > 1:
            self._bulk_from = max(self._bulk_from, now + seconds)

    def _pace_of(self, chat: ChatId) -> RateLimit:
        # A group's number is negative.
        return self._group if chat < 0 else self._chat

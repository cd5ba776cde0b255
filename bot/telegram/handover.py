"""What turns hand to the sender in memory, once their transaction is committed."""

from collections.abc import Callable, Collection, Sequence

from msgspec import Struct

from bot.app.events import ChatId
from bot.app.ports.outbox import OutboxMessage, StaleButtons

MOST_IN_HAND = 1000
"""Messages that one process holds at most. What is posted beyond that waits in the outbox."""


class Outgoing(Struct, frozen=True, kw_only=True):
    """What one transaction has for the sender."""

    claimed: Sequence[OutboxMessage] = ()
    """Posted as claimed: to be sent without a query."""
    stale: Sequence[StaleButtons] = ()
    """Buttons that are to be taken away, when there is time."""
    waiting: Collection[ChatId] = ()
    """The chats in which it posted messages that wait to be claimed."""


class Handover:
    """Between `bot.turn`, which posts messages, and the sender. One for each process.

    Without a sender that runs, what is handed over is kept until one takes it.
    """

    def __init__(self) -> None:
        self.in_hand: set[int] = set()
        """The messages this process holds: handed over or claimed, and not settled yet."""
        self._receiver: Callable[[Outgoing], None] | None = None
        self._kept: list[Outgoing] = []
        self._closed = False

    def has_room(self) -> bool:
        """Whether messages may be posted as claimed. May be asked from any thread."""
        return not self._closed and len(self.in_hand) < MOST_IN_HAND

    def put(self, outgoing: Outgoing) -> None:
        """Hand over what a committed transaction posted. After `close` it is left to its lease."""
        if self._closed:
            return
        self.in_hand.update(message.id for message in outgoing.claimed)
        if self._receiver is None:
            self._kept.append(outgoing)
        else:
            self._receiver(outgoing)

    def connect(self, receiver: Callable[[Outgoing], None]) -> None:
        """From now on `receiver` is called with what is handed over, and with what was kept, at once."""
        self._receiver, self._closed = receiver, False
        for outgoing in self.taken():
            receiver(outgoing)

    def close(self) -> None:
        """The sender ends: what is posted from now on waits in the outbox."""
        self._receiver, self._closed = None, True

    def taken(self) -> Sequence[Outgoing]:
        """What was kept, which is forgotten here."""
        kept, self._kept = self._kept, []
        return kept

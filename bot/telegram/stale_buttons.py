"""Older buttons that are to be taken away when the sender has nothing better to do. Pure."""

from collections import OrderedDict
from collections.abc import Callable
from itertools import islice

from bot.app.events import ChatId, MessageId
from bot.app.ports.outbox import StaleButtons

MOST = 500
"""Kept at a time; beyond, the oldest are forgotten: a tap on them is answered all the same."""
LOOKED_AT = 50
"""Of those that wait, how many are asked about at a time."""
REMEMBERED = 10_000
"""Chats whose newest messages with a slot are known without a query."""

Key = tuple[ChatId, str | int | None]


class StaleButtonQueue:
    """One entry for each message, however often it is asked for; a later edit of the message cancels it."""

    def __init__(self) -> None:
        self._waiting: OrderedDict[Key, StaleButtons] = OrderedDict()
        self._numbers: OrderedDict[Key, MessageId] = OrderedDict()

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, stale: StaleButtons) -> None:
        """These buttons serve no more."""
        key = (stale.chat, stale.slot or stale.message)
        self._waiting.pop(key, None)
        self._waiting[key] = stale
        if len(self._waiting) > MOST:
            self._waiting.popitem(last=False)

    def edited(self, chat: ChatId, slot: str | None, message: MessageId | None) -> None:
        """The message is being edited, which decides about its buttons."""
        self._waiting.pop((chat, slot), None)
        self._waiting.pop((chat, message), None)

    def arrived(self, chat: ChatId, slot: str | None, message: MessageId | None) -> None:
        """A slot stands for this message from now on."""
        if slot is None or message is None:
            return
        self._numbers[chat, slot] = message
        self._numbers.move_to_end((chat, slot))
        if len(self._numbers) > REMEMBERED:
            self._numbers.popitem(last=False)

    def number_of(self, stale: StaleButtons) -> MessageId | None:
        """The message it is about, if that is known here."""
        return stale.message or self._numbers.get((stale.chat, stale.slot))

    def next(self, may_leave: Callable[[ChatId], bool]) -> StaleButtons | None:
        """The oldest one whose chat takes a message now, which is forgotten here."""
        for key, stale in islice(self._waiting.items(), LOOKED_AT):
            if may_leave(stale.chat):
                del self._waiting[key]
                return stale
        return None

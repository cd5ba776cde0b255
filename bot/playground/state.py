"""Everything the playground knows, as rows: they can be kept in memory or written down."""

from dataclasses import dataclass, field
from typing import Any

from bot.playground.shelf import Changes, Shelf, plain, record
from bot.playground.table import Json

MOST_MESSAGES = 1000
"""Kept in a chat."""
MOST_CALLS = 500
"""Kept in the log."""
MOST_FILES = 300
MOST_FILE_BYTES = 64 * 1024 * 1024


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
    """Answers to taps, newest last: id, text, alert, at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A message: Telegram's JSON without what it replies to, and what belongs to it."""

    message: Json
    reply_to: int | None = None
    reactions: Json = field(default_factory=dict)
    """Who ("bot" or a person's number) -> emoji."""
    markup: str = ""
    """Which markup it was sent with when that was no inline keyboard ("force_reply", …)."""


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


class State:
    """The rows, and which messages a chat has, in order."""

    def __init__(self) -> None:
        self.numbers: Shelf[str, int | float] = Shelf("numbers", plain())
        self.settings: Shelf[str, Any] = Shelf("settings", plain())
        self.people: Shelf[int, Json] = Shelf("people", plain())
        self.chats: Shelf[int, Chat] = Shelf("chats", record(Chat))
        self.messages: Shelf[tuple[int, int], Kept] = Shelf("messages", record(Kept))
        self.updates: Shelf[int, Pending] = Shelf("updates", record(Pending))
        self.queries: Shelf[str, Query] = Shelf("queries", record(Query))
        self.files: Shelf[str, StoredFile] = Shelf("files", record(StoredFile))
        self.calls: Shelf[int, Json] = Shelf("calls", plain())
        self._shelves = [one for one in vars(self).values() if isinstance(one, Shelf)]
        self._order: dict[int, dict[int, None]] = {}

    def shelves(self) -> dict[str, Shelf[Any, Any]]:
        """Every shelf by its name."""
        return {one.name: one for one in self._shelves}

    def remember_changes(self) -> None:
        """From now on keep in mind what changes, to be written down."""
        for shelf in self._shelves:
            shelf.remember_changes()

    def has_changes(self) -> bool:
        """Is there something to write down?"""
        return any(shelf.has_changes() for shelf in self._shelves)

    def take_changes(self) -> Changes:
        """What changed since the last time."""
        return {key: row for shelf in self._shelves for key, row in shelf.take_changes().items()}

    def load(self, rows: list[tuple[str, str, str]]) -> None:
        """Put written rows (shelf, key, JSON) back."""
        shelves = self.shelves()
        for name, key, row in rows:
            if name in shelves:  # a newer playground may have had more
                shelves[name].load(key, row)
        for shelf in (self.messages, self.updates, self.calls):
            shelf.sort()
        for chat, number in self.messages:
            self._order.setdefault(chat, {})[number] = None

    def next_number(self, name: str, first: int = 1) -> int:
        """The next of a series that never goes back."""
        number = int(self.numbers.get(name) or first - 1) + 1
        self.numbers.put(name, number)
        return number

    def keep(self, chat: int, kept: Kept) -> None:
        """Set a message, and let go of the oldest beyond the bound."""
        number = int(kept.message["message_id"])
        self.messages.put((chat, number), kept)
        order = self._order.setdefault(chat, {})
        order[number] = None
        if len(order) > MOST_MESSAGES:
            self.forget(chat, next(iter(order)))

    def forget(self, chat: int, number: int) -> None:
        """Take a message away."""
        self.messages.drop((chat, number))
        self._order.get(chat, {}).pop(number, None)

    def message(self, chat: int, number: int) -> Kept | None:
        """A message, or None."""
        return self.messages.get((chat, number))

    def newest(self, chat: int, most: int) -> list[Kept]:
        """The newest messages of a chat, oldest of them first."""
        numbers = list(self._order.get(chat, {}))[-most:]
        return [kept for number in numbers if (kept := self.messages.get((chat, number)))]

    def keep_file(self, one: StoredFile) -> None:
        """Set a file, and let go of the oldest beyond the bounds."""
        self.files.put(one.id, one)
        rows = self.files.items()
        total = sum(len(file.data) for _, file in rows)
        for key, file in rows[:-1]:
            if len(self.files) <= MOST_FILES and total <= MOST_FILE_BYTES:
                return
            self.files.drop(key)
            total -= len(file.data)

    def log(self, call: Json) -> None:
        """Note a call, and let go of the oldest beyond the bound."""
        self.calls.put(call["n"], call)
        while len(self.calls) > MOST_CALLS:
            self.calls.drop(next(iter(self.calls)))

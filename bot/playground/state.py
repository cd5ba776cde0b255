"""Everything the playground knows, as rows: they can be kept in memory or written down."""

from heapq import heappop, heappush
from typing import Any

from bot.playground.collection import Changes, Collection, plain, record
from bot.playground.rows import Chat, Kept, Member, Pending, PollRow, Query, StoredFile, Topic
from bot.playground.table import Json

MOST_MESSAGES = 1000
"""Kept in a chat."""
MOST_CALLS = 500
"""Kept in the log."""
MOST_FILES = 300
MOST_FILE_BYTES = 64 * 1024 * 1024


class State:
    """The rows, and which messages a chat has, in order."""

    def __init__(self) -> None:
        self.numbers: Collection[str, int | float] = Collection("numbers", plain())
        self.settings: Collection[str, Any] = Collection("settings", plain())
        self.people: Collection[int, Json] = Collection("people", plain())
        self.chats: Collection[int, Chat] = Collection("chats", record(Chat))
        self.messages: Collection[tuple[int, int], Kept] = Collection("messages", record(Kept))
        self.updates: Collection[int, Pending] = Collection("updates", record(Pending))
        self.queries: Collection[str, Query] = Collection("queries", record(Query))
        self.files: Collection[str, StoredFile] = Collection("files", record(StoredFile))
        self.members: Collection[tuple[int, int], Member] = Collection("members", record(Member))
        self.topics: Collection[tuple[int, int], Topic] = Collection("topics", record(Topic))
        self.polls: Collection[str, PollRow] = Collection("polls", record(PollRow))
        self.calls: Collection[int, Json] = Collection("calls", plain())
        self._collections = [one for one in vars(self).values() if isinstance(one, Collection)]
        self._order: dict[int, dict[int, None]] = {}
        self._members: dict[int, dict[int, None]] = {}
        self._closings: list[tuple[float, str]] = []

    def collections(self) -> dict[str, Collection[Any, Any]]:
        """Every collection by its name."""
        return {one.name: one for one in self._collections}

    def remember_changes(self) -> None:
        """From now on keep in mind what changes, to be written down."""
        for collection in self._collections:
            collection.remember_changes()

    def has_changes(self) -> bool:
        """Is there something to write down?"""
        return any(collection.has_changes() for collection in self._collections)

    def take_changes(self) -> Changes:
        """What changed since the last time."""
        return {
            key: row for collection in self._collections for key, row in collection.take_changes().items()
        }

    def load(self, rows: list[tuple[str, str, str]]) -> None:
        """Put written rows (collection, key, JSON) back."""
        collections = self.collections()
        for name, key, row in rows:
            if name in collections:  # a newer playground may have had more
                collections[name].load(key, row)
        for collection in (self.people, self.messages, self.updates, self.calls, self.members, self.topics):
            collection.sort()
        for chat, number in self.messages:
            self._order.setdefault(chat, {})[number] = None
        for chat, user in self.members:
            self._members.setdefault(chat, {})[user] = None
        for key, poll in self.polls.items():
            self._note_closing(key, poll)

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
        """Take a message away, and the poll that was sent in it."""
        kept = self.messages.get((chat, number))
        if kept and "poll" in kept.message:
            poll = self.polls.get(kept.message["poll"]["id"])
            if poll and (poll.chat, poll.message) == (chat, number):
                self.polls.drop(kept.message["poll"]["id"])
        self.messages.drop((chat, number))
        self._order.get(chat, {}).pop(number, None)

    def message(self, chat: int, number: int) -> Kept | None:
        """A message, or None."""
        return self.messages.get((chat, number))

    def newest(self, chat: int, most: int) -> list[Kept]:
        """The newest messages of a chat, oldest of them first."""
        numbers = list(self._order.get(chat, {}))[-most:]
        return [kept for number in numbers if (kept := self.messages.get((chat, number)))]

    def set_member(self, chat: int, user: int, row: Member) -> None:
        """Set somebody's membership in a chat."""
        self.members.put((chat, user), row)
        self._members.setdefault(chat, {})[user] = None

    def members_of(self, chat: int) -> list[tuple[int, Member]]:
        """Everybody who is or ever was in a chat: number and membership, in order of their coming."""
        return [
            (user, row) for user in self._members.get(chat, {}) if (row := self.members.get((chat, user)))
        ]

    def keep_poll(self, key: str, row: PollRow) -> None:
        """Set a poll, and remember when it closes by itself."""
        before = self.polls.get(key)
        self.polls.put(key, row)
        if before is None or before.closes != row.closes:
            self._note_closing(key, row)

    def next_closing(self) -> float | None:
        """When the next poll closes by itself, in seconds since 1970; None if none does."""
        while self._closings:
            closes, key = self._closings[0]
            row = self.polls.get(key)
            if row and not row.is_closed and row.closes == closes:
                return closes
            heappop(self._closings)
        return None

    def take_closed(self, now: float) -> list[str]:
        """Polls whose time is over and which are still open, the earliest first. Each is given once."""
        due = []
        while (closes := self.next_closing()) is not None and closes <= now:
            due.append(heappop(self._closings)[1])
        return due

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

    def _note_closing(self, key: str, row: PollRow) -> None:
        if row.closes is not None and not row.is_closed:
            heappush(self._closings, (row.closes, key))

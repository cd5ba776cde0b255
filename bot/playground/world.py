"""The playground's world: who is there, what was said, what the bot has yet to hear; and its time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.playground.refusal import bad_request, forbidden
from bot.playground.state import Chat, Kept, Pending, State
from bot.playground.table import Json, Mismatch, validate

DAY = 24 * 60 * 60.0
"""Seconds an update waits to be fetched."""
TAP_LIFE = 150.0
"""Seconds a tap waits to be fetched."""
LEFT_OUT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Updates a bot gets only if it asks for them by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """A person who is there from the beginning."""

    id: int
    name: str
    language: str = "en"


SEEDED = (Somebody(id=1001, name="Ann"), Somebody(id=1002, name="Bob"), Somebody(id=1003, name="Cleo"))
BOT: Json = {"id": 7000000001, "is_bot": True, "first_name": "Recall", "username": "recall_playground_bot"}


class World:
    """Rows and the rules that hold whoever acts. Knows no HTTP and no clock but the one it is given."""

    def __init__(self, state: State, now: Callable[[], datetime], people: Sequence[Somebody]) -> None:
        self.state = state
        self.bot = dict(BOT)
        self.listeners: list[Callable[[], None]] = []
        """Called after every change; they wake whoever waits."""
        self.complaints: list[str] = []
        """What was found to be against the table; only when `checked`."""
        self.checked = False
        self._system_now = now
        for one in people:
            self.add_person(one)

    def add_person(self, one: Somebody) -> None:
        """Let somebody in, if they are not there yet. They have not written to the bot."""
        if self.state.people.get(one.id) is None:
            user = {"id": one.id, "is_bot": False, "first_name": one.name, "language_code": one.language}
            self.state.people.put(one.id, user)
            self.state.chats.put(one.id, Chat(id=one.id, kind="private"))

    # Time

    def now(self) -> datetime:
        """The playground's time: the system's, moved by the page. Aware, UTC."""
        return self._system_now().astimezone(UTC) + timedelta(seconds=self.offset_seconds)

    def seconds(self) -> float:
        """The same in seconds since 1970."""
        return self.now().timestamp()

    @property
    def offset_seconds(self) -> float:
        """How far the playground's time is ahead of the system's."""
        return float(self.state.numbers.get("offset_seconds") or 0)

    @property
    def step(self) -> int:
        """How often the time was moved."""
        return int(self.state.numbers.get("step") or 0)

    def move(self, seconds: float) -> int:
        """Move the time forward; gives the number of the step."""
        self.state.numbers.put("offset_seconds", self.offset_seconds + seconds)
        step = self.state.next_number("step")
        self.ring()
        return step

    # Chats and messages

    def user(self, person: int) -> Json:
        """A person as Telegram's User. KeyError if there is nobody of that number."""
        user = self.state.people.get(person)
        if user is None:
            raise KeyError(f"nobody here has the number {person}")
        return user

    def chat_json(self, chat: Chat) -> Json:
        """Telegram's Chat."""
        if chat.kind == "private":
            return {"id": chat.id, "type": "private", "first_name": self.user(chat.id)["first_name"]}
        return {"id": chat.id, "type": chat.kind, "title": chat.title}

    def chat_of(self, chat_id: Any) -> Chat:
        """The chat a bot means. Raises Refused."""
        if chat_id is None or chat_id == "":
            raise bad_request("chat_id is empty")
        chat = self.state.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def open_chat(self, chat_id: Any) -> Chat:
        """The chat, if the bot may write there. Raises Refused."""
        chat = self.chat_of(chat_id)
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        if chat.kind == "private" and not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        return chat

    def add_message(self, chat: Chat, sender: Json, content: Json, reply_to: int | None = None) -> Kept:
        """Put a new message into a chat. A bot's private chats share one series of numbers."""
        series = "message" if chat.kind in ("private", "group") else f"message:{chat.id}"
        head = {
            "message_id": self.state.next_number(series),
            "from": dict(sender),
            "chat": self.chat_json(chat),
            "date": int(self.seconds()),
        }
        kept = Kept(message=head | content, reply_to=reply_to)
        self.keep(chat, kept)
        return kept

    def keep(self, chat: Chat, kept: Kept) -> None:
        """Set a message, and let everybody see it."""
        self.state.keep(chat.id, kept)
        self.changed(chat.id)

    def forget(self, chat: Chat, number: int) -> None:
        """Take a message away, and let everybody see it."""
        self.state.forget(chat.id, number)
        self.changed(chat.id)

    def shown(self, kept: Kept) -> Json:
        """A message as Telegram gives it, with the one it replies to (as that is now)."""
        chat = int(kept.message["chat"]["id"])
        replied = self.state.message(chat, kept.reply_to) if kept.reply_to is not None else None
        return kept.message | ({"reply_to_message": replied.message} if replied else {})

    def changed(self, chat_id: int, **fields: Any) -> None:
        """Note that a person can see something new in a chat; sets fields of the chat on the way."""
        chat = self.state.chats.get(chat_id)
        if chat is not None:
            version = self.state.next_number("version")
            self.state.chats.put(chat_id, replace(chat, version=version, **fields))
        self.ring()

    def ring(self) -> None:
        """Wake whoever waits."""
        for listener in self.listeners:
            listener()

    # Updates

    def queue(self, kind: str, body: Json, life: float = DAY) -> None:
        """Let the bot hear of something, if it wants to hear of that kind. `life` in seconds."""
        allowed = self.state.settings.get("allowed_updates")
        if kind not in allowed if allowed else kind in LEFT_OUT:
            return
        # From the clock, so that a playground begun anew does not repeat numbers its bot has seen.
        number = self.state.next_number("update", int(self.seconds()))
        update: Json = {"update_id": number, kind: body}
        self.check("Update", update)
        self.state.updates.put(number, Pending(update=update, expires=self.seconds() + life))
        self.ring()

    def check(self, type_name: str, value: object) -> None:
        """Complain about a value that is against the table; only when `checked`."""
        if self.checked:
            try:
                validate(type_name, value)
            except Mismatch as fault:
                self.complaints.append(str(fault))

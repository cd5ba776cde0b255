"""The playground's world: who is there, what was said, what the bot has yet to hear; and its time."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.playground.poll_json import poll_json
from bot.playground.refusal import bad_request
from bot.playground.rows import Chat, Kept, Pending
from bot.playground.seed import BOT, NewPerson
from bot.playground.sender import NOWHERE, Place, Sender
from bot.playground.state import State
from bot.playground.table import Json, Mismatch, validate

DAY = 24 * 60 * 60.0
"""Seconds an update waits to be fetched."""
TAP_LIFE = 150.0
"""Seconds a tap waits to be fetched."""
LEFT_OUT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Updates a bot gets only if it asks for them by name."""


class World:
    """Rows and the rules that hold whoever acts. Knows no HTTP and no clock but the one it is given."""

    def __init__(self, state: State, now: Callable[[], datetime], people: Sequence[NewPerson]) -> None:
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

    def add_person(self, one: NewPerson) -> None:
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
        # To the microsecond: what is left of many sums must not make 59.999 of a minute.
        self.state.numbers.put("offset_seconds", round(self.offset_seconds + seconds, 6))
        step = self.state.next_number("step")
        self.notify()
        return step

    # Chats and messages

    def user(self, person: int) -> Json:
        """A person as Telegram's User. KeyError if there is nobody of that number."""
        user = self.state.people.get(person)
        if user is None:
            raise KeyError(f"nobody here has the number {person}")
        return user

    def user_or_bot(self, number: int) -> Json:
        """A person or the bot as Telegram's User. KeyError if there is nobody of that number."""
        return dict(self.bot) if number == self.bot["id"] else self.user(number)

    def is_privacy_on(self) -> bool:
        """Does the bot hear only what is meant for it in groups?"""
        return not self.state.settings.get("reads_everything")

    def chat_json(self, chat: Chat) -> Json:
        """Telegram's Chat."""
        if chat.kind == "private":
            return {"id": chat.id, "type": "private", "first_name": self.user(chat.id)["first_name"]}
        forum = {"is_forum": True} if chat.is_forum else {}
        return {"id": chat.id, "type": chat.kind, "title": chat.title} | forum

    def chat_of(self, chat_id: Any) -> Chat:
        """The chat a bot means. Raises Refused."""
        if chat_id is None or chat_id == "":
            raise bad_request("chat_id is empty")
        chat = self.state.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def add_message(self, chat: Chat, sender: Sender, content: Json, place: Place = NOWHERE) -> Kept:
        """Put a new message into a chat. A bot's private chats and basic groups share their numbers."""
        if chat.kind in ("private", "group"):
            number = self.state.next_number("message")
        else:  # in Telegram number 1 of a supergroup or channel says that it was made
            number = self.state.next_number(f"message:{chat.id}", 2)
        thread = {"message_thread_id": place.thread} if place.thread is not None else {}
        topic = {"is_topic_message": True} if thread and chat.is_forum else {}
        tail = {"chat": self.chat_json(chat), "date": int(self.seconds())}
        kept = Kept(
            message={"message_id": number} | dict(sender.head) | tail | thread | topic | content,
            reply_to=place.reply_to,
            external=place.external,
            author=sender.author,
        )
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
        shown = self._alone(kept)
        if replied:
            return shown | {"reply_to_message": self._alone(replied)}
        return shown | {"external_reply": kept.external} if kept.external else shown

    def _alone(self, kept: Kept) -> Json:
        """A message without the one it replies to; a poll as it stands now."""
        row = self.state.polls.get(kept.message["poll"]["id"]) if "poll" in kept.message else None
        return kept.message | {"poll": poll_json(row)} if row else kept.message

    def changed(self, chat_id: int, **fields: Any) -> None:
        """Note that a person can see something new in a chat; sets fields of the chat on the way."""
        chat = self.state.chats.get(chat_id)
        if chat is not None:
            version = self.state.next_number("version")
            self.state.chats.put(chat_id, replace(chat, version=version, **fields))
        self.notify()

    def notify(self) -> None:
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
        self.notify()

    def drop_expired(self) -> None:
        """Updates nobody fetched in time are gone, as with Telegram."""
        now = self.seconds()
        for key, pending in self.state.updates.items():
            if pending.expires <= now:
                self.state.updates.drop(key)

    def check(self, type_name: str, value: object) -> None:
        """Complain about a value that is against the table; only when `checked`."""
        if self.checked:
            try:
                validate(type_name, value)
            except Mismatch as fault:
                self.complaints.append(str(fault))

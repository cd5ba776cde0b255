"""A person's side: what somebody in the chat can do, and what they see."""

import binascii
from dataclasses import replace
from typing import Any, Literal

from bot.playground.editing import ANSWER_SECONDS, is_reaction
from bot.playground.formatted import LONGEST_TEXT, tidy
from bot.playground.markup import units
from bot.playground.pictures import SAMPLE_STICKER, SAMPLE_VOICE, sample_picture
from bot.playground.profile import menu_for
from bot.playground.sending import new_file
from bot.playground.state import Chat, Kept, Query
from bot.playground.table import Json
from bot.playground.world import TAP_LIFE, World

SHOWN_MESSAGES = 200
NOTICE_SECONDS = 30.0

Kind = Literal["photo", "voice", "sticker"]


class CannotDo(ValueError):
    """A person cannot do that; the message is a sentence for them."""


class Person:
    """Somebody in a private chat with the bot."""

    def __init__(self, world: World, number: int) -> None:
        """KeyError if there is nobody of that number."""
        self._world = world
        self._user = world.user(number)
        self.id = number

    def say(self, text: str, reply_to: int | None = None) -> int:
        """Send a text; gives its message_id."""
        said = tidy(text, [])
        if not said.text:
            raise CannotDo("There is nothing to send: the text is empty.")
        if units(said.text) > LONGEST_TEXT:
            raise CannotDo(f"A message holds {LONGEST_TEXT} characters at most.")
        content: Json = {"text": said.text} | ({"entities": said.entities} if said.entities else {})
        return self._send(content, reply_to)

    def open(self, payload: str) -> int:
        """Follow t.me/<bot>?start=<payload>; gives the message_id of what that says."""
        return self.say(f"/start {payload}".strip())

    def send(self, kind: Kind) -> int:
        """Send a sample picture, voice note or sticker; gives its message_id."""
        return self._send(self._sample(kind), None)

    def tap(self, message: int, data: str) -> str:
        """Tap a button under a message; gives the number of the query.

        Any data is taken, as with Telegram: what a client shows may be old, and taps can be forged.
        """
        chat, kept = self._chat_with_bot(), self._message(message)
        if kept.message["from"]["id"] != self._world.bot["id"]:
            raise CannotDo("There are no buttons under this message.")
        now = self._world.seconds()
        for key, old in self._world.state.queries.items():
            if now - old.at > ANSWER_SECONDS:
                self._world.state.queries.drop(key)
        key = str(self._world.state.next_number("query", 4_611_686_018_427_387_001))
        self._world.state.queries.put(key, Query(chat=chat.id, person=self.id, at=now))
        query = {
            "id": key,
            "from": self._user,
            "message": self._world.shown(kept),
            "chat_instance": str(binascii.crc32(f"instance {chat.id}".encode())),
            "data": data,
        }
        self._world.queue("callback_query", query, TAP_LIFE)
        return key

    def edit(self, message: int, text: str) -> None:
        """Change a text of one's own."""
        self._chat_with_bot()
        kept = self._message(message)
        if kept.message["from"]["id"] != self.id or "text" not in kept.message:
            raise CannotDo("Only texts of your own can be edited.")
        said = tidy(text, [])
        if not said.text or units(said.text) > LONGEST_TEXT:
            raise CannotDo(f"A message holds 1 to {LONGEST_TEXT} characters.")
        rest = {name: value for name, value in kept.message.items() if name not in ("text", "entities")}
        content: Json = {"text": said.text} | ({"entities": said.entities} if said.entities else {})
        edited = replace(kept, message=rest | content | {"edit_date": int(self._world.seconds())})
        self._world.keep(self._chat(), edited)
        self._world.queue("edited_message", self._world.shown(edited))

    def react(self, message: int, emoji: str | None) -> None:
        """Put an emoji on a message, or take it away."""
        chat, kept = self._chat_with_bot(), self._message(message)
        if emoji is not None and not is_reaction(emoji):
            raise CannotDo("Telegram has no such reaction.")
        me = str(self.id)
        before = kept.reactions.get(me)
        others = {who: one for who, one in kept.reactions.items() if who != me}
        self._world.keep(chat, replace(kept, reactions=others | ({me: emoji} if emoji else {})))
        update = {
            "chat": self._world.chat_json(chat),
            "message_id": message,
            "user": self._user,
            "date": int(self._world.seconds()),
            "old_reaction": [{"type": "emoji", "emoji": before}] if before else [],
            "new_reaction": [{"type": "emoji", "emoji": emoji}] if emoji else [],
        }
        self._world.queue("message_reaction", update)

    def block(self, blocked: bool = True) -> None:
        """Block the bot, or come back."""
        chat = self._chat()
        if chat.blocked == blocked:
            return
        self._world.changed(chat.id, blocked=blocked)
        member = {"user": {**self._world.bot}, "status": "member"}
        banned = {"user": {**self._world.bot}, "status": "kicked", "until_date": 0}
        update = {
            "chat": self._world.chat_json(chat),
            "from": self._user,
            "date": int(self._world.seconds()),
            "old_chat_member": member if blocked else banned,
            "new_chat_member": banned if blocked else member,
        }
        self._world.queue("my_chat_member", update)

    def view(self) -> Json:
        """What this person sees: see `GET /play/state`."""
        chat, now = self._chat(), self._world.seconds()
        notices = [
            {name: one[name] for name in ("id", "text", "alert")}
            for one in chat.notices
            if one["for"] == self.id and now - one["at"] < NOTICE_SECONDS
        ]
        return {
            "version": chat.version,
            "messages": [self._seen(kept) for kept in self._world.state.newest(chat.id, SHOWN_MESSAGES)],
            "notices": notices,
            "commands": menu_for(self._world, self.id),
            "blocked": chat.blocked,
            "typing": now < chat.typing_until,
        }

    def blocked(self) -> bool:
        """Has this person blocked the bot?"""
        return self._chat().blocked

    def is_bot_typing(self) -> bool:
        """Is the bot busy with something for this person?"""
        return self._world.seconds() < self._chat().typing_until

    def version(self) -> int:
        """Grows whenever the view changes."""
        return self._chat().version

    def messages(self) -> list[Json]:
        """The messages this person sees, oldest first; the last ones only."""
        found: list[Json] = self.view()["messages"]
        return found

    def _chat(self) -> Chat:
        chat = self._world.state.chats.get(self.id)
        assert chat is not None, "everybody has a private chat"
        return chat

    def _chat_with_bot(self) -> Chat:
        chat = self._chat()
        if chat.blocked:
            raise CannotDo("You have blocked the bot. Come back first.")
        return chat

    def _message(self, number: int) -> Kept:
        kept = self._world.state.message(self.id, number)
        if kept is None:
            raise CannotDo("This message is not there any more.")
        return kept

    def _send(self, content: Json, reply_to: int | None) -> int:
        chat = self._chat_with_bot()
        if reply_to is not None:
            self._message(reply_to)
        kept = self._world.add_message(chat, self._user, content, reply_to)
        self._world.changed(chat.id, started=True)
        self._world.queue("message", self._world.shown(kept))
        return int(kept.message["message_id"])

    def _sample(self, kind: Kind) -> Json:
        data = {"photo": sample_picture(), "voice": SAMPLE_VOICE, "sticker": SAMPLE_STICKER}[kind]
        ending = {
            "photo": ("png", "image/png"),
            "voice": ("oga", "audio/ogg"),
            "sticker": ("webp", "image/webp"),
        }[kind]
        one = new_file(self._world, f"{kind}s", f"sample.{ending[0]}", ending[1], data)
        self._world.state.keep_file(one)
        head: dict[str, Any] = {"file_id": one.id, "file_unique_id": one.unique_id, "file_size": len(data)}
        match kind:
            case "photo":
                return {"photo": [head | {"width": one.width, "height": one.height}]}
            case "voice":
                return {"voice": head | {"duration": 2, "mime_type": one.mime}}
        plain = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return {"sticker": head | plain | {"emoji": "🙂"}}

    def _seen(self, kept: Kept) -> Json:
        message = self._world.shown(kept)
        seen = {name: value for name, value in message.items() if name != "chat"}
        seen["reactions"] = [
            {"emoji": emoji, "from": "bot" if who == "bot" else "person"}
            for who, emoji in kept.reactions.items()
        ]
        if photo := message.get("photo"):
            seen["photo_url"] = f"/play/file/{photo[-1]['file_id']}"
        if document := message.get("document"):
            seen["document_url"] = f"/play/file/{document['file_id']}"
        return seen

"""A person's side: what somebody in a chat can do."""

import binascii
from dataclasses import replace

from bot.playground.attachments import LARGEST_DOCUMENT, Kind, document_of, new_file, sample
from bot.playground.editing import ANSWER_SECONDS, is_reaction
from bot.playground.formatted import LONGEST_CAPTION, LONGEST_TEXT, tidy
from bot.playground.forwarding import follow_edit, forward_post
from bot.playground.markup import units
from bot.playground.members import has_right, is_in_charge, is_inside
from bot.playground.params import Upload
from bot.playground.polls import vote
from bot.playground.privacy_mode import is_service, tell
from bot.playground.rows import Chat, Kept, Query, StoredFile
from bot.playground.rules import (
    CannotDo,
    SendAs,
    changed_text,
    chat_for,
    check_may,
    place_for,
    sender_for,
)
from bot.playground.sender import author_of
from bot.playground.table import Json
from bot.playground.view import seen_messages, view
from bot.playground.world import TAP_LIFE, World


class Person:
    """Somebody in a chat: at first in the private one with the bot, elsewhere by `at`."""

    def __init__(
        self,
        world: World,
        number: int,
        chat: int | None = None,
        topic: int | None = None,
        send_as: SendAs = None,
    ) -> None:
        """KeyError if there is nobody of that number."""
        self._world = world
        self._user = world.user(number)
        self.id = number
        self.chat_id = number if chat is None else chat
        self._topic = topic
        self._send_as = send_as

    def at(self, chat: int, topic: int | None = None, send_as: SendAs = None) -> "Person":
        """The same person in another chat, in a topic of it, or in the name of a group or channel."""
        return Person(self._world, self.id, chat, topic, send_as)

    def say(self, text: str, reply_to: int | None = None, quote: str = "") -> int:
        """Send a text; gives its message_id."""
        return self._send(_text(text), reply_to, quote)

    def open(self, payload: str) -> int:
        """Follow t.me/<bot>?start=<payload>; gives the message_id of what that says.

        In a group: what `?startgroup=` says once the bot is there.
        """
        name = "" if self.chat_id == self.id else f"@{self._world.bot['username']}"
        return self.say(f"/start{name} {payload}".strip())

    def send(self, kind: Kind) -> int:
        """Send a sample picture, voice note or sticker; gives its message_id."""
        check_may(
            self._world,
            self._chat(),
            self.id,
            f"can_send_{kind}s",
            "Members send no such things in this chat.",
        )
        one, content = sample(self._world, kind)
        return self._send_file(one, content, None)

    def attach(self, upload: Upload, reply_to: int | None = None, caption: str = "") -> int:
        """Send a file as a document, with words beside it; gives its message_id."""
        check_may(
            self._world, self._chat(), self.id, "can_send_documents", "Members send no files in this chat."
        )
        if not upload.data:
            raise CannotDo("There is nothing to send: the file is empty.")
        if len(upload.data) > LARGEST_DOCUMENT:
            raise CannotDo("A file of 50 MB is the largest that can be sent here.")
        one = new_file(self._world, "documents", upload)
        if units(caption) > LONGEST_CAPTION:
            raise CannotDo("The words beside a file have 1,024 characters at most.")
        words = tidy(caption, [])
        beside: Json = {"caption": words.text} if words.text else {}
        if words.entities:
            beside["caption_entities"] = words.entities
        return self._send_file(one, {"document": document_of(one)} | beside, reply_to)

    def tap(self, message: int, data: str) -> str:
        """Tap a button under a message; gives the number of the query.

        Any data is taken, as with Telegram: what a client shows may be old, and taps can be forged.
        """
        chat, kept = self._open_chat(), self._message(message)
        if author_of(kept) != self._world.bot["id"]:
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
        chat, kept = self._open_chat(), self._message(message)
        if author_of(kept) != self.id or "text" not in kept.message:
            raise CannotDo("Only texts of your own can be edited.")
        edited = changed_text(kept, _text(text), int(self._world.seconds()))
        self._world.keep(chat, edited)
        tell(self._world, chat, edited, is_edited=True)
        follow_edit(self._world, chat, edited)

    def delete(self, message: int) -> None:
        """Take a message away. The bot is not told, as with Telegram."""
        chat, kept = self._open_chat(), self._message(message)
        is_mine = author_of(kept) == self.id and not is_service(kept.message)
        may_all = has_right(self._world, chat.id, self.id, "can_delete_messages")
        if not (is_mine or may_all or chat.kind == "private"):
            raise CannotDo("Only messages of your own can be deleted.")
        self._world.forget(chat, message)

    def react(self, message: int, emoji: str | None) -> None:
        """Put an emoji on a message, or take it away."""
        chat, kept = self._open_chat(), self._message(message)
        if emoji is not None and not is_reaction(emoji):
            raise CannotDo("Telegram has no such reaction.")
        who = self._voter(chat)
        me = str(who)
        before = kept.reactions.get(me)
        others = {who: one for who, one in kept.reactions.items() if who != me}
        self._world.keep(chat, replace(kept, reactions=others | ({me: emoji} if emoji else {})))
        if is_told_of_reactions(self._world, chat):
            self._world.queue("message_reaction", self._reaction(chat, message, who, (before, emoji)))

    def vote(self, message: int, options: list[int]) -> None:
        """Choose options of a poll by their numbers, in one's own name or another; none takes it back."""
        chat, kept = self._open_chat(), self._message(message)
        if "poll" not in kept.message:
            raise CannotDo("This is no poll.")
        vote(self._world, kept.message["poll"]["id"], self._voter(chat), options)

    def block(self, blocked: bool = True) -> None:
        """Block the bot, or come back."""
        chat = chat_for(self._world, self.id)
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
        return view(self._world, self.id, self._chat())

    def blocked(self) -> bool:
        """Has this person blocked the bot?"""
        return chat_for(self._world, self.id).blocked

    def is_bot_typing(self) -> bool:
        """Is the bot busy with something here?"""
        return self._world.seconds() < self._chat().typing_until

    def version(self) -> int:
        """Grows whenever the view changes."""
        return self._chat().version

    def messages(self) -> list[Json]:
        """The messages this person sees, oldest first; the last ones only."""
        return seen_messages(self._world, self.id, self._chat())

    def _chat(self) -> Chat:
        return chat_for(self._world, self.chat_id)

    def _open_chat(self) -> Chat:
        chat = self._chat()
        if chat.blocked:
            raise CannotDo("You have blocked the bot. Come back first.")
        if chat.kind != "private" and not is_inside(self._world, chat.id, self.id):
            raise CannotDo("You are not in this chat. Join first.")
        return chat

    def _message(self, number: int) -> Kept:
        kept = self._world.state.message(self.chat_id, number)
        if kept is None:
            raise CannotDo("This message is not there any more.")
        return kept

    def _send(self, content: Json, reply_to: int | None, quote: str = "") -> int:
        world, chat = self._world, self._open_chat()
        sender = sender_for(world, chat, self.id, self._send_as)
        check_may(world, chat, self.id, "can_send_messages", "Members do not write in this chat.")
        place = place_for(world, chat, self.id, self._topic, reply_to)
        if quote and reply_to is not None:
            content |= {"quote": _quote(self._message(reply_to), quote)}
        kept = world.add_message(chat, sender, content, place)
        if chat.kind == "private":
            world.changed(chat.id, started=True)
        tell(world, chat, kept)
        forward_post(world, chat, kept)
        return int(kept.message["message_id"])

    def _send_file(self, one: StoredFile, content: Json, reply_to: int | None) -> int:
        """The file is kept only when the message is."""
        message = self._send(content, reply_to)
        self._world.state.keep_file(one)
        return message

    def _voter(self, chat: Chat) -> int:
        """Who votes and reacts: anonymous administrators as the group, others in a channel's name as that."""
        if chat.kind != "supergroup":
            return self.id
        sender = sender_for(self._world, chat, self.id, self._send_as)
        return int(sender.head["sender_chat"]["id"]) if "sender_chat" in sender.head else self.id

    def _reaction(self, chat: Chat, message: int, who: int, change: tuple[str | None, str | None]) -> Json:
        before, after = change
        other = self._world.state.chats.get(who) if who < 0 else None
        actor = {"actor_chat": self._world.chat_json(other)} if other else {"user": self._user}
        return actor | {
            "chat": self._world.chat_json(chat),
            "message_id": message,
            "date": int(self._world.seconds()),
            "old_reaction": [{"type": "emoji", "emoji": before}] if before else [],
            "new_reaction": [{"type": "emoji", "emoji": after}] if after else [],
        }


def is_told_of_reactions(world: World, chat: Chat) -> bool:
    """In private always, in groups as an administrator, in channels never (people are unknown there)."""
    return chat.kind == "private" or (
        chat.kind != "channel" and is_in_charge(world, chat.id, world.bot["id"])
    )


def _text(text: str) -> Json:
    said = tidy(text, [])
    if not said.text:
        raise CannotDo("There is nothing to send: the text is empty.")
    if units(said.text) > LONGEST_TEXT:
        raise CannotDo(f"A message holds {LONGEST_TEXT} characters at most.")
    return {"text": said.text} | ({"entities": said.entities} if said.entities else {})


def _quote(kept: Kept, quote: str) -> Json:
    at = str(kept.message.get("text", "")).find(quote)
    if at < 0:
        raise CannotDo("What you quote is not in that message.")
    position = units(kept.message["text"][:at])
    return {"text": quote, "position": position, "is_manual": True}

"""What a person does with groups and channels: make them, let in and out, promote, open topics, upgrade."""

from dataclasses import replace

from bot.playground.members import (
    INSIDE,
    NOBODY,
    RIGHTS_OF_KIND,
    change_member,
    has_right,
    is_in_charge,
    is_inside,
    member,
    rights_for,
)
from bot.playground.person import Person
from bot.playground.privacy_mode import add_service
from bot.playground.rows import Chat, Member
from bot.playground.rules import CannotDo, chat_for
from bot.playground.seed import ANONYMOUS
from bot.playground.sender import Sender
from bot.playground.table import Json
from bot.playground.topics import add_topic, drop_topic, set_closed
from bot.playground.world import World

LONGEST_TITLE = 128


class Organiser:
    """Somebody who arranges chats. Everything raises CannotDo with a sentence if they may not."""

    def __init__(self, world: World, number: int) -> None:
        """KeyError if there is nobody of that number."""
        self._world = world
        self._user = world.user(number)
        self._bot = int(world.bot["id"])
        self.id = number

    # Coming and going

    def create(self, kind: str, title: str, members: list[int] | None = None, *, forum: bool = False) -> int:
        """Found a group, supergroup or channel with these members; gives its number."""
        if kind not in ("group", "supergroup", "channel"):
            raise CannotDo("A chat is a group, a supergroup or a channel.")
        if not title.strip() or len(title) > LONGEST_TITLE:
            raise CannotDo(f"A title has 1 to {LONGEST_TITLE} characters.")
        others = [one for one in members or [] if self._world.user_or_bot(one) and one != self.id]
        number = new_number(self._world, kind)
        chat = Chat(id=number, kind=kind, title=title.strip(), is_forum=forum and kind == "supergroup")
        self._world.state.chats.put(number, chat)
        self._world.state.set_member(number, self.id, Member(status="creator"))
        for one in others:
            change_member(self._world, chat, one, self._newcomer(chat, one), self._user)
        if kind == "group":
            add_service(self._world, chat, self._sender(chat), {"group_chat_created": True})
        self._world.changed(number)
        return number

    def add(self, chat_id: int, who: int) -> None:
        """Let a person or the bot in. In a channel the bot becomes an administrator who may post."""
        chat = self._inside(chat_id)
        if chat.kind == "channel":
            self._check(is_in_charge(self._world, chat.id, self.id), "Only administrators add to a channel.")
        if is_inside(self._world, chat.id, who):
            raise CannotDo("They are in this chat already.")
        user = self._world.user_or_bot(who)
        change_member(self._world, chat, who, self._newcomer(chat, who), self._user)
        if chat.kind != "channel":
            add_service(self._world, chat, self._sender(chat), {"new_chat_members": [user]})

    def start_in(self, chat_id: int, payload: str) -> int:
        """Follow t.me/<bot>?startgroup=<payload>: add the bot and say /start to it; gives the message_id."""
        if not is_inside(self._world, chat_id, self._bot):
            self.add(chat_id, self._bot)
        return Person(self._world, self.id, chat_id).open(payload)

    def remove(self, chat_id: int, who: int) -> None:
        """Put somebody out; they cannot come back by themselves."""
        chat = self._in_charge(chat_id)
        membership = member(self._world, chat.id, who)
        self._check(membership.status in INSIDE, "They are not in this chat.")
        self._check(membership.status != "creator", "Whoever made a chat cannot be removed from it.")
        self._check(who != self.id, "To go yourself, leave.")
        if chat.kind != "channel":
            gone = self._world.user_or_bot(who)
            add_service(self._world, chat, self._sender(chat), {"left_chat_member": gone})
        change_member(self._world, chat, who, Member(status="kicked"), self._user)

    def join(self, chat_id: int) -> None:
        """Come in."""
        chat = chat_for(self._world, chat_id)
        self._check(chat.kind != "private", "This is no group or channel.")
        membership = member(self._world, chat.id, self.id)
        self._check(membership.status not in INSIDE, "You are in this chat already.")
        self._check(membership.status != "kicked", "You were removed from this chat; somebody must add you.")
        change_member(self._world, chat, self.id, Member(status="member"), self._user)
        if chat.kind != "channel":
            add_service(self._world, chat, self._plain(), {"new_chat_members": [self._user]})

    def leave(self, chat_id: int) -> None:
        """Go out."""
        chat = self._inside(chat_id)
        membership = member(self._world, chat.id, self.id)
        self._check(membership.status != "creator", "Whoever made a chat stays in it.")
        if chat.kind != "channel":
            add_service(self._world, chat, self._plain(), {"left_chat_member": self._user})
        change_member(self._world, chat, self.id, NOBODY, self._user)

    # Rights

    def promote(self, chat_id: int, who: int, rights: Json | None = None, *, anonymous: bool = False) -> None:
        """Make somebody an administrator with these rights (none: one who only reads everything)."""
        chat = self._created(chat_id, who)
        known = rights_for(chat.kind)
        for name in rights or {}:
            self._check(name in known, f"There is no right {name} in a {chat.kind}.")
        granted = {name: True for name, given in (rights or {}).items() if given}
        new = Member(status="administrator", rights=granted, is_anonymous=anonymous)
        change_member(self._world, chat, who, new, self._user)

    def demote(self, chat_id: int, who: int) -> None:
        """Make an administrator an ordinary member again. In a channel a bot has to go."""
        chat = self._created(chat_id, who)
        status = "left" if chat.kind == "channel" and who == self._bot else "member"
        change_member(self._world, chat, who, Member(status=status), self._user)

    def hide(self, chat_id: int, hidden: bool) -> None:
        """Write anonymously from now on in a supergroup, or no longer."""
        chat = self._in_charge(chat_id)
        membership = member(self._world, chat.id, self.id)
        change_member(self._world, chat, self.id, replace(membership, is_anonymous=hidden), self._user)

    def permit(self, chat_id: int, permissions: Json) -> None:
        """Say what ordinary members may send; what is not named stays as it is."""
        chat = self._in_charge(chat_id)
        self._world.changed(chat.id, permissions=chat.permissions | permissions)

    # Topics, links, upgrades

    def create_topic(self, chat_id: int, name: str) -> int:
        """Open a topic; gives its number."""
        chat = self._forum(chat_id)
        self._check(1 <= len(name.strip()) <= LONGEST_TITLE, "A topic has a name of 1 to 128 characters.")
        return add_topic(self._world, chat, self._sender(chat), name.strip())

    def close_topic(self, chat_id: int, topic: int, closed: bool = True) -> None:
        """Close a topic: only administrators write there; or open it again."""
        chat = self._forum(chat_id)
        self._check(self._world.state.topics.get((chat.id, topic)) is not None, "There is no such topic.")
        set_closed(self._world, chat, self._sender(chat), topic, closed)

    def delete_topic(self, chat_id: int, topic: int) -> None:
        """Take a topic away with all its messages. The bot is not told."""
        chat = self._forum(chat_id)
        self._check(self._world.state.topics.get((chat.id, topic)) is not None, "There is no such topic.")
        drop_topic(self._world, chat, topic)

    def link(self, chat_id: int, group_id: int | None) -> None:
        """Make a supergroup a channel's discussion group, or undo it."""
        channel = self._created(chat_id, None)
        self._check(channel.kind == "channel", "Only a channel has a discussion group.")
        if channel.linked is not None:
            self._world.changed(channel.linked, linked=None)
        if group_id is not None:
            group = self._in_charge(group_id)
            self._check(group.kind == "supergroup", "A discussion group is a supergroup.")
            if group.linked is not None:
                self._world.changed(group.linked, linked=None)
            self._world.changed(group.id, linked=channel.id)
        self._world.changed(channel.id, linked=group_id)

    def upgrade(self, chat_id: int) -> int:
        """Make a basic group a supergroup, with another number and new message numbers; gives it."""
        old = self._created(chat_id, None)
        self._check(old.kind == "group", "Only a basic group becomes a supergroup.")
        number = new_number(self._world, "supergroup")
        new = Chat(id=number, kind="supergroup", title=old.title, permissions=old.permissions)
        self._world.state.chats.put(number, new)
        for user, row in self._world.state.members_of(old.id):
            self._world.state.set_member(number, user, row)
        add_service(self._world, old, self._plain(), {"migrate_to_chat_id": number})
        self._world.changed(old.id, upgraded_to=number)
        sender = Sender(head={"from": dict(ANONYMOUS), "sender_chat": self._world.chat_json(new)}, author=0)
        add_service(self._world, new, sender, {"migrate_from_chat_id": old.id})
        return number

    # Who may what

    def _newcomer(self, chat: Chat, who: int) -> Member:
        """In a channel bots are administrators or nothing."""
        if chat.kind == "channel" and who == self._bot:
            rights = dict.fromkeys(RIGHTS_OF_KIND["channel"], True)
            return Member(status="administrator", rights=rights)
        return Member(status="member")

    def _plain(self) -> Sender:
        return Sender(head={"from": dict(self._user)}, author=self.id)

    def _sender(self, chat: Chat) -> Sender:
        """An anonymous administrator acts as the group."""
        if chat.kind == "supergroup" and member(self._world, chat.id, self.id).is_anonymous:
            head = {"from": dict(ANONYMOUS), "sender_chat": self._world.chat_json(chat)}
            return Sender(head=head, author=self.id)
        return self._plain()

    def _inside(self, chat_id: int) -> Chat:
        chat = chat_for(self._world, chat_id)
        self._check(is_inside(self._world, chat.id, self.id), "You are not in this chat. Join first.")
        return chat

    def _in_charge(self, chat_id: int) -> Chat:
        chat = self._inside(chat_id)
        self._check(is_in_charge(self._world, chat.id, self.id), "Only administrators do that.")
        return chat

    def _created(self, chat_id: int, who: int | None) -> Chat:
        """The chat, if this person made it; and `who` is in it and is not themselves."""
        chat = self._inside(chat_id)
        made = member(self._world, chat.id, self.id).status == "creator"
        self._check(made, "Only whoever made the chat does that.")
        if who is not None:
            self._check(who != self.id, "Whoever made a chat keeps all rights.")
            self._check(is_inside(self._world, chat.id, who), "They are not in this chat.")
        return chat

    def _forum(self, chat_id: int) -> Chat:
        chat = self._inside(chat_id)
        self._check(chat.is_forum, "This chat has no topics.")
        may = has_right(self._world, chat.id, self.id, "can_manage_topics")
        self._check(may, "Only administrators who may manage topics do that.")
        return chat

    def _check(self, allowed: bool, sentence: str) -> None:
        if not allowed:
            raise CannotDo(sentence)


def new_number(world: World, kind: str) -> int:
    """A number for a new chat: Telegram's supergroups and channels begin with -100."""
    if kind == "group":
        return -world.state.next_number("group", 4_000_001)
    return -world.state.next_number("supergroup", 1_002_000_000_101)

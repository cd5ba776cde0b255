"""Topics of a forum, and the groups and channels that are there from the beginning."""

from dataclasses import replace

from bot.playground.privacy_mode import add_service, tell
from bot.playground.rows import Chat, Member, Topic
from bot.playground.seed import SeededChat
from bot.playground.sender import Place, Sender
from bot.playground.world import World

COLOR = 7322096
"""One of the six Telegram gives to topics."""


def add_topic(world: World, chat: Chat, by: Sender, name: str) -> int:
    """Open a topic; gives its number, which is that of the message that says so."""
    kept = world.add_message(chat, by, {"forum_topic_created": {"name": name, "icon_color": COLOR}})
    number = int(kept.message["message_id"])
    world.state.topics.put((chat.id, number), Topic(name=name))
    kept = replace(kept, message=kept.message | {"message_thread_id": number, "is_topic_message": True})
    world.keep(chat, kept)
    tell(world, chat, kept)
    return number


def set_closed(world: World, chat: Chat, by: Sender, topic: int, closed: bool) -> None:
    """Close a topic or open it again."""
    row = world.state.topics.get((chat.id, topic))
    if row is None or row.closed == closed:
        return
    world.state.topics.put((chat.id, topic), replace(row, closed=closed))
    what = "forum_topic_closed" if closed else "forum_topic_reopened"
    add_service(world, chat, by, {what: {}}, Place(thread=topic))


def drop_topic(world: World, chat: Chat, topic: int) -> None:
    """Take a topic away with all its messages. Nobody is told, as with Telegram."""
    world.state.topics.drop((chat.id, topic))
    for kept in world.state.newest(chat.id, len(world.state.messages)):
        if kept.message.get("message_thread_id") == topic:
            world.state.forget(chat.id, kept.message["message_id"])
    world.changed(chat.id)


def create_seeded(world: World, one: SeededChat) -> None:
    """Found a group or channel that is there from the beginning, if it is not there yet. Nobody is told."""
    if world.state.chats.get(one.id) is not None:
        return
    people = [user for user in one.members if world.state.people.get(user) is not None]
    if not people:
        return
    chat = Chat(id=one.id, kind=one.kind, title=one.title, is_forum=bool(one.topic), linked=one.linked)
    world.state.chats.put(one.id, chat)
    for user in people:
        status = "creator" if user == people[0] else "member"
        world.state.set_member(one.id, user, Member(status=status))
    if one.topic:
        add_topic(world, chat, Sender(head={"from": world.user(people[0])}, author=people[0]), one.topic)

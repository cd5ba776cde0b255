"""What is answered in groups: to commands (one table, one line each), to buttons, to plain messages."""

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from bot.app.buttons import MOST_BYTES, VERSION
from bot.app.context import ChatContext
from bot.app.events import GroupButtonTapped, GroupMessageReceived
from bot.app.posts.comments import commented, posted_in, replied
from bot.app.posts.group_daily import KEY, daily, daily_tapped, gaps
from bot.app.replies import (
    GroupWelcomed,
    NotYours,
    OldButton,
    PrivatelyOnly,
    Response,
)
from bot.app.rounds.answers import typed_in_group
from bot.app.rounds.buttons import round_tapped
from bot.app.rounds.commands import Actor, hide_me, plain, quiz, skip, stop, top
from bot.app.rounds.lobby_buttons import joined_by_words


def every_day(context: ChatContext, actor: Actor, rest: str) -> Response:
    """The group's own question of the day."""
    return daily(context, actor.person, rest)


def look_back(context: ChatContext, _: Actor, rest: str) -> Response:
    """The weekly look at what this group forgets, on or off."""
    return gaps(context, rest)


def help(context: ChatContext, *_: object) -> Response:
    """What the tutor does in a group, and how to answer."""
    return Response(messages=(context.say(GroupWelcomed(open=context.chat_record.open)),))


class GroupCommand(Struct, frozen=True, kw_only=True):
    """A command of groups: what it does with the rest of its line."""

    run: Callable[[ChatContext, Actor, str], Response]
    menu: bool = True
    admin: bool = False
    """Administrators only."""


GROUP_COMMANDS: Mapping[str, GroupCommand] = {
    "quiz": GroupCommand(run=quiz),
    "stop": GroupCommand(run=stop),
    "skip": GroupCommand(run=skip),
    "top": GroupCommand(run=top),
    "hideme": GroupCommand(run=hide_me),
    "plain": GroupCommand(run=plain, admin=True),
    "daily": GroupCommand(run=every_day, admin=True),
    "gaps": GroupCommand(run=look_back, admin=True),
    "help": GroupCommand(run=help),
}
"""Every command of groups, in the order of the menu."""


def commanded(context: ChatContext, received: GroupMessageReceived, private: Sequence[str]) -> Response:
    """A command in a group. `private` are those of the private chat; to what nobody knows we are silent."""
    word, _, rest = received.text[1:].partition(" ")
    name = word.partition("@")[0].casefold()
    actor = Actor(person=received.person, admin=received.admin)
    if command := GROUP_COMMANDS.get(name):
        if command.admin and not actor.admin:
            return Response(messages=(context.say(NotYours(), answering=received.message),))
        return command.run(context, actor, rest.strip())
    if name in private and name != "start":
        return Response(messages=(context.say(PrivatelyOnly(), answering=received.message),))
    return Response()


def group_tapped(context: ChatContext, tap: GroupButtonTapped) -> Response:
    """A button in a group, `<version>:<key>:<action>`: of its daily question, or of a round."""
    version, _, rest = tap.data.partition(":")
    key, _, action = rest.partition(":")
    if version != VERSION or len(tap.data) > MOST_BYTES:
        return Response(toast=OldButton())
    if key == "0" and action == "five":
        return quiz(context, Actor(person=tap.person, admin=tap.admin), "")
    if key == KEY:
        return daily_tapped(context, tap, action)
    return round_tapped(context, tap, key, action)


def group_message(context: ChatContext, received: GroupMessageReceived) -> Response:
    """A message that is no command: a comment on a post, an answer to the question of the day or to a round.
    What is not for us is met with silence."""
    if (comment := commented(context, received)) is not None:
        return comment
    slot = context.repo.slot_of(context.chat_record.id, received.reply_to) if received.reply_to else None
    post = posted_in(slot) if slot is not None else None
    if (joined := joined_by_words(context, received, slot)) is not None:
        return joined
    return replied(context, post, received) if post is not None else typed_in_group(context, received, slot)

"""Who is in a group and with which rights, what the bot is told of it, what it is refused; upgrades."""

from collections.abc import Callable
from typing import Any

import pytest
from telegram import (
    Bot,
)
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.playground.api import BotApi
from bot.playground.organiser import Organiser
from bot.playground.person import Person
from bot.playground.rules import CannotDo
from bot.playground.seed import CHANNEL, STUDY_GROUP
from tests.playground.conftest import ANN, BOB, CLEO, bot_of, told

NAME = "recall_playground_bot"


@pytest.fixture
def ann(group: BotApi) -> Organiser:
    return group.organiser(ANN)


@pytest.fixture
def bob(group: BotApi) -> Person:
    return group.person(BOB).at(STUDY_GROUP)


async def test_the_bot_reads_its_abilities(group: BotApi, bot: Bot) -> None:
    """getMe says what privacy mode is, getChatMember what the bot may."""
    assert (await bot.get_me()).can_read_all_group_messages is False
    group.set_privacy(False)
    assert (await bot.get_me()).can_read_all_group_messages is True
    assert (await bot.get_chat_member(STUDY_GROUP, bot.id)).status == "member"
    group.organiser(ANN).promote(STUDY_GROUP, bot_of(group), {"can_pin_messages": True})
    mine = (await bot.get_chat_member(STUDY_GROUP, bot.id)).to_dict()
    assert (mine["status"], mine["can_pin_messages"], mine["can_delete_messages"]) == (
        "administrator",
        True,
        False,
    )


async def test_who_is_in_a_group_can_be_asked(group: BotApi, bot: Bot) -> None:
    """Administrators, members, those who left and strangers."""
    group.organiser(ANN).promote(STUDY_GROUP, BOB, anonymous=True)
    group.organiser(CLEO).leave(STUDY_GROUP)
    assert {one.user.id: one.status for one in await bot.get_chat_administrators(STUDY_GROUP)} == {
        ANN: "creator",
        BOB: "administrator",
    }
    assert (await bot.get_chat_member(STUDY_GROUP, CLEO)).status == "left"
    assert await bot.get_chat_member_count(STUDY_GROUP) == 3
    with pytest.raises(BadRequest, match="User not found"):
        await bot.get_chat_member(STUDY_GROUP, 4711)
    chat = await bot.get_chat(STUDY_GROUP)
    assert (chat.title, chat.is_forum, chat.type) == ("Study group", True, "supergroup")
    assert chat.permissions is not None
    assert chat.permissions.can_send_polls is True


async def test_coming_and_going_are_told(api: BotApi, bot: Bot) -> None:
    """The bot's own as my_chat_member, everybody's as a message of the chat's."""
    ann = api.organiser(ANN)
    ann.add(STUDY_GROUP, bot_of(api))
    api.organiser(CLEO).leave(STUDY_GROUP)
    api.organiser(CLEO).join(STUDY_GROUP)
    ann.remove(STUDY_GROUP, BOB)
    ann.remove(STUDY_GROUP, bot_of(api))
    api.person(ANN).at(STUDY_GROUP).say("gone?")
    seen = [
        update.my_chat_member.new_chat_member.status
        if update.my_chat_member
        else next(
            name
            for name in ("new_chat_members", "left_chat_member", "text")
            if update.message and update.message[name]
        )
        for update in await bot.get_updates()
    ]
    assert seen == [
        "member",
        "new_chat_members",
        "left_chat_member",
        "new_chat_members",
        "left_chat_member",
        "left_chat_member",
        "kicked",
    ]


async def test_of_members_an_administrator_hears_who_asks(group: BotApi, bot: Bot, ann: Organiser) -> None:
    """chat_member needs both."""
    await bot.get_updates(allowed_updates=["chat_member", "my_chat_member"])
    ann.promote(STUDY_GROUP, BOB)
    assert told(group) == []
    ann.promote(STUDY_GROUP, bot_of(group))
    ann.demote(STUDY_GROUP, BOB)
    (first, own), (second, others) = told(group)
    assert (first, own["new_chat_member"]["status"]) == ("my_chat_member", "administrator")
    assert (second, others["new_chat_member"]["user"]["id"]) == ("chat_member", BOB)


def removed(api: BotApi) -> None:
    api.organiser(ANN).remove(STUDY_GROUP, bot_of(api))


def texts_forbidden(api: BotApi) -> None:
    api.organiser(ANN).permit(STUDY_GROUP, {"can_send_messages": False})


def polls_forbidden(api: BotApi) -> None:
    api.organiser(ANN).permit(STUDY_GROUP, {"can_send_polls": False})


def by_itself(api: BotApi) -> None:
    api.call(api.token, "leaveChat", {"chat_id": STUDY_GROUP})


OPTIONS = [{"text": "a"}, {"text": "b"}]


@pytest.mark.parametrize(
    ("before", "method", "params", "status", "words"),
    [
        (removed, "sendMessage", {"text": "x"}, 403, "Forbidden: bot was kicked from the supergroup chat"),
        (removed, "getChat", {}, 403, "Forbidden: bot was kicked from the supergroup chat"),
        (
            by_itself,
            "sendMessage",
            {"text": "x"},
            403,
            "Forbidden: bot is not a member of the supergroup chat",
        ),
        (
            texts_forbidden,
            "sendMessage",
            {"text": "x"},
            400,
            "Bad Request: not enough rights to send text messages to the chat",
        ),
        (
            polls_forbidden,
            "sendPoll",
            {"question": "q", "options": OPTIONS},
            400,
            "Bad Request: not enough rights to send polls to the chat",
        ),
        (
            polls_forbidden,
            "sendMessage",
            {"text": "x", "message_thread_id": 99},
            400,
            "Bad Request: message thread not found",
        ),
        (
            polls_forbidden,
            "sendMessage",
            {"text": "x", "message_thread_id": 1},
            400,
            "Bad Request: message thread not found",
        ),
    ],
)
def test_what_a_group_refuses_is_worded_as_telegram_words_it(
    group: BotApi, before: Callable[[BotApi], None], method: str, params: Any, status: int, words: str
) -> None:
    """Kicked, left, restricted, no such thread; General has no number."""
    before(group)
    code, body = group.call(group.token, method, {"chat_id": STUDY_GROUP} | params)
    assert (code, body["description"]) == (status, words)


def test_the_bot_can_leave_by_itself(group: BotApi) -> None:
    """It is told, the group sees it, and it hears no more."""
    by_itself(group)
    ((kind, change),) = told(group)
    assert (kind, change["new_chat_member"]["status"]) == ("my_chat_member", "left")
    assert group.person(BOB).at(STUDY_GROUP).messages()[-1]["service"] == "Recall left"
    group.person(BOB).at(STUDY_GROUP).say("/quiz")
    assert told(group) == []


@pytest.mark.parametrize(
    ("method", "params", "words"),
    [
        ("getChatMember", {"user_id": BOB}, "chat not found"),
        ("getChatAdministrators", {}, "there are no administrators in the private chat"),
        ("leaveChat", {}, "chat member status can't be changed in private chats"),
        ("deleteMessages", {"message_ids": []}, "message identifiers are not specified"),
        ("deleteMessages", {"message_ids": list(range(1, 102))}, "too many messages"),
    ],
)
def test_what_is_for_groups_is_refused_in_private(
    group: BotApi, method: str, params: Any, words: str
) -> None:
    """And what deletes too little or too much."""
    group.person(ANN).say("hi")
    _, body = group.call(group.token, method, {"chat_id": ANN} | params)
    assert body["description"] == f"Bad Request: {words}"
    assert group.call(group.token, "getChatMemberCount", {"chat_id": ANN})[1]["result"] == 2


def test_a_group_the_bot_never_was_in_is_not_found(api: BotApi) -> None:
    """As if there were none."""
    _, body = api.call(api.token, "sendMessage", {"chat_id": STUDY_GROUP, "text": "x"})
    assert body["description"] == "Bad Request: chat not found"


def test_an_administrator_may_what_members_may_not(group: BotApi) -> None:
    """Restrictions are for ordinary members."""
    polls_forbidden(group)
    group.organiser(ANN).promote(STUDY_GROUP, bot_of(group))
    params = {"chat_id": STUDY_GROUP, "question": "q", "options": OPTIONS}
    assert group.call(group.token, "sendPoll", params)[0] == 200


async def test_a_group_becomes_a_supergroup(api: BotApi, bot: Bot) -> None:
    """Both chats say so, the old number answers with the new one, and numbers begin again."""
    ann = api.organiser(ANN)
    old = ann.create("group", "Friends", [BOB, bot_of(api)])
    api.person(BOB).at(old).say("/quiz")
    told(api)
    new = ann.upgrade(old)
    (_, there), (_, here) = told(api)
    assert (there["chat"]["id"], there["migrate_to_chat_id"]) == (old, new)
    assert (here["chat"]["id"], here["migrate_from_chat_id"]) == (new, old)
    with pytest.raises(ChatMigrated) as raised:
        await bot.send_message(old, "anybody?")
    assert raised.value.new_chat_id == new
    assert (await bot.send_message(new, "here")).message_id < 10
    assert (await bot.get_chat_member(new, BOB)).status == "member"
    with pytest.raises(CannotDo, match="supergroup"):
        api.person(BOB).at(old).say("old")


def test_a_new_group_says_that_it_was_made(api: BotApi) -> None:
    """With the bot in it from the beginning; private chats and basic groups share their numbers."""
    said = api.person(BOB).say("hi")
    chat = api.organiser(ANN).create("group", "Friends", [bot_of(api)])
    kinds = [kind for kind, _ in told(api)]
    assert kinds == ["message", "my_chat_member", "message"]
    assert api.person(ANN).at(chat).messages()[0]["service"] == "Ann made this group"
    assert api.person(ANN).at(chat).messages()[0]["message_id"] == said + 1


async def test_a_link_brings_the_bot_into_a_group(api: BotApi, bot: Bot) -> None:
    """?startgroup= adds it and says /start to it."""
    api.organiser(BOB).start_in(STUDY_GROUP, "deck_intro")
    last = (await bot.get_updates())[-1].message
    assert last is not None
    assert last.text == f"/start@{NAME} deck_intro"


@pytest.mark.parametrize(
    ("who", "act"),
    [
        (BOB, lambda o, bot: o.remove(STUDY_GROUP, CLEO)),
        (BOB, lambda o, bot: o.promote(STUDY_GROUP, CLEO)),
        (BOB, lambda o, bot: o.permit(STUDY_GROUP, {"can_send_polls": False})),
        (BOB, lambda o, bot: o.create_topic(STUDY_GROUP, "Mine")),
        (BOB, lambda o, bot: o.hide(STUDY_GROUP, True)),
        (BOB, lambda o, bot: o.add(CHANNEL, bot)),
        (BOB, lambda o, bot: o.add(STUDY_GROUP, bot)),
        (BOB, lambda o, bot: o.join(STUDY_GROUP)),
        (BOB, lambda o, bot: o.create("cellar", "x")),
        (BOB, lambda o, bot: o.create("group", " ")),
        (ANN, lambda o, bot: o.leave(STUDY_GROUP)),
        (ANN, lambda o, bot: o.upgrade(STUDY_GROUP)),
        (ANN, lambda o, bot: o.link(STUDY_GROUP, None)),
        (ANN, lambda o, bot: o.remove(STUDY_GROUP, ANN)),
        (ANN, lambda o, bot: o.promote(STUDY_GROUP, BOB, {"can_fly": True})),
        (ANN, lambda o, bot: o.close_topic(STUDY_GROUP, 99)),
        (ANN, lambda o, bot: o.delete_topic(STUDY_GROUP, 99)),
        (ANN, lambda o, bot: o.join(4711)),
    ],
)
def test_what_a_person_may_not_do_with_a_chat_is_said(group: BotApi, who: int, act: Any) -> None:
    """With a sentence, and nothing happens."""
    before = [group.person(n).at(STUDY_GROUP).view() for n in (ANN, BOB, CLEO)]
    with pytest.raises(CannotDo, match=r"\.$"):
        act(group.organiser(who), bot_of(group))
    assert [group.person(n).at(STUDY_GROUP).view() for n in (ANN, BOB, CLEO)] == before
    assert told(group) == []


def test_whoever_is_outside_sees_and_says_nothing(group: BotApi) -> None:
    """And whoever was removed cannot come back alone."""
    group.organiser(ANN).remove(STUDY_GROUP, BOB)
    bob = group.person(BOB).at(STUDY_GROUP)
    assert bob.messages() == []
    with pytest.raises(CannotDo, match="Join first"):
        bob.say("let me in")
    with pytest.raises(CannotDo, match="somebody must add you"):
        group.organiser(BOB).join(STUDY_GROUP)


async def test_a_group_can_forbid_people_too(group: BotApi, bot: Bot, bob: Person) -> None:
    """Administrators write on; and the bot that was never written to may not write in private."""
    texts_forbidden(group)
    with pytest.raises(CannotDo, match="Members do not write"):
        bob.say("hm")
    group.person(ANN).at(STUDY_GROUP).say("hush")
    with pytest.raises(Forbidden):
        await bot.send_message(BOB, "hi")

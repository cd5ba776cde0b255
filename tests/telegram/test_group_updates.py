"""What an update from a group tells the tutor."""

from datetime import UTC, datetime
from typing import Any

import pytest
from msgspec.structs import replace
from telegram import Update

from bot.app.events import (
    ChatId,
    ChatMigrated,
    Event,
    Group,
    GroupButtonTapped,
    GroupMessageReceived,
    MemberLeft,
    MembershipChanged,
    MessageId,
    Person,
    PersonId,
    PollCountsChanged,
    PollVoted,
    PostForwarded,
)
from bot.telegram.group_updates import Me, needs_rank, ranked
from bot.telegram.updates import event_of, in_group
from tests.telegram.updates import ANN, NOON, member, message, said, sender, tapped

RECEIVED = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
SENT = datetime.fromtimestamp(NOON, UTC)
ME = Me(username="recall_bot")
CHAT = {"id": -100, "type": "supergroup", "title": "ML", "is_forum": True}
GROUP = Group(id=ChatId(-100), title="ML")
PERSON = Person(id=PersonId(ANN), name="Ann", language="en")
HI = GroupMessageReceived(
    group=GROUP, thread=0, person=PERSON, admin=False, message=MessageId(10), at=SENT, text="hi"
)
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
CHANNEL_BOT = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
CHANNEL = {"id": -200, "type": "channel", "title": "Daily"}
OURS = {"message_id": 3, "date": NOON, "chat": CHAT, "text": "1 of 5"}
TOPIC = {"name": "Quiz", "icon_color": 7322096}


def heard(raw: dict[str, Any], me: Me = ME) -> Event | None:
    return event_of(Update.de_json(raw), RECEIVED, me)


def in_chat(text: str = "hi", **more: Any) -> dict[str, Any]:
    return said(1, text, chat=CHAT, **more)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (in_chat(), HI),
        (in_chat("/quiz"), replace(HI, text="/quiz")),
        (in_chat("/quiz@Recall_Bot race"), replace(HI, text="/quiz@Recall_Bot race")),
        (in_chat("/quiz@other_bot"), None),
        (in_chat(reply_to_message=OURS), replace(HI, reply_to=MessageId(3))),
        (in_chat(message_thread_id=7, is_topic_message=True), replace(HI, thread=7)),
        (in_chat(message_thread_id=7), replace(HI, root=MessageId(7))),
        (
            in_chat(
                message_thread_id=7,
                is_topic_message=True,
                reply_to_message=OURS | {"message_id": 7, "forum_topic_created": TOPIC},
            ),
            replace(HI, thread=7),
        ),
        (
            in_chat() | {"message": message(10, "hi", chat=CHAT) | {"from": ANONYMOUS, "sender_chat": CHAT}},
            replace(HI, person=None, admin=True),
        ),
        (
            in_chat() | {"message": message(10, chat=CHAT) | {"from": CHANNEL_BOT, "sender_chat": CHANNEL}},
            replace(HI, person=None),
        ),
        ({"update_id": 1, "message": message(10, chat=CHAT) | {"from": sender(5, is_bot=True)}}, None),
        ({"update_id": 1, "message": message(10, None, chat=CHAT) | {"sticker": None}}, None),
    ],
)
def test_a_message_is_heard_or_is_not_for_us(raw: dict[str, Any], expected: Event | None) -> None:
    assert in_group(Update.de_json(raw))
    assert heard(raw) == expected


def test_an_edited_message_has_the_time_of_the_edit() -> None:
    raw = {"update_id": 1, "edited_message": message(10, chat=CHAT) | {"edit_date": NOON + 60}}
    event = heard(raw)
    assert isinstance(event, GroupMessageReceived)
    assert event.edited
    assert (event.at - SENT).total_seconds() == 60


def test_who_leaves_and_a_group_that_moves_are_told() -> None:
    gone = in_chat(left_chat_member=sender(5))
    assert heard(gone) == MemberLeft(group=GROUP, person=PersonId(5), at=SENT)
    moved = ChatMigrated(old=ChatId(-100), new=ChatId(-300), at=SENT)
    assert heard(in_chat(migrate_to_chat_id=-300)) == moved
    assert heard(in_chat(migrate_from_chat_id=-9)) == ChatMigrated(old=ChatId(-9), new=ChatId(-100), at=SENT)


@pytest.mark.parametrize(
    ("status", "here", "admin"),
    [
        ("member", True, False),
        ("administrator", True, True),
        ("left", False, False),
        ("kicked", False, False),
    ],
)
def test_our_own_coming_and_going_is_told(status: str, here: bool, admin: bool) -> None:
    raw = member(4, status)
    raw["my_chat_member"]["chat"] = CHAT
    if admin:
        raw["my_chat_member"]["new_chat_member"] |= dict.fromkeys(RIGHTS, False)
    event = heard(raw)
    assert isinstance(event, MembershipChanged)
    assert (event.group, event.here, event.admin, event.person.id) == (GROUP, here, admin, ANN)


RIGHTS = (
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)


def test_a_vote_names_the_chosen_options_and_one_by_a_channel_is_nobodys() -> None:
    answer: dict[str, Any] = {"poll_id": "77", "option_ids": [1], "option_persistent_ids": ["b"]}
    by_ann = {"update_id": 1, "poll_answer": answer | {"user": sender()}}
    assert heard(by_ann) == PollVoted(poll="77", person=PERSON, at=RECEIVED, options=(1,))
    assert (
        heard({"update_id": 1, "poll_answer": answer | {"voter_chat": CHANNEL, "user": CHANNEL_BOT}}) is None
    )


def test_the_counts_of_a_poll_are_told() -> None:
    poll = {
        "id": "77",
        "question": "q",
        "options": [{"persistent_id": "a", "text": "a", "voter_count": 2}],
        "total_voter_count": 2,
        "is_closed": True,
        "is_anonymous": True,
        "type": "quiz",
        "allows_multiple_answers": False,
        "allows_revoting": False,
        "members_only": False,
    }
    assert heard({"update_id": 1, "poll": poll}) == PollCountsChanged(
        poll="77", at=RECEIVED, counts=(2,), closed=True
    )


def test_ranks_are_looked_up_for_commands_and_for_taps_that_need_one() -> None:
    tap = heard_tap("1:r3:change")
    assert needs_rank(tap)
    assert needs_rank(replace(HI, text="/stop"))
    assert not needs_rank(HI)
    assert not needs_rank(heard_tap("1:r3:join"))
    assert not needs_rank(heard_tap("1:r3:o2.1"))
    assert ranked(tap, admin=True) == replace(tap, admin=True)


def heard_tap(data: str) -> GroupButtonTapped:
    raw = tapped(1, data)
    raw["callback_query"]["message"]["chat"] = CHAT
    event = heard(raw)
    assert isinstance(event, GroupButtonTapped)
    assert (event.group, event.person, event.data, event.at) == (GROUP, PERSON, data, RECEIVED)
    return event


def test_a_channels_post_in_its_discussion_group_is_told_with_where_it_came_from() -> None:
    """Its poll too, which has no text; what anybody forwards by hand is a message like any other."""
    origin = {"type": "channel", "date": NOON, "chat": CHANNEL, "message_id": 9}
    telegram = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
    post = message(10, None, chat=CHAT) | {"from": telegram, "sender_chat": CHANNEL, "forward_origin": origin}
    expected = PostForwarded(
        group=GROUP, message=MessageId(10), channel=ChatId(-200), post=MessageId(9), at=SENT
    )
    assert heard({"update_id": 1, "message": post | {"is_automatic_forward": True}}) == expected
    edited = post | {"is_automatic_forward": True, "edit_date": NOON + 60}
    assert heard({"update_id": 1, "edited_message": edited}) == expected
    assert heard({"update_id": 1, "message": post | {"text": "hi"}}) == replace(HI, person=None)


@pytest.mark.parametrize(("given", "may_post"), [(True, True), (False, False), (None, True)])
def test_the_right_to_post_is_told_where_there_is_one(given: bool | None, may_post: bool) -> None:
    raw = member(4, "administrator")
    raw["my_chat_member"]["chat"] = CHANNEL
    rights = dict.fromkeys(RIGHTS, False) | ({} if given is None else {"can_post_messages": given})
    raw["my_chat_member"]["new_chat_member"] |= rights
    event = heard(raw)
    assert isinstance(event, MembershipChanged)
    assert (event.group.channel, event.may_post) == (True, may_post)

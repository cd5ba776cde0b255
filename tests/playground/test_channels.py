"""Channels and their discussion groups: who posts, what the bot hears, what is forwarded, comments."""

from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest

from bot.playground.api import BotApi
from bot.playground.rules import CannotDo
from bot.playground.seed import CHANNEL, DISCUSSION, STUDY_GROUP, TELEGRAM
from tests.playground.conftest import ANN, BOB, told


def test_posts_and_their_edits_are_told_without_a_person(channel: BotApi) -> None:
    """The channel speaks."""
    ann = channel.person(ANN).at(CHANNEL)
    post = ann.say("today: recall")
    ann.edit(post, "today: recall and precision")
    told_of = {kind: body for kind, body in told(channel) if body["chat"]["id"] == CHANNEL}
    assert list(told_of) == ["channel_post", "edited_channel_post"]
    assert told_of["channel_post"]["sender_chat"]["id"] == CHANNEL
    assert "from" not in told_of["channel_post"]
    with pytest.raises(CannotDo):
        channel.person(BOB).at(CHANNEL).say("me too")


async def test_posts_appear_in_the_discussion_group(channel: BotApi, bot: Bot) -> None:
    """The bot's too, by Telegram, without buttons; edits follow."""
    keys = InlineKeyboardMarkup([[InlineKeyboardButton("Answer", url="https://t.me/x?start=1")]])
    sent = await bot.send_message(CHANNEL, "question", reply_markup=keys)
    assert (sent.from_user, sent.sender_chat.id if sent.sender_chat else 0) == (None, CHANNEL)
    await bot.edit_message_text("question, mended", CHANNEL, sent.message_id)
    (first, forwarded), (second, mended) = told(channel)
    assert (first, second) == ("message", "edited_message")
    assert (forwarded["from"]["id"], forwarded["sender_chat"]["id"]) == (TELEGRAM["id"], CHANNEL)
    assert forwarded["is_automatic_forward"] is True
    assert forwarded["forward_origin"]["message_id"] == sent.message_id
    assert "reply_markup" not in forwarded
    assert (mended["message_id"], mended["text"]) == (forwarded["message_id"], "question, mended")


async def test_comments_are_replies_in_the_thread_of_the_post(channel: BotApi, bot: Bot) -> None:
    """And what answers a comment stays in the thread."""
    await bot.send_message(CHANNEL, "question")
    ((_, post),) = told(channel)
    comment = channel.person(BOB).at(DISCUSSION).say("the share found", reply_to=post["message_id"])
    ((_, told_of),) = told(channel)
    assert told_of["message_thread_id"] == post["message_id"]
    assert told_of["reply_to_message"]["is_automatic_forward"] is True
    assert "is_topic_message" not in told_of
    reply = await bot.send_message(DISCUSSION, "right", reply_to_message_id=comment)
    assert reply.message_thread_id == post["message_id"]
    in_thread = await bot.send_message(DISCUSSION, "hm", message_thread_id=post["message_id"])
    assert in_thread.reply_to_message is not None
    assert in_thread.reply_to_message.message_id == post["message_id"]


def test_with_privacy_on_comments_are_not_heard(channel: BotApi) -> None:
    """They reply to Telegram's forward, not to the bot."""
    channel.organiser(ANN).demote(DISCUSSION, channel.world.bot["id"])
    channel.call(channel.token, "sendMessage", {"chat_id": CHANNEL, "text": "question"})
    post = channel.person(BOB).at(DISCUSSION).messages()[-1]
    channel.person(BOB).at(DISCUSSION).say("an answer", reply_to=post["message_id"])
    assert [kind for kind, _ in told(channel)] == ["my_chat_member"]


async def test_a_channel_takes_anonymous_polls_only(channel: BotApi, bot: Bot) -> None:
    """One poll in both places, voted on in either; totals alone are told."""
    with pytest.raises(BadRequest, match="Non-anonymous polls can't be sent to channel chats"):
        await bot.send_poll(CHANNEL, "q", ["a", "b"], is_anonymous=False)
    sent = await bot.send_poll(CHANNEL, "q", ["a", "b"])
    copy = channel.person(BOB).at(DISCUSSION).messages()[-1]
    channel.person(ANN).at(CHANNEL).vote(sent.message_id, [0])
    channel.person(BOB).at(DISCUSSION).vote(copy["message_id"], [1])
    updates = [body for kind, body in told(channel) if kind == "poll"]
    assert [one["total_voter_count"] for one in updates] == [1, 2]
    with pytest.raises(BadRequest, match="Poll can't be stopped"):
        await bot.stop_poll(DISCUSSION, copy["message_id"])
    await bot.stop_poll(CHANNEL, sent.message_id)
    assert channel.person(BOB).at(DISCUSSION).messages()[-1]["poll"]["is_closed"] is True


@pytest.mark.parametrize(
    ("act", "status", "words"),
    [
        (
            lambda o, bot: o.promote(CHANNEL, bot, {}),
            400,
            "Bad Request: need administrator rights in the channel chat",
        ),
        (lambda o, bot: o.demote(CHANNEL, bot), 403, "Forbidden: bot is not a member of the channel chat"),
        (lambda o, bot: o.remove(CHANNEL, bot), 403, "Forbidden: bot was kicked from the channel chat"),
    ],
)
def test_who_may_not_post_is_told_why(channel: BotApi, act: Any, status: int, words: str) -> None:
    """No right, no member, thrown out; and nothing is heard any more."""
    act(channel.organiser(ANN), channel.world.bot["id"])
    code, body = channel.call(channel.token, "sendMessage", {"chat_id": CHANNEL, "text": "x"})
    assert (code, body["description"]) == (status, words)
    told(channel)
    if status == 403:
        channel.person(ANN).at(CHANNEL).say("alone")
        assert "channel_post" not in [kind for kind, _ in told(channel)]


async def test_link_and_rights_can_be_asked(channel: BotApi, bot: Bot) -> None:
    """From both sides of the link, also when it changes."""
    assert (await bot.get_chat(CHANNEL)).linked_chat_id == DISCUSSION
    assert (await bot.get_chat(DISCUSSION)).linked_chat_id == CHANNEL
    mine = (await bot.get_chat_member(CHANNEL, bot.id)).to_dict()
    assert (mine["status"], mine["can_post_messages"]) == ("administrator", True)
    channel.organiser(ANN).link(CHANNEL, STUDY_GROUP)
    assert (await bot.get_chat(CHANNEL)).linked_chat_id == STUDY_GROUP
    assert (await bot.get_chat(DISCUSSION)).linked_chat_id is None
    channel.organiser(ANN).link(CHANNEL, None)
    assert (await bot.get_chat(CHANNEL)).linked_chat_id is None

"""Groups: what the bot hears there, topics, replies, who hides behind whom, reactions, taps, the pace."""

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    ForceReply,
    ReplyParameters,
)
from telegram.error import BadRequest, RetryAfter

from bot.playground.api import BotApi
from bot.playground.limits import SendLimits
from bot.playground.organiser import Organiser
from bot.playground.person import Person
from bot.playground.rules import ANONYMOUSLY, CannotDo
from bot.playground.seed import ANONYMOUS, CHANNEL, CHANNEL_BOT, STUDY_GROUP
from tests.playground.conftest import ANN, BOB, CLEO, Hand, bot_of, heard, told

NAME = "recall_playground_bot"


@pytest.fixture
def ann(group: BotApi) -> Organiser:
    return group.organiser(ANN)


@pytest.fixture
def bob(group: BotApi) -> Person:
    return group.person(BOB).at(STUDY_GROUP)


@pytest.mark.parametrize(
    ("text", "reaches_bot"),
    [
        ("hello all", False),
        ("/quiz", True),
        ("/quiz 5", True),
        (f"/quiz@{NAME}", True),
        (f"/quiz@{NAME.upper()} now", True),
        ("/quiz@other_bot", False),
        ("try /quiz", False),
        (f"what do you say, @{NAME}?", False),
        ("//quiz", False),
    ],
)
def test_with_privacy_on_only_what_is_meant_for_the_bot_is_heard(
    group: BotApi, bob: Person, text: str, reaches_bot: bool
) -> None:
    """Commands to it; as administrator or with privacy off everything."""
    bob.say(text)
    assert heard(group) == [text] * reaches_bot
    group.organiser(ANN).promote(STUDY_GROUP, bot_of(group))
    told(group)
    bob.say(text)
    assert heard(group) == [text]
    group.organiser(ANN).demote(STUDY_GROUP, bot_of(group))
    group.set_privacy(False)
    told(group)
    bob.say(text)
    assert heard(group) == [text]


def test_privacy_mode_changes_in_a_group_when_the_bot_is_added_anew(group: BotApi, bob: Person) -> None:
    """As with Telegram; getMe knows at once."""
    group.set_privacy(False, everywhere=False)
    assert group.call(group.token, "getMe", {})[1]["result"]["can_read_all_group_messages"] is True
    bob.say("unheard")
    assert heard(group) == []
    group.organiser(ANN).remove(STUDY_GROUP, bot_of(group))
    group.organiser(BOB).add(STUDY_GROUP, bot_of(group))
    bob.say("heard")
    assert heard(group) == ["heard"]
    assert bob.view()["chat"]["bot"]["hears_all"] is True


async def test_replies_to_the_bot_are_heard_and_those_to_people_are_not(
    group: BotApi, bot: Bot, bob: Person
) -> None:
    """Also when they are edited."""
    asked = await bot.send_message(STUDY_GROUP, "What is recall?")
    hers = group.person(ANN).at(STUDY_GROUP).say("let us see")
    answer = bob.say("a share", reply_to=asked.message_id)
    other = bob.say("yes", reply_to=hers)
    bob.edit(answer, "a share of the positives")
    bob.edit(other, "no")
    updates = await bot.get_updates()
    assert [u.effective_message.text for u in updates if u.effective_message] == [
        "a share",
        "a share of the positives",
    ]
    assert updates[1].edited_message is not None
    assert updates[0].effective_message is not None
    assert updates[0].effective_message.reply_to_message is not None
    assert updates[0].effective_message.reply_to_message.message_id == asked.message_id


async def test_messages_stay_in_their_topic(group: BotApi, bot: Bot, quiz: int) -> None:
    """Said there, sent there, and a reply goes where what it replies to stands; General has no number."""
    bob = group.person(BOB).at(STUDY_GROUP, topic=quiz)
    bob.say("/quiz")
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert (update.message.message_thread_id, update.message.is_topic_message) == (quiz, True)
    sent = await bot.send_message(STUDY_GROUP, "one", message_thread_id=quiz)
    assert (sent.message_thread_id, sent.is_topic_message) == (quiz, True)
    reply = await bot.send_message(STUDY_GROUP, "two", reply_to_message_id=sent.message_id)
    assert reply.message_thread_id == quiz
    general = await bot.send_message(STUDY_GROUP, "three")
    assert (general.message_thread_id, bool(general.is_topic_message)) == (None, False)
    across = await bot.send_message(
        STUDY_GROUP, "four", message_thread_id=quiz, reply_to_message_id=general.message_id
    )
    assert across.external_reply is not None
    assert across.external_reply.message_id == general.message_id


async def test_a_reply_may_reach_into_another_chat(group: BotApi, bot: Bot) -> None:
    """It says where from; whether or not what it replies to is there can be left open."""
    hers = group.person(ANN).say("hi")
    reply = await bot.send_message(STUDY_GROUP, "x", reply_parameters=ReplyParameters(hers, chat_id=ANN))
    assert reply.external_reply is not None
    assert reply.external_reply.origin.to_dict()["sender_user"]["id"] == ANN
    back = ReplyParameters(99, chat_id=STUDY_GROUP, allow_sending_without_reply=True)
    assert (await bot.send_message(ANN, "y", reply_parameters=back)).reply_to_message is None
    anonymous = group.person(ANN).at(STUDY_GROUP, send_as=ANONYMOUSLY).say("we")
    back = ReplyParameters(anonymous, chat_id=STUDY_GROUP)
    sent = await bot.send_message(ANN, "z", reply_parameters=back)
    assert sent.external_reply is not None
    assert sent.external_reply.origin.to_dict()["sender_chat"]["id"] == STUDY_GROUP


async def test_a_reply_into_a_closed_topic_is_refused(
    group: BotApi, bot: Bot, ann: Organiser, quiz: int
) -> None:
    """A reply lands in the topic of what it replies to; administrators with the right write on."""
    sent = await bot.send_message(STUDY_GROUP, "one", message_thread_id=quiz)
    ann.close_topic(STUDY_GROUP, quiz)
    with pytest.raises(BadRequest, match="Topic_closed"):
        await bot.send_message(STUDY_GROUP, "two", reply_to_message_id=sent.message_id)
    ann.promote(STUDY_GROUP, bot_of(group), {"can_manage_topics": True})
    await bot.send_message(STUDY_GROUP, "three", reply_to_message_id=sent.message_id)


def test_people_delete_their_own_and_administrators_all(group: BotApi, bob: Person) -> None:
    """Nobody else's."""
    hers, his = group.person(ANN).at(STUDY_GROUP).say("mine"), bob.say("mine")
    with pytest.raises(CannotDo):
        bob.delete(hers)
    bob.delete(his)
    group.person(ANN).at(STUDY_GROUP).delete(hers)
    assert {hers, his}.isdisjoint(one["message_id"] for one in bob.messages())


async def test_what_replies_to_nothing_in_a_topic_replies_to_its_beginning(
    group: BotApi, bot: Bot, quiz: int
) -> None:
    """So Telegram says which topic it is; people see no reply."""
    sent = await bot.send_message(STUDY_GROUP, "one", message_thread_id=quiz)
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.forum_topic_created is not None
    assert "reply_to_message" not in group.person(ANN).at(STUDY_GROUP).messages()[-1]


async def test_a_closed_topic_takes_nothing_and_a_deleted_one_is_gone(
    group: BotApi, bot: Bot, ann: Organiser, quiz: int
) -> None:
    """Until it is opened again; and with a deleted one its messages go."""
    sent = await bot.send_message(STUDY_GROUP, "one", message_thread_id=quiz)
    ann.close_topic(STUDY_GROUP, quiz)
    with pytest.raises(BadRequest, match="Topic_closed"):
        await bot.send_message(STUDY_GROUP, "two", message_thread_id=quiz)
    with pytest.raises(CannotDo):
        group.person(BOB).at(STUDY_GROUP, topic=quiz).say("closed?")
    ann.close_topic(STUDY_GROUP, quiz, closed=False)
    await bot.send_message(STUDY_GROUP, "three", message_thread_id=quiz)
    assert [kind for kind, _ in told(group)] == ["message", "message"]
    ann.delete_topic(STUDY_GROUP, quiz)
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(STUDY_GROUP, "four", message_thread_id=quiz)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("five", STUDY_GROUP, sent.message_id)


def test_anonymous_administrators_and_channels_hide_who_writes(group: BotApi) -> None:
    """By Telegram's own stand-ins; whoever may not is told so."""
    group.set_privacy(False)
    group.person(ANN).at(STUDY_GROUP, send_as=ANONYMOUSLY).say("as the group")
    group.person(ANN).at(STUDY_GROUP, send_as=CHANNEL).say("as the channel")
    (_, first), (_, second) = told(group)
    assert (first["from"]["id"], first["sender_chat"]["id"]) == (ANONYMOUS["id"], STUDY_GROUP)
    assert (second["from"]["id"], second["sender_chat"]["id"]) == (CHANNEL_BOT["id"], CHANNEL)
    for send_as in (ANONYMOUSLY, CHANNEL):
        with pytest.raises(CannotDo):
            group.person(BOB).at(STUDY_GROUP, send_as=send_as).say("not mine")
    seen = group.person(BOB).at(STUDY_GROUP).messages()
    assert [one["sender"]["name"] for one in seen[-2:]] == ["Study group", "Daily ML"]


def test_an_administrator_hidden_for_good_stays_hidden(group: BotApi) -> None:
    """Also in what Telegram says of them."""
    group.organiser(ANN).hide(STUDY_GROUP, True)
    group.person(ANN).at(STUDY_GROUP).say("/quiz")
    group.organiser(ANN).remove(STUDY_GROUP, CLEO)
    assert {body["from"]["id"] for kind, body in told(group) if kind == "message"} == {ANONYMOUS["id"]}


async def test_a_selective_forced_reply_is_for_those_it_names(group: BotApi, bot: Bot) -> None:
    """By mention, and by what it replies to; one that is not selective is for all."""
    hers = group.person(CLEO).at(STUDY_GROUP).say("/quiz")

    async def asked(text: str, selective: bool = True, reply_to: int | None = None) -> list[int]:
        markup = ForceReply(selective=selective, input_field_placeholder="Answer")
        await bot.send_message(
            STUDY_GROUP, text, parse_mode="HTML", reply_markup=markup, reply_to_message_id=reply_to
        )
        newest = {n: group.person(n).at(STUDY_GROUP).messages()[-1] for n in (ANN, BOB, CLEO)}
        return [n for n, message in newest.items() if "force_reply" in message]

    assert await asked("all", selective=False) == [ANN, BOB, CLEO]
    assert await asked("nobody") == []
    assert await asked(f'<a href="tg://user?id={BOB}">Bob</a>?') == [BOB]
    assert await asked("you", reply_to=hers) == [CLEO]


async def test_menus_are_those_of_the_place_and_role(group: BotApi, bot: Bot) -> None:
    """Administrators may see others."""
    await bot.set_my_commands([BotCommand("quiz", "q")], scope=BotCommandScopeAllGroupChats())
    await bot.set_my_commands([BotCommand("stop", "s")], scope=BotCommandScopeAllChatAdministrators())
    seen = [group.person(n).at(STUDY_GROUP).view()["commands"][0]["command"] for n in (ANN, BOB)]
    assert seen == ["stop", "quiz"]
    assert group.person(ANN).view()["commands"] == []


async def test_reactions_are_told_to_administrators_who_ask(group: BotApi, bot: Bot, bob: Person) -> None:
    """As who they are, or as the group."""
    sent = await bot.send_message(STUDY_GROUP, "one")
    await bot.get_updates(allowed_updates=["message_reaction"])
    bob.react(sent.message_id, "👍")
    assert told(group) == []
    group.organiser(ANN).promote(STUDY_GROUP, bot_of(group))
    bob.react(sent.message_id, "🔥")
    group.person(ANN).at(STUDY_GROUP, send_as=ANONYMOUSLY).react(sent.message_id, "👎")
    (_, first), (_, second) = told(group)
    assert (first["user"]["id"], first["old_reaction"][0]["emoji"]) == (BOB, "👍")
    assert (second["actor_chat"]["id"], "user" in second) == (STUDY_GROUP, False)
    await bot.set_message_reaction(STUDY_GROUP, sent.message_id, "👏")
    assert group.person(CLEO).at(STUDY_GROUP).messages()[-1]["reactions"] == [
        {"emoji": "🔥", "from": "person", "name": "Bob"},
        {"emoji": "👎", "from": "person", "name": "Study group"},
        {"emoji": "👏", "from": "bot"},
    ]


async def test_the_bot_deletes_its_own_and_what_it_may(group: BotApi, bot: Bot, bob: Person) -> None:
    """Others' messages need the right; many at once pass over what cannot go."""
    own, his = await bot.send_message(STUDY_GROUP, "one"), bob.say("mine")
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await bot.delete_message(STUDY_GROUP, his)
    assert await bot.delete_messages(STUDY_GROUP, [own.message_id, his, 4711])
    assert bob.messages()[-1]["message_id"] == his
    group.organiser(ANN).promote(STUDY_GROUP, bot_of(group), {"can_delete_messages": True})
    assert await bot.delete_message(STUDY_GROUP, his)


async def test_a_tap_in_a_group_is_answered_to_who_tapped(group: BotApi, bot: Bot, bob: Person) -> None:
    """With a text for them alone, or a link to the bot; no other link."""
    sent = await bot.send_message(STUDY_GROUP, "Who plays?")
    first, second = bob.tap(sent.message_id, "join"), bob.tap(sent.message_id, "join")
    await bot.answer_callback_query(first, "You are in.")
    with pytest.raises(BadRequest, match="Url_invalid"):
        await bot.answer_callback_query(second, url="https://example.org")
    await bot.answer_callback_query(second, url=f"https://t.me/{NAME}?start=r1")
    seen = [(one["text"], one.get("url")) for one in bob.view()["notices"]]
    assert seen == [("You are in.", None), ("", f"https://t.me/{NAME}?start=r1")]
    assert group.person(CLEO).at(STUDY_GROUP).view()["notices"] == []


async def test_a_quote_must_be_in_what_it_quotes(group: BotApi, bot: Bot, bob: Person) -> None:
    """On both sides."""
    asked = await bot.send_message(STUDY_GROUP, "one two three")
    bob.say("this", reply_to=asked.message_id, quote="two")
    ((_, said),) = told(group)
    assert said["quote"] == {"text": "two", "position": 4, "is_manual": True}
    with pytest.raises(CannotDo):
        bob.say("this", reply_to=asked.message_id, quote="four")
    with pytest.raises(BadRequest, match="Quote_text_invalid"):
        await bot.send_message(
            STUDY_GROUP, "x", reply_parameters=ReplyParameters(asked.message_id, quote="four")
        )


async def test_a_group_takes_twenty_a_minute_edits_and_polls_included(
    group: BotApi, bot: Bot, hand: Hand
) -> None:
    """The twenty-first waits as long as it is told to; private chats have limits of their own."""
    group.person(ANN).say("hi")
    group.limits = SendLimits()
    sent = await bot.send_message(STUDY_GROUP, "0")
    for number in range(17):
        await bot.edit_message_text(f"{number + 1}", STUDY_GROUP, sent.message_id)
    poll = await bot.send_poll(STUDY_GROUP, "q", ["a", "b"])
    await bot.stop_poll(STUDY_GROUP, poll.message_id)
    with pytest.raises(RetryAfter):
        await bot.send_message(STUDY_GROUP, "too many")
    await bot.send_message(ANN, "in private")
    hand.move(3)
    await bot.send_message(STUDY_GROUP, "in time")

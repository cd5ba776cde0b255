"""Groups, topics and channels on the page: Ann, Bob and Cleo in turn, and the bot played by the test."""

from typing import Any

import pytest
from selenium.webdriver.common.keys import Keys

from bot.playground.seed import ANN, BOB, CHANNEL, CLEO, DISCUSSION, STUDY_GROUP
from tests.browser import chromium
from tests.browser.page_of import PageOf
from tests.browser.stage import Stage
from tests.browser.test_panel import CUT_OFF, NAMELESS, SIZES

pytestmark = pytest.mark.browser

ONE_LINE = 22
HAPPENED = "return [...document.querySelectorAll('.happened')].map((one) => one.innerText)"
SENDERS = "return [...document.querySelectorAll('.sender')].map((one) => one.firstChild.textContent)"


def test_a_newcomer_lets_the_bot_into_the_group_by_one_tap(page: PageOf, stage: Stage) -> None:
    page.go_to("Study group")
    page.press("#add-bot")
    assert stage.update("my_chat_member")["new_chat_member"]["status"] == "member"
    page.until(lambda: not page.one("#invite").is_displayed(), "the invitation to go")
    page.until(lambda: page.run(HAPPENED) == ["Ann added Recall"], "the news")
    assert page.one("#chat-status").text == "3 members and Recall"


def test_what_is_written_in_a_topic_stays_there(group: PageOf, stage: Stage) -> None:
    group.topic("Quiz")
    group.say("/quiz")
    topic = _heard(stage, "/quiz")["message_thread_id"]
    stage.call("sendMessage", chat_id=STUDY_GROUP, message_thread_id=topic, text="Five questions")
    group.wait_for("Five questions")
    group.topic("General")
    assert group.bubbles() == []
    stage.act("say", person=BOB, chat=STUDY_GROUP, topic=topic, text="I am in")
    group.until(lambda: group.tab("Quiz").find_elements("css selector", ".badge"), "the mark of news")
    group.topic("Quiz")
    assert [one.text for one in group.bubbles()] == ["/quiz", "Five questions", "I am in"]
    assert group.run(SENDERS) == ["Recall", "Bob"]


def test_a_command_from_the_menu_names_the_bot_in_a_group(group: PageOf, stage: Stage) -> None:
    stage.call("setMyCommands", commands=[{"command": "quiz", "description": "Play"}])
    group.press("#slash")
    group.press("#commands [role=option]")
    said = group.until(lambda: group.bubbles(), "the command to be said")[-1]
    assert said.text == f"/quiz@{stage.call('getMe')['username']}"


def test_the_bot_asks_one_person_to_reply_and_another_replies_by_a_tap(group: PageOf, stage: Stage) -> None:
    said = group.say("/quiz").id
    asked = stage.call(
        "sendMessage",
        chat_id=STUDY_GROUP,
        text="Name a loss.",
        reply_parameters={"message_id": said},
        reply_markup={"force_reply": True, "selective": True, "input_field_placeholder": "A loss"},
    )["message_id"]
    group.until(lambda: group.all(".about"), "the reply to be open")
    group.until(lambda: group.one(".about").is_displayed(), "the reply to be open")
    assert group.box.get_attribute("placeholder") == "A loss"
    assert group.say("hinge").quoted == "Name a loss."
    assert _replied(stage, "hinge") == asked
    assert not group.one(".about").is_displayed()

    group.switch_to("Bob")
    group.wait_for("Name a loss.")
    assert not group.one(".about").is_displayed()
    group.press(f"[data-message-id='{asked}'] .text")
    assert group.say("squared error").quoted == "Name a loss."
    assert _replied(stage, "squared error") == asked

    group.switch_to("Cleo")
    group.wait_for("Name a loss.")
    assert group.run(SENDERS) == ["Ann", "Recall", "Ann", "Bob"]


def test_a_reply_that_was_put_away_does_not_come_back(group: PageOf, stage: Stage) -> None:
    asking = {"force_reply": True, "input_field_placeholder": "A loss"}
    stage.call("sendMessage", chat_id=STUDY_GROUP, text="Name a loss.", reply_markup=asking)
    group.until(lambda: group.one(".about").is_displayed(), "the reply to be open")
    group.box.send_keys(Keys.ESCAPE)
    stage.call("sendMessage", chat_id=STUDY_GROUP, text="Ten seconds left")
    group.wait_for("Ten seconds left")
    assert not group.one(".about").is_displayed()
    assert group.box.get_attribute("placeholder") == "Message"


def test_join_leads_to_the_private_chat_where_one_tap_starts(group: PageOf, stage: Stage) -> None:
    url = f"https://t.me/{stage.call('getMe')['username']}?start=round_1"
    keyboard = {"inline_keyboard": [[{"text": "Join", "url": url}], [{"text": "Play", "callback_data": "p"}]]}
    stage.call("sendMessage", chat_id=STUDY_GROUP, text="Who is in?", reply_markup=keyboard)
    group.switch_to("Bob")
    group.press_key("Join")
    group.until(lambda: group.all("#start-link"), "the button Start")
    group.go_to("Study group")
    group.until(group.box.is_displayed, "the box to write in")
    assert group.box.size["height"] >= ONE_LINE
    group.press_key("Join")
    group.press("#start-link")
    heard = _heard(stage, "/start round_1")
    assert heard["chat"]["id"] == BOB
    group.until(group.box.is_displayed, "the box to write in")

    group.go_to("Study group")
    group.press_key("Play")
    query = stage.update("callback_query")
    stage.call("answerCallbackQuery", callback_query_id=query["id"], url=url)
    group.until(lambda: group.all("#start-link"), "the button Start")
    assert group.one("body").get_attribute("data-chat") == str(BOB)


def test_links_lead_into_a_group_and_to_a_message_in_its_topic(page: PageOf, stage: Stage) -> None:
    page.until(lambda: page.all(".place"), "the chats")
    name = stage.call("getMe")["username"]
    topic = stage.act("chats/topic", person=ANN, chat=STUDY_GROUP, name="Statistics")["topic"]
    spoken = stage.act("say", person=BOB, chat=STUDY_GROUP, topic=topic, text="Is it the median?")[
        "message_id"
    ]
    there = f"https://t.me/c/{-STUDY_GROUP - 10**12}/{topic}/{spoken}"
    stage.say(ANN, f'<a href="https://t.me/{name}?startgroup=g1">Into a group</a> <a href="{there}">Back</a>')
    page.wait_for("Into a group")
    page.press(".text a", nth=-1)
    page.until(lambda: [one.text for one in page.bubbles()] == ["Is it the median?"], "the message")
    assert page.tab("Statistics").get_attribute("aria-selected") == "true"

    page.go_to("Recall")
    page.wait_for("Into a group")
    page.press(".text a", nth=-2)
    page.press(".menu button", "Daily ML talk")
    assert _heard(stage, f"/start@{name} g1")["chat"]["id"] == DISCUSSION


def test_a_basic_group_goes_on_as_a_supergroup(page: PageOf, stage: Stage) -> None:
    page.press("#new-chat")
    page.press(".menu button", "A basic group")
    page.until(lambda: page.one("#chat-name").text == "Basic group", "the new group")
    before = page.one("body").get_attribute("data-chat")
    page.until(lambda: page.run(HAPPENED), "the group")
    page.press("#chat-menu")
    page.press(".sheet [data-act=upgrade]")
    page.until(lambda: page.run(HAPPENED) == ["Basic group made this a supergroup"], "the supergroup")
    assert page.one("body").get_attribute("data-chat") != before
    page.until(lambda: not page.all(f".place[data-chat='{before}']"), "the old group to go")


def test_news_in_another_chat_is_marked_until_it_is_read(page: PageOf, stage: Stage) -> None:
    page.until(lambda: page.all(".place"), "the chats")
    stage.act("say", person=BOB, chat=STUDY_GROUP, text="Anybody here?")
    row = f".place[data-chat='{STUDY_GROUP}']"
    page.until(lambda: page.all(f"{row} .badge"), "the mark of news")
    assert "Bob: Anybody here?" in page.one(row).text
    page.go_to("Study group")
    page.until(lambda: not page.all(f"{row} .badge"), "the mark to go")


def test_an_admin_made_on_the_page_writes_anonymously(group: PageOf, stage: Stage) -> None:
    group.press("#chat-menu")
    group.press(f".sheet [data-act='promote {BOB}']")
    group.until(lambda: group.all(f".sheet [data-act='demote {BOB}']"), "Bob's new rank")
    group.press("#sheet-close")
    group.switch_to("Bob")
    group.until(lambda: group.one(".send-as").is_displayed(), "the choice of a name")
    group.press(".send-as")
    next(one for one in group.all(".menu button") if "anonymous" in one.text).click()
    group.say("/stop")
    assert _heard(stage, "/stop")["sender_chat"]["id"] == STUDY_GROUP
    assert group.run(SENDERS) == ["Study group"]


def test_privacy_and_topics_are_changed_in_the_sheet(group: PageOf, stage: Stage) -> None:
    group.press("#chat-menu")
    group.press("#set-privacy")
    group.until(lambda: group.one("#set-privacy").get_attribute("aria-checked") == "false", "the switch")
    assert stage.call("getMe")["can_read_all_group_messages"]
    group.type_into("#new-topic", "Statistics", Keys.ENTER)
    group.until(lambda: group.tab("Statistics").get_attribute("aria-selected") == "true", "the new topic")
    group.say("plain words are heard now")
    assert _heard(stage, "plain words are heard now")["is_topic_message"]


def test_who_leaves_can_join_again(group: PageOf) -> None:
    group.switch_to("Cleo")
    group.press("#chat-menu")
    group.press(".sheet [data-act=leave]")
    group.until(lambda: group.one(".gone").is_displayed(), "the way back")
    assert not group.box.is_displayed()
    group.press("#sheet-close")
    group.press("#join")
    group.until(group.box.is_displayed, "the box to write in")
    assert group.run(HAPPENED)[-1] == "Cleo joined"


def test_a_channel_is_read_and_commented(page: PageOf, stage: Stage) -> None:
    stage.enter(CHANNEL, ANN)
    post = stage.call("sendMessage", chat_id=CHANNEL, text="What does dropout drop?")["message_id"]
    page.switch_to("Cleo")
    page.go_to("Daily ML")
    page.until(lambda: [one.text for one in page.bubbles()] == ["What does dropout drop?"], "the post")
    assert not page.box.is_displayed()
    page.press(f"[data-message-id='{post}'] .comments")
    page.until(lambda: page.one("body").get_attribute("data-chat") == str(DISCUSSION), "the discussion")
    page.until(lambda: page.one(".about").is_displayed(), "the reply to be open")
    assert page.say("units, at random").quoted == "What does dropout drop?"


def test_on_a_phone_the_list_the_group_and_the_sheet_fit(group: PageOf, stage: Stage) -> None:
    options = [{"text": "an option of quite a few words, " * 2}, {"text": "unbroken" * 9}]
    stage.call("sendPoll", chat_id=STUDY_GROUP, question="long " * 40, options=options)
    stage.act("say", person=CLEO, chat=STUDY_GROUP, text="unbroken" * 30)
    chromium.resize(group.driver, chromium.PHONE)
    group.until(lambda: len(group.bubbles()) == 2, "the messages")
    assert group.run(SIZES) == [390, 390, 390]
    assert group.run(CUT_OFF) == []
    group.press("#chat-menu")
    group.until(lambda: group.all("#sheet-close"), "the sheet")
    assert group.run(NAMELESS) == []
    group.press("#sheet-close")
    group.press("#back")
    assert not group.one(".chat").is_displayed()
    assert [one.text for one in group.all(".person strong")] == ["Ann", "Bob", "Cleo"]
    group.go_to("Daily ML")
    assert group.one("#chat-name").text == "Daily ML"


def _heard(stage: Stage, text: str) -> dict[str, Any]:
    """The message with this text, as the bot is told of it."""
    for _ in range(20):
        heard = stage.update("message")
        if heard.get("text") == text:
            return heard
    raise AssertionError(f"the bot did not hear “{text}”")


def _replied(stage: Stage, text: str) -> int:
    """The number of the message this text replies to."""
    return int(_heard(stage, text)["reply_to_message"]["message_id"])

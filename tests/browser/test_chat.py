"""The chat on the page: what a person does reaches the bot, what the bot does is shown."""

from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.page_of import PageOf
from tests.browser.stage import Stage

pytestmark = pytest.mark.browser

ANN, BOB = 1001, 1002
NEAR_THE_TOP = 40
INSIDE = """
const [inner, outer] = [...arguments].map((one) => document.querySelector(one).getBoundingClientRect());
return inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top
  && inner.bottom <= outer.bottom;
"""


def test_an_empty_chat_offers_to_start(page: PageOf, stage: Stage) -> None:
    page.press("#start")
    assert stage.update("message")["text"] == "/start"
    page.until(lambda: not page.one("#empty").is_displayed(), "the welcome to go")


def test_what_is_typed_arrives_with_its_lines(page: PageOf, stage: Stage) -> None:
    page.say("first line 🎉\nsecond line")
    assert stage.update("message")["text"] == "first line 🎉\nsecond line"
    assert page.box.get_attribute("value") == ""


def test_nothing_is_sent_while_there_is_nothing_to_send(page: PageOf) -> None:
    page.write("   ")
    page.box.send_keys(Keys.ENTER)
    assert not page.one("#send").is_enabled()
    assert page.bubbles() == []


def test_what_one_person_is_told_no_other_reads(page: PageOf, stage: Stage) -> None:
    stage.say(ANN, "Minimise or maximise the loss?", [["Minimise"]])
    page.wait_for("loss")
    page.press_key("Minimise")
    stage.call("answerCallbackQuery", callback_query_id=stage.update("callback_query")["id"], text="Noted.")
    assert page.notice() == "Noted."
    page.switch_to("Bob")
    assert page.all(".toast") == []


def test_a_tap_shows_progress_until_the_bot_answers(page: PageOf, stage: Stage) -> None:
    stage.say(ANN, "Minimise or maximise the loss?", [["Minimise", "Maximise"], ["I don't know yet"]])
    assert page.wait_for("loss").keys == ("Minimise", "Maximise", "I don't know yet")
    page.press_key("Maximise")
    query = stage.update("callback_query")
    assert query["data"] == "Maximise"
    assert page.key("Maximise").get_attribute("aria-busy") == "true"
    stage.call("answerCallbackQuery", callback_query_id=query["id"], text="Noted.")
    assert page.notice() == "Noted."
    assert page.run(INSIDE, ".toast", ".scroll")
    page.until(lambda: not page.all(".key[aria-busy]"), "the progress to end")


def test_an_alert_stays_until_it_is_closed(page: PageOf, stage: Stage) -> None:
    stage.say(ANN, "Ready?", [["Yes"]])
    page.press_key("Yes")
    query = stage.update("callback_query")
    stage.call("answerCallbackQuery", callback_query_id=query["id"], text="This is old.", show_alert=True)
    page.until(lambda: page.all("dialog[open]"), "the dialog")
    assert page.one("dialog p").text == "This is old."
    page.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    page.until(lambda: not page.all("dialog"), "the dialog to go")


def test_a_reply_carries_what_it_answers(page: PageOf, stage: Stage) -> None:
    number = stage.say(ANN, "What is a <b>tensor</b>?")
    page.wait_for("tensor")
    page.menu(number, "Reply")
    said = page.say("n-d array")
    assert said.quoted == "What is a tensor?"
    assert stage.update("message")["reply_to_message"]["message_id"] == number


def test_escape_leaves_a_reply(page: PageOf, stage: Stage) -> None:
    number = stage.say(ANN, "What is a tensor?")
    page.wait_for("tensor")
    page.menu(number, "Reply")
    page.box.send_keys(Keys.ESCAPE)
    assert page.say("n-d array").quoted is None


def test_an_edit_is_told_and_marked(page: PageOf, stage: Stage) -> None:
    said = page.say("n-d aray")
    page.box.send_keys(Keys.ARROW_UP)
    assert page.box.get_attribute("value") == "n-d aray"
    page.run("arguments[0].value = ''", page.box)
    page.write("n-d array")
    page.box.send_keys(Keys.ENTER)
    page.until(lambda: page.last_bubbles()[0].edited, "the mark of an edit")
    assert page.last_bubbles()[0].text == "n-d array"
    assert stage.update("edited_message")["message_id"] == said.id


def test_what_the_bot_edits_changes_in_its_place(page: PageOf, stage: Stage) -> None:
    first = stage.say(ANN, "Question", [["Hint"]])
    stage.say(ANN, "Another")
    page.wait_for("Another")
    stage.call("editMessageText", chat_id=ANN, message_id=first, text="Question, answered")
    page.wait_for("answered")
    assert [(one.text, one.keys) for one in page.bubbles()] == [("Question, answered", ()), ("Another", ())]


def test_a_deleted_message_goes(page: PageOf, stage: Stage) -> None:
    number = stage.say(ANN, "Gone soon")
    page.wait_for("Gone soon")
    stage.call("deleteMessage", chat_id=ANN, message_id=number)
    page.until(lambda: page.bubbles() == [], "the message to go")


def test_reactions_go_both_ways(page: PageOf, stage: Stage) -> None:
    said = page.say("n-d array")
    stage.call(
        "setMessageReaction", chat_id=ANN, message_id=said.id, reaction=[{"type": "emoji", "emoji": "👍"}]
    )
    page.until(lambda: page.last_bubbles()[0].reactions == ("👍",), "the bot's reaction")
    page.menu(said.id, "React with 🔥")
    page.until(lambda: len(page.last_bubbles()[0].reactions) == 2, "the person's reaction")
    assert stage.update("message_reaction")["new_reaction"] == [{"type": "emoji", "emoji": "🔥"}]


def test_commands_are_offered_and_filtered(page: PageOf, stage: Stage) -> None:
    names = {"learn": "Five questions", "streak": "Days in a row", "stats": "What you know"}
    commands = [{"command": name, "description": words} for name, words in names.items()]
    stage.call("setMyCommands", commands=commands)
    page.press("#slash")
    page.until(lambda: len(page.all("#commands [role=option]")) == 3, "the commands")
    page.box.send_keys(Keys.ESCAPE)
    page.write("/st")
    assert [one.text.split("\n")[0] for one in page.all("#commands [role=option]")] == ["/streak", "/stats"]
    page.box.send_keys(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ENTER)
    assert stage.update("message")["text"] == "/stats"


def test_each_person_has_a_chat_and_a_draft(page: PageOf, stage: Stage) -> None:
    page.say("I am Ann")
    page.write("not yet sent")
    page.switch_to("Bob")
    assert page.bubbles() == []
    assert page.box.get_attribute("value") == ""
    page.say("I am Bob")
    stage.say(ANN, "Hello Ann")
    badge = ".person[data-person='1001'] .badge"
    page.until(lambda: page.one(badge).text == "1", "the count of Ann's new messages")
    page.switch_to("Ann")
    assert [one.text for one in page.bubbles()] == ["I am Ann", "Hello Ann"]
    assert page.box.get_attribute("value") == "not yet sent"
    assert not page.one(badge).is_displayed()


def test_who_blocks_the_bot_can_come_back(page: PageOf, stage: Stage) -> None:
    page.say("hello")
    page.press("#chat-menu")
    page.press(".menu .danger")
    page.until(lambda: page.one(".gone").is_displayed(), "the way back")
    assert stage.raw("sendMessage", chat_id=ANN, text="?")["error_code"] == 403
    assert not page.box.is_displayed()
    page.press(".gone .main")
    page.until(page.box.is_displayed, "the box to write in")
    stage.say(ANN, "Welcome back")
    page.wait_for("Welcome back")


@pytest.mark.parametrize(
    ("item", "kind"), [("A photo", "photo"), ("A voice message", "voice"), ("A sticker", "sticker")]
)
def test_samples_can_be_sent(page: PageOf, stage: Stage, item: str, kind: str) -> None:
    page.press("[aria-label^='Send a file']")
    page.press(".menu button", item)
    assert kind in stage.update("message")
    page.until(lambda: page.all(".picture, .voice, .sticker"), "the sample")


def test_files_of_the_bot_can_be_seen_and_saved(page: PageOf, stage: Stage) -> None:
    stage.call("sendDocument", files={"document": ("export.json", b"{}")}, chat_id=ANN, caption="All of it")
    page.wait_for("All of it")
    link = page.one("a.file")
    assert link.get_attribute("download") == "export.json"
    fetched = "return fetch(arguments[0].href).then((answer) => answer.text())"
    assert page.run(fetched, link) == "{}"


def test_the_place_is_kept_and_what_is_new_is_counted(page: PageOf, stage: Stage) -> None:
    for number in range(30):
        stage.say(ANN, f"Message {number}")
    page.wait_for("Message 29")
    page.run("document.querySelector('#scroll').scrollTop = arguments[0]", NEAR_THE_TOP)
    page.until(lambda: page.one("#jump").is_displayed(), "the way to the end")
    stage.say(ANN, "News")
    page.until(lambda: [one.text for one in page.all("#jump .badge")] == ["1"], "the count")
    assert page.run("return document.querySelector('#scroll').scrollTop") == NEAR_THE_TOP
    page.press("#jump")
    page.until(lambda: not page.one("#jump").is_displayed(), "the end")


def test_a_new_message_is_read_aloud_once(page: PageOf, stage: Stage) -> None:
    assert page.one("#live").get_attribute("textContent") == ""
    stage.say(ANN, "<b>Right.</b> Day 1.")
    page.wait_for("Right.")
    assert page.one("#live").get_attribute("textContent") == "Recall: Right. Day 1."


def test_a_file_of_ones_own_can_be_sent(page: PageOf, stage: Stage, tmp_path: Path) -> None:
    """Also as a reply; it can be saved like those of the bot."""
    deck = tmp_path / "deck.toml"
    deck.write_text('title = "Äpfel"\n', encoding="utf-8")
    asked = stage.say(ANN, "Send me a deck")
    page.wait_for("Send me a deck")
    page.menu(asked, "Reply")
    page.press("[aria-label^='Send a file']")
    assert next(one.text for one in page.all(".menu button")) == "A file…"
    page.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    page.one("#file").send_keys(str(deck))
    message = stage.update("message")
    assert message["document"]["file_name"] == "deck.toml"
    assert message["reply_to_message"]["message_id"] == asked
    path = stage.call("getFile", file_id=message["document"]["file_id"])["file_path"]
    assert stage.file(path) == deck.read_bytes()
    link = page.until(lambda: page.one("a.file") if page.all("a.file") else None, "the file")
    assert link.get_attribute("download") == "deck.toml"
    assert not page.one(".about").is_displayed()

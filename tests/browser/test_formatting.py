"""Telegram's formatting on the page, as the bot sends it and as a person uses it."""

import pytest

from tests.browser.page_of import PageOf
from tests.browser.stage import Stage

pytestmark = pytest.mark.browser

ANN = 1001


def test_what_the_bot_formats_is_shown_formatted(page: PageOf, stage: Stage) -> None:
    html = (
        "🎉 <b>bold</b> <i>italic</i> <u>under</u> <s>struck</s> <code>nvidia-smi</code>"
        ' <a href="https://example.org/a">link</a> <tg-spoiler>hidden</tg-spoiler>'
        '<pre><code class="language-python">fit()</code></pre><blockquote>said</blockquote>'
    )
    number = stage.say(ANN, html)
    page.wait_for("bold")
    for selector, words in {
        "strong": "bold",
        "em": "italic",
        "u": "under",
        "s": "struck",
        ".text > code": "nvidia-smi",
        ".spoiler": "hidden",
        "pre code": "fit()",
        ".pre-head": "python",
        "blockquote": "said",
    }.items():
        shown = page.one(f"[data-message-id='{number}'] {selector}")
        assert shown.get_attribute("textContent") == words
    link = page.one(f"[data-message-id='{number}'] a")
    assert link.get_attribute("href") == "https://example.org/a"
    assert "noopener" in (link.get_attribute("rel") or "")


def test_markup_in_a_text_stays_text(page: PageOf, stage: Stage) -> None:
    stage.say(ANN, "&lt;img src=x onerror=document.title=1&gt;")
    said = page.say("<script>document.title = 2</script>")
    assert said.text == "<script>document.title = 2</script>"
    assert page.wait_for("<img src=x").text == "<img src=x onerror=document.title=1>"
    assert page.all(".text img, .text script") == []
    assert "Recall" in page.driver.title


def test_what_was_revealed_stays_so_when_the_message_changes(page: PageOf, stage: Stage) -> None:
    long = "<br>".join(f"Line {number} of a long why." for number in range(8)).replace("<br>", "\n")
    html = f"<tg-spoiler>tensor</tg-spoiler>\n<blockquote expandable>{long}</blockquote>"
    number = stage.say(ANN, html, [["Next"]])
    page.wait_for("Line 7")
    more = page.until(
        lambda: next((one for one in page.all(".fold-more") if one.is_displayed()), None), "more"
    )
    folded = page.one(".fold-body").size["height"]
    more.click()
    page.press(".spoiler")
    stage.call("editMessageReplyMarkup", chat_id=ANN, message_id=number)
    page.until(lambda: not page.all(".key"), "the button to go")
    assert page.one(".fold-more").get_attribute("aria-expanded") == "true"
    assert page.one(".fold-body").size["height"] > folded
    assert page.all(".spoiler.shown")


def test_a_short_quotation_has_nothing_to_unfold(page: PageOf, stage: Stage) -> None:
    stage.say(ANN, "<blockquote expandable>One line.</blockquote>")
    page.wait_for("One line.")
    assert not page.one(".fold-more").is_displayed()


def test_a_command_in_a_text_is_said_by_a_tap(page: PageOf, stage: Stage) -> None:
    stage.say(ANN, "Go on with /next")
    page.wait_for("Go on")
    page.press(".command")
    assert stage.update("message")["text"] == "/next"


def test_a_link_to_the_bot_itself_offers_start_which_says_its_payload(page: PageOf, stage: Stage) -> None:
    name = stage.call("getMe")["username"]
    stage.say(ANN, f'<a href="https://t.me/{name}?start=q_tools-01">this question</a>')
    page.wait_for("this question")
    page.press(".text a")
    page.until(lambda: page.all("#start-link"), "the button Start")
    page.press("#start-link")
    assert stage.update("message")["text"] == "/start q_tools-01"
    page.until(page.box.is_displayed, "the box to write in")

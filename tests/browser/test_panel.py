"""What stands around the chat: clock, log of calls, connection, colours, a phone."""

from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.keys import Keys

from tests.browser import chromium
from tests.browser.page_of import PageOf
from tests.browser.stage import Stage, running_stage

pytestmark = pytest.mark.browser

ANN = 1001
NAMELESS = """
return [...document.querySelectorAll("button, a, textarea, [role=button]")]
  .filter((one) => !(one.getAttribute("aria-label") || one.textContent.trim()))
  .map((one) => one.outerHTML);
"""
CUT_OFF = """
return [...document.querySelectorAll(".turn *, .head *, .side *, .composer *")]
  .filter((one) => one.getClientRects().length && !one.closest("pre, svg, .quoted > span"))
  .filter((one) => one.getBoundingClientRect().left < 0 || one.getBoundingClientRect().right > innerWidth)
  .map((one) => one.className || one.localName);
"""
SIZES = (
    "return [innerWidth, document.documentElement.scrollWidth, document.querySelector('#scroll').scrollWidth]"
)


def test_the_clock_goes_an_hour_and_a_day(page: PageOf, stage: Stage) -> None:
    before = page.say("before").id
    page.advance_hour()
    assert page.one("#clock-note").text.startswith("1 hour")
    page.advance_day()
    assert page.one("#clock-note").text.startswith("1 day 1 hour")
    page.say("after")
    days = [day.text for day in page.all(".day")]
    assert len(days) == 2
    assert days[-1] == "Today"
    assert before < page.newest_id()


def test_the_log_shows_what_the_bot_called(page: PageOf, stage: Stage) -> None:
    stage.say(ANN, "<b>Right.</b>")
    stage.raw("sendMessage", chat_id=ANN, text="")
    page.until(lambda: len(page.all(".call[data-method=sendMessage]")) == 2, "both calls")
    newest, oldest = page.all(".call[data-method=sendMessage]")
    assert "400" in newest.text
    assert "Ann · Right." in oldest.text
    oldest.find_element("tag name", "summary").click()
    asked = page.until(
        lambda: page.one(".call[open] pre").text if page.all(".call[open] pre") else None, "details"
    )
    assert '"parse_mode": "HTML"' in asked


def test_a_paused_log_waits(page: PageOf, stage: Stage) -> None:
    page.until(lambda: page.all(".call"), "the calls so far")
    before = len(page.all(".call"))
    page.press("#log-pause")
    stage.say(ANN, "Hello")
    page.until(lambda: "1 waiting" in page.one("#log-pause").text, "a call to wait")
    assert len(page.all(".call")) == before
    page.press("#log-pause")
    page.until(lambda: len(page.all(".call")) == before + 1, "the call")


def test_a_lost_connection_is_said_and_found_again(browser: webdriver.Chrome, tmp_path: Path) -> None:
    chromium.resize(browser, chromium.DESKTOP)
    with running_stage(tmp_path / "state.db") as first:
        port = int(first.url.rpartition(":")[2])
        page = PageOf(browser, first.url).open()
        page.say("before")
    page.until(lambda: "does not answer" in page.one("#banner").text, "the banner")
    page.write("while away")
    page.box.send_keys(Keys.ENTER)
    assert "does not answer" in page.notice()
    page.until(lambda: page.box.get_attribute("value") == "while away", "the text to come back")
    with running_stage(tmp_path / "state.db", port) as second:
        page.until(lambda: not page.one("#banner").is_displayed(), "the connection")
        second.say(ANN, "I am back")
        page.wait_for("I am back")
        page.box.send_keys(Keys.ENTER)
        page.until(lambda: page.last_bubbles()[0].text == "while away", "the message")
    browser.get("about:blank")


def test_colours_follow_the_system_until_chosen(page: PageOf) -> None:
    ground = "return getComputedStyle(document.querySelector('.chat')).backgroundColor"
    light = page.run(ground)
    chromium.resize(page.driver, chromium.DESKTOP, dark=True)
    dark = page.run(ground)
    assert dark != light
    page.press("#theme")
    assert page.run(ground) == light
    page.open()
    assert page.run(ground) == light
    page.press("#theme")
    page.press("#theme")


def test_the_panel_can_be_folded_away(page: PageOf) -> None:
    wide = page.one(".chat").size["width"]
    page.press("#panel-wide")
    assert not page.one("#panel").is_displayed()
    assert page.one(".chat").size["width"] > wide


def test_on_a_phone_nothing_is_cut_off(page: PageOf, stage: Stage) -> None:
    chromium.resize(page.driver, chromium.PHONE)
    page.open()
    stage.say(ANN, f"<pre>{'wide ' * 60}</pre> {'unbroken' * 30}", [["A", "B", "C", "A label of many words"]])
    page.menu(page.wait_for("unbroken").id, "Reply")
    page.say("and why?")
    assert page.run(SIZES) == [390, 390, 390]
    assert page.run(CUT_OFF) == []


def test_on_a_phone_the_panel_is_a_drawer(page: PageOf) -> None:
    chromium.resize(page.driver, chromium.PHONE)
    page.open()
    assert not page.one("#panel").is_displayed()
    page.press("#panel-narrow")
    page.until(page.one("#clock-time").is_displayed, "the clock")
    assert page.run("return document.activeElement.id") == "panel-close"
    page.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    page.until(lambda: not page.one("#panel").is_displayed(), "the drawer to go")
    assert page.run("return document.activeElement.id") == "panel-narrow"
    page.switch_to("Bob")


def test_everything_one_can_press_has_a_name(page: PageOf, stage: Stage) -> None:
    stage.say(ANN, "<pre>x</pre> <tg-spoiler>y</tg-spoiler> /next", [["Next"]])
    page.wait_for("/next")
    page.one("[data-message-id] .dots")
    assert page.run(NAMELESS) == []

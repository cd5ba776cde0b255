"""`recall play`: Ann, Bob and Cleo play a round in their study group, in a real browser with the real bot."""

from pathlib import Path

import pytest
from selenium import webdriver

from tests.browser import chromium
from tests.browser.page_of import LONG_WAY, PageOf
from tests.browser.test_lesson import playing as playing

GROUP = "Study group"


@pytest.mark.browser
def test_three_people_play_a_round(browser: webdriver.Chrome, playing: str, tmp_path: Path) -> None:
    chromium.resize(browser, chromium.DESKTOP)
    page = PageOf(browser, playing).open("Ann")
    page.go_to(GROUP)
    page.press("#add-bot")
    page.wait_for("/quiz calls a round", patience=LONG_WAY)
    page.say("/quiz 2")
    page.wait_for("2 questions from Intro to machine learning. In: Ann.", patience=LONG_WAY)
    for name in ("Bob", "Cleo"):
        joins(page, name)

    page.switch_to("Ann")
    page.go_to(GROUP)
    page.wait_for("In: Ann, Bob, Cleo.", patience=LONG_WAY)
    page.tap("Start")
    asked = page.wait_for("1 of 2: How many times may the test data be used?", patience=LONG_WAY)
    page.press(f"[data-message-id='{asked.id}'] .text")
    page.say("once")
    answers_in_private(page, "Bob", "1 time")
    answers_in_private(page, "Cleo", "twice")

    page.switch_to("Ann")
    page.go_to(GROUP)
    page.advance_hour()
    page.wait_for("Once. Right: Ann, Bob.", patience=LONG_WAY)
    page.advance_hour()
    for name, option in (("Ann", 0), ("Bob", 0), ("Cleo", 1)):
        votes(page, name, option)
    page.advance_hour()
    page.wait_for("Right: Ann, Bob.", patience=LONG_WAY)
    page.advance_hour()
    table = page.wait_for("Also in: Cleo.", patience=LONG_WAY)
    assert table.keys == ("Again", "Fix a mark")
    page.screenshot(tmp_path / "round.png")


def joins(page: PageOf, name: str) -> None:
    """Tap Join, and follow it into the private chat, where Start is pressed."""
    page.switch_to(name)
    page.go_to(GROUP)
    page.tap("Join")
    page.until(lambda: page.all("#start-link"), "the way into the private chat")[0].click()
    page.wait_for("You're in. Typed questions come here.", patience=LONG_WAY)


def answers_in_private(page: PageOf, name: str, answer: str) -> None:
    page.switch_to(name)
    page.go_to("Recall")
    page.wait_for("How many times may the test data be used?", patience=LONG_WAY)
    page.say(answer)


def votes(page: PageOf, name: str, option: int) -> None:
    page.switch_to(name)
    page.go_to(GROUP)
    page.until(lambda: page.all(".option"), "the options", LONG_WAY)[option].click()

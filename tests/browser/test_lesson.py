"""`recall play` as a newcomer meets it: Ann learns in a real browser from the real bot, and a day passes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver

from tests.browser import chromium
from tests.browser.page_of import LONG_WAY, PageOf
from tests.browser.served import served
from tests.conversation import asks


@pytest.fixture
def playing(tmp_path: Path) -> Iterator[str]:
    """The address of a playground with its bot; both stop at the end, within seconds."""
    with served(tmp_path / "play.db") as address:
        yield address


@pytest.mark.browser
def test_ann_learns_and_comes_back_the_next_day(
    browser: webdriver.Chrome, playing: str, tmp_path: Path
) -> None:
    chromium.resize(browser, chromium.DESKTOP)
    page = PageOf(browser, playing).open("Ann")
    page.tap_and_read("Start") if page.all(".key") else page.say("/start")
    page.wait_for(asks("fundamentals-01"), patience=LONG_WAY)

    page.say("the number of hiden layers")
    assert page.wait_for("Right, with a slip").keys == ("Next", "More")
    page.tap("Next")
    page.wait_for(asks("tools-01"))
    page.say("scikit-learn")
    page.wait_for(asks("data-01"))
    page.tap("Before")
    page.wait_for("Shall I ask you one a day")  # at this time, or by night at a better one
    page.tap("Not now")
    page.screenshot(tmp_path / "lesson.png")

    page.advance_day()
    page.say("next")
    page.wait_for(asks("models-01"))
    page.tap("A")
    page.wait_for("Day 2.")
    page.say("/streak")
    page.wait_for("2 days in a row, today included.")
    page.screenshot(tmp_path / "streak.png")

    page.switch_to("Bob")
    page.say("/start")
    page.wait_for("I ask, you type")
    assert page.complaints() == []

"""The days of a subscriber, as the playground's clock shows them: prompt, streak, nudge, freeze, pause."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from selenium import webdriver

from bot.clock import SystemClock
from tests.browser import chromium
from tests.browser.page_of import LONG_WAY, PageOf
from tests.browser.test_lesson import playing
from tests.conversation import asks

__all__ = ["playing"]
ADVANCE = """
return fetch("/play/clock/advance", {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ hours: arguments[0] }),
}).then((answer) => answer.status);
"""


def forward(page: PageOf, hours: int) -> None:
    """Many hours at once, as so many presses on "+1 hour"."""
    page.driver.set_script_timeout(LONG_WAY)
    assert not hours or page.run(ADVANCE, hours) == 200


def until_eight(zone: str) -> int:
    """Hours until it is past eight in the morning there."""
    return (8 - SystemClock().now().astimezone(ZoneInfo(zone)).hour) % 24


def on_a_phone(page: PageOf, file: Path) -> None:
    """How the end of the chat looks on a phone."""
    chromium.resize(page.driver, chromium.PHONE)
    page.run("const all = document.querySelector('#scroll'); all.scrollTop = all.scrollHeight;")
    page.screenshot(file)
    chromium.resize(page.driver, chromium.DESKTOP)


@pytest.mark.browser
def test_days_pass_in_the_chat(browser: webdriver.Chrome, playing: str, tmp_path: Path) -> None:
    chromium.resize(browser, chromium.DESKTOP)
    page = PageOf(browser, playing).open("Ann")
    forward(page, until_eight("Europe/London"))
    page.say("/zone London")
    page.wait_for("at your place?", patience=LONG_WAY)
    page.tap("Yes")
    page.wait_for("Good: ", patience=LONG_WAY)
    page.say("/start")
    page.wait_for(asks("fundamentals-01"))
    page.say("the number of hidden layers")
    page.wait_for("Day 1. Days in a row with an answer are a streak; one day off won't end it.")
    page.say("scikit-learn")
    page.say("before")
    page.wait_for("Shall I ask you one a day at this time?")
    page.tap("Yes")
    page.wait_for("The first comes tomorrow.")
    on_a_phone(page, tmp_path / "1-subscribed.png")

    page.advance_day()
    prompt = page.wait_for(asks("models-01"), patience=LONG_WAY)
    assert prompt.text.startswith(asks("models-01"))
    page.tap("A")
    page.wait_for("Day 2.")
    on_a_phone(page, tmp_path / "2-answered.png")

    page.advance_day()
    prompt = page.wait_for(asks("distributed-01"), patience=LONG_WAY)
    forward(page, 12)
    nudge = page.wait_for("Still open if you like. If not, a freeze covers today.", patience=LONG_WAY)
    assert nudge.quoted is not None
    assert nudge.quoted.startswith(asks("distributed-01"))
    on_a_phone(page, tmp_path / "3-nudged.png")

    forward(page, 12)
    page.wait_for("asked again below", patience=LONG_WAY)
    page.wait_for(asks("distributed-01"), patience=LONG_WAY)
    old = next(bubble for bubble in page.bubbles() if bubble.id == prompt.id)
    assert (old.text, old.keys) == (f"{asks('distributed-01')} It is asked again below.", ())
    page.say("data parallelism and model parallelism; data parallelism is simpler")
    page.wait_for("Day 3: a freeze held your day off, none left for now.", patience=LONG_WAY)
    on_a_phone(page, tmp_path / "4-freeze.png")

    page.say("/pause 3d")
    newest = page.wait_for("your streak waits").id
    for _ in range(2):
        page.advance_day()
    assert page.newest_id() == newest
    page.say("/resume")
    page.wait_for("The days of the pause are kept.")
    page.wait_for(asks("fundamentals-02"), patience=LONG_WAY)
    page.tap("Non-linear")
    page.wait_for("Day 4.", patience=LONG_WAY)
    page.say("/streak")
    page.wait_for("4 days in a row, today included.", patience=LONG_WAY)
    on_a_phone(page, tmp_path / "5-streak.png")
    page.say("/streak why")
    page.wait_for("a freeze")
    on_a_phone(page, tmp_path / "6-why.png")
    assert page.complaints() == []

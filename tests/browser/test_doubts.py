"""`recall play`: an answer that the marker can't tell, in private and in a round, as the page shows it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver

from tests.app.doubts import ASKED, doubtful_in, question_in, write_deck
from tests.browser import chromium
from tests.browser.page_of import LONG_WAY, PageOf
from tests.browser.served import served
from tests.browser.test_round import GROUP, joins


@pytest.fixture
def doubting(tmp_path: Path) -> Iterator[str]:
    """The address of a playground whose deck leaves room for doubt."""
    with served(tmp_path / "play.db", write_deck(tmp_path / "content")) as address:
        yield address


@pytest.mark.browser
def test_ann_compares_her_answer(browser: webdriver.Chrome, doubting: str, tmp_path: Path) -> None:
    for size in (chromium.DESKTOP, chromium.PHONE):
        chromium.resize(browser, size)
        page = PageOf(browser, doubting).open("Ann" if size is chromium.DESKTOP else "Bob")
        page.say("/start")
        asked = page.wait_for("First: ", patience=LONG_WAY)
        page.say(doubtful_in(asked.text))
        shown = page.wait_for("I can't tell. My answer: ")
        assert shown.keys == ("Yes, the same", "Not quite")
        page.screenshot(tmp_path / f"compare-{size[0]}.png")
        page.tap("Yes, the same")
        assert page.wait_for("Good. Back ").keys == ("Next", "More")
        page.screenshot(tmp_path / f"compared-{size[0]}.png")
        assert page.complaints() == []


@pytest.mark.browser
def test_a_group_says_whether_an_answer_counts(
    browser: webdriver.Chrome, doubting: str, tmp_path: Path
) -> None:
    chromium.resize(browser, chromium.DESKTOP)
    page = PageOf(browser, doubting).open("Ann")
    page.go_to(GROUP)
    page.press("#add-bot")
    page.wait_for("/quiz calls a round", patience=LONG_WAY)
    page.say("/quiz 1")
    page.wait_for("1 question from Doubts. In: Ann.", patience=LONG_WAY)
    joins(page, "Bob")
    page.switch_to("Ann")
    page.go_to(GROUP)
    page.wait_for("In: Ann, Bob.", patience=LONG_WAY)
    page.tap("Start")
    asked = page.wait_for("1 of 1: ", patience=LONG_WAY)
    right, said = ASKED[question_in(asked.text)]
    page.press(f"[data-message-id='{asked.id}'] .text")
    page.say(right)
    page.switch_to("Bob")
    page.go_to("Recall")
    page.wait_for(question_in(asked.text), patience=LONG_WAY)
    page.say(said)
    page.switch_to("Ann")
    page.go_to(GROUP)
    doubt = page.wait_for(f"Unsure: Bob, {said}. Does it count?", patience=LONG_WAY)
    assert doubt.keys == ("Yes", "No")
    page.screenshot(tmp_path / "doubt.png")
    page.tap("Yes")
    page.wait_for(f"Counts: Bob, {said}.", patience=LONG_WAY)
    page.screenshot(tmp_path / "counts.png")
    page.switch_to("Bob")
    page.go_to("Recall")
    page.wait_for("Your answer counts.", patience=LONG_WAY)
    page.screenshot(tmp_path / "private.png")
    assert page.complaints() == []

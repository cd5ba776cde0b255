"""Questions of several parts, marked texts and pictures, as somebody sees and taps them in a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver

from bot.playground.pictures import sample_picture
from tests.browser import chromium
from tests.browser.page_of import LONG_WAY, PageOf
from tests.browser.served import served
from tests.decks.sounds import MP3

CARD = 'title = "Parts"\nlang = "en"\nlicence = "MIT"\n'
TOPIC = r'''
title = "One"

[[question]]
id = "one-01"
ask = """
Which of these run, with $x^2 \\le 4$?
```python
print("a" * 2)
```
Think of **types**, as [the manual](https://manual.example/3/) does."""
options = ["`List[str]`", { text = "`int`", why = "`int` is *one* number." }, "`tuple`"]
answers = ["`List[str]`", "`tuple`"]
why = "They hold **many**."
picture = "flag.png"
picture_alt = "Soft stripes."
audio = "said.mp3"
'''


@pytest.fixture
def playing(tmp_path: Path) -> Iterator[str]:
    """The address of a playground whose bot has one such question, in place of the deck it begins with."""
    deck = tmp_path / "content" / "intro-ml"
    deck.mkdir(parents=True)
    (deck / "deck.toml").write_text(CARD)
    (deck / "one.toml").write_text(TOPIC)
    (deck / "flag.png").write_bytes(sample_picture())
    (deck / "said.mp3").write_bytes(MP3)
    with served(tmp_path / "play.db", tmp_path / "content") as address:
        yield address


@pytest.mark.browser
def test_several_options_are_tapped_beside_a_picture(
    browser: webdriver.Chrome, playing: str, tmp_path: Path
) -> None:
    chromium.resize(browser, chromium.DESKTOP)
    page = PageOf(browser, playing).open("Ann")
    page.tap_and_read("Start") if page.all(".key") else page.say("/start")
    page.wait_for("Which of these run, with x² ≤ 4?", patience=LONG_WAY)
    assert page.all("pre")
    assert page.all("img")
    assert page.all("audio[controls]")
    for label in ("List[str]", "int", "✓ int", "tuple"):
        page.tap(label)
        page.key(label.removeprefix("✓ ") if "✓" in label else f"✓ {label}")
    page.screenshot(tmp_path / "parts.png")
    page.tap("Done")
    page.wait_for("Right: List[str]; tuple.")
    page.screenshot(tmp_path / "parts-told.png")
    assert page.complaints() == []

"""What the page's source may not hold, and that its parts fit together."""

import re
from pathlib import Path

import pytest

from bot.playground.page_routes import MIMES, PAGE

FILES = sorted(PAGE.iterdir())
BY_NAME = {file.name: file.read_text("utf-8") for file in FILES}
MARKUP_FROM_TEXT = (
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "setHTML",
    "document.write",
    "createContextualFragment",
    "DOMParser",
    "srcdoc",
    "eval(",
    "new Function",
)
HOSTS_NAMED = {"www.w3.org", "t.me"}
"""The name of SVG; and the address of deep links, which the page reads and never opens by itself."""
LINES = 300

PAIRS = [
    ("ink", "ground"),
    ("ink", "side"),
    ("ink", "raised"),
    ("ink", "mine"),
    ("ink", "code"),
    ("soft", "ground"),
    ("soft", "side"),
    ("soft", "raised"),
    ("soft", "code"),
    ("soft-on-mine", "mine"),
    ("accent", "raised"),
    ("accent", "mine"),
    ("accent", "accent-wash"),
    ("accent-ink", "accent"),
    ("link", "raised"),
    ("link", "mine"),
    ("bad", "bad-wash"),
    ("bad", "raised"),
    ("warn-ink", "warn-wash"),
    ("soft", "accent-wash"),
    ("ink", "accent-wash"),
    *[(f"name-{number}", "raised") for number in range(3)],
    *[(f"name-{number}", "mine") for number in range(3)],
]


@pytest.mark.parametrize("name", BY_NAME)
@pytest.mark.parametrize("way", MARKUP_FROM_TEXT)
def test_text_never_becomes_markup(name: str, way: str) -> None:
    assert way not in BY_NAME[name]


@pytest.mark.parametrize("name", BY_NAME)
def test_nothing_is_loaded_from_elsewhere(name: str) -> None:
    assert set(re.findall(r"(?:https?:)?//([a-z0-9][a-z0-9.-]+\.[a-z]{2,})", BY_NAME[name])) <= HOSTS_NAMED
    assert "@import" not in BY_NAME[name]


def test_the_markup_holds_no_script_or_style_of_its_own() -> None:
    html = BY_NAME["index.html"]
    assert not re.search(r"\son[a-z]+\s*=", html)
    assert not re.search(r"\sstyle\s*=|<style", html)
    assert re.findall(r"<script(?![^>]*\ssrc=)[^>]*>", html) == []


@pytest.mark.parametrize("name", [name for name in BY_NAME if name.endswith((".js", ".html", ".css"))])
def test_whatever_a_file_asks_for_is_served_from_the_same_folder(name: str) -> None:
    asked = re.findall(r'(?:from "\./|(?:src|href)="/|src: "/)([a-z.]+)"', BY_NAME[name])
    assert set(asked) <= set(BY_NAME)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_each_file_is_small_and_of_a_served_kind(file: Path) -> None:
    assert file.suffix in MIMES
    assert len(BY_NAME[file.name].splitlines()) <= LINES


def test_every_drawing_that_is_used_exists() -> None:
    drawn = set(re.findall(r'id="i-([a-z-]+)"', BY_NAME["index.html"]))
    used = set(re.findall(r'icon(?:: |\()"([a-z-]+)"', "".join(BY_NAME.values())))
    assert used
    assert used <= drawn


@pytest.mark.parametrize("light", ["light", "dark"])
@pytest.mark.parametrize(("words", "ground"), PAIRS)
def test_words_stand_out_from_their_ground(words: str, ground: str, light: str) -> None:
    """WCAG 2 level AA for text of any size: 4.5 to 1."""
    assert contrast(colour(words, light), colour(ground, light)) >= 4.5


@pytest.mark.parametrize("light", ["light", "dark"])
@pytest.mark.parametrize("words", ["ink", "soft-on-mine", "accent", "link"])
def test_words_stand_out_in_a_quotation_of_ones_own(words: str, light: str) -> None:
    share = re.search(
        r"--wash: color-mix\(in srgb, var\(--raised\) (\d+)%, var\(--mine\)\)", BY_NAME["bubbles.css"]
    )
    assert share
    part = int(share[1]) / 100
    raised, mine = colour("raised", light), colour("mine", light)
    red, green, blue = (part * one + (1 - part) * other for one, other in zip(raised, mine, strict=True))
    assert contrast(colour(words, light), (red, green, blue)) >= 4.5


def colour(name: str, light: str) -> tuple[float, float, float]:
    found = re.search(rf"--{name}: light-dark\(#([0-9a-f]{{6}}), #([0-9a-f]{{6}})\)", BY_NAME["page.css"])
    assert found, f"page.css has no colour --{name}"
    digits = found[1] if light == "light" else found[2]
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def contrast(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """Contrast ratio as WCAG 2.2 defines it."""
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def luminance(colour: tuple[float, float, float]) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

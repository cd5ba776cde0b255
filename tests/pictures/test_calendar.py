"""The picture of a year."""

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from io import BytesIO
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from PIL import Image, ImageChops

from bot.app.ports.calendar import DayReason
from bot.pictures.calendar import WIDE, Calendar, draw
from bot.pictures.sheet import FAINT, INK, Hue
from bot.pictures.tiles import SIGNED, SIZE, ahead, tile
from tests.pictures.years import LABELS, TODAY, YEAR, calendars, ledger, topic

MOST_BYTES = 100_000
"""Above that the Bot API server delays uploads."""
Rgb = tuple[int, int, int]
WHITE, NIGHT = (255, 255, 255), (23, 33, 43)
"""Grounds of a light chat and of a dark one."""


def opened(png: bytes) -> Image.Image:
    image = Image.open(BytesIO(png))
    image.load()
    return image


def difference(one: Calendar, other: Calendar) -> tuple[int, int, int, int] | None:
    """The box in which the two pictures differ."""
    return ImageChops.difference(
        opened(draw(one)).convert("RGB"), opened(draw(other)).convert("RGB")
    ).getbbox()


def long_ago(today: date) -> tuple[date, DayReason]:
    """A day of learning before all that a picture shows: the year is a whole one."""
    return today - timedelta(days=500), DayReason.ANSWERED


def contrast(one: Rgb, other: Rgb) -> float:
    """By the formula of WCAG 2.2: 4.5 is enough for text, 3 for signs."""

    def light(colour: Rgb) -> float:
        parts = [c / 255 for c in colour]
        red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


def colour(level: int) -> Rgb:
    palette = opened(draw(YEAR)).getpalette()
    assert palette is not None
    red, green, blue = palette[3 * level : 3 * level + 3]
    return red, green, blue


@settings(max_examples=25)
@given(calendars)
def test_any_figures_and_words_make_a_small_png_of_one_width(calendar: Calendar) -> None:
    png = draw(calendar)
    image = opened(png)
    assert image.format == "PNG"
    assert image.width == WIDE
    assert 1124 <= image.height <= 1400
    assert len(png) < MOST_BYTES


def test_the_busiest_year_is_far_below_the_limit() -> None:
    reasons = [list(DayReason)[n * 7 % len(DayReason)] for n in range(400)]
    titles = tuple(topic("The longest of all the titles of topics", 0.5, 128, 256) for _ in range(12))
    busy = replace(YEAR, days=ledger(*reasons), topics=titles, due=(999,) * 14, streak=9999, longest=9999)
    assert len(draw(busy)) < MOST_BYTES * 0.7


def test_equal_figures_give_equal_bytes_in_another_process() -> None:
    code = (
        "import sys; from bot.pictures.calendar import Calendar, draw;"
        "sys.stdout.buffer.write(draw(Calendar.from_json(sys.stdin.read())))"
    )
    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", code],
            input=YEAR.to_json().encode(),
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
            timeout=60,
        )
        assert run.stdout == draw(YEAR)


def test_pictures_drawn_side_by_side_are_the_same_as_one_by_one() -> None:
    years = [replace(YEAR, streak=n, topics=(topic(f"Topic {n}"),)) for n in range(24)]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(draw, years))
    assert together == [draw(year) for year in years]


@pytest.mark.parametrize(
    "change",
    [
        {"today": TODAY + timedelta(days=1)},
        {"days": YEAR.days[:-1]},
        {"topics": YEAR.topics[:-1]},
        {"topics": (topic("Fundamental", 0.93, 18, 18), *YEAR.topics[1:])},
        {"topics": (topic("Fundamentals", 0.84, 18, 18), *YEAR.topics[1:])},
        {"topics": (topic("Fundamentals", 0.93, 17, 18), *YEAR.topics[1:])},
        {"topics": (topic("Fundamentals", 0.93, 18, 19), *YEAR.topics[1:])},
        {"due": (8, *YEAR.due[1:])},
        {"due": (*YEAR.due[:-1], 0)},
        {"streak": 24},
        {"longest": 42},
    ],
)
def test_every_figure_is_on_the_picture(change: dict[str, Any]) -> None:
    assert difference(YEAR, replace(YEAR, **change)) is not None


@pytest.mark.parametrize(
    "name", [name for name in LABELS.__struct_fields__ if name not in ("weekdays", "months")]
)
def test_every_word_is_on_the_picture(name: str) -> None:
    many = replace(YEAR, topics=tuple(topic(f"{n}") for n in range(8)))
    word: dict[str, Any] = {name: "Quux"}
    assert difference(many, replace(many, labels=replace(LABELS, **word))) is not None


@pytest.mark.parametrize(("name", "count"), [("weekdays", 7), ("months", 12)])
def test_every_name_of_the_calendar_is_on_the_picture(name: str, count: int) -> None:
    names = getattr(LABELS, name)
    for number in range(count):
        other: dict[str, Any] = {name: (*names[:number], "Quux", *names[number + 1 :])}
        assert difference(YEAR, replace(YEAR, labels=replace(LABELS, **other))) is not None


@settings(max_examples=25)
@given(st.integers(0, 364), st.dates(date(2024, 1, 1), date(2028, 12, 31)))
def test_a_day_changes_its_own_square_and_no_other(ago: int, today: date) -> None:
    # A reason without a sign: the legend stays as it is.
    day = today - timedelta(days=ago)
    blank = replace(YEAR, today=today, days=(long_ago(today),))
    marked = replace(blank, days=(long_ago(today), (day, DayReason.ABSENT)))
    box = difference(blank, marked)
    assert box is not None
    left, top, right, bottom = box
    frame = 2 if ago == 0 else 0
    assert SIZE - frame <= right - left <= SIZE
    assert SIZE - frame <= bottom - top <= SIZE


def test_no_two_days_share_a_square() -> None:
    blank = replace(YEAR, days=(long_ago(TODAY),))
    boxes = {
        difference(
            blank, replace(blank, days=(long_ago(TODAY), (TODAY - timedelta(days=ago), DayReason.ABSENT)))
        )
        for ago in range(0, 365, 4)
    }
    assert len(boxes) == len(range(0, 365, 4))


@pytest.mark.parametrize("days", [-1, 365, 4000])
def test_days_outside_the_year_are_not_drawn(days: int) -> None:
    other = tuple(sorted((long_ago(TODAY), (TODAY - timedelta(days=days), DayReason.ANSWERED))))
    assert difference(replace(YEAR, days=(long_ago(TODAY),)), replace(YEAR, days=other)) is None


def inked(calendar: Calendar) -> tuple[int, int]:
    """Where the frame around today begins, from the left and from the top."""
    image = opened(draw(calendar))
    ink = [(x, y) for y in range(160, 560) for x in range(WIDE - 34) if image.getpixel((x, y)) == INK]
    return min(x for x, _ in ink), min(y for _, y in ink)


@pytest.mark.parametrize("learned", [1, 3, 40, 85])
def test_a_young_year_begins_with_its_first_day_in_large_squares(learned: int) -> None:
    """Three days are three large squares at the left, not three dots at the end of an empty year."""
    young = replace(YEAR, days=ledger(*[DayReason.ANSWERED] * learned))
    begun = TODAY - timedelta(days=learned - 1)
    column = (learned - 1 + begun.weekday()) // 7
    box = difference(young, replace(young, days=(*young.days[:-1], (TODAY, DayReason.ABSENT))))
    assert box is not None
    at, _ = inked(young)
    assert abs(at - (34 + 54 + column * 50)) <= 4


@pytest.mark.parametrize("learned", [120, 364])
def test_a_longer_one_begins_with_its_first_day_too(learned: int) -> None:
    first = (TODAY - timedelta(days=learned - 1), DayReason.ANSWERED)
    since = replace(YEAR, days=(first,))
    later = replace(YEAR, days=((first[0] + timedelta(days=7), DayReason.ANSWERED),))
    assert difference(since, later) is not None


def test_days_to_come_look_other_than_days_on_which_nothing_was_done() -> None:
    assert ahead().tobytes() != tile(None).tobytes()
    assert ahead(large=True).size == (SIZE * 2, SIZE * 2)


def shape(reason: DayReason | None) -> list[bool]:
    """Which dots are inked, whatever the colour."""
    levels = list(tile(reason).tobytes())
    ground = min(levels) if reason is not DayReason.ANSWERED else 0
    top = max(levels)
    return [2 * (level - ground) > top - ground for level in levels]


def test_signs_stay_apart_without_any_colour() -> None:
    shapes = {reason: shape(reason) for reason in (*SIGNED, None)}
    for one, other in combinations(shapes, 2):
        apart = sum(a != b for a, b in zip(shapes[one], shapes[other], strict=True))
        assert apart >= 25, (one, other)


@pytest.mark.parametrize(
    ("one", "other", "least"),
    [
        (colour(INK), colour(0), 12),
        (colour(FAINT), colour(0), 4.5),
        (colour(FAINT), WHITE, 3),
        (colour(0), NIGHT, 12),
        *[(colour(hue.full), colour(int(hue)), 4.5) for hue in Hue],
    ],
)
def test_letters_signs_and_the_border_stand_out(one: Rgb, other: Rgb, least: float) -> None:
    assert contrast(one, other) >= least


def test_the_border_goes_all_around() -> None:
    image = opened(draw(YEAR)).convert("RGB")
    right, bottom = image.width - 1, image.height - 1
    edges = [
        (0, 0),
        (0, bottom),
        (right, 0),
        (right, bottom),
        (400, 0),
        (400, bottom),
        (0, 500),
        (right, 500),
    ]
    assert {image.getpixel(at) for at in edges} == {colour(FAINT)}


@pytest.mark.parametrize(
    "broken",
    [{"out_of_ten": "{tenths}"}, {"met": "{} of {of}"}, {"more": "{0} more"}],
)
def test_a_label_with_a_wrong_blank_raises(broken: dict[str, Any]) -> None:
    many = replace(YEAR, topics=tuple(topic(f"{n}") for n in range(8)), labels=replace(LABELS, **broken))
    with pytest.raises(LookupError):
        draw(many)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            lambda y: replace(y, topics=(topic("ベイズ"),)),
            lambda y: replace(y, topics=(topic("1."),)),
            id="title",
        ),
        pytest.param(
            lambda y: replace(y, labels=replace(LABELS, out_of_ten="{n} von den zehn Fragen")),
            lambda y: replace(y, labels=replace(LABELS, out_of_ten="{n}/10")),
            id="tenths",
        ),
        pytest.param(
            lambda y: replace(y, labels=replace(LABELS, met="{met} von {of} wurden schon gefragt")),
            lambda y: replace(y, labels=replace(LABELS, met="{met}/{of}")),
            id="met",
        ),
    ],
)
def test_what_cannot_be_written_gives_way_to_numbers(
    one: Callable[[Calendar], Calendar], other: Callable[[Calendar], Calendar]
) -> None:
    assert difference(one(YEAR), other(YEAR)) is None

"""How days without an answer are settled: rest, pause, outage, freeze, or nothing at all."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.domain.day import DAY, day_start, learner_day, no_earlier, wall_instant
from bot.domain.ledger import Day, DayReason, Outage, Pause, Terms, cross, freezes, settle
from bot.domain.streak import counted, streak

MONDAY = date(2026, 3, 2)
LETTERS = {
    "a": DayReason.ANSWERED,
    "n": DayReason.NOTHING_DUE,
    "f": DayReason.FREEZE,
    "e": DayReason.EXCUSED,
    "p": DayReason.PAUSE,
    "r": DayReason.REST,
    "0": DayReason.ABSENT,
    "g": DayReason.GUESS,
}
HOUR = timedelta(hours=1)


def noon(number: int) -> datetime:
    return datetime(2026, 3, 2, 12, tzinfo=UTC) + DAY * number


def row(number: int, reason: DayReason) -> Day:
    return Day(local_date=MONDAY + DAY * number, reason=reason, at=noon(number), last_at=noon(number))


def ledger(text: str) -> list[Day]:
    """A letter a day from Monday on, a dot where there is no row."""
    return [row(number, LETTERS[letter]) for number, letter in enumerate(text) if letter != "."]


def told(rows: tuple[Day, ...], start: int) -> str:
    """Rows as letters from a day on."""
    names = {reason: letter for letter, reason in LETTERS.items()}
    assert [r.local_date for r in rows] == [MONDAY + DAY * (start + n) for n in range(len(rows))]
    return "".join(names[r.reason] for r in rows)


def terms(today: int, **other: object) -> Terms:
    """Those of somebody in UTC who comes in the evening of a day."""
    return replace(Terms(now=noon(today) + 8 * HOUR, zone="UTC"), **other)


def down(day: int, hours: float = 1, at: float = 0) -> Outage:
    start = noon(day) + HOUR * at
    return Outage(start=start, end=start + HOUR * hours)


@pytest.mark.parametrize(
    ("text", "balance"),
    [
        ("", 1),
        ("a", 1),
        ("af", 0),
        ("aaaaaa", 1),
        ("aaaaaaa", 2),
        ("aaaannn", 2),
        ("a.a.a.a.a.a.a", 2),  # in all, not in a row
        ("aaaaaaaaaaaaaa", 2),  # two at most
        ("aaaaaaaff", 0),
        ("aaaaaaaffaaaaaaa", 1),
        ("aaaaaafa", 1),
        ("aeprg0e", 1),  # only a freeze costs one
    ],
)
def test_freezes_in_hand(text: str, balance: int) -> None:
    assert freezes(ledger(text)) == balance


@pytest.mark.parametrize("needless", [DayReason.ANSWERED, DayReason.EXCUSED])
def test_a_freeze_that_was_not_needed_is_given_back(needless: DayReason) -> None:
    """The answer arrived late, or it came out that the bot was down."""
    days = [*ledger("af"), row(1, needless)]

    assert freezes(ledger("af")) == 0
    assert freezes(days) == 1


@pytest.mark.parametrize(
    ("text", "today", "added"),
    [
        ("", 5, ""),
        ("a", 0, ""),
        ("a", 1, ""),  # yesterday was answered
        ("a", 2, "f"),
        ("a", 3, ""),  # two missed, one freeze: it is not wasted
        ("a", 4, ""),
        ("aaaaaaa", 9, "ff"),
        ("aaaaaaa", 10, ""),
        ("af", 3, ""),
        ("af", 2, ""),
        ("a....a", 7, "f"),  # only what lies behind the newest row
        ("a..e", 5, ""),  # no streak runs there: a freeze would hold nothing
        ("n", 2, "f"),
    ],
)
def test_a_missed_day_takes_a_freeze_if_that_holds_the_streak(text: str, today: int, added: str) -> None:
    assert told(settle(ledger(text), MONDAY + DAY * today, terms(today)), len(text)) == added


@pytest.mark.parametrize(
    ("other", "today", "added"),
    [
        ({"rest_days": 2}, 2, "r"),  # Tuesday
        ({"rest_days": 127}, 6, "rrrrr"),
        ({"rest_days": 96}, 7, ""),  # five days missed first
        ({"rest_days": 2}, 4, "r"),  # Tuesday was a rest day; on Wednesday it broke
        ({"rest_days": 2}, 3, "rf"),
        ({"rest_days": 4}, 3, "fr"),
        ({"rest_days": 2, "rest_from": MONDAY + 2 * DAY}, 2, "f"),  # chosen afterwards
        ({"pause": Pause(first=MONDAY + DAY, until=MONDAY + 5 * DAY)}, 5, "pppp"),
        ({"pause": Pause(first=MONDAY + DAY, until=MONDAY + 5 * DAY)}, 6, "ppppf"),
        ({"pause": Pause(first=MONDAY + 3 * DAY, until=MONDAY + 9 * DAY)}, 6, ""),  # it was over before
        ({"pause": Pause(first=MONDAY + 2 * DAY, until=MONDAY + 4 * DAY)}, 4, "fpp"),
        ({"outages": [down(1)]}, 2, "e"),
        ({"outages": [down(1, hours=9 / 60)]}, 2, "f"),  # too short to matter
        ({"outages": [down(1, hours=10 / 60)]}, 2, "e"),
        ({"outages": [down(1, hours=72)]}, 5, "eeee"),  # three days and the morning after
        ({"outages": [down(1, at=15.9)]}, 3, "ee"),  # 03:54 to 04:54 touches two days
        ({"outages": [down(1, at=15)]}, 3, "ef"),
        ({"outages": [down(0), down(2)]}, 2, "f"),  # not on that day
        ({"outages": [down(1)], "rest_days": 2}, 2, "r"),
    ],
)
def test_days_that_are_nobodys_fault(other: dict[str, object], today: int, added: str) -> None:
    assert told(settle(ledger("a"), MONDAY + DAY * today, terms(today, **other)), 1) == added


@pytest.mark.parametrize(
    ("text", "today", "added"),
    [
        ("a", 2, "g"),
        ("a", 3, "gf"),
        ("a", 4, ""),  # two whole days and more is no matter of zones
        ("ag", 3, "f"),  # once in a row
        ("aga", 4, "g"),
    ],
)
def test_a_guessed_zone_forgives_a_day(text: str, today: int, added: str) -> None:
    rows = settle(ledger(text), MONDAY + DAY * today, terms(today, zone_known=False))

    assert told(rows, len(text)) == added


def test_no_freeze_is_spent_within_24_hours() -> None:
    """A Tuesday of 23 hours: answered on Monday at 03:50 of the night, and again on Wednesday at 04:10."""
    zone, saturday = "Europe/Berlin", date(2026, 3, 27)
    last = wall_instant(saturday + DAY, time(3, 50), zone)
    before = [Day(local_date=saturday, reason=DayReason.ANSWERED, at=last, last_at=last)]
    now = wall_instant(saturday + 2 * DAY, time(4, 10), zone)
    today = learner_day(now, zone)

    assert today - saturday == 2 * DAY
    assert settle(before, today, Terms(now=now, zone=zone)) == ()
    assert streak(counted(before), today, now).length == 1
    assert len(settle(before, today, Terms(now=now + HOUR, zone=zone))) == 1


def test_a_date_that_does_not_exist_is_no_miss() -> None:
    """Apia went from Thursday 29 to Saturday 31 December 2011; both days around the jump were short."""
    zone = "Pacific/Apia"
    last = wall_instant(date(2011, 12, 28), time(8), zone)
    before = [Day(local_date=date(2011, 12, 28), reason=DayReason.ANSWERED, at=last, last_at=last)]
    now = wall_instant(date(2011, 12, 31), time(20), zone)

    rows = settle(before, date(2011, 12, 31), Terms(now=now, zone=zone))

    assert told_dates(rows) == [(29, DayReason.ABSENT), (30, DayReason.ABSENT)]
    assert streak(counted([*before, *rows]), date(2011, 12, 31), now).length == 1
    assert freezes([*before, *rows]) == 1


def told_dates(rows: tuple[Day, ...]) -> list[tuple[int, DayReason]]:
    return [(r.local_date.day, r.reason) for r in rows]


def test_flying_east_over_a_day_is_no_miss() -> None:
    """Monday evening in Los Angeles, landed in Tokyo on Wednesday morning: Tuesday was a few hours long."""
    last = wall_instant(MONDAY, time(20), "America/Los_Angeles")
    before = [Day(local_date=MONDAY, reason=DayReason.ANSWERED, at=last, last_at=last)]
    landed = wall_instant(MONDAY + 2 * DAY, time(6), "Asia/Tokyo")

    rows = cross(before, "Asia/Tokyo", Terms(now=landed, zone="America/Los_Angeles"))
    evening = wall_instant(MONDAY + 2 * DAY, time(21), "Asia/Tokyo")

    assert told_dates(rows) == [(3, DayReason.ABSENT)]
    assert settle([*before, *rows], MONDAY + 2 * DAY, Terms(now=evening, zone="Asia/Tokyo")) == ()
    assert streak(counted([*before, *rows]), MONDAY + 2 * DAY, evening).length == 1
    assert evening - last > 24 * HOUR


def test_flying_revives_nothing() -> None:
    """A streak that was broken on Tuesday stays so, wherever they are on Thursday."""
    days = [row(-1, DayReason.ANSWERED), row(0, DayReason.FREEZE)]
    thursday = wall_instant(MONDAY + 3 * DAY, time(9), "America/Los_Angeles")

    assert cross(days, "Asia/Tokyo", Terms(now=thursday, zone="America/Los_Angeles")) == ()
    assert cross([], "Asia/Tokyo", Terms(now=thursday, zone="America/Los_Angeles")) == ()


def test_flying_settles_by_the_old_zone() -> None:
    now = wall_instant(MONDAY + 2 * DAY, time(9), "UTC")

    assert told(cross(ledger("a"), "Europe/Berlin", Terms(now=now, zone="UTC")), 1) == "f"


def test_an_outage_of_the_running_day_is_kept_over_a_move() -> None:
    """By the clocks of the new place it was down on the day before."""
    now = noon(1) - 2 * HOUR
    outages = (down(1, at=-8, hours=1),)

    rows = cross(ledger("a"), "America/New_York", Terms(now=now, zone="UTC", outages=outages))

    assert told(rows, 1) == "e"


some_ledgers = st.text(alphabet="aaaanfer.", max_size=40).map(lambda text: text.strip("."))
some_terms = st.fixed_dictionaries(
    {
        "rest_days": st.integers(0, 127),
        "zone": st.sampled_from(sorted(available_timezones())),
        "zone_known": st.booleans(),
        "outages": st.lists(st.builds(down, st.integers(0, 60), st.floats(0, 60)), max_size=4),
    }
)


@given(text=some_ledgers, away=st.integers(0, 20), other=some_terms)
def test_settling_again_adds_nothing(text: str, away: int, other: dict[str, object]) -> None:
    """Nor does it change what is there, go beyond yesterday, or spend what is not in hand."""
    days, number = ledger(text), len(text) + away
    today, now = MONDAY + DAY * number, terms(number, **other)

    rows = settle(days, today, now)

    assert settle([*days, *rows], today, now) == ()
    assert sum(r.reason is DayReason.FREEZE for r in rows) <= freezes(days)
    assert all(days[-1].local_date < r.local_date < today for r in rows)
    assert not any(r.reason.counts for r in rows)


@given(text=some_ledgers, away=st.integers(0, 20), other=some_terms)
def test_a_freeze_is_spent_only_where_the_streak_then_holds(
    text: str, away: int, other: dict[str, object]
) -> None:
    days, number = ledger(text), len(text) + away
    today, now = MONDAY + DAY * number, terms(number, **other)

    rows = settle(days, today, now)

    if any(r.reason is DayReason.FREEZE for r in rows):
        assert streak(counted([*days, *rows]), today, now.now).length > 0


@given(seed=st.integers(0, 10**9), zones=st.tuples(*[st.sampled_from(sorted(available_timezones()))] * 2))
def test_under_a_guess_whoever_answers_every_day_of_theirs_keeps_the_streak(
    seed: int, zones: tuple[str, str]
) -> None:
    """The learner lives by one zone, the tutor counts by another, then learns better."""
    own, guess = zones
    chance, days = Random(seed), list[Day]()
    known = chance.randint(1, 40)
    for number in range(60):
        start, end = (day_start(MONDAY + DAY * (number + n), own) for n in (0, 1))
        now = start + (end - start) * chance.random()
        last = days[-1].local_date if days else None
        if number == known:
            days += cross(days, own, Terms(now=now, zone=guess, zone_known=False))
            last = days[-1].local_date
        zone = own if number >= known else guess
        today = no_earlier(learner_day(now, zone), last)
        days += settle(days, today, Terms(now=now, zone=zone, zone_known=number >= known))
        if not any(r.local_date == today and r.reason.counts for r in days):
            days.append(Day(local_date=today, reason=DayReason.ANSWERED, at=now, last_at=now))
        days.sort(key=lambda r: r.local_date)

    standing = streak(counted(days), days[-1].local_date, now)
    assert standing.length == sum(day.reason.counts for day in counted(days))
    assert standing.length <= 60 + 3
    assert not any(r.reason is DayReason.FREEZE for r in days)

"""The streak, from its ledger: never broken by travel or clock changes, never inflated by them."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.day import learner_day, no_earlier
from bot.domain.ledger import Day, DayReason, freezes
from bot.domain.streak import CountedDay, Ledger, Streak, counted, milestone_reached, streak, why

MONDAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ZONES = [
    "Europe/Berlin",
    "America/Los_Angeles",
    "Asia/Tokyo",
    "Pacific/Apia",
    "Pacific/Pago_Pago",
    "Asia/Kolkata",
]


def day(number: int, hour: int = 12) -> CountedDay:
    at = datetime(2026, 3, 2, hour, tzinfo=UTC) + timedelta(days=number)
    return CountedDay(local_date=MONDAY + timedelta(days=number), first_at=at, last_at=at)


@pytest.mark.parametrize(
    ("numbers", "today", "expected"),
    [
        ([], 0, (0, 0, False, None)),
        ([0], 0, (1, 1, True, 0)),
        ([0], 1, (1, 1, False, 0)),
        ([0], 2, (0, 1, False, None)),
        ([0, 1, 2], 2, (3, 3, True, 0)),
        ([0, 1, 2], 3, (3, 3, False, 0)),
        ([0, 1, 3], 3, (1, 2, True, 3)),
        ([0, 1, 3, 4, 5], 6, (3, 3, False, 3)),
        ([0, 1, 2, 9], 30, (0, 3, False, None)),
    ],
)
def test_streaks(numbers: list[int], today: int, expected: tuple[int, int, bool, int | None]) -> None:
    now = datetime(2026, 3, 2, 20, tzinfo=UTC) + timedelta(days=today)

    length, longest, in_it, since = expected
    assert streak([day(n) for n in numbers], MONDAY + timedelta(days=today), now) == Streak(
        length=length,
        longest=longest,
        today=in_it,
        since=None if since is None else MONDAY + timedelta(days=since),
    )


def test_a_skipped_date_does_not_break_it_if_24_hours_did_not_pass() -> None:
    """Los Angeles on Monday night, then Tokyo on Wednesday morning: nine hours."""
    night = datetime(2026, 3, 3, 7, tzinfo=UTC)
    morning = night + timedelta(hours=16)
    days = [
        CountedDay(local_date=date(2026, 3, 2), first_at=night - timedelta(hours=14), last_at=night),
        CountedDay(local_date=date(2026, 3, 4), first_at=morning, last_at=morning),
    ]

    assert streak(days, date(2026, 3, 4), morning).length == 2


def days_of(answers: list[tuple[datetime, str]]) -> list[CountedDay]:
    days: dict[date, CountedDay] = {}
    for at, zone in answers:
        on = no_earlier(learner_day(at, zone), max(days, default=None))
        first = days[on].first_at if on in days else at
        days[on] = CountedDay(local_date=on, first_at=first, last_at=at)
    return list(days.values())


steps = st.lists(st.tuples(st.integers(1, 24), st.sampled_from(ZONES)), min_size=1, max_size=60)


@given(steps=steps)
def test_travel_never_breaks_a_streak_and_never_inflates_it(steps: list[tuple[int, str]]) -> None:
    at = start = datetime(2026, 3, 2, 12, tzinfo=UTC)
    answers = [(at, "Europe/Berlin")]
    for hours, zone in steps:
        at += timedelta(hours=hours)
        answers.append((at, zone))
    days = days_of(answers)

    now = streak(days, days[-1].local_date, at)

    assert now.length == len(days)
    assert now.length <= (at - start).days + 3


@given(gap=st.integers(49, 400), zone=st.sampled_from(ZONES))
def test_a_day_without_an_answer_breaks_it(gap: int, zone: str) -> None:
    first = datetime(2026, 3, 2, 12, tzinfo=UTC)
    days = days_of([(first, zone), (first + timedelta(hours=gap), zone)])

    assert streak(days, days[-1].local_date, days[-1].last_at).length == 1


def ledger(text: str) -> list[Day]:
    """A letter a day from Monday on, answered at noon; a dot where there is no row."""
    letters = {"a": DayReason.ANSWERED, "n": DayReason.NOTHING_DUE, "f": DayReason.FREEZE}
    letters |= {"e": DayReason.EXCUSED, "p": DayReason.PAUSE, "r": DayReason.REST}
    letters |= {"0": DayReason.ABSENT, "g": DayReason.GUESS}
    return [
        Day(local_date=at.date(), reason=letters[letter], at=at, last_at=at)
        for at, letter in ((NOON + timedelta(days=n), text[n]) for n in range(len(text)))
        if letter != "."
    ]


@pytest.mark.parametrize(
    ("text", "length", "longest", "since"),
    [
        ("aaa", 3, 3, 0),
        ("ann", 3, 3, 0),
        ("afa", 2, 2, 0),
        ("afeprg0a", 2, 2, 0),
        ("aaf", 2, 2, 0),  # held up to yesterday
        ("aa.a", 1, 2, 3),
        ("aaf.", 0, 2, None),
        ("aa.fa", 1, 2, 4),  # a freeze behind a gap holds nothing
        ("f", 0, 0, None),
        ("ffa", 1, 1, 2),
    ],
)
def test_days_off_hold_the_streak_and_do_not_count(
    text: str, length: int, longest: int, since: int | None
) -> None:
    today = MONDAY + timedelta(days=len(text))
    first = None if since is None else MONDAY + timedelta(days=since)

    now = streak(counted(ledger(text)), today, NOON + timedelta(days=len(text), hours=13))

    assert (now.length, now.longest, now.since, now.today) == (length, longest, first, False)


@pytest.mark.parametrize(("letter", "today"), [("a", True), ("n", True), ("e", False), ("r", False)])
def test_today_is_in_when_it_counts(letter: str, today: bool) -> None:
    now = streak(counted(ledger("a" + letter)), MONDAY + timedelta(days=1), NOON + timedelta(days=1))

    assert now.today is today


def test_an_answer_outweighs_what_else_a_day_has() -> None:
    """The freeze was kept at night; the answer of that evening came in afterwards."""
    held = Day(local_date=MONDAY, reason=DayReason.FREEZE, at=NOON + timedelta(days=1), last_at=NOON)
    late = Day(local_date=MONDAY, reason=DayReason.ANSWERED, at=NOON, last_at=NOON + timedelta(hours=2))

    assert counted([held, late]) == [
        CountedDay(local_date=MONDAY, first_at=NOON, last_at=NOON + timedelta(hours=2))
    ]


def test_24_hours_count_from_the_last_answer_not_from_a_day_off() -> None:
    days = ledger("ar..a")

    assert streak(counted(days), MONDAY + timedelta(days=4), NOON + timedelta(days=4)).length == 1


@pytest.mark.parametrize(
    ("text", "today", "told"),
    [
        ("", 3, ""),
        ("f", 1, ""),
        ("aa", 1, "aa"),
        ("aa", 2, "aa"),  # today may still come
        ("aa", 4, "aa-"),  # and there it ended
        ("aa.afra", 6, "afra"),
        ("aa.fr", 6, "aa-"),
        ("afa.", 9, "afa-"),
    ],
)
def test_why(text: str, today: int, told: str) -> None:
    letters = {DayReason.ANSWERED: "a", DayReason.FREEZE: "f", DayReason.REST: "r", None: "-"}

    entries = why(ledger(text), MONDAY + timedelta(days=today), NOON + timedelta(days=today, hours=13))

    assert "".join(letters[reason] for _, reason in entries) == told
    assert all(b - a == timedelta(days=1) for (a, _), (b, _) in pairwise(entries))


def test_why_tells_of_a_date_that_only_the_calendars_skipped() -> None:
    """Two answers sixteen hours apart, two dates apart."""
    monday, wednesday = ledger("a.a")
    early = NOON + timedelta(hours=16)
    days = [monday, Day(local_date=wednesday.local_date, reason=wednesday.reason, at=early, last_at=early)]

    assert [reason for _, reason in why(days, wednesday.local_date, early)] == [
        DayReason.ANSWERED,
        DayReason.ABSENT,
        DayReason.ANSWERED,
    ]


@given(text=st.text(alphabet="aaanferp0g.", max_size=60), later=st.integers(0, 4))
def test_why_and_the_streak_tell_the_same(text: str, later: int) -> None:
    number = len(text) + later
    today, now = MONDAY + timedelta(days=number), NOON + timedelta(days=number, hours=13)

    standing = streak(counted(ledger(text)), today, now)
    entries = why(ledger(text), today, now)

    over = bool(entries) and entries[-1][1] is None
    assert standing.length == (0 if over else sum(bool(reason and reason.counts) for _, reason in entries))
    assert standing.since == (entries[0][0] if entries and not over else None)


@pytest.mark.parametrize(
    ("length", "told", "reached"),
    [
        (6, 0, None),
        (7, 0, 7),
        (7, 7, None),
        (29, 7, None),
        (30, 7, 30),
        (40, 0, 30),  # one word is enough
        (7, 30, None),  # a second streak: once each
        (365, 100, 365),
        (500, 365, 500),
        (999, 500, None),
        (1000, 500, 1000),
        (1500, 1000, 1500),
        (2600, 1500, 2500),
    ],
)
def test_milestones_are_told_once_each(length: int, told: int, reached: int | None) -> None:
    assert milestone_reached(length, told) == reached


@st.composite
def grown_ledgers(draw: st.DrawFn) -> list[Day]:
    """Rows as they are added: dates never go back, a date may get several, gaps end streaks."""
    rows: list[Day] = []
    on, at = MONDAY, NOON
    for _ in range(draw(st.integers(1, 40))):
        on += timedelta(days=draw(st.sampled_from((0, 1, 1, 1, 1, 2, 9))))
        at = max(at + timedelta(minutes=1), NOON + (on - MONDAY) + timedelta(hours=draw(st.integers(0, 11))))
        reason = draw(st.sampled_from([DayReason.ANSWERED] * 3 + list(DayReason)))
        if not rows:
            reason = DayReason.ANSWERED
        rows.append(Day(local_date=on, reason=reason, at=at, last_at=at))
    return rows


@given(rows=grown_ledgers(), later=st.integers(0, 3))
def test_a_ledger_in_short_says_what_the_whole_one_says(rows: list[Day], later: int) -> None:
    short = Ledger()
    for number, row in enumerate(rows, 1):
        short = short.plus(row)
        whole = rows[:number]
        today, now = row.local_date + timedelta(days=later), row.at + timedelta(days=later)
        assert streak(counted(short.rows), today, now, short.before) == streak(counted(whole), today, now)
        assert freezes(short.rows, short.before) == freezes(whole)
        assert short == Ledger.of(whole)
        newest = max(day.local_date for day in whole if day.reason.counts)
        assert short.starts_on == newest


def test_a_row_before_the_open_part_is_refused() -> None:
    rows = ledger("aa")
    with pytest.raises(ValueError, match="before the open part"):
        Ledger.of(rows).plus(rows[0])

"""Times of day, weekdays and dates as people type them: whole, or with what was not understood."""

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.said.dates import month_first, read_day
from bot.domain.said.hours import read_times
from bot.domain.said.numerals import in_digits
from bot.domain.said.rhythm import Rhythm, read_rhythm
from bot.domain.said.weekdays import read_days

TODAY = date(2026, 11, 30)
"""A Monday."""
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = (1 << day for day in range(7))

HOURS = [
    ("half past eight", "08:30 20:30"),
    ("its half past eight", "08:30 20:30"),
    ("half past eight in the evening", "20:30"),
    ("half eight", "08:30 20:30"),
    ("halb neun", "08:30 20:30"),
    ("es ist halb neun abends", "20:30"),
    ("halb eins", "12:30 00:30"),
    ("halb 13", "12:30"),
    ("quarter to nine", "08:45 20:45"),
    ("a quarter past 8 pm", "20:15"),
    ("viertel vor neun", "08:45 20:45"),
    ("viertel nach acht", "08:15 20:15"),
    ("dreiviertel neun", "08:45 20:45"),
    ("fünf vor halb neun", "08:25 20:25"),
    ("fuenf nach halb neun", "08:35 20:35"),
    ("twenty to nine", "08:40 20:40"),
    ("twenty-five past eight", "08:25 20:25"),
    ("twenty five past eight", "08:25 20:25"),
    ("eight thirty", "08:30 20:30"),
    ("acht Uhr dreißig", "08:30 20:30"),
    ("its 9pm", "21:00"),
    ("it's 9 p.m.", "21:00"),
    ("9p.m.", "21:00"),
    ("21 Uhr 17", "21:17"),
    ("sieben Uhr früh", "07:00"),
    ("8 am Abend", "20:00"),
    ("eight", "08:00 20:00"),
    ("between seven and eight", ""),
    ("half past", ""),
    ("half past 25", ""),
    ("half of eight people", ""),
]


@pytest.mark.parametrize(("text", "times"), HOURS)
def test_a_time_in_words_is_read(text: str, times: str) -> None:
    assert " ".join(f"{each:%H:%M}" for each in read_times(text)) == times


DAYS = [
    ("tue thu", TUESDAY | THURSDAY),
    ("sat,sun", SATURDAY | SUNDAY),
    ("Tuesdays and Thursdays", TUESDAY | THURSDAY),
    ("mon, wed and fri", MONDAY | WEDNESDAY | FRIDAY),
    ("weekdays", 31),
    ("every weekday", 31),
    ("Mon–Fri", 31),
    ("monday to friday", 31),
    ("fri to sun", FRIDAY | SATURDAY | SUNDAY),
    ("sun-tue", SUNDAY | MONDAY | TUESDAY),
    ("weekend", SATURDAY | SUNDAY),
    ("every day", 127),
    ("every day except sunday", 127 - SUNDAY),
    ("not on fridays", 127 - FRIDAY),
    ("tuseday", TUESDAY),
    ("wednsday", WEDNESDAY),
    ("Di Do", TUESDAY | THURSDAY),
    ("Mo, Mi und Fr", MONDAY | WEDNESDAY | FRIDAY),
    ("dienstags und donnerstags", TUESDAY | THURSDAY),
    ("Montag bis Freitag", 31),
    ("werktags", 31),
    ("am Wochenende", SATURDAY | SUNDAY),
    ("täglich", 127),
    ("jeden Tag außer Sonntag", 127 - SUNDAY),
    ("", 0),
    ("monkey", 0),
    ("tue blorp", 0),
    ("someday", 0),
    ("monday 8:00", 0),
    ("today", 0),
]


@pytest.mark.parametrize(("text", "days"), DAYS)
def test_weekdays_are_read_whole_or_not_at_all(text: str, days: int) -> None:
    assert read_days(text) == days


RHYTHMS = [
    ("tue thu 18:00", Rhythm(days=TUESDAY | THURSDAY, at=time(18))),
    ("sat,sun 10:00", Rhythm(days=SATURDAY | SUNDAY, at=time(10))),
    ("weekdays 7am", Rhythm(days=31, at=time(7))),
    ("7am weekdays", Rhythm(days=31, at=time(7))),
    ("every weekday at 7 pls", Rhythm(days=31, at=time(7))),
    ("half past eight", Rhythm(at=time(8, 30))),
    ("halb neun", Rhythm(at=time(8, 30))),
    ("Di Do 18 Uhr", Rhythm(days=TUESDAY | THURSDAY, at=time(18))),
    ("Di Do 18", Rhythm(days=TUESDAY | THURSDAY, at=time(18))),
    ("täglich um 8 Uhr abends", Rhythm(days=127, at=time(20))),
    ("3 questions at 8pm on mondays", Rhythm(days=MONDAY, at=time(20), count=3)),
    ("drei Fragen um sieben", Rhythm(at=time(7), count=3)),
    ("1930", Rhythm(at=time(19, 30))),
    ("noon", Rhythm(at=time(12))),
    ("midnight", Rhythm(at=time(0))),
    ("8:30 Tokyo", Rhythm(at=time(8, 30), unread=("Tokyo",))),
    ("8:30 Tokyo time", Rhythm(at=time(8, 30), unread=("Tokyo",))),
    ("8:30 in Frankfurt am Main", Rhythm(at=time(8, 30), unread=("Frankfurt am Main",))),
    ("tue Blorp 18:00", Rhythm(days=TUESDAY, at=time(18), unread=("Blorp",))),
    ("blorp tue blah 18:00", Rhythm(days=TUESDAY, at=time(18), unread=("blorp", "blah"))),
    ("18:00 19:00", Rhythm(unread=("18:00", "19:00"))),
    ("tue 25:00", Rhythm(days=TUESDAY, unread=("25:00",))),
    ("soon", Rhythm(unread=("soon",))),
    ("at", Rhythm()),
    ("", Rhythm()),
]


@pytest.mark.parametrize(("text", "rhythm"), RHYTHMS)
def test_days_and_hour_are_read_together(text: str, rhythm: Rhythm) -> None:
    assert read_rhythm(text) == rhythm


DATES = [
    ("18.12.2026", "2026-12-18"),
    ("18.12.26", "2026-12-18"),
    ("18.12.", "2026-12-18"),
    ("18/12/2026", "2026-12-18"),
    ("12/18/2026", "2026-12-18"),
    ("2026-12-18", "2026-12-18"),
    ("2026/12/18", "2026-12-18"),
    ("18 December", "2026-12-18"),
    ("December 18", "2026-12-18"),
    ("Dec 18th, 2026", "2026-12-18"),
    ("my exam is on the 18th of December", "2026-12-18"),
    ("am 18. Dezember", "2026-12-18"),
    ("3. März 2027", "2027-03-03"),
    ("May 5", "2027-05-05"),
    ("29 feb", "2028-02-29"),
    ("today", "2026-11-30"),
    ("tomorrow", "2026-12-01"),
    ("morgen", "2026-12-01"),
    ("day after tomorrow", "2026-12-02"),
    ("übermorgen", "2026-12-02"),
    ("in 3 weeks", "2026-12-21"),
    ("in three weeks", "2026-12-21"),
    ("in drei Wochen", "2026-12-21"),
    ("three weeks from now", "2026-12-21"),
    ("2w", "2026-12-14"),
    ("10d", "2026-12-10"),
    ("10 d", "2026-12-10"),
    ("for a week", "2026-12-07"),
    ("für eine Woche", "2026-12-07"),
    ("in a month", "2026-12-30"),
    ("3m", "2027-02-28"),
    ("friday", "2026-12-04"),
    ("until friday", "2026-12-04"),
    ("bis Freitag", "2026-12-04"),
    ("until monday", "2026-12-07"),
    ("next friday", "2026-12-04"),
    ("friday next week", "2026-12-11"),
    ("Freitag in einer Woche", "2026-12-11"),
    ("next week", "2026-12-07"),
    ("next month", "2026-12-01"),
    ("until the 18th", "2026-12-18"),
    ("31.2.2027", None),
    ("2026-13-01", None),
    ("99999999", None),
    ("yesterday", None),
    ("soon", None),
    ("18 December or 19 December", None),
    ("may", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "on"), DATES)
def test_a_day_is_read(text: str, on: str | None) -> None:
    day = read_day(text, TODAY)

    assert day.on == (date.fromisoformat(on) if on else None)
    assert bool(day.unread) == (on is None and text != "")


def test_what_is_not_understood_of_a_day_is_told() -> None:
    assert read_day("until Blorp friday", TODAY).unread == ("Blorp",)


@pytest.mark.parametrize(("language", "on"), [("en-US", date(2026, 12, 11)), ("en-gb", date(2027, 11, 12))])
def test_the_month_comes_first_where_it_is_written_so(language: str, on: date) -> None:
    assert read_day("12/11", TODAY, month_first=month_first(language)).on == on


@settings(deadline=None)
@given(
    st.dates(date(2026, 11, 30), date(2099, 12, 31)),
    st.sampled_from(["%d.%m.%Y", "%Y-%m-%d", "%d %B %Y", "%B %d, %Y"]),
)
def test_every_day_is_read_in_every_way_of_writing_it(on: date, form: str) -> None:
    assert read_day(on.strftime(form), TODAY).on == on


NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@settings(deadline=None)
@given(st.integers(1, 127), st.times())
def test_every_rhythm_is_read_in_either_order(days: int, at: time) -> None:
    at = at.replace(second=0, microsecond=0)
    names = [name for day, name in enumerate(NAMES) if days >> day & 1]

    for text in (f"{' '.join(names)} {at:%H:%M}", f"{at:%H:%M} {','.join(names)}"):
        assert read_rhythm(text) == Rhythm(days=days, at=at)


@settings(deadline=None)
@given(st.integers(1, 12), st.integers(1, 29))
def test_minutes_past_and_to_agree_with_the_clock(hour: int, minutes: int) -> None:
    past, to = (read_times(f"{minutes} minutes {way} {hour}")[0] for way in ("past", "to"))

    assert (past.hour * 60 + past.minute - hour * 60) % 720 == minutes
    assert (hour * 60 - to.hour * 60 - to.minute) % 720 == minutes


PARTS = "tue thu 18:00 half past eight halb neun 18.12. december in 3 weeks until friday bis , - ( 7 am"


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=60) | st.lists(st.sampled_from(PARTS.split()), max_size=12).map(" ".join))
def test_any_text_is_met_without_an_error_and_no_word_is_lost(text: str) -> None:
    """Whatever is not understood stands in the text."""
    for unread in (read_rhythm(text).unread, read_day(text, TODAY).unread):
        for words in unread:
            assert words
    assert 0 <= read_days(text) <= 127
    assert len(in_digits(text.split())) == len(text.split())

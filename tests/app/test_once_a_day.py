"""A series posts once a local day: over clock changes, restarts, edits, and tickers that race."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from bot.app.desk import Rules
from bot.app.heard import ChatId, Group
from bot.app.letters import Lane
from bot.app.posting import from_now_on, scheduled
from bot.app.serial import Going, Series
from bot.app.tutor import Call, Tutor
from bot.domain.day import DAY, learner_day
from bot.domain.schedule import LATE, prompt_at
from bot.store.pages import Pages
from bot.store.series_tables import posts
from bot.store.tables import outbox
from bot.store.transact import Database
from bot.turn import Turn
from tests.conversation import HandClock, shipped_shelf

CHANNEL = Group(id=ChatId(-1002000000002), title="Daily ML", channel=True)
ZONES = ("Europe/Berlin", "America/Santiago", "Australia/Lord_Howe", "Africa/Cairo", "Pacific/Apia", "UTC")
BEFORE_CHANGES = (datetime(2026, 3, 26, 12, tzinfo=UTC), datetime(2026, 10, 22, 12, tzinfo=UTC))
TUTOR = Tutor(shipped_shelf(), Rules(default_zone="Europe/Berlin"))
HOURS = st.integers(0, 47).map(lambda half: time(half // 2, half % 2 * 30))


def begin(database: Database, at: time, zone: str, now: datetime) -> None:
    """The channel has a daily question from now on."""

    def work(connection: Connection) -> None:
        pages = Pages(connection)
        pages.lock_group(CHANNEL, now)
        new = Series(id=0, chat=CHANNEL.id, thread=0, going=Going.ON, at=at, zone=zone)
        pages.start_series(from_now_on(new, now))

    database.run(work)


def edit(database: Database, at: time, zone: str, now: datetime) -> None:
    """Somebody changes hour and zone."""

    def work(connection: Connection) -> None:
        pages = Pages(connection)
        pages.lock_circle(CHANNEL.id)
        series = pages.series(CHANNEL.id, 0)
        assert series is not None
        pages.keep_series(from_now_on(replace(series, at=at, zone=zone), now))

    database.run(work)


def posted(database: Database) -> Sequence[tuple[datetime, datetime]]:
    """The local date and the moment of every post."""
    rows = database.run(lambda c: c.execute(select(posts).order_by(posts.c.id)).all())
    return [(row.local_date, row.at) for row in rows]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    zone=st.sampled_from(ZONES),
    at=HOURS,
    start=st.sampled_from(BEFORE_CHANGES),
    steps=st.lists(st.one_of(st.integers(1, 40), st.tuples(HOURS, st.sampled_from(ZONES))), max_size=25),
)
def test_once_a_local_day_whatever_happens(
    fresh_url: Callable[[], str], zone: str, at: time, start: datetime, steps: list[object]
) -> None:
    """Ticks at odd times (a gap is a restart), and changes of hour and zone in between."""
    with Database.open(fresh_url()) as database:
        begin(database, at, zone, start)
        now = start
        for step in steps:
            if isinstance(step, int):
                now += timedelta(minutes=37 * step)
                tick(database, now)
            else:
                at, zone = step  # type: ignore[misc]
                edit(database, at, zone, now)
        found = posted(database)
        dates = [on for on, _ in found]
        assert len(set(dates)) == len(dates)
        assert dates == sorted(dates)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(zone=st.sampled_from(ZONES), at=HOURS, start=st.sampled_from(BEFORE_CHANGES))
def test_no_day_is_left_out_while_the_bot_runs(
    fresh_url: Callable[[], str], zone: str, at: time, start: datetime
) -> None:
    """Eight days with a tick every half hour: one each, at the hour or where the clock leaps over it."""
    with Database.open(fresh_url()) as database:
        begin(database, at, zone, start)
        for day in range(8):
            tick(database, *(start + timedelta(days=day, minutes=30 * n) for n in range(1, 49)))
        found = posted(database)
        dates = [on for on, _ in found]
        assert dates == [dates[0] + DAY * n for n in range(len(dates))]
        assert len(dates) >= 7
        for on, moment in found:
            due = prompt_at(on, at, zone)
            assert due is not None
            assert due <= moment < min(due + timedelta(minutes=30), due + LATE)
            assert learner_day(moment, zone) == on


def tick(database: Database, *moments: datetime) -> None:
    """The clock brings what is due, without a face."""

    def work(connection: Connection) -> None:
        pages = Pages(connection)
        for now in moments:
            for id in pages.due_series(now, 50):
                TUTOR.call(pages, (Call.POST, id), now)

    database.run(work)


async def test_two_tickers_at_once_post_once(store_url: str) -> None:
    """On PostgreSQL they run side by side; the circle's row decides, and the key stands behind it."""
    clock = HandClock()
    database = Database.open(store_url)
    try:
        begin(database, time(9), "Europe/Berlin", clock.now())
        clock.pass_by(timedelta(hours=15))
        turns = [Turn(database, TUTOR, clock) for _ in range(4)]
        await asyncio.gather(*(turn.tick() for turn in turns for _ in range(3)))
        assert len(posted(database)) == 1
        letters = database.run(lambda c: c.execute(select(outbox.c.slot, outbox.c.lane)).all())
        assert letters == [("p1", Lane.PROMPT)]
    finally:
        await database.close()


def test_what_is_off_is_never_due() -> None:
    series = Series(id=1, chat=CHANNEL.id, thread=0, going=Going.OFF, at=time(9), zone="UTC")
    for going in (Going.OFF, Going.BARRED):
        assert scheduled(replace(series, going=going), BEFORE_CHANGES[0]).next_at is None

"""A chat subscription posts once a local day: over clock changes, restarts, edits, and tickers that race."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import Connection, select

from bot.app.context import Policy
from bot.app.events import ChatId, Group
from bot.app.ports.outbox import Lane
from bot.app.ports.posts import ChatSubscription, ChatSubscriptionState
from bot.app.posts.post import from_now_on, scheduled
from bot.app.tutor import JobKind, Tutor
from bot.domain.day import DAY, learner_day
from bot.domain.schedule import LATE, prompt_at
from bot.store.posts.tables import posts
from bot.store.repository import Repository
from bot.store.tables import outbox
from bot.store.transact import Database
from bot.turn import Turn
from tests.conversation import HandClock, shipped_library

CHANNEL = Group(id=ChatId(-1002000000002), title="Daily ML", channel=True)
ZONES = ("Europe/Berlin", "America/Santiago", "Australia/Lord_Howe", "Africa/Cairo", "Pacific/Apia", "UTC")
BEFORE_CHANGES = (datetime(2026, 3, 26, 12, tzinfo=UTC), datetime(2026, 10, 22, 12, tzinfo=UTC))
TUTOR = Tutor(shipped_library(), Policy(default_zone="Europe/Berlin"))
HOURS = st.integers(0, 47).map(lambda half: time(half // 2, half % 2 * 30))


def begin(database: Database, at: time, zone: str, now: datetime) -> None:
    """The channel has a daily question from now on."""

    def work(connection: Connection) -> None:
        repo = Repository(connection)
        repo.lock_group(CHANNEL, now)
        new = ChatSubscription(
            id=0, chat=CHANNEL.id, thread=0, state=ChatSubscriptionState.ON, at=at, zone=zone
        )
        repo.add_chat_subscription(from_now_on(new, now))

    database.run(work)


def edit(database: Database, at: time, zone: str, now: datetime) -> None:
    """Somebody changes hour and zone."""

    def work(connection: Connection) -> None:
        repo = Repository(connection)
        repo.lock_chat(CHANNEL.id)
        chat_subscription = repo.chat_subscription(CHANNEL.id, 0)
        assert chat_subscription is not None
        repo.save_chat_subscription(from_now_on(replace(chat_subscription, at=at, zone=zone), now))

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
    """The clock brings what is due, without a transport."""

    def work(connection: Connection) -> None:
        repo = Repository(connection)
        for now in moments:
            for id in repo.due_posts(now, 50):
                TUTOR.run_job(repo, (JobKind.POST, id), now)

    database.run(work)


async def test_two_tickers_at_once_post_once(store_url: str) -> None:
    """On PostgreSQL they run side by side; the chat's row decides, and the key stands behind it."""
    clock = HandClock()
    database = Database.open(store_url)
    try:
        begin(database, time(9), "Europe/Berlin", clock.now())
        clock.pass_by(timedelta(hours=15))
        turns = [Turn(database, TUTOR, clock) for _ in range(4)]
        await asyncio.gather(*(turn.tick() for turn in turns for _ in range(3)))
        assert len(posted(database)) == 1
        outgoing_messages = database.run(lambda c: c.execute(select(outbox.c.slot, outbox.c.lane)).all())
        assert outgoing_messages == [("p1", Lane.PROMPT)]
    finally:
        await database.close()


def test_what_is_off_is_never_due() -> None:
    chat_subscription = ChatSubscription(
        id=1, chat=CHANNEL.id, thread=0, state=ChatSubscriptionState.OFF, at=time(9), zone="UTC"
    )
    for state in (ChatSubscriptionState.OFF, ChatSubscriptionState.NO_RIGHTS):
        assert scheduled(replace(chat_subscription, state=state), BEFORE_CHANGES[0]).next_at is None

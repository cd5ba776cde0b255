"""Subscriptions and the tick: once is once, who is due comes in order, and nothing is scanned."""

import asyncio
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zlib import crc32

import pytest
from msgspec.structs import replace
from sqlalchemy import Connection

from bot.app.events import ChatId, PersonId
from bot.app.ports.calendar import Outage
from bot.app.ports.daily import SubscriptionState
from bot.domain.question import TopicId
from bot.store.repository import Repository
from bot.store.transact import Database
from tests.store.daybook import (
    ANN,
    BOB,
    DECK,
    HOUR,
    MINUTE,
    NOW,
    SECOND,
    TENSOR,
    TODAY,
    Book,
    plans_of,
)


@pytest.fixture
def book(database: Database) -> Book:
    """Repository of a database that knows Ann and Bob."""
    made = Book(database)
    made.meet(ANN, BOB)
    return made


# Subscriptions


def test_a_subscription_comes_back_as_it_was_kept_and_is_replaced_by_the_next(book: Book) -> None:
    assert book.do(lambda repo: repo.subscription(ANN)) is None
    plain = book.subscribe(ANN)
    assert book.do(lambda repo: repo.subscription(ANN)) == plain
    full = book.subscribe(
        ANN,
        chat=ChatId(-(2**40)),
        state=SubscriptionState.WEEKLY,
        at=time(23, 59),
        weekdays=31,
        deck=DECK,
        topic=TopicId("tools"),
        count=5,
        nudge=None,
        ignored=7,
        next_at=NOW,
        nudge_at=NOW + HOUR,
        last_date=TODAY,
        asked=2**40,
        summary_at=NOW + 2 * HOUR,
    )
    assert book.do(lambda repo: repo.subscription(ANN)) == full
    assert book.do(lambda repo: repo.subscription(BOB)) is None


@pytest.mark.parametrize("claim", [Repository.claim_prompt, Repository.claim_nudge, Repository.claim_summary])
def test_a_local_date_is_taken_once(
    book: Book, claim: Callable[[Repository, PersonId, date, datetime], bool]
) -> None:
    assert book.do(lambda repo: claim(repo, ANN, TODAY, NOW))
    assert not book.do(lambda repo: claim(repo, ANN, TODAY, NOW + HOUR))
    assert book.do(lambda repo: claim(repo, ANN, date(2026, 3, 2), NOW))
    assert book.do(lambda repo: claim(repo, BOB, TODAY, NOW))


def test_a_prompt_a_nudge_and_a_summary_may_share_a_day(book: Book) -> None:
    assert book.do(lambda repo: repo.claim_prompt(ANN, TODAY, NOW))
    assert book.do(lambda repo: repo.claim_nudge(ANN, TODAY, NOW))
    assert book.do(lambda repo: repo.claim_summary(ANN, TODAY, NOW))


async def test_of_many_that_claim_a_day_at_once_one_gets_it(book: Book, database: Database) -> None:
    """No lock on the person here: the key alone decides."""

    def claim(connection: Connection) -> bool:
        return Repository(connection).claim_prompt(ANN, TODAY, NOW)

    got = await asyncio.gather(*(database.transact(claim) for _ in range(8)))
    assert sorted(got) == [False] * 7 + [True]


def test_a_day_whose_transaction_fails_is_not_taken(book: Book) -> None:
    def claim_and_fail(repo: Repository) -> None:
        assert repo.claim_prompt(ANN, TODAY, NOW)
        raise OSError("power cut")

    with pytest.raises(OSError, match="power cut"):
        book.do(claim_and_fail)
    assert book.do(lambda repo: repo.claim_prompt(ANN, TODAY, NOW))


def test_a_crowd_is_what_is_due_within_the_minute(book: Book) -> None:
    due = [NOW, NOW, NOW + 59 * SECOND, NOW + MINUTE, NOW - SECOND, NOW + 5 * MINUTE, None]
    people = [PersonId(number) for number in range(10, 10 + len(due))]
    book.meet(*people)
    for learner, next_at in zip(people, due, strict=True):
        book.subscribe(learner, next_at=next_at)
    asked_for = [NOW + 5 * MINUTE, NOW, NOW + MINUTE, NOW + 2 * MINUTE, NOW, NOW - MINUTE]
    assert book.do(lambda repo: repo.crowd(asked_for)) == [1, 3, 1, 0, 3, 1]
    assert book.do(lambda repo: repo.crowd([])) == []


# The tick


DUE: list[tuple[str, Callable[[Repository, datetime, int], object]]] = [
    ("next_at", Repository.due_prompts),
    ("nudge_at", Repository.due_nudges),
    ("summary_at", Repository.due_summaries),
]


@pytest.mark.parametrize(("column", "listing"), DUE, ids=[column for column, _ in DUE])
def test_who_is_due_comes_by_time_and_then_in_an_order_that_stays(
    book: Book, column: str, listing: Callable[[Repository, datetime, int], object]
) -> None:
    crowd = [PersonId(number) for number in range(100, 120)]
    early, late, never = PersonId(200), PersonId(201), PersonId(202)
    book.meet(*crowd, early, late, never)
    for learner in crowd:
        book.subscribe(learner, **{column: NOW})
    book.subscribe(early, **{column: NOW - HOUR})
    book.subscribe(late, **{column: NOW + timedelta(microseconds=1)})
    book.subscribe(never)
    expected = [early, *sorted(crowd, key=lambda number: crc32(str(number).encode()))]
    assert expected[1:] != crowd
    assert book.do(lambda repo: listing(repo, NOW, 100)) == expected
    assert book.do(lambda repo: listing(repo, NOW, 3)) == expected[:3]
    assert book.do(lambda repo: listing(repo, NOW - 2 * HOUR, 100)) == []


@pytest.mark.parametrize("column", [column for column, _ in DUE])
def test_the_next_time_is_the_first_that_has_not_come(book: Book, column: str) -> None:
    """Whatever it is for."""
    assert book.do(lambda repo: repo.next_due(NOW)) is None
    later = {name: NOW + 3 * HOUR for name, _ in DUE}
    book.subscribe(BOB, **later)
    book.subscribe(ANN, **(later | {column: NOW + HOUR}))
    assert book.do(lambda repo: repo.next_due(NOW)) == NOW + HOUR
    assert book.do(lambda repo: repo.next_due(NOW + HOUR)) == NOW + 3 * HOUR
    assert book.do(lambda repo: repo.next_due(NOW + 3 * HOUR)) is None


def test_an_outage_is_known_from_a_heartbeat_that_comes_late(book: Book) -> None:
    def record_heartbeat(at: datetime) -> Outage | None:
        return book.do(lambda repo: repo.record_heartbeat(at, MINUTE))

    assert record_heartbeat(NOW) is None
    assert record_heartbeat(NOW + MINUTE) is None
    down = Outage(start=NOW + MINUTE, end=NOW + HOUR)
    assert record_heartbeat(NOW + HOUR) == down
    assert record_heartbeat(NOW + HOUR + SECOND) is None
    again = Outage(start=NOW + HOUR, end=NOW + 5 * HOUR)  # a beat so soon after the last is not written
    assert record_heartbeat(NOW + 5 * HOUR) == again
    assert book.do(lambda repo: repo.outages(NOW)) == [down, again]
    assert book.do(lambda repo: repo.outages(NOW + HOUR - SECOND)) == [down, again]
    assert book.do(lambda repo: repo.outages(NOW + HOUR + SECOND)) == [again]
    assert book.do(lambda repo: repo.outages(NOW + 5 * HOUR)) == []


def test_a_clock_that_was_set_back_makes_no_outage(book: Book) -> None:
    for at in (NOW, NOW - HOUR, NOW - HOUR + SECOND):
        assert book.do(lambda repo, at=at: repo.record_heartbeat(at, MINUTE)) is None  # type: ignore[misc]
    assert book.do(lambda repo: repo.outages(NOW - 2 * HOUR)) == []


async def test_of_several_that_beat_after_an_outage_one_is_given_it(book: Book, database: Database) -> None:
    def record_heartbeat(connection: Connection, at: datetime) -> Outage | None:
        return Repository(connection).record_heartbeat(at, MINUTE)

    async def all_beat(at: datetime) -> list[Outage | None]:
        return await asyncio.gather(*(database.transact(lambda c: record_heartbeat(c, at)) for _ in range(8)))

    assert await all_beat(NOW) == [None] * 8
    given = await all_beat(NOW + HOUR)
    assert [outage for outage in given if outage] == [Outage(start=NOW, end=NOW + HOUR)]


def test_nothing_the_clock_asks_for_reads_a_whole_table_or_sorts(sqlite_url: str) -> None:
    """A million subscriptions must not be read to find out that nobody is due."""

    def look(repo: Repository) -> None:
        for _, listing in DUE:
            listing(repo, NOW, 5)
        for at in (NOW, NOW + HOUR):
            repo.record_heartbeat(at, MINUTE)
        repo.outages(NOW)
        repo.subscription(ANN)
        repo.known(ANN)
        repo.log_of(ANN, TENSOR)

    plans = plans_of(sqlite_url, look)
    for name in ("next", "nudge", "summary"):
        assert [plan for plan in plans if f"USING COVERING INDEX ix_subscriptions_{name} (" in plan]
    assert [plan for plan in plans if plan.startswith("SCAN") or "TEMP B-TREE" in plan] == []
    assert [plan for plan in plans if plan.startswith("SEARCH") and "USING" not in plan] == []


def test_a_crowd_is_counted_in_the_index_of_who_is_due(sqlite_url: str) -> None:
    minutes = [NOW + n * 5 * MINUTE for n in range(3)]
    plans = plans_of(sqlite_url, lambda repo: repo.crowd(minutes))
    reads = [plan for plan in plans if plan.startswith(("SEARCH", "SCAN"))]
    assert len(reads) == 3
    assert all("ix_subscriptions_next (next_at>? AND next_at<?)" in read for read in reads)


def test_daily_questions_of_one_zone_and_hour_are_looked_at_again(book: Book) -> None:
    """Of Ann, whose zone is known, and of Bob, whose is not."""
    ann, bob = book.do(lambda repo: repo.learner(ANN)), book.subscribe(BOB, next_at=NOW + HOUR)
    assert ann is not None
    book.do(lambda repo: repo.save_learner(replace(ann, zone="Africa/Cairo")))
    book.subscribe(ANN, next_at=NOW + HOUR)
    chosen = book.do(lambda repo: repo.chosen_times(NOW))
    assert set(chosen) == {("Africa/Cairo", bob.at, NOW + HOUR), (None, bob.at, NOW + HOUR)}
    assert book.do(lambda repo: repo.look_again("Africa/Cairo", bob.at, NOW + HOUR, NOW)) == 1
    assert book.do(lambda repo: repo.chosen_times(NOW)) == [(None, bob.at, NOW + HOUR)]
    assert book.do(lambda repo: repo.look_again(None, bob.at, NOW + HOUR, NOW)) == 1
    assert book.do(lambda repo: repo.due_prompts(NOW, 5)) in ([ANN, BOB], [BOB, ANN])

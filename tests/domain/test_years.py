"""Years of prompts and streaks, in every zone: once a day, never in quiet hours, never unfair.

`tests/domain/years.py` lives them; what went out is held against rules written out here a second time.
"""

import hashlib
import os
import subprocess
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Protocol
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.domain.day import DAY, learner_day
from bot.domain.ledger import Outage
from bot.domain.schedule import LATE, PUNCTUAL, Plan, prompt_at
from tests.domain.years import Life, Sent

ZONES = sorted(available_timezones())
MINUTE = timedelta(minutes=1)
NAMED = {
    "Africa/Cairo": 2023,
    "America/Santiago": 2022,
    "Asia/Beirut": 2022,
    "Australia/Lord_Howe": 2024,
    "Pacific/Apia": 2011,
    "Asia/Kathmandu": 1985,
    "Pacific/Chatham": 2024,
}
"""A year in which something happens there: clocks jump at midnight, by half an hour, over a whole day."""
SOAK = bool(os.environ.get("RECALL_SOAK"))
SAMPLE = Random("a few zones").sample(ZONES, 3)


def life(zone: str, *, year: int, roam: bool, seed: int = 0) -> Life:
    """800 days that begin in June of that year, at home or on the road."""
    chance = Random(f"{zone}:{seed}")
    road = [zone, *chance.sample(ZONES, 4), "Pacific/Kiritimati", "Pacific/Pago_Pago"] if roam else []
    start = datetime(year, 6, 1, tzinfo=UTC) + timedelta(minutes=chance.randint(0, 1440))
    lived = Life(seed=f"{zone}:{seed}:{roam}", zone=zone, start=start, roam=road).live()
    assert lived.refused > 0, "the second ticker never wanted to send"
    return lived


@pytest.mark.sampled(5)
@pytest.mark.parametrize("roam", [False, True], ids=["at home", "on the road"])
@pytest.mark.parametrize("zone", NAMED)
def test_where_clocks_do_strange_things(zone: str, roam: bool) -> None:
    for seed in range(6 if SOAK else 1):
        hold(life(zone, year=NAMED[zone], roam=roam, seed=seed))


@pytest.mark.sampled(3)
@pytest.mark.parametrize("zone", ZONES if SOAK else SAMPLE)
def test_any_zone(zone: str) -> None:
    for seed in (1, 2) if SOAK else (1,):
        year = Random(f"{zone}:{seed}").randint(2005, 2035)
        for roam in (False, True):
            hold(life(zone, year=year, roam=roam, seed=seed))


def test_the_zone_of_the_machine_changes_nothing() -> None:
    """The same lives in the same words, on a machine that stands in Apia."""
    code = "from tests.domain.test_years import digest; print(digest())"
    there = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "TZ": "Pacific/Apia"},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )

    assert there.stdout.strip() == digest()


def digest() -> str:
    """A few lives, held against the rules, as one number."""
    told = hashlib.sha256()
    for zone in ("Pacific/Apia", "Africa/Cairo"):
        lived = life(zone, year=NAMED[zone], roam=True, seed=9)
        hold(lived)
        told.update(repr((lived.sent, lived.ledger)).encode())
    return told.hexdigest()


class Lived(Protocol):
    """What was lived, here by the rules alone and in `tests/app/kept_years.py` by the whole bot."""

    sent: list[Sent]
    plans: list[tuple[datetime, Plan]]
    outages: list[Outage]

    @property
    def end(self) -> datetime: ...


def hold(lived: Lived) -> None:
    """Everything that is promised about prompts. (The streak was watched while they lived.)"""
    assert max(Counter(sent.local_date for sent in lived.sent).values()) == 1
    assert all(a.local_date < b.local_date for a, b in pairwise(lived.sent))
    for sent in lived.sent:
        instant = prompt_at(sent.local_date, sent.plan.at, sent.plan.zone)
        assert instant is not None
        assert learner_day(instant, sent.plan.zone) == sent.local_date
        assert instant <= sent.at < instant + LATE
        assert sent.at < instant + PUNCTUAL or not quiet(sent.plan, sent.at)
        assert sent.plan.weekdays >> sent.local_date.weekday() & 1
        assert sent.plan.paused_until is None or sent.local_date >= sent.plan.paused_until
    for before, after in pairwise(lived.sent):
        assert not after.plan.weekly or after.local_date - before.local_date >= 7 * DAY
    assert not list(missing(lived))


def missing(lived: Lived) -> Iterator[tuple[datetime, date]]:
    """Prompts that were due while the plan stood, could go out, and did not."""
    told = {sent.local_date for sent in lived.sent}
    ends = [*(at for at, _ in lived.plans[1:]), lived.end]
    for (begin, plan), end in zip(lived.plans, ends, strict=True):
        if plan.weekly:
            continue
        for n in range(-1, (end - begin).days + 3):
            local_date = learner_day(begin, plan.zone) + n * DAY
            instant = prompt_at(local_date, plan.at, plan.zone)
            if instant is None or not begin <= instant or not allowed(plan, local_date):
                continue
            goes = sendable(lived, plan, local_date, instant)
            if goes is None or goes + MINUTE >= end or overtaken(lived.sent, local_date, goes):
                continue
            if local_date not in told:
                yield instant, local_date


def allowed(plan: Plan, local_date: date) -> bool:
    on = plan.weekdays >> local_date.weekday() & 1
    return bool(on) and (plan.paused_until is None or local_date >= plan.paused_until)


def sendable(lived: Lived, plan: Plan, local_date: date, instant: datetime) -> datetime | None:
    """When the bot could send it, minute by minute, with a minute to spare; None: it could not, or nobody
    can say. Once quiet hours have begun, it is no longer sent late."""
    at, was_quiet, begun, late = instant, quiet(plan, instant), False, LATE - 2 * MINUTE
    while at < instant + late:
        now_quiet = quiet(plan, at)
        begun |= now_quiet and not was_quiet
        on_time = at < instant + PUNCTUAL - 2 * MINUTE
        if not on_time and (
            begun or clock_changes(plan, at) or learner_day(at + MINUTE, plan.zone) != local_date
        ):
            return None
        was_quiet = now_quiet
        if up(lived, at) and (on_time or not (now_quiet or quiet(plan, at + MINUTE))):
            return at
        at += MINUTE
    return None


def up(lived: Lived, at: datetime) -> bool:
    """True if the bot was up then and for a minute more."""
    last = bisect_right(lived.outages, at + MINUTE, key=lambda outage: outage.start) - 1
    return last < 0 or lived.outages[last].end <= at


def overtaken(sent: list[Sent], local_date: date, by: datetime) -> bool:
    """True if the prompt of a later date was out before: they came from where it was later."""
    return any(one.local_date > local_date and one.at <= by for one in sent)


def quiet(plan: Plan, at: datetime) -> bool:
    """Quiet by the look of the wall clock; nobody can say on a night when it changes."""
    if clock_changes(plan, at):
        return False
    wall = at.astimezone(ZoneInfo(plan.zone)).time()
    if plan.quiet_from <= plan.quiet_to:
        return plan.quiet_from <= wall < plan.quiet_to
    return wall >= plan.quiet_from or wall < plan.quiet_to


def clock_changes(plan: Plan, at: datetime) -> bool:
    """Not far from there, the clock of that zone is set."""
    near = (at - timedelta(hours=30), at, at + timedelta(hours=30))
    return len({moment.astimezone(ZoneInfo(plan.zone)).utcoffset() for moment in near}) > 1

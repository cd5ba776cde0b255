"""Years of prompts and streaks by the whole bot on a real database: what the pure rules promise is kept."""

import os
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import available_timezones

import pytest

from bot.store.transact import Database
from tests.app.kept_years import KeptLife
from tests.domain.test_years import NAMED, hold

SOAK = bool(os.environ.get("RECALL_SOAK"))
DAYS = 200 if SOAK else 8
ZONES = sorted(available_timezones())
SAMPLE = Random("a few zones to be kept").sample(ZONES, 6)
STRANGE = {zone: datetime(year, 10, 1, tzinfo=UTC) for zone, year in NAMED.items()}
"""The beginning of a year in which clocks do strange things there."""
SKIPPED = {"Pacific/Apia": datetime(2011, 12, 24, tzinfo=UTC)}
"""Days before a date that does not exist there."""


async def lived(database: Database, zone: str, start: datetime, days: int) -> KeptLife:
    """So many days, at home and on the road."""
    chance = Random(f"kept:{zone}")
    start += timedelta(minutes=chance.randint(0, 1440))
    road = [zone, zone, *chance.sample(ZONES, 3), "Pacific/Kiritimati", "Pacific/Pago_Pago"]
    return await KeptLife(database, f"kept:{zone}", zone, start, days, roam=road).live()


def hold_letters(life: KeptLife) -> None:
    """No prompt arrived twice; each arrived, or nobody can know."""
    assert max(life.delivered.values(), default=0) <= 1
    assert len(life.delivered.keys() | life.doubtful) == len(life.sent)


@pytest.mark.parametrize(("zone", "start"), (STRANGE if SOAK else SKIPPED).items())
async def test_where_clocks_do_strange_things(database: Database, zone: str, start: datetime) -> None:
    life = await lived(database, zone, start, DAYS)
    hold(life)
    hold_letters(life)


@pytest.mark.soak
@pytest.mark.parametrize("zone", SAMPLE)
async def test_any_zone(sqlite_url: str, zone: str) -> None:
    with Database.open(sqlite_url) as database:
        start = datetime(Random(zone).randint(2005, 2035), 6, 1, tzinfo=UTC)
        life = await lived(database, zone, start, 2 * DAYS)
    hold(life)
    hold_letters(life)
    assert life.restarts > 0
    assert life.doubtful

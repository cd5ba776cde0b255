"""A whole morning with the real bot, a server that enforces Telegram's limits, and the power cut twice.

`benchmarks/morning.py` lives it; 10,000 learners are a matter of minutes, so here it is a small one.
"""

import os
from pathlib import Path

import pytest

from benchmarks.morning import Outcome, Struck, live

SOAK = bool(os.environ.get("RECALL_SOAK"))
LEARNERS = 1000 if SOAK else 60
KILLS = 6 if SOAK else 2


def hold(told: Outcome) -> None:
    """Nobody got two, nobody is forgotten, and the server never asked for a pause."""
    assert told.taken == told.learners
    assert told.doubled == 0
    assert told.forgotten == 0
    assert told.got + told.uncertain - told.arrived == told.learners
    assert told.refused == 0
    assert told.fastest <= 30


async def test_killed_while_the_server_has_the_calls(tmp_path: Path) -> None:
    """What the server had arrived, and the bot will never hear of it."""
    told = await live(tmp_path, LEARNERS, Struck(times=KILLS, network=0.2), checked=True)
    hold(told)
    assert told.deaths == KILLS
    assert told.arrived >= KILLS


async def test_killed_between_the_claim_and_the_call(tmp_path: Path) -> None:
    """What was claimed, some at a time, never left, and is not sent again: it is counted, and that is all."""
    struck = Struck(victim="tests.live.victim", at=f"claim:{LEARNERS // 12}")
    told = await live(tmp_path, LEARNERS, struck, checked=True)
    hold(told)
    assert told.deaths >= 2
    assert told.uncertain >= told.deaths
    assert told.arrived < told.uncertain


@pytest.mark.soak
async def test_a_morning_without_a_cloud(tmp_path: Path) -> None:
    told = await live(tmp_path, LEARNERS, checked=True)
    hold(told)
    assert (told.got, told.uncertain, told.deaths) == (told.learners, 0, 0)

"""What the log says of a healthy bot: a summary now and then, and nothing while nothing happens."""

import asyncio
import logging

import pytest

from bot.measures import Measures
from bot.ops.watch import Summary, watch
from tests.telegram.hand_time import HandTime, quiet


def test_a_summary_says_what_is_new_and_nothing_twice() -> None:
    measures = Measures()
    summary = Summary(measures)
    assert summary.line() is None
    measures.updates["message"] += 3
    measures.sent["reply"] += 2
    measures.undelivered["prompt", "blocked"] += 1
    measures.longest_lag = 0.25
    told = "3 updates handled, 2 messages sent, 1 messages that could not be delivered"
    assert summary.line() == f"{told}; the event loop was at most 0.25 s late."
    assert summary.line() is None


async def test_a_loop_that_was_held_up_is_told_of_and_measured(caplog: pytest.LogCaptureFixture) -> None:
    measures, time, stop = Measures(), HandTime(), asyncio.Event()
    with caplog.at_level(logging.INFO):
        async with asyncio.TaskGroup() as group:
            group.create_task(watch(measures, time.timing(), stop, every=60.0))
            await quiet()
            time.passed += 4.5  # nobody had a turn meanwhile
            await time.pass_by(0.0)
            assert measures.loop_lag == 3.5
            measures.updates["message"] += 1
            await time.pass_by(70.0)
            stop.set()
    assert caplog.messages == [
        "Nobody was answered for 3.5 s: the event loop was held up.",
        "In the last 1 minutes: 1 updates handled; the event loop was at most 3.50 s late.",
    ]

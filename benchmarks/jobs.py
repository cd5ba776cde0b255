"""The usual way to ask many people once a day: a job each, by python-telegram-bot's own queue."""

import asyncio
import logging
import time
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

from telegram.ext import ApplicationBuilder, ContextTypes, JobQueue

from benchmarks.measured import Measured, resident

TOKEN = "1:AAopens_nothing_and_is_never_sent_anywhere"
IDLE = 500
AHEAD = timedelta(seconds=3)
"""So soon after they were added the jobs are due."""
PATIENCE = 60.0
"""Seconds without another job run after which the rest is taken as dropped."""


def jobs_of(subscriptions: int) -> Measured:
    """`run_daily` for each of so many, one in a hundred of them due in the same second."""
    logging.disable(logging.WARNING)  # it writes a line for each job it drops
    return asyncio.run(_measured(subscriptions))


async def _measured(subscriptions: int) -> Measured:
    application = ApplicationBuilder().token(TOKEN).build()  # the queue alone keeps it not alive
    queue = application.job_queue
    assert queue is not None
    done: list[float] = []

    async def callback(_: ContextTypes.DEFAULT_TYPE) -> None:
        done.append(time.process_time())

    before, begun = resident(), time.process_time()
    far = datetime.now(UTC) + timedelta(hours=2)
    for n in range(subscriptions - subscriptions // 100):
        at = far + timedelta(minutes=n * 7919 % 1200)
        queue.run_daily(callback, at.timetz(), name=str(n))
    await queue.start()
    start, memory = time.process_time() - begun, resident() - before
    idle, idle_wall = _idle(queue)
    due = await _due(queue, callback, done, subscriptions // 100)
    await queue.stop()
    return Measured(
        subscriptions=subscriptions,
        start=start,
        memory=memory,
        idle=idle,
        idle_wall=idle_wall,
        **due,
    )


def _idle(queue: "JobQueue[Any]") -> tuple[float, float]:
    """How long its wake-up takes when nothing is due: by the processor, and the middle by the clock."""
    times: list[float] = []
    spent = time.process_time()
    for _ in range(IDLE):
        begun = time.perf_counter()
        queue.scheduler._process_jobs()
        times.append(time.perf_counter() - begun)
    return (time.process_time() - spent) / IDLE, median(times)


async def _due(queue: "JobQueue[Any]", callback: Any, done: list[float], count: int) -> dict[str, Any]:
    """Let so many be due in one second: how many ran, and the processor's time for each of those."""
    at = (datetime.now(UTC) + AHEAD + timedelta(seconds=count * 0.0005)).replace(microsecond=0)
    for n in range(count):
        queue.run_daily(callback, at.timetz(), name=f"due {n}")
    await asyncio.sleep((at - datetime.now(UTC)).total_seconds() - 0.2)
    begun, still = time.process_time(), time.perf_counter()
    ran = -1
    while len(done) < count and (len(done) > ran or time.perf_counter() - still < PATIENCE / 6):
        if len(done) > ran:
            ran, still = len(done), time.perf_counter()
        await asyncio.sleep(0.1)
    spent = (done[-1] if done else time.process_time()) - begun
    return {"due": count, "made": len(done), "each": spent / len(done) if done else float("nan")}

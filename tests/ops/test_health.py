"""Alive and ready: what is said of the bot, by itself and by `recall health`."""

import asyncio
import logging
import os
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app.ports.errors import StoreError
from bot.measures import Measures
from bot.ops.health import Health, HealthWatch, health_file, judge, read, write
from tests.telegram.hand_time import START, HandTime

NOW = 1000.0
NONE = timedelta()


def measures(*, ticked: float | None = 1.0, heard: float | None = 1.0) -> Measures:
    """With a tick and an answer of the server so many seconds ago."""
    return Measures(
        ticked_at=None if ticked is None else NOW - ticked, heard_at=None if heard is None else NOW - heard
    )


@pytest.mark.parametrize(
    ("figures", "reply_waits", "alive", "ready", "why"),
    [
        (measures(), NONE, True, True, ""),
        (measures(heard=40.0), NONE, True, True, ""),
        (measures(), timedelta(seconds=59), True, True, ""),
        (measures(heard=91.0), NONE, True, False, "has not answered for 91 s"),
        (measures(heard=None), NONE, True, False, "has not answered yet"),
        (measures(ticked=31.0), NONE, True, False, "not been written to for 31 s"),
        (measures(ticked=181.0), NONE, False, False, "not been written to for 181 s"),
        (measures(), timedelta(seconds=61), True, False, "A reply has waited for 61 s"),
        (measures(), None, True, False, "Is its disk full"),
        (measures(ticked=None), NONE, True, False, ""),
        (measures(heard=10_000.0), NONE, True, False, "10000 s"),
    ],
)
def test_a_process_is_judged_by_its_figures(
    figures: Measures, reply_waits: timedelta | None, alive: bool, ready: bool, why: str
) -> None:
    """A server that is away never makes the process look dead: to start it anew would not help."""
    health = judge(figures, NOW - 20.0, NOW, reply_waits)
    assert (health.alive, health.ready) == (alive, ready)
    assert why in " ".join(health.why)


def test_a_judgement_is_read_as_it_was_written_until_it_is_old(tmp_path: Path) -> None:
    file, health = tmp_path / "h", Health(alive=True, ready=False, why=("Why.",))
    write(file, health, START)
    assert read(file, START + timedelta(seconds=29)) == health
    assert not read(file, START + timedelta(seconds=31)).alive
    assert [path.name for path in tmp_path.iterdir()] == ["h"]
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"at": "x"}'])
def test_what_is_no_judgement_is_no_good_sign(tmp_path: Path, content: str) -> None:
    (tmp_path / "h").write_text(content, encoding="utf-8")
    assert not read(tmp_path / "h", START).alive
    assert "does not run" in read(tmp_path / "nothing", START).why[0]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_judgement_that_somebody_else_left_is_not_believed(tmp_path: Path) -> None:
    write(tmp_path / "h", Health(alive=True, ready=True), START)
    os.chown(tmp_path / "h", 12345, 12345)
    assert "somebody else" in read(tmp_path / "h", START).why[0]


def test_the_file_is_beside_the_database_or_among_temporary_ones(tmp_path: Path) -> None:
    assert health_file(f"sqlite:///{tmp_path}/recall.db") == tmp_path / "recall.db.health"
    one, other = health_file("postgresql://a@h/x"), health_file("postgresql://a@h/y")
    assert one != other
    assert one.suffix == ".health"


async def test_the_watch_tells_when_it_gets_bad_and_good_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    figures, time, stop, trouble = Measures(), HandTime(), asyncio.Event(), list[Exception]()

    async def reply_waits() -> timedelta:
        if trouble:
            raise trouble[0]
        return NONE

    watch = HealthWatch(figures, time.timing(), reply_waits, tmp_path / "h")
    with caplog.at_level(logging.INFO):
        async with asyncio.TaskGroup() as group:
            group.create_task(watch.run(stop))
            await time.pass_by(4.0)
            assert not read(tmp_path / "h", time.now()).ready
            figures.ticked_at = figures.heard_at = time.monotonic()
            await time.pass_by(5.0)
            assert read(tmp_path / "h", time.now()) == Health(alive=True, ready=True)
            trouble.append(StoreError("full"))
            await time.pass_by(5.0)
            assert not read(tmp_path / "h", time.now()).ready
            trouble.clear()
            figures.ticked_at = figures.heard_at = time.monotonic()
            await time.pass_by(5.0)
            stop.set()
    assert not (tmp_path / "h").exists()
    assert [line.split(".")[0].split(":")[0] for line in caplog.messages] == [
        "Ready",
        "A message sent now would not be answered",
        "Ready",
    ]


async def test_where_the_disk_is_full_it_is_told_among_temporary_files(tmp_path: Path) -> None:
    """A folder that is not there stands for a disk that cannot be written to."""
    figures, time = Measures(), HandTime()

    async def reply_waits() -> timedelta:
        raise StoreError("full")

    file, stop = tmp_path / "away" / "h", asyncio.Event()
    watch = HealthWatch(figures, time.timing(), reply_waits, file)
    async with asyncio.TaskGroup() as group:
        group.create_task(watch.run(stop))
        await time.pass_by(4.0)
        found = read(file, time.now())
        stop.set()
    assert (found.alive, found.ready) == (True, False)
    assert "disk full" in found.why[0]
    assert not read(file, time.now()).alive

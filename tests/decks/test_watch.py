"""Edited decks are taken over beside everything else, and what is wrong with them stops nothing."""

import logging
import os
import threading
import time
from pathlib import Path

import pytest

from bot.decks.library import DeckLibrary
from bot.decks.watch import DeckWatch
from bot.domain.question import QuestionId
from tests.conversation import room
from tests.decks.paper import GOOD, write
from tests.decks.test_library import ONE, edit

AT_ONCE = 0.001
LONG = 30.0


class SlowLibrary(DeckLibrary):
    """Its disk answers when it is told to."""

    def __init__(self, folder: Path) -> None:
        super().__init__([folder])
        self.asked, self.answers = threading.Event(), threading.Event()

    def changed(self) -> bool:
        self.asked.set()
        self.answers.wait(LONG)
        return super().changed()


def test_an_edit_is_taken_over_while_the_block_runs(tmp_path: Path) -> None:
    folder = write(tmp_path)
    library = SlowLibrary(tmp_path)
    with DeckWatch(library, every=AT_ONCE, leave_after=LONG):
        edit(folder, GOOD.replace("Paris", "Lutetia"))
        library.answers.set()
        library.asked.clear()
        assert library.asked.wait(LONG)
        library.asked.clear()
        assert library.asked.wait(LONG), "a look after the one that saw the edit"
    question = library.current.question(ONE)
    assert question
    assert question.answer == "Lutetia"


def test_a_disk_that_hangs_delays_neither_readers_nor_the_end(tmp_path: Path) -> None:
    write(tmp_path)
    library = SlowLibrary(tmp_path)
    with DeckWatch(library, every=AT_ONCE, leave_after=0.01):
        assert library.asked.wait(LONG)
        assert library.current.question(ONE)
        began = time.monotonic()
    assert time.monotonic() - began < LONG / 3
    library.answers.set()


async def test_a_turn_and_a_tick_go_on_while_a_reload_hangs(sqlite_url: str, tmp_path: Path) -> None:
    write(tmp_path)
    async with room(sqlite_url, tmp_path) as bot:
        library = SlowLibrary(tmp_path)
        with DeckWatch(library, every=AT_ONCE, leave_after=0.01):
            assert library.asked.wait(LONG)
            assert "Capital of France?" in (await bot.ann.says("/start")).text
            assert await bot.turn.tick() == 0
        library.answers.set()


def test_a_pipe_among_the_files_is_told_once_and_the_old_decks_serve_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = write(tmp_path)
    library = DeckLibrary([tmp_path])
    watch = DeckWatch(library)
    os.mkfifo(folder / "two.toml")
    with caplog.at_level(logging.ERROR):
        watch.look()
        watch.look()
    assert [record.getMessage().count("no regular file") for record in caplog.records] == [1]
    assert library.current.question(ONE)

    (folder / "two.toml").unlink()
    (folder / "two.toml").write_text(GOOD.replace('"one"', '"two"'))
    watch.look()
    assert library.current.question(QuestionId("two"))


def test_a_fault_of_ours_is_logged_once_and_the_watch_goes_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write(tmp_path)

    class Broken(DeckLibrary):
        def changed(self) -> bool:
            raise RuntimeError("broken")

    watch = DeckWatch(Broken([tmp_path]))
    with caplog.at_level(logging.ERROR):
        watch.look()
        watch.look()
    assert len(caplog.records) == 1

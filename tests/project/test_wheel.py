"""What is packed is whole: an installed Recall finds its decks and migrations without the checkout."""

import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from bot.playground.seed import ANN
from tests.live.running import a_playground, answered, free_port, start_in
from tests.project.repository import ROOT, text_of, tracked


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a wheel, built and unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    [wheel] = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder / "unpacked")
    return folder / "unpacked"


def recall(unpacked: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the unpacked program, far from the checkout."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=unpacked,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_wheel_carries_every_file_of_the_program_its_decks_and_its_migrations(unpacked: Path) -> None:
    places = {"bot/": "bot/", "content/": "bot/data/content/", "alembic/": "bot/data/alembic/"}
    wanted = {
        place + name.removeprefix(folder)
        for name in tracked()
        for folder, place in places.items()
        if name.startswith(folder)
    }

    assert {name for name in wanted if not (unpacked / name).is_file()} == set()


def test_an_installed_recall_looks_its_decks_through(unpacked: Path) -> None:
    done = recall(unpacked, "check")

    assert (done.returncode, done.stderr) == (0, "")
    assert f"{len(list((ROOT / 'content').glob('*/deck.toml')))} decks" in done.stdout


def test_an_installed_recall_makes_its_tables(unpacked: Path, tmp_path: Path) -> None:
    done = recall(unpacked, "migrate", DATABASE_URL=f"sqlite:///{tmp_path / 'recall.db'}")

    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "recall.db").is_file()


def test_a_missing_token_is_told_in_one_sentence(unpacked: Path) -> None:
    done = recall(unpacked, "run")

    assert done.returncode == 2
    assert done.stderr.startswith("BOT_TOKEN: ")
    assert "Traceback" not in done.stderr


async def test_an_installed_recall_serves(unpacked: Path, tmp_path: Path) -> None:
    async with a_playground() as playground:
        url = f"sqlite:///{tmp_path / 'recall.db'}"
        bot = await start_in(unpacked, playground, url, "bot", {"PYTHONPATH": str(unpacked)})
        try:
            assert "I ask, you type" in await answered(playground, ANN, "/start")
        finally:
            assert await bot.stop() == 0


def test_an_installed_recall_plays(unpacked: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot", "play", "--port", str(free_port())]
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'playground.db'}"}
    playing = subprocess.Popen(command, cwd=unpacked, env=environment, stdout=subprocess.PIPE, text=True)
    assert playing.stdout is not None
    try:
        assert playing.stdout.readline().startswith("Recall is here: http://127.0.0.1:")
    finally:
        playing.send_signal(signal.SIGTERM)
        rest, _ = playing.communicate(timeout=60)
    assert (playing.returncode, rest.splitlines()[-1][:8]) == (0, "Stopped.")


def test_the_container_is_given_all_that_the_wheel_is_made_of() -> None:
    let_in = {line[1:] for line in text_of(".dockerignore").splitlines() if line.startswith("!")}
    copied = [
        word
        for line in text_of("Dockerfile").splitlines()
        if line.startswith("COPY ") and "--from" not in line
        for word in line.split()[1:-1]
    ]

    assert set(copied) == let_in
    assert [name for name in copied if not (ROOT / name).exists()] == []

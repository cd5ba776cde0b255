"""`recall play` that cannot start says in a sentence why, and what to do."""

import os
import re
import socket
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.play import CannotPlay, play
from bot.playground.server import serve as serve_playground
from bot.settings import Settings, settings_of
from bot.store.lock import sole_use


def settings_in(folder: Path) -> Settings:
    return settings_of({"DATABASE_URL": f"sqlite:///{folder / 'playground.db'}"})


@pytest.mark.parametrize("port", [70000, -1])
async def test_a_number_that_is_no_port(tmp_path: Path, port: int) -> None:
    said = f"{port} is no port: choose one from 1024 to 65535. For example: make play PORT=8090"
    with pytest.raises(CannotPlay, match=f"^{re.escape(said)}$"):
        await play(settings_in(tmp_path), port=port)


async def test_a_port_that_is_in_use(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        said = rf"^Port {port} is in use by another program: .* make play PORT=\d+$"
        with pytest.raises(CannotPlay, match=said):
            await play(settings_in(tmp_path), port=port)


async def test_a_second_start_in_one_folder(tmp_path: Path) -> None:
    """Even at another port: they would share their files."""
    settings = settings_in(tmp_path)
    first = await serve_playground(tmp_path / "playground-server.db", "127.0.0.1", 0, SystemClock().now)
    said = rf"running in this folder already \(process {os.getpid()}\).*DATABASE_URL=sqlite:///var/second.db$"
    with sole_use(settings.database_url.reveal()), pytest.raises(CannotPlay, match=said):
        await play(settings, port=0)
    await first.close()

"""`recall play`: the playground and the real bot side by side, in one process, over HTTP."""

import sys
from pathlib import Path

from msgspec.structs import replace

from bot.clock import SystemClock
from bot.ops.logs import log_to_terminal
from bot.playground.disk import StateInUse
from bot.playground.server import CannotListen, Playground
from bot.playground.server import serve as serve_playground
from bot.secret import Secret
from bot.service import serve
from bot.settings import Settings
from bot.signals import stopped_by_signals
from bot.store.engine import file_of
from bot.store.lock import lock_owner

STATE = Path("var/playground-server.db")
"""What the local Bot API server remembers, where the bot's own database is not a file."""


LAST_PORT, EXAMPLE = 65535, 8090
"""The highest port there is, and one that would do."""


class CannotPlay(Exception):
    """The playground cannot start; the message says why, and what to do."""


async def play(settings: Settings, *, port: int) -> None:
    """Serve the page and the bot until Ctrl-C. Raises what `bot.service.serve` raises, and CannotPlay."""
    log_to_terminal("WARNING" if settings.log == "INFO" else settings.log, settings.log_format)
    with stopped_by_signals() as stop:
        playground = await _serve_playground(settings, port)
        try:
            _greet(playground.url)
            own = replace(
                settings,
                bot_token=Secret(playground.token),
                telegram_api=playground.url,
                clock=playground.url,
                webhook=None,
            )
            await serve(own, stop)
        finally:
            await playground.close()
    sys.stdout.write("Stopped. Everything is kept; `make play` goes on from here.\n")


async def _serve_playground(settings: Settings, port: int) -> Playground:
    other = port + 1 if 1024 <= port < LAST_PORT else EXAMPLE
    try:
        return await serve_playground(_state(settings), "127.0.0.1", port, SystemClock().now)
    except CannotListen as trouble:
        raise CannotPlay(f"{trouble} For example: make play PORT={other}") from trouble
    except StateInUse as trouble:
        owner = lock_owner(settings.database_url.reveal())
        process = f" (process {owner})" if owner else ""
        raise CannotPlay(
            f"Recall is running in this folder already{process}; its page is at the address it printed."
            " Stop it first, with Ctrl-C where it runs; or start a second one with files of its own:"
            f" make play PORT={other} DATABASE_URL=sqlite:///var/second.db"
        ) from trouble


def _state(settings: Settings) -> Path:
    """Beside the bot's database, for one makes no sense without the other."""
    file = file_of(settings.database_url.reveal())
    return file.with_name(f"{file.stem}-server.db") if file else STATE


def _greet(url: str) -> None:
    sys.stdout.write(f"Recall is here: {url}\nOpen it in a browser. Ctrl-C stops it.\n")
    sys.stdout.flush()

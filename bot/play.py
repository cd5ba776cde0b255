"""`recall play`: the playground and the real bot side by side, in one process, over HTTP."""

import sys
from pathlib import Path

from pydantic import SecretStr

from bot.clock import SystemClock
from bot.playground.front import serve as serve_playground
from bot.service import log_to_terminal, serve, stopped_by_signals
from bot.settings import Settings
from bot.store.engine import file_of

STATE = Path("var/playground-server.db")
"""What the local Bot API server remembers, where the bot's own database is not a file."""


async def play(settings: Settings, *, port: int) -> None:
    """Serve the page and the bot until Ctrl-C. Raises what `bot.service.serve` raises, and OSError with
    a way out if the port is in use."""
    log_to_terminal("WARNING" if settings.log == "INFO" else settings.log)
    with stopped_by_signals() as stop:
        playground = await serve_playground(_state(settings), "127.0.0.1", port, SystemClock().now)
        try:
            _greet(playground.url)
            own = settings.model_copy(
                update={
                    "bot_token": SecretStr(playground.token),
                    "telegram_api": playground.url,
                    "clock": playground.url,
                }
            )
            await serve(own, stop)
        finally:
            await playground.close()
    sys.stdout.write("Stopped. Everything is kept; `make play` goes on from here.\n")


def _state(settings: Settings) -> Path:
    """Beside the bot's database, for one makes no sense without the other."""
    file = file_of(settings.database_url.get_secret_value())
    return file.with_name(f"{file.stem}-server.db") if file else STATE


def _greet(url: str) -> None:
    sys.stdout.write(f"Recall is here: {url}\nOpen it in a browser. Ctrl-C stops it.\n")
    sys.stdout.flush()

"""Ctrl-C and SIGTERM: asked to end, and made to end if something hangs."""

import asyncio
import logging
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

LAST_RESORT = 9.0
"""Seconds after which a bot that was told to stop has ended; supervisors kill after ten."""

log = logging.getLogger(__name__)


@contextmanager
def stopped_by_signals(last_resort: float | None = None) -> Iterator[asyncio.Event]:
    """An event that Ctrl-C and SIGTERM set while the block runs; a second one changes nothing.

    With a `last_resort` the process ends so many seconds after the first one, whatever hangs: a disk, a
    database. Nothing is lost by it. A signal that comes after the block, while the interpreter ends, is then
    ignored, and the exit status stays that of a clean stop; without it, it ends what hangs there.
    """
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    signals = (signal.SIGINT, signal.SIGTERM)

    def told() -> None:
        if last_resort is not None and not stop.is_set():
            timer = threading.Timer(last_resort, _end_at_once)
            timer.daemon = True
            timer.start()
        stop.set()

    for number in signals:
        loop.add_signal_handler(number, told)
    try:
        yield stop
    finally:
        for number in signals:
            loop.remove_signal_handler(number)
            if stop.is_set() and last_resort is not None:
                signal.signal(number, signal.SIG_IGN)


def _end_at_once() -> None:
    log.warning("Something hangs, so the bot ends without it. What was in hand is done at the next start.")
    sys.stderr.flush()
    os._exit(0)

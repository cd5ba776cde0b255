"""Looks for edited decks in a thread of its own, so that a slow disk or a long reload delays nothing else."""

import logging
import threading
from types import TracebackType
from typing import Self

from bot.decks.library import DeckLibrary

EVERY = 2.0
"""Seconds between two looks."""
LEAVE_AFTER = 1.0
"""Seconds to wait at the end for a look in hand; it is left behind then, for it changes nothing outside."""

log = logging.getLogger(__name__)


class DeckWatch:
    """While the block runs, edited decks are taken over: whole or not at all."""

    def __init__(
        self, library: DeckLibrary, *, every: float = EVERY, leave_after: float = LEAVE_AFTER
    ) -> None:
        self._library = library
        self._every = every
        self._leave_after = leave_after
        self._stop = threading.Event()
        self._failing = False
        # A daemon: a disk that no longer answers must not keep the process alive.
        self._thread = threading.Thread(target=self._run, name="deck watch", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join(self._leave_after)

    def _run(self) -> None:
        while not self._stop.wait(self._every):
            self.look()

    def look(self) -> None:
        """Take over what was edited; what is wrong with it is logged, and the old decks serve on."""
        try:
            _reload(self._library)
        except Exception:
            if not self._failing:
                log.exception("The decks cannot be looked at; the old ones serve on")
            self._failing = True
        else:
            self._failing = False


def _reload(library: DeckLibrary) -> None:
    library.prepare()  # the first time; later there is nothing to do
    if not library.changed():
        return
    faults = library.reload()
    if faults:
        told = "\n".join(str(fault) for fault in faults)
        log.error("The decks were edited and cannot be used; the old ones serve on.\n%s", told)
    else:
        log.info("The decks were edited; the new ones serve from now on.")

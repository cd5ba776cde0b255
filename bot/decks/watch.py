"""Looks for edited decks in a thread of its own, so that a slow disk or a long reload delays nothing else."""

import logging
import threading
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from bot.decks.faults import Fault
from bot.decks.library import DeckLibrary

EVERY = 2.0
"""Seconds between two looks."""
PREPARE_AFTER = 1.0
"""Seconds after the start."""
LEAVE_AFTER = 1.0
"""Seconds to wait at the end for a look in hand; it is left behind then, for it changes nothing outside."""

_MOST = 50
"""Faults that are logged at once; `recall check` tells them all."""

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
        """First the decks are made ready for marking, a moment after the start; then they are watched."""
        if not self._stop.wait(min(PREPARE_AFTER, self._every)):
            self._library.prepare()
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
    if not library.changed():
        return
    if not tell(library.reload()):
        log.info("The decks were edited; the new ones serve from now on.")


def tell(faults: Sequence[Fault]) -> bool:
    """Log what is wrong with decks; False if nothing is."""
    if faults:
        told = "\n".join(str(fault) for fault in faults[:_MOST])
        log.error(
            "Some of the decks cannot be used as they are. These questions are left out; of a deck that is"
            " wrong as a whole the version before serves on.\n%s",
            told,
        )
    return bool(faults)

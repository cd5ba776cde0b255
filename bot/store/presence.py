"""Whether the file that is written to is still the one that has the database's name."""

import os
from pathlib import Path

from bot.app.ports.errors import DatabaseGone


class Presence:
    """Remembers a file by what the operating system knows it by, and looks whether it is still there.

    An open file that was removed can be written to as before; nobody will ever read it.
    """

    def __init__(self, file: Path | None) -> None:
        """The file is there. None: a database that is no file, which never goes away unnoticed."""
        self._file = file
        self._was = _identity(file) if file else None

    def check(self) -> None:
        """Raise DatabaseGone if the name stands for no file, or another one."""
        if self._file is None:
            return
        now = _identity(self._file)
        if now != self._was:
            how = "was removed" if now is None else "was replaced by another file"
            raise DatabaseGone(
                f"The database {self._file} {how} while the bot ran. Nothing has been acknowledged since, so "
                "nothing is lost that Telegram keeps. Put the file back, or restore a back-up (`recall "
                "restore`), and start again. Never move or copy it while the bot runs: `recall backup` does "
                "that."
            )


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(file)
    except OSError:
        return None
    return found.st_dev, found.st_ino

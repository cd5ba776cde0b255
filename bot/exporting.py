"""Where the store and the sender meet: an export is described in the outbox and made when it is sent.

A turn costs the same whatever the history. The file is written in a thread, over a read-only view of the
database that waits for no turn and holds none up. Rows go to the file as they are read: memory stays bounded.
"""

import gzip
import json
import shutil
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast

from msgspec import Struct

from bot.app.events import PersonId
from bot.store.account.personal_data import export, is_known
from bot.store.transact import Database
from bot.telegram.files import MadeFile

IN_MEMORY = 1024 * 1024
"""Bytes of an export that are kept in memory; a longer one is a temporary file without a name."""
LARGEST = 45_000_000
"""Bytes that are sent as they are; a longer export is sent compressed. Telegram takes 50 MB from a bot."""
_VALUE = json.JSONEncoder(ensure_ascii=False).encode


class Exports(Struct, frozen=True):
    """Makes the files that messages of the outbox describe; see `bot.telegram.files.MakeFile`."""

    database: Database
    largest: int = LARGEST

    def __call__(self, description: str) -> MadeFile | None:
        """The export of the learner that is described, as of now; None if they were erased meanwhile.

        Raises StoreError if the database cannot be used, ValueError for what describes no export.
        """
        learner = _learner(description)
        file = _spooled()
        try:
            with self.database.snapshot() as connection:
                if not is_known(connection, learner):
                    file.close()
                    return None
                for piece in pieces(export(connection, learner)):
                    file.write(piece.encode())
            return self._ready(file, learner)
        except BaseException:
            file.close()
            raise

    def _ready(self, file: BinaryIO, learner: PersonId) -> MadeFile | None:
        with self.database.snapshot() as connection:
            if not is_known(connection, learner):  # they erased everything while it was being written
                file.close()
                return None
        if file.tell() <= self.largest:
            file.seek(0)
            return MadeFile(stream=file)
        return MadeFile(stream=_compressed(file), suffix=".gz")


def pieces(tables: Iterator[tuple[str, Iterator[dict[str, Any]]]]) -> Iterator[str]:
    """The JSON text of an object of tables, row by row: as json.dumps writes it with `ensure_ascii=False` and
    `indent=2`. Values of a row are texts, numbers, booleans or None."""
    before = "{\n"
    for name, rows in tables:
        yield f"{before}  {_VALUE(name)}: ["
        between = "\n"
        for row in rows:
            yield f"{between}    {_row(row)}"
            between = ",\n"
        yield "]" if between == "\n" else "\n  ]"
        before = ",\n"
    yield "{}" if before == "{\n" else "\n}"


def _row(row: dict[str, Any]) -> str:
    # Value by value, for with an indent the encoder is Python's slow one.
    inside = ",\n".join(f"      {_VALUE(key)}: {_VALUE(value)}" for key, value in row.items())
    return f"{{\n{inside}\n    }}"


def _learner(description: str) -> PersonId:
    match json.loads(description):
        case {"export": int(learner)}:
            return PersonId(learner)
    raise ValueError("this describes no export")


def _spooled() -> BinaryIO:
    return cast(BinaryIO, SpooledTemporaryFile(max_size=IN_MEMORY))


def _compressed(file: BinaryIO) -> BinaryIO:
    """The same as gzip, from its beginning; the other file is closed."""
    smaller = _spooled()
    file.seek(0)
    with file, gzip.GzipFile(fileobj=smaller, mode="wb", mtime=0) as packed:
        shutil.copyfileobj(file, packed)
    smaller.seek(0)
    return smaller

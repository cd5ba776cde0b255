"""Brings a database to the schema of this code, with a copy first and one process at a time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct
from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import SQLAlchemyError

import bot
from bot.app.ports.errors import StoreError
from bot.store.boot_lock import one_start_at_a_time
from bot.store.engine import file_of, make_engine
from bot.store.errors import store_error_of
from bot.store.transact import run_alone

if TYPE_CHECKING:  # Alembic takes a tenth of a second to import, and is hardly ever needed at start
    from alembic.config import Config

T = TypeVar("T")

HEAD = "0025"
"""The newest revision in `alembic/versions`; a test keeps it so."""

_PATIENCE = 120.0
"""Seconds SQLite waits while another process migrates."""


class MigrationFailed(Exception):
    """The schema could not be brought up to date, nothing was changed; the message says what to do."""


class FromTheFuture(MigrationFailed):
    """The database was written by a newer version of this program."""


class Migrated(Struct, frozen=True, kw_only=True):
    """What `upgrade` did. Both revisions are the same if there was nothing to do."""

    before: str | None
    """None: the database was empty."""
    after: str
    copy: Path | None = None
    """Where the copy of the old state is; SQLite only."""


def upgrade(url: str, folder: Path | None = None) -> Migrated:
    """Bring the database at `url` to HEAD, by the migrations in `folder` (by default the program's own).

    On SQLite a copy is made first, beside the file. The migration is one transaction: when it fails,
    nothing has changed. Raises MigrationFailed, FromTheFuture, and StoreError if the database cannot
    be used at all.
    """
    with _engine(url) as engine:
        before = _begun(engine, revision_of)
        if before == HEAD:
            return Migrated(before=before, after=HEAD)
        refuse_the_future(before, folder)
        copy = _copy(engine, url, before) if before is not None else None
        try:
            _begun(engine, lambda connection: _bring_to_head(connection, folder))
        except StoreError:
            raise
        except Exception as fault:
            raise MigrationFailed(_advice(url, before, copy, fault)) from fault
        return Migrated(before=before, after=HEAD, copy=copy)


def refuse_the_future(revision: str | None, folder: Path | None = None) -> None:
    """Raise FromTheFuture if this code does not know that revision."""
    from alembic.script import ScriptDirectory

    known = {script.revision for script in ScriptDirectory.from_config(config(folder)).walk_revisions()}
    if revision is not None and revision not in known:
        raise FromTheFuture(
            f"The database is at revision {revision}, which this version of Recall (revision {HEAD}) does "
            "not know: a newer one has used it. Start that one, or choose another database by DATABASE_URL."
        )


def revision_of(connection: Connection) -> str | None:
    """The revision a database is at, or None if it has none yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return revision


def scripts() -> Path:
    """The folder of the migrations: inside the package once installed, beside it in a checkout."""
    package = Path(bot.__file__).parent
    installed = package / "data" / "alembic"
    return installed if installed.is_dir() else package.parent / "alembic"


def config(folder: Path | None = None) -> "Config":
    """What Alembic needs to know, without reading any file of settings."""
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(folder or scripts()).replace("%", "%%"))
    return made


def _bring_to_head(connection: Connection, folder: Path | None) -> None:
    """Run the migrations that are missing, in the transaction that is open. Whoever comes second waits for
    the first and finds nothing left to do."""
    from alembic import command

    one_start_at_a_time(connection)
    settings = config(folder)
    settings.attributes["connection"] = connection
    command.upgrade(settings, "head")
    if connection.dialect.name == "sqlite" and (rows := connection.exec_driver_sql(_ORPHANS).all()):
        raise MigrationFailed(f"rows are left that point nowhere: {rows[:5]}")


_ORPHANS = "PRAGMA foreign_key_check"
"""Foreign keys are off while tables are rebuilt, so they are checked in the end."""


@contextmanager
def _engine(url: str) -> Iterator[Engine]:
    engine = make_engine(url, foreign_keys=False, patience=_PATIENCE)
    try:
        yield engine
    finally:
        engine.dispose()


def _begun(engine: Engine, work: Callable[[Connection], T]) -> T:
    try:
        return run_alone(engine, work)
    except SQLAlchemyError as fault:
        if (trouble := store_error_of(fault)) is not None:
            raise trouble from fault
        raise


def _copy(engine: Engine, url: str, revision: str) -> Path | None:
    """A consistent copy of a SQLite file, taken while others may read and write it. (Copying the file
    itself would lose what is still in its write-ahead log.)"""
    if (file := file_of(url)) is None:
        return None
    path = file.with_name(f"{file.name}.before-{HEAD}")
    number = 1
    while path.exists():
        number += 1
        path = file.with_name(f"{file.name}.before-{HEAD}-{number}")
    raw = engine.raw_connection()
    try:
        path.touch(mode=0o600)
        raw.cursor().execute("VACUUM INTO ?", (str(path),))
    except Exception as fault:
        raise MigrationFailed(
            f"No copy of {file} (revision {revision}) could be made as {path}: {fault}. Nothing was changed. "
            "Make room there and start again."
        ) from fault
    finally:
        raw.close()
    return path


def _advice(url: str, before: str | None, copy: Path | None, fault: Exception) -> str:
    told = f"The database could not be brought from revision {before or 'none'} to {HEAD}: {fault}. "
    if copy is None:
        return told + "It was rolled back, so nothing has changed."
    file = file_of(url)
    return told + (
        f"It was rolled back, so nothing should have changed. The state before is in {copy}; to restore "
        f"it, stop all that uses the database and run: cp {copy} {file} && rm -f {file}-wal {file}-shm"
    )

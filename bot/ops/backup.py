"""Back-ups: dated, looked through, for their owner alone, the oldest removed; and the way back."""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from msgspec import Struct

from bot.store.copies import NoCopy, copy_to, look_through, put_back
from bot.store.engine import file_of, shown
from bot.store.lock import sole_use
from bot.store.migrate import refuse_the_future

STAMP = "%Y%m%d-%H%M%S"
_DATED = re.compile(r"-\d{8}-\d{6}(\.db|\.dump)$")


class BackedUp(Struct, frozen=True, kw_only=True):
    """What `back_up` did."""

    path: Path
    removed: Sequence[Path]
    """Older back-ups, of which there were more than are kept."""


def usual_folder(url: str) -> Path:
    """Where back-ups go unless somebody says otherwise: beside the SQLite file, or here."""
    file = file_of(url)
    return file.with_name("backups") if file else Path("backups")


def back_up(url: str, folder: Path, keep: int, now: datetime) -> BackedUp:
    """Write a back-up into `folder` and keep the newest `keep` that are there. Raises NoCopy."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as fault:
        raise NoCopy(f"{folder} cannot be made: {fault.strerror}. Name another folder.") from fault
    file = file_of(url)
    path = folder / f"{file.stem if file else 'recall'}-{now.strftime(STAMP)}{'.db' if file else '.dump'}"
    partial = path.with_name(f".{path.name}.partial")
    partial.unlink(missing_ok=True)
    if path.exists():
        raise NoCopy(f"{path} is there already; wait a second.")
    try:
        if file:
            copy_to(file, partial)
        else:
            _dump(url, partial)
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)
    return BackedUp(path=path, removed=_rotate(path, keep))


def restore(url: str, copy: Path, now: datetime) -> Path | None:
    """Put a back-up in place of the database; gives where the old one is kept, None if there was none.

    Raises InUse while the bot runs on that database, NoCopy and FromTheFuture for a copy that can't be used.
    """
    file = file_of(url)
    if file is None:
        raise NoCopy(_how_to_restore(url, copy))
    if not copy.is_file():
        raise NoCopy(f"There is no file {copy}.")
    refuse_the_future(look_through(copy))
    aside = file.with_name(f"{file.name}.before-restore-{now.strftime(STAMP)}")
    with sole_use(url):
        was = file.exists()
        put_back(copy, file, aside, now)
    return aside if was else None


def _rotate(newest: Path, keep: int) -> list[Path]:
    """Remove the oldest of the same name beyond `keep`. Only what is named as a back-up is touched."""
    name = _DATED.sub("", newest.name)
    dated = [
        path
        for path in newest.parent.iterdir()
        if path.suffix == newest.suffix and _DATED.search(path.name) and _DATED.sub("", path.name) == name
    ]
    gone = sorted(dated)[: -max(1, keep)]
    for path in gone:
        path.unlink()
    return gone


def _dump(url: str, target: Path) -> None:
    program = shutil.which("pg_dump")
    if program is None:
        raise NoCopy(
            "pg_dump is not here, and it is what makes a back-up of PostgreSQL. Install PostgreSQL's client "
            "programs (Debian, Ubuntu: apt install postgresql-client), of the server's version or newer."
        )
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    parameters, password = _parameters(url)
    done = subprocess.run(
        [program, "--format=custom", "--no-password", f"--file={target}", *parameters],
        env={**os.environ, **password},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["it said nothing"]
        raise NoCopy(f"pg_dump could not copy {shown(url)}: {' '.join(said[:3])}")


def _parameters(url: str) -> tuple[list[str], dict[str, str]]:
    """The address for PostgreSQL's programs, and the password for their environment: what stands on a command
    line can be read by everybody on the machine."""
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    password = unquote(parts.password or "") or options.pop("password", "")
    named = {
        "host": unquote(parts.hostname or ""),
        "port": str(parts.port or ""),
        "user": unquote(parts.username or ""),
        "dbname": unquote(parts.path.removeprefix("/")),
        **options,
    }
    text = " ".join(f"{name}='{_quoted(value)}'" for name, value in named.items() if value)
    return [f"--dbname={text}"], {"PGPASSWORD": password} if password else {}


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "\\'")


def _how_to_restore(url: str, copy: Path) -> str:
    return (
        "A PostgreSQL database is restored by PostgreSQL itself. Stop the bot, take a back-up of what is "
        f"there (`recall backup`), then: pg_restore --clean --if-exists --no-owner --single-transaction "
        f"--dbname={shown(url)} {copy}"
    )

"""Looks at everything that a bot needs, and says of each that it is well, or what to do."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot import __version__
from bot.app.ports.decks import VersionState
from bot.app.ports.errors import StoreError
from bot.decks.faults import BrokenDeck
from bot.decks.library import DeckLibrary
from bot.ops.doctor_server import ask_server
from bot.ops.findings import Finding, State
from bot.ops.health import health_file, read
from bot.settings import Settings, unknown_settings
from bot.store.engine import BadUrl, file_of, shown
from bot.store.inspection import Inspected, inspect_database
from bot.store.migrate import HEAD
from bot.store.repository import Repository
from bot.store.transact import Database

Now = Callable[[], datetime]
LEAST_ROOM = 500_000_000
"""Bytes that should be free where the database is."""
OLD_ZONES = 2
"""Years after which the table of time zones is out of date: some country changes its clock every year."""
REMOTE = ("nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs", "fuse.glusterfs", "ceph")
"""File systems on which SQLite's locks cannot be relied on."""


async def examine(settings: Settings, now: Now) -> Sequence[Finding]:
    """Everything, in the order in which a bot needs it. Changes nothing."""
    found = [Finding("version", State.OK, f"Recall {__version__}"), *_settings()]
    found += [*_decks(settings), *_database(settings), *_disk(settings), *_zones(settings, now())]
    seen = _seen(settings)
    found += await ask_server(settings, seen.chats if seen else (), now)
    return [*found, _running(settings, now())]


def _seen(settings: Settings) -> Inspected | None:
    """What is in the database; None if it is not there or cannot be used, which is told elsewhere."""
    url = settings.database_url.reveal()
    try:
        file = file_of(url)
        return None if file is not None and not file.exists() else inspect_database(url)
    except (StoreError, BadUrl):
        return None


def _settings() -> Iterator[Finding]:
    for name in unknown_settings():
        yield Finding("settings", State.NOTE, f"{name} is no setting of Recall; it has no effect.")


def _decks(settings: Settings) -> Iterator[Finding]:
    try:
        library = DeckLibrary([settings.content])
    except BrokenDeck as broken:
        yield Finding("decks", State.BAD, f"{len(broken.faults)} faults, the first: {broken.faults[0]}")
        return
    if library.faults:
        left_out = f"{len(library.faults)} faults, the first: {library.faults[0]}. What is wrong is left out."
        yield Finding("decks", State.BAD, left_out)
    decks = library.current.decks
    questions = sum(len(deck.questions()) for deck in decks)
    yield Finding("decks", State.OK, f"{len(decks)} decks, {questions} questions in {settings.content}")
    if settings.deck not in [deck.id for deck in decks] and settings.deck not in _by_chat(settings):
        yield Finding("decks", State.BAD, f"RECALL_DECK names {settings.deck}, which is not among them.")


def _by_chat(settings: Settings) -> frozenset[str]:
    """Decks that came in by chat and are taught from; none if the database says nothing."""
    url = settings.database_url.reveal()
    try:
        file = file_of(url)
        if (file is not None and not file.exists()) or inspect_database(url).revision != HEAD:
            return frozenset()
        with Database.open(url) as database:
            versions = database.run(lambda c: Repository(c).deck_versions())
    except (StoreError, BadUrl):
        return frozenset()
    return frozenset(one.deck for one in versions if one.state is VersionState.PUBLISHED)


def _database(settings: Settings) -> Iterator[Finding]:
    url = settings.database_url.reveal()
    try:
        file = file_of(url)
        if file is not None and not file.exists():
            yield Finding("database", State.NOTE, f"{file} is not there yet; `recall run` makes it.")
            return
        seen = inspect_database(url)
    except (StoreError, BadUrl) as trouble:
        yield Finding("database", State.BAD, str(trouble))
        return
    if seen.faults:
        yield Finding("database", State.BAD, f"damaged: {seen.faults}. Restore a back-up: `recall restore`.")
    else:
        yield Finding("database", State.OK, f"{shown(url)}, {seen.learners} learners")
    if seen.readable_by_others:
        yield Finding("database", State.BAD, f"others can read people's answers: chmod 600 {file}")
    if file is not None and (kind := _file_system(file)) in REMOTE:
        yield Finding(
            "database", State.BAD, f"{file} is on {kind}: keep SQLite on a local disk, or use PostgreSQL."
        )
    if seen.revision == HEAD:
        yield Finding("migrations", State.OK, f"revision {HEAD}")
    elif (seen.revision or "") < HEAD:
        older = f"revision {seen.revision or 'none'}, this version needs {HEAD}"
        yield Finding("migrations", State.NOTE, f"{older}: `recall run` or `recall migrate` brings it there.")
    else:
        yield Finding(
            "migrations", State.BAD, f"revision {seen.revision} is newer than this version ({HEAD})."
        )
    if seen.dead:
        told = f"{seen.dead} updates could not be handled; see the table dead_updates, and report the error."
        yield Finding("updates", State.NOTE, told)
    if unknown := [zone for zone in seen.zones if not _is_zone(zone)]:
        told = f"learners live in {', '.join(unknown[:5])}, which this machine's zones don't have."
        yield Finding("zones", State.BAD, f"{told} Renew the package tzdata.")


def _disk(settings: Settings) -> Iterator[Finding]:
    file = file_of(settings.database_url.reveal())
    place = next(path for path in (file or Path.cwd(), *(file or Path.cwd()).parents) if path.exists())
    free = shutil.disk_usage(place).free
    state = State.OK if free >= LEAST_ROOM else State.BAD
    more = "" if state is State.OK else " Make room: a full disk stops everything."
    yield Finding("disk", state, f"{free / 1e9:.1f} GB are free at {place}.{more}")


def _zones(settings: Settings, now: datetime) -> Iterator[Finding]:
    try:
        table = version("tzdata")
    except PackageNotFoundError:
        yield Finding("zones", State.NOTE, "the package tzdata is not there; the system's zones are used")
        return
    year = int(table.partition(".")[0])
    if now.year - year >= OLD_ZONES:
        yield Finding(
            "zones", State.NOTE, f"tzdata is of {year}: renew it, for countries change their clocks."
        )
    else:
        yield Finding("zones", State.OK, f"tzdata {table}; newcomers live in {settings.default_zone}")


def _running(settings: Settings, now: datetime) -> Finding:
    health = read(health_file(settings.database_url.reveal()), now)
    if health.ready:
        return Finding("running", State.OK, "a bot runs on this database, and answers")
    return Finding("running", State.NOTE, " ".join(health.why) or "It has just begun.")


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _file_system(file: Path) -> str:
    """The kind of the file system that a file is on; "" where that cannot be told."""
    try:
        mounts = Path("/proc/mounts").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    found = ("", "")
    for line in mounts:
        _, place, kind, *_ = line.split(" ")
        if file.is_relative_to(place) and len(place) >= len(found[0]):
            found = (place, kind)
    return found[1]

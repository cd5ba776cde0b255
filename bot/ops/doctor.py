"""Looks at everything that a bot needs, and says of each that it is well, or what to do."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from enum import Enum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import httpcore
from msgspec import Struct
from telegram.error import InvalidToken, TelegramError

from bot import __version__
from bot.app.ports.errors import StoreError
from bot.decks.faults import BrokenDeck
from bot.decks.library import DeckLibrary
from bot.ops.health import health_file, read
from bot.proxy import read_proxy
from bot.settings import BadSettings, Settings, unknown_settings
from bot.store.engine import BadUrl, file_of, shown
from bot.store.inspection import inspect_database
from bot.store.migrate import HEAD
from bot.telegram.client import BotClient
from bot.telegram.http_request import time_of
from bot.telegram.redact import install
from bot.telegram.send_results import reason_of

Now = Callable[[], datetime]
MOST_SKEW = 5.0
"""Seconds by which this machine's clock may differ from the server's: days and prompts go by it."""
LEAST_ROOM = 500_000_000
"""Bytes that should be free where the database is."""
OLD_ZONES = 2
"""Years after which the table of time zones is out of date: some country changes its clock every year."""
REMOTE = ("nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs", "fuse.glusterfs", "ceph")
"""File systems on which SQLite's locks cannot be relied on."""


class State(Enum):
    """How it is."""

    OK = "ok"
    NOTE = "note"
    BAD = "BAD"


class Finding(Struct, frozen=True):
    """How one thing is."""

    what: str
    state: State
    told: str

    @property
    def bad(self) -> bool:
        """Something has to be done."""
        return self.state is State.BAD

    def __str__(self) -> str:
        return f"{self.state.value:<4}  {self.what:<10} {self.told}"


async def examine(settings: Settings, now: Now) -> Sequence[Finding]:
    """Everything, in the order in which a bot needs it. Changes nothing."""
    found = [Finding("version", State.OK, f"Recall {__version__}"), *_settings()]
    found += [*_decks(settings), *_database(settings), *_disk(settings), *_zones(settings, now())]
    found += await _server(settings, now)
    return [*found, _running(settings, now())]


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
    if settings.deck not in [deck.id for deck in decks]:
        yield Finding("decks", State.BAD, f"RECALL_DECK names {settings.deck}, which is not among them.")


def _database(settings: Settings) -> Iterator[Finding]:
    url = settings.database_url.get_secret_value()
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
    file = file_of(settings.database_url.get_secret_value())
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


async def _server(settings: Settings, now: Now) -> list[Finding]:
    if settings.bot_token is None:
        return [Finding("token", State.BAD, "BOT_TOKEN is missing. Ask @BotFather for one.")]
    token = settings.bot_token.get_secret_value()
    install([token])
    try:
        proxy = read_proxy(settings.telegram_api)
    except BadSettings as trouble:
        return [Finding("proxy", State.BAD, str(trouble))]
    client = BotClient.over_http(token, settings.telegram_api, proxy=proxy)
    await client.open()
    try:
        return [*await _clock(settings, proxy, now), *await _bot(client)]
    finally:
        await client.close()


async def _clock(settings: Settings, proxy: str | None, now: Now) -> list[Finding]:
    try:
        theirs = await time_of(settings.telegram_api, proxy)
    except (OSError, httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, ValueError):
        return []  # the next question tells of it
    if theirs is None:
        return []
    skew = (now() - theirs).total_seconds()
    if -MOST_SKEW <= skew <= MOST_SKEW + 1:  # theirs is cut to the second
        return [Finding("clock", State.OK, "as the server's")]
    told = f"this machine's is {abs(skew):.0f} s {'ahead' if skew > 0 else 'behind'}. Set it by NTP."
    return [Finding("clock", State.BAD, told)]


async def _bot(client: BotClient) -> list[Finding]:
    try:
        me = await client.ask("getMe")
        hook = await client.ask("getWebhookInfo")
    except InvalidToken:
        told = f"{client.server} refuses it. Copy it again from @BotFather into BOT_TOKEN."
        return [Finding("token", State.BAD, told)]
    except TelegramError as error:
        return [Finding("server", State.BAD, f"{client.server} does not answer: {reason_of(error)}")]
    return [Finding("token", State.OK, f"@{me.get('username')}"), *_groups(me), *_webhook(hook)]


def _groups(me: dict[str, Any]) -> Iterator[Finding]:
    if me.get("can_join_groups") is False:
        told = "it can't be added to groups; @BotFather, /setjoingroups changes that"
        yield Finding("groups", State.NOTE, told)
    if me.get("can_read_all_group_messages"):
        told = "off: in groups it is shown every message; @BotFather, /setprivacy turns it on"
        yield Finding("privacy", State.NOTE, told)
    else:
        yield Finding("privacy", State.OK, "on: in groups it sees commands and replies to it")


def _webhook(hook: dict[str, Any]) -> Iterator[Finding]:
    waiting = hook.get("pending_update_count", 0)
    if hook.get("url"):
        told = (
            "one is set; `recall run` removes it, for it fetches updates. Is another program using this bot?"
        )
        yield Finding("webhook", State.NOTE, told)
    else:
        yield Finding("webhook", State.OK, f"none; {waiting} updates wait at the server")


def _running(settings: Settings, now: datetime) -> Finding:
    health = read(health_file(settings.database_url.get_secret_value()), now)
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

"""The bot as one running thing: builds the parts, runs them, takes them down."""

import asyncio
import logging
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from bot import __version__
from bot.app.learning.rebuild import Rebuilt
from bot.app.ports.errors import DatabaseGone, StoreError
from bot.app.tutor import Tutor
from bot.authoring import library_of, offer_link
from bot.clock import Clock, SteeredClock, SystemClock
from bot.decks.library import DeckLibrary
from bot.decks.watch import DeckWatch, tell
from bot.ops.health import HealthWatch, health_file
from bot.ops.watch import watch
from bot.parts import Parts, build, policy_of
from bot.settings import BadSettings, Settings, need_token
from bot.store.bound import bind
from bot.store.engine import file_of, shown
from bot.store.lock import sole_use
from bot.store.migrate import Migrated, upgrade
from bot.store.transact import Database
from bot.telegram.backoff import Timing, rest
from bot.telegram.errors import CannotServe
from bot.telegram.menu import Menu
from bot.telegram.redact import install
from bot.telegram.telegram_bot import TelegramBot
from bot.ticker import Ticker
from bot.turn import Turn
from bot.words.menu import group_menu, menu

log = logging.getLogger(__name__)

BOOT_PATIENCE, BOOT_PAUSE = 60.0, 2.0
"""Seconds that a start waits for a PostgreSQL server, and between two attempts."""
MOST_TICKS = 100
"""Ticks at one step of a steered clock, so that a job which fails again and again does not hold it."""


async def serve(
    settings: Settings, stop: asyncio.Event, system: Clock | None = None, *, new_bot: bool = False
) -> None:
    """Serve one bot until `stop` is set, then stop within seconds and lose nothing.

    `system` is the machine's clock; `new_bot` takes over the database of another bot. Raises BadSettings,
    BrokenDeck, MigrationFailed, InUse, AnothersDatabase, StoreError or CannotServe; each says what to do;
    DatabaseGone if its file is taken away meanwhile.
    """
    token = need_token(settings).reveal()
    install([token])
    url = settings.database_url.reveal()
    with sole_use(url):
        migrated = await when_it_is_there(url, stop)
        _tell_migrated(migrated, url)
        deck_library = DeckLibrary([settings.content])
        tell(deck_library.faults)
        clock = await _clock(settings, system or SystemClock())
        database = Database.open(url)
        try:
            number = int(token.partition(":")[0])
            await database.transact(lambda connection: bind(connection, number, new=new_bot))
            parts = build(settings, deck_library, database, clock)
            await _begin(settings, parts)
            await _serve(settings, parts, migrated, stop)
        finally:
            await database.close()


def _tell_migrated(migrated: Migrated, url: str) -> None:
    if migrated.before is None:
        log.info("The database was made: %s", shown(url))
    elif migrated.before != migrated.after:
        kept = f"; the state before is in {migrated.copy}" if migrated.copy else ""
        log.info("The database went from revision %s to %s%s", migrated.before, migrated.after, kept)


async def _begin(settings: Settings, parts: Parts) -> None:
    """What has to be right before anybody is answered. Raises BadSettings."""
    await parts.turn.begin()
    await asyncio.to_thread(parts.turn.rebuild, check=False, only_if_due=True)
    _check_deck(settings, parts.deck_library)
    await offer_link(parts.turn, sys.stdout)


async def _serve(settings: Settings, parts: Parts, migrated: Migrated, stop: asyncio.Event) -> None:
    file = health_file(settings.database_url.reveal())
    health = HealthWatch(parts.turn.measures, Timing(clock=parts.clock), parts.turn.reply_waits, file)
    with DeckWatch(parts.deck_library):
        async with _watched_over_http(settings, health, parts.turn):
            await _run(parts, health, _started(settings, parts.deck_library, migrated), stop)


@asynccontextmanager
async def _watched_over_http(settings: Settings, health: HealthWatch, turn: Turn) -> AsyncIterator[None]:
    """Health and metrics over HTTP while the block runs, if they are asked for."""
    if settings.http is None:
        yield
        return
    from bot.ops.http import Pages, served  # 8 MB that most bots do without

    async with served(Pages(turn.measures, health, turn.database, turn.clock.now), settings.http) as url:
        log.info("Health and metrics are at %s", url)
        yield


def _check_deck(settings: Settings, deck_library: DeckLibrary) -> None:
    """Raise BadSettings if the deck is not there that was set for learners who chose none. Where none was set
    they have the usual one, or the first.
    """
    there = [deck.id for deck in deck_library.current.decks]
    if "RECALL_DECK" in settings.given and settings.deck not in there:
        raise BadSettings(
            f"RECALL_DECK: there is no deck {settings.deck}. There {'is' if len(there) == 1 else 'are'} "
            f"{', '.join(there)}. For example: RECALL_DECK={there[0]}"
        )


def migrate(settings: Settings) -> Migrated:
    """Bring the database up to date, and what is derived from the logs if that has to be made anew."""
    migrated = upgrade(settings.database_url.reveal())
    rebuild(settings, check=False, only_if_due=True)
    return migrated


def rebuild(settings: Settings, *, check: bool, only_if_due: bool = False) -> Rebuilt:
    """See `bot.turn.Turn.rebuild`, on the database of the settings."""
    url = settings.database_url.reveal()
    upgrade(url)
    with Database.open(url) as database:
        library = library_of(settings, database)
        turn = Turn(database, Tutor(library, policy_of(settings)), SystemClock())
        return turn.rebuild(check=check, only_if_due=only_if_due)


async def when_it_is_there(
    url: str,
    stop: asyncio.Event,
    bring_up: Callable[[str], Migrated] = upgrade,
    pause: float = BOOT_PAUSE,
) -> Migrated:
    """Bring the database up to date; one that is a server may begin later than we do. Raises StoreError."""
    until = time.monotonic() + BOOT_PATIENCE
    while True:
        try:
            return bring_up(url)
        except StoreError as trouble:
            hopeless = any(words in str(trouble) for words in ("authentication failed", "does not exist"))
            if file_of(url) or hopeless or stop.is_set() or time.monotonic() > until:
                raise
            log.warning("Waiting for the database: %s", trouble)
        await rest(pause, asyncio.sleep, stop)


def _started(settings: Settings, deck_library: DeckLibrary, migrated: Migrated) -> Callable[[str], None]:
    """Says in one line that all is well, once the bot's name is known."""

    def say(username: str) -> None:
        decks = deck_library.current.decks
        log.info(
            "Recall %s serves @%s by %s: %d decks, %d questions; database %s, revision %s.",
            __version__,
            username,
            "long polling" if settings.webhook is None else "webhook",
            len(decks),
            sum(1 for deck in decks for _ in deck.questions()),
            shown(settings.database_url.reveal()),
            migrated.after,
        )

    return say


async def _run(
    parts: Parts, health: HealthWatch, started: Callable[[str], None], stop: asyncio.Event
) -> None:
    turn, telegram_bot, clock, roles = parts.turn, parts.telegram_bot, parts.clock, parts.roles
    ended: list[CannotServe | DatabaseGone] = []

    async def work() -> int:
        try:
            called_on = await tick(turn, telegram_bot, shared=not roles.alone)
        except DatabaseGone as gone:
            ended.append(gone)
            stop.set()
            raise
        turn.measures.ticked_at = time.monotonic()
        return called_on

    async def catch_up() -> datetime | None:
        await finish_what_is_due(ticker, telegram_bot)
        return await turn.next_due_job()

    ticker = Ticker(work)
    done = asyncio.Event()
    await roles.renew()
    async with asyncio.TaskGroup() as group:
        group.create_task(roles.run(done))
        group.create_task(ticker.run(done, Timing(clock=clock)))
        group.create_task(parts.uploads.run(Timing(clock=clock), done, telegram_bot.nudge))
        if (second := parts.second_opinions) is not None:
            await second.begin()
            group.create_task(second.run(Timing(clock=clock), done, telegram_bot.nudge))
        group.create_task(watch(turn.measures, Timing(clock=clock), done))
        group.create_task(health.run(done))
        if isinstance(clock, SteeredClock):
            group.create_task(clock.follow(catch_up, done))
        try:
            await telegram_bot.run(stop, [Menu(private=menu(None), groups=group_menu(None))], started)
        except CannotServe as trouble:  # raised from here it would come out wrapped in a group
            ended.append(trouble)
        finally:
            done.set()
    await roles.release()
    if ended:
        raise ended[0]


async def tick(turn: Turn, telegram_bot: TelegramBot, *, shared: bool = False) -> int:
    """What a second brings; gives how many were called on. The sender sleeps when it has nothing to send, so
    it is woken. Where the database is `shared`, what another process has posted may be ours to send."""
    called_on = await turn.tick()
    if called_on or shared:
        telegram_bot.nudge()
    return called_on


async def finish_what_is_due(ticker: Ticker, telegram_bot: TelegramBot) -> None:
    """Return when all that is due at this time is done, has been sent, and is settled.

    A steered clock may move only then: to what is still on its way an hour that passes in a moment looks
    like an hour of silence, and a prompt may not be sent twice.
    """
    for _ in range(MOST_TICKS):
        called_on = await ticker.tick()
        await telegram_bot.rested()
        if not called_on:
            return


async def _clock(settings: Settings, system: Clock) -> Clock:
    if settings.clock is None:
        return system
    clock = SteeredClock(settings.clock, system)
    await clock.read()
    return clock

"""The bot as one running thing: builds the parts, runs them, takes them down."""

import asyncio
import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from bot.app.desk import Rules
from bot.app.tutor import Tutor
from bot.clock import Clock, SteeredClock, SystemClock
from bot.decks.shelf import Shelf
from bot.domain.ledger import OUTAGE
from bot.domain.question import DeckId
from bot.faces.telegram.face import TelegramFace
from bot.faces.telegram.line import Line
from bot.faces.telegram.menu import Menu
from bot.faces.telegram.patience import Timing
from bot.faces.telegram.redact import install
from bot.faces.telegram.trouble import FaceTrouble
from bot.picturing import drawn
from bot.settings import Settings, need_token
from bot.store.engine import file_of
from bot.store.lock import sole_use
from bot.store.migrate import upgrade
from bot.store.transact import Database
from bot.ticker import Ticker
from bot.turn import Turn
from bot.words.menu import group_menu, menu

log = logging.getLogger(__name__)

STEERED_OUTAGE = timedelta(minutes=65)
"""A playground's clock goes in steps of an hour, and a step is no outage."""


async def serve(settings: Settings, stop: asyncio.Event) -> None:
    """Serve one bot until `stop` is set, then stop within seconds and lose nothing.

    Raises BadSettings, BrokenDeck, MigrationFailed, InUse or FaceTrouble; each says what to do.
    """
    token = need_token(settings).get_secret_value()
    install([token])
    url = settings.database_url.get_secret_value()
    with sole_use(url):
        migrated = upgrade(url)
        if migrated.before is not None and migrated.before != migrated.after:
            rebuild_cards(settings, check=False)
        if migrated.copy:
            log.info("The database was brought up to date; the state before is in %s", migrated.copy)
        shelf = Shelf([settings.content])
        clock = await _clock(settings)
        database = Database.open(url)
        try:
            turn = Turn(database, Tutor(shelf, rules_of(settings)), clock)
            face = TelegramFace(
                Line.over_http(token, settings.telegram_api, drawn), turn, turn, Timing(clock=clock)
            )
            if file_of(url):
                await turn.begin()
            await _run(face, turn, shelf, clock, stop)
        finally:
            await database.close()


def rules_of(settings: Settings) -> Rules:
    """The operator's choices, as the tutor needs them."""
    return Rules(
        default_zone=settings.default_zone,
        default_deck=DeckId(settings.deck),
        text_days=settings.text_days,
        outage=STEERED_OUTAGE if settings.clock else OUTAGE,
    )


def rebuild_cards(settings: Settings, *, check: bool) -> tuple[int, int]:
    """See `bot.turn.Turn.rebuild`, on the database of the settings."""
    url = settings.database_url.get_secret_value()
    upgrade(url)
    with Database.open(url) as database:
        turn = Turn(database, Tutor(Shelf([settings.content]), rules_of(settings)), SystemClock())
        return turn.rebuild(check=check)


def log_to_terminal(level: str) -> None:
    """Log lines to standard error."""
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")


async def _run(face: TelegramFace, turn: Turn, shelf: Shelf, clock: Clock, stop: asyncio.Event) -> None:
    async def work() -> None:
        if await turn.tick():
            face.nudge()  # what the clock brings is to leave at once
        await asyncio.to_thread(reload, shelf)

    ticker = Ticker(work)
    done = asyncio.Event()
    ended: list[FaceTrouble] = []
    async with asyncio.TaskGroup() as group:
        group.create_task(ticker.run(done))
        if isinstance(clock, SteeredClock):
            group.create_task(clock.follow(ticker.tick, done))
        try:
            await face.run(stop, [Menu(private=menu(None), groups=group_menu(None))])
        except FaceTrouble as trouble:  # raised from here it would come out wrapped in a group
            ended.append(trouble)
        finally:
            done.set()
    if ended:
        raise ended[0]


def reload(shelf: Shelf) -> None:
    """Take over edited decks, whole or not at all; a broken one is told and the old one serves on."""
    if not shelf.changed():
        return
    faults = shelf.reload()
    if faults:
        told = "\n".join(str(fault) for fault in faults)
        log.error("The decks were edited and cannot be used; the old ones serve on.\n%s", told)
    else:
        log.info("The decks were edited; the new ones serve from now on.")


async def _clock(settings: Settings) -> Clock:
    if settings.clock is None:
        return SystemClock()
    clock = SteeredClock(settings.clock)
    await clock.read()
    return clock


@contextmanager
def stopped_by_signals() -> Iterator[asyncio.Event]:
    """An event that Ctrl-C and SIGTERM set while the block runs; a second one changes nothing."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    signals = (signal.SIGINT, signal.SIGTERM)
    for number in signals:
        loop.add_signal_handler(number, stop.set)
    try:
        yield stop
    finally:
        for number in signals:
            loop.remove_signal_handler(number)

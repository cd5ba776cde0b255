"""The parts of a bot that serves, made from the settings and joined."""

import asyncio
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from bot.app.context import Policy
from bot.app.events import PersonId
from bot.app.tutor import Tutor
from bot.clock import Clock
from bot.decks.library import DeckLibrary
from bot.domain.ledger import OUTAGE
from bot.domain.question import DeckId
from bot.exporting import Exports
from bot.file_ids import KeptFileIds
from bot.measures import Measures
from bot.picturing import Pictures
from bot.process import this_process
from bot.proxy import read_proxy
from bot.roles import Role, Roles
from bot.settings import Settings, need_token
from bot.store.engine import file_of
from bot.store.transact import Database
from bot.telegram.backoff import Timing
from bot.telegram.client import BotClient
from bot.telegram.floods import Floods
from bot.telegram.handover import Handover
from bot.telegram.rate_limits import RateLimits
from bot.telegram.telegram_bot import TelegramBot
from bot.telegram.webhook_place import WebhookPlace
from bot.turn import Turn
from bot.uploading import Uploads, sent_media

if TYPE_CHECKING:  # loaded where a model is set
    from bot.second_opinion.worker import SecondOpinions

STEERED_OUTAGE = timedelta(minutes=65)
"""A playground's clock goes in steps of an hour at most, and a step is no outage."""


class Parts(Struct, frozen=True, kw_only=True):
    """What `bot.service` runs."""

    deck_library: DeckLibrary
    clock: Clock
    turn: Turn
    telegram_bot: TelegramBot
    roles: Roles
    uploads: Uploads
    second_opinions: "SecondOpinions | None" = None


def build(settings: Settings, deck_library: DeckLibrary, database: Database, clock: Clock) -> Parts:
    """The parts, none of which runs yet. Raises BadSettings (of the token or a proxy)."""
    handover, measures, process = Handover(), Measures(), this_process()
    alone = file_of(settings.database_url.reveal()) is not None
    roles = Roles(database, process, Timing(clock=clock), alone=alone)
    doubts = asyncio.Event()
    turn = Turn(
        database,
        Tutor(deck_library, policy_of(settings)),
        clock,
        handover,
        process,
        measures,
        may_tidy=partial(roles.holds, Role.NIGHTLY),
        on_doubt=doubts.set if settings.model_url else None,
    )
    limits = RateLimits.none() if settings.clock else RateLimits.of_telegram()
    client = _client(settings, deck_library, database)
    telegram_bot = TelegramBot(
        client,
        turn,
        turn,
        Timing(clock=clock),
        limits,
        handover,
        measures,
        webhook=webhook_of(settings),
        floods=Floods(settings.flood_limit) if settings.flood_limit and not settings.clock else None,
    )
    _share(roles, limits, telegram_bot)
    return Parts(
        deck_library=deck_library,
        clock=clock,
        turn=turn,
        telegram_bot=telegram_bot,
        roles=roles,
        uploads=Uploads(turn, client, deck_library),
        second_opinions=_second_opinions(settings, turn, doubts) if settings.model_url else None,
    )


def _second_opinions(settings: Settings, turn: Turn, doubts: asyncio.Event) -> "SecondOpinions":
    from bot.second_opinion.making import worker_of

    return worker_of(settings, turn, doubts)


def _client(settings: Settings, deck_library: DeckLibrary, database: Database) -> BotClient:
    return BotClient.over_http(
        need_token(settings).reveal(),
        settings.telegram_api,
        Pictures(deck_library.medium, sent_media(database)),
        read_proxy(settings.telegram_api),
        make=Exports(database),
        file_ids=KeptFileIds(database),
    )


def _share(roles: Roles, limits: RateLimits, telegram_bot: TelegramBot) -> None:
    """What one process does alone is done here while it has the role."""
    limits.may_send_bulk = partial(roles.holds, Role.BULK)
    telegram_bot.intake.may_fetch = partial(roles.holds, Role.POLLER)
    roles.on_death = telegram_bot.nudge


def policy_of(settings: Settings) -> Policy:
    """The operator's choices, as the tutor needs them."""
    second = None
    if settings.model_url:
        from bot.second_opinion.making import doubts_of

        second = doubts_of(settings)
    return Policy(
        second_opinion=second,
        default_zone=settings.default_zone,
        default_deck=DeckId(settings.deck),
        text_days=settings.text_days,
        operators=frozenset(
            PersonId(int(number)) for number in (settings.operators or "").split(",") if number
        ),
        outage=STEERED_OUTAGE if settings.clock else OUTAGE,
    )


def webhook_of(settings: Settings) -> WebhookPlace | None:
    """Where updates are brought to; None if they are fetched."""
    if settings.webhook is None:
        return None
    host, _, port = settings.listen.rpartition(":")
    return WebhookPlace(
        url=settings.webhook,
        host=host.strip("[]"),
        port=int(port),
        certificate=settings.webhook_cert,
        key=settings.webhook_key,
    )

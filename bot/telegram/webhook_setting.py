"""Tells Telegram where the webhook is, and watches that it stays there."""

import asyncio
import logging
from typing import Any

from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError

from bot.measures import Measures
from bot.telegram.backoff import Backoff, Timing, rest
from bot.telegram.client import BotClient
from bot.telegram.errors import CannotServe, TokenRefused, WebhookRefused
from bot.telegram.redact import hide
from bot.telegram.send_results import reason_of, seconds_of
from bot.telegram.updates import ALLOWED
from bot.telegram.webhook_place import WebhookPlace, secret_of

CONNECTIONS = 100
"""Updates that Telegram may bring at the same time, the most there is (Bot API, setWebhook). Each waits for
its commit, so fewer would be a limit of ours."""
REFUSALS = 3
"""How often the server has to refuse before that is believed: it may not find the address at once."""
LOOK = 30.0
"""Seconds between two looks whether the webhook is still ours."""

_log = logging.getLogger(__name__)


class WebhookSetting:
    """The webhook at Telegram. It stays when the process ends: updates wait there until one is back."""

    def __init__(self, client: BotClient, place: WebhookPlace, timing: Timing, measures: Measures) -> None:
        self.secret = secret_of(client.bot.token)
        hide(self.secret)
        self._client = client
        self._place = place
        self._timing = timing
        self._measures = measures
        self._told: object = None

    async def register(self, stop: asyncio.Event) -> CannotServe | None:
        """Set it, through any trouble of the network, until `stop`; gives why that is no use."""
        later = Backoff(self._timing.chance, first=1.0, most=30.0)
        refused = 0
        certificate = self._place.own_certificate()
        while not stop.is_set():
            try:
                await self._client.bot.set_webhook(
                    self._place.url,
                    certificate=certificate,
                    max_connections=CONNECTIONS,
                    allowed_updates=list(ALLOWED),
                    drop_pending_updates=False,
                    secret_token=self.secret,
                )
            except TelegramError as error:
                refused += isinstance(error, BadRequest | InvalidToken)
                if refused >= REFUSALS:
                    return self._why(error)
                _log.warning("The webhook cannot be set; trying again: %s", reason_of(error))
                pause = seconds_of(error) if isinstance(error, RetryAfter) else later.longer()
                await rest(pause, self._timing.wait, stop)
            else:
                self._measures.heard_at = self._timing.monotonic()
                _log.info("The webhook is set: %s", self._place.url)
                return None
        return None

    async def watch(self, stop: asyncio.Event) -> None:
        """Say it in the log when Telegram brings updates elsewhere, or cannot bring them, until `stop`."""
        while not stop.is_set():
            await rest(LOOK, self._timing.wait, stop)
            if stop.is_set():
                return
            try:
                info = await self._client.ask("getWebhookInfo")
            except TelegramError as error:
                _log.warning("The webhook cannot be asked about: %s", reason_of(error))
            else:
                self._measures.heard_at = self._timing.monotonic()
                self._tell(info if isinstance(info, dict) else {})

    def _tell(self, info: dict[str, Any]) -> None:
        if info.get("url") != self._place.url:
            trouble: object = "moved"
            message = (
                "Telegram does not bring updates to this webhook any more: another program with this token "
                "has set another one, or polls. Stop that one, then start this one again."
            )
        elif info.get("last_error_date") and info.get("pending_update_count"):
            trouble = info["last_error_date"]
            message = f"Telegram could not bring an update: {info.get('last_error_message', '')}"
        else:
            self._told = None
            return
        if trouble != self._told:
            self._told = trouble
            _log.error("%s", message)

    def _why(self, error: TelegramError) -> CannotServe:
        if isinstance(error, InvalidToken):
            return TokenRefused(self._client.server)
        return WebhookRefused(self._place.url, reason_of(error))

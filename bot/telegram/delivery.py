"""One message -> the calls it takes, and what came of them."""

import asyncio
import logging

from telegram.error import TelegramError

from bot.app.events import MessageId
from bot.app.ports.outbox import Act, Lane, OutboxMessage, Undelivered
from bot.telegram.api_calls import (
    ApiCall,
    call_for,
    caption_call,
    needs_username,
    new_call_for,
    older_poll_call,
    plain_call,
    words_call,
)
from bot.telegram.client import BotClient
from bot.telegram.send_results import (
    Arrived,
    EditCaption,
    Never,
    NotSent,
    SendNew,
    SendOlderPoll,
    SendPlain,
    SendResult,
    Unknown,
    reason_of,
    result_of,
)

_log = logging.getLogger(__name__)


class Delivery:
    """Makes the calls of messages, until it is told to break off."""

    def __init__(self, client: BotClient) -> None:
        self._client = client
        self._calls: set[asyncio.Task[object]] = set()
        self._broken_off = False

    def begin(self) -> None:
        """Calls are made again."""
        self._broken_off = False

    def break_off(self) -> None:
        """End the calls that are under way; of their messages nobody knows whether they arrived."""
        self._broken_off = True
        for task in self._calls:
            task.cancel()

    async def send(self, outgoing: OutboxMessage) -> SendResult:
        """Send it, in another way where the server does not take it as it is."""
        try:
            username = await self._client.username() if needs_username(outgoing) else ""
            call = call_for(outgoing, username)
        except TelegramError as error:
            return NotSent(reason=reason_of(error))
        except ValueError as error:
            return Never(why=Undelivered.REFUSED, reason=f"cannot be read back ({type(error).__name__})")
        while call is not None:
            outcome = await self.make(call, outgoing.message)
            match outcome:
                case Never() | Unknown() if call.picture and self._words_will_do(outcome, outgoing):
                    _log.error("Message %d goes without its picture: %s", outgoing.id, outcome.reason)
                    call = words_call(call)
                case SendNew() | EditCaption():
                    beside = isinstance(outcome, EditCaption) and "text" in call.params
                    call = caption_call(call) if beside else new_call_for(outgoing, username)
                case SendOlderPoll(reason=reason):
                    call = older_poll_call(call)
                    if call is None:
                        return Never(why=Undelivered.REFUSED, reason=reason)
                case SendPlain(reason=reason):
                    _log.error("%s (message %d) goes as plain text: %s", call.method, outgoing.id, reason)
                    call = plain_call(call)
                    if call is None:
                        return Never(why=Undelivered.REFUSED, reason=reason)
                case _:
                    return outcome
        return Arrived(message=None)

    async def make(self, call: ApiCall, message: MessageId | None) -> SendResult:
        """Make one call; `message` is the one it changes, if it changes one."""
        task = asyncio.current_task()
        assert task is not None
        self._calls.add(task)
        try:
            result = await self._client.post(call)
        except asyncio.CancelledError:
            if not self._broken_off:
                raise
            task.uncancel()
            return Unknown(reason="the bot stopped meanwhile")
        except Exception as error:
            return result_of(error)
        finally:
            self._calls.discard(task)
        body = result if isinstance(result, dict) else {}
        number = body.get("message_id") if isinstance(result, dict) else message
        poll = body["poll"].get("id") if isinstance(body.get("poll"), dict) else None
        return Arrived(message=MessageId(number) if isinstance(number, int) else None, poll=poll)

    def _words_will_do(self, outcome: Never | Unknown, outgoing: OutboxMessage) -> bool:
        """Whether the words of a picture that failed are to be sent alone."""
        if isinstance(outcome, Never):
            return outcome.why in (Undelivered.REFUSED, Undelivered.NO_RIGHTS)
        return not at_most_once(outgoing) and not self._broken_off


def is_bulk(outgoing: OutboxMessage) -> bool:
    """It is held to the rate of bulk messages."""
    return outgoing.lane >= Lane.PROMPT


def at_most_once(outgoing: OutboxMessage) -> bool:
    """It must not be sent again where nobody knows whether it arrived."""
    # An edit done twice is the same edit.
    return outgoing.lane >= Lane.PROMPT and outgoing.act is Act.SEND

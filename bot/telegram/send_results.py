"""What a failed call means for a message. Pure.

An error is definite (the message has certainly not arrived) or not. 400, 401, 403, 404, 409, 429 and
failing to connect are definite; a read time-out, a 5xx or an error without a cause may come after the message
arrived. The wordings are those of the Bot API server.
"""

from datetime import timedelta

from msgspec import Struct
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.app.events import ChatId, MessageId
from bot.app.ports.errors import StoreError
from bot.app.ports.outbox import Undelivered
from bot.telegram.api_calls import PictureFailed
from bot.telegram.files import FileFailed, NothingToSend
from bot.telegram.http_request import NotConnected, PoolTimeout

FLOOD_PAUSE = 5.0
"""Seconds to wait after a 429 that does not say how long."""

_NEVER_LEFT = (NotConnected, PoolTimeout)
"""A kept connection that the server closed is not among them: its bytes may have been read before."""
_GONE = ("chat not found", "user not found", "peer_id_invalid", "was deactivated", "chat was deleted")
_NO_MESSAGE = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
)
_UNREADABLE = ("can't parse entities", "is too long")
_OLDER_POLL = ("wrong correct option id",)
_POLL_CLOSED = ("poll has already been closed", "message with poll to stop not found")
_NO_RIGHTS = (
    "need administrator rights",
    "not enough rights",
    "have no rights to send",
    "chat_write_forbidden",
    "chat_admin_required",
)
_QUOTES_THE_ANSWER = ". Parsing the server response"
"""The library's words; what comes after them may be somebody's."""
_KICKED = ("was kicked", "not a member")


class Arrived(Struct, frozen=True, kw_only=True):
    """It is there, as that message if it is one of its own."""

    message: MessageId | None
    poll: str | None = None
    """The number of the poll that it is."""


class Elsewhere(Struct, frozen=True, kw_only=True):
    """Not arrived: the group has another number now."""

    chat: ChatId


class Hold(Struct, frozen=True, kw_only=True):
    """Certainly not arrived: the server wants a pause of so many seconds."""

    seconds: float


class NotSent(Struct, frozen=True, kw_only=True):
    """Certainly not arrived; may be tried again."""

    reason: str


class Unknown(Struct, frozen=True, kw_only=True):
    """May have arrived."""

    reason: str


class Never(Struct, frozen=True, kw_only=True):
    """Not arrived, and never will."""

    why: Undelivered
    reason: str


class SendNew(Struct, frozen=True):
    """The message to edit is gone: say it in a new one."""


class EditCaption(Struct, frozen=True):
    """The message to edit is a picture or a file: change the words beside it."""


class SendPlain(Struct, frozen=True, kw_only=True):
    """The server cannot read the markup, or it is too long: say it as plain text."""

    reason: str


class SendOlderPoll(Struct, frozen=True, kw_only=True):
    """The server is too old for how a quiz says which option is right: say it as it was said before."""

    reason: str


SendResult = (
    Arrived | Elsewhere | Hold | NotSent | Unknown | Never | SendNew | EditCaption | SendPlain | SendOlderPoll
)


def result_of(error: Exception) -> SendResult:
    """What the error says about the message that was to be sent."""
    reason = reason_of(error)
    match error:
        case RetryAfter():
            return Hold(seconds=seconds_of(error))
        case ChatMigrated():
            return Elsewhere(chat=ChatId(error.new_chat_id))
        case Forbidden():
            why = Undelivered.CHAT_GONE if _says(error, *_KICKED) else Undelivered.BLOCKED
            return Never(why=why, reason=reason)
        case BadRequest():
            return _refused(error, reason)
        case PictureFailed() | FileFailed():
            return Never(why=Undelivered.REFUSED, reason=reason)
        case NothingToSend():
            return Arrived(message=None)
        case StoreError():
            return NotSent(reason=reason)
        case InvalidToken() | Conflict():
            return NotSent(reason=reason)
        case NetworkError():
            return _network(error, reason)
    return Unknown(reason=reason)


def seconds_of(error: RetryAfter) -> float:
    """How long the server wants us to wait. The library gives a number or a timedelta, as it is set up."""
    pause = error.retry_after
    return pause.total_seconds() if isinstance(pause, timedelta) else float(pause)


def reason_of(error: Exception) -> str:
    """The server's words for the log: short, and only up to what it quotes of ours."""
    said = error.message if isinstance(error, TelegramError) else ""
    said = str(error) if isinstance(error, PictureFailed | FileFailed) else said
    said = said.split(chr(34))[0].split(_QUOTES_THE_ANSWER)[0]
    return f"{type(error).__name__}: {said[:120]}".rstrip(": ")


def _refused(error: BadRequest, reason: str) -> SendResult:
    if _says(error, "message is not modified", *_POLL_CLOSED):
        return Arrived(message=None)
    if _says(error, *_NO_MESSAGE):
        return SendNew()
    if _says(error, "there is no text in the message to edit"):
        return EditCaption()
    if _says(error, *_UNREADABLE):
        return SendPlain(reason=reason)
    if _says(error, *_OLDER_POLL):
        return SendOlderPoll(reason=reason)
    if _says(error, *_NO_RIGHTS):
        return Never(why=Undelivered.NO_RIGHTS, reason=reason)
    return Never(why=Undelivered.CHAT_GONE if _says(error, *_GONE) else Undelivered.REFUSED, reason=reason)


def _network(error: NetworkError, reason: str) -> SendResult:
    if isinstance(error.__cause__, _NEVER_LEFT):
        return NotSent(reason=reason)
    if isinstance(error.__cause__, UnicodeError) or _says(error, "request entity too large"):
        return Never(why=Undelivered.REFUSED, reason=reason)
    if _says(error, "too many requests"):
        return Hold(seconds=FLOOD_PAUSE)
    return Unknown(reason=reason)


def _says(error: TelegramError, *words: str) -> bool:
    said = error.message.casefold()
    return any(word in said for word in words)

"""What a failure means for a message."""

from datetime import timedelta

import httpcore
import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.app.events import ChatId
from bot.app.ports.outbox import Undelivered
from bot.telegram.http_request import NotConnected, PoolTimeout
from bot.telegram.send_results import (
    FLOOD_PAUSE,
    Arrived,
    Elsewhere,
    Hold,
    Never,
    NotSent,
    SendNew,
    SendPlain,
    SendResult,
    Unknown,
    reason_of,
    result_of,
)


def because(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (RetryAfter(3), Hold(seconds=3)),
        (RetryAfter(timedelta(seconds=3600)), Hold(seconds=3600)),
        (NetworkError("Too Many Requests: retry later"), Hold(seconds=FLOOD_PAUSE)),
        (BadRequest("Bad Request: message is not modified: specified new…"), Arrived(message=None)),
        (BadRequest("Bad Request: message to edit not found"), SendNew()),
        (BadRequest("Bad Request: message can't be edited"), SendNew()),
        (BadRequest("MESSAGE_ID_INVALID"), SendNew()),
    ],
)
def test_some_failures_have_a_remedy(error: Exception, expected: SendResult) -> None:
    assert result_of(error) == expected


@pytest.mark.parametrize(
    "said",
    [
        'Bad Request: can\'t parse entities: Unsupported start tag "x" at byte offset 3',
        "Bad Request: message is too long",
        "Bad Request: message caption is too long",
    ],
)
def test_text_the_server_will_not_read_goes_as_plain_text(said: str) -> None:
    assert isinstance(result_of(BadRequest(said)), SendPlain)


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (Forbidden("Forbidden: bot was blocked by the user"), Undelivered.BLOCKED),
        (Forbidden("Forbidden: user is deactivated"), Undelivered.BLOCKED),
        (Forbidden("Forbidden: bot can't initiate conversation with a user"), Undelivered.BLOCKED),
        (Forbidden("Forbidden: bot was kicked from the group chat"), Undelivered.CHAT_GONE),
        (Forbidden("Forbidden: bot is not a member of the channel chat"), Undelivered.CHAT_GONE),
        (BadRequest("Bad Request: chat not found"), Undelivered.CHAT_GONE),
        (BadRequest("Bad Request: PEER_ID_INVALID"), Undelivered.CHAT_GONE),
        (BadRequest("Bad Request: need administrator rights in the channel chat"), Undelivered.NO_RIGHTS),
        (BadRequest("Bad Request: not enough rights to send polls to the chat"), Undelivered.NO_RIGHTS),
        (BadRequest("Bad Request: CHAT_WRITE_FORBIDDEN"), Undelivered.NO_RIGHTS),
        (BadRequest("Bad Request: BUTTON_DATA_INVALID"), Undelivered.REFUSED),
        (BadRequest("Bad Request: message text is empty"), Undelivered.REFUSED),
        (NetworkError("Request Entity Too Large"), Undelivered.REFUSED),
        (
            because(NetworkError("Unknown error"), UnicodeEncodeError("utf-8", "\ud800", 0, 1, "half")),
            Undelivered.REFUSED,
        ),
    ],
)
def test_some_letters_never_arrive(error: Exception, why: Undelivered) -> None:
    outcome = result_of(error)
    assert isinstance(outcome, Never)
    assert outcome.why is why


@pytest.mark.parametrize(
    "error",
    [
        because(NetworkError("ConnectError"), NotConnected("ConnectError")),
        because(TimedOut(), NotConnected("ConnectTimeout")),
        because(TimedOut("Pool timeout"), PoolTimeout("busy")),
        Conflict("Conflict: terminated by other getUpdates request"),
        InvalidToken("Unauthorized"),
    ],
)
def test_what_never_left_may_be_tried_again(error: Exception) -> None:
    assert isinstance(result_of(error), NotSent)


@pytest.mark.parametrize(
    "error",
    [
        TimedOut(),
        because(TimedOut(), httpcore.ReadTimeout("slow")),
        because(TimedOut(), httpcore.WriteTimeout("slow")),
        because(NetworkError("RemoteProtocolError"), httpcore.RemoteProtocolError("gone")),
        because(NetworkError("ReadError"), httpcore.ReadError("gone")),
        NetworkError("Bad Gateway"),
        NetworkError("Internal Server Error"),
        TelegramError("Invalid server response"),
        KeyError("result"),
    ],
)
def test_what_may_have_arrived_is_unknown(error: Exception) -> None:
    assert isinstance(result_of(error), Unknown)


def test_a_reason_for_the_log_quotes_nothing_of_the_message() -> None:
    error = BadRequest('can\'t parse entities: Unsupported start tag "my secret answer" at byte offset 3')
    assert reason_of(error) == "BadRequest: can't parse entities: Unsupported start tag"
    assert reason_of(KeyError("my secret answer")) == "KeyError"


def test_a_letter_to_a_group_that_moved_goes_to_its_new_number() -> None:
    assert result_of(ChatMigrated(-100)) == Elsewhere(chat=ChatId(-100))


@pytest.mark.parametrize("said", ["poll has already been closed", "message with poll to stop not found"])
def test_a_poll_that_is_closed_already_is_closed(said: str) -> None:
    assert result_of(BadRequest(f"Bad Request: {said}")) == Arrived(message=None)

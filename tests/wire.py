"""The playground's Bot API without HTTP: requests of python-telegram-bot are answered in the process.

    api = BotApi(now=clock)
    bot = telegram.Bot(api.token, base_url=BASE_URL, base_file_url=BASE_FILE_URL,
                       request=InProcessRequest(api), get_updates_request=InProcessRequest(api))

Every call, answer and update is compared with the Bot API's table: the first fault, and every method that
is not there, fails the call by name; `clean(api)` at the end of a test fails it even if somebody swallowed
that.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote

import httpcore
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.playground.api import BotApi
from bot.playground.faults import Answer
from bot.playground.params import Upload
from bot.playground.waiting_api import WaitingApi
from bot.telegram.http_request import NotConnected

BASE_URL = "http://playground/bot"
BASE_FILE_URL = "http://playground/file/bot"
READ_TIMEOUT = 5.0
"""Seconds, python-telegram-bot's own default."""


class AgainstTheTable(AssertionError):
    """A call, an answer or an update is not what the Bot API's table says."""


def clean(api: BotApi) -> None:
    """Raise AgainstTheTable if anything was against the table or called what is not there."""
    if api.complaints:
        raise AgainstTheTable("\n".join(api.complaints))


@contextmanager
def playground(api: BotApi) -> Iterator[BotApi]:
    """The API for a test; it must be clean at the end."""
    yield api
    clean(api)


class InProcessRequest(BaseRequest):
    """Sends requests to a BotApi in the same process; lost and late answers look as with HttpRequest."""

    def __init__(self, api: BotApi, read_timeout: float | None = READ_TIMEOUT) -> None:
        self._api = api
        self._waiting_api = WaitingApi(api)
        self._read_timeout = read_timeout

    @property
    def read_timeout(self) -> float | None:
        """Seconds after which an answer is waited for no longer."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Whoever still polls is answered at once."""
        self._waiting_api.close()

    async def do_request(  # type: ignore[no-untyped-def]
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout=BaseRequest.DEFAULT_NONE,
        write_timeout=BaseRequest.DEFAULT_NONE,
        connect_timeout=BaseRequest.DEFAULT_NONE,
        pool_timeout=BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """One request: HTTP status and body. Raises TimedOut or NetworkError where the answer is lost."""
        if url.startswith(BASE_FILE_URL):
            return self._file(url.removeprefix(BASE_FILE_URL))
        token, _, name = url.removeprefix(BASE_URL).partition("/")
        before = len(self._api.complaints)
        answer = await self._waiting_api.ask(
            token, name, _params(request_data), _files(request_data), late=False
        )
        if len(self._api.complaints) > before:
            raise AgainstTheTable("\n".join(self._api.complaints[before:]))
        patience = self._read_timeout if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout
        _lose(answer, patience)
        await self._waiting_api.delay(answer)
        return answer.status, answer.content()

    def _file(self, rest: str) -> tuple[int, bytes]:
        token, _, path = unquote(rest).partition("/")
        data = self._api.file(token, path)
        return (
            (404, b'{"ok": false, "error_code": 404, "description": "Not Found"}')
            if data is None
            else (200, data)
        )


def _lose(answer: Answer, patience: float | None) -> None:
    """Raise what HttpRequest raises when this answer does not arrive."""
    if answer.lost == "timeout" or (
        answer.lost is None and patience is not None and answer.delay >= patience
    ):
        raise TimedOut from httpcore.ReadTimeout("no answer")
    if answer.lost == "reset":
        gone = httpcore.RemoteProtocolError("Server disconnected without sending a response.")
        raise NetworkError(f"RemoteProtocolError: {gone}") from gone
    if answer.lost == "connect":
        refused = NotConnected("ConnectError")
        raise NetworkError("ConnectError: Connection refused") from refused


def _params(data: RequestData | None) -> dict[str, Any]:
    return dict(data.json_parameters) if data else {}


def _files(data: RequestData | None) -> dict[str, Upload]:
    found: dict[str, Upload] = {}
    for key, (name, content, mime) in (data.multipart_data if data else {}).items():
        read = content if isinstance(content, bytes) else content.read()
        found[key] = Upload(name=name, data=read if isinstance(read, bytes) else read.encode(), mime=mime)
    return found

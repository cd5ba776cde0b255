"""The line to a Bot API server: requests out, plain data back.

Updates and the answers to messages are read as plain data, not through the library's types: what a newer
server says must not stall a batch of updates, nor make a message that was sent look like a failure, for then
it would be sent again.
"""

import asyncio
import json
import os
from collections.abc import Callable
from contextlib import ExitStack
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import quote

from telegram import Bot, InputFile
from telegram.error import BadRequest, NetworkError, TelegramError
from telegram.request import BaseRequest, RequestData

# The one class needed to fill a RequestData; the library does not export it.
from telegram.request._requestparameter import RequestParameter

from bot.app.ports.errors import StoreError
from bot.telegram.api_calls import ApiCall, PictureFailed
from bot.telegram.files import (
    FetchFailed,
    FetchFile,
    FileFailed,
    FileIds,
    MadeFile,
    MakeFile,
    NoSuchFile,
    NothingToSend,
    from_disk,
)
from bot.telegram.http_request import HttpRequest
from bot.telegram.redact import describe_bot, hide
from bot.telegram.updates import ALLOWED
from bot.words.spoken import Document, SentAs

TELEGRAM = "https://api.telegram.org"
Draw = Callable[[str], bytes]
"""Gives the PNG that a description asks for. It is called in a thread, in several at once; it may raise."""
BATCH = 100
"""Most updates in one answer (Bot API, getUpdates)."""
SENDS_AT_ONCE = 64
FILES_AT_ONCE = 2
"""Files that are being made at the same time."""
CONNECT_SECONDS = 10.0
"""How long a new connection may take, TLS and proxy with it."""
SEND_SECONDS = 20.0
"""How long the answer to a message may take."""
_PATIENCE = 10.0
"""Seconds a long poll may be late before reading it is given up."""


class BotClient:
    """One bot's connection. Fetching updates has a pool of its own, so that sending never stops hearing."""

    def __init__(
        self,
        *,
        token: str,
        api: str,
        polls: BaseRequest,
        sends: BaseRequest,
        draw: Draw | None = None,
        make: MakeFile | None = None,
        file_ids: FileIds | None = None,
        files: FetchFile | None = None,
    ) -> None:
        """Without `draw` there are no pictures, only their words; without `make`, only files that come with
        their content; without `files` none can be fetched."""
        hide(token)
        # Without this the library warns at each 429 that its pause will be a timedelta one day.
        os.environ.setdefault("PTB_TIMEDELTA", "1")
        self.server = api.rstrip("/")
        self._polls = polls
        self._sends = sends
        self._draw = draw
        self._make = make
        self._file_ids = file_ids
        self._files = files
        self._bot_id = int(head) if (head := token.partition(":")[0]).isdecimal() else 0
        self._making = asyncio.Semaphore(FILES_AT_ONCE)
        self._username = ""
        self.bot = Bot(
            token,
            base_url=f"{self.server}/bot",
            base_file_url=f"{self.server}/file/bot",
            request=sends,
            get_updates_request=polls,
        )

    @classmethod
    def over_http(
        cls,
        token: str,
        api: str = TELEGRAM,
        draw: Draw | None = None,
        proxy: str | None = None,
        make: MakeFile | None = None,
        file_ids: FileIds | None = None,
    ) -> "BotClient":
        """A line over the network, to `api` such as `http://127.0.0.1:8081`, through an HTTP proxy if one is
        named (`http://user:password@host:port`)."""
        polls = HttpRequest(1, connect=CONNECT_SECONDS, proxy=proxy)
        sends = HttpRequest(SENDS_AT_ONCE, connect=CONNECT_SECONDS, proxy=proxy)
        return cls(
            token=token,
            api=api,
            polls=polls,
            sends=sends,
            draw=draw,
            make=make,
            file_ids=file_ids,
            files=sends,
        )

    async def open(self) -> None:
        """Get ready; says nothing to the server yet."""
        await self._polls.initialize()
        await self._sends.initialize()

    async def close(self) -> None:
        """Let the connections go."""
        await self._polls.shutdown()
        await self._sends.shutdown()

    async def updates(self, offset: int | None, seconds: int) -> list[dict[str, Any]]:
        """The next updates as they came, after at most `seconds`; acknowledges all below `offset`.

        Raises TelegramError.
        """
        params: dict[str, object] = {"timeout": seconds, "limit": BATCH, "allowed_updates": list(ALLOWED)}
        if offset is not None:
            params["offset"] = offset
        answer = await self._result(self._polls, "getUpdates", params, seconds + _PATIENCE)
        if not isinstance(answer, list):
            raise NetworkError("getUpdates gave no list")
        return answer

    async def username(self) -> str:
        """The bot's own username; asked for once. Raises TelegramError."""
        if not self._username:
            me = await self._result(self._sends, "getMe", {}, SEND_SECONDS)
            self._username = str(me.get("username", ""))
        return self._username

    async def ask(self, method: str, **params: object) -> Any:
        """What the server says to a question, as plain data. Raises TelegramError."""
        return await self._result(self._sends, method, params, SEND_SECONDS)

    async def fetch(self, file_id: str, most: int) -> bytes:
        """A file that somebody sent. Its size is looked at before it is read, and while it is. Raises
        FetchFailed; or NoSuchFile: it is larger than `most` bytes, or not there."""
        try:
            return await self._fetched(file_id, most)
        except TelegramError as error:
            raise FetchFailed(type(error).__name__) from error

    async def _fetched(self, file_id: str, most: int) -> bytes:
        if self._files is None:
            raise NoSuchFile("this line fetches no files")
        try:
            told = await self._result(self._sends, "getFile", {"file_id": file_id}, SEND_SECONDS)
        except BadRequest as error:
            raise NoSuchFile(error.message) from error
        size, path = told.get("file_size"), str(told.get("file_path", ""))
        if not path or (isinstance(size, int) and size > most):
            raise NoSuchFile("it is too large, or gone")
        if path.startswith("/") and self.server != TELEGRAM:  # a server of one's own, with files on its disk
            data = await asyncio.to_thread(from_disk, Path(path), most)
        else:
            url = f"{self.bot.base_file_url}/{quote(path)}"
            status, data = await self._files.fetch(url, most, SEND_SECONDS)
            if status != HTTPStatus.OK:
                raise NoSuchFile(f"the server answers {status}")
        if len(data) > most:
            raise NoSuchFile("it is larger than the server said")
        return data

    async def post(self, call: ApiCall) -> Any:
        """Make the call and give its `result`.

        Raises TelegramError; or PictureFailed, FileFailed, NothingToSend or StoreError: nothing was sent.
        """
        params: dict[str, object] = dict(call.params)
        with ExitStack() as until_sent:
            if call.document:
                params["document"] = await self._file(call.document, until_sent)
            if call.picture is not None:
                return await self._post_picture(call, call.picture, params)
            return await self._result(self._sends, call.method, params, SEND_SECONDS)

    async def _post_picture(self, call: ApiCall, picture: str, params: dict[str, object]) -> Any:
        """A file of a deck is uploaded once; then the server's name for it does."""
        ids, digest = self._file_ids, call.of_deck
        if ids is not None and digest and (known := await ids.known(self._bot_id, digest)):
            try:
                given = params | {call.sent_as: known}
                return await self._result(self._sends, call.method, given, SEND_SECONDS)
            except BadRequest as error:
                if "file" not in error.message.casefold():
                    raise
                await ids.keep(self._bot_id, digest, None)
        data = await self._drawn(picture)
        params[call.sent_as] = InputFile(data, filename=_file_name(call.sent_as, data))
        result = await self._result(self._sends, call.method, params, SEND_SECONDS)
        if ids is not None and digest and (file_id := _id_of(result, call.sent_as)):
            await ids.keep(self._bot_id, digest, file_id)
        return result

    async def _file(self, document: Document, until_sent: ExitStack) -> InputFile:
        if document.made_of is None:
            return InputFile(document.content.encode(), filename=document.name)
        async with self._making:  # a long one leaves the threads to others
            made = await self._made(document.made_of)
        until_sent.callback(made.stream.close)
        return InputFile(made.stream, filename=document.name + made.suffix, read_file_handle=False)

    async def _made(self, description: str) -> MadeFile:
        if self._make is None:
            raise FileFailed("this line has nobody to make files")
        making = asyncio.get_running_loop().run_in_executor(None, self._make, description)
        try:
            made = await asyncio.shield(making)
        except asyncio.CancelledError:
            making.add_done_callback(_discard)
            raise
        except StoreError:
            raise
        except Exception as error:
            # Only the error's name: its words may quote what is kept of a person.
            raise FileFailed(type(error).__name__) from error
        if made is None:
            raise NothingToSend
        return made

    async def _drawn(self, description: str) -> bytes:
        if self._draw is None:
            raise PictureFailed("this line has nobody to draw")
        try:
            return await asyncio.to_thread(self._draw, description)
        except Exception as error:
            # Only the error's name: its words may quote what is drawn of a person.
            raise PictureFailed(type(error).__name__) from error

    async def _result(self, pool: BaseRequest, method: str, params: dict[str, object], seconds: float) -> Any:
        data = RequestData([_parameter(name, value) for name, value in params.items()])
        try:
            return await pool.post(f"{self.bot.base_url}/{method}", data, read_timeout=seconds)
        except KeyError as error:
            raise TelegramError("the answer has no result") from error

    def __repr__(self) -> str:
        return f"<line to {self.server} as {describe_bot(self.bot)}>"


def _file_name(sent_as: SentAs, data: bytes) -> str:
    """A name that tells nothing but the kind, by which the server goes."""
    if sent_as == "audio":
        return "audio.m4a" if data[4:8] == b"ftyp" else "audio.mp3"
    return "voice.ogg" if sent_as == "voice" else "picture.png"


def _id_of(result: Any, sent_as: SentAs) -> str | None:
    """The server's name for the picture or sound that was sent."""
    sent = result.get(sent_as) if isinstance(result, dict) else None
    largest = sent[-1] if isinstance(sent, list) and sent else sent
    found = largest.get("file_id") if isinstance(largest, dict) else None
    return found if isinstance(found, str) else None


def _discard(making: "asyncio.Future[MadeFile | None]") -> None:
    """Close a file that nobody waits for any more."""
    if not making.cancelled() and making.exception() is None and (made := making.result()) is not None:
        made.stream.close()


def _parameter(name: str, value: object) -> RequestParameter:
    """As the library makes it of plain data, but turned into JSON once; the library does it twice."""
    if value is None or isinstance(value, InputFile):
        return RequestParameter.from_input(name, value)
    return RequestParameter(name, value if isinstance(value, str) else json.dumps(value), None)

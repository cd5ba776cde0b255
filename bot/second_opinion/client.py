"""Asks a model over the protocol of OpenAI's chat completions, which Ollama, llama.cpp and vLLM speak too.

Whatever the server does, `ask` gives a value within its time: an opinion, or what went wrong. Two requests
at most.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Generic, TypeVar

import httpcore
from msgspec import DecodeError, Struct, ValidationError
from msgspec.json import Decoder, encode

from bot.domain.second_opinion.asking import SCHEMA, read_answer
from bot.domain.second_opinion.opinion import SecondOpinion
from bot.domain.second_opinion.suggesting import SCHEMA as SUGGESTED
from bot.domain.second_opinion.suggesting import Suggestions, read_suggestions
from bot.telegram.http_request import certificates, proxy_of

SECONDS = 8.0
"""From the question to the answer, both requests together."""
REQUESTS = 2
MOST_BYTES = 64 * 1024
"""Of an answer; one that goes on is not read to its end."""
MOST_TOKENS = 800
_PAUSE = 0.5
"""Seconds before a second request where the server did not say."""
_BAD_REQUEST = (400, 404, 415, 422)
_KEY_REFUSED = (401, 403)
_BUSY = 429
_OK = 200


T = TypeVar("T")


class Word(Struct, Generic[T], frozen=True, kw_only=True):
    """What came of asking."""

    said: T | None = None
    trouble: str = ""
    """Why there is none, in a few words that quote nobody."""
    away: bool = False
    """It could not be asked: the next question would meet the same."""
    requests: int = 0
    tokens: int = 0
    """As far as the server said."""


class Form(Struct, Generic[T], frozen=True, kw_only=True):
    """The form that an answer has."""

    name: str
    schema: dict[str, Any]
    """As a JSON Schema."""
    read: Callable[[str], T | None]
    """Reads it; None for what is not of that form."""


OPINION: Form[SecondOpinion] = Form(name="opinion", schema=SCHEMA, read=read_answer)

SUGGESTIONS: Form[Suggestions] = Form(name="suggestions", schema=SUGGESTED, read=read_suggestions)


class _Message(Struct, frozen=True):
    content: str | None = None


class _Choice(Struct, frozen=True):
    message: _Message


class _Usage(Struct, frozen=True):
    total_tokens: int = 0


class _Completion(Struct, frozen=True):
    choices: tuple[_Choice, ...]
    usage: _Usage | None = None


_COMPLETION: Decoder[_Completion] = Decoder(_Completion)


class _Answered(Struct, frozen=True):
    """One request's answer."""

    status: int
    body: bytes = b""
    retry_after: float | None = None
    trouble: str = ""


class ModelClient:
    """One model at one address."""

    def __init__(
        self,
        url: str,
        model: str,
        key: str | None = None,
        *,
        proxy: str | None = None,
        seconds: float = SECONDS,
        wait: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """`url` is what `/chat/completions` is put behind, such as `http://127.0.0.1:11434/v1`."""
        self.model = model
        self._url = f"{url.rstrip('/')}/chat/completions"
        self._key = key
        self._proxy = proxy
        self._seconds = seconds
        self._wait = wait
        self._pool: httpcore.AsyncConnectionPool | None = None
        self._plain = False
        """The server takes no schema: it is not tried again."""

    async def ask(
        self, messages: Sequence[dict[str, str]], form: Form[T], seconds: float | None = None
    ) -> Word[T]:
        """What the model says, or why it says nothing, within so many seconds. Never raises but for being
        cancelled."""
        spent = [0, 0]
        try:
            async with asyncio.timeout(seconds or self._seconds):
                return await self._asked(messages, form, spent)
        except TimeoutError:
            return Word(trouble="it took too long", away=True, requests=spent[0], tokens=spent[1])

    async def close(self) -> None:
        """Let go of the connections."""
        pool, self._pool = self._pool, None
        if pool is not None:
            await pool.aclose()

    async def _asked(self, messages: Sequence[dict[str, str]], form: Form[T], spent: list[int]) -> Word[T]:
        plain, word = self._plain, Word[T]()
        for left in reversed(range(REQUESTS)):
            spent[0] += 1
            answered = await self._request(messages, form, plain=plain)
            word = _read(answered, form, spent)
            if word.said is not None or not left or answered.status in _KEY_REFUSED:
                self._plain = plain if word.said is not None else self._plain
                break
            pause = answered.retry_after or _PAUSE
            if answered.status == _OK or answered.status in _BAD_REQUEST:
                plain = True  # it answers, but not in that form
            elif pause >= self._seconds:
                break
            else:
                await self._wait(pause)
        return word

    async def _request(
        self, messages: Sequence[dict[str, str]], form: Form[Any], *, plain: bool
    ) -> _Answered:
        body: dict[str, Any] = {"model": self.model, "messages": messages}
        if not plain:
            schema = {"name": form.name, "strict": True, "schema": form.schema}
            body |= {"temperature": 0, "max_tokens": MOST_TOKENS}
            body["response_format"] = {"type": "json_schema", "json_schema": schema}
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        times = {name: self._seconds for name in ("connect", "read", "write", "pool")}
        try:
            async with self._connections().stream(
                "POST",
                self._url,
                headers=list(headers.items()),
                content=encode(body),
                extensions={"timeout": times},
            ) as response:
                return await _whole(response)
        except httpcore.TimeoutException:
            return _Answered(0, trouble="it took too long")
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError, OSError) as error:
            return _Answered(0, trouble=f"it cannot be reached ({type(error).__name__})")

    def _connections(self) -> httpcore.AsyncConnectionPool:
        if self._pool is None:
            self._pool = httpcore.AsyncConnectionPool(
                ssl_context=certificates() if self._url.startswith("https:") else None,
                proxy=proxy_of(self._proxy) if self._proxy else None,
                network_backend=httpcore.AnyIOBackend(),
            )
        return self._pool


async def _whole(response: httpcore.Response) -> _Answered:
    body = bytearray()
    async for chunk in response.aiter_stream():
        body += chunk
        if len(body) > MOST_BYTES:
            return _Answered(0, trouble="its answer does not end")
    headers = {name.lower(): value for name, value in response.headers}
    given = headers.get(b"retry-after", b"")
    return _Answered(response.status, bytes(body), float(given) if given.isdigit() else None)


def _read(answered: _Answered, form: Form[T], spent: list[int]) -> Word[T]:
    """What an answer says; its tokens are added to what was spent."""
    trouble = answered.trouble or _TROUBLES.get(answered.status, f"it answers with status {answered.status}")
    said = None
    if answered.status == _OK:
        trouble = "what it says cannot be read"
        try:
            completion = _COMPLETION.decode(answered.body)
        except (DecodeError, ValidationError):
            completion = _Completion(choices=())
        spent[1] += max(0, completion.usage.total_tokens) if completion.usage else 0
        content = completion.choices[0].message.content if completion.choices else None
        said = form.read(content) if content else None
    return Word(
        said=said,
        trouble=trouble if said is None else "",
        away=answered.status != _OK,
        requests=spent[0],
        tokens=spent[1],
    )


_TROUBLES = {
    401: "it does not take the key (401)",
    403: "it does not take the key (403)",
    404: "there is no such model or address (404)",
    _BUSY: "it wants a pause (429)",
}

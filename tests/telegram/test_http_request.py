"""Requests over HTTP: the library's contract, and what an error says about the request."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from telegram import InputFile
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.telegram.http_request import HttpRequest, certificates
from bot.telegram.send_results import NotSent, Unknown, result_of
from tests.telegram.loopback import answer, http_server, read_request, tcp_server

YES = b'{"ok": true, "result": true}'
TOKEN = "123:secret-token"


def data(**params: object) -> RequestData:
    return RequestData([RequestParameter.from_input(name, value) for name, value in params.items()])


@asynccontextmanager
async def requests(connections: int = 4, proxy: str | None = None) -> AsyncIterator[HttpRequest]:
    async with HttpRequest(connections, proxy=proxy, read=2, connect=2) as request:
        yield request


async def failure(request: HttpRequest, url: str, body: RequestData | None = None) -> TelegramError:
    with pytest.raises(TelegramError) as raised:
        await request.post(f"{url}/bot{TOKEN}/sendMessage", body or data(text="x"), read_timeout=0.2)
    assert TOKEN not in str(raised.value)
    return raised.value


async def test_a_call_goes_out_as_a_form_and_its_result_comes_back() -> None:
    seen = []

    async def handle(request: web.Request) -> web.Response:
        form = await request.post()
        seen.append((request.method, request.path, dict(form), request.headers["User-Agent"]))
        return web.json_response({"ok": True, "result": {"message_id": 7}})

    async with http_server(handle) as url, requests() as request:
        said = data(
            chat_id=5, text="<b>Größe</b> & 100 % 🙂", reply_markup={"inline_keyboard": [[]]}, at=None
        )
        assert await request.post(f"{url}/bot{TOKEN}/sendMessage", said) == {"message_id": 7}
    method, path, form, agent = seen[0]
    assert (method, path) == ("POST", f"/bot{TOKEN}/sendMessage")
    assert form == {
        "chat_id": "5",
        "text": "<b>Größe</b> & 100 % 🙂",
        "reply_markup": '{"inline_keyboard": [[]]}',
    }
    assert agent == HttpRequest.USER_AGENT


async def test_half_a_character_is_refused_before_anything_is_sent() -> None:
    async with requests() as request:
        error = await failure(request, "http://127.0.0.1:9", data(text="\ud83d"))
    assert isinstance(error.__cause__, UnicodeError)


@pytest.mark.parametrize(
    ("status", "body", "raises"),
    [
        (400, {"ok": False, "error_code": 400, "description": "Bad Request: chat not found"}, BadRequest),
        (429, {"ok": False, "error_code": 429, "parameters": {"retry_after": 3}}, RetryAfter),
        (500, {"ok": False, "error_code": 500, "description": "Internal"}, NetworkError),
    ],
)
async def test_refusals_are_the_librarys_errors(
    status: int, body: object, raises: type[TelegramError]
) -> None:
    async def handle(_: web.Request) -> web.Response:
        return web.json_response(body, status=status)

    async with http_server(handle) as url, requests() as request:
        assert type(await failure(request, url)) is raises


async def test_a_body_that_is_no_json_and_a_redirection_are_answers_too() -> None:
    async def handle(request: web.Request) -> web.Response:
        if "moved" in request.path:
            return web.Response(status=302, headers={"Location": "/elsewhere"})
        return web.Response(status=502, body=b"<html>bad gateway</html>")

    async with http_server(handle) as url, requests() as request:
        assert await request.do_request(url, "POST") == (502, b"<html>bad gateway</html>")
        assert await request.do_request(f"{url}/moved", "POST") == (302, b"")
        assert isinstance(result_of(await failure(request, url)), Unknown)


async def test_files_are_uploaded_beside_the_words() -> None:
    seen: dict[str, object] = {}

    async def handle(request: web.Request) -> web.Response:
        for name, part in (await request.post()).items():
            if isinstance(part, web.FileField):
                seen[name] = (part.filename, part.content_type, part.file.read())
            else:
                seen[name] = part
        return web.Response(body=YES)

    picture = bytes(range(256)) * 8192  # 2 MiB
    file = InputFile(picture, filename="Größe.png")
    async with http_server(handle) as url, requests() as request:
        await request.post(url, data(chat_id=5, caption="Größe\r\n--", photo=file))
    assert seen == {
        "chat_id": "5",
        "caption": "Größe\r\n--",
        "photo": ("Größe.png", "image/png", picture),
    }


async def test_connections_are_kept_and_shared() -> None:
    peers = []

    async def handle(request: web.Request) -> web.Response:
        peers.append(request.transport.get_extra_info("peername") if request.transport else None)
        return web.Response(body=YES)

    async with http_server(handle) as url, requests() as request:
        for _ in range(5):
            await request.post(url, data(text="x"))
    assert len(set(peers)) == 1


async def test_a_server_that_says_nothing_is_a_time_out_and_may_have_read() -> None:
    async def handle(_: web.Request) -> web.Response:
        await asyncio.sleep(30)
        return web.Response(body=YES)

    async with http_server(handle) as url, requests() as request:
        error = await failure(request, url)
    assert isinstance(error, TimedOut)
    assert isinstance(result_of(error), Unknown)


async def test_an_answer_that_breaks_off_is_ambiguous() -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")
        await writer.drain()

    async with tcp_server(talk) as url, requests() as request:
        error = await failure(request, url)
    assert isinstance(error, NetworkError)
    assert isinstance(result_of(error), Unknown)


async def test_nobody_listening_is_no_loss() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        async with requests() as request:
            error = await failure(request, f"http://127.0.0.1:{taken.getsockname()[1]}")
    assert isinstance(error, NetworkError)
    assert not isinstance(error, TimedOut)
    assert isinstance(result_of(error), NotSent)


async def test_a_name_nobody_knows_is_no_loss() -> None:
    async with requests() as request:
        error = await failure(request, "http://nowhere.example")
    assert isinstance(result_of(error), NotSent)


async def test_a_connection_that_never_stands_is_no_loss() -> None:
    """The server takes the connection and never speaks TLS."""

    async def talk(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        await reader.read()

    async with tcp_server(talk) as url, HttpRequest(1, connect=0.2) as request:
        error = await failure(request, url.replace("http:", "https:"))
    assert isinstance(error, TimedOut)
    assert isinstance(result_of(error), NotSent)


async def test_without_a_free_connection_nothing_is_sent() -> None:
    count = 0
    gate = asyncio.Event()

    async def handle(_: web.Request) -> web.Response:
        nonlocal count
        count += 1
        await gate.wait()
        return web.Response(body=YES)

    async with (
        http_server(handle) as url,
        HttpRequest(1, pool=0.1) as request,
        asyncio.TaskGroup() as group,
    ):
        first = group.create_task(request.post(url, data(text="first")))
        await asyncio.sleep(0.05)
        with pytest.raises(TimedOut, match="not sent") as raised:
            await request.post(url, data(text="second"))
        gate.set()
        assert await first is True
        assert await request.post(url, data(text="third")) is True
    assert isinstance(result_of(raised.value), NotSent)
    assert count == 2


async def test_a_kept_connection_that_the_server_closed_is_not_used() -> None:
    connections = 0

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        await read_request(reader)
        writer.write(answer(YES))
        await writer.drain()

    async with tcp_server(talk) as url, requests() as request:
        await request.post(url, data(text="x"))
        await asyncio.sleep(0.05)
        await request.post(url, data(text="y"))
    assert connections == 2


async def test_a_kept_connection_that_closes_on_a_request_is_ambiguous_and_nothing_is_repeated() -> None:
    read = []

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        read.append(await read_request(reader))
        writer.write(answer(YES))
        await writer.drain()
        read.append(await read_request(reader))

    async with tcp_server(talk) as url, requests() as request:
        await request.post(url, data(text="first"))
        error = await failure(request, url, data(text="second"))
    assert isinstance(error, NetworkError)
    assert isinstance(result_of(error), Unknown)
    assert [b"first" in read[0], b"second" in read[1], len(read)] == [True, True, 2]


async def test_a_server_that_takes_no_more_of_an_upload_is_a_time_out() -> None:
    async def talk(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        await asyncio.sleep(30)

    file = InputFile(bytes(16 * 1024 * 1024), filename="large.bin")
    async with tcp_server(talk) as url, requests() as request:
        with pytest.raises(TimedOut) as raised:
            await request.post(url, data(document=file), write_timeout=0.2, read_timeout=10)
    assert isinstance(result_of(raised.value), Unknown)


async def test_it_opens_and_closes_any_number_of_times() -> None:
    async def handle(_: web.Request) -> web.Response:
        return web.Response(body=b"content of a file")

    request = HttpRequest(2)
    await request.shutdown()
    async with http_server(handle) as url:
        for _ in range(2):
            await request.initialize()
            await request.initialize()
            assert await request.retrieve(url) == b"content of a file"
            await request.shutdown()
            await request.shutdown()
            with pytest.raises(NetworkError, match="not initialized"):
                await request.retrieve(url)
    assert request.read_timeout == 5.0


async def test_an_http_address_goes_to_the_proxy_whole() -> None:
    asked = []

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await read_request(reader))
        writer.write(answer(YES))
        await writer.drain()

    async with tcp_server(talk) as proxy, requests(proxy=proxy.replace("//", "//ann:se%40cret@")) as request:
        assert await request.post("http://api.example/bot1/getMe") is True
    assert asked[0].startswith(b"POST http://api.example/bot1/getMe HTTP/1.1\r\n")
    assert b"\r\nProxy-Authorization: Basic YW5uOnNlQGNyZXQ=\r\n" in asked[0]


async def test_an_https_address_goes_through_a_tunnel_and_a_refused_one_is_no_loss() -> None:
    asked = []

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await read_request(reader))
        writer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()

    async with tcp_server(talk) as proxy, requests(proxy=proxy) as request:
        error = await failure(request, "https://api.example")
    assert asked[0].startswith(b"CONNECT api.example:443 HTTP/1.1\r\n")
    assert isinstance(result_of(error), NotSent)


async def test_a_proxy_that_is_not_there_is_no_loss() -> None:
    async with requests(proxy="http://127.0.0.1:9") as request:
        assert isinstance(result_of(await failure(request, "https://api.example")), NotSent)


def test_servers_are_checked_by_known_authorities(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also on a system that has none of its own."""
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere/cert.pem")
    monkeypatch.setenv("SSL_CERT_DIR", "/nowhere")
    context = certificates.__wrapped__()
    assert context.cert_store_stats()["x509_ca"] > 50

"""What a server may do to a connection: TLS, tunnels, answers too early or too many, nothing at all."""

import asyncio
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from telegram import InputFile
from telegram.error import NetworkError, TimedOut

from bot.telegram.http_request import HttpRequest, certificates
from bot.telegram.send_results import NotSent, Unknown, result_of
from tests.telegram.loopback import answer, read_request, tcp_server
from tests.telegram.test_http_request import YES, data, failure, requests


async def test_an_answer_that_nobody_asked_for_is_given_to_nobody() -> None:
    connections = 0

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        while await read_request(reader):
            writer.write(answer(YES))
            await writer.drain()
            await asyncio.sleep(0.02)
            writer.write(answer(b'{"ok": true, "result": "of another"}'))

    async with tcp_server(talk) as url, requests() as request:
        for _ in range(3):
            assert await request.post(url, data(text="x")) is True
            await asyncio.sleep(0.05)
    assert connections == 3


async def test_a_refusal_in_the_middle_of_an_upload_is_read() -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 413 Request Entity Too Large\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()
        await reader.read()

    async with tcp_server(talk) as url, requests() as request:
        body = data(document=InputFile(bytes(16 * 1024 * 1024), filename="large.bin"))
        assert (await request.do_request(url, "POST", body))[0] == 413


async def test_what_is_no_http_is_ambiguous() -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        writer.write(b"SSH-2.0-OpenSSH\r\n\r\n")
        await writer.drain()

    async with tcp_server(talk) as url, requests() as request:
        error = await failure(request, url)
    assert isinstance(error, NetworkError)
    assert isinstance(result_of(error), Unknown)


async def test_a_connection_whose_request_was_given_up_is_not_used_again() -> None:
    heard: list[bytes] = []

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await read_request(reader))
        if len(heard) == 1:
            await reader.read()
        writer.write(answer(YES))
        await writer.drain()

    async with tcp_server(talk) as url, requests(1) as request:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await request.post(url, data(text="first"))
        assert await request.post(url, data(text="second")) is True
    assert [b"first" in heard[0], b"second" in heard[1]] == [True, True]


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate of `localhost`, and its key."""
    if not (openssl := shutil.which("openssl")):
        pytest.skip("there is no openssl")
    folder = tmp_path_factory.mktemp("keys")
    made = (folder / "certificate.pem", folder / "key.pem")
    line = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost"
    names = ["-addext", "subjectAltName=DNS:localhost", "-out", str(made[0]), "-keyout", str(made[1])]
    subprocess.run([openssl, *line.split(), *names], check=True, capture_output=True)
    return made


@pytest.fixture
def trusted(keys: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[ssl.SSLContext]:
    """What a server needs whose certificate is known for the time of the test."""
    monkeypatch.setenv("SSL_CERT_FILE", str(keys[0]))
    certificates.cache_clear()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*keys)
    yield context
    certificates.cache_clear()


async def _serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while await read_request(reader):
            writer.write(answer(YES))
            await writer.drain()
    finally:
        writer.close()


async def test_tls_is_spoken_with_a_known_server_and_with_no_other(trusted: ssl.SSLContext) -> None:
    async with await asyncio.start_server(_serve, "127.0.0.1", 0, ssl=trusted) as server:
        port = server.sockets[0].getsockname()[1]
        async with requests() as request:
            for _ in range(2):
                assert await request.post(f"https://localhost:{port}/x", data(text="x")) is True
            wrong_name = await failure(request, f"https://127.0.0.1:{port}")
    assert isinstance(result_of(wrong_name), NotSent)


async def test_an_unknown_certificate_is_no_loss(
    trusted: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    server = await asyncio.start_server(_serve, "127.0.0.1", 0, ssl=trusted)
    async with server, requests() as request:
        error = await failure(request, f"https://localhost:{server.sockets[0].getsockname()[1]}")
    assert isinstance(result_of(error), NotSent)


async def test_tls_goes_through_the_tunnel_of_a_proxy(trusted: ssl.SSLContext) -> None:
    asked: list[bytes] = []

    async with await asyncio.start_server(_serve, "127.0.0.1", 0, ssl=trusted) as server:
        port = server.sockets[0].getsockname()[1]

        async def proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            asked.append(await read_request(reader))
            there = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            async with asyncio.TaskGroup() as both:
                both.create_task(_copy(reader, there[1]))
                both.create_task(_copy(there[0], writer))

        async with tcp_server(proxy) as address, HttpRequest(2, proxy=address, read=2, connect=2) as request:
            for _ in range(2):
                assert await request.post(f"https://localhost:{port}/x", data(text="x")) is True
    assert [each.split(b"\r\n")[0] for each in asked] == [b"CONNECT localhost:%d HTTP/1.1" % port]


async def test_a_proxy_that_does_not_answer_is_no_loss() -> None:
    async def proxy(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        await reader.read()

    async with tcp_server(proxy) as address, requests(proxy=address) as request:
        error = await failure(request, "https://api.example")
    assert isinstance(error, TimedOut)
    assert isinstance(result_of(error), NotSent)


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while part := await reader.read(4096):
            writer.write(part)
            await writer.drain()
    except ConnectionError:
        pass
    finally:
        writer.close()

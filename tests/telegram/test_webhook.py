"""Updates brought by webhook: 200 after the commit, 503 where they have to come again, nothing else."""

import asyncio
import json
import logging
import ssl
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, ClientTimeout

from bot.app.events import Event
from bot.app.ports.errors import StoreError
from bot.telegram import webhook_server
from bot.telegram.errors import CannotListen, CannotServe, TokenRefused, WebhookRefused
from bot.telegram.ports import Ack
from bot.telegram.updates import ALLOWED
from bot.telegram.webhook import MOST_AWAITED, WebhookIntake
from bot.telegram.webhook_place import WebhookPlace, secret_of
from bot.telegram.webhook_server import LARGEST, SECRET_HEADER, served
from bot.telegram.webhook_setting import CONNECTIONS, REFUSALS
from tests.telegram.hand_time import HandTime, quiet
from tests.telegram.rooms import MemoryDoors, Trouble, no_trouble
from tests.telegram.server import TOKEN, Server, refusal
from tests.telegram.updates import said, unreadable

PLACE = WebhookPlace(url="https://recall.example/hook", host="127.0.0.1", port=0)
SECRET = secret_of(TOKEN)
JSON = {"Content-Type": "application/json"}
RIGHT = JSON | {SECRET_HEADER: SECRET}


class Held(MemoryDoors):
    """Begins with updates, and commits them when told to."""

    def __init__(self, trouble: Trouble = no_trouble) -> None:
        super().__init__(trouble)
        self.commit = asyncio.Event()
        self.commit.set()

    async def handle(self, update: int, event: Event) -> Ack:
        await self.commit.wait()
        return await super().handle(update, event)


class Setup:
    """A webhook intake with a server, doors and a clock of its own; requests go past the socket."""

    def __init__(self, place: WebhookPlace = PLACE, trouble: Trouble = no_trouble) -> None:
        self.server = Server()
        self.handler = Held(trouble)
        self.time = HandTime()
        self.stop = asyncio.Event()
        self.ended: list[CannotServe] = []
        self.intake = WebhookIntake(
            self.server.client(), self.handler, self.time.timing(), lambda: None, place
        )

    @asynccontextmanager
    async def running(self) -> AsyncIterator[asyncio.TaskGroup]:
        async with asyncio.TaskGroup() as group:
            group.create_task(self._run())
            while not (self.server.sent("setWebhook") or self.ended):
                await quiet(1)
            await quiet()
            yield group
            self.stop.set()

    async def _run(self) -> None:
        try:
            await self.intake.run(self.stop)
        except CannotServe as trouble:
            self.ended.append(trouble)


async def test_an_update_is_confirmed_after_its_commit_and_not_before() -> None:
    setup = Setup()
    setup.handler.commit.clear()
    async with setup.running() as group:
        told = group.create_task(setup.intake.deliver(said(7, "one")))
        await quiet()
        assert not told.done()
        setup.handler.commit.set()
        assert await told
        assert setup.handler.numbers == [7]


async def test_it_is_registered_once_we_listen_with_a_secret_and_all_connections() -> None:
    setup = Setup()
    async with setup.running():
        [call] = setup.server.sent("setWebhook")
        assert call.params["url"] == PLACE.url
        assert call.params["secret_token"] == SECRET
        assert call.params["max_connections"] == CONNECTIONS
        assert call.params["allowed_updates"] == list(ALLOWED)
        assert call.params.get("drop_pending_updates", False) is False
    assert setup.server.sent("deleteWebhook") == []


def test_the_secret_follows_the_token_and_is_none_of_it() -> None:
    assert secret_of(TOKEN) == secret_of(TOKEN) != secret_of(TOKEN + "x")
    assert set(SECRET) <= set("0123456789abcdef")
    assert SECRET not in TOKEN


async def test_what_comes_twice_at_once_is_handled_once_and_confirmed_twice() -> None:
    setup = Setup()
    setup.handler.commit.clear()
    async with setup.running() as group:
        both = [group.create_task(setup.intake.deliver(said(7))) for _ in range(2)]
        await quiet()
        setup.handler.commit.set()
        assert [await one for one in both] == [True, True]
    assert setup.handler.tried == [7]


async def test_whoever_stops_waiting_takes_nothing_from_the_others() -> None:
    setup = Setup()
    setup.handler.commit.clear()
    async with setup.running() as group:
        gone, stays = (group.create_task(setup.intake.deliver(said(7))) for _ in range(2))
        await quiet()
        gone.cancel()
        await quiet()
        setup.handler.commit.set()
        assert await stays


async def test_a_database_that_cannot_be_used_puts_off_and_later_handles() -> None:
    broken = [StoreError("the disk is full")]
    setup = Setup(trouble=lambda _: broken[0] if broken else None)
    async with setup.running():
        assert not await setup.intake.deliver(said(7))
        assert not await setup.intake.deliver(said(8))
        broken.clear()
        await setup.time.pass_by(40)
        assert await setup.intake.deliver(said(7))
        assert await setup.intake.deliver(said(8))
    assert setup.handler.numbers == [7, 8]


async def test_until_the_inbox_of_a_poller_is_read_nothing_is_taken() -> None:
    setup = Setup()
    setup.handler.inbox_trouble = [StoreError("not there yet")]
    async with asyncio.TaskGroup() as group:
        run = group.create_task(setup.intake.run(setup.stop))
        while not setup.time.waited:
            await quiet(1)
        assert not await setup.intake.deliver(said(7))
        await setup.time.pass_by(2)
        await quiet()
        assert await setup.intake.deliver(said(7))
        setup.stop.set()
        await run


async def test_too_many_at_once_are_put_off() -> None:
    setup = Setup()
    setup.handler.commit.clear()
    async with setup.running() as group:
        waiting = [
            group.create_task(setup.intake.deliver(said(n, person=n))) for n in range(1, MOST_AWAITED + 1)
        ]
        await quiet()
        assert not await setup.intake.deliver(said(9000))
        setup.handler.commit.set()
        assert all([await one for one in waiting])
        assert await setup.intake.deliver(said(9000))


async def test_what_cannot_be_read_is_buried_and_confirmed() -> None:
    setup = Setup()
    async with setup.running():
        assert await setup.intake.deliver(unreadable(8))
    assert [number for number, *_ in setup.handler.buried] == [8]


async def test_a_stop_finishes_what_was_begun_and_takes_no_more() -> None:
    setup = Setup()
    setup.handler.commit.clear()
    async with setup.running() as group:
        told = group.create_task(setup.intake.deliver(said(7)))
        await quiet()
        setup.stop.set()
        await quiet()
        assert not await setup.intake.deliver(said(8))
        setup.handler.commit.set()
        assert await told


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (refusal(400, "Bad Request: bad webhook: IP address 10.0.0.1 is reserved"), WebhookRefused),
        (refusal(401, "Unauthorized"), TokenRefused),
    ],
)
async def test_a_webhook_that_telegram_refuses_ends_it(answer: Any, kind: type[CannotServe]) -> None:
    setup = Setup()
    setup.server.told["setWebhook"].extend([answer] * REFUSALS)
    async with setup.running():
        await setup.time.pass_by(60)
        [trouble] = setup.ended
        assert isinstance(trouble, kind)


async def test_a_server_that_is_away_is_asked_again() -> None:
    setup = Setup()
    setup.server.told["setWebhook"].extend(
        [(502, {"ok": False}), refusal(429, "Too Many Requests: retry after 3", retry_after=3)]
    )
    async with setup.running():
        await setup.time.pass_by(60)
        assert len(setup.server.sent("setWebhook")) == 3
        assert setup.ended == []


@pytest.mark.parametrize(
    ("info", "words"),
    [
        ({"url": ""}, "does not bring updates to this webhook any more"),
        (
            {
                "url": PLACE.url,
                "last_error_date": 5,
                "last_error_message": "timed out",
                "pending_update_count": 3,
            },
            "could not bring an update: timed out",
        ),
    ],
)
async def test_a_webhook_that_stopped_working_is_told_once(
    info: dict[str, Any], words: str, caplog: pytest.LogCaptureFixture
) -> None:
    setup = Setup()
    setup.server.told["getWebhookInfo"].extend([(200, {"ok": True, "result": info})] * 3)
    async with setup.running():
        await setup.time.pass_by(100)
    told = [record.message for record in caplog.records if record.levelno >= logging.ERROR]
    assert len(told) == 1
    assert words in told[0]


# Over HTTP


@asynccontextmanager
async def at_the_door(deliver: Any, place: WebhookPlace = PLACE) -> AsyncIterator[tuple[ClientSession, str]]:
    scheme = "https" if place.certificate else "http"
    async with served(deliver, place, SECRET) as port, ClientSession(timeout=ClientTimeout(10)) as session:
        yield session, f"{scheme}://127.0.0.1:{port}"


async def takes(raw: dict[str, Any]) -> bool:
    return True


async def puts_off(raw: dict[str, Any]) -> bool:
    return False


async def breaks(raw: dict[str, Any]) -> bool:
    raise LookupError("a bug, with the words of a person")


UPDATE = json.dumps(said(7)).encode()


@pytest.mark.parametrize(
    ("method", "path", "headers", "body", "status"),
    [
        ("POST", "/hook", RIGHT, UPDATE, 200),
        ("POST", "/hook", RIGHT | {"Content-Type": "application/json; charset=utf-8"}, UPDATE, 200),
        ("POST", "/hook", JSON, UPDATE, 403),
        ("POST", "/hook", JSON | {SECRET_HEADER: SECRET[:-1]}, UPDATE, 403),
        ("POST", "/hook", JSON | {SECRET_HEADER: SECRET.upper()}, UPDATE, 403),
        ("POST", "/hook", JSON | {SECRET_HEADER: "\u00fc" * 64}, UPDATE, 403),
        ("POST", "/hook", RIGHT | {"Content-Type": "text/plain"}, UPDATE, 415),
        ("POST", "/hook", RIGHT, b" " * (LARGEST + 1), 413),
        ("POST", "/hook", RIGHT, b"{", 400),
        ("POST", "/hook", RIGHT, b"\xff\xfe", 400),
        ("POST", "/hook", RIGHT, b"[" * 100_000, 400),
        ("POST", "/hook", RIGHT, b"[]", 400),
        ("POST", "/hook", RIGHT, b'{"update_id": true}', 400),
        ("POST", "/hook", RIGHT, b"{}", 400),
        ("GET", "/hook", RIGHT, b"", 405),
        ("PUT", "/hook", RIGHT, UPDATE, 405),
        ("POST", "/", RIGHT, UPDATE, 404),
        ("POST", "/hook/..", RIGHT, UPDATE, 404),
        ("GET", "/favicon.ico", {}, b"", 404),
    ],
)
async def test_only_telegram_is_let_in_and_nobody_is_told_anything(
    method: str, path: str, headers: dict[str, str], body: bytes, status: int
) -> None:
    async with (
        at_the_door(takes) as (session, url),
        session.request(method, url + path, data=BytesIO(body), headers=headers) as answer,
    ):
        assert (answer.status, await answer.read()) == (status, b"")
        assert "Server" not in answer.headers


@pytest.mark.parametrize(
    "sent",
    [
        b"POST /hook HTTP/1.1\r\nX: " + b"a" * 20_000 + b"\r\n\r\n",
        b"POST /hook HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00 no TLS here\r\n\r\n",
    ],
    ids=["long", "both lengths", "TLS"],
)
async def test_what_is_no_http_fills_no_log(sent: bytes, caplog: pytest.LogCaptureFixture) -> None:
    async with at_the_door(takes) as (_, url):
        reader, writer = await asyncio.open_connection("127.0.0.1", int(url.rpartition(":")[2]))
        writer.write(sent)
        assert (await reader.readline()).split(b" ")[1] == b"400"
        writer.close()
        await writer.wait_closed()
    assert [line for line in caplog.records if line.levelno > logging.DEBUG] == []


@pytest.mark.parametrize("deliver", [puts_off, breaks])
async def test_what_cannot_be_taken_now_is_to_come_again(deliver: Any) -> None:
    async with (
        at_the_door(deliver) as (session, url),
        session.post(url + "/hook", data=UPDATE, headers=RIGHT) as answer,
    ):
        assert (answer.status, await answer.read()) == (503, b"")
        assert int(answer.headers["Retry-After"]) > 0


async def test_a_body_that_does_not_come_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook_server, "BODY_SECONDS", 0.0)

    async def slowly() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.get_running_loop().create_future()

    async with at_the_door(takes) as (session, url):
        post = session.post(url + "/hook", data=slowly(), headers=RIGHT)
        async with post as answer:
            assert answer.status == 408


async def test_a_port_in_use_is_told_with_what_to_do() -> None:
    taken = await asyncio.start_server(lambda r, w: None, "127.0.0.1", 0)
    port = taken.sockets[0].getsockname()[1]
    setup = Setup(WebhookPlace(url=PLACE.url, host="127.0.0.1", port=port))
    async with taken, setup.running():
        pass
    [trouble] = setup.ended
    assert isinstance(trouble, CannotListen)
    assert "RECALL_LISTEN=127.0.0.1:" in str(trouble)
    assert setup.server.sent("setWebhook") == []


# With a certificate of one's own


@pytest.fixture
def own(tmp_path: Path) -> WebhookPlace:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=127.0.0.1",
    ]
    more = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)]
    try:
        subprocess.run([*command, *more], check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("needs openssl to make a certificate")
    return WebhookPlace(
        url="https://127.0.0.1:8443/hook", host="127.0.0.1", port=0, certificate=certificate, key=key
    )


async def test_it_does_tls_by_itself_with_a_certificate_of_its_own(own: WebhookPlace) -> None:
    trusting = ssl.create_default_context(cafile=str(own.certificate))
    async with (
        at_the_door(takes, own) as (session, url),
        session.post(url + "/hook", data=UPDATE, headers=RIGHT, ssl=trusting) as answer,
    ):
        assert answer.status == 200


async def test_telegram_is_given_a_self_signed_certificate_and_never_a_key(own: WebhookPlace) -> None:
    assert own.certificate is not None
    assert own.key is not None
    own.certificate.write_text(own.key.read_text() + own.certificate.read_text())
    setup = Setup(own)
    async with setup.running():
        [call] = setup.server.sent("setWebhook")
    [(_, content, _)] = call.files.values()
    assert b"BEGIN CERTIFICATE" in content
    assert b"PRIVATE" not in content


async def test_a_certificate_that_cannot_be_used_is_told(own: WebhookPlace) -> None:
    assert own.certificate is not None
    own.certificate.write_text("nonsense")
    setup = Setup(own)
    async with setup.running():
        pass
    [trouble] = setup.ended
    assert "RECALL_WEBHOOK_CERT" in str(trouble)

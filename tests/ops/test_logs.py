"""Log lines: what they say, in which form, and what they never say."""

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

import pytest
from telegram.error import TelegramError

from bot.app.ports.errors import StoreError
from bot.measures import log_fields
from bot.ops.logs import WITHHELD, LogFormat, formatter, lane_shown, log_to_terminal
from bot.telegram.http_request import HttpRequest
from bot.telegram.intake import UpdateIntake
from bot.telegram.redact import hide
from tests.conversation import room as a_room
from tests.telegram.hand_time import HandTime
from tests.telegram.rooms import MemoryDoors
from tests.telegram.server import Server
from tests.telegram.updates import said

WORDS = ("Rumpelstilzchen", "how many hiden layers", "Annabella")
"""What people say and are called."""


@contextmanager
def log_of(form: LogFormat = "json", level: int = logging.DEBUG) -> Iterator[StringIO]:
    """What the root logger writes, with its level and its handlers as before afterwards."""
    root, stream = logging.getLogger(), StringIO()
    before = root.level
    handler = log_to_terminal(logging.getLevelName(level), form, stream)
    try:
        yield stream
    finally:
        root.removeHandler(handler)
        root.setLevel(before)


def raised(error: Exception) -> Exception:
    try:
        raise error
    except Exception as caught:
        return caught


def test_a_line_of_json_has_the_fields_of_its_task() -> None:
    with log_of() as log, log_fields(update=7, lane="chat:1001"):
        logging.getLogger("bot.some").info("Said %d times", 2)
    line = json.loads(log.getvalue())
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "Said 2 times",
        "level": "info",
        "logger": "bot.some",
        "update": 7,
        "lane": lane_shown("chat:1001"),
    }


def test_a_line_for_people_has_them_too() -> None:
    with log_of("console") as log, log_fields(update=7):
        logging.getLogger("bot.some").warning("Said")
    assert log.getvalue().endswith("[warning] Said [bot.some] update=7\n")


@pytest.mark.parametrize(
    ("lane", "kind"), [("chat:71", "person"), ("chat:-71", "group"), ("poll:71", "poll")]
)
def test_a_lane_is_shown_without_the_number_in_it(lane: str, kind: str) -> None:
    assert lane_shown(lane).startswith(f"{kind}-")
    assert lane_shown(lane) == lane_shown(lane)
    assert lane not in lane_shown(lane)


def test_an_error_is_shown_where_it_was_and_not_what_it_quotes() -> None:
    with log_of() as log:
        try:
            raise raised(LookupError(f"no {WORDS[0]}")) from raised(StoreError("The disk is full."))
        except LookupError:
            logging.getLogger("bot").exception("It failed")
    told = json.loads(log.getvalue())["exception"]
    assert f"LookupError: {WITHHELD}" in told
    assert "bot.app.ports.errors.StoreError: The disk is full." in told
    assert told.count('test_logs.py", line') == 3
    assert WORDS[0] not in log.getvalue()


def test_an_error_with_a_secret_in_it_keeps_its_frames() -> None:
    factory = logging.getLogRecordFactory()
    try:
        hide("700100200:AAsecret-of-the-log-test")
        with log_of() as log:
            logging.getLogger("bot").error(
                "It failed", exc_info=raised(ValueError("AAsecret-of-the-log-test said Rumpelstilzchen"))
            )
    finally:
        logging.setLogRecordFactory(factory)
    told = json.loads(log.getvalue())["exception"]
    assert told.startswith("Traceback")
    assert told.endswith(f"ValueError: {WITHHELD}")


async def test_nothing_of_a_conversation_is_in_the_log_at_debug(sqlite_url: str) -> None:
    with log_of() as log:
        async with a_room(sqlite_url) as room:
            ann = room.talk(1001)
            for text in ("/start", WORDS[1], f"my name is {WORDS[2]}", "/settings", WORDS[0], "/erase yes"):
                room.api.fault("sendMessage", code=500)
                await ann.says(text)
            token = room.api.token
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    assert {"Handled: message"} <= {line["event"] for line in lines}
    for word in (*WORDS, token, token.partition(":")[2]):
        assert word not in log.getvalue()


async def test_a_fault_of_ours_that_quotes_an_answer_is_logged_without_it() -> None:
    server, doors = Server(), MemoryDoors(lambda _: LookupError(f"nothing like {WORDS[0]}"))
    server.bring(said(1, WORDS[0]))
    with log_of() as log:
        await UpdateIntake(server.client(), doors, HandTime().timing(), lambda: None).poll_once()
    line = next(line for line in map(json.loads, log.getvalue().splitlines()) if "exception" in line)
    assert (line["event"], line["update"]) == ("Update 1 failed 3 times", 1)
    assert WORDS[0] not in log.getvalue()
    assert WORDS[0] in doors.buried[0][2], "whoever mends it finds it with the dead update"


def test_half_an_answer_of_the_server_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    half = f'{{"ok": true, "result": [{{"message": {{"text": "{WORDS[0]}'.encode()
    with caplog.at_level(logging.DEBUG), pytest.raises(TelegramError) as trouble:
        HttpRequest.parse_json_payload(half)
    assert WORDS[0] not in caplog.text + repr(trouble.value)


@pytest.mark.parametrize("form", ["console", "json"])
def test_structlog_brings_no_rich(form: LogFormat) -> None:
    program = (
        f"import sys; from bot.ops.logs import formatter; formatter({form!r})\nprint('rich' in sys.modules)"
    )
    assert subprocess.check_output([sys.executable, "-c", program], text=True).strip() == "False"
    assert formatter(form) is not formatter(form)

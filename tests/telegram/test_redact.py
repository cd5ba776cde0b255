"""The token in no log."""

import logging
from collections.abc import Iterator
from io import StringIO

import pytest
from telegram import Bot
from telegram.error import InvalidToken

from bot.telegram.redact import HIDDEN, Redaction, describe_bot, hide, install

SECRET = "700100200:AAredact-me-in-every-record"
HALF = SECRET.split(":")[1]


@pytest.fixture
def log() -> Iterator[tuple[logging.Logger, StringIO]]:
    """A logger at DEBUG and what it prints, on a fresh factory; all as before afterwards."""
    before, out = logging.getLogRecordFactory(), StringIO()
    logging.setLogRecordFactory(logging.LogRecord)
    logger, handler = logging.getLogger("tests.redact"), logging.StreamHandler(out)
    logger.setLevel(logging.DEBUG)
    logger.addHandler(handler)
    yield logger, out
    logger.removeHandler(handler)
    logging.setLogRecordFactory(before)


def test_the_fixture_would_show_a_secret(log: tuple[logging.Logger, StringIO]) -> None:
    logger, out = log
    logger.info("calling %s", SECRET)
    assert SECRET in out.getvalue()


def test_a_secret_shows_in_no_part_of_a_record(log: tuple[logging.Logger, StringIO]) -> None:
    logger, out = log
    hide(SECRET)
    hide(SECRET)
    logger.info("calling https://api.telegram.org/bot%s/getMe", SECRET)
    logger.info(f"calling {SECRET}")
    logger.debug("%r", {"url": f"/bot{SECRET}".encode()})
    logger.info("half of it: %s", HALF)
    logger.info("in an address: %s", SECRET.replace(":", "%3A"))
    logger.info("wrong %d number of arguments %s", SECRET)
    logger.warning("where from", stack_info=SECRET is HALF)
    try:
        try:
            raise ValueError(f"cause {SECRET}")
        except ValueError as cause:
            raise InvalidToken(f"The token `{SECRET}` was rejected by the server.") from cause
    except InvalidToken:
        logger.exception("it failed")
    printed = out.getvalue()
    assert SECRET not in printed
    assert HALF not in printed
    assert printed.count(HIDDEN) >= 8
    assert "telegram.error.InvalidToken" in printed
    assert "arguments do not fit" in printed


def test_what_holds_no_secret_is_logged_as_it_is(log: tuple[logging.Logger, StringIO]) -> None:
    logger, out = log
    hide(SECRET)
    logger.info("%d of %s", 3, {"a": 1})
    try:
        raise LookupError("plain")
    except LookupError:
        logger.exception("why")
    assert out.getvalue().startswith("3 of {'a': 1}\nwhy\nTraceback")
    assert "LookupError: plain" in out.getvalue()


def test_a_word_too_short_for_a_secret_spoils_no_log() -> None:
    redaction = Redaction(logging.LogRecord)
    redaction.hide("")
    redaction.hide("1:abc")
    assert redaction.clean("a 1:abc") == "a 1:abc"


def test_a_bot_is_described_by_its_number(log: tuple[logging.Logger, StringIO]) -> None:
    _, out = log
    bot = Bot(SECRET)
    assert SECRET in repr(bot)
    assert describe_bot(bot) == "bot 700100200"
    assert SECRET not in out.getvalue()


def test_installing_hides_and_quietens(log: tuple[logging.Logger, StringIO]) -> None:
    logger, out = log
    names = ("httpx", "httpcore", "telegram")
    before = {name: logging.getLogger(name).level for name in names}
    try:
        install([SECRET])
        logger.info(SECRET)
        assert out.getvalue() == f"{HIDDEN}\n"
        assert not any(logging.getLogger(name).isEnabledFor(logging.INFO) for name in names)
    finally:
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)

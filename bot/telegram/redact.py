"""Keeps secrets out of every log record: its message, arguments, traceback and stack.

The HTTP library logs each address, and an address of the Bot API holds the token; the library above it
puts the token into `repr(bot)` and into the text of an error. A filter on a logger would miss the records of
other loggers, so secrets are taken out where records are made.
"""

import logging
import re
import traceback
from collections.abc import Callable, Iterable
from urllib.parse import quote

from telegram import Bot

HIDDEN = "[secret]"
SHORTEST = 6
"""Shorter ones are no secrets, and hiding them would spoil the log."""
_CHATTY = ("httpcore", "aiohttp", "telegram", "alembic")


def hide(secret: str) -> None:
    """Let no log record made from now on show `secret`, in this whole process. May be called again."""
    made_by = logging.getLogRecordFactory()
    if not isinstance(made_by, Redaction):
        made_by = Redaction(made_by)
        logging.setLogRecordFactory(made_by)
    made_by.hide(secret)


def install(secrets: Iterable[str]) -> None:
    """Hide the secrets, and have the libraries below tell warnings only.

    At INFO they log addresses, at DEBUG people's words.
    """
    for secret in secrets:
        hide(secret)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)


def describe_bot(bot: Bot) -> str:
    """What may be shown of a bot: its number, never its token."""
    return f"bot {bot.token.partition(':')[0]}"


class Redaction:
    """Makes log records like the factory it wraps, without the secrets."""

    def __init__(self, make: Callable[..., logging.LogRecord]) -> None:
        self._make = make
        self._forms: set[str] = set()
        self._pattern: re.Pattern[str] | None = None

    def hide(self, secret: str) -> None:
        """Add a secret, as it is, as in an address, and the part after the colon that makes it one."""
        forms = (secret, quote(secret, safe=""), secret.rpartition(":")[2])
        self._forms |= {form for form in forms if len(form) >= SHORTEST}
        if not self._forms:
            return
        longest_first = sorted(self._forms, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest_first)))

    def clean(self, text: str) -> str:
        """The text without any secret in it."""
        return self._pattern.sub(HIDDEN, text) if self._pattern else text

    def __call__(self, *args: object, **kwargs: object) -> logging.LogRecord:
        record = self._make(*args, **kwargs)
        text = _message(record)
        clean = self.clean(text)
        if clean != text:
            record.msg, record.args = clean, ()
        if record.stack_info:
            record.stack_info = self.clean(record.stack_info)
        self._clean_traceback(record)
        return record

    def _clean_traceback(self, record: logging.LogRecord) -> None:
        if not record.exc_info or record.exc_info[0] is None:
            return
        text = "".join(traceback.format_exception(*record.exc_info)).rstrip("\n")
        clean = self.clean(text)
        if clean != text:
            # Formatters print `exc_text`; the exception itself would be formatted again with the secret.
            record.exc_text, record.exc_info = clean, None


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except Exception:
        # logging would print the arguments to stderr, unredacted
        record.msg, record.args = f"{record.msg} (the arguments do not fit: {record.args!r})", ()
        return str(record.msg)

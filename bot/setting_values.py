"""How the text of a setting is read.

Each function gives the value, or raises ValueError: a sentence that never shows what was given.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.secret import Secret

TELEGRAM_PORTS = (443, 80, 88, 8443)
"""The ports a webhook may have (Bot API, setWebhook)."""


def one_of(*words: str) -> Callable[[str], Any]:
    """One of these words."""

    def read(given: str) -> str:
        if given not in words:
            raise ValueError(f"it has to be {', '.join(words[:-1])} or {words[-1]}")
        return given

    return read


def whole(least: int, most: int) -> Callable[[str], int]:
    """A whole number within these bounds."""

    def read(given: str) -> int:
        try:
            number = int(given)
        except ValueError:
            raise ValueError("it has to be a whole number") from None
        if not least <= number <= most:
            raise ValueError(f"it has to be from {least} to {most}")
        return number

    return read


def zone(name: str) -> str:
    """A time zone's name."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("there is no such time zone") from None
    return name


def people(given: str) -> str:
    """Numbers of people."""
    if not all(number.strip().isdecimal() for number in given.split(",")):
        raise ValueError("it has to be numbers of people with commas between")
    return given


def folder(given: str) -> Path:
    """A folder that is there."""
    if not (path := Path(given)).is_dir():
        raise ValueError("there is no such folder")
    return path


def file(given: str) -> Path:
    """A file that is there."""
    if not (path := Path(given)).is_file():
        raise ValueError("there is no such file")
    return path


def listener(address: str) -> str:
    """A host and a port to listen on."""
    host, colon, port = address.rpartition(":")
    if not (host and colon and port.isdecimal() and int(port) < 65536):
        raise ValueError("it has to be a host and a port")
    return address


def webhook(address: str) -> str:
    """Where Telegram can deliver to, or the playground."""
    try:
        url = urlsplit(address)
        port = url.port or 443
    except ValueError:
        raise ValueError("its host or its port cannot be read") from None
    if url.hostname in ("127.0.0.1", "localhost", "::1") and url.scheme in ("http", "https"):
        return address  # the playground's
    if url.scheme != "https" or not url.hostname or url.query or url.fragment or url.username:
        raise ValueError("it has to be https://, a host name and a path, and nothing else")
    if port not in TELEGRAM_PORTS:
        raise ValueError("Telegram comes to the ports 443, 80, 88 and 8443 only")
    return address


def web(address: str) -> str:
    """A server's address, without a slash at its end."""
    if not address.startswith(("http://", "https://")):
        raise ValueError("it has to begin with http:// or https://")
    if not _has_readable_host(address):
        raise ValueError("its host or its port cannot be read")
    return address.rstrip("/")


def database(url: str) -> Secret:
    """A database's address."""
    if not url.startswith(("sqlite:///", "postgresql", "postgres")):
        raise ValueError("it has to be a SQLite or PostgreSQL address")
    if not url.startswith("sqlite") and not _has_readable_host(url):
        raise ValueError(
            "its host or its port cannot be read; in a password, write %40 for @, %2F for / and %5B for ["
        )
    return Secret(url)


def token(given: str) -> Secret:
    """A bot's token."""
    number, _, rest = given.partition(":")
    if not (number.isdecimal() and len(number) < 19) or len(rest) < 10 or any(c.isspace() for c in rest):
        raise ValueError("this is not what BotFather's tokens look like")
    return Secret(given)


def _has_readable_host(address: str) -> bool:
    try:
        return urlsplit(address).port != 0
    except ValueError:
        return False

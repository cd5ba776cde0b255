"""The only reader of the environment. Every mistake is told at once; secrets are never shown."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit, urlunsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError

import bot

_PACKAGE = Path(bot.__file__).parent
TELEGRAM = "https://api.telegram.org"
TELEGRAM_PORTS = (443, 80, 88, 8443)
"""The ports a webhook may have (Bot API, setWebhook)."""


class BadSettings(Exception):
    """Some settings are missing or cannot be used; the message has a line for each."""

    exit_status = 2


def shipped(name: str) -> Path:
    """A folder that comes with the program: beside the package in a checkout, in it in a wheel."""
    beside = _PACKAGE.parent / name
    return beside if beside.is_dir() else _PACKAGE / "data" / name


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("there is no such time zone") from None
    return name


def _people(given: str) -> str:
    if not all(number.strip().isdecimal() for number in given.split(",")):
        raise ValueError("it has to be numbers of people with commas between")
    return given


def _folder(path: Path) -> Path:
    if not path.is_dir():
        raise ValueError("there is no such folder")
    return path


def _file(path: Path) -> Path:
    if not path.is_file():
        raise ValueError("there is no such file")
    return path


def _listener(address: str) -> str:
    host, colon, port = address.rpartition(":")
    if not (host and colon and port.isdecimal() and int(port) < 65536):
        raise ValueError("it has to be a host and a port")
    return address


def _webhook(address: str) -> str:
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


def _web(address: str) -> str:
    if not address.startswith(("http://", "https://")):
        raise ValueError("it has to begin with http:// or https://")
    if not _has_readable_host(address):
        raise ValueError("its host or its port cannot be read")
    return address.rstrip("/")


def _database(url: SecretStr) -> SecretStr:
    if not url.get_secret_value().startswith(("sqlite:///", "postgresql", "postgres")):
        raise ValueError("it has to be a SQLite or PostgreSQL address")
    if not url.get_secret_value().startswith("sqlite") and not _has_readable_host(url.get_secret_value()):
        raise ValueError(
            "its host or its port cannot be read; in a password, write %40 for @, %2F for / and %5B for ["
        )
    return url


def _has_readable_host(address: str) -> bool:
    try:
        return urlsplit(address).port != 0
    except ValueError:
        return False


def _token(token: SecretStr) -> SecretStr:
    number, _, rest = token.get_secret_value().partition(":")
    if not (number.isdecimal() and len(number) < 19) or len(rest) < 10 or any(c.isspace() for c in rest):
        raise ValueError("this is not what BotFather's tokens look like")
    return token


class Settings(BaseModel):
    """What an operator may set; each by the environment variable of its alias, or a line in `.env`."""

    model_config = ConfigDict(extra="ignore", frozen=True, validate_default=True)

    bot_token: Annotated[SecretStr, AfterValidator(_token)] | None = Field(None, alias="BOT_TOKEN")
    database_url: Annotated[SecretStr, AfterValidator(_database)] = Field(
        SecretStr("sqlite:///var/recall.db"), alias="DATABASE_URL"
    )
    telegram_api: Annotated[str, AfterValidator(_web)] = Field(TELEGRAM, alias="RECALL_TELEGRAM_API")
    content: Annotated[Path, AfterValidator(_folder)] = Field(
        default_factory=lambda: shipped("content"), alias="RECALL_CONTENT"
    )
    deck: str = Field("intro-ml", alias="RECALL_DECK")
    default_zone: Annotated[str, AfterValidator(_zone)] = Field("UTC", alias="DEFAULT_ZONE")
    text_days: int = Field(90, alias="RECALL_TEXT_DAYS", ge=1, le=3650)
    flood_limit: int = Field(40, alias="RECALL_FLOOD_LIMIT", ge=0, le=10_000)
    operators: Annotated[str, AfterValidator(_people)] | None = Field(None, alias="RECALL_OPERATORS")
    clock: Annotated[str, AfterValidator(_web)] | None = Field(None, alias="RECALL_CLOCK")
    log: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", alias="RECALL_LOG")
    http: Annotated[str, AfterValidator(_listener)] | None = Field(None, alias="RECALL_HTTP")
    log_format: Literal["console", "json"] = Field("console", alias="RECALL_LOG_FORMAT")
    webhook: Annotated[str, AfterValidator(_webhook)] | None = Field(None, alias="RECALL_WEBHOOK")
    listen: Annotated[str, AfterValidator(_listener)] = Field("127.0.0.1:8443", alias="RECALL_LISTEN")
    webhook_cert: Annotated[Path, AfterValidator(_file)] | None = Field(None, alias="RECALL_WEBHOOK_CERT")
    webhook_key: Annotated[Path, AfterValidator(_file)] | None = Field(None, alias="RECALL_WEBHOOK_KEY")
    model_url: Annotated[str, AfterValidator(_web)] | None = Field(None, alias="RECALL_MODEL_URL")
    model_name: str | None = Field(None, alias="RECALL_MODEL_NAME")
    model_key: SecretStr | None = Field(None, alias="RECALL_MODEL_KEY")
    model_cuts: str | None = Field(None, alias="RECALL_MODEL_CUTS")
    model_calls: int = Field(1000, alias="RECALL_MODEL_CALLS", ge=0, le=10_000_000)
    model_tokens: int = Field(1_000_000, alias="RECALL_MODEL_TOKENS", ge=0, le=10_000_000_000)


EXAMPLES = {
    "BOT_TOKEN": "BOT_TOKEN=123456789:AAF… (ask @BotFather for one)",
    "DATABASE_URL": "DATABASE_URL=sqlite:///var/recall.db or postgresql://user:password@host/recall",
    "RECALL_TELEGRAM_API": "RECALL_TELEGRAM_API=http://127.0.0.1:8081",
    "RECALL_CONTENT": "RECALL_CONTENT=content",
    "RECALL_DECK": "RECALL_DECK=intro-ml",
    "DEFAULT_ZONE": "DEFAULT_ZONE=Europe/Berlin",
    "RECALL_TEXT_DAYS": "RECALL_TEXT_DAYS=90 (1 to 3650)",
    "RECALL_FLOOD_LIMIT": "RECALL_FLOOD_LIMIT=40 (0: none)",
    "RECALL_OPERATORS": "RECALL_OPERATORS=123456789 (with commas between several)",
    "RECALL_CLOCK": "RECALL_CLOCK=http://127.0.0.1:8081",
    "RECALL_LOG": "RECALL_LOG=INFO (DEBUG, INFO, WARNING or ERROR)",
    "RECALL_HTTP": "RECALL_HTTP=127.0.0.1:9090",
    "RECALL_LOG_FORMAT": "RECALL_LOG_FORMAT=json (console or json)",
    "RECALL_WEBHOOK": "RECALL_WEBHOOK=https://recall.example/telegram",
    "RECALL_LISTEN": "RECALL_LISTEN=127.0.0.1:8443",
    "RECALL_WEBHOOK_CERT": "RECALL_WEBHOOK_CERT=/etc/recall/certificate.pem",
    "RECALL_WEBHOOK_KEY": "RECALL_WEBHOOK_KEY=/etc/recall/key.pem",
    "RECALL_MODEL_URL": "RECALL_MODEL_URL=http://127.0.0.1:11434/v1",
    "RECALL_MODEL_NAME": "RECALL_MODEL_NAME=gemma3:12b",
    "RECALL_MODEL_KEY": "RECALL_MODEL_KEY=sk-… (an endpoint on this machine needs none)",
    "RECALL_MODEL_CUTS": "RECALL_MODEL_CUTS=same=0.9,other=0.95,for=gemma3:12b@1",
    "RECALL_MODEL_CALLS": "RECALL_MODEL_CALLS=1000 (requests a day)",
    "RECALL_MODEL_TOKENS": "RECALL_MODEL_TOKENS=1000000 (a day)",
}
"""A value that would do, for every variable."""
SECRETS = ("BOT_TOKEN", "DATABASE_URL", "RECALL_MODEL_KEY")
"""These may stand in a file instead, which `<name>_FILE` names."""


def read_settings(**given: object) -> Settings:
    """The settings from the environment and `.env`; `given` ones, by alias, go first.

    Raises BadSettings with a line for every mistake: the name, what is wrong, an example.
    """
    unread: list[str] = []
    values = {**_named(_env_file(), unread), **_named(os.environ, unread), **given}
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        raise BadSettings("\n".join([*unread, *_told(error)])) from None
    if unread:
        raise BadSettings("\n".join(unread))
    return settings


def described(settings: Settings) -> list[tuple[str, str]]:
    """Every setting that is in force, by name, as it may be shown: secrets are masked."""
    return [
        (str(field.alias), _masked(getattr(settings, name)))
        for name, field in type(settings).model_fields.items()
    ]


def unknown_settings() -> list[str]:
    """Variables that look like a setting of ours and are none, such as a slip of the pen."""
    known = {*EXAMPLES, *(f"{name}_FILE" for name in SECRETS)}
    given = {name.upper() for name in (*_env_file(), *os.environ)}
    return sorted(name for name in given if name.startswith("RECALL_") and name not in known)


def _env_file() -> Mapping[str, str | None]:
    path = Path(".env")
    if not path.is_file():
        return {}
    from dotenv import dotenv_values

    return dotenv_values(path, encoding="utf-8")


def _named(variables: Mapping[str, str | None], unread: list[str]) -> dict[str, str]:
    """Those that are settings, in whatever case; an empty one counts as not there. A secret may stand in the
    file that `<name>_FILE` names; what is wrong with that is added to `unread`."""
    given = {name.upper(): value for name, value in variables.items() if value}
    found = {name: value for name, value in given.items() if name in EXAMPLES}
    for name in SECRETS:
        if (path := given.get(f"{name}_FILE")) is None:
            continue
        if name in found:
            unread.append(f"{name}_FILE: {name} is given too. Leave one of them out.")
            continue
        try:
            found[name] = Path(path).read_text(encoding="utf-8").strip()
        except (OSError, ValueError) as fault:
            why = getattr(fault, "strerror", None) or "it is no text"
            unread.append(
                f"{name}_FILE: {path} cannot be read ({why}). For example: {name}_FILE=/run/secrets/recall"
            )
    return found


def _masked(value: Any) -> str:
    if not isinstance(value, SecretStr):
        return "" if value is None else str(value)
    secret = value.get_secret_value()
    if "://" not in secret:
        shown, colon, _ = secret.partition(":")
        return f"{shown}:…" if colon else "…"
    parts = urlsplit(secret)
    user, at, host = parts.netloc.rpartition("@")
    netloc = f"{user.partition(':')[0]}:…{at}{host}" if ":" in user else parts.netloc
    query = "…" if "password" in parts.query.lower() else parts.query
    return urlunsplit((parts.scheme, netloc, parts.path, query, "")) if netloc else secret


def need_token(settings: Settings) -> SecretStr:
    """The token, where one is needed. Raises BadSettings."""
    if settings.bot_token is None:
        raise BadSettings(f"BOT_TOKEN: it is missing. For example: {EXAMPLES['BOT_TOKEN']}")
    return settings.bot_token


def _told(error: ValidationError) -> list[str]:
    lines = []
    for fault in error.errors(include_input=False, include_url=False):
        name = str(fault["loc"][0])
        wrong = fault["msg"].removeprefix("Value error, ")
        lines.append(f"{name}: {wrong}. For example: {EXAMPLES.get(name, name)}")
    return lines

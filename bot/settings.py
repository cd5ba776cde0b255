"""The only reader of the environment. Every mistake is told at once; secrets are never shown."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, get_args
from urllib.parse import urlsplit, urlunsplit

from msgspec import NODEFAULT, Struct, field
from msgspec.structs import FieldInfo, fields

import bot
from bot import setting_values as values
from bot.secret import Secret

_PACKAGE = Path(bot.__file__).parent
TELEGRAM = "https://api.telegram.org"


class BadSettings(Exception):
    """Some settings are missing or cannot be used; the message has a line for each."""

    exit_status = 2


def shipped(name: str) -> Path:
    """A folder that comes with the program: beside the package in a checkout, in it in a wheel."""
    beside = _PACKAGE.parent / name
    return beside if beside.is_dir() else _PACKAGE / "data" / name


_Level = Literal["DEBUG", "INFO", "WARNING", "ERROR"]
_Format = Literal["console", "json"]


class Settings(Struct, frozen=True, kw_only=True):
    """What an operator may set; each by the environment variable of its name, or a line in `.env`. Beside
    each type stands what reads the variable's text."""

    bot_token: Annotated[Secret | None, values.token] = field(default=None, name="BOT_TOKEN")
    database_url: Annotated[Secret, values.database] = field(
        default=Secret("sqlite:///var/recall.db"), name="DATABASE_URL"
    )
    telegram_api: Annotated[str, values.web] = field(default=TELEGRAM, name="RECALL_TELEGRAM_API")
    content: Annotated[Path, values.folder] = field(
        default_factory=lambda: shipped("content"), name="RECALL_CONTENT"
    )
    deck: Annotated[str, str] = field(default="intro-ml", name="RECALL_DECK")
    default_zone: Annotated[str, values.zone] = field(default="UTC", name="DEFAULT_ZONE")
    text_days: Annotated[int, values.whole(1, 3650)] = field(default=90, name="RECALL_TEXT_DAYS")
    flood_limit: Annotated[int, values.whole(0, 10_000)] = field(default=40, name="RECALL_FLOOD_LIMIT")
    operators: Annotated[str | None, values.people] = field(default=None, name="RECALL_OPERATORS")
    clock: Annotated[str | None, values.web] = field(default=None, name="RECALL_CLOCK")
    log: Annotated[_Level, values.one_of(*get_args(_Level))] = field(default="INFO", name="RECALL_LOG")
    http: Annotated[str | None, values.listener] = field(default=None, name="RECALL_HTTP")
    log_format: Annotated[_Format, values.one_of(*get_args(_Format))] = field(
        default="console", name="RECALL_LOG_FORMAT"
    )
    webhook: Annotated[str | None, values.webhook] = field(default=None, name="RECALL_WEBHOOK")
    listen: Annotated[str, values.listener] = field(default="127.0.0.1:8443", name="RECALL_LISTEN")
    webhook_cert: Annotated[Path | None, values.file] = field(default=None, name="RECALL_WEBHOOK_CERT")
    webhook_key: Annotated[Path | None, values.file] = field(default=None, name="RECALL_WEBHOOK_KEY")
    model_url: Annotated[str | None, values.web] = field(default=None, name="RECALL_MODEL_URL")
    model_name: Annotated[str | None, str] = field(default=None, name="RECALL_MODEL_NAME")
    model_key: Annotated[Secret | None, Secret] = field(default=None, name="RECALL_MODEL_KEY")
    model_cuts: Annotated[str | None, str] = field(default=None, name="RECALL_MODEL_CUTS")
    model_calls: Annotated[int, values.whole(0, 10_000_000)] = field(default=1000, name="RECALL_MODEL_CALLS")
    model_tokens: Annotated[int, values.whole(0, 10_000_000_000)] = field(
        default=1_000_000, name="RECALL_MODEL_TOKENS"
    )
    given: frozenset[str] = frozenset()
    """The names of those that were set; the others are at their defaults."""


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
    return _made({**_named(_env_file(), unread), **_named(os.environ, unread), **given}, unread)


def settings_of(given: Mapping[str, object]) -> Settings:
    """The settings with these values, by alias; nothing is read. Raises BadSettings like `read_settings`."""
    return _made(given, [])


def _made(given: Mapping[str, object], told: list[str]) -> Settings:
    """The settings; what is wrong with them is told after what is `told` already."""
    made: dict[str, Any] = {}
    for setting in setting_fields():
        name = setting.encode_name
        try:
            made[setting.name] = _value(setting, given.get(name))
        except ValueError as wrong:
            told.append(f"{name}: {wrong}. For example: {EXAMPLES[name]}")
    if told:
        raise BadSettings("\n".join(told))
    return Settings(**made, given=frozenset(given))


def _value(setting: FieldInfo, given: object) -> Any:
    """What was given, else the default, as its reader has it: a default may be wrong too, on this machine.
    Raises ValueError."""
    if given is None:
        given = setting.default if setting.default is not NODEFAULT else setting.default_factory()
    if given is None:
        return None
    [read] = setting.type.__metadata__
    return read(given.reveal() if isinstance(given, Secret) else str(given))


def setting_fields() -> tuple[FieldInfo, ...]:
    """The fields that can be set; each one's `encode_name` is its variable."""
    return tuple(one for one in fields(Settings) if one.name != "given")


def described(settings: Settings) -> list[tuple[str, str]]:
    """Every setting that is in force, by name, as it may be shown: secrets are masked."""
    return [(one.encode_name, _masked(getattr(settings, one.name))) for one in setting_fields()]


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
    if not isinstance(value, Secret):
        return "" if value is None else str(value)
    secret = value.reveal()
    if "://" not in secret:
        shown, colon, _ = secret.partition(":")
        return f"{shown}:…" if colon else "…"
    parts = urlsplit(secret)
    user, at, host = parts.netloc.rpartition("@")
    netloc = f"{user.partition(':')[0]}:…{at}{host}" if ":" in user else parts.netloc
    query = "…" if "password" in parts.query.lower() else parts.query
    return urlunsplit((parts.scheme, netloc, parts.path, query, "")) if netloc else secret


def need_token(settings: Settings) -> Secret:
    """The token, where one is needed. Raises BadSettings."""
    if settings.bot_token is None:
        raise BadSettings(f"BOT_TOKEN: it is missing. For example: {EXAMPLES['BOT_TOKEN']}")
    return settings.bot_token

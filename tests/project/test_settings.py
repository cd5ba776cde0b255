"""Every setting is explained to operators, with the default it has."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import msgspec
import pytest

from bot import __version__
from bot.secret import Secret
from bot.settings import (
    EXAMPLES,
    SECRETS,
    BadSettings,
    described,
    read_settings,
    setting_fields,
    settings_of,
    unknown_settings,
)
from tests.project.repository import ROOT, text_of

NAMES = sorted(setting.encode_name for setting in setting_fields())
_ROW = re.compile(r"^\| `([A-Z_]+)` \| (.*?) \|", re.MULTILINE)
_LINE = re.compile(r"^#? ?([A-Z_]+)=", re.MULTILINE)


def test_every_setting_has_an_example() -> None:
    assert sorted(EXAMPLES) == NAMES


def test_the_table_for_operators_holds_every_setting_once() -> None:
    assert sorted(name for name, _ in _ROW.findall(text_of("docs/operating.md"))) == NAMES


def test_the_example_file_holds_every_setting() -> None:
    assert sorted(set(_LINE.findall(text_of(".env.example")))) == NAMES


@pytest.mark.parametrize(
    "name", ["DATABASE_URL", "RECALL_DECK", "DEFAULT_ZONE", "RECALL_TEXT_DAYS", "RECALL_LOG"]
)
def test_the_default_in_the_table_is_the_default(name: str) -> None:
    [default] = (one.default for one in setting_fields() if one.encode_name == name)
    told = default.reveal() if isinstance(default, Secret) else default

    assert dict(_ROW.findall(text_of("docs/operating.md")))[name] == f"`{told}`"


def test_the_environment_is_read_in_one_place() -> None:
    """RECALL_ names are known to settings.py (and pages) alone; compose passes .env whole."""
    assert "- path: .env\n" in text_of("docker-compose.yml")
    assert "RECALL_" not in text_of("docker-compose.yml")


def test_the_environment_goes_before_the_file_and_what_is_given_before_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Empty ones count as not there; case does not matter; a stranger's variables do no harm."""
    (tmp_path / ".env").write_text(
        "RECALL_DECK=from-file\nDEFAULT_ZONE='Europe/Berlin'\nRECALL_LOG=\nSOMETHING=else\n", encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("recall_deck", "from-environment")
    monkeypatch.setenv("RECALL_TEXT_DAYS", "")
    settings = read_settings(DATABASE_URL="sqlite:///given.db")
    assert settings.deck == "from-environment"
    assert settings.default_zone == "Europe/Berlin"
    assert (settings.log, settings.text_days) == ("INFO", 90)
    assert settings.database_url.reveal() == "sqlite:///given.db"


def test_every_mistake_is_told_at_once_and_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", "no-token-at-all")
    monkeypatch.setenv("DEFAULT_ZONE", "Mars/Olympus")
    monkeypatch.setenv("RECALL_TEXT_DAYS", "many")
    with pytest.raises(BadSettings) as raised:
        read_settings()
    told = str(raised.value)
    assert [line.partition(":")[0] for line in told.splitlines()] == [
        "BOT_TOKEN",
        "DEFAULT_ZONE",
        "RECALL_TEXT_DAYS",
    ]
    assert "no-token-at-all" not in told


WRONG = {
    "BOT_TOKEN": ("hush", "this is not what BotFather's tokens look like"),
    "DATABASE_URL": ("mysql://hush", "it has to be a SQLite or PostgreSQL address"),
    "RECALL_TELEGRAM_API": ("hush", "it has to begin with http:// or https://"),
    "RECALL_CONTENT": ("hush", "there is no such folder"),
    "DEFAULT_ZONE": ("hush", "there is no such time zone"),
    "RECALL_TEXT_DAYS": ("0", "it has to be from 1 to 3650"),
    "RECALL_FLOOD_LIMIT": ("hush", "it has to be a whole number"),
    "RECALL_OPERATORS": ("hush", "it has to be numbers of people with commas between"),
    "RECALL_CLOCK": ("hush", "it has to begin with http:// or https://"),
    "RECALL_LOG": ("hush", "it has to be DEBUG, INFO, WARNING or ERROR"),
    "RECALL_HTTP": ("hush", "it has to be a host and a port"),
    "RECALL_LOG_FORMAT": ("hush", "it has to be console or json"),
    "RECALL_WEBHOOK": ("hush", "it has to be https://, a host name and a path, and nothing else"),
    "RECALL_LISTEN": ("hush", "it has to be a host and a port"),
    "RECALL_WEBHOOK_CERT": ("hush", "there is no such file"),
    "RECALL_WEBHOOK_KEY": ("hush", "there is no such file"),
    "RECALL_MODEL_URL": ("hush", "it has to begin with http:// or https://"),
    "RECALL_MODEL_CALLS": ("10000001", "it has to be from 0 to 10000000"),
    "RECALL_MODEL_TOKENS": ("1.5", "it has to be a whole number"),
}


def test_all_that_can_be_wrong_is_told_in_one_go_each_in_a_line() -> None:
    with pytest.raises(BadSettings) as raised:
        settings_of({name: given for name, (given, _) in WRONG.items()})
    assert str(raised.value).splitlines() == [
        f"{name}: {wrong}. For example: {EXAMPLES[name]}" for name, (_, wrong) in WRONG.items()
    ]
    assert raised.value.__cause__ is None
    assert "hush" not in str(raised.value)


def test_settings_that_are_printed_whole_show_no_secret() -> None:
    given = {"BOT_TOKEN": "123456:AAhush-hush-hush", "DATABASE_URL": "postgresql://u:hush@db/recall"}
    settings = settings_of({**given, "RECALL_MODEL_KEY": "sk-hush"})
    for shown in (repr(settings), str(settings), f"{settings.bot_token} {settings.model_key!r}"):
        assert "hush" not in shown
        assert "Secret(…)" in shown
    with pytest.raises(TypeError):
        msgspec.json.encode(settings)
    assert settings.given == {*SECRETS}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "postgresql://recall:hush@db:port/recall"),
        ("DATABASE_URL", "postgresql://recall:hush[@db/recall"),
        ("RECALL_TELEGRAM_API", "http://[::1"),
        ("RECALL_TELEGRAM_API", "http://127.0.0.1:99999"),
        ("RECALL_CLOCK", "http://[::1"),
    ],
)
def test_an_address_that_cannot_be_read_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSettings, match=f"^{name}: its host or its port cannot be read") as raised:
        read_settings()
    assert "hush" not in str(raised.value)


@pytest.fixture
def nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, and no variable of ours."""
    monkeypatch.chdir(tmp_path)
    for name in {*NAMES, *(name for name in os.environ if name.startswith("RECALL_"))}:
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_a_secret_may_stand_in_a_file(nothing_set: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (nothing_set / "token").write_text("123456:AAin-a-file-of-its-own\n", encoding="utf-8")
    monkeypatch.setenv("BOT_TOKEN_FILE", str(nothing_set / "token"))
    token = read_settings().bot_token
    assert token is not None
    assert token.reveal() == "123456:AAin-a-file-of-its-own"


def test_a_secrets_file_that_is_not_there_or_one_too_many_is_told(
    nothing_set: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOT_TOKEN_FILE", str(nothing_set / "nowhere"))
    monkeypatch.setenv("DATABASE_URL", "sqlite:///here.db")
    monkeypatch.setenv("DATABASE_URL_FILE", "elsewhere")
    monkeypatch.setenv("RECALL_TEXT_DAYS", "0")
    with pytest.raises(BadSettings) as raised:
        read_settings()
    first, second, third = str(raised.value).splitlines()
    assert first.startswith(f"BOT_TOKEN_FILE: {nothing_set / 'nowhere'} cannot be read (No such file")
    assert second == "DATABASE_URL_FILE: DATABASE_URL is given too. Leave one of them out."
    assert third.startswith("RECALL_TEXT_DAYS: ")


def test_settings_are_shown_with_their_secrets_masked(
    nothing_set: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOT_TOKEN", "123456:AAnever-to-be-shown")
    monkeypatch.setenv("DATABASE_URL", "postgresql://recall:hush@db:5432/recall?sslmode=require")
    monkeypatch.setenv("RECALL_DEKC", "history")
    monkeypatch.setenv("RECALL_MODEL_KEY", "sk-never-to-be-shown")
    shown = dict(described(read_settings()))
    assert sorted(shown) == NAMES
    assert shown["RECALL_MODEL_KEY"] == "…"
    assert shown["BOT_TOKEN"] == "123456:…"
    assert shown["DATABASE_URL"] == "postgresql://recall:…@db:5432/recall?sslmode=require"
    assert shown["DEFAULT_ZONE"] == "UTC"
    assert unknown_settings() == ["RECALL_DEKC"]
    monkeypatch.setenv("DATABASE_URL", "sqlite:////data/recall.db")
    assert dict(described(read_settings()))["DATABASE_URL"] == "sqlite:////data/recall.db"


def run(folder: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "bot", *command],
        cwd=folder,
        env={**kept, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.sampled(6)
@pytest.mark.parametrize(
    ("variables", "told"),
    [
        ({"DATABASE_URL": "sqlite:///recall.db?nonsense=1"}, "A SQLite address takes no options"),
        ({"DATABASE_URL": "postgresql://u@127.0.0.1:1/x?nonsense=1"}, "knows no option nonsense"),
        ({"DATABASE_URL": "postgresql://u@127.0.0.1:x/x"}, "its host or its port"),
        ({"RECALL_TELEGRAM_API": "http://[::1"}, "its host or its port"),
        ({"RECALL_DECK": "history"}, "RECALL_DECK: there is no deck history. There are"),
        ({"BOT_TOKEN_FILE": "nowhere", "BOT_TOKEN": ""}, "BOT_TOKEN_FILE: nowhere cannot be read"),
    ],
)
def test_a_bot_that_cannot_start_says_so_in_one_line(
    tmp_path: Path, variables: dict[str, str], told: str
) -> None:
    done = run(tmp_path, "run", **{"BOT_TOKEN": "123456:AAsome-token-or-other", **variables})
    assert (done.returncode, done.stdout) == (2, "")
    line = done.stderr.splitlines()[-1]
    assert told in line
    assert "Traceback" not in done.stderr


def test_the_version_and_the_settings_are_told(tmp_path: Path) -> None:
    assert run(tmp_path, "--version").stdout == f"Recall {__version__}\n"
    project = tomllib.loads(text_of("pyproject.toml"))["project"]
    assert project["version"] == __version__
    done = run(tmp_path, "config", BOT_TOKEN="123456:AAnever-to-be-shown", RECALL_DEKC="x")
    assert "BOT_TOKEN=123456:…\n" in done.stdout
    assert done.stderr == "RECALL_DEKC is no setting of Recall; it has no effect.\n"

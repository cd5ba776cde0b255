"""Every setting is explained to operators, with the default it has."""

import re
from pathlib import Path

import pytest

from bot.settings import EXAMPLES, BadSettings, Settings, read_settings
from tests.project.repository import text_of

NAMES = sorted(str(field.alias) for field in Settings.model_fields.values())
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
    field = next(field for field in Settings.model_fields.values() if field.alias == name)
    secret = getattr(field.default, "get_secret_value", None)
    default = secret() if secret else str(field.default)

    assert dict(_ROW.findall(text_of("docs/operating.md")))[name] == f"`{default}`"


def test_the_environment_is_read_in_one_place() -> None:
    """RECALL_ and BOT_TOKEN are names that only settings.py (and pages) know; compose passes .env whole."""
    assert "env_file: .env" in text_of("docker-compose.yml")


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
    assert settings.database_url.get_secret_value() == "sqlite:///given.db"


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

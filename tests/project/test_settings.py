"""Every setting is explained to operators, with the default it has."""

import re

import pytest

from bot.settings import EXAMPLES, Settings
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

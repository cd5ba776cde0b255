"""Every command that a page names exists, and every command that exists is on a page."""

import re

import pytest
import typer

from bot.app.commands import COMMANDS
from bot.app.group_commands import GROUP_COMMANDS
from bot.cli import app
from tests.project.repository import pages, text_of

OPERATING = "docs/operating.md"
_TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)
_SHOWN = re.compile(r"^([a-z][a-z-]*):.*## ", re.MULTILINE)
_CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)


def spoken_code() -> str:
    """What stands as code on the pages."""
    return "\n".join(code for text in pages().values() for code in _CODE.findall(text))


def make_targets_named() -> set[str]:
    """`make check test` names two; `make` alone and `make play PORT=1` are understood too."""
    lines = re.findall(r"(?:^|[`\s])make((?: [A-Za-z][\w=.\"/-]*)+)", spoken_code(), re.MULTILINE)
    return {word for line in lines for word in line.split() if re.fullmatch(r"[a-z][a-z-]*", word)}


def recall_commands() -> dict[str, str | None]:
    """Each command of `recall` with its help."""
    group = typer.main.get_command(app)
    assert isinstance(group, typer.core.TyperGroup)
    return {name: command.help for name, command in group.commands.items()}


def test_every_make_target_on_a_page_exists() -> None:
    named = make_targets_named()

    assert {"play", "run", "test", "check", "soak"} <= named
    assert named - set(_TARGET.findall(text_of("Makefile"))) == set()


def test_every_make_target_for_people_is_in_the_readme() -> None:
    shown = set(_SHOWN.findall(text_of("Makefile"))) - {"help", "clean"}
    readme = text_of("README.md")

    assert {target for target in shown if f"make {target}" not in readme} == set()


def test_every_recall_command_on_a_page_exists() -> None:
    named = set(re.findall(r"(?:(?:^|[\s`]|bin/)recall|-m bot) ([a-z]+)", spoken_code(), re.MULTILINE))

    assert named - set(recall_commands()) == set()


@pytest.mark.parametrize("name", sorted(recall_commands()))
def test_every_recall_command_has_help_and_a_row_for_operators(name: str) -> None:
    assert recall_commands()[name]
    assert f"| `recall {name}` |" in text_of(OPERATING)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_of_the_chat_is_on_a_page(name: str) -> None:
    assert f"`/{name}`" in text_of("README.md")


def test_the_menu_is_what_the_readme_says_it_is() -> None:
    rows = re.findall(r"^\| (`/.*?) \|", text_of("README.md"), re.MULTILINE)
    first = [row.strip("`/") for row in rows[: sum(command.menu for command in COMMANDS.values())]]

    assert first == [name for name, command in COMMANDS.items() if command.menu]


@pytest.mark.parametrize("name", sorted(GROUP_COMMANDS))
def test_every_command_of_groups_is_on_their_page(name: str) -> None:
    assert f"`/{name}`" in text_of("docs/groups.md")

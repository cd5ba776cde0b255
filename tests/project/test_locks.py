"""The locked dependencies: hashed, the same for running and testing, and bound to no server."""

import re
import tomllib

import pytest

from tests.project.repository import text_of

LOCKS = ("requirements/run.txt", "requirements/dev.txt", "requirements/bench.txt")
_PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[a-z,]+\])?==(\S+)", re.MULTILINE)


def pins(lock: str) -> dict[str, str]:
    return dict(_PIN.findall(text_of(lock)))


def name_of(requirement: str) -> str:
    """`psycopg[binary]>=3.2,<4` is about `psycopg`."""
    name = re.match(r"[\w.-]+", requirement)
    assert name, requirement
    return re.sub(r"[-_.]+", "-", name[0]).lower()


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_index_and_no_address(lock: str) -> None:
    lines = text_of(lock).splitlines()

    assert [line for line in lines if "://" in line or line.startswith("-") or " @ " in line] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash(lock: str) -> None:
    blocks = re.split(r"^(?=[a-z0-9])", text_of(lock), flags=re.MULTILINE)

    assert [
        block.splitlines()[0] for block in blocks if "==" in block and "--hash=sha256:" not in block
    ] == []


def test_what_runs_is_what_is_tested() -> None:
    tested = pins("requirements/dev.txt")

    assert {name: pin for name, pin in pins("requirements/run.txt").items() if tested.get(name) != pin} == {}


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads(text_of("pyproject.toml"))["project"]
    extras = project["optional-dependencies"]
    wanted = {
        "requirements/run.txt": [*project["dependencies"], *extras["build"]],
        "requirements/dev.txt": [*project["dependencies"], *extras["dev"]],
        "requirements/bench.txt": [*project["dependencies"], *extras["bench"]],
    }

    for lock, requirements in wanted.items():
        assert {name_of(requirement) for requirement in requirements} - set(pins(lock)) == set(), lock

"""The locked dependencies: hashed, the same for running and testing, and bound to no server."""

import re
import tomllib
from importlib.metadata import distributions, metadata

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


def licence_of(package: str) -> str:
    """What an installed package says of its licence, in one line."""
    told = metadata(package).json
    classifiers = told.get("classifier", [])
    named = [each.rpartition("::")[2] for each in classifiers if "License ::" in each]
    return str(told.get("license_expression") or "; ".join(named) or told.get("license") or "none")


def test_nothing_that_runs_is_under_a_licence_that_would_bind_the_bot() -> None:
    """The LGPL and the MPL are for what is used as it is; docs/security.md names them."""
    installed = {name.lower().replace("_", "-") for name in (one.name for one in distributions())}
    licences = {name: licence_of(name) for name in pins("requirements/run.txt") if name in installed}
    assert len(licences) > 30
    bound = {name: told for name, told in licences.items() if re.search(r"(?<!L)GPL|Affero|none", told)}
    assert bound == {}

"""Fixtures for everybody: databases of both kinds.

`empty_url` is the address of a database without tables, `store_url` of one with the schema, `database` an
open one. A test that asks for one of them runs twice: on a SQLite file and on PostgreSQL.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from bot.store import engine
from bot.store.migrate import upgrade
from bot.store.tables import metadata
from bot.store.transact import Database
from tests.compiled_once import CompiledOnce
from tests.postgres import PostgresServer, running_server
from tests.sample import SUITES, sample

SOAK = bool(os.environ.get("RECALL_SOAK"))
THOROUGH = bool(os.environ.get("RECALL_THOROUGH"))

settings.register_profile("sample", max_examples=60, deadline=None, derandomize=True)
# Five times the sample, by another chance each time: all of `make soak` has to end within about an hour.
settings.register_profile("soak", max_examples=300, deadline=None)
settings.load_profile("soak" if SOAK else "sample")

KINDS = ("sqlite", "postgresql")
SHIPPED_SYNCHRONOUS = engine.SYNCHRONOUS
TABLES = [table.name for table in metadata.sorted_tables]


@pytest.hookimpl(tryfirst=True)  # before pytest looks at the markers
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave most cases of long suites to `make soak`."""
    if not SOAK:
        sample(items, {} if THOROUGH else SUITES)


@pytest.fixture(scope="session", autouse=True)
def _no_wait_for_the_disk() -> Iterator[None]:
    """No power is cut in a test, so databases that live in this process do not wait for the disk. Processes
    that a test starts do as they are shipped."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "SYNCHRONOUS", "OFF")
        yield


@pytest.fixture(scope="session", autouse=True)
def _compiled_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "create_engine", CompiledOnce().create_engine)
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server, started with the first test that needs it."""
    with running_server() as server:
        yield server


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "template.db"
    upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def _postgres_with_schema(postgres: PostgresServer) -> str:
    name = postgres.new_database()
    upgrade(postgres.url(name))
    return name


@pytest.fixture
def sqlite_url(tmp_path: Path, _sqlite_template: Path) -> str:
    """A SQLite file with the schema."""
    file = tmp_path / "recall.db"
    shutil.copy(_sqlite_template, file)
    return f"sqlite:///{file}"


@pytest.fixture
def postgres_url(postgres: PostgresServer, _postgres_with_schema: str) -> Iterator[str]:
    """A PostgreSQL database with the schema and nothing in it."""
    yield postgres.url(_postgres_with_schema)
    postgres.clean(_postgres_with_schema, TABLES)


@pytest.fixture(params=KINDS)
def store_url(request: pytest.FixtureRequest) -> str:
    """A database with the schema, of either kind."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return url


@pytest.fixture(params=KINDS)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without tables, of either kind; the SQLite file does not exist yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'new' / 'recall.db'}"
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    name = server.new_database()
    yield server.url(name)
    server.drop(name)


@pytest.fixture
def database(store_url: str) -> Iterator[Database]:
    """An open database with the schema, of either kind."""
    with Database.open(store_url) as opened:
        yield opened

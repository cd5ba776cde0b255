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

from bot.store.migrate import upgrade
from bot.store.tables import metadata
from bot.store.transact import Database
from tests.postgres import PostgresServer, running_server

settings.register_profile("sample", max_examples=60, deadline=None, derandomize=True)
settings.register_profile("soak", max_examples=3000, deadline=None)
settings.load_profile("soak" if os.environ.get("RECALL_SOAK") else "sample")

KINDS = ("sqlite", "postgresql")
TABLES = [table.name for table in metadata.sorted_tables]


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

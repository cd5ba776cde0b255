"""What serving does not need is not loaded at start: it would cost time and memory in every process."""

import json
import subprocess
import sys

import pytest

from tests.project.repository import ROOT

_LOADED = """
import json, sys
from bot import __main__, cli, service
from bot.app.calendar.zones.gazetteer import gazetteer
from bot.decks.library import DeckLibrary
from bot.ops.logs import formatter
from bot.proxy import read_proxy
from bot.telegram.client import BotClient
from bot.settings import BadSettings, read_settings
from bot.store.migrate import upgrade
from bot.store.transact import Database

try:
    cli.app(["run", "--webhook", "nonsense", "--listen", "nonsense"], standalone_mode=False)
except BadSettings as told:
    assert str(told).count("\\n") == 1, "what was typed came as far as the settings"
settings = read_settings()
formatter(settings.log_format)
assert read_proxy(settings.telegram_api) is None
url = settings.database_url.reveal()
assert upgrade(url).before is not None
deck_library = DeckLibrary([settings.content])
with Database.open(url):
    pass
assert gazetteer.cache_info().currsize == 0, "the names of zones wait for somebody who names a place"
json.dump(sorted(sys.modules), sys.stdout)
"""
"""All that `recall run` does up to the first request."""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    url = f"sqlite:///{tmp_path_factory.mktemp('start') / 'recall.db'}"
    for program in ("from bot.store.migrate import upgrade; upgrade(sys.argv[1])", _LOADED):
        done = subprocess.run(
            [sys.executable, "-c", f"import sys\n{program}", url],
            env={"DATABASE_URL": url},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
    return set(json.loads(done.stdout))


@pytest.mark.parametrize(
    "module",
    [
        "PIL",  # until there is a picture to draw
        "aiohttp",  # the playground's, and what follows its clock
        "backports.zstd",
        "alembic",  # a database that is up to date is seen by one query
        "bot.decks.formats",  # what imports and exports need
        "bot.decks.importing",
        "bot.decks.schema",
        "bot.app.asked_model",  # until a model is set
        "bot.app.ports.second_opinion",
        "bot.app.second_opinion",
        "bot.domain.second_opinion",
        "bot.second_opinion",
        "bot.store.second_opinion.rows",
        "bot.ops.backup",
        "bot.ops.doctor",
        "bot.ops.http",
        "bot.ops.metrics",
        "bot.play",
        "bot.playground",
        "defusedxml",
        "genanki",
        "markdown_it",
        "prometheus_client",  # where metrics are asked for
        "openpyxl",
        "psycopg",
        "pydantic",  # typer would, to check an option
        "pydantic_core",
        "pygments",
        "rich",
        "snowballstemmer",  # until the first answer, or a second after the start
        "sqlalchemy.dialects.postgresql",
        "sqlalchemy.orm",
        "telegram.ext",
        "tomlkit",
        "torch",  # the optimizer of fsrs
        "yaml",
        "yarl",
    ],
)
def test_serving_on_sqlite_does_not_load(loaded: set[str], module: str) -> None:
    assert module not in loaded


def test_of_the_stemmers_only_those_of_known_languages_are_loaded() -> None:
    program = (
        "import sys; from bot.domain.marking.language.language_file import language\n"
        "language('en'); language('de')\n"
        "print(*[name for name in sys.modules if name.endswith('_stemmer')])"
    )
    done = subprocess.check_output([sys.executable, "-c", program], cwd=ROOT, text=True)
    assert done.split() == ["snowballstemmer.english_stemmer", "snowballstemmer.german_stemmer"]

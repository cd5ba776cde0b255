"""An outbox to try."""

import pytest

from bot.store.transact import Database
from tests.store.outbox_setup import Setup


@pytest.fixture
def setup(database: Database) -> Setup:
    return Setup(database)

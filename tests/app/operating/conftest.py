"""A deck of chemistry, an author, an operator and learners."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.app.authoring.chemistry import chemistry
from tests.conversation import Room


@pytest.fixture
async def bot(store_url: str, tmp_path: Path) -> AsyncIterator[Room]:
    async with chemistry(store_url, tmp_path / "content") as opened:
        yield opened

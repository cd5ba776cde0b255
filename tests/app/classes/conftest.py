"""Two courses, a teacher and learners."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.app.classes.school import school
from tests.conversation import Room


@pytest.fixture
async def bot(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Room]:
    async with school(sqlite_url, tmp_path / "content") as opened:
        yield opened

"""In a round: what a model says by the close settles an answer in doubt; what comes later does not."""

from pathlib import Path

import pytest
from sqlalchemy import select

from bot.playground.seed import ANN, BOB
from bot.store.second_opinion.tables import second_opinions
from tests.app.doubts import ASKED, doubtful_party
from tests.second_opinion.conftest import model_at
from tests.second_opinion.stub import says, served


@pytest.mark.parametrize(
    ("word", "group_reads", "private", "table"),
    [
        (
            "same",
            "Counts: Bob, {said}.",
            "I think that's right, and it counts. Mine: {right}",
            "share the win",
        ),
        ("other", "Doesn't count: {said}.", "Not quite, I think. My answer: {right}", "Ann wins with 2"),
    ],
)
async def test_it_settles_at_the_close_without_asking_anybody(
    sqlite_url: str, tmp_path: Path, word: str, group_reads: str, private: str, table: str
) -> None:
    async with (
        served(says(word)) as stub,
        doubtful_party(sqlite_url, tmp_path, model=model_at(stub)) as group,
    ):
        right, said = ASKED[await group.starts("/quiz 1", BOB)]
        await group.private(BOB, said)
        await group.private(ANN, right)
        closed = await group.waits(3)
        assert "Does it count?" not in closed
        assert closed.endswith(group_reads.format(said=said))
        assert ("Right: Bob, Ann." in closed) == (word == "same")
        assert (await group.read_in_private(BOB)).startswith(private.format(right=right))
        assert table in await group.over()
        assert len(stub.requests) == 1


async def test_what_comes_after_the_close_settles_nothing(sqlite_url: str, tmp_path: Path) -> None:
    async with (
        served(says("other")) as stub,
        doubtful_party(sqlite_url, tmp_path, model=model_at(stub)) as group,
    ):
        second, group.room.second = group.room.second, None
        right, said = ASKED[await group.starts("/quiz 1", BOB)]
        await group.private(BOB, said)
        await group.private(ANN, right)
        assert (await group.waits(3)).endswith(f"Unsure: Bob, {said}. Does it count?")
        group.room.second = second
        await group.room.settle()
        kept = group.room.database.run(lambda c: c.execute(select(second_opinions.c.says)).scalars().all())
        assert list(kept) == ["other"]
        await group.taps(ANN, "Yes")
        assert (await group.read_in_private(BOB)).startswith(f"Your answer counts. Mine: {right}")


async def test_a_model_that_is_not_sure_leaves_it_to_the_players(sqlite_url: str, tmp_path: Path) -> None:
    async with (
        served(says("same", 0.5)) as stub,
        doubtful_party(sqlite_url, tmp_path, model=model_at(stub)) as group,
    ):
        right, said = ASKED[await group.starts("/quiz 1", BOB)]
        await group.private(BOB, said)
        await group.private(ANN, right)
        assert (await group.waits(3)).endswith(f"Unsure: Bob, {said}. Does it count?")

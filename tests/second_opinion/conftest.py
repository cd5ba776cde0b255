"""A bot with a model behind it, and the stub that plays it."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.app.ports.second_opinion import Budget
from bot.app.second_opinion.doubts import Doubts
from bot.domain.second_opinion.opinion import Cuts
from bot.second_opinion.client import ModelClient
from bot.second_opinion.making import _rows
from tests.app.doubts import doubts
from tests.conversation import Model, Room
from tests.second_opinion.stub import Play, Stub, says, served

CUTS = Cuts(same=0.8, other=0.9)


def model_at(
    stub: Stub,
    cuts: Cuts | None = CUTS,
    *,
    key: str | None = None,
    seconds: float = 0.4,
    patience: float = 30,
) -> Model:
    """A model that the stub plays."""

    async def at_once(_: float) -> None:
        return None

    client = ModelClient(stub.url, "stub", key, seconds=seconds, wait=at_once)
    budget = Budget(calls=100, tokens=100_000)
    return Model(Doubts(model="stub", cuts=cuts, budget=budget, rows=_rows), client, patience)


class Asked:
    """Makes bots with a model behind them."""

    def __init__(self, stack: AsyncExitStack, url: str, folder: Path) -> None:
        self._stack, self._url, self._folder = stack, url, folder
        self.stub: Stub

    async def __call__(
        self,
        play: Play,
        cuts: Cuts | None = CUTS,
        key: str | None = None,
        *,
        seconds: float = 0.4,
        patience: float = 30,
    ) -> Room:
        self.stub = await self._stack.enter_async_context(served(play))
        model = model_at(self.stub, cuts, key=key, seconds=seconds, patience=patience)
        self._stack.push_async_callback(model.client.close)
        return await self._stack.enter_async_context(doubts(self._url, self._folder, model))


@pytest.fixture
async def asking(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Asked]:
    async with AsyncExitStack() as stack:
        yield Asked(stack, sqlite_url, tmp_path / "content")


__all__ = ["CUTS", "Asked", "model_at", "says"]

"""Rulings on one question, given and undone in any order: what is mended is what those that stand would have
mended alone, on both databases."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from bot.app.events import PersonId
from bot.domain.question import DeckId, QuestionId
from bot.domain.rulings import Ruling, RulingKind
from bot.store.authoring.tables import corrections, item_tallies
from bot.store.daily.tables import cards
from bot.store.repository import Repository
from bot.store.tables import asked, days, reviews
from tests.app.authoring.chemistry import TEACHER, chemistry, misses, people, teacher
from tests.conversation import Room, Talk

UNIFORM, SPREAD, NOBODY = "so it gets uniform", "to spread it", "nobody knows"
GIVEN = (
    (RulingKind.RIGHT, (UNIFORM,)),
    (RulingKind.RIGHT, (SPREAD,)),
    (RulingKind.RIGHT, (UNIFORM, SPREAD)),
    (RulingKind.PARTLY, (NOBODY,)),
)
ANSWERED = (
    (UNIFORM,),
    (NOBODY, UNIFORM),
    (UNIFORM, SPREAD),
    (SPREAD, UNIFORM),
    (NOBODY, SPREAD),
    (SPREAD, "So that it mixes evenly."),
    (NOBODY, "another try"),
)
TABLES = (asked, reviews, cards, days, item_tallies)
Rows = dict[str, list[tuple[Any, ...]]]
Step = tuple[int, bool]
"""Give this ruling, or undo it where it stands; and whether the clock has time before the next."""


@dataclass(slots=True)
class Desk:
    """The bot, with answers that wait, and what was seen to come of rulings in their order."""

    bot: Room
    runner: asyncio.Runner
    author: Talk
    alone: dict[tuple[int, ...], Rows] = field(default_factory=dict)
    standing: dict[int, int] = field(default_factory=dict)
    """The ids of the rulings that stand, by their places in GIVEN."""

    async def step(self, place: int) -> None:
        if place in self.standing:
            await self.undo(place)
            return
        kind, texts = GIVEN[place]
        now = self.bot.clock.now()
        new = Ruling(
            id=0,
            deck=DeckId("chem"),
            question=QuestionId("elements-02"),
            kind=kind,
            texts=texts,
            told="",
            at=now,
        )

        def give(connection: Connection) -> int:
            repo = Repository(connection)
            ruling = repo.add_ruling(new, PersonId(TEACHER))
            if kind is RulingKind.RIGHT:
                repo.begin_remarking(ruling, now)
            return ruling.id

        self.standing[place] = self.bot.database.run(give)

    async def undo(self, place: int) -> None:
        await self.author.forges(self.author.last()["message_id"], f"1:0:unrule-{self.standing.pop(place)}")

    async def ticks(self, count: int) -> None:
        for _ in range(count):
            self.bot.clock.pass_by(timedelta(seconds=1))
            await self.bot.turn.tick()

    async def clear(self) -> None:
        for place in list(self.standing):
            await self.undo(place)
        await self.ticks(3)

    async def after(self, steps: Sequence[Step]) -> Rows:
        for place, waits in steps:
            await self.step(place)
            await self.ticks(3 if waits else 0)
        await self.ticks(4)
        return self.rows()

    async def expected(self, places: tuple[int, ...]) -> Rows:
        """What these alone lead to."""
        if places not in self.alone:
            self.alone[places] = await self.after([(place, True) for place in places])
            await self.clear()
        return self.alone[places]

    def rows(self) -> Rows:
        def read(connection: Connection) -> Rows:
            return {
                table.name: sorted(
                    tuple(row)
                    for row in connection.execute(
                        select(*(one for one in table.c if (table, one.name) != (reviews, "id")))
                    )
                )
                for table in TABLES
            }

        return self.bot.database.run(read)


@pytest.fixture
def desk(store_url: str, tmp_path: Path) -> Iterator[Desk]:
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        try:
            yield runner.run(opened(stack, runner, store_url, tmp_path / "content"))
        finally:
            runner.run(stack.aclose())


async def opened(stack: AsyncExitStack, runner: asyncio.Runner, url: str, content: Path) -> Desk:
    bot = await stack.enter_async_context(chemistry(url, content))
    for talk, said in zip(await people(bot, len(ANSWERED)), ANSWERED, strict=True):
        await misses(talk, *said)
    twice = bot.ann
    await misses(twice, NOBODY, UNIFORM)
    await bot.later(days=1)
    await misses(twice, SPREAD)
    author = await teacher(bot)
    await author.says("/inbox")
    made = Desk(bot, runner, author)
    made.alone[()] = made.rows()
    return made


STEPS = st.lists(st.tuples(st.integers(0, len(GIVEN) - 1), st.booleans()), min_size=2, max_size=7)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_what_stands_is_all_that_counts(desk: Desk, steps: list[Step]) -> None:
    async def compare() -> None:
        await desk.clear()
        assert desk.rows() == desk.alone[()], "undone to the byte"
        now = await desk.after(steps)
        assert desk.bot.turn.rebuild(check=True).odd == 0
        standing = tuple(desk.standing)
        await desk.clear()
        assert now == await desk.expected(standing)

    desk.runner.run(compare())


def test_the_older_of_two_undone_first_and_alone(desk: Desk) -> None:
    async def compare() -> None:
        now = await desk.after([(0, True), (1, True), (0, True)])
        assert desk.rows() != desk.alone[()]
        await desk.clear()
        assert desk.rows() == desk.alone[()]
        assert now == await desk.expected((1,))

    desk.runner.run(compare())


def test_what_was_told_is_not_told_again(desk: Desk) -> None:
    async def look() -> None:
        bot = desk.bot
        for place in (0, 2):
            await desk.step(place)
            await desk.ticks(3)
        for talk in bot.talks.values():
            await talk.says("/streak")
        await desk.undo(0)
        await desk.ticks(3)
        made = select(corrections.c.told).where(corrections.c.state == "made")
        told = bot.database.run(lambda c: c.execute(made).scalars().all())
        assert told
        assert all(told)

    desk.runner.run(look())

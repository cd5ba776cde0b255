"""Updates in any order, twice or three times: marked once, and always the same in the end."""

from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot.app.buttons import data
from bot.app.events import ButtonTapped, ChatId, Event, MessageId, MessageReceived, Person, PersonId
from bot.store.tables import answers, asked, outbox, reviews
from tests.conversation import START, Room, room

ANN = Person(id=PersonId(1001), name="Ann", language="en")


def text(number: int, said: str) -> Event:
    return MessageReceived(person=ANN, chat=ChatId(1001), message=MessageId(number), at=START, text=said)


def tap(action: str) -> Event:
    return ButtonTapped(person=ANN, chat=ChatId(1001), at=START, data=data(1, action), message=MessageId(2))


EVENTS = [
    (1, text(11, "lots of data")),
    (2, tap("hint")),
    (3, text(12, "the number of hidden layers")),
    (4, tap("show")),
    (5, text(13, "ok")),
]


async def after(url: str, order: list[tuple[int, Event]]) -> dict[str, Any]:
    async with room(url) as bot:
        await bot.ann.says("/start")
        for number, event in order:
            await bot.turn.handle(number, event)
        return await counts(bot)


async def counts(bot: Room) -> dict[str, Any]:
    def work(connection: Any) -> dict[str, Any]:
        per_asked = connection.execute(select(reviews.c.asked_id, func.count()).group_by(reviews.c.asked_id))
        return {
            "reviews": max((n for _, n in per_asked), default=0),
            "open": connection.execute(select(func.count()).where(asked.c.state == "open")).scalar_one(),
            "answers": connection.execute(select(func.count()).select_from(answers)).scalar_one(),
            "letters": connection.execute(select(func.count()).select_from(outbox)).scalar_one(),
        }

    return await bot.database.transact(work)


@pytest.mark.soak
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(EVENTS), repeats=st.lists(st.sampled_from(EVENTS), max_size=6))
async def test_repeats_change_nothing(
    fresh_url: Callable[[], str], order: list[Any], repeats: list[Any]
) -> None:
    plain = await after(fresh_url(), order)
    again = await after(fresh_url(), [*order, *repeats])

    assert again == plain
    assert plain["reviews"] <= 1
    assert plain["open"] <= 1


async def test_every_order_of_a_tap_and_a_text_is_marked_once(fresh_url: Callable[[], str]) -> None:
    for order in permutations(EVENTS[2:]):
        result = await after(fresh_url(), list(order))
        assert result["reviews"] == 1

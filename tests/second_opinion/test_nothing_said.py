"""In private, where the model says nothing; and what is sent to it."""

import pytest
from sqlalchemy import select

from bot.store.second_opinion.tables import second_opinion_jobs, second_opinions
from tests.second_opinion.conftest import Asked
from tests.second_opinion.stub import (
    KEY,
    Play,
    dripping,
    endless,
    hung_up,
    in_turn,
    says,
    silent,
    status,
    told,
    with_key,
)
from tests.second_opinion.test_private import ANSWER, COMPARE, DOUBTFUL, FIRST, count, doubted


async def test_a_model_that_was_not_measured_is_shown_to_nobody(asking: Asked) -> None:
    bot = await asking(says("same", 1.0), cuts=None)
    ann = await doubted(bot)
    assert ann.last()["text"].startswith(COMPARE)
    assert count(bot, second_opinions) == 1


@pytest.mark.parametrize(
    "play",
    [
        told("it is the same, I would say"),
        told('{"says": "same", "confidence": 0.9'),
        told('{"says": "right", "confidence": 0.9, "why": ""}'),
        told('{"says": "same", "confidence": 7, "why": ""}'),
        told('{"says": "same", "confidence": "high", "why": ""}'),
        told(""),
        told(None),
        status(200, b"not json"),
        status(200, b'{"choices": []}'),
        status(200, b""),
        status(200, b"[" * 60_000),
        status(429, Retry_After="1"),
        status(429, Retry_After="3600"),
        status(429),
        status(500),
        status(404),
        with_key(says("same")),
        silent,
        endless,
        dripping,
        hung_up,
    ],
)
async def test_where_it_says_nothing_they_compare_as_without_it(asking: Asked, play: Play) -> None:
    bot = await asking(play)
    ann = await doubted(bot)
    assert ann.last()["text"].startswith(COMPARE)
    assert len(asking.stub.requests) <= 2
    assert count(bot, second_opinions) == 0
    (job,) = bot.database.run(lambda c: c.execute(select(second_opinion_jobs)).all())
    assert job.state == "kept"
    assert (await ann.taps("Not quite")).text.startswith("Good to know.")


async def test_a_second_request_goes_without_a_schema(asking: Asked) -> None:
    bot = await asking(in_turn(status(400), told('Sure! {"says": "same", "confidence": 0.9, "why": ""}')))
    ann = await doubted(bot)
    assert [one.structured for one in asking.stub.requests] == [True, False]
    assert ann.last()["text"].startswith("I think that's right: ")


async def test_the_key_is_sent(asking: Asked) -> None:
    bot = await asking(with_key(says("same")), key=KEY)
    ann = await doubted(bot)
    assert ann.last()["text"].startswith("I think that's right: ")


async def test_nothing_about_the_person_is_sent(asking: Asked) -> None:
    bot = await asking(says("same"))
    await doubted(bot)
    (request,) = asking.stub.requests
    assert request.data == {
        "question": FIRST,
        "references": [ANSWER],
        "rejected": [{"answer": "aaaa", "reason": "that is a letter."}],
        "answer": DOUBTFUL,
    }
    assert b"1001" not in request.raw
    assert b"Ann" not in request.raw


async def test_a_pause_that_is_too_long_is_not_waited_for(asking: Asked) -> None:
    bot = await asking(status(429, Retry_After="3600"))
    await doubted(bot)
    assert len(asking.stub.requests) == 1


async def test_a_budget_that_is_spent_leaves_them_comparing(asking: Asked) -> None:
    bot = await asking(says("same"))
    assert bot.second is not None
    bot.second._budget = type(bot.second._budget)(calls=1, tokens=10)
    ann = await doubted(bot)
    assert ann.last()["text"].startswith(COMPARE)
    assert asking.stub.requests == []
    assert bot.turn.measures.opinions["spent"] == 1


async def test_an_opinion_that_was_on_its_way_when_all_ended_still_comes(asking: Asked) -> None:
    bot = await asking(says("same"))
    second, bot.second = bot.second, None
    ann = await doubted(bot)
    assert second is not None
    bot.database.run(second._take)
    assert ann.last()["text"].startswith(COMPARE)
    await bot.restart()
    await ann.reads()
    assert ann.last()["text"].startswith("I think that's right: ")
    assert len(asking.stub.requests) == 1

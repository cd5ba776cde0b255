"""In private: the learner is asked to compare at once, and a model's word comes into that message."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.app.events import PersonId
from bot.app.ports.authoring import Role
from bot.store.repository import Repository
from bot.store.second_opinion.tables import second_opinion_jobs, second_opinions
from bot.store.tables import appeals, asked, reviews
from tests.app.doubts import ASKED, doubts
from tests.conversation import Room, Talk
from tests.second_opinion.conftest import Asked, model_at
from tests.second_opinion.stub import (
    Play,
    Request,
    says,
    served,
    silent,
)

FIRST = "Why do we shuffle the training data?"
ANSWER, DOUBTFUL = ASKED[FIRST]
COMPARE = f"I can't tell. My answer: {ANSWER} Same as yours?"


async def doubted(bot: Room) -> Talk:
    """Ann, who has given a doubtful answer to her first question."""
    await bot.ann.says("/start")
    await bot.ann.says(DOUBTFUL)
    return bot.ann


def state(bot: Room) -> str:
    return str(bot.database.run(lambda c: c.execute(select(asked.c.state)).scalars().first()))


def count(bot: Room, table: object) -> int:
    return len(bot.database.run(lambda c: c.execute(select(table)).all()))  # type: ignore[call-overload]


def labels(message: dict[str, object]) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])  # type: ignore[attr-defined]
    return [button["text"] for row in rows for button in row]


async def test_the_same_is_said_as_a_thought_in_the_message_that_asked(asking: Asked) -> None:
    bot = await asking(says("same"))
    ann = await doubted(bot)
    assert ann.last()["text"].startswith(f"I think that's right: {ANSWER} Back ")
    assert labels(ann.last()) == ["Next", "It isn't", "More"]
    assert state(bot) == "right"
    assert len([m for m in ann.person.messages() if m["from"]["is_bot"]]) == 2, "it is not a further message"


async def test_another_is_said_with_its_reason_and_my_answer(asking: Asked) -> None:
    bot = await asking(says("other", 0.95, "It is about the order, not the place."))
    ann = await doubted(bot)
    head, answer, *_ = ann.last()["text"].split("\n")
    assert head == "Not quite, I think: It is about the order, not the place."
    assert answer == f"My answer: {ANSWER}"
    assert labels(ann.last()) == ["Next", "I was right", "More"]
    assert state(bot) == "missed"


async def test_what_takes_its_time_says_so_and_can_be_answered_meanwhile(asking: Asked) -> None:
    released, told_so = asyncio.Event(), asyncio.Event()

    async def slow(request: Request, writer: asyncio.StreamWriter) -> None:
        await released.wait()
        await says("same")(request, writer)

    bot = await asking(slow, patience=0.01, seconds=30)
    second, bot.second = bot.second, None
    ann = await doubted(bot)
    assert ann.last()["text"].startswith(COMPARE), "nothing waits for it"
    assert second is not None
    second.on_commit = told_so.set
    async with asyncio.TaskGroup() as group:
        group.create_task(second.work())
        await told_so.wait()
        await ann.reads()
        text = ann.last()["text"]
        assert text.startswith(f"I can't tell yet, one moment … My answer: {ANSWER} Same as yours?")
        assert "Day 1." in text
        assert labels(ann.last()) == ["Yes, the same", "Not quite"]
        released.set()
    await ann.reads()
    assert ann.last()["text"].startswith(f"I think that's right: {ANSWER}")
    assert "Day 1." in ann.last()["text"]


async def test_what_takes_its_time_and_says_nothing_asks_as_before(asking: Asked) -> None:
    bot = await asking(silent, patience=0.01)
    ann = await doubted(bot)
    assert ann.last()["text"].startswith(COMPARE)
    assert "Day 1." in ann.last()["text"]
    assert (await ann.taps("Yes, the same")).text.startswith("Good. Back ")


async def test_it_isnt_and_i_was_right_go_first(asking: Asked) -> None:
    bot = await asking(says("same"))
    ann = await doubted(bot)
    heard = await ann.taps("It isn't")
    assert heard.text.startswith("Good to know.")
    assert state(bot) == "missed"
    assert count(bot, appeals) == 1, "the author gets their word"
    assert (await ann.forges(ann.last()["message_id"], "1:1:isnt")).notices, "twice is once"


@pytest.mark.parametrize("said", ["it isn't", "not quite", "no it isn't", "not the same"])
async def test_what_the_button_says_can_be_typed(asking: Asked, said: str) -> None:
    bot = await asking(says("same"))
    ann = await doubted(bot)
    heard = await ann.says(said)
    assert heard.text.startswith("Good to know.")
    assert state(bot) == "missed"


async def test_on_goes_on(asking: Asked) -> None:
    bot = await asking(says("same"))
    ann = await doubted(bot)
    assert (await ann.says("ok")).buttons[:1] == ["Hint"]
    assert state(bot) == "right"


async def test_whoever_was_told_not_quite_may_say_that_it_was_right(asking: Asked) -> None:
    bot = await asking(says("other", 0.95))
    ann = await doubted(bot)
    heard = await ann.taps("I was right")
    assert heard.text.startswith("Good. Back ")
    assert state(bot) == "right"
    assert count(bot, reviews) == 1


@pytest.mark.parametrize(
    "play",
    [says("part"), says("unsure"), says("same", 0.79), says("other", 0.89)],
    ids=["part", "unsure", "same below", "other below"],
)
async def test_all_else_is_kept_and_they_compare(asking: Asked, play: Play) -> None:
    bot = await asking(play)
    ann = await doubted(bot)
    assert ann.last()["text"].startswith(COMPARE)
    assert labels(ann.last()) == ["Yes, the same", "Not quite"]
    assert count(bot, second_opinions) == 1
    assert (await ann.taps("Yes, the same")).text.startswith("Good. Back ")


async def test_one_opinion_a_question_and_wording(asking: Asked) -> None:
    bot = await asking(says("same"))
    await doubted(bot)
    await bot.bob.says("/start")
    heard = await bot.bob.says(f"  {DOUBTFUL.upper()}!  ")
    assert len(asking.stub.requests) == 1
    assert heard.text.startswith(f"I think that's right: {ANSWER}"), "at once, in the first message"
    assert heard.buttons == ["Next", "It isn't", "More"]


async def test_a_learner_can_say_no(asking: Asked) -> None:
    bot = await asking(says("same"))
    await bot.ann.says("/start")
    assert "I ask a language model" in (await bot.ann.says("/settings")).text
    assert "you compare by yourself" in (await bot.ann.says("/settings opinion off")).text
    heard = await bot.ann.says(DOUBTFUL)
    assert heard.text.startswith(COMPARE)
    assert asking.stub.requests == []
    assert "it gets the question and your answer, nothing about you" in (await bot.ann.says("/privacy")).text


async def test_their_own_word_stands(asking: Asked) -> None:
    """The opinion comes after they have compared: it is kept, and nothing is said."""
    bot = await asking(says("other", 0.99))
    second, bot.second = bot.second, None
    ann = await doubted(bot)
    await ann.taps("Yes, the same")
    bot.second = second
    before = ann.last()["text"]
    await ann.reads()
    assert (ann.last()["text"], state(bot)) == (before, "right")
    assert count(bot, second_opinions) == 1


async def test_erasing_takes_what_was_said_of_their_answer(asking: Asked) -> None:
    bot = await asking(says("same"))
    ann = await doubted(bot)
    await ann.says("/erase")
    await ann.taps("Erase everything")
    assert count(bot, second_opinions) == count(bot, second_opinion_jobs) == 0


async def test_who_erased_everything_meanwhile_leaves_nothing_behind(asking: Asked) -> None:
    released, asked_it = asyncio.Event(), asyncio.Event()

    async def slow(request: Request, writer: asyncio.StreamWriter) -> None:
        asked_it.set()
        await released.wait()
        await says("same")(request, writer)

    bot = await asking(slow, seconds=30)
    second, bot.second = bot.second, None
    ann = await doubted(bot)
    assert second is not None
    async with asyncio.TaskGroup() as group:
        group.create_task(second.work())
        await asked_it.wait()
        await ann.says("/erase")
        await ann.taps("Erase everything")
        await ann.says("/start")
        released.set()
    await ann.reads()
    assert count(bot, second_opinions) == count(bot, second_opinion_jobs) == 0
    assert "I think" not in ann.last()["text"]


async def test_it_is_the_same_on_both_databases(store_url: str, tmp_path: Path) -> None:
    async with served(says("same")) as stub:
        model = model_at(stub)
        async with doubts(store_url, tmp_path / "content", model) as bot:
            ann = await doubted(bot)
            assert ann.last()["text"].startswith(f"I think that's right: {ANSWER}")
            assert (await ann.taps("It isn't")).text.startswith("Good to know.")
            assert "you compare by yourself" in (await ann.says("/settings opinion off")).text
            await bot.bob.says("/start")
            assert (await bot.bob.says(DOUBTFUL)).text.startswith("I think that's right: ")
            bot.clock.pass_by(timedelta(days=91))
            await bot.turn.tick()
            assert count(bot, second_opinions) == count(bot, second_opinion_jobs) == 0
        await model.client.close()


async def test_the_operator_reads_what_it_costs(asking: Asked) -> None:
    bot = await asking(says("same"), cuts=None)
    await doubted(bot)
    now = bot.clock.now()
    bot.database.run(lambda c: Repository(c).give_role(PersonId(1001), Role.OPERATOR, "", now))
    said = (await bot.ann.says("/status")).text
    assert "Today stub had 1 of 100 requests and took 100 of 100000 tokens." in said
    assert said.endswith("It was not measured: what it says is shown to authors alone.")


async def test_of_ones_own_questions_no_model_is_asked(asking: Asked) -> None:
    """Nobody but who wrote them sees them."""
    bot = await asking(says("same"))
    await bot.ann.says("/mine")
    await bot.ann.says("mitochondrion = powerhouse of the cell")
    await bot.ann.says("/mine list")
    await bot.ann.taps("Ask me these")
    heard = await bot.ann.says("where a cell has its power")
    assert heard.text.startswith("I can't tell."), heard.text
    assert asking.stub.requests == []
    assert count(bot, second_opinion_jobs) == 0

"""The daily question where people fall silent or block, and where the bot was down."""

from datetime import timedelta
from itertools import pairwise

from sqlalchemy import update

from bot.store.tables import learners
from tests.app.days import morning, subscribed
from tests.conversation import Room, Talk, asks


async def test_seven_unanswered_make_it_weekly_and_then_it_ends_kindly(bot: Room, ann: Talk) -> None:
    await subscribed(bot, ann)
    texts = [await morning(bot, ann) for _ in range(60)]
    asked = [n for n, text in enumerate(texts) if text and "quiet from here on" not in text]

    assert asked[:8] == [0, 1, 2, 3, 4, 5, 6, 7]
    assert "I'll ask once a week for now." in texts[7]
    assert [after - before for before, after in pairwise(asked[7:])] == [7, 7, 7]
    last = [text for text in texts if text][-1]
    assert last.startswith("I'll be quiet from here on.")
    assert texts.index(last) == asked[-1] + 7


async def test_who_says_idk_every_day_is_not_taken_for_silent(bot: Room, ann: Talk) -> None:
    await subscribed(bot, ann)
    for _ in range(10):
        text = await morning(bot, ann)
        assert text
        assert "once a week" not in text
        await ann.says("idk")


async def test_any_answer_makes_it_daily_again(bot: Room, ann: Talk) -> None:
    await subscribed(bot, ann)
    for _ in range(9):
        await morning(bot, ann)
    await ann.says("before")

    assert (await morning(bot, ann)) != ""
    assert (await morning(bot, ann)) != ""


async def test_who_blocks_gets_nothing_and_finds_the_streak_frozen(bot: Room, ann: Talk) -> None:
    await subscribed(bot, ann)
    ann.person.block()
    await ann.reads()
    for _ in range(5):
        assert (await morning(bot, ann)) == ""
    ann.person.block(False)
    await ann.reads()

    await bot.later(minutes=1)
    assert (await ann.reads()).text == asks("data-01")
    assert "Day 2." in (await ann.says("before")).text


async def test_down_for_three_days_gives_one_prompt_and_excuses_the_days(bot: Room, ann: Talk) -> None:
    await subscribed(bot, ann)
    await morning(bot, ann)
    await ann.says("before")
    bot.clock.pass_by(timedelta(days=3, hours=2))
    await bot.turn.tick()
    received = await ann.reads()
    assert len(received.messages) == 1

    answered = await ann.says("a")
    assert "I was down on" in answered.text
    assert "Day 3." in answered.text


async def test_late_within_the_window_or_not_at_all(bot: Room, ann: Talk) -> None:
    await subscribed(bot, ann)
    bot.clock.pass_by(timedelta(hours=17))
    await bot.turn.tick()
    assert (await ann.reads()).text == asks("data-01")
    bot.clock.pass_by(timedelta(hours=32))
    await bot.turn.tick()
    assert (await ann.reads()).text == ""


async def test_an_answer_counts_for_the_day_on_which_it_was_said(bot: Room, ann: Talk) -> None:
    """Said at 3:55 in Berlin, where the day ends at four; read when the next one runs."""
    await subscribed(bot, ann)
    await morning(bot, ann)
    await bot.later(hours=19, minutes=50)
    ann.person.say("before")
    bot.clock.pass_by(timedelta(minutes=30))
    assert "Day 2." in (await ann.reads()).text
    assert "Mon 2 Mar – Tue 3 Mar: answered" in (await ann.says("/streak why")).text


async def test_a_zone_that_is_gone_from_the_lists_is_a_guess_again(bot: Room, ann: Talk) -> None:
    await subscribed(bot, ann)
    gone = update(learners).values(zone="Europe/Atlantis")
    await bot.database.transact(lambda connection: connection.execute(gone).rowcount)
    assert await morning(bot, ann) == asks("data-01")
    assert "Day 2." in (await ann.says("before")).text


async def test_two_tickers_send_one_prompt(bot: Room, ann: Talk) -> None:
    import asyncio

    await subscribed(bot, ann)
    bot.clock.pass_by(timedelta(hours=14, minutes=5))
    await asyncio.gather(*(bot.turn.tick() for _ in range(5)))

    assert len((await ann.reads()).messages) == 1


async def test_a_dropped_answer_sends_no_prompt_twice_and_excuses_the_day(bot: Room, ann: Talk) -> None:
    await subscribed(bot, ann)
    bot.api.fault("sendMessage", drop=True, after_apply=True, times=1)
    await morning(bot, ann)
    await bot.later(hours=3)
    received = await ann.reads()

    assert [m["text"] for m in ann.person.messages()].count(asks("data-01")) == 1
    assert not received.messages
    assert "I was down" in (await ann.says("/streak why")).text

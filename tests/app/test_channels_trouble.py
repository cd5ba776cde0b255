"""A channel in trouble: who may do what, rights that are gone, a bot that was down."""

from datetime import timedelta

from bot.playground.rows import Member
from bot.playground.seed import ANN, BOB, CHANNEL
from tests.app.test_channels import ME, TO_NINE, connected
from tests.broadcast import Broadcast
from tests.conversation import Room


async def test_whoever_runs_the_channel_no_more_changes_nothing(bot: Room) -> None:
    channel = Broadcast(bot)
    bot.api.organiser(ANN).promote(CHANNEL, BOB, {"can_post_messages": True, "can_promote_members": True})
    await bot.bob.says("/channel")
    channel.connect(by=BOB)
    await bot.bob.reads()
    await bot.bob.taps("Yes")
    bot.api.organiser(ANN).demote(CHANNEL, BOB)
    refused = "I can't see that you're an administrator of Daily ML right now, so I leave it as it is."
    assert (await bot.bob.says("/channel off")).text == refused
    assert (await bot.bob.taps("Stop")).text == refused
    await channel.until(TO_NINE)
    assert len(channel.texts()) == 1


async def test_nobody_else_can_forge_a_button_of_it(bot: Room) -> None:
    channel = await connected(bot)
    await bot.bob.says("/start")
    message = bot.bob.last()["message_id"]
    for action in ("end", "connect", "at-0100", "swap-00000000", "", "days-999"):
        received = await bot.bob.forges(message, f"1:c{-CHANNEL}:{action}")
        assert received.notices
        assert not received.messages
    for data in (f"1:c{-CHANNEL}:days-999", f"1:c{-CHANNEL}:in-knitting", f"1:c{-CHANNEL}"):
        await bot.ann.forges(bot.ann.last()["message_id"], data)
    await channel.until(TO_NINE)
    assert len(channel.texts()) == 1


async def test_of_several_channels_one_is_chosen_by_tap(bot: Room) -> None:
    await connected(bot)
    other = bot.api.organiser(ANN).create("channel", "Statistics daily")
    bot.api.organiser(ANN).add(other, ME)
    await bot.ann.reads()
    which = await bot.ann.says("/channel")
    assert (which.text, sorted(which.buttons)) == ("Which channel?", ["Daily ML", "Statistics daily"])
    assert (await bot.ann.taps("Statistics daily")).text.startswith("Statistics daily:\nOne question a day")
    assert (await bot.ann.says("/channel 7:30")).text.startswith("Statistics daily:\nEvery day at 07:30")


async def test_without_the_right_to_post_it_rests_and_says_so_once(bot: Room) -> None:
    channel = await connected(bot)
    bot.api.organiser(ANN).promote(CHANNEL, ME, {})
    assert (await bot.ann.reads()).text.startswith("I may not post in Daily ML any more")
    await channel.until(TO_NINE)
    assert channel.texts() == []
    assert (await bot.ann.reads()).text == ""
    assert "I may not post there, so it rests." in (await bot.ann.says("/channel")).text
    assert "Let me post messages there" in (await bot.ann.says("/channel 10:00")).text
    bot.api.organiser(ANN).promote(CHANNEL, ME, {"can_post_messages": True})
    await bot.settle()
    await channel.until(24)
    assert len(channel.texts()) == 1


async def test_a_refused_post_tells_the_same_once(bot: Room) -> None:
    """The server said nothing of it before: the post itself is refused."""
    channel = await connected(bot)
    world = bot.api.world
    world.state.set_member(CHANNEL, ME, Member(status="administrator", rights={}))
    await channel.until(TO_NINE)
    assert (await bot.ann.reads()).text.startswith("I may not post in Daily ML any more")
    await channel.until(48)
    assert (await bot.ann.reads()).text == ""
    bot.api.organiser(ANN).promote(CHANNEL, ME, {"can_post_messages": True})
    await bot.settle()
    await channel.until(24)
    assert len(channel.texts()) == 1, "and what never arrived has no result"
    world.state.set_member(CHANNEL, ME, Member(status="kicked"))
    assert (await bot.ann.says("/channel")).text.startswith("I can't see that you're an administrator")


async def test_a_removed_bot_posts_no_more_and_tells_once(bot: Room) -> None:
    channel = await connected(bot)
    bot.api.organiser(ANN).remove(CHANNEL, ME)
    assert (await bot.ann.reads()).text.startswith("I may not post in Daily ML any more")
    await channel.until(48)
    assert channel.texts() == []


async def test_late_it_still_comes_and_a_missed_day_is_passed_over(bot: Room) -> None:
    channel = await connected(bot)
    bot.clock.pass_by(timedelta(hours=TO_NINE + 3))
    await bot.restart()
    await channel.until(1)
    assert len(channel.texts()) == 1
    bot.clock.pass_by(timedelta(hours=31))
    await bot.restart()
    await channel.until(1)
    assert len(channel.texts()) == 1
    await channel.until(12)
    assert any(text.startswith("On Tuesday: ") for text in channel.texts())


async def test_erasing_oneself_leaves_the_channel_its_question(bot: Room) -> None:
    channel = await connected(bot)
    await bot.ann.says("/erase yes")
    await channel.until(TO_NINE)
    assert len(channel.texts()) == 1
    assert "Add me to it" in (await bot.ann.says("/channel")).text

"""getUpdates: offsets, what is redelivered, who polls, what a bot asked for, how long things wait."""

import asyncio
from collections.abc import Sequence

import pytest
from telegram import Bot, Update
from telegram.error import Conflict

from bot.playground.api import TOKEN, BotApi
from bot.playground.person import Person
from bot.playground.waiting_api import WaitingApi
from tests.playground.conftest import ANN, Hand
from tests.wire import clean

FIRST_UPDATE = int(Hand()().timestamp())
"""A new playground counts from its clock on."""


def texts(updates: Sequence[Update]) -> list[str]:
    return [update.effective_message.text or "" for update in updates if update.effective_message]


async def test_an_offset_confirms_all_below_it_and_nothing_else(bot: Bot, ann: Person) -> None:
    """What is not confirmed comes again; what is confirmed never does."""
    for text in "abcd":
        ann.say(text)
    assert texts(await bot.get_updates(limit=2)) == ["a", "b"]
    assert texts(await bot.get_updates(offset=FIRST_UPDATE)) == ["a", "b", "c", "d"]
    assert texts(await bot.get_updates(offset=FIRST_UPDATE + 2)) == ["c", "d"]
    assert texts(await bot.get_updates(offset=0)) == ["c", "d"]
    assert texts(await bot.get_updates(offset=FIRST_UPDATE + 4)) == []
    ann.say("e")
    (update,) = await bot.get_updates()
    assert update.update_id == FIRST_UPDATE + 4


async def test_a_negative_offset_keeps_only_the_last(bot: Bot, ann: Person) -> None:
    """All before them are forgotten."""
    for text in "abcd":
        ann.say(text)
    assert texts(await bot.get_updates(offset=-2)) == ["c", "d"]
    assert texts(await bot.get_updates()) == ["c", "d"]


@pytest.mark.parametrize(("limit", "count"), [(None, 100), ("500", 100), (0, 100), ("100", 100), (7, 7)])
def test_at_most_a_hundred_come_at_once(api: BotApi, ann: Person, limit: object, count: int) -> None:
    """Whatever limit is asked for, as a number or in a string."""
    for number in range(105):
        ann.say(str(number))
    params = {} if limit is None else {"limit": limit}
    assert len(api.call(TOKEN, "getUpdates", params)[1]["result"]) == count
    rest = api.call(TOKEN, "getUpdates", params | {"offset": FIRST_UPDATE + 100})[1]["result"]
    assert len(rest) == min(5, count)


async def test_taps_are_lost_after_150_seconds_and_texts_after_a_day(
    bot: Bot, ann: Person, hand: Hand
) -> None:
    """As on Telegram's servers."""
    ann.say("hello")
    sent = await bot.send_message(ANN, "hi")
    ann.tap(sent.message_id, "x")
    hand.move(149)
    assert len(await bot.get_updates()) == 2
    hand.move(1)
    assert texts(await bot.get_updates()) == ["hello"]
    hand.move(24 * 3600)
    assert await bot.get_updates() == ()


async def test_only_what_was_asked_for_is_kept(bot: Bot, ann: Person) -> None:
    """The wish is remembered, reactions need one, and an empty wish means the usual kinds."""
    message = ann.say("a")
    ann.react(message, "👍")
    assert len(await bot.get_updates()) == 1
    assert len(await bot.get_updates(allowed_updates=["message_reaction"])) == 1
    ann.say("b")
    ann.react(message, "🔥")
    latest = (await bot.get_updates())[-1]
    assert latest.message_reaction is not None
    assert latest.message_reaction.new_reaction[0].to_dict() == {"type": "emoji", "emoji": "🔥"}
    assert (await bot.get_webhook_info()).allowed_updates == ("message_reaction",)
    await bot.get_updates(allowed_updates=[])
    ann.say("c")
    assert texts(await bot.get_updates())[-1] == "c"


async def test_pending_updates_can_be_let_go(bot: Bot, ann: Person) -> None:
    """deleteWebhook(drop_pending_updates=True), and the count before."""
    ann.say("a")
    assert (await bot.get_webhook_info()).pending_update_count == 1
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()


async def test_a_long_poll_ends_with_the_first_update(bot: Bot, ann: Person) -> None:
    """It does not wait its time out."""
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        poll = group.create_task(bot.get_updates(timeout=30))
        await asyncio.sleep(0)
        ann.say("now")
    assert texts(poll.result()) == ["now"]


async def test_a_second_poller_ends_the_first_with_409(api: BotApi, bot: Bot, ann: Person) -> None:
    """The newer one goes on and gets what comes."""
    waiting_api = WaitingApi(api)
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        first = group.create_task(_conflict_of(bot))
        await asyncio.sleep(0)
        second = group.create_task(waiting_api.ask(TOKEN, "getUpdates", {"timeout": 30}))
        await first
        ann.say("for the second")
    assert second.result().body["result"][0]["message"]["text"] == "for the second"
    assert "make sure that only one bot instance is running" in first.result()


async def _conflict_of(bot: Bot) -> str:
    with pytest.raises(Conflict) as raised:
        await bot.get_updates(timeout=30)
    return str(raised.value)


async def test_closing_answers_a_waiting_poller_at_once(api: BotApi) -> None:
    """With nothing, and 200."""
    waiting_api = WaitingApi(api)
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        poll = group.create_task(waiting_api.ask(TOKEN, "getUpdates", {"timeout": 50}))
        await asyncio.sleep(0)
        waiting_api.close()
    assert (poll.result().status, poll.result().body["result"]) == (200, [])


async def test_polls_without_updates_are_left_out_of_the_log(api: BotApi, bot: Bot, ann: Person) -> None:
    """Polls with updates are not."""
    await bot.get_updates()
    ann.say("a")
    await bot.get_updates()
    methods = [call["method"] for _, call in api.world.state.calls.items()]
    assert methods == ["getMe", "getUpdates"]
    clean(api)

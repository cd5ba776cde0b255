"""Where somebody speaks of a channel, the server is asked at that moment what they may do there."""

import asyncio
from typing import Any

import pytest

from bot.app.events import ButtonTapped, ChatId, Event, GroupMessageReceived, MessageReceived, Rights
from bot.app.ports.errors import StoreError
from bot.telegram.intake import PAUSE
from bot.telegram.lookups import ADMIN_SECONDS, AT_ONCE, LIMIT
from bot.telegram.update_queue import MOST_LOOKUPS
from tests.telegram.hand_time import quiet
from tests.telegram.server import refusal
from tests.telegram.test_intake import Setup
from tests.telegram.updates import ANN, said, tapped

DAILY, OTHER = ChatId(-100200), ChatId(-100300)
ME = {"ok": True, "result": {"id": 700, "is_bot": True, "first_name": "Recall", "username": "recall_bot"}}


def admins(*people: int, may_post: bool = True) -> tuple[int, dict[str, Any]]:
    """A channel's administrators, the bot among them."""
    own = {"status": "administrator", "user": ME["result"], "can_post_messages": may_post}
    others = [{"status": "administrator", "user": {"id": one}, "can_post_messages": True} for one in people]
    return 200, {"ok": True, "result": [own, *others]}


def speaking(*answers: Any) -> Setup:
    """A setup for somebody who looks after both channels; the server answers so about them."""
    setup = Setup()
    setup.handler.channels = [DAILY, OTHER]
    setup.server.told["getMe"].append((200, ME))
    setup.server.told["getChatAdministrators"].extend(answers)
    return setup


async def heard(setup: Setup) -> Event:
    await setup.intake.poll_once()
    return setup.handler.taken[-1][1]


async def test_the_command_comes_with_the_channels_that_are_theirs_now() -> None:
    setup = speaking(admins(ANN, may_post=False), admins(5))
    setup.server.bring(said(7, "/channel"))
    event = await heard(setup)
    assert isinstance(event, MessageReceived)
    assert event.channels == (Rights(chat=DAILY, may_post=False),)


async def test_a_button_asks_about_its_own_channel_alone() -> None:
    setup = speaking(admins(ANN))
    setup.server.bring(tapped(7, "1:c100300:end"))
    event = await heard(setup)
    assert isinstance(event, ButtonTapped)
    assert event.channels == (Rights(chat=OTHER, may_post=True),)
    assert [call.chat for call in setup.server.sent("getChatAdministrators")] == [OTHER]


async def test_it_is_asked_anew_each_time() -> None:
    setup = speaking(admins(ANN), admins(ANN), admins(), admins())
    setup.server.bring(said(7, "/channel"), said(8, "/channel off"))
    event = await heard(setup)
    assert isinstance(event, MessageReceived)
    assert event.channels == ()
    assert len(setup.server.sent("getChatAdministrators")) == 4


async def test_what_the_server_will_not_say_is_not_theirs() -> None:
    setup = speaking(refusal(403, "Forbidden: bot was kicked from the channel chat"), admins(ANN))
    setup.server.bring(said(7, "/channel"))
    event = await heard(setup)
    assert isinstance(event, MessageReceived)
    assert event.channels == (Rights(chat=OTHER, may_post=True),)


async def test_nothing_else_asks_anything() -> None:
    setup = speaking()
    setup.server.bring(said(7, "the channel of /channel"), tapped(8, "1:7:hint"), tapped(9, "1:cx:end"))
    await setup.intake.poll_once()
    assert setup.handler.numbers == [7, 8, 9]
    assert setup.server.sent("getChatAdministrators") == []


async def test_database_trouble_while_looking_up_acknowledges_nothing() -> None:
    setup = speaking(admins(ANN), admins(ANN))
    setup.handler.channels_trouble = [StoreError("disk full")]
    setup.server.bring(said(7, "/channel"))
    with pytest.raises(StoreError):
        await setup.intake.poll_once()
    assert setup.intake.offset is None
    await setup.intake.poll_once()
    assert setup.handler.numbers == [7]


async def test_a_fault_of_ours_while_looking_up_is_buried_and_stops_nothing() -> None:
    setup = speaking()
    setup.handler.channels_trouble = [LookupError("a bug")]
    setup.server.bring(said(7, "/channel"), said(8))
    await setup.intake.poll_once()
    assert [number for number, *_ in setup.handler.buried] == [7]
    assert setup.handler.numbers == [8]


GROUP = {"id": -100, "type": "supergroup", "title": "ML"}
HOST_ONLY = (200, {"ok": True, "result": [{"status": "creator", "user": {"id": 1001, "is_bot": False}}]})


def in_group(update: int, text: str = "/quiz", person: int = ANN, group: int = -100) -> dict[str, Any]:
    return said(update, text, person, chat=GROUP | {"id": group})


class Hanging:
    """A server that answers a question when it is told to."""

    def __init__(self) -> None:
        self.may_answer = asyncio.Event()

    async def __call__(self) -> None:
        await self.may_answer.wait()


def admin_flags(setup: Setup) -> list[tuple[int, bool]]:
    return [(n, event.admin) for n, event in setup.handler.taken if isinstance(event, GroupMessageReceived)]


def asking(method: str, *answers: Any) -> tuple[Setup, Hanging]:
    """The first question of that kind hangs."""
    setup, hanging = Setup(), Hanging()
    if method != "getMe":
        setup.server.told["getMe"].append((200, ME))
    setup.server.told[method].extend([hanging, *answers])
    return setup, hanging


async def test_a_question_that_hangs_holds_up_its_own_lane_for_the_limit_and_nobody_else() -> None:
    setup, _ = asking("getChatAdministrators")
    setup.server.bring(in_group(7), in_group(8, "a reply"), said(9, person=5), in_group(10, group=-200))
    setup.server.told["getChatAdministrators"].append(HOST_ONLY)
    async with setup.running():
        assert sorted(setup.handler.numbers) == [9, 10]
        await setup.time.pass_by(LIMIT - 0.1)
        assert sorted(setup.handler.numbers) == [9, 10]
        await setup.time.pass_by(0.2)
        assert setup.handler.numbers[2:] == [7, 8]
        assert (7, False) in admin_flags(setup)
        assert (10, True) in admin_flags(setup)


async def test_a_lane_waits_once_for_a_question_that_hangs_not_once_for_each_update() -> None:
    setup, _ = asking("getChatAdministrators")
    setup.server.bring(*[in_group(number) for number in range(7, 17)])
    async with setup.running():
        await setup.time.pass_by(LIMIT + 0.1)
        assert setup.handler.numbers == list(range(7, 17))
    assert len(setup.server.sent("getChatAdministrators")) == 1


async def test_an_answer_that_comes_too_late_serves_those_who_come_later() -> None:
    setup, hanging = asking("getChatAdministrators")
    setup.server.bring(in_group(7))
    setup.server.told["getChatAdministrators"].append(HOST_ONLY)
    async with setup.running():
        await setup.time.pass_by(LIMIT + 1)
        hanging.may_answer.set()
        await quiet()
        setup.server.bring(in_group(8), in_group(9))
        await quiet()
        assert len(setup.handler.numbers) == 3


async def test_a_question_that_failed_is_asked_again_and_an_answer_is_remembered_for_a_while() -> None:
    setup = Setup()
    setup.server.told["getMe"].append((200, ME))
    setup.server.told["getChatAdministrators"].extend([refusal(500, "Internal Server Error"), HOST_ONLY])
    setup.server.bring(in_group(7), in_group(8), in_group(9), in_group(10, person=5))
    async with setup.running():
        assert admin_flags(setup) == [(7, False), (8, True), (9, True), (10, False)]
        assert len(setup.server.sent("getChatAdministrators")) == 2
        await setup.time.pass_by(ADMIN_SECONDS)
        setup.server.told["getChatAdministrators"].append(HOST_ONLY)
        setup.server.bring(in_group(11))
        await quiet()
        assert admin_flags(setup)[-1] == (11, True)
        assert len(setup.server.sent("getChatAdministrators")) == 3


async def test_a_change_of_members_makes_it_ask_again_also_while_the_answer_is_under_way() -> None:
    setup, hanging = asking("getChatAdministrators", HOST_ONLY)
    left = {"id": 5, "is_bot": False, "first_name": "Eve"}
    setup.server.bring(in_group(7), said(8, chat=GROUP, left_chat_member=left))
    async with setup.running():
        await setup.time.pass_by(LIMIT + 0.1)
        hanging.may_answer.set()
        await quiet()
        setup.server.bring(in_group(9))
        await quiet()
        assert admin_flags(setup) == [(7, False), (9, True)]
        assert len(setup.server.sent("getChatAdministrators")) == 2


async def test_who_we_are_is_not_waited_for_longer_than_the_limit_either() -> None:
    setup, _ = asking("getMe")
    setup.server.bring(in_group(7, "an answer"), in_group(8, "an answer", group=-200), said(9))
    async with setup.running():
        assert setup.handler.numbers == [9]
        await setup.time.pass_by(LIMIT + 0.1)
        assert sorted(setup.handler.numbers) == [7, 8, 9]
    assert len(setup.server.sent("getMe")) == 1


async def test_a_channel_about_which_the_server_does_not_answer_in_time_is_not_theirs() -> None:
    setup = speaking(Hanging(), admins(ANN))
    setup.server.bring(said(7, "/channel"), said(8, "hi", person=5))
    async with setup.running():
        assert setup.handler.numbers == [8]
        await setup.time.pass_by(LIMIT + 0.1)
        [event] = [event for number, event in setup.handler.taken if number == 7]
        assert isinstance(event, MessageReceived)
        assert event.channels == (Rights(chat=OTHER, may_post=True),)


async def test_an_answer_that_cannot_be_read_is_no_answer() -> None:
    setup = Setup()
    setup.server.told["getMe"].append((200, ME))
    setup.server.told["getChatAdministrators"].append((200, {"ok": True, "result": [1, 2]}))
    setup.server.bring(in_group(7))
    async with setup.running():
        assert admin_flags(setup) == [(7, False)]


async def test_few_questions_are_under_way_at_once() -> None:
    setup, hanging = Setup(), Hanging()
    setup.server.told["getMe"].append((200, ME))
    groups = 3 * MOST_LOOKUPS
    setup.server.told["getChatAdministrators"].extend([hanging] * groups)
    setup.server.bring(*[in_group(number, group=-1000 - number) for number in range(groups)])
    setup.server.bring(said(groups))
    async with setup.running():
        await quiet(200)
        for _ in range(4):
            await setup.time.pass_by(PAUSE)
        assert len(setup.server.sent("getChatAdministrators")) == AT_ONCE
        assert setup.handler.numbers == [groups]
        for _ in range(4):
            await setup.time.pass_by(LIMIT)
            await quiet(400)
        assert len(setup.handler.numbers) == groups + 1
        hanging.may_answer.set()


async def test_a_stop_does_not_wait_for_a_question() -> None:
    setup, _ = asking("getChatAdministrators")
    setup.server.bring(in_group(7))
    async with asyncio.TaskGroup() as group:
        run = group.create_task(setup.intake.run(setup.stop))
        await setup.time.pass_by(LIMIT + 0.1)
        setup.stop.set()
        await quiet()
        assert run.done()

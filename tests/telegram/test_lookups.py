"""Where somebody speaks of a channel, the server is asked at that moment what they may do there."""

from typing import Any

import pytest

from bot.app.events import ButtonTapped, ChatId, Event, MessageReceived, Rights
from bot.app.ports.errors import StoreError
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

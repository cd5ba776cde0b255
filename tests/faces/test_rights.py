"""Where somebody speaks of a channel, the server is asked at that moment what they may do there."""

from typing import Any

import pytest

from bot.app.heard import ChatId, Event, Heard, Rights, Tapped
from bot.app.trouble import StoreTrouble
from tests.faces.server import refusal
from tests.faces.test_intake import Desk
from tests.faces.updates import ANN, said, tapped

DAILY, OTHER = ChatId(-100200), ChatId(-100300)
ME = {"ok": True, "result": {"id": 700, "is_bot": True, "first_name": "Recall", "username": "recall_bot"}}


def admins(*people: int, may_post: bool = True) -> tuple[int, dict[str, Any]]:
    """A channel's administrators, the bot among them."""
    own = {"status": "administrator", "user": ME["result"], "can_post_messages": may_post}
    others = [{"status": "administrator", "user": {"id": one}, "can_post_messages": True} for one in people]
    return 200, {"ok": True, "result": [own, *others]}


def speaking(*answers: Any) -> Desk:
    """A desk for somebody who looks after both channels; the server answers so about them."""
    desk = Desk()
    desk.doors.channels = [DAILY, OTHER]
    desk.server.told["getMe"].append((200, ME))
    desk.server.told["getChatAdministrators"].extend(answers)
    return desk


async def heard(desk: Desk) -> Event:
    await desk.intake.poll_once()
    return desk.doors.taken[-1][1]


async def test_the_command_comes_with_the_channels_that_are_theirs_now() -> None:
    desk = speaking(admins(ANN, may_post=False), admins(5))
    desk.server.bring(said(7, "/channel"))
    event = await heard(desk)
    assert isinstance(event, Heard)
    assert event.channels == (Rights(chat=DAILY, may_post=False),)


async def test_a_button_asks_about_its_own_channel_alone() -> None:
    desk = speaking(admins(ANN))
    desk.server.bring(tapped(7, "1:c100300:end"))
    event = await heard(desk)
    assert isinstance(event, Tapped)
    assert event.channels == (Rights(chat=OTHER, may_post=True),)
    assert [call.chat for call in desk.server.sent("getChatAdministrators")] == [OTHER]


async def test_it_is_asked_anew_each_time() -> None:
    desk = speaking(admins(ANN), admins(ANN), admins(), admins())
    desk.server.bring(said(7, "/channel"), said(8, "/channel off"))
    event = await heard(desk)
    assert isinstance(event, Heard)
    assert event.channels == ()
    assert len(desk.server.sent("getChatAdministrators")) == 4


async def test_what_the_server_will_not_say_is_not_theirs() -> None:
    desk = speaking(refusal(403, "Forbidden: bot was kicked from the channel chat"), admins(ANN))
    desk.server.bring(said(7, "/channel"))
    event = await heard(desk)
    assert isinstance(event, Heard)
    assert event.channels == (Rights(chat=OTHER, may_post=True),)


async def test_nothing_else_asks_anything() -> None:
    desk = speaking()
    desk.server.bring(said(7, "the channel of /channel"), tapped(8, "1:7:hint"), tapped(9, "1:cx:end"))
    await desk.intake.poll_once()
    assert desk.doors.numbers == [7, 8, 9]
    assert desk.server.sent("getChatAdministrators") == []


async def test_database_trouble_while_looking_up_acknowledges_nothing() -> None:
    desk = speaking(admins(ANN), admins(ANN))
    desk.doors.channels_trouble = [StoreTrouble("disk full")]
    desk.server.bring(said(7, "/channel"))
    with pytest.raises(StoreTrouble):
        await desk.intake.poll_once()
    assert desk.intake.offset is None
    await desk.intake.poll_once()
    assert desk.doors.numbers == [7]


async def test_a_fault_of_ours_while_looking_up_is_buried_and_stops_nothing() -> None:
    desk = speaking()
    desk.doors.channels_trouble = [LookupError("a bug")]
    desk.server.bring(said(7, "/channel"), said(8))
    await desk.intake.poll_once()
    assert [number for number, *_ in desk.doors.buried] == [7]
    assert desk.doors.numbers == [8]

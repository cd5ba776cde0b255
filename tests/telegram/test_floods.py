"""Floods: seen before any work, told once, left out until it is calm; honest typing never meets the limit."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app.events import Flooded, MessageReceived
from bot.measures import Measures
from bot.telegram.floods import BURST, EVERY, Flood, Floods
from bot.telegram.intake import UpdateIntake
from tests.telegram.hand_time import HandTime
from tests.telegram.rooms import MemoryDoors
from tests.telegram.server import Server
from tests.telegram.updates import ANN, NOON, said, tapped

BOB = 1002
Json = dict[str, Any]


def sent(update: int, second: int, person: int = ANN) -> Json:
    """A message that was sent so many seconds after noon."""
    raw = said(update, person=person)
    raw["message"]["date"] = NOON + second
    return raw


def looks(floods: Floods, raws: list[Json], now: float = 0.0) -> list[Flood]:
    return [floods.look(raw, now) for raw in raws]


def test_a_flood_is_told_once_and_left_out() -> None:
    found = looks(Floods(), [sent(number, 0) for number in range(500)])
    assert found[:BURST] == [Flood.NONE] * BURST
    assert found[BURST] is Flood.TELL
    assert set(found[BURST + 1 :]) == {Flood.LEAVE_OUT}


def test_who_goes_on_is_not_heard_and_who_is_quiet_is() -> None:
    floods = Floods()
    looks(floods, [sent(number, 0) for number in range(BURST + 1)])
    going_on = [floods.look(sent(100 + n, n // 10), n / 10) for n in range(600)]
    assert set(going_on) == {Flood.LEAVE_OUT}
    assert floods.look(sent(1000, 61), 61.0) is Flood.LEAVE_OUT
    assert floods.look(sent(1001, 66), 66.0) is Flood.NONE


def test_one_persons_flood_is_nobody_elses() -> None:
    floods = Floods()
    looks(floods, [sent(number, 0) for number in range(100)])
    assert set(looks(floods, [sent(number, 0, BOB) for number in range(BURST)])) == {Flood.NONE}
    assert floods.look(tapped(500), 0.0) is Flood.NONE


def test_what_piled_up_while_the_bot_was_away_is_no_flood() -> None:
    """Three hundred answers of a long afternoon, received in the same moment."""
    assert set(looks(Floods(), [sent(number, number * 20) for number in range(300)])) == {Flood.NONE}


@given(st.lists(st.floats(min_value=EVERY, max_value=60.0), min_size=1, max_size=200))
def test_honest_typing_never_meets_the_limit(pauses: list[float]) -> None:
    """However fast, as long as there is as much time between two messages as a word takes to be typed."""
    floods, at = Floods(), 0.0
    for number, pause in enumerate(pauses):
        at += pause
        assert floods.look(sent(number, int(at)), at) is Flood.NONE
        assert floods.look(tapped(10_000 + number), at) is Flood.NONE


@pytest.mark.parametrize("kind", ["my_chat_member", "poll"])
def test_what_the_server_says_of_itself_is_not_measured(kind: str) -> None:
    floods = Floods(1)
    assert set(looks(floods, [{"update_id": n, kind: {}} for n in range(50)])) == {Flood.NONE}


def test_a_channel_without_a_sender_is_measured_as_a_chat() -> None:
    post = {"message_id": 1, "date": NOON, "chat": {"id": -100, "type": "channel"}, "text": "x"}
    found = looks(Floods(), [{"update_id": n, "message": post} for n in range(2000)])
    assert found.count(Flood.NONE) == 1000
    assert Flood.TELL not in found


async def test_a_flood_costs_no_work_and_is_acknowledged() -> None:
    server, doors, measures = Server(), MemoryDoors(), Measures()
    intake = UpdateIntake(server.client(), doors, HandTime().timing(), lambda: None, measures, Floods(5))
    server.bring(*[sent(number, 0) for number in range(1, 51)], sent(51, 0, BOB))
    assert await intake.poll_once() == 51
    assert sorted(doors.numbers) == [*range(1, 7), 51]
    kinds = [type(event) for _, event in sorted(doors.taken, key=lambda one: one[0])]
    assert kinds == [*[MessageReceived] * 5, Flooded, MessageReceived]
    assert intake.offset == 52, "what is left out is settled"
    assert measures.flooded == 45
    assert not doors.inbox

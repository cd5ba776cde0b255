"""Whether a voter is in the group is asked of the server, beside the votes of others."""

import asyncio
from typing import Any

import pytest

from bot.app.events import ChatId, PollVoted
from bot.telegram.lookups import LIMIT, MEMBER_SECONDS, STRANGER_SECONDS
from bot.telegram.updates import VOTER_LANES
from tests.telegram.hand_time import quiet
from tests.telegram.server import refusal
from tests.telegram.test_intake import Setup
from tests.telegram.updates import ANN, sender

GROUP = ChatId(-100)
POLL = "77"


def voted(
    update: int, person: int = ANN, options: tuple[int, ...] = (1,), poll: str = POLL
) -> dict[str, Any]:
    """A vote in a poll of the group."""
    answer = {
        "poll_id": poll,
        "user": sender(person),
        "option_ids": list(options),
        "option_persistent_ids": ["x" for _ in options],
    }
    return {"update_id": update, "poll_answer": answer}


def status(status: str, **more: object) -> tuple[int, dict[str, Any]]:
    return 200, {"ok": True, "result": {"status": status, "user": sender()} | more}


def asking(*answers: Any) -> Setup:
    setup = Setup()
    setup.handler.poll_chats = {POLL: GROUP}
    setup.server.told["getChatMember"].extend(answers)
    return setup


def members(setup: Setup) -> dict[int, bool]:
    """Which votes count as a member's."""
    return {number: event.member for number, event in setup.handler.taken if isinstance(event, PollVoted)}


TOLD = [
    (status("member"), True),
    (status("creator"), True),
    (status("administrator"), True),
    (status("restricted", is_member=True), True),
    (status("restricted", is_member=False), False),
    (status("left"), False),
    (status("kicked", until_date=0), False),
    (refusal(400, "Bad Request: user not found"), False),
    (refusal(400, "Bad Request: member not found"), False),
    (refusal(400, "Bad Request: PARTICIPANT_ID_INVALID"), False),
    (refusal(400, "Bad Request: member list is inaccessible"), True),
    (refusal(403, "Forbidden: bot was kicked from the supergroup chat"), True),
    (refusal(500, "Internal Server Error"), True),
]


@pytest.mark.parametrize(("answer", "counts"), TOLD)
async def test_a_vote_counts_unless_the_server_says_that_they_are_no_member(
    answer: tuple[int, dict[str, Any]], counts: bool
) -> None:
    setup = asking(answer)
    setup.server.bring(voted(7))
    await setup.intake.poll_once()
    assert members(setup) == {7: counts}


async def test_a_vote_taken_back_and_one_in_an_unknown_poll_ask_nothing() -> None:
    setup = asking()
    setup.server.bring(voted(7, options=()), voted(8, poll="78"))
    await setup.intake.poll_once()
    assert members(setup) == {7: True, 8: True}
    assert setup.server.sent("getChatMember") == []


async def test_others_vote_while_the_server_thinks_about_one() -> None:
    slow = asyncio.Event()

    async def thinks() -> None:
        await slow.wait()

    setup = asking(thinks, *[status("member")] * VOTER_LANES)
    setup.server.bring(*[voted(7 + n, ANN + n) for n in range(VOTER_LANES)])
    async with setup.running():
        assert sorted(members(setup)) == list(range(8, 7 + VOTER_LANES))
        await setup.time.pass_by(LIMIT + 0.1)
        assert members(setup)[7] is True, "and it counts where there is no answer in time"


@pytest.mark.parametrize(
    ("answer", "seconds"), [(status("member"), MEMBER_SECONDS), (status("left"), STRANGER_SECONDS)]
)
async def test_an_answer_is_remembered_for_a_while(
    answer: tuple[int, dict[str, Any]], seconds: float
) -> None:
    setup = asking(answer, status("member"))
    for update, pause in ((7, seconds - 1), (8, 2.0), (9, 0.0)):
        setup.server.bring(voted(update))
        await setup.intake.poll_once()
        await quiet()
        await setup.time.pass_by(pause)
        assert len(setup.server.sent("getChatMember")) == (1 if update < 9 else 2)

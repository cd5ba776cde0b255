"""Replies in memory from their commit to the server: at once, in order, and settled together."""

import asyncio
from datetime import timedelta

import pytest

from bot.app.events import ChatId, MessageId
from bot.app.ports.outbox import Act, Lane, StaleButtons, Undelivered
from bot.telegram.dispatcher import BULK_HANDS, HANDS, HELD, IDLE
from bot.telegram.handover import MOST_IN_HAND, Handover, Outgoing
from bot.telegram.rate_limits import RateLimits
from bot.telegram.sender import GRACE
from tests.telegram.hand_time import START, quiet
from tests.telegram.server import refusal
from tests.telegram.test_sender import ANN, BOB, Office, flood

GROUP = -100


async def test_a_reply_handed_over_leaves_at_once_and_without_a_query() -> None:
    office = Office()
    async with office.running():
        looked = office.post.claims
        office.hand_over(ANN, "reply")
        await quiet()
        assert office.server.texts() == ["reply"]
        assert office.post.arrived == {1: 501}
        await office.time.pass_by(IDLE - 1)
        assert office.post.claims == looked
        assert office.handover.in_hand == set()


async def test_what_is_handed_over_before_the_sender_runs_is_sent_when_it_does() -> None:
    office = Office()
    office.hand_over(ANN, "reply")
    async with office.running():
        assert office.server.texts() == ["reply"]


async def test_what_waits_behind_a_reply_of_its_chat_follows_when_that_has_arrived() -> None:
    office = Office()
    slow = asyncio.Event()

    async def hang() -> None:
        await slow.wait()

    office.tell(hang)
    async with office.running():
        office.hand_over(ANN, "one")
        looked = office.post.claims
        office.post.write(ANN, "two")
        office.handover.put(Outgoing(waiting={ChatId(ANN)}))
        await office.time.pass_by(1)
        assert office.server.texts() == ["one"]
        assert office.post.claims == looked, "before that is settled there is nothing to claim"
        slow.set()
        await quiet()
        assert office.server.texts() == ["one", "two"]
        assert office.post.arrived == {1: 501, 2: 502}


async def test_a_reply_behind_300_due_prompts_leaves_at_once() -> None:
    """Also where one of them is before it in its own chat, which is pulled forward."""
    office = Office(RateLimits.of_telegram())
    late: list[float] = []

    async def lag() -> None:
        await office.time.wait(0.05)

    office.tell(*[lag] * 400)
    for chat in range(2000, 2300):
        office.post.write(chat, "prompt", Lane.PROMPT)
    async with office.running():
        for number in range(20):
            await office.time.pass_by(0.23)
            begun, chat = office.time.passed, 2299 - number
            if number % 2:
                office.hand_over(chat := ANN + number, "reply")
            else:
                office.post.write(chat, "reply")
                office.handover.put(Outgoing(waiting={ChatId(chat)}))
            while not any(c.chat == chat and c.params["text"] == "reply" for c in office.server.sent()):
                await office.time.pass_by(0.01)
            late.append(office.time.passed - begun)
        await office.time.pass_by(15)
    assert max(late) <= 0.3
    assert len(office.post.arrived) == 320
    assert office.server.most_under_way == 1


async def test_prompts_leave_at_the_full_rate_though_each_outdates_buttons() -> None:
    office = Office(RateLimits.of_telegram())
    for chat in range(2000, 2300):
        office.post.write(chat, "prompt", Lane.PROMPT)
        office.outdate(chat, message=40)
    async with office.running():
        await office.time.pass_by(8)
        assert 195 <= len(office.server.texts()) <= 206
        assert office.cleared() == []
        await office.time.pass_by(5)
        assert len(office.server.texts()) == 300
        await office.time.pass_by(60)
        assert len(office.cleared()) == 300


async def test_bulk_messages_are_claimed_and_settled_a_few_at_a_time() -> None:
    office = Office(RateLimits.of_telegram())
    for chat in range(2000, 2200):
        office.post.write(chat, "prompt", Lane.PROMPT)
    async with office.running():
        await office.time.pass_by(10)
    assert len(office.post.arrived) == 200
    assert office.post.claims <= 200 / 2.5


async def test_settlements_that_come_while_one_is_written_are_written_together() -> None:
    office = Office()
    async with office.running():
        for chat in range(2000, 2040):
            office.hand_over(chat)
        await quiet()
    assert len(office.post.arrived) == 40
    assert len(office.post.settled) < 10
    assert office.post.settled[0] >= 1


async def test_a_chat_gets_one_a_second_after_a_small_burst_and_its_replies_wait_in_memory() -> None:
    office = Office(RateLimits.of_telegram())
    async with office.running():
        for number in range(5):
            office.hand_over(ANN, f"no {number}")
            await quiet()
        assert office.server.texts() == ["no 0", "no 1", "no 2"]
        await office.time.pass_by(1)
        assert office.server.texts()[3:] == ["no 3"]
        await office.time.pass_by(1)
        assert office.server.texts()[4:] == ["no 4"]
    assert office.post.put_back == []


async def test_a_group_gets_twenty_a_minute_in_order() -> None:
    office = Office(RateLimits.of_telegram())
    for number in range(30):
        office.post.write(GROUP, f"no {number}", Lane.ROUND)
    async with office.running():
        await office.time.pass_by(59)
        assert 18 <= len(office.server.texts()) <= 20
        await office.time.pass_by(60)
    assert office.server.texts() == [f"no {number}" for number in range(30)]
    assert office.post.put_back == []


async def test_what_would_wait_longer_than_its_lease_allows_is_put_back() -> None:
    limits = RateLimits.of_telegram()
    limits.told_to_wait(ChatId(ANN), HELD + 9, 0, bulk=False)
    office = Office(limits)
    async with office.running():
        office.hand_over(ANN, "reply")
        await quiet()
        assert office.post.put_back == [(1, START + timedelta(seconds=HELD + 9))]
        await office.time.pass_by(HELD + 9)
        assert office.server.texts() == ["reply"]


async def test_a_pause_the_server_wants_holds_the_next_reply_of_that_chat_too() -> None:
    office = Office(RateLimits.of_telegram())
    office.tell(flood(9))
    async with office.running():
        office.hand_over(ANN, "one")
        await quiet()
        office.post.rows[1].settled = True  # it was given up meanwhile
        office.hand_over(ANN, "two")
        office.hand_over(BOB, "to Bob")
        await office.time.pass_by(8.9)
        assert office.server.texts() == ["one", "to Bob"]
        await office.time.pass_by(0.2)
        assert office.server.texts() == ["one", "to Bob", "two"]


async def test_replies_find_hands_while_bulk_hangs() -> None:
    office = Office()

    async def hang() -> None:
        await asyncio.Event().wait()

    for chat in range(2000, 2100):
        office.post.write(chat, "prompt", Lane.PROMPT)
    office.tell(*[hang] * BULK_HANDS)
    async with office.running():
        assert len(office.server.calls) == BULK_HANDS
        for number in range(HANDS - BULK_HANDS + 5):
            office.hand_over(ANN + number, "reply")
        await quiet()
        assert office.server.texts().count("reply") == HANDS - BULK_HANDS + 5


async def test_a_stop_puts_back_what_has_not_left() -> None:
    office = Office()
    hangs: list[int] = []

    async def hang() -> None:
        hangs.append(1)
        await asyncio.Event().wait()

    office.tell(*[hang] * HANDS)
    async with office.running():
        for number in range(HANDS + 3):
            office.hand_over(ANN + number, f"{number}")
        await quiet()
    assert len(hangs) == HANDS
    back = [id for id, _ in office.post.put_back]
    assert back[:3] == [HANDS + 1, HANDS + 2, HANDS + 3]
    assert sorted(back) == list(range(1, HANDS + 4))
    assert not office.handover.has_room()


async def test_a_prompt_in_hand_when_the_bot_stops_is_not_sent_again() -> None:
    office = Office()

    async def hang() -> None:
        await asyncio.Event().wait()

    office.tell(hang)
    office.post.write(ANN, "prompt", Lane.PROMPT)
    async with office.running():
        await office.time.pass_by(1)
    assert office.post.gone == {1: Undelivered.UNCERTAIN}
    assert GRACE < HELD


def test_there_is_room_for_so_many_and_none_once_it_is_closed() -> None:
    handover = Handover()
    assert handover.has_room()
    handover.in_hand.update(range(MOST_IN_HAND))
    assert not handover.has_room()
    handover.in_hand.clear()
    handover.close()
    assert not handover.has_room()


# The clock jumps


@pytest.mark.parametrize("hours", [-5, 5])
async def test_a_clock_that_jumps_sends_nothing_twice_and_freezes_no_retry(hours: int) -> None:
    office = Office()
    slow = asyncio.Event()

    async def hang() -> None:
        await slow.wait()

    office.tell(hang, refusal(502, "Bad Gateway"))
    async with office.running():
        office.hand_over(ANN, "in hand")
        office.hand_over(BOB, "failed once")
        await quiet()
        office.time.jump(timedelta(hours=hours))
        await office.time.pass_by(IDLE)
        assert office.server.texts().count("in hand") == 1
        assert office.server.texts().count("failed once") == 2
        slow.set()
        await quiet()
    assert sorted(office.post.arrived) == [1, 2]


# Older buttons


async def test_older_buttons_are_taken_away_once_the_reply_has_arrived() -> None:
    office = Office()
    office.post.slots[ANN, "17.0"] = MessageId(40)
    async with office.running():
        await office.time.pass_by(1)
        message = office.post.hand_over(ANN, "reply")
        stale = StaleButtons(chat=ChatId(ANN), slot="17.0")
        office.handover.put(Outgoing(claimed=[message], stale=[stale]))
        await office.time.pass_by(1)
    assert [call.method for call in office.server.calls] == ["sendMessage", "editMessageReplyMarkup"]
    assert office.cleared() == [40]


async def test_the_message_of_a_slot_that_was_sent_here_is_known_without_a_query() -> None:
    office = Office()
    async with office.running():
        office.hand_over(ANN, "question", slot="17.0")
        await quiet()
        office.outdate(ANN, slot="17.0")
        await office.time.pass_by(2)
    assert office.cleared() == [501]
    assert office.post.asked_for == []


async def test_a_prompt_that_waits_in_the_outbox_goes_before_the_buttons_it_outdates() -> None:
    office = Office(RateLimits.of_telegram())
    async with office.running():
        await office.time.pass_by(1)
        office.post.write(ANN, "prompt", Lane.PROMPT)
        stale = StaleButtons(chat=ChatId(ANN), message=MessageId(40))
        office.handover.put(Outgoing(waiting={ChatId(ANN)}, stale=[stale]))
        await office.time.pass_by(2)
    assert [call.method for call in office.server.calls] == ["sendMessage", "editMessageReplyMarkup"]


async def test_several_for_one_message_are_one() -> None:
    office = Office()
    async with office.running():
        office.hand_over(ANN, "question", slot="17.0")
        for _ in range(3):
            office.outdate(ANN, slot="17.0")
        await office.time.pass_by(5)
    assert office.cleared() == [501]


async def test_an_edit_makes_it_needless() -> None:
    office = Office()
    async with office.running():
        office.hand_over(ANN, "question", slot="17.0")
        office.outdate(ANN, slot="17.0")
        office.hand_over(ANN, "edited", act=Act.EDIT, slot="17.0", message=501)
        await office.time.pass_by(5)
    assert office.cleared() == []


async def test_it_is_dropped_while_much_is_waiting() -> None:
    office = Office()
    slow = asyncio.Event()

    async def hang() -> None:
        await slow.wait()

    office.tell(*[hang] * HANDS)
    async with office.running():
        for number in range(2 * HANDS + 1):
            office.hand_over(2000 + number)
        office.outdate(ANN, message=40)
        slow.set()
        await office.time.pass_by(5)
        office.outdate(ANN, message=41)
        await office.time.pass_by(5)
    assert office.cleared() == [41]


async def test_it_never_delays_a_reply_of_its_chat() -> None:
    office = Office(RateLimits.of_telegram())

    async def slowly() -> None:
        await office.time.wait(4)

    office.tell(*[slowly] * 50, method="editMessageReplyMarkup")
    async with office.running():
        await office.time.pass_by(1)
        for number in range(20):
            office.outdate(ANN, message=number)
            office.hand_over(ANN, f"no {number}")
            await quiet()
            assert office.server.texts()[-1] == f"no {number}"
            await office.time.pass_by(1)


async def test_trouble_with_it_is_nobodys_trouble() -> None:
    office = Office()
    office.tell(refusal(400, "Bad Request: message to edit not found"), method="editMessageReplyMarkup")
    async with office.running():
        office.outdate(ANN, message=40)
        office.outdate(BOB, slot="never sent")
        await office.time.pass_by(2)
        office.hand_over(ANN, "reply")
        await quiet()
    assert office.cleared() == [40]
    assert office.server.texts() == ["reply"]
    assert office.post.put_back == []
    assert ChatId(ANN) not in office.handover.in_hand

"""Letters handed over as claimed, and many settled together."""

from datetime import timedelta

import pytest
from msgspec.structs import replace
from sqlalchemy import Connection, event

from bot.app.events import ChatId, MessageId
from bot.app.ports.outbox import Act, Lane, OutboxMessage
from bot.store import outbox, outbox_settle
from bot.store.outbox import Lease, OutboxDraft
from tests.store.outbox_setup import (
    ANN,
    BOB,
    CLEO,
    LEASE,
    NOW,
    SECOND,
    Setup,
    delivered,
    draft,
    lease_at,
    texts,
)

# Handed over: posted as claimed


def hand_over(setup: Setup, outgoing: OutboxDraft, owner: str | None = None) -> OutboxMessage | None:
    lease = Lease(until=NOW + LEASE, owner=owner)
    return setup.database.run(lambda c: outbox.post(c, outgoing, NOW, lease)).claimed


def test_a_message_with_nothing_before_it_is_posted_as_claimed(setup: Setup) -> None:
    handed = hand_over(setup, draft(ANN, "reply", slot="17.0"))
    assert handed is not None
    assert setup.claim() == []
    assert setup.states() == ["claimed"]
    assert setup.next_due() == NOW + LEASE
    setup.sent(handed, 5)
    assert setup.states() == ["sent"]
    assert setup.database.run(lambda c: outbox.slot_of(c, ANN, MessageId(5))) == "17.0"


@pytest.mark.parametrize("ahead", ["pending", "claimed"])
def test_one_with_something_before_it_waits_and_pulls_that_forward(setup: Setup, ahead: str) -> None:
    setup.post(BOB, "prompt for Bob", Lane.PROMPT)
    setup.post(ANN, "prompt for Ann", Lane.PROMPT)
    first = setup.claim() if ahead == "claimed" else []
    assert hand_over(setup, draft(ANN, "reply")) is None
    assert texts(first or setup.claim(limit=1))[0] == ("prompt for Bob" if first else "prompt for Ann")
    assert setup.states()[2] == "pending"
    assert hand_over(setup, draft(CLEO, "reply")) is not None, "other chats are not concerned"


def test_what_was_handed_over_and_never_settled_is_claimed_when_its_lease_ends(setup: Setup) -> None:
    handed = hand_over(setup, draft(ANN, "reply"))
    assert handed is not None
    [again] = setup.claim(NOW + LEASE)
    assert (again.id, again.tries) == (handed.id, 1)
    setup.again(handed, NOW)
    assert setup.states() == ["claimed"], "the old claim decides nothing any more"


def test_a_handed_over_edit_knows_the_message_of_its_slot(setup: Setup) -> None:
    first = hand_over(setup, draft(ANN, "message", slot="17.0"))
    assert first is not None
    setup.sent(first, 40)
    edit = hand_over(setup, draft(ANN, "edited", act=Act.EDIT, slot="17.0"))
    assert edit is not None
    assert edit.message == 40


def test_what_is_in_hand_is_not_taken_away_whatever_the_clock_says(setup: Setup) -> None:
    handed = hand_over(setup, draft(ANN, "reply"))
    prompt = hand_over(setup, draft(BOB, "prompt", Lane.PROMPT))
    assert handed is not None
    assert prompt is not None
    later = NOW + timedelta(hours=9)
    mine = replace(lease_at(later), in_hand={handed.id, prompt.id})
    assert setup.database.run(lambda c: outbox.claim(c, later, mine, 9)) == []
    assert setup.database.run(lambda c: outbox.in_doubt(c, later, mine.in_hand)) == []
    assert texts(setup.in_doubt(later)) == ["prompt"], "to others the lease has run out"


def test_a_clock_set_back_freezes_nothing(setup: Setup) -> None:
    setup.post(ANN, "reply")
    [first] = setup.claim()
    setup.again(first, NOW + 5 * SECOND)
    adrift = hand_over(setup, draft(BOB, "to Bob"), owner="us")
    assert adrift is not None
    back = NOW - timedelta(hours=3)
    assert setup.claim(back) == []
    setup.database.run(lambda c: outbox.clock_set_back(c, back, replace(lease_at(back), owner="us")))
    assert texts(setup.claim(back)) == ["reply", "to Bob"]


def test_a_process_that_begins_with_an_earlier_clock_waits_for_nothing(setup: Setup) -> None:
    setup.post(ANN, "reply")
    back = NOW - timedelta(hours=3)
    setup.database.run(lambda c: outbox.end_leases(c, back))
    assert texts(setup.claim(back)) == ["reply"]


def test_replies_are_claimed_where_bulk_has_no_room(setup: Setup) -> None:
    for chat in range(10, 20):
        setup.post(ChatId(chat), "prompt", Lane.PROMPT)
    setup.post(ANN, "prompt for Ann", Lane.PROMPT)
    setup.post(ANN, "reply", Lane.REPLY)
    setup.post(BOB, "reply to Bob", Lane.REPLY)

    def claim(bulk: int) -> list[str]:
        return texts(list(setup.database.run(lambda c: outbox.claim(c, NOW, lease_at(NOW), 9, bulk))))

    assert claim(0) == ["prompt for Ann", "reply to Bob"]
    assert claim(3) == ["prompt"] * 3


# Settled together


def test_a_hundred_settlements_take_as_many_statements_as_one(setup: Setup) -> None:
    def statements(count: int, first: int) -> int:
        drafts = [draft(ChatId(first + n), "reply", slot="17.0") for n in range(count)]
        handed = [hand_over(setup, each) for each in drafts]
        sent = [delivered(each, 40 + n) for n, each in enumerate(handed) if each is not None]
        seen: list[str] = []

        def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
            seen.append(statement)

        def work(connection: Connection) -> None:
            event.listen(connection, "before_cursor_execute", note)
            outbox_settle.settle(connection, sent, NOW)
            event.remove(connection, "before_cursor_execute", note)

        setup.database.run(work)
        return len(seen)

    assert statements(100, first=1000) == statements(1, first=10) == 3
    assert set(setup.states()) == {"sent"}
    assert setup.database.run(lambda c: outbox.slot_of(c, ChatId(1099), MessageId(139))) == "17.0"


def test_settling_says_whether_something_waits_behind(setup: Setup) -> None:
    first = hand_over(setup, draft(ANN, "one"))
    other = hand_over(setup, draft(BOB, "to Bob"))
    assert first is not None
    assert other is not None
    setup.post(ANN, "two")
    assert not setup.sent(other, 1)
    assert setup.sent(first, 2)

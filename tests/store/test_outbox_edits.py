"""Edits and the slots they are made in."""

import pytest
from sqlalchemy import Connection

from bot.app.events import MessageId
from bot.app.ports.outbox import Act
from bot.store import outbox
from tests.store.outbox_setup import ANN, BOB, LEASE, NOW, Setup, texts


@pytest.mark.parametrize(
    ("acts", "left"),
    [
        ("edit:a edit:b", ["b"]),
        ("edit:a edit:b edit:c", ["c"]),
        ("clear edit:a", ["a"]),
        ("edit:a clear edit:b", ["b"]),
    ],
)
def test_of_edits_that_wait_only_those_that_still_say_something_leave(
    setup: Setup, acts: str, left: list[str]
) -> None:
    setup.post(ANN, "message", slot="17.0")
    for act, _, text in (word.partition(":") for word in acts.split()):
        setup.act(ANN, Act(act), text, slot="17.0")
    assert setup.drain() == ["message", *left]


def test_an_edit_replaces_nothing_in_other_slots_or_chats(setup: Setup) -> None:
    setup.act(ANN, Act.EDIT, "a", slot="1.0")
    setup.act(ANN, Act.EDIT, "b", slot="2.0")
    setup.act(BOB, Act.EDIT, "c", slot="1.0")
    assert sorted(setup.drain()) == ["a", "b", "c"]


def test_an_edit_that_is_leaving_is_not_replaced_and_the_newer_one_follows(setup: Setup) -> None:
    setup.act(ANN, Act.EDIT, "old", slot="1.0")
    [leaving] = setup.claim()
    setup.act(ANN, Act.EDIT, "new", slot="1.0")
    setup.sent(leaving, 1)
    assert setup.drain() == ["new"]


@pytest.mark.parametrize("how", ["again", "lease"])
def test_an_edit_that_comes_back_behind_a_newer_one_is_dropped(setup: Setup, how: str) -> None:
    setup.act(ANN, Act.EDIT, "old", slot="1.0")
    [leaving] = setup.claim()
    setup.act(ANN, Act.EDIT, "new", slot="1.0")
    if how == "again":
        setup.again(leaving, NOW + LEASE)
    assert texts(setup.claim(NOW + LEASE)) == ["new"]


def test_an_edit_knows_the_message_its_slot_was_sent_as(setup: Setup) -> None:
    setup.post(ANN, "message", slot="17.0")
    [message] = setup.claim()
    assert message.message is None
    setup.sent(message, 4711)
    setup.act(ANN, Act.EDIT, "edited", slot="17.0")
    setup.act(BOB, Act.EDIT, "of a message that never was", slot="17.0")
    edited, lonely = setup.claim()
    assert (edited.message, lonely.message) == (4711, None)


def test_a_slot_sent_twice_is_its_newest_message_and_a_reply_to_either_finds_it(
    setup: Setup,
) -> None:
    setup.post(ANN, "message", slot="17.0")
    [first] = setup.claim()
    [second] = setup.claim(NOW + LEASE)
    setup.sent(first, 10)
    setup.sent(second, 11)
    setup.act(ANN, Act.EDIT, "new", slot="17.0")
    [edit] = setup.claim(NOW + LEASE)
    assert edit.message == 11

    def slots(connection: Connection) -> list[str | None]:
        return [outbox.slot_of(connection, ANN, MessageId(number)) for number in (10, 11, 12)]

    assert setup.database.run(slots) == ["17.0", "17.0", None]

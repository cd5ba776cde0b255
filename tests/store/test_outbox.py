"""The outbox by examples: order, urgency, leases, edits that replace each other, and what is left behind."""

from contextlib import closing

import psycopg
from sqlalchemy import select

from bot.app.events import ChatId
from bot.app.ports.outbox import Lane, Undelivered
from bot.store import outbox, outbox_settle
from bot.store.sessions import connection_name
from bot.store.tables import outbox as table
from bot.store.transact import Database
from tests.store.outbox_setup import ANN, BOB, CLEO, LEASE, NOW, SECOND, Setup, delivered, draft, texts
from tests.store.test_outbox_together import hand_over


def test_letters_of_a_chat_leave_one_by_one_in_order(setup: Setup) -> None:
    for text in ("one", "two", "three"):
        setup.post(ANN, text)
    [first] = setup.claim()
    assert first.spoken == "one"
    assert setup.claim() == [], "the second waits until the first has arrived"
    setup.sent(first, 1)
    assert setup.drain() == ["two", "three"]


def test_chats_do_not_wait_for_each_other(setup: Setup) -> None:
    setup.post(ANN, "to Ann")
    setup.post(BOB, "to Bob")
    assert texts(setup.claim()) == ["to Ann", "to Bob"]


def test_the_most_urgent_lane_goes_first(setup: Setup) -> None:
    setup.post(ANN, "news", Lane.ANNOUNCEMENT)
    setup.post(BOB, "question", Lane.PROMPT)
    setup.post(CLEO, "reply", Lane.REPLY)
    setup.post(ChatId(4), "round", Lane.ROUND)
    assert texts(setup.claim()) == ["reply", "round", "question", "news"]


def test_no_more_than_asked_for_are_claimed(setup: Setup) -> None:
    for chat in range(1, 6):
        setup.post(ChatId(chat), f"to {chat}")
    assert texts(setup.claim(limit=2)) == ["to 1", "to 2"]
    assert texts(setup.claim(limit=2)) == ["to 3", "to 4"]


def test_a_reply_pulls_the_prompt_before_it_out_of_the_queue(setup: Setup) -> None:
    for chat in range(10, 20):
        setup.post(ChatId(chat), f"prompt {chat}", Lane.PROMPT)
    setup.post(CLEO, "prompt for Cleo", Lane.PROMPT)
    setup.post(CLEO, "reply to Cleo", Lane.REPLY)
    assert texts(setup.claim(limit=1)) == ["prompt for Cleo"]


def test_a_letter_that_failed_holds_those_behind_it_until_it_is_due(setup: Setup) -> None:
    setup.post(ANN, "one")
    setup.post(ANN, "two")
    setup.post(BOB, "to Bob")
    first, bobs = setup.claim()
    setup.sent(bobs, 1)
    setup.again(first, NOW + 5 * SECOND)
    assert setup.claim(NOW + 4 * SECOND) == []
    assert setup.next_due() == NOW + 5 * SECOND
    [retried] = setup.claim(NOW + 5 * SECOND)
    assert (retried.spoken, retried.tries) == ("one", 1)


def test_a_claim_that_runs_out_can_be_claimed_again(setup: Setup) -> None:
    setup.post(ANN, "reply")
    [first] = setup.claim()
    assert setup.next_due() == NOW + LEASE
    assert setup.claim(NOW + LEASE - SECOND) == []
    [second] = setup.claim(NOW + LEASE)
    assert (second.id, second.tries) == (first.id, 1)


def test_a_prompt_is_claimed_once_whatever_happens(setup: Setup) -> None:
    setup.post(ANN, "prompt", Lane.PROMPT)
    setup.post(ANN, "reply")
    [prompt] = setup.claim()
    assert setup.claim(NOW + LEASE) == [], "in doubt, it holds its chat"
    [doubtful] = setup.in_doubt(NOW + LEASE)
    assert doubtful == prompt
    assert setup.lost(doubtful, Undelivered.UNCERTAIN)
    assert setup.states() == ["uncertain", "pending"]
    assert texts(setup.claim(NOW + LEASE)) == ["reply"]
    assert setup.in_doubt(NOW + LEASE) == []


def test_a_prompt_that_certainly_did_not_leave_may_be_tried_again(setup: Setup) -> None:
    setup.post(ANN, "prompt", Lane.PROMPT)
    [prompt] = setup.claim()
    setup.again(prompt, NOW + SECOND)
    assert texts(setup.claim(NOW + SECOND)) == ["prompt"]


def test_only_prompts_whose_lease_ran_out_are_in_doubt(setup: Setup) -> None:
    setup.post(ANN, "prompt", Lane.PROMPT)
    setup.post(BOB, "reply")
    setup.claim()
    assert setup.in_doubt(NOW + LEASE - SECOND) == []
    assert texts(setup.in_doubt(NOW + LEASE)) == ["prompt"]


def test_a_claim_that_ran_out_settles_nothing_any_more(setup: Setup) -> None:
    setup.post(ANN, "reply")
    [slow] = setup.claim()
    [quick] = setup.claim(NOW + LEASE)
    setup.again(slow, NOW)
    assert not setup.lost(slow, Undelivered.REFUSED)
    assert setup.states() == ["claimed"]
    assert setup.lost(quick, Undelivered.REFUSED)
    assert not setup.lost(quick, Undelivered.REFUSED), "the tutor is told once"


def test_what_has_arrived_has_arrived_whoever_holds_the_claim(setup: Setup) -> None:
    setup.post(ANN, "reply", slot="17.0")
    [slow] = setup.claim()
    [quick] = setup.claim(NOW + LEASE)
    setup.sent(slow, 5)
    setup.sent(quick, 6)
    assert setup.states() == ["sent"]
    assert setup.claim(NOW + 9 * LEASE) == []


def test_a_process_that_begins_alone_takes_up_what_a_dead_one_had_in_hand(setup: Setup) -> None:
    setup.post(ANN, "reply")
    setup.post(BOB, "prompt", Lane.PROMPT)
    setup.claim()
    assert setup.claim(NOW) == []
    assert setup.database.run(lambda c: outbox.end_leases(c, NOW)) == 2
    assert texts(setup.claim(NOW)) == ["reply"]
    assert texts(setup.in_doubt(NOW)) == ["prompt"]


def test_a_process_ends_only_the_leases_of_those_that_have_ended(postgres_url: str) -> None:
    with Database.open(postgres_url) as database:
        setup = Setup(database)
        for chat, owner in ((ANN, "dead"), (BOB, "alive"), (CLEO, None)):
            assert hand_over(setup, draft(chat, str(owner)), owner=owner) is not None
        beside = psycopg.connect(postgres_url, application_name=connection_name("alive"))
        with closing(beside):
            assert database.run(lambda c: outbox.end_leases(c, NOW, lambda owner: owner == "dead")) == 1
        assert texts(setup.claim()) == ["dead"]


def test_the_words_of_a_message_go_with_it(setup: Setup) -> None:
    setup.database.run(lambda c: outbox.post(c, draft(ANN, "Ann won"), NOW))
    setup.database.run(lambda c: outbox.post(c, draft(BOB, "Bob lost"), NOW))
    first, second = setup.claim(NOW)
    setup.database.run(lambda c: outbox_settle.settle(c, [delivered(first, 5)], NOW))
    setup.database.run(lambda c: outbox_settle.lost(c, second, Undelivered.REFUSED, NOW))
    assert setup.database.run(lambda c: c.execute(select(table.c.spoken)).scalars().all()) == ["", ""]

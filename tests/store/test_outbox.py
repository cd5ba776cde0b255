"""The outbox by examples: order, urgency, leases, edits that replace each other, and what is left behind."""

from contextlib import closing
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from msgspec.structs import replace
from sqlalchemy import Connection, event, select

from bot.app.events import ChatId, MessageId, PersonId
from bot.app.ports.outbox import Act, Delivered, Lane, OutboxMessage, PutBack, Settlement, Undelivered
from bot.store import outbox, outbox_settle
from bot.store.outbox import Lease, OutboxDraft
from bot.store.sessions import connection_name
from bot.store.tables import messages
from bot.store.tables import outbox as table
from bot.store.transact import Database

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LEASE = timedelta(seconds=60)
SECOND = timedelta(seconds=1)
ANN, BOB, CLEO = ChatId(1), ChatId(2), ChatId(3)


def draft(
    chat: ChatId, text: str, lane: Lane = Lane.REPLY, act: Act = Act.SEND, slot: str | None = None
) -> OutboxDraft:
    return OutboxDraft(chat=chat, learner=PersonId(chat), lane=lane, act=act, spoken=text, slot=slot)


def lease_at(now: datetime) -> Lease:
    return Lease(until=now + LEASE)


def delivered(outgoing: OutboxMessage, message: int | None) -> Delivered:
    return Delivered(outgoing=outgoing, message=None if message is None else MessageId(message))


class Setup:
    """A hand on the outbox of one database, one transaction a call."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def post(self, chat: ChatId, text: str, lane: Lane = Lane.REPLY, slot: str | None = None) -> None:
        self.lay(draft(chat, text, lane=lane, slot=slot))

    def act(self, chat: ChatId, act: Act, text: str, slot: str) -> None:
        self.lay(draft(chat, text, act=act, slot=slot))

    def lay(self, outgoing: OutboxDraft) -> None:
        self.database.run(lambda c: outbox.post(c, outgoing, NOW))

    def claim(self, now: datetime = NOW, limit: int = 100) -> list[OutboxMessage]:
        return list(self.database.run(lambda c: outbox.claim(c, now, lease_at(now), limit)))

    def settle(self, *settled: Settlement, now: datetime = NOW) -> bool:
        return self.database.run(lambda c: outbox_settle.settle(c, settled, now))

    def sent(self, outgoing: OutboxMessage, message: int | None = None, now: datetime = NOW) -> bool:
        return self.settle(delivered(outgoing, message), now=now)

    def again(self, outgoing: OutboxMessage, at: datetime) -> None:
        self.settle(PutBack(outgoing=outgoing, at=at))

    def lost(self, outgoing: OutboxMessage, why: Undelivered) -> bool:
        return self.database.run(lambda c: outbox_settle.lost(c, outgoing, why, NOW))

    def in_doubt(self, now: datetime) -> list[OutboxMessage]:
        return list(self.database.run(lambda c: outbox.in_doubt(c, now)))

    def next_due(self) -> datetime | None:
        return self.database.run(outbox.next_due)

    def drain(self) -> list[str]:
        """Send everything that can leave now; the texts in the order in which they left."""
        left: list[str] = []
        number = 1000
        while outgoing_messages := self.claim():
            for outgoing in outgoing_messages:
                number += 1
                left.append(outgoing.spoken or outgoing.act.value)
                self.sent(outgoing, number)
        return left

    def states(self) -> list[str]:
        return self.database.run(
            lambda c: list(c.execute(select(table.c.state).order_by(table.c.id)).scalars())
        )


@pytest.fixture
def setup(database: Database) -> Setup:
    return Setup(database)


def texts(outgoing_messages: list[OutboxMessage]) -> list[str]:
    return [outgoing.spoken for outgoing in outgoing_messages]


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


# Edits and slots


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


# What is left behind


def test_where_a_chat_is_closed_what_waits_for_it_is_given_up(setup: Setup) -> None:
    setup.post(ANN, "one")
    setup.post(ANN, "two")
    setup.post(BOB, "to Bob")
    anns, _ = setup.claim()
    assert setup.lost(anns, Undelivered.BLOCKED)
    assert setup.states() == ["given_up", "given_up", "claimed"]
    assert setup.claim(NOW) == []


def test_a_letter_the_server_refuses_lets_the_next_one_go(setup: Setup) -> None:
    setup.post(ANN, "too long")
    setup.post(ANN, "fine")
    [refused] = setup.claim()
    setup.lost(refused, Undelivered.REFUSED)
    assert texts(setup.claim()) == ["fine"]


@pytest.mark.parametrize("end", ["sent", "lost"])
def test_a_fleeting_letter_is_gone_once_it_is_settled(setup: Setup, end: str) -> None:
    setup.lay(replace(draft(ANN, "all my data"), fleeting=True))
    [outgoing] = setup.claim()
    if end == "sent":
        setup.sent(outgoing, 1)
    else:
        setup.lost(outgoing, Undelivered.REFUSED)
    assert setup.states() == []


def test_a_letter_erased_on_its_way_leaves_no_trace_when_it_arrives(setup: Setup) -> None:
    setup.post(ANN, "reply", slot="17.0")
    [outgoing] = setup.claim()
    setup.database.run(lambda c: c.execute(table.delete()))
    setup.sent(outgoing, 1)
    setup.again(outgoing, NOW)
    assert not setup.lost(outgoing, Undelivered.REFUSED)
    assert setup.states() == []
    assert setup.database.run(lambda c: c.execute(select(messages)).all()) == []


def test_settled_letters_are_forgotten_when_their_time_is_over(setup: Setup) -> None:
    setup.post(ANN, "old")
    setup.post(BOB, "newer")
    setup.post(CLEO, "waiting")
    old, newer, _ = setup.claim()
    setup.sent(old, 1, NOW)
    setup.sent(newer, 2, NOW + SECOND)
    assert setup.database.run(lambda c: outbox_settle.forget_settled(c, NOW + SECOND)) == 1
    assert setup.states() == ["sent", "claimed"]


def test_an_operator_can_count_what_stands_where(setup: Setup) -> None:
    for chat in (1, 2, 3, 4):
        setup.post(ChatId(chat), "reply")
    setup.post(ChatId(5), "prompt", Lane.PROMPT)
    sent, refused, _, _, prompt = setup.claim()
    setup.sent(sent, 1)
    setup.lost(refused, Undelivered.REFUSED)
    setup.lost(prompt, Undelivered.UNCERTAIN)
    setup.post(ANN, "one more")
    counts = setup.database.run(outbox.counts)
    assert counts == outbox.Counts(pending=1, claimed=2, uncertain=1, given_up=1, oldest=NOW)


def test_an_empty_outbox_is_due_never(setup: Setup) -> None:
    assert setup.next_due() is None
    assert setup.claim() == []


def test_what_waits_behind_another_letter_does_not_make_it_due(setup: Setup) -> None:
    setup.post(ANN, "one")
    setup.post(ANN, "two")
    [first] = setup.claim()
    assert setup.next_due() == NOW + LEASE
    setup.again(first, NOW + 9 * SECOND)
    assert setup.next_due() == NOW + 9 * SECOND


def test_several_claimers_never_get_the_same_letter(postgres_url: str) -> None:
    """While one has its claim open, another gets what is left, at once."""
    impatient = f"{postgres_url}&options=-c%20lock_timeout%3D3s"
    with Database.open(impatient) as database:
        setup = Setup(database)
        for chat in range(1, 7):
            setup.post(ChatId(chat), f"to {chat}")
        setup.post(ANN, "behind the first")

        def two_at_once(connection: Connection) -> tuple[list[str], list[str]]:
            mine = outbox.claim(connection, NOW, lease_at(NOW), 2)
            theirs = setup.claim(limit=10)
            return texts(list(mine)), texts(theirs)

        mine, theirs = database.run(two_at_once)
        assert mine == ["to 1", "to 2"]
        assert theirs == ["to 3", "to 4", "to 5", "to 6"], "not what waits behind a letter another one holds"


def test_bulk_letters_wait_until_somebody_takes_them_in_hand(setup: Setup, database: Database) -> None:
    def waiting() -> int:
        return database.run(outbox.bulk_waiting)

    assert waiting() == 0
    setup.post(ANN, "reply", Lane.REPLY)
    setup.post(BOB, "prompt", Lane.PROMPT)
    setup.post(CLEO, "announcement", Lane.ANNOUNCEMENT)
    assert waiting() == 2
    message, prompt = setup.claim(limit=2)
    assert (message.spoken, prompt.spoken, waiting()) == ("reply", "prompt", 1)
    setup.again(prompt, NOW + 9 * SECOND)
    assert waiting() == 2
    for outgoing in setup.claim(NOW + 9 * SECOND):
        setup.sent(outgoing)
    assert waiting() == 0


def test_claiming_and_waiting_read_by_index_however_long_the_outbox_is(sqlite_url: str) -> None:
    """A query that stopped using the partial indexes would read every row, a hundred thousand at worst."""
    plans: list[str] = []

    def look(connection: Connection) -> None:
        seen: list[tuple[str, object]] = []

        def note(_c: object, _cursor: object, statement: str, parameters: object, *_rest: object) -> None:
            seen.append((statement, parameters))

        event.listen(connection, "before_cursor_execute", note)
        outbox.claim(connection, NOW, lease_at(NOW), 5)
        outbox.in_doubt(connection, NOW)
        outbox.next_due(connection)
        outbox_settle.forget_settled(connection, NOW)
        event.remove(connection, "before_cursor_execute", note)
        for statement, parameters in seen:
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)  # type: ignore[arg-type]
            plans.extend(row[3] for row in rows)

    with Database.open(sqlite_url) as database:
        Setup(database).post(ANN, "one")
        database.run(look)
    steps = [plan for plan in plans if plan.startswith(("SCAN", "SEARCH"))]
    assert steps
    assert [step for step in steps if "USING" not in step] == []

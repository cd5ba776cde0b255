"""The outbox by examples: order, urgency, leases, edits that replace each other, and what is left behind."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, event, select

from bot.app.heard import ChatId, MessageId, PersonId
from bot.app.letters import Act, Lane, Letter, Lost
from bot.store import outbox
from bot.store.outbox import Draft
from bot.store.tables import messages
from bot.store.tables import outbox as table
from bot.store.transact import Database

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LEASE = timedelta(seconds=60)
SECOND = timedelta(seconds=1)
ANN, BOB, CLEO = ChatId(1), ChatId(2), ChatId(3)


def draft(
    chat: ChatId, text: str, lane: Lane = Lane.REPLY, act: Act = Act.SEND, slot: str | None = None
) -> Draft:
    return Draft(chat=chat, learner=PersonId(chat), lane=lane, act=act, spoken=text, slot=slot)


class Desk:
    """A hand on the outbox of one database, one transaction a call."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def post(self, chat: ChatId, text: str, lane: Lane = Lane.REPLY, slot: str | None = None) -> None:
        self.lay(draft(chat, text, lane=lane, slot=slot))

    def act(self, chat: ChatId, act: Act, text: str, slot: str) -> None:
        self.lay(draft(chat, text, act=act, slot=slot))

    def lay(self, letter: Draft) -> None:
        self.database.run(lambda c: outbox.post(c, letter, NOW))

    def claim(self, now: datetime = NOW, limit: int = 100) -> list[Letter]:
        return list(self.database.run(lambda c: outbox.claim(c, now, limit, LEASE)))

    def sent(self, letter: Letter, message: int | None = None, now: datetime = NOW) -> None:
        number = None if message is None else MessageId(message)
        self.database.run(lambda c: outbox.sent(c, letter, number, now))

    def again(self, letter: Letter, at: datetime) -> bool:
        return self.database.run(lambda c: outbox.again(c, letter, at))

    def lost(self, letter: Letter, why: Lost) -> bool:
        return self.database.run(lambda c: outbox.lost(c, letter, why, NOW))

    def in_doubt(self, now: datetime) -> list[Letter]:
        return list(self.database.run(lambda c: outbox.in_doubt(c, now)))

    def next_due(self) -> datetime | None:
        return self.database.run(outbox.next_due)

    def drain(self) -> list[str]:
        """Send everything that can leave now; the texts in the order in which they left."""
        left: list[str] = []
        number = 1000
        while letters := self.claim():
            for letter in letters:
                number += 1
                left.append(letter.spoken or letter.act.value)
                self.sent(letter, number)
        return left

    def states(self) -> list[str]:
        return self.database.run(
            lambda c: list(c.execute(select(table.c.state).order_by(table.c.id)).scalars())
        )


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


def texts(letters: list[Letter]) -> list[str]:
    return [letter.spoken for letter in letters]


def test_letters_of_a_chat_leave_one_by_one_in_order(desk: Desk) -> None:
    for text in ("one", "two", "three"):
        desk.post(ANN, text)
    [first] = desk.claim()
    assert first.spoken == "one"
    assert desk.claim() == [], "the second waits until the first has arrived"
    desk.sent(first, 1)
    assert desk.drain() == ["two", "three"]


def test_chats_do_not_wait_for_each_other(desk: Desk) -> None:
    desk.post(ANN, "to Ann")
    desk.post(BOB, "to Bob")
    assert texts(desk.claim()) == ["to Ann", "to Bob"]


def test_the_most_urgent_lane_goes_first(desk: Desk) -> None:
    desk.post(ANN, "news", Lane.ANNOUNCEMENT)
    desk.post(BOB, "question", Lane.PROMPT)
    desk.post(CLEO, "reply", Lane.REPLY)
    desk.post(ChatId(4), "round", Lane.ROUND)
    assert texts(desk.claim()) == ["reply", "round", "question", "news"]


def test_no_more_than_asked_for_are_claimed(desk: Desk) -> None:
    for chat in range(1, 6):
        desk.post(ChatId(chat), f"to {chat}")
    assert texts(desk.claim(limit=2)) == ["to 1", "to 2"]
    assert texts(desk.claim(limit=2)) == ["to 3", "to 4"]


def test_a_reply_pulls_the_prompt_before_it_out_of_the_queue(desk: Desk) -> None:
    for chat in range(10, 20):
        desk.post(ChatId(chat), f"prompt {chat}", Lane.PROMPT)
    desk.post(CLEO, "prompt for Cleo", Lane.PROMPT)
    desk.post(CLEO, "reply to Cleo", Lane.REPLY)
    assert texts(desk.claim(limit=1)) == ["prompt for Cleo"]


def test_a_letter_that_failed_holds_those_behind_it_until_it_is_due(desk: Desk) -> None:
    desk.post(ANN, "one")
    desk.post(ANN, "two")
    desk.post(BOB, "to Bob")
    first, bobs = desk.claim()
    desk.sent(bobs, 1)
    assert desk.again(first, NOW + 5 * SECOND)
    assert desk.claim(NOW + 4 * SECOND) == []
    assert desk.next_due() == NOW + 5 * SECOND
    [retried] = desk.claim(NOW + 5 * SECOND)
    assert (retried.spoken, retried.tries) == ("one", 1)


def test_a_claim_that_runs_out_can_be_claimed_again(desk: Desk) -> None:
    desk.post(ANN, "reply")
    [first] = desk.claim()
    assert desk.next_due() == NOW + LEASE
    assert desk.claim(NOW + LEASE - SECOND) == []
    [second] = desk.claim(NOW + LEASE)
    assert (second.id, second.tries) == (first.id, 1)


def test_a_prompt_is_claimed_once_whatever_happens(desk: Desk) -> None:
    desk.post(ANN, "prompt", Lane.PROMPT)
    desk.post(ANN, "reply")
    [prompt] = desk.claim()
    assert desk.claim(NOW + LEASE) == [], "in doubt, it holds its chat"
    [doubtful] = desk.in_doubt(NOW + LEASE)
    assert doubtful == prompt
    assert desk.lost(doubtful, Lost.UNCERTAIN)
    assert desk.states() == ["uncertain", "pending"]
    assert texts(desk.claim(NOW + LEASE)) == ["reply"]
    assert desk.in_doubt(NOW + LEASE) == []


def test_a_prompt_that_certainly_did_not_leave_may_be_tried_again(desk: Desk) -> None:
    desk.post(ANN, "prompt", Lane.PROMPT)
    [prompt] = desk.claim()
    assert desk.again(prompt, NOW + SECOND)
    assert texts(desk.claim(NOW + SECOND)) == ["prompt"]


def test_only_prompts_whose_lease_ran_out_are_in_doubt(desk: Desk) -> None:
    desk.post(ANN, "prompt", Lane.PROMPT)
    desk.post(BOB, "reply")
    desk.claim()
    assert desk.in_doubt(NOW + LEASE - SECOND) == []
    assert texts(desk.in_doubt(NOW + LEASE)) == ["prompt"]


def test_a_claim_that_ran_out_settles_nothing_any_more(desk: Desk) -> None:
    desk.post(ANN, "reply")
    [slow] = desk.claim()
    [quick] = desk.claim(NOW + LEASE)
    assert not desk.again(slow, NOW)
    assert not desk.lost(slow, Lost.REFUSED)
    assert desk.states() == ["claimed"]
    assert desk.lost(quick, Lost.REFUSED)
    assert not desk.lost(quick, Lost.REFUSED), "the tutor is told once"


def test_what_has_arrived_has_arrived_whoever_holds_the_claim(desk: Desk) -> None:
    desk.post(ANN, "reply", slot="17.0")
    [slow] = desk.claim()
    [quick] = desk.claim(NOW + LEASE)
    desk.sent(slow, 5)
    desk.sent(quick, 6)
    assert desk.states() == ["sent"]
    assert desk.claim(NOW + 9 * LEASE) == []


def test_a_process_that_begins_alone_takes_up_what_a_dead_one_had_in_hand(desk: Desk) -> None:
    desk.post(ANN, "reply")
    desk.post(BOB, "prompt", Lane.PROMPT)
    desk.claim()
    assert desk.claim(NOW) == []
    assert desk.database.run(lambda c: outbox.end_leases(c, NOW)) == 2
    assert texts(desk.claim(NOW)) == ["reply"]
    assert texts(desk.in_doubt(NOW)) == ["prompt"]


# Edits and slots


@pytest.mark.parametrize(
    ("acts", "left"),
    [
        ("edit:a edit:b", ["b"]),
        ("edit:a edit:b edit:c", ["c"]),
        ("clear clear", ["clear"]),
        ("edit:a clear", ["a", "clear"]),
        ("clear edit:a", ["a"]),
        ("edit:a clear edit:b", ["b"]),
        ("edit:a clear clear", ["a", "clear"]),
    ],
)
def test_of_edits_that_wait_only_those_that_still_say_something_leave(
    desk: Desk, acts: str, left: list[str]
) -> None:
    desk.post(ANN, "message", slot="17.0")
    for act, _, text in (word.partition(":") for word in acts.split()):
        desk.act(ANN, Act(act), text, slot="17.0")
    assert desk.drain() == ["message", *left]


def test_an_edit_replaces_nothing_in_other_slots_or_chats(desk: Desk) -> None:
    desk.act(ANN, Act.EDIT, "a", slot="1.0")
    desk.act(ANN, Act.EDIT, "b", slot="2.0")
    desk.act(BOB, Act.EDIT, "c", slot="1.0")
    assert sorted(desk.drain()) == ["a", "b", "c"]


def test_an_edit_that_is_leaving_is_not_replaced_and_the_newer_one_follows(desk: Desk) -> None:
    desk.act(ANN, Act.EDIT, "old", slot="1.0")
    [leaving] = desk.claim()
    desk.act(ANN, Act.EDIT, "new", slot="1.0")
    desk.sent(leaving, 1)
    assert desk.drain() == ["new"]


@pytest.mark.parametrize("how", ["again", "lease"])
def test_an_edit_that_comes_back_behind_a_newer_one_is_dropped(desk: Desk, how: str) -> None:
    desk.act(ANN, Act.EDIT, "old", slot="1.0")
    [leaving] = desk.claim()
    desk.act(ANN, Act.EDIT, "new", slot="1.0")
    if how == "again":
        desk.again(leaving, NOW + LEASE)
    assert texts(desk.claim(NOW + LEASE)) == ["new"]


def test_an_edit_that_comes_back_before_a_clear_still_leaves(desk: Desk) -> None:
    desk.act(ANN, Act.EDIT, "text", slot="1.0")
    [leaving] = desk.claim()
    desk.act(ANN, Act.CLEAR, "", slot="1.0")
    desk.again(leaving, NOW)
    assert desk.drain() == ["text", "clear"]


def test_an_edit_knows_the_message_its_slot_was_sent_as(desk: Desk) -> None:
    desk.post(ANN, "message", slot="17.0")
    [message] = desk.claim()
    assert message.message is None
    desk.sent(message, 4711)
    desk.act(ANN, Act.EDIT, "edited", slot="17.0")
    desk.act(BOB, Act.EDIT, "of a message that never was", slot="17.0")
    edited, lonely = desk.claim()
    assert (edited.message, lonely.message) == (4711, None)


def test_a_slot_sent_twice_is_its_newest_message_and_a_reply_to_either_finds_it(desk: Desk) -> None:
    desk.post(ANN, "message", slot="17.0")
    [first] = desk.claim()
    [second] = desk.claim(NOW + LEASE)
    desk.sent(first, 10)
    desk.sent(second, 11)
    desk.act(ANN, Act.CLEAR, "", slot="17.0")
    [clear] = desk.claim(NOW + LEASE)
    assert clear.message == 11

    def slots(connection: Connection) -> list[str | None]:
        return [outbox.slot_of(connection, ANN, MessageId(number)) for number in (10, 11, 12)]

    assert desk.database.run(slots) == ["17.0", "17.0", None]


# What is left behind


def test_where_a_chat_is_closed_what_waits_for_it_is_given_up(desk: Desk) -> None:
    desk.post(ANN, "one")
    desk.post(ANN, "two")
    desk.post(BOB, "to Bob")
    anns, _ = desk.claim()
    assert desk.lost(anns, Lost.BLOCKED)
    assert desk.states() == ["given_up", "given_up", "claimed"]
    assert desk.claim(NOW) == []


def test_a_letter_the_server_refuses_lets_the_next_one_go(desk: Desk) -> None:
    desk.post(ANN, "too long")
    desk.post(ANN, "fine")
    [refused] = desk.claim()
    desk.lost(refused, Lost.REFUSED)
    assert texts(desk.claim()) == ["fine"]


@pytest.mark.parametrize("end", ["sent", "lost"])
def test_a_fleeting_letter_is_gone_once_it_is_settled(desk: Desk, end: str) -> None:
    desk.lay(replace(draft(ANN, "all my data"), fleeting=True))
    [letter] = desk.claim()
    if end == "sent":
        desk.sent(letter, 1)
    else:
        desk.lost(letter, Lost.REFUSED)
    assert desk.states() == []


def test_a_letter_erased_on_its_way_leaves_no_trace_when_it_arrives(desk: Desk) -> None:
    desk.post(ANN, "reply", slot="17.0")
    [letter] = desk.claim()
    desk.database.run(lambda c: c.execute(table.delete()))
    desk.sent(letter, 1)
    assert not desk.again(letter, NOW)
    assert not desk.lost(letter, Lost.REFUSED)
    assert desk.states() == []
    assert desk.database.run(lambda c: c.execute(select(messages)).all()) == []


def test_settled_letters_are_forgotten_when_their_time_is_over(desk: Desk) -> None:
    desk.post(ANN, "old")
    desk.post(BOB, "newer")
    desk.post(CLEO, "waiting")
    old, newer, _ = desk.claim()
    desk.sent(old, 1, NOW)
    desk.sent(newer, 2, NOW + SECOND)
    assert desk.database.run(lambda c: outbox.forget_settled(c, NOW + SECOND)) == 1
    assert desk.states() == ["sent", "claimed"]


def test_an_operator_can_count_what_stands_where(desk: Desk) -> None:
    for chat in (1, 2, 3, 4):
        desk.post(ChatId(chat), "reply")
    desk.post(ChatId(5), "prompt", Lane.PROMPT)
    sent, refused, _, _, prompt = desk.claim()
    desk.sent(sent, 1)
    desk.lost(refused, Lost.REFUSED)
    desk.lost(prompt, Lost.UNCERTAIN)
    desk.post(ANN, "one more")
    counts = desk.database.run(outbox.counts)
    assert counts == outbox.Counts(pending=1, claimed=2, uncertain=1, given_up=1, oldest=NOW)


def test_an_empty_outbox_is_due_never(desk: Desk) -> None:
    assert desk.next_due() is None
    assert desk.claim() == []


def test_what_waits_behind_another_letter_does_not_make_it_due(desk: Desk) -> None:
    desk.post(ANN, "one")
    desk.post(ANN, "two")
    [first] = desk.claim()
    assert desk.next_due() == NOW + LEASE
    desk.again(first, NOW + 9 * SECOND)
    assert desk.next_due() == NOW + 9 * SECOND


def test_several_claimers_never_get_the_same_letter(postgres_url: str) -> None:
    """While one has its claim open, another gets what is left, at once."""
    impatient = f"{postgres_url}&options=-c%20lock_timeout%3D3s"
    with Database.open(impatient) as database:
        desk = Desk(database)
        for chat in range(1, 7):
            desk.post(ChatId(chat), f"to {chat}")
        desk.post(ANN, "behind the first")

        def two_at_once(connection: Connection) -> tuple[list[str], list[str]]:
            mine = outbox.claim(connection, NOW, 2, LEASE)
            theirs = desk.claim(limit=10)
            return texts(list(mine)), texts(theirs)

        mine, theirs = database.run(two_at_once)
        assert mine == ["to 1", "to 2"]
        assert theirs == ["to 3", "to 4", "to 5", "to 6"], "not what waits behind a letter another one holds"


def test_bulk_letters_wait_until_somebody_takes_them_in_hand(desk: Desk, database: Database) -> None:
    def waiting() -> int:
        return database.run(outbox.bulk_waiting)

    assert waiting() == 0
    desk.post(ANN, "reply", Lane.REPLY)
    desk.post(BOB, "prompt", Lane.PROMPT)
    desk.post(CLEO, "announcement", Lane.ANNOUNCEMENT)
    assert waiting() == 2
    reply, prompt = desk.claim(limit=2)
    assert (reply.spoken, prompt.spoken, waiting()) == ("reply", "prompt", 1)
    desk.again(prompt, NOW + 9 * SECOND)
    assert waiting() == 2
    for letter in desk.claim(NOW + 9 * SECOND):
        desk.sent(letter)
    assert waiting() == 0


def test_claiming_and_waiting_read_by_index_however_long_the_outbox_is(sqlite_url: str) -> None:
    """A query that stopped using the partial indexes would read every row, a hundred thousand at worst."""
    plans: list[str] = []

    def look(connection: Connection) -> None:
        seen: list[tuple[str, object]] = []

        def note(_c: object, _cursor: object, statement: str, parameters: object, *_rest: object) -> None:
            seen.append((statement, parameters))

        event.listen(connection, "before_cursor_execute", note)
        outbox.claim(connection, NOW, 5, LEASE)
        outbox.in_doubt(connection, NOW)
        outbox.next_due(connection)
        outbox.forget_settled(connection, NOW)
        event.remove(connection, "before_cursor_execute", note)
        for statement, parameters in seen:
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)  # type: ignore[arg-type]
            plans.extend(row[3] for row in rows)

    with Database.open(sqlite_url) as database:
        Desk(database).post(ANN, "one")
        database.run(look)
    steps = [plan for plan in plans if plan.startswith(("SCAN", "SEARCH"))]
    assert steps
    assert [step for step in steps if "USING" not in step] == []

"""What is left behind: given up, forgotten, counted, waited for, and read by index."""

import pytest
from msgspec.structs import replace
from sqlalchemy import Connection, event, select

from bot.app.events import ChatId
from bot.app.ports.outbox import Lane, Undelivered
from bot.store import outbox, outbox_settle
from bot.store.tables import messages
from bot.store.tables import outbox as table
from bot.store.transact import Database
from tests.store.outbox_setup import ANN, BOB, CLEO, LEASE, NOW, SECOND, Setup, draft, lease_at, texts


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

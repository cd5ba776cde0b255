"""A learner's export: the turn describes it, the sender makes it, row by row."""

import gzip
import json
import tracemalloc
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, insert, select

from bot.app.events import PersonId
from bot.exporting import IN_MEMORY, Exports, pieces
from bot.store.account import personal_data
from bot.store.account.personal_data import CHUNK
from bot.store.tables import answers, asked, learners
from bot.store.transact import Database
from bot.words.spoken import Spoken
from tests.conversation import room
from tests.store.exported import export_of
from tests.store.test_personal_data import fill

ANN, BOB = PersonId(1001), PersonId(1002)
START = datetime(2016, 3, 1, 12, tzinfo=UTC)
DESCRIBED = json.dumps({"export": ANN})


def years(connection: Connection, learner: PersonId, questions: int) -> None:
    """So many questions asked and answered, five a day."""
    begun = select(asked.c.id).order_by(asked.c.id.desc()).limit(1)
    first = connection.execute(begun).scalar() or 0
    moments = [START + timedelta(days=n // 5, minutes=n % 5) for n in range(questions)]
    shared = {"learner_id": learner, "chat_id": learner, "credit": 1.0}
    counts = dict.fromkeys(("hints", "tries", "misses", "completions", "messages"), 0)
    connection.execute(
        insert(asked),
        [
            {
                **shared,
                **counts,
                "id": first + n,
                "deck": "intro-ml",
                "question": f"fundamentals-{n}",
                "snapshot": json.dumps({"ask": f"Question “{n}”?" + "x" * 800}, ensure_ascii=False),
                "state": "closed",
                "at": at,
                "have": "[]",
            }
            for n, at in enumerate(moments, 1)
        ],
    )
    connection.execute(
        insert(answers),
        [
            {
                **shared,
                "asked_id": first + n,
                "message_id": n,
                "at": at,
                "said": f'a "\\" & ü {n}',
                "mark": "right",
                "reason": "exact",
                "marker": "1",
            }
            for n, at in enumerate(moments, 1)
        ],
    )


def read(exports: Exports) -> bytes:
    made = exports(DESCRIBED)
    assert made is not None
    with made.stream as stream:
        data = stream.read()
    return gzip.decompress(data) if made.suffix == ".gz" else data


def test_an_export_is_the_json_of_every_row_piece_by_piece(database: Database) -> None:
    def work(connection: Connection) -> str:
        fill(connection, ANN)
        fill(connection, BOB)
        years(connection, ANN, 2 * CHUNK + 1)
        return json.dumps(export_of(connection, ANN), ensure_ascii=False, indent=2)

    whole = database.run(work)
    text = read(Exports(database)).decode()
    assert text == whole
    kept = json.loads(text)
    assert len(kept["asked"]) == 2 * CHUNK + 2
    assert "Question “7”?" in kept["asked"][7]["snapshot"], "the words of each question"
    assert str(BOB) not in text


@pytest.mark.parametrize("tables", [{}, {"a": []}, {"a": [], "b": [{"c": None, "d": 0.5}, {"c": True}]}])
def test_the_pieces_are_what_json_writes(tables: dict[str, list[dict[str, Any]]]) -> None:
    written = "".join(pieces((name, iter(rows)) for name, rows in tables.items()))
    assert written == json.dumps(tables, ensure_ascii=False, indent=2)


@pytest.mark.soak
def test_a_long_history_is_never_in_memory_as_a_whole(sqlite_url: str) -> None:
    with Database.open(sqlite_url) as database:
        database.run(lambda c: fill(c, ANN))
        database.run(lambda c: years(c, ANN, 8000))
        exports = Exports(database)
        read(exports)  # what is made once is made
        tracemalloc.start()
        try:
            made = exports(DESCRIBED)
            _, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert made is not None
        with made.stream as stream:
            size = stream.seek(0, 2)
    assert size > 10 * IN_MEMORY
    assert most < 4 * IN_MEMORY, "the part of the file that is kept in memory, and some hundred rows"


def test_what_is_too_large_for_telegram_is_compressed(database: Database) -> None:
    database.run(lambda c: fill(c, ANN))
    database.run(lambda c: years(c, ANN, CHUNK))
    plain, packed = Exports(database)(DESCRIBED), Exports(database, largest=1000)(DESCRIBED)
    assert plain is not None
    assert packed is not None
    assert (plain.suffix, packed.suffix) == ("", ".gz")
    with plain.stream as one, packed.stream as other:
        assert gzip.decompress(other.read()) == one.read()


def test_whoever_was_erased_meanwhile_has_no_export(database: Database) -> None:
    database.run(lambda c: fill(c, ANN))
    assert read(Exports(database))
    database.run(lambda c: personal_data.erase(c, ANN))
    assert Exports(database)(DESCRIBED) is None


def test_only_descriptions_of_exports_are_read(database: Database) -> None:
    for nonsense in ("", "7", '{"export": "7"}', '{"other": 7}'):
        with pytest.raises(ValueError, match=r".+"):
            Exports(database)(nonsense)


async def test_a_turn_carries_a_description_whatever_the_history(store_url: str) -> None:
    async with room(store_url) as bot:
        new = await _asked_for(bot.ann.says("/start"), bot.ann.says("/export"))
        bot.database.run(lambda c: years(c, ANN, 1000))
        bot.clock.pass_by(timedelta(minutes=1))
        old = await _asked_for(bot.ann.says("/settings"), bot.ann.says("/export"))
    assert new == old
    assert len(new) < 400


async def _asked_for(first: Any, export: Any) -> str:
    """What the outbox holds of an export."""
    await first
    held: list[str] = []

    def note(_c: object, _cursor: object, statement: str, values: Any, *_rest: object) -> None:
        if "INSERT INTO outbox" in statement:
            every = values.values() if isinstance(values, dict) else values
            held.extend(one for one in every if isinstance(one, str) and '"document"' in one)

    event.listen(Engine, "before_cursor_execute", note)  # its words go once it is sent
    try:
        assert (await export).document is not None
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    return next(text for text in held if Spoken.from_json(text).document)


@pytest.fixture
def plans(sqlite_url: str) -> list[str]:
    """How SQLite finds the rows of an export."""
    seen: list[str] = []
    with Database.open(sqlite_url) as database:

        def explain(connection: Connection, cursor: object, statement: str, values: Any, *_: object) -> None:
            raw = connection.connection.dbapi_connection
            assert raw is not None
            found = raw.execute(f"EXPLAIN QUERY PLAN {statement}", values).fetchall()
            seen.extend(str(row[3]) for row in found)

        with database.snapshot() as view:
            event.listen(view, "before_cursor_execute", explain)
            export_of(view, ANN)
    return seen


def test_no_table_is_read_from_end_to_end(plans: list[str]) -> None:
    assert len(plans) > len([table for table in learners.metadata.sorted_tables if "learner_id" in table.c])
    assert not [plan for plan in plans if plan.startswith("SCAN")]

"""A database full of rows of 0001: nothing is lost on the way up and back, and its code still runs."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Float,
    Integer,
    MetaData,
    Table,
    delete,
    insert,
    inspect,
    select,
    text,
    type_coerce,
)

from alembic import command
from bot.app.events import ChatId, Person, PersonId
from bot.app.learning.rebuild import rebuild
from bot.app.ports.account import Learner
from bot.app.ports.calendar import DayReason
from bot.app.ports.daily import Subscription, SubscriptionState
from bot.app.ports.learning import Outcome
from bot.app.ports.progress import Met, Progress
from bot.domain.memory import Card
from bot.domain.question import DeckId, QuestionId
from bot.store import migrate
from bot.store.columns import LocalDate, Moment
from bot.store.engine import make_engine
from bot.store.migrate import HEAD, revision_of, upgrade
from bot.store.repository import Repository
from bot.store.transact import run_alone
from tests.store.exported import export_of

T = TypeVar("T")

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
PEOPLE = [PersonId(number) for number in range(71, 81)]
ANN = PEOPLE[0]
Rows = dict[str, list[tuple[Any, ...]]]


def in_one(url: str, work: Callable[[Connection], T]) -> T:
    engine = make_engine(url)
    try:
        return run_alone(engine, work)
    finally:
        engine.dispose()


def move(url: str, revision: str, direction: Callable[..., None]) -> None:
    def work(connection: Connection) -> None:
        settings = migrate.config()
        settings.attributes["connection"] = connection
        direction(settings, revision)

    in_one(url, work)


def old_database(url: str) -> MetaData:
    """Fill a new database of revision 0001; its tables as the database itself describes them."""
    move(url, "0001", command.upgrade)
    old = MetaData()
    in_one(url, lambda connection: old.reflect(connection))
    old.remove(old.tables["alembic_version"])
    for learner in PEOPLE:
        fill(url, old, learner)
    return old


def fill(url: str, old: MetaData, learner: PersonId) -> None:
    """One row about the person in every table, by the columns of 0001 alone."""
    in_one(url, lambda connection: _fill(connection, old, learner))


def _fill(connection: Connection, old: MetaData, learner: PersonId) -> None:
    ids: dict[str, int] = {}
    for table in old.sorted_tables:
        row = {c.name: _value(c, learner, ids) for c in table.c if c.name != "id" or table.name == "learners"}
        key = connection.execute(insert(table).values(row)).inserted_primary_key
        ids[table.name] = learner if table.name == "learners" else key[0] if key else 0


def _value(column: Column[Any], learner: PersonId, ids: dict[str, int]) -> Any:
    for key in column.foreign_keys:
        return ids[key.column.table.name]
    known = {"id": learner, "verdict": Outcome.RIGHT.value, "reason": DayReason.ANSWERED.value, "zone": None}
    if column.name in known:
        return known[column.name]
    match column.type:
        case DateTime():
            return NOW
        case Date():
            return date(2026, 3, 1)
        case Boolean():
            return True
        case Float():
            return 0.5
        case Integer():
            return 1000 + learner
        case _:
            return f"text {learner}"


def contents(url: str, old: MetaData) -> Rows:
    """Every row, by the columns of 0001: with a question's content where later revisions have its hash, and
    with the person's number where later ones leave it to the chat's."""

    def read(connection: Connection) -> Rows:
        rows = {table.name: [tuple(row) for row in _all(connection, table)] for table in old.sorted_tables}
        if inspect(connection).has_table("snapshots"):
            found = connection.execute(text("SELECT hash, content FROM snapshots"))
            content = {row.hash: row.content for row in found}
            rows["asked"] = [tuple(content.get(value, value) for value in row) for row in rows["asked"]]
        rows["messages"] = [(row[0], row[1], row[2] or row[0], row[3]) for row in rows["messages"]]
        rows["chores"] = [row for row in rows["chores"] if "rebuild" not in row]
        return rows

    return in_one(url, read)


def _all(connection: Connection, table: Table) -> Any:
    """Instants and dates as the program reads them: 0009 keeps them as numbers on SQLite."""
    columns = [type_coerce(c, _as_read(c)) for c in table.c]
    return connection.execute(select(*columns).order_by(*table.primary_key.columns))


def _as_read(column: Column[Any]) -> Any:
    match column.type:
        case DateTime():
            return Moment
        case Date():
            return LocalDate
        case _:
            return column.type


def test_every_row_survives_the_way_up_and_back(empty_url: str) -> None:
    old = old_database(empty_url)
    before = contents(empty_url, old)
    assert {len(rows) for rows in before.values()} == {len(PEOPLE)}
    found = upgrade(empty_url)
    assert (found.before, found.after) == ("0001", HEAD)
    assert contents(empty_url, old) == before
    in_one(empty_url, lambda connection: use_new(Repository(connection), ANN))
    move(empty_url, "0001", command.downgrade)
    assert in_one(empty_url, revision_of) == "0001"
    assert contents(empty_url, old) == before
    upgrade(empty_url)
    assert contents(empty_url, old) == before


def test_an_old_learner_has_every_new_setting_at_its_beginning(empty_url: str) -> None:
    old_database(empty_url)
    upgrade(empty_url)
    said = f"text {ANN}"
    expected = Learner(
        id=ANN, name=said, language=said, zone=None, here=True, since=NOW, deck=DeckId(said), live=said
    )
    assert in_one(empty_url, lambda connection: Repository(connection).learner(ANN)) == expected
    in_one(empty_url, lambda c: rebuild(Repository(c), check=False, opinions=frozenset()))
    met = in_one(empty_url, lambda c: Repository(c).met(ANN, NOW.replace(year=2000)))
    assert [one.question for one in met] == [said]
    assert len(in_one(empty_url, lambda c: Repository(c).days(ANN, None))) == 1


def test_code_of_0001_still_takes_people_in_and_erases_them(empty_url: str) -> None:
    """Both releases run side by side while one replaces the other."""
    old = old_database(empty_url)
    upgrade(empty_url)
    newcomer = PersonId(99)
    fill(empty_url, old, newcomer)
    assert in_one(empty_url, lambda c: Repository(c).learner(newcomer)) is not None
    in_one(empty_url, lambda connection: use_new(Repository(connection), newcomer))

    def erase(connection: Connection) -> None:
        for table in reversed(old.sorted_tables):
            key = table.c.get("learner_id" if table.name != "learners" else "id")
            if key is not None:
                connection.execute(delete(table).where(key == newcomer))

    in_one(empty_url, erase)
    export = in_one(empty_url, lambda c: export_of(c, newcomer))
    assert not any(export.values())
    assert "subscriptions" in export


def test_going_back_keeps_of_the_ledger_what_0001_can_read(empty_url: str) -> None:
    upgrade(empty_url)
    first, second, third = (date(2026, 3, day) for day in (1, 2, 3))

    def earn(repo: Repository) -> None:
        repo.lock_person(Person(id=ANN, name="Ann", language=None), NOW)
        repo.earn_day(ANN, first, DayReason.ANSWERED, NOW)
        repo.earn_day(ANN, first, DayReason.NOTHING_DUE, NOW)
        repo.earn_day(ANN, second, DayReason.NOTHING_DUE, NOW)
        repo.earn_day(ANN, third, DayReason.FREEZE, NOW)

    in_one(empty_url, lambda connection: earn(Repository(connection)))
    move(empty_url, "0001", command.downgrade)
    upgrade(empty_url)
    left = in_one(empty_url, lambda connection: Repository(connection).days(ANN, None))
    assert [(day.local_date, day.reason) for day in left] == [
        (first, DayReason.ANSWERED),
        (second, DayReason.ANSWERED),
    ]


def use_new(repo: Repository, learner: PersonId) -> None:
    """Put something about the person into everything that came after 0001."""
    card = Card(
        stability=1.0,
        difficulty=5.0,
        due_on=NOW.date(),
        first_on=NOW.date(),
        last_at=NOW,
        last_on=NOW.date(),
        reps=1,
        lapses=0,
    )
    met = Met(
        question=QuestionId("tools-01"),
        times=1,
        first=NOW,
        last=NOW,
        verdict=Outcome.RIGHT,
        credit=1.0,
    )
    repo.save_progress(learner, Progress(deck=DeckId("intro-ml"), last_on=NOW.date(), met=met, card=card))
    at = NOW.time()
    repo.save_subscription(
        Subscription(learner=learner, chat=ChatId(learner), state=SubscriptionState.ON, at=at, next_at=NOW)
    )
    assert repo.claim_prompt(learner, NOW.date(), NOW)

"""What the tests of the daily question share: a book of repository, and the plans of its queries."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import TypeVar

from msgspec.structs import replace
from sqlalchemy import Connection, event

from bot.app.events import ChatId, Person, PersonId
from bot.app.ports.daily import Subscription, SubscriptionState
from bot.domain.question import DeckId, QuestionId
from bot.store.repository import Repository
from bot.store.transact import Database

T = TypeVar("T")

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
TODAY = NOW.date()
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
ANN, BOB = PersonId(2**40 + 1), PersonId(2)
DECK, TENSOR, LOSS = DeckId("intro-ml"), QuestionId("tools-01"), QuestionId("models-02")


class Book:
    """The repository of one database; each call is a transaction of its own."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def do(self, use: Callable[[Repository], T]) -> T:
        return self.database.run(lambda connection: use(Repository(connection)))

    def meet(self, *numbers: PersonId) -> None:
        def enter(repo: Repository) -> None:
            for number in numbers:
                repo.lock_person(Person(id=number, name="Somebody", language=None), NOW)

        self.do(enter)

    def subscribe(self, learner: PersonId, **more: object) -> Subscription:
        made = replace(subscription(learner), **more)
        self.do(lambda repo: repo.save_subscription(made))
        return made


def subscription(learner: PersonId) -> Subscription:
    return Subscription(learner=learner, chat=ChatId(learner), state=SubscriptionState.ON, at=time(8, 30))


def plans_of(url: str, use: Callable[[Repository], object]) -> list[str]:
    """The steps by which a SQLite database would run each statement of `use`."""
    seen: list[tuple[str, object]] = []

    def note(_c: object, _cursor: object, statement: str, parameters: object, *_rest: object) -> None:
        seen.append((statement, parameters))

    def look(connection: Connection) -> list[str]:
        event.listen(connection, "before_cursor_execute", note)
        use(Repository(connection))
        event.remove(connection, "before_cursor_execute", note)
        return [step for query in seen for step in _plan(connection, *query)]

    with Database.open(url) as database:
        return database.run(look)


def _plan(connection: Connection, statement: str, parameters: object) -> list[str]:
    rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)  # type: ignore[arg-type]
    return [row[3] for row in rows]

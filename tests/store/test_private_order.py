"""A group's round and a person's own turn write into the same private chat: one after the other, and neither
writes over what the other has changed."""

from datetime import UTC, datetime, timedelta
from threading import Thread

import psycopg
import pytest
from msgspec.structs import replace
from sqlalchemy import Connection, select

from bot.app.events import ChatId, Person, PersonId
from bot.app.replies import Message, NotACommand, Response
from bot.posting import Posting
from bot.store.outbox import Lease
from bot.store.repository import Repository
from bot.store.tables import outbox
from bot.store.transact import Database
from bot.store.turn_repository import TurnRepository

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LEASE = Lease(until=NOW + timedelta(minutes=1), owner="here/1")
ANN, BOB = PersonId(1), PersonId(2)


def message(person: PersonId, *, aside: bool) -> Message:
    return Message(chat=ChatId(person), replies=(NotACommand(name="x"),), aside=aside)


def whispers(connection: Connection, *people: PersonId) -> list[int]:
    """A group's transaction tells its players something; gives whose message it may send at once."""
    posting = Posting(connection, NOW, LEASE)
    told = Response(messages=tuple(message(person, aside=True) for person in people))
    posting.post_all(Repository(connection), told)
    return [one.id for one in posting.outgoing().claimed]


def answered(connection: Connection, person: PersonId) -> list[int]:
    """A person's own turn."""
    repo, posting = TurnRepository(connection), Posting(connection, NOW, LEASE)
    repo.lock_person(Person(id=person, name="Ann", language="en"), NOW)
    posting.post_all(repo, Response(messages=(message(person, aside=False),), to=person))
    repo.flush()
    return [one.id for one in posting.outgoing().claimed]


def met(database: Database, *people: PersonId) -> None:
    for id in people:
        database.run(
            lambda c, id=id: Repository(c).lock_person(Person(id=id, name="Ann", language="en"), NOW)  # type: ignore[misc]
        )


def test_whoever_posts_into_private_chats_holds_their_people(postgres_url: str) -> None:
    with Database.open(postgres_url) as database, psycopg.connect(postgres_url) as other:
        met(database, ANN, BOB)

        def work(connection: Connection) -> None:
            whispers(connection, BOB, ANN)
            for person in (ANN, BOB):
                with pytest.raises(psycopg.errors.LockNotAvailable), other.transaction():
                    other.execute("SELECT 1 FROM learners WHERE id = %s FOR UPDATE NOWAIT", (person,))

        database.run(work)


def test_of_two_at_once_only_one_message_of_a_chat_is_in_hand(postgres_url: str) -> None:
    """Without the lock neither sees the other's message, and both would leave at the same time."""
    with Database.open(postgres_url) as database:
        met(database, ANN, BOB)
        in_hand: list[int] = []

        def turn() -> None:
            in_hand.extend(database.run(lambda c: answered(c, ANN)))

        def round_ends(connection: Connection) -> list[int]:
            claimed = whispers(connection, ANN, BOB)
            thread.start()
            waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
            with psycopg.connect(postgres_url, autocommit=True) as watch:
                while thread.is_alive() and watch.execute(waiting).fetchone() == (0,):
                    pass
            return claimed

        thread = Thread(target=turn)
        in_hand += database.run(round_ends)
        thread.join()
        rows = database.run(lambda c: c.execute(select(outbox).order_by(outbox.c.id)).all())
        assert [(row.chat_id, row.state) for row in rows] == [
            (ANN, "claimed"),
            (BOB, "claimed"),
            (ANN, "pending"),
        ]
        assert sorted(in_hand) == [row.id for row in rows if row.state == "claimed"]


def test_an_answer_to_a_round_in_private_undoes_nothing_of_the_persons_turn(postgres_url: str) -> None:
    """It says which message carries choices now, in the person's row, and holds the group's."""
    with Database.open(postgres_url) as database:
        met(database, ANN)

        def zone_chosen(connection: Connection) -> None:
            repo = Repository(connection)
            learner = repo.lock_learner(ANN)
            assert learner is not None
            repo.save_learner(replace(learner, zone="Asia/Tokyo"))
            thread.start()
            waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
            with psycopg.connect(postgres_url, autocommit=True) as watch:
                while thread.is_alive() and watch.execute(waiting).fetchone() == (0,):
                    pass

        def answer(connection: Connection) -> None:
            repo = Repository(connection)
            Posting(connection, NOW, LEASE).post_all(
                repo, Response(messages=(message(ANN, aside=False),), to=ANN)
            )
            learner = repo.learner(ANN)
            assert learner is not None
            repo.save_learner(replace(learner, live="r1.0"))

        thread = Thread(target=lambda: database.run(answer))
        database.run(zone_chosen)
        thread.join()
        learner = database.run(lambda c: Repository(c).learner(ANN))
        assert learner is not None
        assert (learner.zone, learner.live) == ("Asia/Tokyo", "r1.0")

"""Memory and settings: what is stored comes back to the last bit, and the log in its order."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from bot.app.events import ChatId, PersonId
from bot.app.ports.account import Learner
from bot.app.ports.learning import Asked, Outcome, Review, State
from bot.app.ports.progress import Met, Progress
from bot.domain.memory import Card, Memory
from bot.domain.question import QuestionId
from bot.store.repository import Repository
from bot.store.transact import Database
from tests.store.daybook import ANN, BOB, DECK, HOUR, LOSS, NOW, TENSOR, TODAY, Book


def reviewed(book: Book, learner: PersonId, question: QuestionId, at: datetime) -> Review:
    """A question asked and brought to its end."""

    def keep(repo: Repository) -> Review:
        asked = repo.ask(
            Asked(
                id=0,
                learner=learner,
                chat=ChatId(learner),
                sitting=None,
                deck=DECK,
                question=question,
                snapshot="{}",
                state=State.RIGHT,
                at=at,
            )
        )
        made = review(asked, at)
        repo.save_review(made)
        return made

    return book.do(keep)


def review(asked: Asked, at: datetime) -> Review:
    return Review(
        learner=asked.learner,
        asked=asked.id,
        deck=DECK,
        question=asked.question,
        at=at,
        local_date=at.date(),
        verdict=Outcome.RIGHT,
        credit=1.0,
        hints=0,
        tries=1,
        seconds=5,
        marker="1",
    )


def card(**more: Any) -> Card:
    usual = Card(
        stability=0.1 + 0.2,
        difficulty=1 / 3,
        due_on=date(2026, 3, 9),
        first_on=date(2025, 12, 31),
        last_at=NOW + timedelta(microseconds=1),
        last_on=TODAY,
        reps=4,
        lapses=1,
    )
    return usual._replace(**more)


@pytest.fixture
def book(database: Database) -> Book:
    """Repository of a database that knows Ann and Bob."""
    made = Book(database)
    made.meet(ANN, BOB)
    return made


# Settings


def test_every_setting_of_a_learner_comes_back_as_it_was_stored(book: Book) -> None:
    ann = Learner(
        id=ANN,
        name="Ann",
        language="de",
        zone="Pacific/Chatham",
        here=False,
        since=NOW,
        deck=DECK,
        flow=False,
        live="17.0",
        exam=date(2026, 12, 18),
        new_cap=0,
        review_cap=99,
        ahead=False,
        paused_from=date(2026, 3, 2),
        paused_until=date(2026, 3, 16),
        rest_days=64,
        weekly=True,
        quiet_from=time(23, 30),
        quiet_to=time(6, 15),
        offered=True,
        milestone=30,
        rest_from=date(2026, 3, 1),
    )
    book.do(lambda repo: repo.save_learner(ann))
    assert book.do(lambda repo: repo.learner(ANN)) == ann


# Memory


def memory(card: Card) -> Memory:
    return Memory(card.stability, card.difficulty, card.last_at)


def progress(question: QuestionId, card: Card) -> Progress:
    met = Met(
        question=question,
        times=card.reps,
        first=NOW,
        last=card.last_at,
        verdict=Outcome.RIGHT,
        credit=1.0,
    )
    return Progress(deck=DECK, last_on=card.last_on, met=met, card=card)


def test_a_card_comes_back_to_the_last_bit_and_is_replaced_by_a_later_one(book: Book) -> None:
    """A replay of the log is compared with what is stored: a rounded number would look like a fault."""
    first = progress(TENSOR, card(difficulty=1.7976931348623157e300))
    book.do(lambda repo: repo.save_progress(ANN, first))
    assert book.do(lambda repo: repo.all_progress(ANN)) == {TENSOR: first}
    later = progress(TENSOR, card(reps=5, lapses=2, due_on=date(2026, 4, 1), stability=5e-324))
    book.do(lambda repo: repo.save_progress(ANN, later))
    assert book.do(lambda repo: repo.all_progress(ANN)) == {TENSOR: later}
    assert book.do(lambda repo: dict(repo.known(ANN))) == {TENSOR: memory(card(stability=5e-324))}


def test_an_opinion_is_met_and_leaves_no_memory(book: Book) -> None:
    given = replace(progress(TENSOR, card(reps=1, lapses=0)), card=None)
    book.do(lambda repo: repo.save_progress(ANN, given))
    assert book.do(lambda repo: repo.met(ANN, NOW)) == [given.met]
    assert book.do(lambda repo: repo.faltered(ANN)) == []
    assert book.do(lambda repo: dict(repo.known(ANN))) == {}


def test_cards_are_those_of_one_learner(book: Book) -> None:
    for learner, question, reps in ((ANN, TENSOR, 1), (ANN, LOSS, 2), (BOB, TENSOR, 3)):
        row = progress(question, card(reps=reps))
        book.do(lambda repo, who=learner, row=row: repo.save_progress(who, row))  # type: ignore[misc]
    assert book.do(lambda repo: dict(repo.known(ANN))) == {
        TENSOR: memory(card()),
        LOSS: memory(card()),
    }
    assert book.do(lambda repo: dict(repo.known(PersonId(404)))) == {}


def test_the_log_of_a_question_comes_by_instant_and_then_by_number(book: Book) -> None:
    late = reviewed(book, ANN, TENSOR, NOW + HOUR)
    first = reviewed(book, ANN, TENSOR, NOW)
    second = reviewed(book, ANN, TENSOR, NOW)
    reviewed(book, ANN, LOSS, NOW)
    reviewed(book, BOB, TENSOR, NOW)
    assert book.do(lambda repo: repo.log_of(ANN, TENSOR)) == [first, second, late]
    assert book.do(lambda repo: repo.log_of(ANN, QuestionId("none"))) == []

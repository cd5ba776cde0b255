"""What a turn reads of a learner's memory is what the whole of it says, and so is its choice."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from msgspec.structs import replace
from sqlalchemy import text

from bot.app.events import Person
from bot.app.ports.calendar import DayReason
from bot.app.ports.learning import Outcome
from bot.app.ports.progress import Met, Progress
from bot.domain.known import Known
from bot.domain.memory import Card
from bot.domain.pick import Candidates, Step, has_room, pick, promised
from bot.domain.question import DeckId, QuestionId, Short, TopicId
from bot.domain.streak import counted
from bot.domain.worth import WEEKS_ON, gain
from bot.store.learning.known import FEW
from bot.store.repository import Repository
from bot.store.transact import Database
from bot.store.turn_repository import TurnRepository
from tests.store.daybook import ANN, BOB, DECK, NOW, TODAY, Book

DECK_OF = [
    Short(
        id=QuestionId(f"what is q-{n}?"),
        deck=DeckId("d"),
        topic=TopicId(f"t{n % 3}"),
        lang="en",
        ask="?",
        answer="!",
    )
    for n in range(2 * FEW)
]


@pytest.fixture
def book(database: Database) -> Book:
    """Repository of a database that knows Ann and Bob."""
    made = Book(database)
    made.meet(ANN, BOB)
    return made


def progress(id: QuestionId, chance: Random, *, opinion: bool = False) -> Progress:
    last = TODAY - timedelta(days=chance.choice((0, 0, 1, 3, 60)))
    at = datetime(last.year, last.month, last.day, 9, 0, 0, chance.randrange(1_000_000), UTC)
    card = Card(
        stability=chance.uniform(0.1, 90),
        difficulty=chance.uniform(1, 10),
        due_on=last + timedelta(days=chance.choice((1, 1, 2, 30, 90))),
        first_on=last - timedelta(days=chance.choice((0, 5))),
        last_at=at,
        last_on=last,
        reps=chance.randrange(1, 9),
        lapses=0,
    )
    met = Met(question=id, times=card.reps, first=at, last=at, verdict=Outcome.RIGHT, credit=1.0)
    return Progress(deck=DECK, last_on=last, met=met, card=None if opinion else card)


def save(book: Book, *made: Progress) -> None:
    def work(repo: Repository) -> None:
        for one in made:
            repo.save_progress(ANN, one)

    book.do(work)


def whole(repo: Repository) -> Known:
    """As it would be with every row read and every value of it."""
    kept = repo.all_progress(ANN)
    cards = {id: one.card for id, one in kept.items() if one.card is not None}
    return Known.of(cards, kept.keys() - cards.keys())


def chosen(known: Known, steps: list[Step], exam: date | None, new_left: int) -> tuple[object, ...]:
    """All that is decided by it."""
    candidates = Candidates(
        pool=DECK_OF,
        known=known,
        gain=lambda memory: gain(memory, NOW, WEEKS_ON),
        steps=steps,
        size=5,
        today=TODAY,
        new_left=new_left - known.first_met_on(TODAY),
        reviews_left=20 - known.repeated_on(TODAY),
        exam=exam,
    )
    days = (1, 7, 90)
    room = [has_room(candidates, TODAY + timedelta(days=n)) for n in days]
    return pick(candidates), promised(candidates), room, [known.met(q.id) for q in DECK_OF], known.count


@pytest.mark.parametrize("seed", range(12))
def test_the_choice_is_that_of_the_whole_memory(book: Book, seed: int) -> None:
    chance = Random(seed)
    for question in chance.sample(DECK_OF, chance.choice((0, 3, FEW, len(DECK_OF)))):
        made = progress(question.id, chance, opinion=chance.random() < 0.1)
        book.do(lambda repo, made=made: repo.save_progress(ANN, made))  # type: ignore[misc]
    book.do(lambda repo: repo.save_progress(BOB, progress(DECK_OF[0].id, chance)))
    steps = [Step(question=q.id, passed=chance.choice((True, False))) for q in chance.sample(DECK_OF, 2)]
    exam = chance.choice((None, TODAY + timedelta(days=20)))
    new_left = chance.choice((0, 99))
    later = progress(chance.choice(DECK_OF).id, chance)

    def compare(repo: Repository) -> None:
        assert dict(repo.known(ANN)) == dict(whole(repo))
        assert chosen(repo.known(ANN), steps, exam, new_left) == chosen(whole(repo), steps, exam, new_left)

    def in_a_turn(repo: Repository) -> None:
        turn = TurnRepository(repo.connection)
        turn.lock_person(Person(id=ANN, name="Ann", language=None), NOW)
        compare(turn)
        turn.save_progress(ANN, later)
        assert turn.progress(ANN, later.met.question) == later
        compare(turn)

    book.do(compare)
    book.do(in_a_turn)


def test_days_that_the_code_before_0009_wrote_are_read(book: Book) -> None:
    chance = Random(0)
    made = [progress(question.id, chance) for question in DECK_OF]
    save(book, *made)
    if book.do(lambda repo: repo.connection.dialect.name) == "postgresql":
        pytest.skip("a day is a day there")
    old = text("UPDATE cards SET due_on = :due, last_on = :last, first_on = :first WHERE question = :id")
    for one in made[::2]:
        assert one.card is not None
        card = {"due": one.card.due_on, "last": one.card.last_on, "first": one.card.first_on}
        values = {name: str(day) for name, day in card.items()} | {"id": one.met.question}
        book.do(lambda repo, values=values: repo.connection.execute(old, values) and None)  # type: ignore[misc]
    expected = Known.of({one.met.question: one.card for one in made if one.card})
    found = book.do(lambda repo: repo.known(ANN))
    for day in range(-60, 100, 5):
        on = TODAY + timedelta(days=day)
        assert found.due(on, None) == expected.due(on, None)
        assert found.repeated_on(on) == expected.repeated_on(on)


def test_lately_met_are_those_with_a_review_since_then(book: Book) -> None:
    early, late = progress(DECK_OF[0].id, Random(1)), progress(DECK_OF[1].id, Random(2))
    early = replace(
        early, met=replace(early.met, first=NOW - timedelta(days=9), last=NOW - timedelta(days=2))
    )
    late = replace(late, met=replace(late.met, first=NOW - timedelta(days=10), last=NOW))
    save(book, early, late)
    assert book.do(lambda repo: repo.met(ANN, NOW)) == [late.met]
    assert book.do(lambda repo: repo.met(ANN, NOW - timedelta(days=3))) == [late.met, early.met]


def test_who_faltered_was_not_right_in_full_by_the_first_answer(book: Book) -> None:
    how = [(verdict, credit) for verdict in Outcome for credit in (1.0, 0.8, 0.0)]
    made = [progress(question.id, Random(1)) for question in DECK_OF[: len(how)]]
    made = [
        replace(one, met=replace(one.met, verdict=verdict, credit=credit))
        for one, (verdict, credit) in zip(made, how, strict=True)
    ]
    save(book, *made)
    unaided = {(Outcome.RIGHT, 1.0), (Outcome.ALMOST, 1.0)}
    expected = {one.met for one in made if (one.met.verdict, one.met.credit) not in unaided}
    assert set(book.do(lambda repo: repo.faltered(ANN))) == expected
    book.do(lambda repo: repo.connection.execute(text("UPDATE cards SET verdict = NULL")) and None)
    assert len(book.do(lambda repo: repo.faltered(ANN))) == len(made)


def test_the_reasons_of_days_are_those_of_the_whole_ledger(book: Book) -> None:
    chance = Random(3)
    rows = [
        (
            TODAY - timedelta(days=chance.randrange(30)),
            chance.choice(list(DayReason)),
            NOW + timedelta(hours=n),
        )
        for n in range(60)
    ]
    for on, reason, at in rows:
        book.do(lambda repo, row=(on, reason, at): repo.earn_day(ANN, *row))  # type: ignore[misc]
    first, end = TODAY - timedelta(days=20), TODAY - timedelta(days=3)
    whole_ledger = counted(book.do(lambda repo: repo.days(ANN, None)))
    expected = [(day.local_date, day.reason) for day in whole_ledger if first <= day.local_date < end]
    assert book.do(lambda repo: repo.reasons(ANN, first, end)) == expected

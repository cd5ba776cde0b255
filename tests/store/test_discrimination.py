"""Whether a question tells those apart who know more of the rest, from kept answers and cards."""

import pytest
from msgspec.structs import replace

from bot.app.authoring.items import with_discrimination
from bot.app.events import ChatId, PersonId
from bot.app.ports.learning import Answer, Asked, Outcome, State
from bot.domain.items import Flag, Item, Tally, item_of
from bot.domain.marking import Mark, Reason
from bot.domain.question import QuestionId, TopicId
from bot.store.repository import Repository
from bot.store.transact import Database
from tests.decks.test_hints import short
from tests.store.daybook import DECK, LOSS, NOW, Book
from tests.store.test_cards import card, progress

PEOPLE = 40
REST = 8
"""Questions each of them has met besides."""


def answered(repo: Repository, person: PersonId, *, right: bool) -> None:
    asked = repo.ask(
        Asked(
            id=0,
            learner=person,
            chat=ChatId(person),
            sitting=None,
            deck=DECK,
            question=LOSS,
            snapshot="{}",
            state=State.RIGHT if right else State.MISSED,
            tries=1,
            at=NOW,
        )
    )
    repo.save_answer(
        Answer(
            learner=person,
            asked=asked.id,
            chat=ChatId(person),
            message=None,
            at=NOW,
            said="it",
            mark=Mark.RIGHT if right else Mark.WRONG,
            reason=Reason.EXACT if right else Reason.UNRELATED,
            credit=float(right),
            marker="1",
        )
    )


def knows(repo: Repository, person: PersonId, count: int) -> None:
    """That many of the rest, and the question itself, which does not count."""
    for number in range(REST):
        made = progress(QuestionId(f"rest-{number}"), card())
        met = replace(made.met, verdict=Outcome.RIGHT if number < count else Outcome.WRONG)
        repo.save_progress(person, replace(made, met=met))
    repo.save_progress(person, progress(LOSS, card()))


def told(database: Database, right: range) -> Item:
    """The question where those people were right at first go; the higher their number, the more they know."""
    book = Book(database)
    book.meet(*(PersonId(1 + number) for number in range(PEOPLE)))

    def keep(repo: Repository) -> Item:
        for number in range(PEOPLE):
            person = PersonId(1 + number)
            answered(repo, person, right=number in right)
            knows(repo, person, number * (REST + 1) // PEOPLE)
        item = item_of(Tally(people=PEOPLE, right=len(right)))
        assert item is not None
        question = replace(short("it"), id=LOSS, deck=DECK, topic=TopicId("t"))
        return with_discrimination(repo, question, item)

    return book.do(keep)


def test_those_who_know_more_get_it_right(database: Database) -> None:
    item = told(database, range(20, PEOPLE))

    assert item.discrimination == pytest.approx(0.87, abs=0.03)
    assert Flag.BACKWARDS not in item.flags


def test_those_who_know_more_get_it_wrong(database: Database) -> None:
    item = told(database, range(20))

    assert item.discrimination == pytest.approx(-0.87, abs=0.03)
    assert Flag.BACKWARDS in item.flags


def test_nothing_is_told_that_a_few_could_be_known_by(database: Database) -> None:
    assert told(database, range(4)).discrimination is None

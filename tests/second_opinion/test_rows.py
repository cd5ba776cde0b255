"""What is kept of second opinions, on both databases."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import insert, select

from bot.app.events import PersonId
from bot.app.ports.second_opinion import AnswerInDoubt, JobState, OpinionJob, Spent
from bot.decks.adhoc import question_of
from bot.domain.second_opinion.opinion import Says, SecondOpinion
from bot.domain.snapshot import freeze
from bot.store.repository import Repository
from bot.store.second_opinion.rows import SecondOpinionRows
from bot.store.second_opinion.tables import second_opinions
from bot.store.tables import learners
from bot.store.transact import Database

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
LEASE = timedelta(seconds=20)
ANN = PersonId(71)
QUESTION = question_of({"ask": "What does a loss measure?", "accept": ["How far off it is."], "lang": "en"})
SAME = SecondOpinion(says=Says.SAME, confidence=0.9, why="So.")


def doubt(said: str) -> AnswerInDoubt:
    return AnswerInDoubt(question=QUESTION, snapshot=freeze(QUESTION), said=said)


def job(asked: int) -> OpinionJob:
    return OpinionJob(id=0, learner=ANN, asked=asked, at=NOW)


def test_an_opinion_is_found_by_the_normal_form_of_an_answer(database: Database) -> None:
    def work(connection: object) -> list[SecondOpinion | None]:
        rows = SecondOpinionRows(connection)  # type: ignore[arg-type]
        rows.keep_opinion(doubt("the size of its mistakes"), "m", SAME, ANN, NOW)
        rows.keep_opinion(
            doubt("size of its mistakes"), "m", SecondOpinion(says=Says.OTHER, confidence=1), ANN, NOW
        )
        return [
            rows.opinion_on(doubt("The size of its mistakes!"), "m"),
            rows.opinion_on(doubt("The size of its mistakes!"), "another"),
            rows.opinion_on(doubt("not the size of its mistakes"), "m"),
        ]

    assert database.run(work) == [SAME, None, None], "the first one stands"


def test_two_are_on_their_way_at_a_time_and_a_lease_ends(database: Database) -> None:
    def take(at: datetime) -> int | None:
        taken = database.run(lambda c: SecondOpinionRows(c).take_opinion_job(at, LEASE, "one", 2))
        return None if taken is None else taken.asked

    for number in (1, 2, 3):
        database.run(lambda c, number=number: SecondOpinionRows(c).add_opinion_job(job(number)))  # type: ignore[misc]
    assert [take(NOW), take(NOW), take(NOW)] == [1, 2, None]
    assert take(NOW + LEASE) == 1, "whoever had it may be dead"
    database.run(lambda c: SecondOpinionRows(c).end_opinion_job(2, JobState.KEPT))
    assert take(NOW + LEASE) == 3
    assert not database.run(lambda c: SecondOpinionRows(c).end_opinion_job(2, JobState.TOLD)), "twice is once"
    database.run(lambda c: SecondOpinionRows(c).free_opinion_jobs(lambda owner: owner == "one"))
    assert take(NOW + LEASE) == 1


def test_a_day_is_counted_by_utc(database: Database) -> None:
    def spend(at: datetime) -> Spent:
        return database.run(lambda c: SecondOpinionRows(c).spend(at, 2, 300))

    assert spend(NOW) == Spent(calls=2, tokens=300)
    assert spend(NOW + timedelta(hours=11)) == Spent(calls=4, tokens=600)
    assert spend(NOW + timedelta(hours=12)) == Spent(calls=2, tokens=300)


def test_a_no_stands_until_it_is_taken_back_and_goes_with_the_person(database: Database) -> None:
    person = {"id": ANN, "name": "Ann", "here": True, "since": NOW, "flow": True}
    database.run(lambda c: c.execute(insert(learners), person))

    def want(*, wanted: bool) -> bool:
        database.run(lambda c: SecondOpinionRows(c).want_opinion(ANN, NOW, wanted=wanted))
        return database.run(lambda c: SecondOpinionRows(c).wants_no_opinion(ANN))

    assert [want(wanted=False), want(wanted=False), want(wanted=True), want(wanted=False)] == [1, 1, 0, 1]
    database.run(lambda c: Repository(c).erase(ANN))
    assert not database.run(lambda c: SecondOpinionRows(c).wants_no_opinion(ANN))


def test_its_time_is_that_of_the_answers(database: Database) -> None:
    database.run(lambda c: SecondOpinionRows(c).keep_opinion(doubt("so far"), "m", SAME, ANN, NOW))
    database.run(lambda c: SecondOpinionRows(c).add_opinion_job(job(1)))
    assert database.run(lambda c: Repository(c).forget_opinions(NOW)) == 0
    assert database.run(lambda c: Repository(c).forget_opinions(NOW + timedelta(days=1))) == 2
    assert database.run(lambda c: c.execute(select(second_opinions)).all()) == []

"""Going back before doubt was known: nothing is left that the older code cannot read."""

from datetime import UTC, datetime

from sqlalchemy import Connection, text

from alembic import command
from bot.app.events import ChatId, Person, PersonId
from bot.app.ports.learning import Answer, Appeal, Asked, Outcome, SelfMark, State
from bot.domain.marking.verdict import Mark, Reason
from bot.domain.question import DeckId, QuestionId
from bot.store import migrate
from bot.store.engine import make_engine
from bot.store.migrate import upgrade
from bot.store.repository import Repository
from bot.store.transact import run_alone

ANN, NOW = PersonId(1), datetime(2026, 3, 2, 17, 0, tzinfo=UTC)


def doubted(repo: Repository, question: str, state: State, self_mark: SelfMark | None) -> None:
    """A question that was answered in doubt."""
    asked = repo.ask(
        Asked(
            id=0,
            learner=ANN,
            chat=ChatId(ANN),
            sitting=None,
            deck=DeckId("d"),
            question=QuestionId(question),
            snapshot="{}",
            state=state,
            at=NOW,
            tries=1,
            first=Mark.DOUBTFUL,
        )
    )
    repo.save_answer(
        Answer(
            learner=ANN,
            asked=asked.id,
            chat=ChatId(ANN),
            message=None,
            at=NOW,
            said="words",
            mark=Mark.DOUBTFUL,
            reason=Reason.UNSURE,
            credit=0.5,
            marker="2",
        )
    )
    if self_mark is not None:
        repo.save_appeal(
            Appeal(
                learner=ANN,
                asked=asked.id,
                deck=DeckId("d"),
                question=QuestionId(question),
                at=NOW,
                said="words",
                was=Outcome.DOUBTFUL,
                self_mark=self_mark,
            )
        )


def fill(connection: Connection) -> None:
    repo = Repository(connection)
    repo.lock_person(Person(id=ANN, name="Ann", language=None), NOW)
    doubted(repo, "q1", State.COMPARING, None)
    doubted(repo, "q2", State.RIGHT, SelfMark.SAME)
    doubted(repo, "q3", State.MISSED, SelfMark.NOT_QUITE)


def back(connection: Connection) -> None:
    settings = migrate.config(None)
    settings.attributes["connection"] = connection
    command.downgrade(settings, "0009")


def test_what_was_in_doubt_is_partly_right_to_the_code_before(empty_url: str) -> None:
    upgrade(empty_url)
    engine = make_engine(empty_url)
    try:
        run_alone(engine, fill)
        run_alone(engine, back)
        read = run_alone(
            engine,
            lambda c: (
                c.execute(text("SELECT state, first FROM asked ORDER BY id")).all(),
                c.execute(text("SELECT mark FROM answers")).scalars().all(),
                c.execute(text("SELECT question, was FROM appeals")).all(),
                c.execute(
                    text("SELECT count(*) FROM asked WHERE state = 'shown' AND closed_at IS NULL")
                ).scalar(),
            ),
        )
    finally:
        engine.dispose()
    states, marks, appeals, unclosed = read
    assert states == [("shown", "partial"), ("right", "partial"), ("missed", "partial")]
    assert list(marks) == ["partial"] * 3
    assert appeals == [("q2", "partial")], "a “not quite” is no appeal"
    assert unclosed == 0
    upgrade(empty_url)

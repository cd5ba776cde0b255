"""The repository: records go in and come out equal, and the queries do what the use cases are promised."""

import asyncio
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TypeVar

import pytest
from msgspec.structs import replace
from sqlalchemy import Connection

from bot.app.events import ChatId, MessageId, Person, PersonId
from bot.app.ports import repository as wanted
from bot.app.ports.account import Learner, RetentionRepository
from bot.app.ports.calendar import DayReason, LedgerDay
from bot.app.ports.learning import Answer, Appeal, Asked, Outcome, Report, Review, Sitting, State
from bot.app.ports.outbox import Act, Delivered, Lane
from bot.domain.marking.verdict import Mark, Reason
from bot.domain.question import DeckId, QuestionId, TopicId
from bot.domain.streak import Ledger
from bot.store import inbox, outbox
from bot.store.outbox import Lease, OutboxDraft
from bot.store.outbox_settle import settle
from bot.store.repository import Repository
from bot.store.transact import Database
from tests.store.exported import export_of

T = TypeVar("T")

NOW = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
ANN, BOB = PersonId(2**40 + 1), PersonId(2)
HERE = ChatId(ANN)
DECK, TENSOR, LOSS = DeckId("intro-ml"), QuestionId("tools-01"), QuestionId("models-02")


def person(id: PersonId = ANN, name: str = "Ann", language: str | None = "de") -> Person:
    return Person(id=id, name=name, language=language)


def question(learner: PersonId = ANN, chat: ChatId = HERE, **more: object) -> Asked:
    return replace(
        Asked(
            id=0,
            learner=learner,
            chat=chat,
            sitting=None,
            deck=DECK,
            question=TENSOR,
            snapshot="{}",
            state=State.OPEN,
            at=NOW,
        ),
        **more,
    )


def review(asked: Asked, at: datetime = NOW, **more: object) -> Review:
    return replace(
        Review(
            learner=asked.learner,
            asked=asked.id,
            deck=DECK,
            question=asked.question,
            at=at,
            local_date=at.date(),
            verdict=Outcome.RIGHT,
            credit=1.0,
            hints=1,
            tries=2,
            seconds=30,
            marker="1",
        ),
        **more,
    )


def answer(asked: Asked, message: int | None, said: str = "a tensor", at: datetime = NOW) -> Answer:
    return Answer(
        learner=asked.learner,
        asked=asked.id,
        chat=asked.chat,
        message=None if message is None else MessageId(message),
        at=at,
        said=said,
        mark=Mark.ALMOST,
        reason=Reason.SLIP,
        credit=0.9,
        marker="1",
    )


def appeal(asked: Asked, at: datetime = NOW) -> Appeal:
    return Appeal(
        learner=asked.learner,
        asked=asked.id,
        deck=asked.deck,
        question=asked.question,
        at=at,
        said="words",
        was=Outcome.WRONG,
    )


class Book:
    """The repository of one database; each call is a transaction of its own."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def do(self, use: Callable[[Repository], T]) -> T:
        return self.database.run(lambda connection: use(Repository(connection)))

    def ask(self, **more: object) -> Asked:
        return self.do(lambda repo: repo.ask(question(**more)))  # type: ignore[arg-type]

    def asked(self, id: int) -> Asked:
        found = self.do(lambda repo: repo.asked(id))
        assert found is not None
        return found

    def keep(self, what: Review | Answer | Appeal) -> None:
        match what:
            case Review():
                self.do(lambda repo: repo.save_review(what))
            case Answer():
                self.do(lambda repo: repo.save_answer(what))
            case Appeal():
                assert self.do(lambda repo: repo.save_appeal(what))

    def earn(self, learner: PersonId, day: date, at: datetime = NOW) -> bool:
        return self.do(lambda repo: repo.earn_day(learner, day, DayReason.ANSWERED, at))


@pytest.fixture
def book(database: Database) -> Book:
    """Repository of a database that knows Ann and Bob."""
    made = Book(database)
    made.do(lambda repo: repo.lock_person(person(), NOW))
    made.do(lambda repo: repo.lock_person(person(BOB, "Bob"), NOW))
    return made


def test_the_class_has_everything_the_use_cases_ask_for() -> None:
    """mypy compares the signatures; this line is what it compares."""

    def all_of_it(
        repo: Repository,
    ) -> tuple[wanted.Repository, RetentionRepository, wanted.DueRepository]:
        return repo, repo, repo

    assert callable(all_of_it)


# People


def test_a_newcomer_is_remembered_with_everything_at_its_beginning(book: Book) -> None:
    cleo = book.do(lambda repo: repo.lock_person(person(PersonId(3), "Cleo", None), NOW))
    assert cleo == Learner(id=PersonId(3), name="Cleo", language=None, zone=None, here=True, since=NOW)
    assert book.do(lambda repo: repo.learner(PersonId(3))) == cleo
    assert book.do(lambda repo: repo.learner(PersonId(404))) is None


def test_name_and_language_are_renewed_and_the_rest_is_kept(book: Book) -> None:
    changed = Learner(
        id=ANN,
        name="Ann",
        language="de",
        zone="Europe/Berlin",
        here=False,
        since=NOW,
        deck=DECK,
        flow=False,
        live="17.0",
    )
    book.do(lambda repo: repo.save_learner(changed))
    assert book.do(lambda repo: repo.lock_person(person(name="Anna", language="fr"), NOW + DAY)) == replace(
        changed, name="Anna", language="fr"
    )
    assert book.do(lambda repo: repo.lock_person(person(name="Anna", language=None), NOW)).language == "fr"


def test_a_learner_is_locked_by_number_and_a_stranger_is_nobody(book: Book) -> None:
    assert book.do(lambda repo: repo.lock_learner(ANN)) == book.do(lambda repo: repo.learner(ANN))
    assert book.do(lambda repo: repo.lock_learner(PersonId(404))) is None


def test_a_name_that_a_database_cannot_keep_is_kept_without_what_it_cannot(book: Book) -> None:
    odd = book.do(lambda repo: repo.lock_person(person(name="A\x00n\ud83dn 🦉"), NOW))
    assert odd.name == "A\ufffdn\ufffdn 🦉"
    assert book.do(lambda repo: repo.lock_person(person(name="A\x00n\ud83dn 🦉"), NOW)) == odd


def test_times_come_back_aware_in_utc_and_naive_ones_are_refused(book: Book) -> None:
    tokyo = timezone(9 * HOUR)
    asked = book.ask(at=NOW.astimezone(tokyo))
    again = book.do(lambda repo: repo.asked(asked.id))
    assert again is not None
    assert (again.at, again.at.tzinfo) == (NOW, UTC)
    with pytest.raises(Exception, match="no time zone"):
        book.ask(at=NOW.replace(tzinfo=None))


async def test_works_about_one_person_take_turns_from_the_very_first_on(database: Database) -> None:
    """Ten at once meet a stranger: one row, and each sees what the one before it wrote."""

    def count(connection: Connection) -> None:
        repo = Repository(connection)
        learner = repo.lock_person(person(), NOW)
        repo.save_learner(replace(learner, live=str(int(learner.live or 0) + 1)))

    await asyncio.gather(*(database.transact(count) for _ in range(10)))
    ann = database.run(lambda c: Repository(c).learner(ANN))
    assert ann is not None
    assert ann.live == "10"


# Questions and sittings


def test_a_question_comes_back_as_it_was_asked(book: Book) -> None:
    asked = book.ask(snapshot='{"ask": "Größe?"}')
    assert asked == question(id=asked.id, snapshot='{"ask": "Größe?"}')
    assert book.do(lambda repo: repo.asked(asked.id)) == asked
    assert book.do(lambda repo: repo.asked(asked.id + 1)) is None


def test_a_changed_question_comes_back_changed(book: Book) -> None:
    asked = replace(
        book.ask(),
        state=State.MISSED,
        closed_at=NOW + HOUR,
        hints=2,
        tries=3,
        misses=1,
        completions=1,
        have=("simpler", "zweite Idee"),
        credit=0.5,
        first=Mark.PARTIAL,
        messages=4,
    )
    book.do(lambda repo: repo.save_asked(asked))
    assert book.do(lambda repo: repo.asked(asked.id)) == asked


def test_a_new_question_puts_the_open_one_of_that_chat_aside_and_no_other(book: Book) -> None:
    first, elsewhere = book.ask(), book.ask(chat=ChatId(-100))
    bobs = book.ask(learner=BOB, chat=ChatId(BOB))
    second = book.ask(question=LOSS)
    assert book.do(lambda repo: repo.asked_open(ANN, HERE)) == second
    states = [book.asked(asked.id).state for asked in (first, elsewhere, bobs)]
    assert states == [State.ASIDE, State.OPEN, State.OPEN]


def test_messages_about_a_question_are_numbered_one_after_the_other(book: Book) -> None:
    asked = book.do(lambda repo: repo.ask(question()))
    assert [book.do(lambda repo: repo.next_message(asked.id)) for _ in range(3)] == [0, 1, 2]
    assert book.do(lambda repo: repo.asked(asked.id)) == replace(asked, messages=3)
    assert book.do(lambda repo: repo.next_message(asked.id + 1)) is None


def test_nothing_is_open_where_everything_is_closed(book: Book) -> None:
    asked = book.ask()
    book.do(lambda repo: repo.save_asked(replace(asked, state=State.SHOWN, closed_at=NOW)))
    assert book.do(lambda repo: repo.asked_open(ANN, HERE)) is None


def test_the_last_closed_one_is_the_one_closed_latest(book: Book) -> None:
    assert book.do(lambda repo: repo.asked_last_closed(ANN, HERE)) is None
    first, second = book.ask(), book.ask(question=LOSS)
    late = replace(first, state=State.RIGHT, closed_at=NOW + HOUR)
    soon = replace(second, state=State.MISSED, closed_at=NOW)
    book.do(lambda repo: repo.save_asked(late))
    book.do(lambda repo: repo.save_asked(soon))
    book.ask()
    assert book.do(lambda repo: repo.asked_last_closed(ANN, HERE)) == late


def test_numbers_of_questions_are_never_used_again(book: Book) -> None:
    """An old button must not act on a newer question."""
    before = book.ask().id
    book.do(lambda repo: repo.erase(ANN))
    book.do(lambda repo: repo.lock_person(person(), NOW))
    assert book.ask().id > before


def test_a_sitting_is_the_one_that_has_not_ended(book: Book) -> None:
    new = Sitting(id=0, learner=ANN, chat=HERE, deck=DECK, topic=TopicId("tools"), size=5, at=NOW)
    assert book.do(lambda repo: repo.sitting(ANN, HERE)) is None
    first = book.do(lambda repo: repo.start_sitting(new))
    second = book.do(lambda repo: repo.start_sitting(replace(new, topic=None, at=NOW + HOUR)))
    assert book.do(lambda repo: repo.sitting(ANN, HERE)) == second
    assert second == replace(new, id=second.id, topic=None, at=NOW + HOUR)
    assert first.id != second.id
    book.do(lambda repo: repo.save_sitting(replace(second, ended_at=NOW + DAY)))
    assert book.do(lambda repo: repo.sitting(ANN, HERE)) is None


def test_questions_of_a_sitting_come_in_the_order_they_were_asked(book: Book) -> None:
    new = Sitting(id=0, learner=ANN, chat=HERE, deck=DECK, topic=None, size=5, at=NOW)
    sitting = book.do(lambda repo: repo.start_sitting(new))
    asked = [book.ask(sitting=sitting.id, at=NOW - n * HOUR) for n in range(3)]
    book.ask()
    found = book.do(lambda repo: repo.steps_of(sitting.id))
    assert [each.question for each in found] == [each.question for each in asked]
    assert [each.verdict for each in found] == [None, None, None]


# Answers, reviews, days


def test_a_message_that_was_marked_is_found_and_cannot_be_marked_again(book: Book) -> None:
    asked = book.ask()
    book.do(lambda repo: repo.save_answer(answer(asked, 7)))
    assert book.do(lambda repo: repo.answer_to(HERE, MessageId(7))) == asked.id
    assert book.do(lambda repo: repo.answer_to(HERE, MessageId(8))) is None
    with pytest.raises(Exception, match=r"(?i)unique"):
        book.do(lambda repo: repo.save_answer(answer(asked, 7)))


def test_taps_have_no_message_and_may_be_many(book: Book) -> None:
    asked = book.ask()
    for said in ("A", "B"):
        book.keep(answer(asked, None, said))
    assert book.do(lambda repo: repo.last_said(asked.id)) == "B"
    newest = book.do(lambda repo: repo.last_answer(asked.id))
    assert newest is not None
    assert newest.said == "B"
    assert book.do(lambda repo: repo.last_said(asked.id + 1)) is None


def test_an_answer_of_any_characters_is_kept(book: Book) -> None:
    asked = book.ask()
    book.do(lambda repo: repo.save_answer(answer(asked, 7, "half \ud83d nul \x00 '; DROP TABLE answers; --")))
    said = book.do(lambda repo: repo.last_said(asked.id))
    assert said == "half \ufffd nul \ufffd '; DROP TABLE answers; --"


def test_a_review_is_replaced_by_a_later_one_of_the_same_asked_question(book: Book) -> None:
    asked = book.ask()
    assert book.do(lambda repo: repo.review_of(asked.id)) is None
    first = review(asked, verdict=Outcome.WRONG, credit=0.0)
    book.do(lambda repo: repo.save_review(first))
    assert book.do(lambda repo: repo.review_of(asked.id)) == first
    mended = replace(first, verdict=Outcome.RIGHT, credit=1.0, seconds=99)
    book.do(lambda repo: repo.save_review(mended))
    assert book.do(lambda repo: repo.review_of(asked.id)) == mended


def test_a_day_is_earned_once_for_a_reason(book: Book) -> None:
    today = date(2026, 3, 1)
    assert book.earn(ANN, today)
    assert not book.earn(ANN, today)
    assert book.earn(BOB, today)


def test_the_ledger_comes_by_date_with_the_latest_review_of_each(book: Book) -> None:
    first, second = date(2026, 3, 1), date(2026, 3, 2)
    for local_date, at in ((second, NOW + DAY), (first, NOW)):
        book.earn(ANN, local_date, at)
    for at in (NOW, NOW + 2 * HOUR, NOW + HOUR):
        book.keep(review(book.ask(), at, local_date=first))
    book.keep(review(book.ask(learner=BOB, chat=ChatId(BOB)), NOW + 9 * HOUR, local_date=first))
    assert book.do(lambda repo: repo.days(ANN, None)) == [
        LedgerDay(local_date=first, reason=DayReason.ANSWERED, at=NOW, last_at=NOW + 2 * HOUR),
        LedgerDay(local_date=second, reason=DayReason.ANSWERED, at=NOW + DAY, last_at=NOW + DAY),
    ]
    assert book.do(lambda repo: repo.days(ANN, second))[0].local_date == second


def test_the_ledger_in_short_is_the_whole_one_in_short(book: Book) -> None:
    """Whatever is written: days in and out of order, late reviews, two reasons for one day."""
    days = [date(2026, 3, n) for n in (2, 1, 3, 4, 4, 9)]
    reasons = [DayReason.ANSWERED] * 2 + [DayReason.FREEZE, DayReason.PAUSE] + [DayReason.ANSWERED] * 2
    for number, (local_date, reason) in enumerate(zip(days, reasons, strict=True)):
        at = NOW + number * DAY
        book.do(lambda repo, d=local_date, r=reason, a=at: repo.earn_day(ANN, d, r, a))  # type: ignore[misc]
        if local_date == max(days[: number + 1]):
            book.keep(review(book.ask(), at + HOUR, local_date=local_date))
        whole = book.do(lambda repo: repo.days(ANN, None))
        assert book.do(lambda repo: repo.ledger(ANN)) == Ledger.of(whole)


# Flags


def test_a_question_put_away_twice_is_put_away_once_and_comes_back(book: Book) -> None:
    def thrice(repo: Repository) -> None:
        for id in (TENSOR, TENSOR, LOSS):
            repo.put_away(ANN, id, NOW)

    book.do(thrice)
    assert book.do(lambda repo: repo.away(ANN)) == {TENSOR, LOSS}
    assert book.do(lambda repo: repo.away(BOB)) == set()
    assert book.do(lambda repo: repo.bring_back(ANN)) == 2
    assert book.do(lambda repo: repo.away(ANN)) == set()


def test_an_asked_question_has_one_appeal(book: Book) -> None:
    asked = book.ask()
    assert book.do(lambda repo: repo.save_appeal(appeal(asked)))
    assert not book.do(lambda repo: repo.save_appeal(appeal(asked)))


# Chores


def test_a_chore_is_due_until_it_is_set_and_again_at_its_time(book: Book) -> None:
    assert book.do(lambda repo: repo.retention_due("retention", NOW))
    book.do(lambda repo: repo.set_retention_due("retention", NOW + HOUR))
    assert not book.do(lambda repo: repo.retention_due("retention", NOW))
    assert book.do(lambda repo: repo.retention_due("retention", NOW + HOUR))
    book.do(lambda repo: repo.set_retention_due("retention", NOW + DAY))
    assert not book.do(lambda repo: repo.retention_due("retention", NOW + HOUR))


def test_retention_blanks_words_and_keeps_rows(book: Book) -> None:
    old, new = book.ask(), book.ask()
    for asked, at, message in ((old, NOW, 1), (new, NOW + DAY, 2)):
        book.keep(answer(asked, message, "words", at))
        book.keep(appeal(asked, at))
    assert book.do(lambda repo: repo.blank_texts(NOW + HOUR, NOW + HOUR)) == 2
    assert book.do(lambda repo: repo.blank_texts(NOW + HOUR, NOW + HOUR)) == 0
    assert book.do(lambda repo: repo.last_said(old.id)) is None
    assert book.do(lambda repo: repo.last_said(new.id)) == "words"
    assert book.do(lambda repo: repo.answer_to(HERE, MessageId(1))) == old.id


def test_traces_are_forgotten_by_their_own_times(book: Book) -> None:
    def some_of_each(connection: Connection) -> None:
        for number, at in ((1, NOW), (2, NOW + DAY)):
            inbox.save_dead_update(connection, number, {}, "fault", ANN, at)
            draft = OutboxDraft(chat=HERE, learner=ANN, lane=Lane.REPLY, act=Act.SEND, spoken="")
            outbox.post(connection, draft, at)
            [outgoing] = outbox.claim(connection, at, Lease(until=at + HOUR), 9)
            settle(connection, [Delivered(outgoing=outgoing, message=None)], at)

    def left(repo: Repository) -> tuple[int, ...]:
        export = export_of(repo.connection, ANN)
        return len(export["outbox"]), len(export["dead_updates"])

    book.database.run(some_of_each)
    later = NOW + HOUR
    assert book.do(lambda repo: repo.forget_traces(later, NOW, NOW)) == 1
    assert book.do(left) == (2, 2)
    assert book.do(lambda repo: repo.forget_traces(NOW, later, NOW)) == 1
    assert book.do(left) == (1, 2)
    assert book.do(lambda repo: repo.forget_traces(NOW, NOW, later)) == 1
    assert book.do(left) == (1, 1)


def test_a_report_is_kept(book: Book) -> None:
    asked = book.ask()
    report = Report(learner=ANN, asked=asked.id, deck=DECK, question=TENSOR, at=NOW, reason="a typo")
    book.do(lambda repo: repo.save_report(report))
    assert book.do(lambda repo: export_of(repo.connection, ANN))["reports"][0]["reason"] == "a typo"

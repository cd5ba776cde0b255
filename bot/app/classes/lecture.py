"""A question asked in the lecture: it goes to everybody of a class who said yes to that, in private, and the
message of who asks fills up.

The clock sends it, a handful of people a second, and ends it; everything is in the database, so that whatever
is killed goes on where it was. How each one answers and reads how it was: `bot.app.classes.lecture_seat`.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from bot.app.context import LearnerContext
from bot.app.events import ChatId, PersonId
from bot.app.ports.classes import ClassRecord
from bot.app.ports.lectures import Lecture, LectureCounts, LectureState
from bot.app.ports.outbox import Lane
from bot.app.ports.repository import Repository
from bot.app.replies import (
    ClassHow,
    LectureAsked,
    LectureBars,
    LectureNobody,
    LectureOver,
    LectureTold,
    Message,
    NoClassQuestion,
    OldButton,
    Reply,
    Response,
)
from bot.domain.lecture import GRACE, SECONDS, LectureFigures, LectureTally, commonest, lecture_figures
from bot.domain.marking import Mark
from bot.domain.marking.comparing.keys import key_of
from bot.domain.question import QuestionId
from bot.domain.snapshot import freeze, thaw

Replies = tuple[Reply, ...]
AT_ONCE = 30
"""People to whom it is sent in one step; there is a step a second, and Telegram takes no more."""
EVERY = timedelta(seconds=3)
"""So often at most the message of who asks is written anew."""
SOON = timedelta(seconds=1)
ON_ITS_WAY = timedelta(seconds=60)
"""So long it is waited for what was sent and did not arrive."""
RIGHT = (Mark.RIGHT, Mark.ALMOST)


def ask(context: LearnerContext, record: ClassRecord, words: str) -> Replies:
    """Ask the class that question now. One at a time: while one is asked, how it stands."""
    if not words:
        return (ClassHow(word="ask"),)
    question = context.deck_library.current.question(QuestionId(words))
    if question is None or question.deck != record.deck or question.kind == "opinion":
        return (NoClassQuestion(name=words),)
    context.repo.lock_class(record.id)
    if running := context.repo.running_lecture(record.id):
        return (_told(context.repo, running),)
    if not context.repo.count_lecture(record.id, context.learner.id):
        return (LectureNobody(title=record.title),)
    lecture = context.repo.add_lecture(
        Lecture(
            id=0,
            klass=record.id,
            by=context.learner.id,
            deck=question.deck,
            question=question.id,
            snapshot=freeze(question),
            state=LectureState.ASKING,
            at=context.at,
            due=context.at,
        )
    )
    return (_told(context.repo, lecture),)


def answer_shown(context: LearnerContext, record: ClassRecord, words: str) -> Replies | OldButton:
    """The answer, in the message of who asked, once the time is up."""
    lecture = context.repo.lecture(int(words)) if words.isdecimal() and len(words) <= 9 else None
    if lecture is None or lecture.klass != record.id or lecture.state is LectureState.ASKING:
        return OldButton()
    lecture = replace(lecture, shown=True)
    context.repo.save_lecture(lecture)
    return (_told(context.repo, lecture),)


def slot_of(lecture: int) -> str:
    """The message of that question: of who asks it in their chat, the question itself in the others."""
    return f"lecture.{lecture}"


def arrived(repo: Repository, slot: str, person: PersonId, now: datetime) -> None:
    """The question has arrived at somebody: their time begins."""
    number = slot.removeprefix("lecture.")
    if number.isdecimal():
        repo.seat_shown(int(number), person, now)


def lecture_due(repo: Repository, id: int, now: datetime) -> Response:
    """The next step, if it is due now: it goes to more people, the message fills up, the time is up. The rows
    of those it is sent to, and of who asks, are held before that of the question, as in a turn of theirs."""
    batch = repo.waiting_seats(id, AT_ONCE) or repo.silent_seats(id, AT_ONCE)
    asker = repo.lecture_asker(id)
    repo.hold_people({*batch, *(() if asker is None else (asker,))})
    lecture = repo.lecture(id)
    if lecture is None or lecture.due is None or lecture.due > now:
        return Response()
    if lecture.state is LectureState.READING:
        return Response(messages=_ended(repo, lecture, batch, now))
    sent = _sent(repo, lecture, batch, now)
    counts = repo.lecture_counts(id)
    if _is_over(counts, now):
        lecture = replace(lecture, state=LectureState.READING, tally=_tally(repo, lecture), due=now)
        repo.save_lecture(lecture)
        return Response(messages=(*sent, *_to_teacher(repo, lecture)))
    fuller = _figures(counts, counts.answered) != _figures(counts, lecture.told)
    lecture = replace(lecture, told=counts.answered, due=now + (SOON if counts.waiting else EVERY))
    repo.save_lecture(lecture)
    return Response(messages=(*sent, *(_to_teacher(repo, lecture) if fuller else ())))


def _sent(
    repo: Repository, lecture: Lecture, batch: Sequence[PersonId], now: datetime
) -> tuple[Message, ...]:
    """It goes to those of them who still wait for it, are here and have no pause."""
    waiting = set(repo.waiting_seats(lecture.id, AT_ONCE)).intersection(batch)
    record, question = repo.class_of(lecture.klass), thaw(lecture.snapshot)
    assert record is not None, "a class takes its questions with it"
    messages = []
    for person in sorted(waiting):
        learner = repo.learner(person)
        if learner is None or not learner.here or learner.paused_from is not None or not record.lives:
            repo.drop_seat(lecture.id, person)
            continue
        repo.seat_sent(lecture.id, person, now)
        asked = LectureAsked(id=lecture.id, question=question, title=record.title, seconds=SECONDS)
        messages.append(_aside(person, asked, lecture, language=learner.language))
    return tuple(messages)


def _figures(counts: LectureCounts, answered: int) -> LectureFigures:
    """What is told while so many are in: of a few it is always the same, and needs no new message."""
    tally = LectureTally(people=counts.people + counts.waiting, answered=answered)
    return lecture_figures(tally, over=False)


def _is_over(counts: LectureCounts, now: datetime) -> bool:
    """Everybody is in, or the time of the last one is up."""
    if counts.waiting:
        return False
    if counts.answered == counts.people or counts.last is None:
        return True
    if counts.unseen and now < counts.last + ON_ITS_WAY:
        return False
    return now >= counts.last + timedelta(seconds=SECONDS) + GRACE


def _tally(repo: Repository, lecture: Lecture) -> LectureTally:
    counts, answers = repo.lecture_counts(lecture.id), repo.lecture_answers(lecture.id)
    question = thaw(lecture.snapshot)
    missed = [one.said for one in answers if one.said and one.mark not in RIGHT]
    return LectureTally(
        people=counts.people,
        answered=counts.answered,
        right=sum(one.mark in RIGHT for one in answers),
        misses=commonest((key_of(said, question.lang), said.strip()) for said in missed),
    )


def _ended(
    repo: Repository, lecture: Lecture, batch: Sequence[PersonId], now: datetime
) -> tuple[Message, ...]:
    """Who has not answered reads that the time is up. Once everybody was told, it is done."""
    messages = []
    for person in set(repo.silent_seats(lecture.id, AT_ONCE)).intersection(batch):
        learner = repo.learner(person)
        repo.drop_seat(lecture.id, person)
        over = LectureOver(question=thaw(lecture.snapshot))
        if learner is not None and learner.here:
            messages.append(_aside(person, over, lecture, language=learner.language, edits=True))
    counts = repo.lecture_counts(lecture.id)
    if counts.people or counts.waiting:
        repo.save_lecture(replace(lecture, due=now + SOON))
    else:
        repo.save_lecture(replace(lecture, state=LectureState.DONE, due=None))
    return tuple(messages)


def _to_teacher(repo: Repository, lecture: Lecture) -> tuple[Message, ...]:
    """Their message as it stands now; with the bars as a picture, once the time is up."""
    learner = repo.learner(lecture.by)
    if learner is None or not learner.here:
        return ()
    told = _told(repo, lecture)
    filled = _aside(lecture.by, told, lecture, language=learner.language, edits=True)
    bars = LectureBars(question=told.question, figures=told.figures)
    if not told.over or told.figures.right is None:
        return (filled,)
    return (filled, replace(filled, replies=(bars,), slot=None, edits=False))


def _told(repo: Repository, lecture: Lecture) -> LectureTold:
    over = lecture.state is not LectureState.ASKING
    tally = lecture.tally
    if not over:
        counts = repo.lecture_counts(lecture.id)
        tally = LectureTally(people=counts.people + counts.waiting, answered=counts.answered)
    return LectureTold(
        id=lecture.id,
        klass=lecture.klass,
        question=thaw(lecture.snapshot),
        seconds=SECONDS,
        figures=lecture_figures(tally, over=over),
        over=over,
        shown=lecture.shown,
    )


def _aside(
    person: PersonId, reply: Reply, lecture: Lecture, *, language: str | None, edits: bool = False
) -> Message:
    return Message(
        chat=ChatId(person),
        replies=(reply,),
        slot=slot_of(lecture.id),
        lane=Lane.ROUND,
        aside=True,
        edits=edits,
        language=language,
    )

"""Every reply about classes fits, is escaped, and its buttons are within Telegram's limit."""

from collections.abc import Iterator
from datetime import date
from typing import get_args

import pytest

from bot.app import replies as f
from bot.app.buttons import MOST_BYTES
from bot.app.ports.classes import ClassId, Shares
from bot.domain.class_week import HardOne, WeekFigures
from bot.domain.lecture import LectureTally, lecture_figures
from bot.domain.question import QuestionId
from bot.words.say import say
from tests.domain.round_pieces import choice, short
from tests.words.test_say import HOSTILE, MOST_UNITS, units

TALLY = LectureTally(people=143, answered=121, right=58, misses=((HOSTILE, 31), ("b", 22), ("c", 3)))
MOST = ClassId(999_999_999)
DAY, LATER = date(2026, 3, 2), date(2026, 4, 2)
TOKEN = "c_" + "A" * 22
LINES = (
    f.DueLine(title=HOSTILE, on=DAY, of=7),
    f.DueLine(title=HOSTILE, on=date(2026, 3, 6), of=1, done=1),
    f.DueLine(title=HOSTILE, on=LATER, of=7, done=0),
)


def figures(took: int | None, several: float | None = None) -> WeekFigures:
    return WeekFigures(
        members=268,
        took_part=took,
        nearly_all=took is None and several is not None,
        several=several,
        hardest=(HardOne(question=QuestionId("q"), share=None),),
    )


def reported(of: WeekFigures | None, waiting: int | None, *, teacher: bool = True) -> f.ClassReported:
    return f.ClassReported(
        id=MOST,
        title=HOSTILE,
        first=DAY,
        last=LATER,
        figures=of,
        hardest=((HOSTILE, 0.31), (HOSTILE, None)),
        waiting=waiting,
        deck="d" * 50,
        teacher=teacher,
    )


def lectures() -> Iterator[f.LectureReply]:
    """What is said about questions in the lecture."""
    asked = choice()
    for over, tally in (
        (False, LectureTally(people=143, answered=121)),
        (True, TALLY),
        (True, LectureTally()),
    ):
        figures = lecture_figures(tally, over=over)
        for shown in (True, False):
            yield f.LectureTold(
                id=MOST, klass=MOST, question=asked, seconds=90, figures=figures, over=over, shown=shown
            )
        yield f.LectureBars(question=asked, figures=figures)
    yield f.LectureNobody(title=HOSTILE)
    yield f.NoClassQuestion(name=HOSTILE * 9)
    for question in (asked, short("short")):
        yield f.LectureAsked(id=MOST, question=question, title=HOSTILE, seconds=90)
        yield f.LectureWhich(question=question)
    yield f.LectureWaits()
    yield f.LectureTooLate()
    yield f.LectureOver(question=asked)
    for yes in (True, False):
        yield f.LectureAnswered(again=yes)
        yield f.LectureSet(title=HOSTILE, on=yes)


REPLIES: list[f.ClassReply | f.LectureReply] = [
    f.ClassTitleAsked(),
    f.ClassCourseAsked(id=MOST, title=HOSTILE, decks=(("d" * 40, HOSTILE),), further=3),
    f.ClassCourseAsked(id=MOST, title=HOSTILE, decks=(), further=None),
    *(
        f.ClassLink(id=MOST, title=HOSTILE, token=TOKEN, until=DAY, new=not came, came=came)
        for came in (0, None, 5)
    ),
    f.ClassPicture(title=HOSTILE, token=TOKEN, until=DAY),
    *(
        f.ClassTold(
            id=MOST,
            title=HOSTILE,
            course=HOSTILE,
            today=DAY,
            members=members,
            due=LINES[:members],
            exam=LATER if members else None,
            link_until=DAY if members else None,
            teacher=teacher,
            paused=paused,
            closed=closed,
        )
        for members in (0, None, 5)
        for teacher in (True, False)
        for paused, closed in ((False, True), (True, False), (False, False))
    ),
    *(
        f.ClassMore(id=MOST, title=HOSTILE, teacher=teacher, paused=paused)
        for teacher in (True, False)
        for paused in (True, False)
    ),
    *(f.ClassIsPaused(id=MOST, title=HOSTILE, teacher=teacher) for teacher in (True, False)),
    f.WhichClass(classes=((f"cl-{MOST}-due-12345678-20260306", HOSTILE),)),
    *(f.ClassHow(word=word) for word in ("due", "exam", "link", "new", "all")),
    *(f.NoClassTopic(name=HOSTILE * 9, titles=titles) for titles in ((), (HOSTILE,))),
    *(f.ClassDayAsked(id=MOST, key="12345678", title=HOSTILE, again=again) for again in (True, False)),
    *(
        f.DuePreview(
            id=MOST,
            klass=HOSTILE,
            key="12345678",
            title=HOSTILE,
            questions=1,
            on=DAY,
            place="Berlin",
            daily=n,
        )
        for n in (0, None, 268)
    ),
    *(f.DueSet(title=HOSTILE, on=on) for on in (DAY, None)),
    f.ExamPreview(id=MOST, klass=HOSTILE, on=DAY),
    *(f.ClassExamSet(klass=HOSTILE, on=on) for on in (DAY, None)),
    f.ClassLeftAsIs(),
    *(f.HelpersTold(id=MOST, title=HOSTILE, names=names) for names in ((), ((2**53, HOSTILE),))),
    *(f.HelperMade(title=title, token=TOKEN, hours=24) for title in (HOSTILE, None)),
    *(
        reported(of, waiting, teacher=waiting is not None)
        for of in (
            None,
            WeekFigures(members=None, took_part=None, nearly_all=False, several=None, hardest=()),
            figures(None),
            figures(None, 0.61),
            figures(212, 0.61),
        )
        for waiting in (None, 0, 1, 14)
    ),
    *(f.ParticipationTold(title=HOSTILE, on=DAY, rows=rows) for rows in ((), ((HOSTILE, 1),))),
    f.CloseAsked(id=MOST, title=HOSTILE),
    f.ClassClosed(id=MOST, title=HOSTILE, gone_on=LATER),
    f.JoinAsked(title=HOSTILE, token=TOKEN.removeprefix("c_")),
    f.JoinDeclined(until=DAY),
    f.JoinPaused(title=HOSTILE),
    f.ClassLinkOver(),
    *(f.Joined(title=HOSTILE, due=due, today=DAY) for due in (None, LINES[1])),
    *(
        f.MemberTold(
            id=MOST,
            title=HOSTILE,
            shares=shares,
            today=DAY,
            due=due,
            exam=LATER,
            paused=paused,
            closed=closed,
        )
        for shares in Shares
        for due in ((), LINES)
        for paused, closed in ((False, True), (True, False), (False, False))
    ),
    *(
        f.SharesAsked(id=MOST, title=HOSTILE, shares=shares, lecture=lecture)
        for shares in Shares
        for lecture in (True, False)
    ),
    *lectures(),
    f.ClassLeft(title=HOSTILE),
]


def test_all_of_them_are_here() -> None:
    assert {type(reply) for reply in REPLIES} == {*get_args(f.ClassReply), *get_args(f.LectureReply)}


@pytest.mark.parametrize(
    "reply", [*REPLIES, f.DueLeft(on=DAY, today=DAY, left=1)], ids=lambda r: type(r).__name__
)
def test_it_fits_and_is_escaped(reply: f.Reply) -> None:
    spoken = say([reply], "en")
    assert 0 < units(spoken.text) <= MOST_UNITS
    assert "<b>Robert" not in spoken.text
    for button in (button for row in spoken.choices for button in row):
        assert len(button.data.encode()) <= MOST_BYTES
        assert button.label
    assert not any(len(row) > 3 for row in spoken.choices)


def test_the_last_day_is_said_as_people_do() -> None:
    assert say([f.DueLeft(on=date(2026, 3, 6), today=DAY, left=3)], "en").text == "For Friday: 3 left."
    assert say([f.DueLeft(on=DAY, today=DAY, left=1)], "en").text == "For today: 1 left."
    assert say([f.DueLeft(on=LATER, today=DAY, left=2)], "en").text == "For Thu 2 Apr: 2 left."


def test_no_cell_of_the_file_is_a_formula() -> None:
    rows = tuple((f"{sign}SUM(A1)", 1) for sign in "=+-@\t")
    spoken = say([f.ParticipationTold(title="=1+1", on=DAY, rows=rows)], "en")
    assert spoken.document is not None
    cells = spoken.document.content.removeprefix("\ufeff").splitlines()
    assert [cell for cell in cells if cell.strip('"')[0] in "=+-@\t"] == []


def test_no_row_of_a_reports_buttons_holds_more_than_two() -> None:
    for waiting in (None, 0, 3):
        told = say((reported(figures(212, 0.6), waiting),), "en")
        assert all(len(row) <= 2 for row in told.choices)

"""Somebody who gets a question of a lecture: they say yes to such questions, answer while the time runs, and
are told how it was when it is up.

Until then what they say is kept and nothing is decided; the last answer counts. When it is up it is marked
like any other answer: memory, the day, "I was right" and the author's inbox go by it as ever.
"""

from datetime import timedelta

from msgspec.structs import replace

from bot.app.classes.lecture import slot_of
from bot.app.context import LearnerContext
from bot.app.events import MessageId, MessageReceived
from bot.app.learning.compare import compare
from bot.app.learning.hearing import names_no_option
from bot.app.learning.returns import comes_back
from bot.app.learning.review import after_miss, close, full_credit
from bot.app.ports.learning import Answer, Asked, State
from bot.app.ports.lectures import Lecture, LectureSeat
from bot.app.ports.outbox import Lane
from bot.app.replies import (
    LectureAnswered,
    LectureSet,
    LectureTooLate,
    LectureWaits,
    LectureWhich,
    Message,
    OldButton,
    Reply,
    WasClosed,
    WasRight,
)
from bot.domain.intent import Intent, Understood, slashed, understand
from bot.domain.lecture import GRACE, SECONDS
from bot.domain.marking import Mark, Verdict
from bot.domain.question import Choice, Question
from bot.domain.snapshot import thaw

Replies = tuple[Reply, ...]
OFF = ("off", "no", "none")
_TIME = timedelta(seconds=SECONDS) + GRACE
_LATER = frozenset(
    {Intent.DONT_KNOW, Intent.REVEAL, Intent.SKIP, Intent.NEXT, Intent.HINT, Intent.WHY, Intent.EXPLAIN}
)
"""What they ask for is told when the time is up; it is not about a question of their own."""


def lecture_typed(context: LearnerContext, rest: str) -> Replies:
    """`/class lecture`, `/class lecture off`: for all their classes that are not closed."""
    on = rest.casefold() not in OFF
    titles = []
    for member in context.memberships():
        context.repo.allow_lecture(member.klass.id, context.learner.id, on=on)
        titles.append(member.klass.title)
    return tuple(LectureSet(title=title, on=on) for title in titles)


def heard(context: LearnerContext, received: MessageReceived) -> Replies:
    """What is said to a question of a lecture whose time runs; nothing if it is said to something else."""
    if not context.learner.in_class or not received.text:
        return ()
    found = context.repo.open_seat(context.learner.id)
    if found is None or not _is_meant(context, received, found[0]):
        return ()
    lecture, seat = found
    question = thaw(lecture.snapshot)
    understood = _understood(context, question, received.text)
    verdict = understood.verdict
    if slashed(received.text).startswith("/") and not verdict.passed:
        return ()
    if verdict.mark is Mark.UNREADABLE:
        return (LectureWaits(),) if understood.intent in _LATER else ()
    if not _in_time(seat, context):
        return (LectureTooLate(),)
    if names_no_option(question, understood):
        return (LectureWhich(question=question),)
    return (_kept(context, seat, received.text, verdict.mark, received.message),)


def option_tapped(context: LearnerContext, name: str) -> LectureAnswered | LectureTooLate | OldButton:
    """`<question of a lecture>-<option>`."""
    number, _, option = name.partition("-")
    found = context.repo.open_seat(context.learner.id) if context.learner.in_class else None
    if found is None or number != str(found[0].id) or not option.isdecimal() or len(option) > 2:
        return OldButton()
    question = thaw(found[0].snapshot)
    if not isinstance(question, Choice) or int(option) >= len(question.options):
        return OldButton()
    if not _in_time(found[1], context):
        return LectureTooLate()
    said = question.options[int(option)].text
    return _kept(context, found[1], said, _understood(context, question, said).verdict.mark, None)


def read_due(context: LearnerContext) -> tuple[Message, ...]:
    """How their answers were whose time is up."""
    messages: list[Message] = []
    for lecture, seat in context.repo.seats_to_read(context.learner.id):
        context.repo.drop_seat(lecture.id, context.learner.id)
        if seat.said is None or seat.answered_at is None:
            continue
        told = _read(replace(context, at=seat.answered_at), lecture, seat, seat.said)
        answering = context.repo.message_of(context.chat, slot_of(lecture.id))
        if not context.learner.here:
            continue  # it counts all the same
        messages += (replace(one, lane=Lane.ROUND) for one in context.message(told, answering))
    return tuple(messages)


def _read(context: LearnerContext, lecture: Lecture, seat: LectureSeat, said: str) -> Replies:
    """It is a question like any other that was put when it arrived and answered then. One miss closes it: the
    answer may be on the wall by now."""
    question = thaw(lecture.snapshot)
    verdict = _understood(context, question, said).verdict
    asked = _answered(context, lecture, seat, said, verdict)
    if verdict.mark is Mark.DOUBTFUL:
        return compare(context, asked, said)
    if not verdict.passed:
        asked = after_miss(asked, verdict)
        news = close(context, asked, State.MISSED)
        back = comes_back(context, asked, question)
        return (WasClosed(question=question, verdict=verdict, asked=asked.id, back=back, streak=news),)
    asked = replace(asked, credit=full_credit(asked))
    news = close(context, asked, State.RIGHT)
    right = WasRight(
        question=question,
        verdict=verdict,
        asked=asked.id,
        misses=0,
        completed=False,
        back=comes_back(context, asked, question),
        streak=news,
    )
    return (right,)


def _answered(
    context: LearnerContext, lecture: Lecture, seat: LectureSeat, said: str, verdict: Verdict
) -> Asked:
    """The question as it was put to them, and their answer to it, are kept."""
    asked = context.repo.ask(
        Asked(
            id=0,
            learner=context.learner.id,
            chat=context.chat,
            sitting=None,
            deck=lecture.deck,
            question=lecture.question,
            snapshot=lecture.snapshot,
            state=State.ASIDE,
            at=seat.shown_at or seat.sent_at or context.at,
            tries=1,
            first=verdict.mark,
        )
    )
    context.repo.save_answer(
        Answer(
            learner=context.learner.id,
            asked=asked.id,
            chat=context.chat,
            message=seat.message,
            at=context.at,
            said=said,
            mark=verdict.mark,
            reason=verdict.reason,
            credit=verdict.credit,
            marker=verdict.version,
        )
    )
    return asked


def _kept(
    context: LearnerContext, seat: LectureSeat, said: str, mark: Mark, message: MessageId | None
) -> LectureAnswered:
    again = seat.said is not None
    seat = replace(seat, said=said, mark=mark, message=message, answered_at=context.at)
    context.repo.seat_answered(seat)
    return LectureAnswered(again=again)


def _is_meant(context: LearnerContext, received: MessageReceived, lecture: Lecture) -> bool:
    """A reply is said to what it replies to."""
    if received.reply_to is None:
        return True
    return context.repo.slot_of(context.chat, received.reply_to) == slot_of(lecture.id)


def _in_time(seat: LectureSeat, context: LearnerContext) -> bool:
    begun = seat.shown_at or seat.sent_at
    return begun is None or context.at <= begun + _TIME


def _understood(context: LearnerContext, question: Question, said: str) -> Understood:
    lexicon = context.deck_library.lexicon(question.deck, question.lang)
    return understand(context.deck_library.ruled(question), said, lexicon)

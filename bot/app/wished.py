"""What a command does, asked for in a sentence or by the name of a button."""

from collections.abc import Callable

from msgspec.structs import replace

from bot.app.account.data import ask_erase
from bot.app.account.stats import stats_told
from bot.app.calendar.plan import today_of
from bot.app.context import LearnerContext
from bot.app.daily.command import answered
from bot.app.daily.subscribe import end
from bot.app.learning.appeal import more
from bot.app.learning.ask import begin_topic, put_again
from bot.app.learning.exam import exam
from bot.app.learning.hearing import understood_as
from bot.app.learning.talk import explained, flowed_from
from bot.app.learning.topics import find_topic
from bot.app.ports.learning import Asked, State
from bot.app.replies import LastStood, Reply
from bot.domain.intent import Intent, same_text, wish_of, without_around, without_courtesy
from bot.domain.question import Question
from bot.domain.said.dates import month_first, read_day
from bot.domain.said.rhythm import read_rhythm
from bot.domain.said.weekdays import EVERY_DAY
from bot.domain.snapshot import thaw

Replies = tuple[Reply, ...]


def wished(context: LearnerContext, asked: Asked | None, closed: Asked | None, said: str) -> Replies:
    """What follows a wish that a command fulfils; nothing if a text is none, or not all of it is understood.
    `asked`: the question that is open; `closed`: the last one that is not."""
    command, rest = wish_of(said) or ("", "")
    match command:
        case "":
            return _at_an_hour(context, asked, said)
        case "daily":
            rhythm = read_rhythm(rest)
            return answered(context, rest) if rhythm.says_something and not rhythm.unread else ()
        case "exam":
            today = today_of(context)
            day = read_day(rest, today, month_first=month_first(context.learner.language))
            return exam(context, rest) if day.on and not day.unread and day.on > today else ()
        case "learn":
            return _from_topic(context, rest)
        case "daily off" | "erase" | "stats" if not rest:
            return _ALONE[command](context)
        case "stood":
            return _stood(context, asked, rest)
        case "more" if not rest and asked:
            folded = flowed_from(context, asked)
            return explained(context, folded) if folded else (more(asked),)
        case "more" if not rest and closed:
            return explained(context, closed)
    return ()


def _from_topic(context: LearnerContext, name: str) -> Replies:
    """A sitting from the topic that they name, with what one says around a name; nothing if there is none of
    that name."""
    found = find_topic(context, without_around(name))
    return begin_topic(context, found[1], found[0].id) if found else ()


def _stood(context: LearnerContext, asked: Asked | None, answer: str) -> Replies:
    """How the last question ended, where they ask whether that, or `answer` to it, was right. Nothing once
    something was said to the one that is open."""
    last = context.repo.asked_last_closed(context.learner.id, context.chat)
    if last is None or last.state is State.SKIPPED or (asked and asked.state is State.COMPARING):
        return ()
    if asked and asked.tries and not answer:
        return ()
    question = thaw(last.snapshot)
    if answer and not _was_said(context, last, question, answer):
        return ()
    told = LastStood(question=question, asked=last.id, passed=last.state is State.RIGHT)
    return (told, *((put_again(asked),) if asked else ()))


def _was_said(context: LearnerContext, last: Asked, question: Question, answer: str) -> bool:
    kept = context.repo.last_answer(last.id)
    if kept is not None and kept.said is not None and same_text(kept.said, answer):
        return True
    return understood_as(context, replace(last, have=()), question, answer).verdict.passed


def _at_an_hour(context: LearnerContext, asked: Asked | None, said: str) -> Replies:
    """ "Every day at 8:30", and no more: a wish where it is no answer to the question that is open."""
    wish = without_courtesy(said)
    rhythm = read_rhythm(wish)
    if rhythm.unread or rhythm.at is None or rhythm.days != EVERY_DAY:
        return ()
    if asked and understood_as(context, asked, thaw(asked.snapshot), said).intent is not Intent.TIME:
        return ()
    return answered(context, wish)


_ALONE: dict[str, Callable[[LearnerContext], Replies]] = {
    "daily off": end,
    "erase": lambda context: (ask_erase(context),),
    "stats": lambda context: (stats_told(context),),
}
"""Wishes that nothing stands behind."""

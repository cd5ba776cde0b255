"""What a command does, asked for in a sentence or by the name of a button."""

from collections.abc import Callable

from msgspec.structs import replace

from bot.app.account.data import ask_erase, privacy_told
from bot.app.account.stats import stats_told
from bot.app.calendar.plan import today_of
from bot.app.calendar.streak import why_told
from bot.app.calendar.zone import named, zone
from bot.app.context import LearnerContext
from bot.app.daily.command import answered
from bot.app.daily.subscribe import end
from bot.app.learning.appeal import more
from bot.app.learning.ask import begin_topic, go_on, put_again
from bot.app.learning.exam import exam
from bot.app.learning.hearing import understood_as
from bot.app.learning.talk import explained, flowed_from
from bot.app.learning.topics import find_topic, no_such_topic
from bot.app.ports.daily import SubscriptionState
from bot.app.ports.learning import Asked, State
from bot.app.replies import LastStood, Reply
from bot.domain.intent import Intent, same_text, wish_of, without_around, without_courtesy
from bot.domain.intent.words import fold
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
            return _at_an_hour(context, asked, said) or _on_days(context, asked, said)
        case "stood":
            return _stood(context, asked, rest)
        case "question" | "more" if not rest:
            return (_now if command == "question" else _more)(context, asked, closed)
        case _ if rest and command in _OF:
            return _OF[command](context, rest)
        case _ if not rest and command in _ALONE:
            return _ALONE[command](context)
    return ()


def _now(context: LearnerContext, asked: Asked | None, _: Asked | None) -> Replies:
    """A question now: the one that is open, else the next."""
    return (put_again(asked),) if asked else go_on(context)


def _more(context: LearnerContext, asked: Asked | None, closed: Asked | None) -> Replies:
    folded = flowed_from(context, asked) if asked else closed
    if folded:
        return explained(context, folded)
    return (more(asked),) if asked else ()


def _at_times(context: LearnerContext, rest: str) -> Replies:
    rhythm = read_rhythm(rest)
    return answered(context, rest) if rhythm.says_something and not rhythm.unread else ()


def _exam_on(context: LearnerContext, rest: str) -> Replies:
    today = today_of(context)
    day = read_day(rest, today, month_first=month_first(context.learner.language))
    return exam(context, rest) if day.on and not day.unread and day.on > today else ()


def _in_zone(context: LearnerContext, rest: str) -> Replies:
    """They name a place; nothing for "I'm in a hurry"."""
    return zone(context, rest) if named(context, rest) else ()


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
    if rhythm.unread or rhythm.at is None or rhythm.days != EVERY_DAY or _may_answer(context, asked, wish):
        return ()
    return answered(context, wish)


def _on_days(context: LearnerContext, asked: Asked | None, said: str) -> Replies:
    """ "Not on weekends", "only Mondays", where there is a daily question: a wish where it is no answer."""
    plan = context.repo.subscription(context.learner.id)
    wish = without_courtesy(said)
    begins = {text.partition(" ")[0] for text in (fold(said), wish)}
    if plan is None or plan.state is SubscriptionState.OFF or begins.isdisjoint(_LIMITING):
        return ()
    rhythm = read_rhythm(wish)
    alone = rhythm.days and rhythm.at is None and rhythm.count is None and not rhythm.unread
    return answered(context, wish) if alone and not _may_answer(context, asked, wish) else ()


def _may_answer(context: LearnerContext, asked: Asked | None, wish: str) -> bool:
    """Whether a question is open that a time or a day may be the answer to."""
    if asked is None:
        return False
    return understood_as(context, asked, thaw(asked.snapshot), wish).intent is not Intent.TIME


def _about(context: LearnerContext, name: str) -> Replies:
    """The same, where nothing but a topic can be meant: those there are, if none is called that."""
    return _from_topic(context, name) or (no_such_topic(context, without_around(name)),)


_LIMITING = frozenset("not no never only just except but nicht nie nur ausser".split())  # noqa: SIM905
_OF: dict[str, Callable[[LearnerContext, str], Replies]] = {
    "daily": _at_times,
    "question": _at_times,
    "exam": _exam_on,
    "learn": _from_topic,
    "about": _about,
    "zone": _in_zone,
}
"""Wishes with something behind them."""
_ALONE: dict[str, Callable[[LearnerContext], Replies]] = {
    "daily off": end,
    "erase": lambda context: (ask_erase(context),),
    "streak": lambda context: (why_told(context),),
    "stats": lambda context: (stats_told(context),),
    "privacy": lambda context: (privacy_told(context),),
}
"""Wishes that nothing stands behind."""

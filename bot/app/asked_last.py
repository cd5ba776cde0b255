"""The answer to what the tutor itself asked last: a place, an hour, a yes. It is read first."""

from collections.abc import Callable
from datetime import time

from bot.app.account.data import ask_erase
from bot.app.authoring import rehearsing
from bot.app.authoring.rule import line_typed
from bot.app.calendar.zone import ask_zone, set_zone, typed
from bot.app.classes.command import title_typed
from bot.app.classes.due import day_typed
from bot.app.classes.join import declined as not_joined
from bot.app.classes.join import joined
from bot.app.commands import learn
from bot.app.context import LearnerContext
from bot.app.daily.command import answered, declined
from bot.app.daily.subscribe import set_course, set_hour, set_topic
from bot.app.late import offered_at_end
from bot.app.learning.appeal import never_mind, report
from bot.app.learning.ask import begin_with, go_on
from bot.app.learning.coming_back import begin_waiting
from bot.app.learning.hearing import NAMING, understood_as
from bot.app.learning.talk import term_told
from bot.app.learning.topics import find_deck, find_topic
from bot.app.ports.classes import Shares
from bot.app.ports.learning import Asked, State
from bot.app.replies import ClassLeftAsIs, KeptAll, Reply
from bot.app.replies.daily import NotUnderstood, PlaceUnknown
from bot.app.replies.expected import AGAIN, LATER
from bot.domain.intent import Intent, intent_of, same_of
from bot.domain.intent.words import fold, words_of
from bot.domain.marking import Mark
from bot.domain.question import QuestionId
from bot.domain.said.numerals import in_digits
from bot.domain.snapshot import thaw

Replies = tuple[Reply, ...]

_ALL = ("all", "everything", "alles")
_LONGEST_NAME = 40
_FEW = 3
_NEVER_MIND = (Intent.NO, Intent.STOP, Intent.LATER, Intent.SKIP, Intent.NEXT, Intent.CORRECTION)
_NOTHING = ("never mind", "nevermind", "nothing", "nichts", "egal", "schon gut")
_READ = (None, Intent.TIME, Intent.YES_NO_OK, Intent.NO, Intent.LATER, Intent.STOP, Intent.OTHER_LANGUAGE)
"""Intents that may name a place; whoever wants a hint or the next question gets it."""
_TELL = tuple(
    words_of(line) for line in ("tell me", "tell", "tell it", "sag es mir", "sags mir", "erklar es mir")
)
_ASK = tuple(words_of(line) for line in ("ask me", "ask", "frag mich", "frage mich"))
_PLACES = ("place", "guess")


def answer_to_last(context: LearnerContext, asked: Asked | None, said: str) -> Replies:
    """What follows if a text answers what was asked last. What can't be read so is asked once more, unless it
    is something to the question that is open (`asked`), or has a meaning of its own; else nothing."""
    kind, _, rest = (context.learner.expected or "").partition(" ")
    if kind == LATER:
        return _confirmed(context, rest.partition(" ")[2], asked, said)
    if kind == "report":
        return _reported(context, rest, said)
    if kind == "ruling":
        return line_typed(context, rest, said)
    if run := _TRYING.get(kind):
        return run(context, rest, said)
    if kind != "term" and (offered := _of_a_round(context, asked, said)):
        return offered
    if kind not in _READERS:
        return ()
    intent = intent_of(said, context.deck().lang)
    if kind in _PLACES and intent not in _READ:
        return ()
    if read := _READERS[kind](context, rest, said):
        return read
    known = intent is not None or (asked is not None and _means_something(context, asked, said))
    return () if known or rest == AGAIN else _once_more(kind, said)


def _confirmed(context: LearnerContext, before: str, asked: Asked | None, said: str) -> Replies:
    """A yes to what was asked some messages ago, unless it answers the question that is open."""
    kind, _, rest = before.partition(" ")
    waits = asked is not None and (asked.state is State.COMPARING or _means_something(context, asked, said))
    if kind not in _READERS or waits or same_of(said) is not True:
        return ()
    return _READERS[kind](context, rest, said)


def _means_something(context: LearnerContext, asked: Asked, said: str) -> bool:
    """To the open question: right, partly right, foreseen, or an option."""
    verdict = understood_as(context, asked, thaw(asked.snapshot), said).verdict
    known = bool(verdict.because) or verdict.reason in NAMING
    return verdict.passed or verdict.mark is Mark.PARTIAL or known


def _once_more(kind: str, said: str) -> Replies:
    if kind == "place":
        return (PlaceUnknown(name=said[:_LONGEST_NAME]),)
    return (NotUnderstood(how=kind),) if kind in ("hour", "days", "count", "topic") else ()


def _place(context: LearnerContext, _: str, said: str) -> Replies:
    return typed(context, said)


def _guess(context: LearnerContext, zone: str, said: str) -> Replies:
    if (yes := _yes(context, said)) is None:
        return typed(context, said)
    return set_zone(context, zone) if yes else (ask_zone(context),)


def _offer(context: LearnerContext, at: str, said: str) -> Replies:
    if _never_mind(context, said):
        on = intent_of(said, context.deck().lang) in (Intent.NEXT, Intent.SKIP)
        return (*declined(context), *(go_on(context) if on else ()))
    if (yes := _yes(context, said)) is None:
        return answered(context, said)
    return set_hour(context, time.fromisoformat(at)) if yes else declined(context)


def _hour(context: LearnerContext, _: str, said: str) -> Replies:
    """Where an hour was asked for, a bare number is one."""
    bare = said.strip()
    hour = f"{bare}:00" if bare.isdecimal() and len(bare) <= len("23") and int(bare) < 24 else said
    return answered(context, hour)


def _erase(context: LearnerContext, _: str, said: str) -> Replies:
    """Whether all is to be removed. A plain yes is not enough for that: it is asked once more."""
    if _never_mind(context, said):
        return (KeptAll(),)
    return (ask_erase(context),) if _yes(context, said) else ()


def _days(context: LearnerContext, _: str, said: str) -> Replies:
    return answered(context, said)


def _count(context: LearnerContext, _: str, said: str) -> Replies:
    return answered(context, f"{said.strip()} questions") or answered(context, said)


def _sets(context: LearnerContext, _: str, said: str) -> Replies:
    """How many of those that wait: "three", "just one please"; anything longer is no answer to that."""
    words = said.casefold().strip(" .!").split()
    numbers = [int(word) for word in in_digits(words) if word.isdecimal()]
    return begin_waiting(context, numbers[0]) if len(numbers) == 1 and len(words) <= _FEW else ()


def _topic(context: LearnerContext, _: str, said: str) -> Replies:
    if said.strip().casefold() in _ALL:
        return set_topic(context, "all")
    if find_topic(context, said):
        return set_topic(context, said)
    return set_course(context, said) if find_deck(context, said) else ()


def _course(context: LearnerContext, _: str, said: str) -> Replies:
    if said.strip().casefold() in _ALL:
        return learn(context, "all")
    return learn(context, said) if find_deck(context, said) or find_topic(context, said) else ()


def _join(context: LearnerContext, token: str, said: str) -> Replies:
    """Whether the teacher may see their name; "not now" is neither."""
    intent = intent_of(said, context.deck().lang)
    words = said.casefold()
    if "without" in words or "ohne" in words.split():
        return joined(context, token, Shares.NOTHING)
    if intent in (Intent.LATER, Intent.STOP) or "now" in words.split():
        return not_joined(context, token)
    if (yes := _yes(context, said)) is None:
        return ()
    return joined(context, token, Shares.DAYS if yes else Shares.NOTHING)


def _class(context: LearnerContext, _: str, said: str) -> Replies:
    return (ClassLeftAsIs(),) if _never_mind(context, said) else title_typed(context, said)


def _due_day(context: LearnerContext, rest: str, said: str) -> Replies:
    return (ClassLeftAsIs(),) if _never_mind(context, said) else day_typed(context, rest, said)


def _reported(context: LearnerContext, number: str, said: str) -> Replies:
    """Whatever is said to "What's wrong with it?" goes to the author, but for a "never mind"."""
    asked = context.repo.asked(int(number))
    if asked is None:
        return ()
    if _never_mind(context, said):
        return never_mind(context)
    return report(context, asked, "else", said)


def _term(context: LearnerContext, id: str, said: str) -> Replies:
    """The names of the buttons, typed."""
    words = words_of(fold(said))
    if words in _TELL:
        told = term_told(context, id)
        return told if isinstance(told, tuple) else ()
    question = context.deck_library.current.question(QuestionId(id))
    wanted = words in _ASK or _yes(context, said) is True
    return begin_with(context, question) if question and wanted else ()


def _of_a_round(context: LearnerContext, asked: Asked | None, said: str) -> Replies:
    """The names of the buttons below the end of a round."""
    if words_of(fold(said)) not in (*_TELL, *_ASK):
        return ()
    newest = asked or context.repo.asked_last_closed(context.learner.id, context.chat)
    question = offered_at_end(context, newest)
    return _term(context, question.id, said) if question else ()


def _never_mind(context: LearnerContext, said: str) -> bool:
    intent = intent_of(said, context.deck().lang)
    return intent in _NEVER_MIND or said.casefold().strip(" .!") in _NOTHING


def _yes(context: LearnerContext, said: str) -> bool | None:
    """Yes, no, or neither."""
    if (same := same_of(said)) is not None:
        return same
    intent = intent_of(said, context.deck().lang)
    if intent in (Intent.NO, Intent.LATER, Intent.STOP):
        return False
    return True if intent is Intent.YES_NO_OK else None


_TRYING: dict[str, Callable[[LearnerContext, str, str], Replies]] = {
    "try": rehearsing.typed,
    "tryline": rehearsing.line_typed,
}
"""What an author says while trying what they sent."""
_READERS: dict[str, Callable[[LearnerContext, str, str], Replies]] = {
    "place": _place,
    "guess": _guess,
    "offer": _offer,
    "hour": _hour,
    "days": _days,
    "count": _count,
    "erase": _erase,
    "sets": _sets,
    "topic": _topic,
    "course": _course,
    "term": _term,
    "join": _join,
    "class": _class,
    "dueday": _due_day,
}

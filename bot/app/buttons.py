"""The buttons: `<version>:<asked id>:<action>`. Whatever a button does can be typed as well.

Anybody can send any data, so the owner and the state are looked up, never believed.
"""

from collections.abc import Callable
from datetime import time

from bot.app.account.data import ask_erase, exported
from bot.app.account.preferences import prefer
from bot.app.account.settings import bring_back, choose_deck
from bot.app.authoring import own, publishing, rehearsing, rule, uploads
from bot.app.authoring.inbox import shown
from bot.app.authoring.items import hard_of, looked_at
from bot.app.authoring.roles import decks_ruled, invited, rules_somewhere
from bot.app.calendar.streak import why_told
from bot.app.calendar.zone import set_zone, zone
from bot.app.classes import join, lecture_seat, staff
from bot.app.classes.access import may_make
from bot.app.context import LearnerContext
from bot.app.daily.command import ASK, daily, declined, resumed, sources_asked
from bot.app.daily.subscribe import end, set_count, set_course, set_days, set_hour, set_topic
from bot.app.learning.answer import answer
from bot.app.learning.appeal import REASONS, appeal, ask_report, more, never_mind, put_away, report
from bot.app.learning.ask import begin, begin_topic, begin_with
from bot.app.learning.coming_back import begin_waiting, tapped_next
from bot.app.learning.compare import compared_by_tap, not_the_same
from bot.app.learning.group_answers import set_group_answers_count
from bot.app.learning.helping import dont_know, hint, show
from bot.app.learning.picking import is_pick, pick
from bot.app.learning.talk import term_told
from bot.app.learning.topics import find_deck, find_topic, topics_listed
from bot.app.operating import announce
from bot.app.ports.learning import Asked
from bot.app.replies import (
    ClassTitleAsked,
    ClosedAlready,
    KeptAll,
    LectureAnswered,
    LectureTooLate,
    OldButton,
    OpenAlready,
    PickFirst,
    Reply,
    Rested,
)
from bot.domain.question import DeckId, QuestionId
from bot.domain.snapshot import thaw

VERSION = "1"
MOST_BYTES = 64
"""Telegram's limit for a button's data."""

Replies = tuple[Reply, ...]
Answer = Replies | ClosedAlready | OpenAlready | OldButton | PickFirst | LectureAnswered | LectureTooLate
"""Messages become a message; the others become the short notice of the tap."""


def data(asked: int, action: str) -> str:
    """What a button carries. `asked` is 0 for one that belongs to no question."""
    return f"{VERSION}:{asked}:{action}"


def tapped(context: LearnerContext, group_answer: str) -> Answer:
    """Do what the button says, if it is this learner's to tap."""
    version, _, rest = group_answer.partition(":")
    number, _, action = rest.partition(":")
    if version != VERSION or not number.isdecimal() or len(group_answer) > MOST_BYTES:
        return OldButton()
    if number == "0":
        return _general(context, action)
    asked = context.repo.asked(int(number)) if len(number) <= 18 else None
    if asked is None or asked.learner != context.learner.id or asked.chat != context.chat:
        return OldButton()
    return _on_question(context, asked, action)


def _on_question(context: LearnerContext, asked: Asked, action: str) -> Answer:
    if run := _ANY.get(action):
        return run(context, asked)
    if action.startswith("report-") and action[7:] in REASONS:
        return report(context, asked, action[7:])
    picks = is_pick(asked, action)
    if action not in _OPEN and not picks and not _option(asked, action):
        return OldButton()
    if asked.state.closed:
        return ClosedAlready()
    if run := _OPEN.get(action):
        return run(context, asked)
    if picks:
        return pick(context, asked, action)
    return answer(context, asked, _option(asked, action), None)


def _option(asked: Asked, action: str) -> str:
    """The text of the option a button stands for, or nothing."""
    question = thaw(asked.snapshot)
    if question.kind != "choice" or action[:1] != "o" or not action[1:].isdecimal() or len(action) > 3:
        return ""
    index = int(action[1:])
    return question.options[index].text if index < len(question.options) else ""


def _general(context: LearnerContext, action: str) -> Answer:
    if run := _GENERAL.get(action):
        return run(context)
    kind, _, name = action.partition("-")
    if kind == "daily" and name in ASK:
        return (ASK[name],)
    if kind in _WITH_NAME:
        return _WITH_NAME[kind](context, name)
    if kind == "topic" and (found := find_topic(context, name)):
        return begin_topic(context, found[1], found[0].id)
    if numbered := _WITH_NUMBER.get(kind):
        return numbered(context, int(name)) if name.isdecimal() and len(name) <= 4 else OldButton()
    if kind == "deck" and context.deck_library.current.deck(DeckId(name)):
        return (topics_listed(choose_deck(context, DeckId(name))),)
    return OldButton()


def _at(context: LearnerContext, number: int) -> Answer:
    """`at-1905`: daily at 19:05."""
    hour, minute = divmod(number, 100)
    return set_hour(context, time(hour, minute)) if hour < 24 and minute < 60 else OldButton()


def _ask(context: LearnerContext, id: str) -> Answer:
    question = context.deck_library.current.question(QuestionId(id))
    return begin_with(context, question) if question else OldButton()


_WITH_NUMBER: dict[str, Callable[[LearnerContext, int], Answer]] = {
    "at": _at,
    "days": lambda context, bits: set_days(context, bits) if 0 < bits < 128 else OldButton(),
    "count": set_count,
    "from": sources_asked,
    "inbox": lambda context, place: (shown(context, place),) if rules_somewhere(context) else OldButton(),
    "set": lambda context, size: begin_waiting(context, size) or OldButton(),
}
"""Actions of menus that carry a number."""
_WITH_NAME: dict[str, Callable[[LearnerContext, str], Answer]] = {
    "zone": lambda context, name: set_zone(context, name) or OldButton(),
    "dtopic": lambda context, name: set_topic(context, name) if find_topic(context, name) else OldButton(),
    "ask": _ask,
    "tell": term_told,
    "author": invited,
    "rule": rule.tapped,
    "look": looked_at,
    "hard": hard_of,
    "cl": staff.tapped,
    "cj": join.tapped,
    "cm": join.member_tapped,
    "lq": lecture_seat.option_tapped,
    "unrule": rule.undo_tapped,
    "upload": uploads.dropped,
    "course": uploads.course_asked,
    "uploadto": uploads.course_chosen,
    "rows": uploads.row_asked,
    "row": uploads.row_decided,
    "tryit": rehearsing.begin,
    "try": rehearsing.tapped,
    "ready": uploads.ready_told,
    "announce": announce.tapped,
    "publish": publishing.begin,
    "mine": own.tapped,
    "unpublish": publishing.undone,
    "dcourse": lambda context, name: set_course(context, name) if find_deck(context, name) else OldButton(),
}
"""Actions of menus that carry a name."""
_OPEN: dict[str, Callable[[LearnerContext, Asked], Replies]] = {"hint": hint, "idk": dont_know, "show": show}
"""Actions that need an open question."""
_ANY: dict[str, Callable[[LearnerContext, Asked], Answer]] = {
    "next": lambda context, _: tapped_next(context),
    "right": appeal,
    "same": lambda context, asked: compared_by_tap(context, asked, same=True),
    "other": lambda context, asked: compared_by_tap(context, asked, same=False),
    "isnt": not_the_same,
    "more": lambda _, asked: (more(asked),),
    "away": put_away,
    "wrong": lambda _, asked: (ask_report(asked),),
    "fine": lambda context, _: never_mind(context),
}
"""Actions that make sense in any state."""
_GENERAL: dict[str, Callable[[LearnerContext], Answer]] = {
    "next": tapped_next,
    "all": lambda context: begin(context, context.deck().id, None),
    "enough": lambda context: (Rested(),),
    "topics": lambda context: (topics_listed(context),),
    "flow-on": lambda context: prefer(context, ["flow", "on"]),
    "flow-off": lambda context: prefer(context, ["flow", "off"]),
    "daily": lambda context: daily(context, ""),
    "daily-no": declined,
    "daily-off": end,
    "daily-from": sources_asked,
    "resume": resumed,
    "zone": lambda context: zone(context, ""),
    "why": lambda context: (why_told(context),),
    "back": lambda context: (bring_back(context),),
    "export": lambda context: (exported(context),),
    "erase": lambda context: (ask_erase(context),),
    "keep": lambda context: (KeptAll(),),
    "hard": lambda context: hard_of(context, ""),
    "newclass": lambda context: (ClassTitleAsked(),) if may_make(context) else OldButton(),
    "send": lambda context: uploads.how_to_send(context) if decks_ruled(context) else OldButton(),
    "roles": lambda context: invited(context, ""),
    "carry-on": lambda context: set_group_answers_count(context, on=True),
    "carry-off": lambda context: set_group_answers_count(context, on=False),
}
"""Actions of menus. `sure-…`, which erases, is dealt with by the tutor: it ends the learner's record."""

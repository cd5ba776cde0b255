"""The buttons: `<version>:<asked id>:<action>`. Whatever a button does can be typed as well.

Anybody can send any data, so the owner and the state are looked up, never believed.
"""

from collections.abc import Callable
from datetime import time

from bot.app.answering import answer, dont_know, hint, show
from bot.app.appealing import REASONS, appeal, ask_report, more, put_away, report
from bot.app.asking import begin, on_tap_next
from bot.app.carrying import carry_on
from bot.app.counting import why_told
from bot.app.daily import ASK, daily, declined, resumed, sources_asked
from bot.app.desk import Desk
from bot.app.facts import ClosedAlready, Fact, KeptAll, OldButton, OpenAlready, Rested
from bot.app.looking import find_deck, find_topic, topics_listed
from bot.app.prefer import prefer
from bot.app.records import Asked
from bot.app.settling import ask_erase, bring_back, choose_deck, exported
from bot.app.subscribing import end, set_count, set_course, set_days, set_hour, set_topic
from bot.app.zoning import set_zone, zone
from bot.domain.question import DeckId
from bot.domain.snapshot import thaw

VERSION = "1"
MOST_BYTES = 64
"""Telegram's limit for a button's data."""

Facts = tuple[Fact, ...]
Answer = Facts | ClosedAlready | OpenAlready | OldButton
"""Facts become a message; the others become the short notice of the tap."""


def data(asked: int, action: str) -> str:
    """What a button carries. `asked` is 0 for one that belongs to no question."""
    return f"{VERSION}:{asked}:{action}"


def tapped(desk: Desk, carried: str) -> Answer:
    """Do what the button says, if it is this learner's to tap."""
    version, _, rest = carried.partition(":")
    number, _, action = rest.partition(":")
    if version != VERSION or not number.isdecimal() or len(carried) > MOST_BYTES:
        return OldButton()
    if number == "0":
        return _general(desk, action)
    asked = desk.pages.asked(int(number)) if len(number) <= 18 else None
    if asked is None or asked.learner != desk.learner.id or asked.chat != desk.chat:
        return OldButton()
    return _on_question(desk, asked, action)


def _on_question(desk: Desk, asked: Asked, action: str) -> Answer:
    if run := _ANY.get(action):
        return run(desk, asked)
    if action.startswith("report-") and action[7:] in REASONS:
        return report(desk, asked, action[7:])
    if action not in _OPEN and not _option(asked, action):
        return OldButton()
    if asked.state.closed:
        return ClosedAlready()
    if run := _OPEN.get(action):
        return run(desk, asked)
    return answer(desk, asked, _option(asked, action), None)


def _option(asked: Asked, action: str) -> str:
    """The text of the option a button stands for, or nothing."""
    question = thaw(asked.snapshot)
    if question.kind != "choice" or action[:1] != "o" or not action[1:].isdecimal() or len(action) > 3:
        return ""
    index = int(action[1:])
    return question.options[index].text if index < len(question.options) else ""


def _general(desk: Desk, action: str) -> Answer:
    if run := _GENERAL.get(action):
        return run(desk)
    kind, _, name = action.partition("-")
    if kind == "daily" and name in ASK:
        return (ASK[name],)
    if kind in _WITH_NAME:
        return _WITH_NAME[kind](desk, name)
    if kind == "topic" and (found := find_topic(desk, name)):
        return begin(desk, found[0].id, found[1].id)
    if numbered := _WITH_NUMBER.get(kind):
        return numbered(desk, int(name)) if name.isdecimal() and len(name) <= 4 else OldButton()
    if kind == "deck" and desk.shelf.library.deck(DeckId(name)):
        return (topics_listed(choose_deck(desk, DeckId(name))),)
    return OldButton()


def _at(desk: Desk, number: int) -> Answer:
    """`at-1905`: daily at 19:05."""
    hour, minute = divmod(number, 100)
    return set_hour(desk, time(hour, minute)) if hour < 24 and minute < 60 else OldButton()


_WITH_NUMBER: dict[str, Callable[[Desk, int], Answer]] = {
    "at": _at,
    "days": lambda desk, bits: set_days(desk, bits) if 0 < bits < 128 else OldButton(),
    "count": set_count,
    "from": sources_asked,
}
"""Actions of menus that carry a number."""
_WITH_NAME: dict[str, Callable[[Desk, str], Answer]] = {
    "zone": lambda desk, name: set_zone(desk, name) or OldButton(),
    "dtopic": lambda desk, name: set_topic(desk, name) if find_topic(desk, name) else OldButton(),
    "dcourse": lambda desk, name: set_course(desk, name) if find_deck(desk, name) else OldButton(),
}
"""Actions of menus that carry a name."""
_OPEN: dict[str, Callable[[Desk, Asked], Facts]] = {"hint": hint, "idk": dont_know, "show": show}
"""Actions that need an open question."""
_ANY: dict[str, Callable[[Desk, Asked], Answer]] = {
    "next": lambda desk, _: on_tap_next(desk),
    "right": appeal,
    "more": lambda _, asked: (more(asked),),
    "away": put_away,
    "wrong": lambda _, asked: (ask_report(asked),),
}
"""Actions that make sense in any state."""
_GENERAL: dict[str, Callable[[Desk], Answer]] = {
    "next": on_tap_next,
    "all": lambda desk: begin(desk, desk.deck().id, None),
    "enough": lambda desk: (Rested(),),
    "topics": lambda desk: (topics_listed(desk),),
    "flow-on": lambda desk: prefer(desk, ["flow", "on"]),
    "flow-off": lambda desk: prefer(desk, ["flow", "off"]),
    "daily": lambda desk: daily(desk, ""),
    "daily-no": declined,
    "daily-off": end,
    "daily-from": sources_asked,
    "resume": resumed,
    "zone": lambda desk: zone(desk, ""),
    "why": lambda desk: (why_told(desk),),
    "back": lambda desk: (bring_back(desk),),
    "export": lambda desk: (exported(desk),),
    "erase": lambda desk: (ask_erase(desk),),
    "keep": lambda desk: (KeptAll(),),
    "carry-on": lambda desk: carry_on(desk, on=True),
    "carry-off": lambda desk: carry_on(desk, on=False),
}
"""Actions of menus. `sure-…`, which erases, is dealt with by the tutor: it ends the learner's record."""

"""The slash commands of the private chat: one table, one line each."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.app.answering import hint, show, skip
from bot.app.asking import begin, begin_with, go_on, put_again
from bot.app.carrying import seated
from bot.app.counting import why_told
from bot.app.daily import daily, pause_for, resumed
from bot.app.desk import Desk
from bot.app.exam import exam
from bot.app.facts import (
    Fact,
    HelpTold,
    KeptAll,
    NothingOpen,
    PrivacyTold,
    Put,
    Rested,
    RoundsElsewhere,
    Welcomed,
    WelcomedBack,
)
from bot.app.looking import find_topic, no_such_topic, stats_told, streak_told, topics_listed
from bot.app.prefer import prefer
from bot.app.records import Asked
from bot.app.settling import ask_erase, choose_deck, exported
from bot.app.zoning import zone
from bot.domain.question import QuestionId

Facts = tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command: what it does with the rest of its line, and whether the menu shows it."""

    run: Callable[[Desk, str], Facts]
    menu: bool = False


def start(desk: Desk, rest: str) -> Facts:
    """A question within the first two messages; a deep link leads to its question or topic."""
    new = not desk.pages.met(desk.learner.id) and not desk.pages.asked_last_closed(desk.learner.id, desk.chat)
    linked = _linked(desk, rest)
    if linked is None and (open_one := desk.pages.asked_open(desk.learner.id, desk.chat)):
        return (WelcomedBack(), put_again(open_one))
    facts = linked or go_on(desk)
    return (Welcomed(), *_first(facts)) if new else (WelcomedBack(), *facts)


def learn(desk: Desk, rest: str) -> Facts:
    """The list of topics, or a sitting from the one that is named; `all` is every topic."""
    if not rest:
        return (topics_listed(desk),)
    if rest.casefold() in ("all", "everything"):
        return begin(desk, desk.deck().id, None)
    named_deck = next(
        (d for d in desk.shelf.library.decks if rest.casefold() in (d.id.casefold(), d.title.casefold())),
        None,
    )
    if named_deck:
        return (topics_listed(choose_deck(desk, named_deck.id)),)
    found = find_topic(desk, rest)
    return begin(desk, found[0].id, found[1].id) if found else (no_such_topic(desk, rest),)


def settings(desk: Desk, rest: str) -> Facts:
    """How everything stands; words after it change it."""
    return prefer(desk, rest.casefold().split())


def streak_or_why(desk: Desk, rest: str) -> Facts:
    """The streak; `why` says what holds it."""
    return (why_told(desk),) if rest.casefold() == "why" else (streak_told(desk),)


def erase(desk: Desk, rest: str) -> Facts:
    """Ask whether they are sure (the typed `yes` is dealt with by the tutor)."""
    return (KeptAll(),) if rest.casefold() == "no" else (ask_erase(desk),)


def _with_open(act: Callable[[Desk, Asked], Facts]) -> Callable[[Desk, str], Facts]:
    def run(desk: Desk, _: str) -> Facts:
        asked = desk.pages.asked_open(desk.learner.id, desk.chat)
        return act(desk, asked) if asked else (NothingOpen(),)

    return run


def next_one(desk: Desk, _: str) -> Facts:
    """The next question; one that is open is put off."""
    asked = desk.pages.asked_open(desk.learner.id, desk.chat)
    return skip(desk, asked) if asked else go_on(desk)


def _linked(desk: Desk, payload: str) -> Facts | None:
    kind, _, name = payload.partition("_")
    if kind == "j" and name.isdecimal() and len(name) <= 18:
        return seated(desk, int(name))
    if kind == "q" and (question := desk.shelf.library.question(QuestionId(name))):
        return begin_with(desk, question)
    if kind == "t" and (found := find_topic(desk, name)):
        return begin(desk, found[0].id, found[1].id)
    return None


def _first(facts: Facts) -> Facts:
    match facts:
        case (Put() as put,):
            return (Put(question=put.question, asked=put.asked, first=True),)
        case _:
            return facts


COMMANDS = {
    "learn": Command(run=learn, menu=True),
    "daily": Command(run=daily, menu=True),
    "streak": Command(run=streak_or_why, menu=True),
    "stats": Command(run=lambda desk, rest: (stats_told(desk, drawn=rest != "text"),), menu=True),
    "settings": Command(run=settings, menu=True),
    "help": Command(run=lambda desk, _: (HelpTold(),), menu=True),
    "start": Command(run=start),
    "pause": Command(run=pause_for),
    "resume": Command(run=resumed),
    "zone": Command(run=zone),
    "exam": Command(run=exam),
    "next": Command(run=next_one),
    "skip": Command(run=_with_open(skip)),
    "hint": Command(run=_with_open(hint)),
    "reveal": Command(run=_with_open(show)),
    "quiz": Command(run=lambda desk, _: (RoundsElsewhere(),)),
    "enough": Command(run=lambda desk, _: (Rested(),)),
    "privacy": Command(run=lambda desk, _: (PrivacyTold(text_days=desk.rules.text_days),)),
    "export": Command(run=lambda desk, _: (exported(desk),)),
    "erase": Command(run=erase),
}
"""Every command of the private chat. The order is that of the menu."""

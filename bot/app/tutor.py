"""The doors: what happened comes in, facts go out. No I/O, no clock, no sentences."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.app.answering import answer, try_on_closed
from bot.app.asking import go_on
from bot.app.commands import COMMANDS
from bot.app.desk import Desk, Rules, Shelf
from bot.app.facts import (
    ClosedAlready,
    Fact,
    MarkedAlready,
    NotACommand,
    NothingOpen,
    NotText,
    OldButton,
    OpenAlready,
    Outcome,
    Rested,
)
from bot.app.heard import Event, Heard, PersonId, Presence, Tapped, What
from bot.app.letters import Lost
from bot.app.pages import ChorePages, LearnerPages, Pages
from bot.app.records import Asked, State
from bot.app.settling import erase, erase_confirmed
from bot.app.taps import data, tapped
from bot.app.upkeep import retain
from bot.app.wishes import Wish, wish_in


@dataclass(frozen=True, slots=True)
class Tutor:
    """Told what happened, it answers with facts. One call, one transaction, given as `pages`."""

    shelf: Shelf
    rules: Rules

    def hear(self, pages: Pages, event: Event, now: datetime) -> Outcome:
        """Somebody wrote, tapped, left or came back. `now` is when it reached us."""
        learner = pages.lock_person(event.person, now)
        here = not isinstance(event, Presence) or event.here
        if learner.here != here:
            learner = replace(learner, here=here)
            pages.change_learner(learner)
        desk = Desk(
            pages=pages,
            shelf=self.shelf,
            rules=self.rules,
            learner=learner,
            chat=event.chat,
            at=event.at,
        )
        match event:
            case Heard():
                return _heard(desk, event)
            case Tapped():
                return _tapped(desk, event)
            case Presence():
                return Outcome()

    def tick(self, pages: ChorePages, now: datetime) -> None:
        """A second has passed."""
        retain(pages, self.rules, now)

    def lost(self, pages: LearnerPages, learner: PersonId | None, why: Lost) -> None:
        """A letter will not arrive. Who has blocked us, or whose chat is gone, is not here any more."""
        if learner is not None and why in (Lost.BLOCKED, Lost.CHAT_GONE):
            pages.mark_gone(learner)


def _heard(desk: Desk, heard: Heard) -> Outcome:
    if heard.text.startswith("/"):
        return _command(desk, heard)
    if heard.what is not What.TEXT and not heard.text:
        waiting = desk.pages.asked_open(desk.learner.id, desk.chat) is not None
        return _say(desk, NotText(what=heard.what, open=waiting))
    if heard.edited and (marked := desk.pages.answer_to(desk.chat, heard.message)):
        asked = desk.pages.asked(marked)
        passed = asked is not None and asked.state is State.RIGHT
        return _say(desk, MarkedAlready(asked=marked, passed=passed))
    return _text(desk, heard)


def _text(desk: Desk, heard: Heard) -> Outcome:
    meant = _replied_to(desk, heard) or desk.pages.asked_open(desk.learner.id, desk.chat)
    if meant and heard.sent and heard.sent < meant.at:
        meant = None  # an edit of something said before the question was put does not answer it
    if meant and not meant.state.closed:
        return _say(desk, *answer(desk, meant, heard.text, heard.message))
    match wish_in(heard.text):
        case Wish.ON | Wish.NEXT | Wish.SKIP:
            return _say(desk, *go_on(desk))
        case Wish.ENOUGH:
            return _say(desk, Rested())
        case Wish.RIGHT if asked := meant or desk.pages.asked_last_closed(desk.learner.id, desk.chat):
            return _from_tap(desk, tapped(desk, data(asked.id, "right")))
        case _:
            closed = meant or desk.pages.asked_last_closed(desk.learner.id, desk.chat)
            return _say(desk, try_on_closed(desk, closed, heard.text) if closed else NothingOpen())


def _replied_to(desk: Desk, heard: Heard) -> Asked | None:
    """The question whose message was replied to, if it was put to this person."""
    slot = desk.pages.slot_of(desk.chat, heard.reply_to) if heard.reply_to else None
    number = slot.partition(".")[0] if slot else ""
    asked = desk.pages.asked(int(number)) if number.isdecimal() else None
    return asked if asked and asked.learner == desk.learner.id else None


def _command(desk: Desk, heard: Heard) -> Outcome:
    word, _, rest = heard.text[1:].partition(" ")
    name = word.partition("@")[0].casefold()
    if name == "erase" and rest.strip().casefold() == "yes":
        return Outcome(replies=erase(desk, None))
    if command := COMMANDS.get(name):
        return _say(desk, *command.run(desk, rest.strip()))
    return _say(desk, NotACommand(name=name[:32]))


def _tapped(desk: Desk, tap: Tapped) -> Outcome:
    if erase_confirmed(desk, tap.data.removeprefix(data(0, ""))):
        return Outcome(replies=erase(desk, None))
    return _from_tap(desk, tapped(desk, tap.data))


def _from_tap(desk: Desk, answer: tuple[Fact, ...] | ClosedAlready | OpenAlready | OldButton) -> Outcome:
    if isinstance(answer, tuple):
        return _say(desk, *answer)
    return Outcome(toast=answer)


def _say(desk: Desk, *facts: Fact) -> Outcome:
    return Outcome(replies=desk.message(facts))

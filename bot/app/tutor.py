"""The doors: what happened comes in, facts go out. No I/O, no clock, no sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Protocol

from bot.app.answering import answer, try_on_closed
from bot.app.asking import go_on
from bot.app.carrying import carried_due
from bot.app.channels import Channels
from bot.app.commands import COMMANDS
from bot.app.counting import excuse_today
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
from bot.app.groups import Groups
from bot.app.heard import ChatId, Event, Heard, PersonId, Presence, Tapped, What
from bot.app.letters import Lost
from bot.app.pages import ChorePages, Pages, RebuildPages, TickPages
from bot.app.planning import pause, resume
from bot.app.prompting import nudge_due, prompt_due, summary_due
from bot.app.records import Asked, Learner, State
from bot.app.remembering import rebuild
from bot.app.serials import Serials
from bot.app.settling import erase, erase_confirmed
from bot.app.taps import data, tapped
from bot.app.upkeep import retain
from bot.app.wishes import Wish, wish_in
from bot.app.zones import read_time
from bot.app.zoning import typed

AT_ONCE = 50
"""Most learners called on in one tick: what leaves in two seconds at 25 a second."""
ROUNDS_AT_ONCE = 200
"""Most rounds called on in one tick."""


class Call(Enum):
    """What the clock can bring."""

    PROMPT = auto()
    NUDGE = auto()
    SUMMARY = auto()
    CARRIED = auto()
    ROUND = auto()
    POST = auto()
    CLOSE = auto()
    GAPS = auto()


Due = tuple[Call, int]
"""What, and the number of the learner, round, series, post or group."""


class Clockwork(ChorePages, TickPages, Protocol):
    """What a tick reads and writes before it turns to anybody."""


@dataclass(frozen=True, slots=True)
class Tutor:
    """Told what happened, it answers with facts. One call, one transaction, given as `pages`."""

    shelf: Shelf
    rules: Rules

    def hear(self, pages: Pages, event: Event, now: datetime) -> Outcome:
        """Somebody wrote, tapped, voted, left or came back. `now` is when it reached us."""
        if not isinstance(event, Heard | Tapped | Presence):
            return self._groups.hear(pages, event, now)
        if isinstance(event, Heard) and (expected := self._groups.expected(pages, event)):
            return self._groups.answer(pages, expected, event, now)
        if isinstance(event, Heard | Tapped) and (told := self._channels.hear(pages, event, now)):
            return told
        desk = self._desk(pages, pages.lock_person(event.person, now), event.chat, event.at)
        here = not isinstance(event, Presence) or event.here
        if desk.learner.here != here:
            desk = _came(desk) if here else _left(desk)
        match event:
            case Heard():
                return _heard(desk, event)
            case Tapped():
                return _tapped(desk, event)
            case Presence():
                return Outcome()

    def tick(self, pages: Clockwork, now: datetime) -> Sequence[Due]:
        """A second has passed. Gives who has something due; each is then called on by `call`."""
        pages.beat(now, self.rules.outage)
        retain(pages, self.rules, now)
        return [
            *((Call.ROUND, id) for _, id in pages.due_rounds(now, ROUNDS_AT_ONCE)),
            *((Call.POST, id) for id in pages.due_series(now, AT_ONCE)),
            *((Call.CLOSE, id) for id in pages.due_closings(now, AT_ONCE)),
            *((Call.GAPS, id) for id in pages.due_gaps(now, AT_ONCE)),
            *((Call.CARRIED, id) for id in pages.due_carried(AT_ONCE)),
            *((Call.PROMPT, id) for id in pages.due_prompts(now, AT_ONCE)),
            *((Call.NUDGE, id) for id in pages.due_nudges(now, AT_ONCE)),
            *((Call.SUMMARY, id) for id in pages.due_summaries(now, AT_ONCE)),
        ]

    def call(self, pages: Pages, due: Due, now: datetime) -> Outcome:
        """What the clock brings one learner or one round, if it still does."""
        call, id = due
        if call in (Call.ROUND, Call.POST, Call.CLOSE, Call.GAPS):
            return self._call_group(pages, due, now)
        learner = pages.lock_learner(PersonId(id))
        if learner is None:
            pages.carried_to(PersonId(id))
            return Outcome()
        desk = self._desk(pages, learner, ChatId(id), now)
        if call is Call.CARRIED:
            carried_due(desk)
            return Outcome()
        replies = {
            Call.PROMPT: prompt_due,
            Call.NUDGE: nudge_due,
            Call.SUMMARY: summary_due,
        }[call](desk)
        return Outcome(replies=replies, to=learner.id, language=learner.language)

    def _call_group(self, pages: Pages, due: Due, now: datetime) -> Outcome:
        call, id = due
        match call:
            case Call.POST:
                return self._serials.post_due(pages, id, now)
            case Call.CLOSE:
                return self._serials.close_due(pages, id, now)
            case Call.GAPS:
                return self._serials.gaps_due(pages, ChatId(id), now)
            case _:
                return self._groups.due(pages, id, now)

    def shown(self, pages: Pages, slot: str, now: datetime) -> None:
        """A message has arrived in a group; see `bot.app.groups.Groups.shown`."""
        self._groups.shown(pages, slot, now)

    def rebuild(self, pages: RebuildPages, *, check: bool) -> tuple[int, int]:
        """Make every card anew from the log of reviews; see `bot.app.remembering.rebuild`."""
        decks = self.shelf.library.decks
        opinions = {q.id for deck in decks for q in deck.questions() if q.kind == "opinion"}
        return rebuild(pages, check=check, opinions=opinions)

    def lost(self, pages: Pages, learner: PersonId | None, why: Lost, now: datetime) -> None:
        """A letter will not arrive. Who has blocked us, or whose chat is gone, is not here any more: nothing
        more is sent, and their streak waits. A day whose prompt may not have arrived is excused."""
        found = pages.lock_learner(learner) if learner is not None else None
        if found is None:
            return
        desk = self._desk(pages, found, ChatId(found.id), now)
        if why is Lost.UNCERTAIN:
            excuse_today(desk)
        elif why in (Lost.BLOCKED, Lost.CHAT_GONE) and found.here:
            _left(desk)

    def lost_in_group(
        self, pages: Pages, chat: ChatId, slot: str | None, why: Lost, now: datetime
    ) -> Outcome:
        """A letter will not arrive in a group; see `Groups.lost` and `bot.app.serials.Serials.lost`."""
        self._groups.lost(pages, chat, slot, why, now)
        return self._serials.lost(pages, chat, slot, why, now)

    @property
    def _channels(self) -> Channels:
        return Channels(shelf=self.shelf, rules=self.rules)

    @property
    def _serials(self) -> Serials:
        return Serials(shelf=self.shelf, rules=self.rules)

    @property
    def _groups(self) -> Groups:
        return Groups(shelf=self.shelf, rules=self.rules)

    def _desk(self, pages: Pages, learner: Learner, chat: ChatId, at: datetime) -> Desk:
        return Desk(pages=pages, shelf=self.shelf, rules=self.rules, learner=learner, chat=chat, at=at)


def _left(desk: Desk) -> Desk:
    """They blocked us: paused at once."""
    return pause(desk.change(here=False), None)


def _came(desk: Desk) -> Desk:
    """They are back: the pause ends, if the block began it."""
    desk = desk.change(here=True)
    return resume(desk) if desk.learner.paused_until is None else desk


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
    if (
        desk.learner.zone is None
        and ":" in heard.text
        and read_time(heard.text)
        and (found := typed(desk, heard.text))
    ):
        return _say(desk, *found)
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

"""The commands of a group: calling a round, stopping it, its tables. The buttons are in `roundtaps.py`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.app.facts import (
    GroupWelcomed,
    HidingTold,
    NoRound,
    NothingToPlay,
    NotYours,
    Outcome,
    PlainTold,
    PrivatelyOnly,
    Reply,
    RoundRuns,
    TopTold,
)
from bot.app.groupdaily import daily, gaps
from bot.app.groupdesk import GroupDesk
from bot.app.heard import GroupHeard, Person
from bot.app.playing import lobby, play
from bot.app.setups import read_setup
from bot.domain.draw import draw
from bot.domain.happenings import Event, Joined, Skipped, Stopped
from bot.domain.round import PATIENCE, Phase, Posed, Round, Setup

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Whoever wrote a command or tapped a button."""

    person: Person | None
    """None for somebody who writes as the group."""
    admin: bool

    def may_run(self, round: Round) -> bool:
        """The host and administrators run a round."""
        seat = round.seat(self.person.id) if self.person else None
        return self.admin or (seat is not None and seat.host)


def quiz(desk: GroupDesk, asker: Asker, rest: str) -> Outcome:
    """Call a round, or show the one that is running."""
    running = desk.pages.running(desk.circle.id, desk.thread)
    if running is not None:
        at = desk.pages.message_of(desk.circle.id, _newest_slot(running.round))
        return _say(desk.say(RoundRuns(begun=running.round.phase is not Phase.LOBBY), answering=at))
    usual = Setup(deck=desk.deck().id, pace=desk.circle.pace)
    return call(desk, asker, read_setup(desk, usual, rest))


def call(desk: GroupDesk, asker: Asker, setup: Setup) -> Outcome:
    """A new round in the lobby, with whoever called it in it as the host."""
    if not drawn(desk, setup, "lobby"):
        return _say(desk.say(NothingToPlay(play=setup.play)))
    if asker.person and asker.person.language:
        desk = replace(desk, circle=replace(desk.circle, language=asker.person.language))
    desk.pages.change_circle(replace(desk.circle, deck=setup.deck, pace=setup.pace))
    table = desk.pages.call_round(desk.circle.id, desk.thread, setup, desk.now, desk.now + PATIENCE)
    if asker.person:
        joined = Joined(person=asker.person.id, name=asker.person.name, host=True)
        table = play(desk, table, joined)[0]
    return _say(desk.say(lobby(desk, table), slot=f"r{table.round.id}"))


def drawn(desk: GroupDesk, setup: Setup, seed: str) -> tuple[Posed, ...]:
    """The questions of a round of that kind."""
    deck = desk.deck_of(setup.deck)
    pool = [q for topic in deck.topics if setup.topic in (None, topic.id) for q in topic.questions]
    return draw(pool, desk.pages.asked_before(desk.circle.id), setup, seed)


def stop(desk: GroupDesk, asker: Asker, _: str) -> Outcome:
    """End the round that runs here."""
    return _run(desk, asker, Stopped(now=desk.now))


def skip(desk: GroupDesk, asker: Asker, _: str) -> Outcome:
    """Close the open question now."""
    return _run(desk, asker, Skipped(now=desk.now))


def top(desk: GroupDesk, _: Asker, rest: str) -> Outcome:
    """The table of this group: this week, or of all time."""
    week = not rest.casefold().startswith("all")
    ranked = desk.pages.ranking(desk.circle.id, desk.now - WEEK if week else None)
    lines = tuple((one.name, one.points, one.rounds) for one in ranked)
    return _say(desk.say(TopTold(lines=lines, week=week)))


def hide_me(desk: GroupDesk, asker: Asker, rest: str) -> Outcome:
    """Leave them out of the group's tables; `off` takes them in again."""
    if asker.person is None:
        return Outcome()
    hidden = rest.casefold() not in ("off", "no")
    desk.pages.hide(desk.circle.id, asker.person.id, hidden=hidden)
    return _say(desk.say(HidingTold(hidden=hidden)))


def plain(desk: GroupDesk, _: Asker, rest: str) -> Outcome:
    """Text and buttons instead of native polls; `off` brings the polls back."""
    on = rest.casefold() not in ("off", "no")
    desk.pages.change_circle(replace(desk.circle, plain=on))
    return _say(desk.say(PlainTold(plain=on)))


def every_day(desk: GroupDesk, asker: Asker, rest: str) -> Outcome:
    """The group's own question of the day."""
    return daily(desk, asker.person, rest)


def look_back(desk: GroupDesk, _: Asker, rest: str) -> Outcome:
    """The weekly look at what this group forgets, on or off."""
    return gaps(desk, rest)


def help(desk: GroupDesk, *_: object) -> Outcome:
    """What the tutor does in a group, and how to answer."""
    return _say(desk.say(GroupWelcomed(open=desk.circle.open)))


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCommand:
    """A command of groups: what it does with the rest of its line."""

    run: Callable[[GroupDesk, Asker, str], Outcome]
    menu: bool = True
    admin: bool = False
    """Administrators only."""


GROUP_COMMANDS: Mapping[str, GroupCommand] = {
    "quiz": GroupCommand(run=quiz),
    "stop": GroupCommand(run=stop),
    "skip": GroupCommand(run=skip),
    "top": GroupCommand(run=top),
    "hideme": GroupCommand(run=hide_me),
    "plain": GroupCommand(run=plain, admin=True),
    "daily": GroupCommand(run=every_day, admin=True),
    "gaps": GroupCommand(run=look_back, admin=True),
    "help": GroupCommand(run=help),
}
"""Every command of groups, in the order of the menu."""


def commanded(desk: GroupDesk, heard: GroupHeard, private: Sequence[str]) -> Outcome:
    """A command in a group. `private` are those of the private chat; to what nobody knows we are silent."""
    word, _, rest = heard.text[1:].partition(" ")
    name = word.partition("@")[0].casefold()
    asker = Asker(person=heard.person, admin=heard.admin)
    if command := GROUP_COMMANDS.get(name):
        if command.admin and not asker.admin:
            return _say(desk.say(NotYours(), answering=heard.message))
        return command.run(desk, asker, rest.strip())
    if name in private and name != "start":
        return _say(desk.say(PrivatelyOnly(), answering=heard.message))
    return Outcome()


def _run(desk: GroupDesk, asker: Asker, event: Event) -> Outcome:
    table = desk.pages.running(desk.circle.id, desk.thread)
    if table is None:
        return _say(desk.say(NoRound()))
    if not asker.may_run(table.round):
        return _say(desk.say(NotYours()))
    return Outcome(replies=play(desk, table, event)[2])


def _newest_slot(round: Round) -> str:
    return f"r{round.id}" if round.place < 0 else f"r{round.id}.{round.place}"


def _say(*replies: Reply) -> Outcome:
    return Outcome(replies=replies)

"""The buttons under messages about rounds: `<version>:r<round>:<action>`. Who may tap what is looked up."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.app.circle import Table
from bot.app.facts import (
    NearMisses,
    NothingToPlay,
    NotYours,
    OldButton,
    Outcome,
    Reply,
    RoundGone,
    RoundRuns,
    SeatTaken,
)
from bot.app.groupdaily import KEY, daily_tapped
from bot.app.groupdesk import GroupDesk
from bot.app.guessing import tapped as option_tapped
from bot.app.heard import GroupTapped, PersonId
from bot.app.playing import lobby, over, play, seat_asked
from bot.app.quiz import Asker, call, drawn, quiz
from bot.app.setups import changed
from bot.domain.happenings import Begun, Changed, Fixed, Joined
from bot.domain.round import Phase, Play, Round, Why
from bot.domain.standings import near_misses

MOST_MISSES = 8
"""Near misses that are listed for the host."""


def tapped(desk: GroupDesk, tap: GroupTapped) -> Outcome:
    """Do what the button says, if it is theirs to tap."""
    version, _, rest = tap.data.partition(":")
    about, _, action = rest.partition(":")
    if version != "1" or len(tap.data) > 64:
        return Outcome(toast=OldButton())
    asker = Asker(person=tap.person, admin=tap.admin)
    if about == "0" and action == "five":
        return quiz(desk, asker, "")
    if about == KEY:
        return daily_tapped(desk, tap, action)
    number = about.removeprefix("r")
    table = desk.pages.round(int(number)) if number.isdecimal() and len(number) <= 18 else None
    if not about.startswith("r") or table is None or table.chat != desk.circle.id:
        return Outcome(toast=OldButton())
    desk = replace(desk, thread=table.thread)
    if act := _ACTS.get(action):
        return act(desk, table, asker)
    if action.startswith("fix-"):
        return _rule(desk, table, asker, action[4:])
    place, _, option = action.removeprefix("o").partition(".")
    if action.startswith("o") and place.isdecimal() and option.isdecimal() and len(action) <= 8:
        return option_tapped(desk, table, int(place), int(option), tap.person)
    return Outcome(toast=OldButton())


def _join(desk: GroupDesk, table: Table, asker: Asker) -> Outcome:
    """Take a seat. Whoever has no private chat with us is led there once, if typed questions go there."""
    if asker.person is None or table.round.phase is Phase.OVER:
        return Outcome(toast=RoundGone())
    joined = Joined(person=asker.person.id, name=asker.person.name)
    table, happened, said = play(desk, table, joined)
    person = PersonId(asker.person.id)
    reachable = bool(desk.pages.reachable([person]))
    needs_chat = table.round.setup.play is Play.REVEAL and not reachable
    said = (*said, *_catch_up(desk, table.round, person)) if happened and reachable else said
    link = f"j_{table.round.id}" if needs_chat else None
    return Outcome(replies=said, toast=SeatTaken(), link=link)


def _catch_up(desk: GroupDesk, round: Round, person: PersonId) -> tuple[Reply, ...]:
    """Somebody joins while a typed question is open."""
    if round.now is None or round.setup.play is not Play.REVEAL or round.now.question.kind == "choice":
        return ()
    slot = f"r{round.id}.{round.place}"
    return (desk.whisper(person, seat_asked(desk, round, person), slot=slot),)


def _begin(desk: GroupDesk, table: Table, asker: Asker) -> Outcome:
    round = table.round
    if round.phase is not Phase.LOBBY:
        return Outcome(toast=RoundGone() if round.phase is Phase.OVER else RoundRuns(begun=True))
    if not asker.admin and (asker.person is None or round.seat(asker.person.id) is None):
        return Outcome(toast=NotYours())
    posed = drawn(desk, round.setup, str(round.id))
    if not posed:
        return _say(desk.say(NothingToPlay(play=round.setup.play)))
    shut = desk.say(replace(lobby(desk, table), begun=True), slot=f"r{round.id}", edits=True)
    return Outcome(replies=(shut, *play(desk, table, Begun(posed=posed, now=desk.now))[2]))


def _change(desk: GroupDesk, table: Table, asker: Asker) -> Outcome:
    if not asker.may_run(table.round) or table.round.phase is not Phase.LOBBY:
        return Outcome(toast=NotYours())
    return _say(desk.say(lobby(desk, table, changing=True), slot=f"r{table.round.id}", edits=True))


def _changing(what: str) -> "Act":
    def act(desk: GroupDesk, table: Table, asker: Asker) -> Outcome:
        if not asker.may_run(table.round) or table.round.phase is not Phase.LOBBY:
            return Outcome(toast=NotYours())
        table = play(desk, table, Changed(setup=changed(desk, table.round.setup, what)))[0]
        return _say(desk.say(lobby(desk, table, changing=True), slot=f"r{table.round.id}", edits=True))

    return act


def _back(desk: GroupDesk, table: Table, asker: Asker) -> Outcome:
    if table.round.phase is not Phase.LOBBY:
        return Outcome(toast=RoundGone())
    return _say(desk.say(lobby(desk, table), slot=f"r{table.round.id}", edits=True))


def _again(desk: GroupDesk, table: Table, asker: Asker) -> Outcome:
    if desk.pages.running(desk.circle.id, desk.thread):
        return Outcome(toast=RoundRuns(begun=False))
    return call(desk, asker, table.round.setup)


def _fix(desk: GroupDesk, table: Table, asker: Asker) -> Outcome:
    """List the near misses, for the host to rule on."""
    if not asker.may_run(table.round) or table.round.phase is not Phase.OVER:
        return Outcome(toast=NotYours())
    return _say(_misses(desk, table.round, edits=False))


def _rule(desk: GroupDesk, table: Table, asker: Asker, which: str) -> Outcome:
    """The host rules that an answer was right: the table is mended."""
    place, _, seat = which.partition("-")
    if not asker.may_run(table.round):
        return Outcome(toast=NotYours())
    if not (place.isdecimal() and seat.isdecimal()) or int(seat) >= len(table.round.seats):
        return Outcome(toast=OldButton())
    person = table.round.seats[int(seat)].person
    listed = [(guess.person, guess.place) for guess in near_misses(table.round)]
    if table.round.phase is not Phase.OVER or (person, int(place)) not in listed:
        return Outcome(toast=OldButton())
    table, _, _ = play(desk, table, Fixed(person=person, place=int(place)))
    mended = desk.say(over(desk, table.round, Why.DONE), slot=f"r{table.round.id}.end", edits=True)
    return _say(mended, _misses(desk, table.round, edits=True))


def _misses(desk: GroupDesk, round: Round, *, edits: bool) -> Reply:
    seats = {seat.person: number for number, seat in enumerate(round.seats)}
    answers = tuple(
        (f"fix-{g.place}-{seats[g.person]}", g.said or "", round.posed[g.place].question.title)
        for g in near_misses(round)[:MOST_MISSES]
        if g.person in seats
    )
    return desk.say(NearMisses(round=round.id, answers=answers), slot=f"r{round.id}.fix", edits=edits)


def _say(*replies: Reply) -> Outcome:
    return Outcome(replies=replies)


Act = Callable[[GroupDesk, Table, Asker], Outcome]
_ACTS: Mapping[str, Act] = {
    "join": _join,
    "begin": _begin,
    "change": _change,
    "play": _changing("play"),
    "count": _changing("count"),
    "more": _changing("more"),
    "pace": _changing("pace"),
    "deck": _changing("deck"),
    "deep": _changing("deep"),
    "back": _back,
    "again": _again,
    "fix": _fix,
}

"""A round that waits for players: what it is about, who is in, and the buttons that change it."""

from collections.abc import Sequence

from bot.app.replies import Offered, RoundCalled, TeamCalled
from bot.domain.rounds.draw import PACES, SECONDS
from bot.domain.rounds.round import Play
from bot.words.markup import lines, name, soft
from bot.words.spoken import Button
from bot.words.translator import Html, Translator

Rows = tuple[tuple[Button, ...], ...]

SHORT = 20
"""Titles up to so many characters stand two in a row."""


def round_tap(label: str, round: int, action: str) -> Button:
    """A button about a round."""
    return Button(label=label, data=f"1:r{round}:{action}")


def team_name(t: Translator, team: int) -> str:
    """What a team is called, by its number; plain text."""
    return (t.label("Red"), t.label("Blue"), t.label("Green"), t.label("Yellow"))[team]


def called(t: Translator, reply: RoundCalled) -> Html:
    """How many questions from where, how they are played, and who is in."""
    what = t.count(
        "{n} question from {course}.", "{n} questions from {course}.", reply.count, course=_course(reply)
    )
    how = t("Tap a line below to change it.") if reply.changing and not reply.begun else Html("")
    if not reply.teams:
        return lines(_joined((what, _how(t, reply), _in(t, reply.names, reply.players))), how)
    fair = t("A team's points are the average of its players.")
    sides = [_team(t, number, team) for number, team in enumerate(reply.teams)]
    waiting = _in_none(t, reply.names, reply.players)
    return lines(_joined((what, _how(t, reply), fair)), *sides, waiting, how)


def called_choices(t: Translator, reply: RoundCalled) -> Rows:
    """Join, start, change; or what can be changed; or a list to choose from."""
    if reply.begun:
        return ()
    joins = _joins(t, reply)
    if not reply.view:
        start = round_tap(t.label("Start"), reply.round, "begin")
        change = round_tap(t.label("Change"), reply.round, "change")
        return (joins, (start, change)) if reply.teams else ((*joins, start, change),)
    if reply.changing:
        done = round_tap(t.label("Done"), reply.round, "back")
        return (*_changes(t, reply), *((joins, (done,)) if reply.teams else ((*joins, done),)))
    back = round_tap(t.label("Back"), reply.round, f"see-{reply.back}")
    more = [round_tap(t.label("More"), reply.round, f"see-{reply.next_view}")] if reply.next_view else []
    return (*_list(t, reply), joins, (*more, back))


def _joins(t: Translator, reply: RoundCalled) -> tuple[Button, ...]:
    """They carry what is on show, so that it stays."""
    view = f"-{reply.view}" if reply.view else ""
    if not reply.teams:
        return (round_tap(t.label("Join"), reply.round, f"join{view}"),)
    labels = [t.label("Join {team}", team=team_name(t, number)) for number in range(len(reply.teams))]
    return tuple(round_tap(label, reply.round, f"team-{n}{view}") for n, label in enumerate(labels))


def _changes(t: Translator, reply: RoundCalled) -> Rows:
    """Each tap goes one step further; a course or topic is chosen from a list."""
    setup = reply.setup
    plays = {
        Play.REVEAL: t.label("Play: everybody answers"),
        Play.RACE: t.label("Play: the first one scores"),
        Play.TOGETHER: t.label("Play: one answer together"),
    }
    factor = PACES[setup.pace]
    least, most = round(min(SECONDS.values()) * factor), round(max(SECONDS.values()) * factor)
    pace = t.label("Time each: {least} to {most} s", least=least, most=most)
    deep = t.label("Long questions too: yes") if setup.deep else t.label("Long questions too: no")
    teams = t.label("Teams: {n}", n=setup.teams) if setup.teams else t.label("Teams: none")
    count = t.label("Questions: {n}", n=setup.count)
    sides = (round_tap(teams, reply.round, "teams"),) if setup.play is not Play.TOGETHER else ()
    return (
        (round_tap(plays[setup.play], reply.round, "play"),),
        (round_tap(count, reply.round, "count"), round_tap(pace, reply.round, "pace")),
        (round_tap(deep, reply.round, "deep"), *sides),
        (round_tap(t.label("Course or topic"), reply.round, "deck"),),
    )


def _list(t: Translator, reply: RoundCalled) -> Rows:
    buttons = [round_tap(_label(t, one), reply.round, one.action) for one in reply.offered]
    a_row = 2 if all(len(button.label) <= SHORT for button in buttons) else 1
    return tuple(tuple(buttons[at : at + a_row]) for at in range(0, len(buttons), a_row))


def _label(t: Translator, one: Offered) -> str:
    title = t.label("Everything") if one.title is None else one.title
    return f"✓ {title}" if one.chosen else title


def _in(t: Translator, names: Sequence[str], players: int) -> Html:
    shown = Html(", ".join(name(one) for one in names))
    if players > len(names):
        return t("In: {names} and {n} more.", names=shown, n=players - len(names))
    return t("In: {names}.", names=shown) if names else Html("")


def _team(t: Translator, number: int, team: TeamCalled) -> Html:
    shown, called = Html(", ".join(name(one) for one in team.names)), team_name(t, number)
    if team.players > len(team.names):
        more = team.players - len(team.names)
        return t("{team}: {names} and {n} more", team=called, names=shown, n=more)
    if not team.names:
        return t("{team}: nobody yet", team=called)
    return t("{team}: {names}", team=called, names=shown)


def _in_none(t: Translator, names: Sequence[str], players: int) -> Html:
    """They have not chosen; whoever does not is put into a team at the start."""
    if not names:
        return Html("")
    shown = Html(", ".join(name(one) for one in names))
    if players > len(names):
        more = players - len(names)
        return t(
            "In no team yet: {names} and {n} more. Tap one, or I choose at the start.", names=shown, n=more
        )
    return t("In no team yet: {names}. Tap one, or I choose at the start.", names=shown)


def _course(reply: RoundCalled) -> Html:
    return soft(f"{reply.deck}, {reply.topic}" if reply.topic else reply.deck)


def _how(t: Translator, reply: RoundCalled) -> Html:
    match reply.setup.play:
        case Play.RACE:
            return t("The first right answer takes the point.")
        case Play.TOGETHER:
            return t("You answer together.")
        case Play.REVEAL:
            return Html("")


def _joined(parts: Sequence[Html]) -> Html:
    return Html(" ".join(part for part in parts if part))

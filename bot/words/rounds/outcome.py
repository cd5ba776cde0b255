"""The end of a round: who won, the points, runs, the hardest question; in private, what to look at."""

from collections.abc import Sequence

from babel.numbers import format_decimal

from bot.app.replies import RoundOver, SeatOver
from bot.domain.rounds.points import QUARTERS
from bot.domain.rounds.round import Play, Why
from bot.domain.rounds.standings import Line, TeamLine
from bot.words.markup import lines, name, soft, tap
from bot.words.rounds.lobby import round_tap, team_name
from bot.words.rounds.rounds import some
from bot.words.spoken import Button
from bot.words.translator import Html, Translator

Rows = tuple[tuple[Button, ...], ...]

INLINE = 4
"""Up to so many players the table is one line."""
RANKED = 20
"""Up to so many lines of the table are shown."""


def over(t: Translator, reply: RoundOver) -> Html:
    """Who won with how much, the others, the longest run, the hardest question; together, what was found."""
    why = {
        Why.QUIET: t("Three questions without an answer, so I stop here."),
        Why.STOPPED: t("Stopped here."),
        Why.EMPTY: t("Everybody has left."),
    }.get(reply.why, Html(""))
    if reply.play is Play.TOGETHER:
        return lines(why, _achieved(t, reply), _hardest(t, reply))
    rest = Html(" ".join(part for part in (_run(t, reply), _hardest(t, reply)) if part))
    table = _team_table(t, reply) if reply.teams else _table(t, reply)
    return lines(why, table, rest, _explained(t, reply))


def over_choices(t: Translator, reply: RoundOver) -> Rows:
    """Once more, or a ruling."""
    again = round_tap(t.label("Again"), reply.round, "again")
    fix = round_tap(t.label("Fix a mark"), reply.round, "fix")
    return ((again, fix),) if reply.fixable else ((again,),)


def seat_over(t: Translator, reply: SeatOver) -> Html:
    """How they did, and the question that is worth another look."""
    group = soft(reply.group)
    done = Html("")
    if reply.right:
        done = t("{group}: you had {right} of {n} right.", group=group, right=reply.right, n=reply.asked)
    if reply.look_at is None:
        return done or t("{group}: the round is over.", group=group)
    return lines(
        done, t("Worth another look: {question}", question=soft(reply.look_at.ask, reply.look_at.marked))
    )


def seat_over_choices(t: Translator, reply: SeatOver) -> Rows:
    """To be asked what they did not have, or to be told."""
    if reply.look_at is None:
        return ()
    id = reply.look_at.id
    return ((tap(t.label("Ask me"), 0, f"ask-{id}"), tap(t.label("Tell me"), 0, f"tell-{id}")),)


def points(quarters: int) -> str:
    """Quarters of a point as people write them: 4½."""
    whole, part = divmod(quarters, QUARTERS)
    fraction = ("", "¼", "½", "¾")[part]
    return f"{whole or ''}{fraction}" or "0"


def tenths(t: Translator, value: int) -> str:
    """Tenths of a point as people write them: 3.3, or 4."""
    return format_decimal(value / 10, format="0.#", locale=t.locale)


def _achieved(t: Translator, reply: RoundOver) -> Html:
    """together: what the group has found, and who found it; nobody before anybody else."""
    found = t.count(
        "Together you found {done} of {n} answer.",
        "Together you found {done} of {n} answers.",
        reply.asked,
        done=reply.completed,
    )
    names = [_name(t, line) for line in sorted(reply.lines, key=lambda line: line.name) if line.points]
    return Html(" ".join(part for part in (found, _by(t, names)) if part))


def _by(t: Translator, names: Sequence[Html]) -> Html:
    return t("Found by {names}.", names=some(t, names)) if names else Html("")


def _table(t: Translator, reply: RoundOver) -> Html:
    """The winners first; then the others who scored, those of the same points with the same rank."""
    if not any(line.points for line in reply.lines):
        return t("No points this time.")
    scored = [line for line in reply.lines if line.points]
    winners = [line for line in scored if line.rank == 1 and not line.left] if len(reply.lines) > 1 else []
    others = [line for line in scored if line not in winners]
    none = [name(line.name) for line in reply.lines if not line.points and not line.left]
    rest = t("Also in: {names}.", names=some(t, none)) if none else Html("")
    won = _won(t, winners)
    if len(others) < INLINE:
        told = ", ".join(_scored(t, line) for line in others)
        return lines(won, Html(" ".join(part for part in (f"{told}." if told else "", rest) if part)))
    ranked = [Html(f"{line.rank}. {_scored(t, line)}") for line in others]
    more = len(ranked) - RANKED
    below = t.count("{n} more player scored.", "{n} more players scored.", more) if more > 0 else Html("")
    return lines(won, *ranked[:RANKED], below, rest)


def _team_table(t: Translator, reply: RoundOver) -> Html:
    """The team that has won, then each team with its players; of many, the first ones."""
    if not any(line.points for line in reply.lines):
        return t("No points this time.")
    first = [line for line in reply.teams if line.rank == 1]
    each, names = tenths(t, first[0].tenths), ", ".join(team_name(t, line.team) for line in first)
    won = (
        t("{team} wins with {points} points a player.", team=names, points=each)
        if len(first) == 1
        else t("{teams} share the win, each with {points} points a player.", teams=names, points=each)
    )
    return lines(Html(f"<b>{won}</b>"), *(_team(t, line, reply.lines) for line in reply.teams))


def _team(t: Translator, team: TeamLine, players: Sequence[Line]) -> Html:
    """Those who scored; then, without any points, who else is in it."""
    own = [line for line in players if line.team == team.team]
    scored = [_scored(t, line) for line in own if line.points]
    none = [name(line.name) for line in own if not line.points and not line.left]
    called, each = team_name(t, team.team), tenths(t, team.tenths)
    head = t("{n}. {name} {points}", n=team.rank, name=called, points=each)
    told = t("{team}: {names}.", team=head, names=some(t, scored)) if scored else Html(f"{head}.")
    rest = t("Also in: {names}.", names=some(t, none)) if none else Html("")
    return Html(" ".join(part for part in (told, rest) if part))


def _won(t: Translator, winners: Sequence[Line]) -> Html:
    if not winners:
        return Html("")
    names = some(t, [_name(t, line) for line in winners])
    alike = len({line.quick for line in winners}) == 1
    sum = points(winners[0].points)
    score = _score(t, winners[0]) if alike else t("{points}, quick answers counted", points=sum)
    if len(winners) == 1:
        return Html(f"<b>{t('{name} wins with {points}.', name=names, points=score)}</b>")
    return Html(f"<b>{t('{names} share the win, each with {points}.', names=names, points=score)}</b>")


def _scored(t: Translator, line: Line) -> Html:
    return t("{name} {points}", name=_name(t, line), points=_score(t, line))


def _score(t: Translator, line: Line) -> Html:
    """Whole points, and what being quick has added."""
    whole = points(line.points - line.quick)
    if not line.quick:
        return Html(whole)
    return t("{points} (+ {quick} quick)", points=whole, quick=points(line.quick))


def _run(t: Translator, reply: RoundOver) -> Html:
    if reply.run is None:
        return Html("")
    names, length = reply.run
    told = some(t, [name(one) for one in names])
    return t("Longest run: {names}, {n}.", names=told, n=length)


def _hardest(t: Translator, reply: RoundOver) -> Html:
    if not reply.hardest:
        return Html("")
    if reply.knew is None:
        return t("Hardest: {title}.", title=soft(reply.hardest))
    right, of = reply.knew
    return t("Hardest: {title}, {right} of {of}.", title=soft(reply.hardest), right=right, of=of)


def _explained(t: Translator, reply: RoundOver) -> Html:
    if not reply.explains or not any(line.points for line in reply.lines):
        return Html("")
    if reply.play is Play.RACE:
        return t("Points: 2 for the first right answer, 1 where you choose.")
    return t("Points: 2 for an answer you type, 1 where you choose; a quick one earns up to a quarter more.")


def _name(t: Translator, line: Line) -> Html:
    return t("someone who left") if line.left else name(line.name)

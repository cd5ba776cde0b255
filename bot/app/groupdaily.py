"""A group's own daily question, and its weekly look at what it forgets. Administrators set them up."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.app.changing import About, asked_about, end, kept, read, series_here, standing, tapped, told
from bot.app.facts import Fact, GapsFound, GapsTold, NotYours, OldButton, Outcome, SeriesMisread
from bot.app.groupdesk import GroupDesk
from bot.app.heard import GroupTapped, Person
from bot.app.posting import closed
from bot.app.serial import Recalled
from bot.domain.question import Question
from bot.domain.schedule import next_summary
from bot.domain.tally import FEW

KEY = "d"
ENDS = ("off", "stop", "end")
WEEK = timedelta(days=7)
LATE = timedelta(hours=6)
SHOWN = 3
"""Questions in the weekly look."""
ASKED = 3
"""So many must have answered a question for it to be named among the forgotten."""
FORGOT = 2
"""And so many must have missed it: one alone would be pointed at."""


def daily(desk: GroupDesk, person: Person | None, rest: str) -> Outcome:
    """/daily: offer it, tell how it stands, or change what is typed after it."""
    about = _about(desk, person)
    words = rest.casefold()
    if not words:
        return _say(desk, standing(about))
    if words in ENDS:
        return _ended(about)
    wanted = read(about, series_here(about), rest)
    if isinstance(wanted, SeriesMisread):
        return _say(desk, wanted)
    return _say(desk, told(about, kept(about, wanted), changed=True))


def daily_tapped(desk: GroupDesk, tap: GroupTapped, action: str) -> Outcome:
    """A button of /daily in a group."""
    if not tap.admin:
        return Outcome(toast=NotYours())
    about = _about(desk, tap.person)
    if action in ENDS:
        return _ended(about)
    if action in ("hours", "days", "course"):
        return _say(desk, asked_about(about, action))
    series = series_here(about)
    wanted = series if action == "connect" else tapped(about, series, action)
    if wanted is None:
        return Outcome(toast=OldButton())
    return _say(desk, told(about, kept(about, wanted), changed=True))


def gaps(desk: GroupDesk, rest: str) -> Outcome:
    """/gaps on, /gaps off, or how it stands."""
    on = desk.circle.gaps_at is not None
    if rest.casefold() in ("on", "off"):
        on = rest.casefold() == "on"
        due = next_summary(desk.now, _zone(desk)) if on else None
        desk.pages.change_circle(replace(desk.circle, gaps_at=due))
    return _say(desk, GapsTold(on=on))


def gaps_due(desk: GroupDesk) -> Outcome:
    """What this group forgets, once a week, if enough people answered for nobody to be pointed at."""
    due = desk.circle.gaps_at
    if due is None or due > desk.now:
        return Outcome()
    desk.pages.change_circle(replace(desk.circle, gaps_at=next_summary(desk.now, _zone(desk))))
    people, recalled = desk.pages.recalled(desk.circle.id, desk.now - WEEK)
    if people < FEW or desk.now - due > LATE or not desk.circle.here:
        return Outcome()
    found = _forgotten(desk, recalled)
    return _say(replace(desk, thread=_thread(desk)), GapsFound(questions=found)) if found else Outcome()


def _forgotten(desk: GroupDesk, recalled: Sequence[Recalled]) -> tuple[Question, ...]:
    missed = [one for one in recalled if one.answered >= ASKED and one.answered - one.right >= FORGOT]
    missed.sort(key=lambda one: (one.right / one.answered, -one.answered, one.question))
    questions = [desk.shelf.library.question(one.question) for one in missed]
    return tuple(question for question in questions if question)[:SHOWN]


def _ended(about: About) -> Outcome:
    """No more questions; the one that is open is closed with its result."""
    desk = about.desk
    fact = end(about)
    results = [closed(desk, post) for post in desk.pages.open_posts(desk.circle.id, desk.thread)]
    return Outcome(replies=(*(reply for told in results for reply in told), desk.say(fact)))


def _about(desk: GroupDesk, person: Person | None) -> About:
    return About(desk=desk, person=person, key=KEY, command="/daily")


def _zone(desk: GroupDesk) -> str:
    series = desk.pages.series_in(desk.circle.id)
    return series[0].zone if series else desk.rules.default_zone


def _thread(desk: GroupDesk) -> int:
    """Where the group's daily question stands, so that the look back stands there too."""
    series = desk.pages.series_in(desk.circle.id)
    return series[0].thread if len(series) == 1 else 0


def _say(desk: GroupDesk, fact: Fact) -> Outcome:
    return Outcome(replies=(desk.say(fact),))

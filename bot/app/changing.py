"""Setting up a series: by words after a command, or by tap. Channels and groups do it alike."""

import binascii
from dataclasses import dataclass, replace
from datetime import time
from zoneinfo import ZoneInfo

from bot.app.daily import read_days
from bot.app.facts import (
    Fact,
    Place,
    SeriesAsked,
    SeriesEnded,
    SeriesMisread,
    SeriesOffered,
    SeriesTold,
    WeekAhead,
)
from bot.app.groupdesk import GroupDesk
from bot.app.heard import Person
from bot.app.posting import from_now_on, line_of, next_dates, scheduled
from bot.app.serial import Going, Series
from bot.app.zones import find_city, place_of, read_time, zone_or_none
from bot.domain.day import learner_day
from bot.domain.deck import Deck
from bot.domain.line import swapped
from bot.domain.question import DeckId, QuestionId, TopicId

HOUR = time(9, 0)
"""When a question comes if nobody says otherwise."""
AHEAD = 7
"""Questions that are shown and can be swapped."""
MOST_BYTES = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is being set up, and by whom."""

    desk: GroupDesk
    person: Person | None
    key: str
    """What buttons are about: `d`, or `c` and a channel's number."""
    command: str

    @property
    def title(self) -> str:
        """The channel; empty in a group."""
        return self.desk.circle.title if self.desk.circle.channel else ""

    @property
    def language(self) -> str | None:
        """Whoever sets it up reads the names of places in it."""
        return self.person.language if self.person else self.desk.circle.language


def series_here(about: About) -> Series:
    """The series as it stands, or as it would begin: nothing is kept yet."""
    desk = about.desk
    if found := desk.pages.series(desk.circle.id, desk.thread):
        return found
    learner = desk.pages.learner(about.person.id) if about.person else None
    zone = (learner and learner.zone) or desk.rules.default_zone
    return Series(id=0, chat=desk.circle.id, thread=desk.thread, going=Going.OFF, at=HOUR, zone=zone)


def standing(about: About) -> Fact:
    """How it stands, or the offer of one."""
    series = series_here(about)
    if series.going is Going.OFF:
        return _offered(about, series)
    return told(about, series)


def told(about: About, series: Series, *, changed: bool = False) -> SeriesTold:
    """How it stands."""
    ahead = next_dates(series, about.desk.now, 1) if series.going is Going.ON else ()
    return SeriesTold(
        key=about.key,
        title=about.title,
        at=series.at,
        weekdays=series.weekdays,
        place=place_here(about, series),
        course=course_of(about.desk, series),
        next_on=ahead[0] if ahead else None,
        today=learner_day(about.desk.now, series.zone),
        changed=changed,
        barred=series.going is Going.BARRED,
        gaps=about.desk.circle.gaps_at is not None,
    )


def place_here(about: About, series: Series) -> Place:
    """Whose clock it goes by, and what that shows now."""
    wall = about.desk.now.astimezone(ZoneInfo(series.zone)).time()
    return Place(zone=series.zone, name=place_of(series.zone, about.language), wall=wall)


def kept(about: About, series: Series) -> Series:
    """The series goes on as it is now."""
    deck = series.deck or about.desk.deck().id
    series = from_now_on(replace(series, going=Going.ON, deck=deck), about.desk.now)
    if not series.id:
        return about.desk.pages.start_series(series)
    about.desk.pages.keep_series(series)
    return series


def end(about: About) -> SeriesEnded:
    """No more posts."""
    desk = about.desk
    if found := desk.pages.series(desk.circle.id, desk.thread):
        desk.pages.keep_series(scheduled(replace(found, going=Going.OFF), desk.now))
    return SeriesEnded(title=about.title, command=about.command)


def read(about: About, series: Series, rest: str) -> Series | SeriesMisread:
    """The series as the words want it: a time, days, both, a topic or course, a city."""
    words = rest.casefold().split()
    match words:
        case ["zone", *_]:
            return _in_zone(about, series, rest.partition(" ")[2].strip())
        case ["topic" | "course", _, *_]:
            return _named(about, series, rest.partition(" ")[2].strip())
    if days := read_days(rest):
        return replace(series, weekdays=days)
    at, days = read_time(words[0]), read_days(" ".join(words[1:]))
    if at and days:
        return replace(series, at=at, weekdays=days)
    if at := read_time(rest):
        return replace(series, at=at)
    found = _named(about, series, rest.strip())
    return found if isinstance(found, Series) else SeriesMisread(command=about.command, what="any")


def tapped(about: About, series: Series, action: str) -> Series | None:
    """The series as a button wants it: `at-0900`, `days-31`, `in-<topic>`, `all-<deck>`."""
    kind, _, value = action.partition("-")
    match kind:
        case "at" if value.isdecimal() and len(value) == 4:
            hour, minute = divmod(int(value), 100)
            return replace(series, at=time(hour, minute)) if hour < 24 and minute < 60 else None
        case "days" if value.isdecimal() and len(value) < 4 and 0 < int(value) < 128:
            return replace(series, weekdays=int(value))
        case "in" | "all":
            found = next((one for one in courses(about.desk, series) if one[3] == action), None)
            return _from(series, found[0].id, found[1]) if found else None
    return None


def asked_about(about: About, what: str) -> SeriesAsked:
    """The choices for one part of it."""
    room = MOST_BYTES - len(f"1:{about.key}:")
    offered = courses(about.desk, series_here(about)) if what == "course" else ()
    fitting = [one for one in offered if len(one[3].encode()) <= room]
    listed = tuple((deck.id, topic, title) for deck, topic, title, _ in fitting)
    return SeriesAsked(key=about.key, what=what, courses=listed)


def courses(desk: GroupDesk, series: Series) -> list[tuple[Deck, TopicId | None, str, str]]:
    """All decks, and the topics of the series' own: deck, topic, title, and what a button carries."""
    own = _deck(desk, series)
    found: list[tuple[Deck, TopicId | None, str, str]] = []
    for deck in sorted(desk.shelf.library.decks, key=lambda deck: deck.id != own.id):
        found.append((deck, None, deck.title, f"all-{deck.id}"))
        if deck.id == own.id:
            found += [(deck, topic.id, topic.title, f"in-{topic.id}") for topic in deck.topics]
    return found


def course_of(desk: GroupDesk, series: Series) -> str:
    """The title of what it asks from."""
    deck = _deck(desk, series)
    topic = next((topic for topic in deck.topics if topic.id == series.topic), None)
    return topic.title if topic else deck.title


def week_ahead(about: About, series: Series) -> WeekAhead:
    """The next seven questions. What was shown stands: it is kept in the line."""
    desk = about.desk
    whole = line_of(desk, series)
    line = whole[:AHEAD]
    if line != series.line:
        desk.pages.keep_series(replace(series, line=line))
    dates = next_dates(series, desk.now, AHEAD)
    library = desk.shelf.library
    days = tuple(
        (on, _swap(id), question.ask)
        for on, id in zip(dates, line, strict=False)
        if (question := library.question(id))
    )
    return WeekAhead(key=about.key, title=about.title, days=days, more=len(whole) > AHEAD)


def swap(about: About, series: Series, action: str) -> WeekAhead:
    """The next one in line takes the place of that question, if both are there."""
    line = line_of(about.desk, series)
    out = next((id for id in line[:AHEAD] if _swap(id) == action), None)
    if out is None or len(line) <= AHEAD:
        return week_ahead(about, series)
    passed = tuple(dict.fromkeys((*series.passed, out)))
    series = replace(series, line=swapped(line, out, AHEAD), passed=passed)
    about.desk.pages.keep_series(series)
    return week_ahead(about, series)


def _swap(id: QuestionId) -> str:
    """What its button carries: ids may be longer than that."""
    return f"swap-{binascii.crc32(id.encode()):08x}"


def _offered(about: About, series: Series) -> SeriesOffered:
    return SeriesOffered(
        key=about.key,
        title=about.title,
        at=series.at,
        place=place_here(about, series),
        course=course_of(about.desk, series),
    )


def _in_zone(about: About, series: Series, name: str) -> Series | SeriesMisread:
    known = zone_or_none(name)
    if known is None:
        found = find_city(name, about.language, now=about.desk.now) if name else ()
        known = found[0].zone if found else None
    return replace(series, zone=known) if known else SeriesMisread(command=about.command, what="place")


def _named(about: About, series: Series, name: str) -> Series | SeriesMisread:
    wanted = name.casefold()
    if wanted in ("all", "everything"):
        return _from(series, None, None)
    decks = about.desk.shelf.library.decks
    for deck in decks:
        if wanted in (deck.id.casefold(), deck.title.casefold()):
            return _from(series, deck.id, None)
    for deck in (_deck(about.desk, series), *decks):
        for topic in deck.topics:
            if wanted in (topic.id.casefold(), topic.title.casefold()):
                return _from(series, deck.id, topic.id)
    return SeriesMisread(command=about.command, what="course")


def _deck(desk: GroupDesk, series: Series) -> Deck:
    return desk.deck_of(series.deck) if series.deck else desk.deck()


def _from(series: Series, deck: DeckId | None, topic: TopicId | None) -> Series:
    return replace(series, deck=deck, topic=topic, line=(), passed=())

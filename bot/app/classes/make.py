"""Making a class: its title, its course, and the link that lets people in."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.app.classes.access import change_class, taught_class
from bot.app.context import LearnerContext
from bot.app.learning.class_due import class_day
from bot.app.ports.authoring import Role
from bot.app.ports.classes import ClassId, ClassRecord, ClassRepository, ClassState
from bot.app.replies import ClassCourseAsked, ClassLink, ClassPicture, ClassTitleAsked, OldButton, Reply
from bot.domain.class_week import next_report
from bot.domain.deck import Deck
from bot.domain.items import told
from bot.domain.names import tidy
from bot.domain.question import DeckId

Replies = tuple[Reply, ...]
LINK = "c_"
"""How the links begin that let people into a class."""
LINK_DAYS = 14
"""How long a link lets people in, if nothing else is said."""
WAITS = timedelta(days=1)
"""How long a class waits for its course."""
LONGEST_TITLE = 60
HANDFUL = 3
"""Courses offered at once."""
LONGEST_NAME = 40
"""Letters of a deck's name that a button carries."""


def new_class(context: LearnerContext, title: str) -> Replies:
    """A class of that title; it is there once its course is chosen."""
    title = " ".join(title.split())[:LONGEST_TITLE]
    if not title:
        return (ClassTitleAsked(),)
    record = context.repo.add_class(
        ClassRecord(
            id=ClassId(0),
            title=title,
            deck=None,
            zone=context.zone(),
            state=ClassState.NEW,
            at=context.at,
            gone_at=context.at + WAITS,
        )
    )
    context.repo.give_role(context.learner.id, Role.TEACHER, str(record.id), context.at)
    decks = context.deck_library.taught.decks
    return _opened(context, record, decks[0]) if len(decks) == 1 else (_asked(context, record, 0),)


def opened_with(repo: ClassRepository, title: str, deck: DeckId, zone: str, now: datetime) -> ClassRecord:
    """A class that is there at once, made outside the chat; its link is the caller's to set."""
    until = now.astimezone(ZoneInfo(zone)).date() + timedelta(days=LINK_DAYS)
    return repo.add_class(
        ClassRecord(
            id=ClassId(0),
            title=" ".join(title.split())[:LONGEST_TITLE],
            deck=deck,
            zone=zone,
            state=ClassState.OPEN,
            at=now,
            link_at=now,
            link_until=until,
            report_at=next_report(now, zone),
        )
    )


def further_courses(context: LearnerContext, id: int, start: int) -> Replies | OldButton:
    """The next handful of courses."""
    record = taught_class(context, id, teacher=True, new=True)
    return (_asked(context, record, start),) if record else OldButton()


def course_chosen(context: LearnerContext, id: int, deck: str) -> Replies | OldButton:
    """The class is there, with that course."""
    record = taught_class(context, id, teacher=True, new=True)
    chosen = context.deck_library.taught.deck(DeckId(deck))
    return _opened(context, record, chosen) if record and chosen else OldButton()


def renewed(context: LearnerContext, record: ClassRecord, until: date | None = None) -> Replies:
    """Another link; the one before leads nowhere from now on. How many came by it is told as a count."""
    came = context.repo.count_members(record.id, record.link_at) if record.link_at else 0
    return (_link(context, record, until, came),)


def picture(context: LearnerContext, record: ClassRecord, token: str) -> Replies | OldButton:
    """The link as a picture, as long as it is the one that lets people in."""
    of_link = context.repo.class_by_link(token)
    if of_link is None or of_link.id != record.id or record.link_until is None:
        return OldButton()
    return (ClassPicture(title=record.title, token=LINK + token, until=record.link_until),)


def _asked(context: LearnerContext, record: ClassRecord, start: int) -> ClassCourseAsked:
    decks = sorted(
        (deck for deck in context.deck_library.taught.decks if len(deck.id) <= LONGEST_NAME),
        key=lambda deck: _likely(context, record, deck),
    )
    start = start if start < len(decks) else 0
    further = start + HANDFUL if start + HANDFUL < len(decks) else 0 if start else None
    shown = tuple((deck.id, tidy(deck.title)) for deck in decks[start : start + HANDFUL])
    return ClassCourseAsked(id=record.id, title=record.title, decks=shown, further=further)


def _likely(context: LearnerContext, record: ClassRecord, deck: Deck) -> tuple[bool, bool]:
    """First the course that the class is named after, then those that they write; false goes first."""
    own = (Role.AUTHOR, deck.id) in context.repo.roles_of(context.learner.id)
    return deck.title.casefold() != record.title.casefold(), not own


def _opened(context: LearnerContext, record: ClassRecord, deck: Deck) -> Replies:
    record = change_class(
        context,
        record.id,
        deck=deck.id,
        state=ClassState.OPEN,
        gone_at=None,
        report_at=next_report(context.at, record.zone),
    )
    return (_link(context, record, None, None),)


def _link(context: LearnerContext, record: ClassRecord, until: date | None, came: int | None) -> ClassLink:
    """A link, kept by its hash. `came` is None for the first one."""
    until = until or class_day(context, record) + timedelta(days=LINK_DAYS)
    token = context.policy.token()
    change_class(context, record.id, link_at=context.at, link_until=until)
    context.repo.set_link(record.id, token)
    return ClassLink(
        id=record.id,
        title=record.title,
        token=LINK + token,
        until=until,
        new=came is None,
        came=told(came or 0),
    )

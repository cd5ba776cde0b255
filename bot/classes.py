"""What is done with classes from a shell; the same as in the chat."""

from collections.abc import Sequence

from msgspec.structs import replace
from sqlalchemy import Connection

from bot.app.classes.make import LINK, opened_with
from bot.app.classes.report import closed, reported
from bot.app.context import Policy
from bot.app.events import PersonId
from bot.app.ports.authoring import Role
from bot.app.ports.classes import ClassId, ClassRecord, ClassState
from bot.authoring import decks_of, library_of, opened
from bot.clock import SystemClock
from bot.domain.items import K_COUNTS, told
from bot.settings import Settings
from bot.store.repository import Repository
from bot.telegram.api_calls import plain_text
from bot.words.classes.report import class_reported
from bot.words.translator import translator


def classes_listed(settings: Settings) -> Sequence[str]:
    """A line for each class."""

    def work(connection: Connection) -> Sequence[str]:
        repo = Repository(connection)
        return [_line(record, repo.count_members(record.id)) for record in repo.classes()]

    with opened(settings) as database:
        return database.run(work)


def class_added(settings: Settings, title: str, deck: str, person: int) -> str:
    """Make a class for somebody who has written to the bot; what opens it, in a sentence. Raises
    BadSettings."""
    course = decks_of(settings, deck)[0]
    now, token = SystemClock().now(), Policy().token()

    def work(connection: Connection) -> str:
        repo = Repository(connection)
        teacher = repo.learner(PersonId(person))
        if teacher is None:
            return f"{person} has never written to the bot; nothing was changed."
        zone = teacher.zone or settings.default_zone
        record = opened_with(repo, title, course.id, zone, now)
        repo.give_role(teacher.id, Role.TEACHER, str(record.id), now)
        repo.set_link(record.id, token)
        until = f" until {record.link_until}" if record.link_until else ""
        return f"Class {record.id}. Whoever sends the bot this is in{until}: /start {LINK}{token}"

    with opened(settings) as database:
        return database.run(work)


def class_closed(settings: Settings, number: int) -> str:
    """Close it; what came of it, in a sentence."""

    def work(connection: Connection) -> str:
        repo, now = Repository(connection), SystemClock().now()
        record = repo.lock_class(ClassId(number))
        if record is None or not record.lives:
            return f"There is no open class {number}. `recall class list` shows them."
        repo.save_class(replace(record, **closed(now)))
        return "Closed. It can be opened again in the chat for thirty days."

    with opened(settings) as database:
        return database.run(work)


def class_paused(settings: Settings, number: int, *, paused: bool) -> str:
    """Pause it, or let it go on; what came of it, in a sentence."""
    before, after = (ClassState.OPEN, ClassState.PAUSED)[:: 1 if paused else -1]

    def work(connection: Connection) -> str:
        repo = Repository(connection)
        record = repo.lock_class(ClassId(number))
        if record is None or record.state is not before:
            return f"There is no {before} class {number}. `recall class list` shows them."
        repo.save_class(replace(record, state=after))
        if paused:
            return "Paused: nobody comes in, nothing is due, no report comes. All of it is kept."
        return "It goes on."

    with opened(settings) as database:
        return database.run(work)


def class_report(settings: Settings, number: int) -> str:
    """Its last whole week, as far as it may be told."""
    with opened(settings) as database:
        library = library_of(settings, database)

    def work(connection: Connection) -> str:
        repo = Repository(connection)
        record = repo.class_of(ClassId(number))
        if record is None or record.state is ClassState.NEW:
            return f"There is no class {number}. `recall class list` shows them."
        told_week = reported(repo, library, record, SystemClock().now(), None, Role.TEACHER)
        return plain_text(class_reported(translator(None), told_week))

    with opened(settings) as database:
        return database.run(work)


def _line(record: ClassRecord, members: int) -> str:
    count = told(members)
    people = f"fewer than {K_COUNTS}" if count is None else f"{count}"
    exam = f", exam {record.exam}" if record.exam else ""
    return f"{record.id} {record.title} ({record.deck or 'no course yet'}): {record.state}, {people} in{exam}"

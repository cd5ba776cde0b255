"""A class's week, told to who teaches it on Monday: counts, what was hard, what waits for a ruling."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace

from bot.app.context import DeckLibrary
from bot.app.events import ChatId, PersonId
from bot.app.ports.authoring import Role
from bot.app.ports.classes import ClassId, ClassRecord, ClassState
from bot.app.ports.outbox import Lane
from bot.app.ports.repository import Repository
from bot.app.replies import ClassReported, Message, Response
from bot.domain.class_week import figures_of, next_report, week_before

KEPT = timedelta(days=30)
"""How long a class that was closed is kept, with who was in it."""
Waiting = Callable[[PersonId, ClassRecord], int | None]
"""How many groups of answers wait for somebody's ruling in a class's course; None if they rule on none."""


def report_due(
    repo: Repository, library: DeckLibrary, waiting: Waiting, id: ClassId, now: datetime
) -> Response:
    """The report, if it is due now; sets when the next one is. A week without answers has none, nor has a
    class that is paused. It goes to all who teach or assist and are here. Their rows are held before the
    class's, as in a turn of theirs."""
    repo.hold_people({person for person, _ in repo.staff(id)})
    record = repo.lock_class(id)
    if record is None or record.report_at is None or record.report_at > now:
        return Response()
    staff = repo.staff(id)
    if not record.lives or all(role is not Role.TEACHER for _, role in staff):
        repo.save_class(replace(record, **closed(now)))  # who taught it has erased themselves
        return Response()
    repo.save_class(replace(record, report_at=next_report(now, record.zone)))
    if record.state is ClassState.PAUSED:
        return Response()
    messages = []
    for person, role in staff:
        learner = repo.learner(person)
        if learner is None or not learner.here:
            continue
        told = reported(repo, library, record, now, waiting(person, record), role)
        if told.figures is None:
            return Response()
        messages.append(
            Message(
                chat=ChatId(person),
                replies=(told,),
                lane=Lane.PROMPT,
                aside=True,
                language=learner.language,
            )
        )
    return Response(messages=tuple(messages))


def closed(now: datetime) -> dict[str, Any]:
    """What closing changes of a class: nobody comes in, nothing is due, and it is forgotten by and by."""
    return {"state": ClassState.CLOSED, "gone_at": now + KEPT, "report_at": None}


def reported(
    repo: Repository,
    library: DeckLibrary,
    record: ClassRecord,
    now: datetime,
    waiting: int | None,
    role: Role,
) -> ClassReported:
    """The last whole week of a class, as far as it may be told."""
    first, last = week_before(now, record.zone)
    deck = library.current.deck(record.deck) if record.deck else None
    figures = figures_of(repo.class_week(record.id, deck.id, first, last)) if deck else None
    titles = {question.id: question.title for question in deck.questions()} if deck else {}
    hardest = tuple(
        (titles[one.question], one.share)
        for one in (figures.hardest if figures else ())
        if one.question in titles
    )
    return ClassReported(
        id=record.id,
        title=record.title,
        first=first,
        last=last,
        figures=figures,
        hardest=hardest,
        waiting=waiting,
        deck=deck.id if deck else "",
        teacher=role is Role.TEACHER,
    )

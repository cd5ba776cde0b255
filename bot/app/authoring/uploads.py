"""What an author sends to become a course: taken, looked through, left. It is fetched and read elsewhere."""

import re
from pathlib import PurePath

from msgspec.structs import replace

from bot.app.authoring.roles import decks_ruled, is_operator, may_rule
from bot.app.context import LearnerContext
from bot.app.events import MessageId, MessageReceived, SentFile
from bot.app.learning.topics import find_deck
from bot.app.ports.uploads import COMING, LARGEST, RowState, Trial, Upload, UploadState
from bot.app.replies import (
    CourseAsked,
    NotACommand,
    OldButton,
    Reply,
    RowAsked,
    UploadAsked,
    UploadDropped,
    UploadReady,
    UploadRefused,
    UploadTaken,
)
from bot.domain.own import OWN
from bot.domain.question import DeckId, Question
from bot.domain.rulings import with_rulings
from bot.domain.snapshot import thaw

Replies = tuple[Reply, ...]
Tapped = Replies | OldButton
LONGEST_TITLE = 80
_LINE = re.compile(r"^\s*\S.{0,600}? = .*\S")
_OPEN = (UploadState.READ,)


def may_send(context: LearnerContext) -> bool:
    """Whether they may send questions for some course."""
    return bool(decks_ruled(context))


def may_publish(context: LearnerContext, upload: Upload) -> bool:
    """Whether they may do so for that course: an operator for any, an author for their own; nobody for what
    somebody wrote for themselves."""
    if upload.deck == OWN:
        return False
    return is_operator(context) or (upload.deck is not None and may_rule(context, upload.deck))


def how_to_send(context: LearnerContext, _: str = "") -> Replies:
    """How it is done."""
    if not may_send(context):
        return (NotACommand(name="inbox"),)
    titles = tuple(deck.title for deck in decks_ruled(context))
    return (UploadAsked(decks=titles, new=is_operator(context)),)


def file_received(context: LearnerContext, received: MessageReceived, file: SentFile) -> Replies:
    """Keep what was sent, to be fetched and read; nothing is said yet. What is too large is refused."""
    if file.size is not None and file.size > LARGEST:
        return (UploadRefused(why="", too_large=True),)
    caption = " ".join(received.text.split())[:LONGEST_TITLE]
    course = _course(context, caption, PurePath(file.name).stem)
    _keep(context, received.message, course, file)
    return ()


def are_lines(text: str) -> bool:
    """Whether every line of a text is a question and its answer: `capital of France = Paris`."""
    lines = [line for line in text.split("\n") if line.strip()]
    return bool(lines) and all(_LINE.match(line) for line in lines)


def has_line(text: str) -> bool:
    """Whether one of its lines is a question and its answer."""
    return any(_LINE.match(line) for line in text.split("\n"))


def lines_received(context: LearnerContext, message: MessageId, text: str) -> None:
    """Keep pasted lines, to be read."""
    keep_lines(context, message, _course(context, "", ""), text)


def keep_lines(
    context: LearnerContext, message: MessageId, course: tuple[DeckId | None, str], text: str
) -> None:
    """Keep lines for that course, to be read."""
    _keep(context, message, course, text.encode("utf-8", "replace")[:LARGEST])


def _course(context: LearnerContext, caption: str, stem: str) -> tuple[DeckId | None, str]:
    """The course that the words beside a file or its name say, as far as it is theirs; else a new one of an
    operator, or the author's first."""
    decks = decks_ruled(context)
    for name in (caption, stem):
        if name and (deck := find_deck(context, name)) in decks and deck is not None:
            return deck.id, ""
    return (None, caption) if is_operator(context) else (decks[0].id, "")


def _keep(
    context: LearnerContext, message: MessageId, course: tuple[DeckId | None, str], sent: SentFile | bytes
) -> None:
    """Keep a file's name at the server, or lines as they are."""
    file = sent if isinstance(sent, SentFile) else None
    upload = Upload(
        id=0,
        by=context.learner.id,
        state=UploadState.RECEIVED,
        at=context.at,
        message=message,
        name=(file.name or "file")[:200] if file else "",
        file_id=file.id if file else None,
        deck=course[0],
        wanted=course[1],
    )
    context.repo.save_upload(upload, sent if isinstance(sent, bytes) else None)


def own_upload(
    context: LearnerContext, number: str, states: tuple[UploadState, ...] = _OPEN
) -> Upload | None:
    """The upload of that number, if it is theirs, they may (still) do something with it, and it stands so."""
    upload = context.repo.upload(int(number)) if number.isdecimal() and len(number) <= 18 else None
    if upload is None or upload.by != context.learner.id or upload.state not in states:
        return None
    return upload if upload.state is UploadState.OWN or may_publish(context, upload) else None


def course_asked(context: LearnerContext, number: str) -> Tapped:
    """For which course is it?"""
    upload = own_upload(context, number)
    if upload is None:
        return OldButton()
    decks = tuple((deck.id, deck.title) for deck in decks_ruled(context) if deck.id != upload.deck)
    return (CourseAsked(upload=upload.id, decks=decks, new=is_operator(context)),)


def course_chosen(context: LearnerContext, name: str) -> Tapped:
    """`<upload>-<deck>`: it is read anew, for that course."""
    number, _, deck = name.partition("-")
    upload = own_upload(context, number)
    if upload is None or not may_rule(context, DeckId(deck)):
        return OldButton()
    if DeckId(deck) not in [one.id for one in decks_ruled(context)]:
        return OldButton()
    _again(context, upload, DeckId(deck))
    return (UploadTaken(),)


def _again(context: LearnerContext, upload: Upload, deck: DeckId) -> None:
    context.repo.change_upload(
        replace(upload, state=UploadState.RECEIVED, deck=deck, wanted="", tries=0, trial=Trial())
    )


def dropped(context: LearnerContext, number: str) -> Tapped:
    """They want nothing of it."""
    upload = own_upload(context, number)
    if upload is None:
        return OldButton()
    context.repo.drop_upload(upload)
    return (UploadDropped(),)


def row_asked(context: LearnerContext, name: str) -> Tapped:
    """`<upload>-<place>`: the first question from there on that they have to look at."""
    number, _, place = name.partition("-")
    upload = own_upload(context, number)
    if upload is None or not place.isdecimal() or len(place) > 5:
        return OldButton()
    return (_next_row(context, upload, int(place)),)


def row_decided(context: LearnerContext, name: str) -> Tapped:
    """`<upload>-<place>-<keep or leave>`."""
    number, _, rest = name.partition("-")
    place, _, what = rest.partition("-")
    upload = own_upload(context, number)
    if upload is None or not place.isdecimal() or len(place) > 5 or what not in _DECIDED:
        return OldButton()
    row = context.repo.upload_row(upload, int(place))
    if row is None or row.state is RowState.STAYED:
        return OldButton()
    context.repo.change_row(upload, replace(row, state=_DECIDED[what]))
    return (_next_row(context, upload, int(place) + 1),)


def _next_row(context: LearnerContext, upload: Upload, place: int) -> Reply:
    rows = context.repo.upload_rows(upload)
    looked_at = [row for row in rows if row.state in (RowState.NEED, RowState.KEPT, RowState.LEFT)]
    for number, row in enumerate(looked_at, 1):
        if row.place >= place and (question := question_at(context, upload, row.place)) is not None:
            return RowAsked(
                upload=upload.id,
                place=row.place,
                number=number,
                of=len(looked_at),
                row=row.row,
                ask=question.ask,
                answer=question.answer,
                remark=row.remark,
            )
    return ready(context, upload)


def question_at(context: LearnerContext, upload: Upload, place: int) -> Question | None:
    """The question at that place as it would be asked, with what its author has said since; None if it cannot
    come."""
    row = context.repo.upload_row(upload, place)
    if row is None or row.snapshot is None:
        return None
    return with_rulings(thaw(row.snapshot), [word.ruling() for word in row.words])


def ready_told(context: LearnerContext, number: str) -> Tapped:
    """How far it is."""
    upload = own_upload(context, number)
    return (ready(context, upload),) if upload else OldButton()


def ready(context: LearnerContext, upload: Upload) -> UploadReady:
    """How far it is."""
    rows = context.repo.upload_rows(upload)
    coming = [row for row in rows if row.state in COMING]
    return UploadReady(
        upload=upload.id,
        title=upload.found.title if upload.found else "",
        coming=len(coming),
        need=sum(1 for row in rows if row.state is RowState.NEED),
        tried=len(upload.trial.tried),
        words=sum(len(row.words) for row in coming),
    )


_DECIDED = {"keep": RowState.KEPT, "leave": RowState.LEFT}

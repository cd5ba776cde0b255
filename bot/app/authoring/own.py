"""Questions that somebody writes for themselves, as lines. Nobody else is asked them, or sees them."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from bot.app.authoring.uploads import has_line, keep_lines
from bot.app.context import LearnerContext
from bot.app.events import MessageId
from bot.app.learning.ask import begin
from bot.app.ports.account import Learner
from bot.app.ports.uploads import COMING, Readout, RowState, Upload, UploadRepository, UploadRow, UploadState
from bot.app.replies import OldButton, OwnListed, OwnQuestionGone, OwnQuestionTold, OwnTold, Reply
from bot.domain.deck import Deck
from bot.domain.marking.comparing.keys import key_of
from bot.domain.own import OWN, own_deck, own_id, own_title
from bot.domain.question import Question, TopicId
from bot.domain.rulings import with_rulings
from bot.domain.snapshot import freeze, thaw

MOST_OWN = 300
"""Questions of one person."""
FEW_WORDS = 2
"""An answer of more words has an idea that it is marked by."""
LISTED = 8
"""Questions that are listed in one message."""
_NUMBER = re.compile(r"\d{1,3}")

Replies = tuple[Reply, ...]
Tapped = Replies | OldButton


def mine(context: LearnerContext, rest: str) -> Replies:
    """/mine: how it is done, and how many there are; `list`, `remove 3`, or lines right away."""
    word, _, name = rest.partition(" ")
    if has_line(rest):
        return _at_once(context, rest)
    if word.casefold() == "list":
        return (_listed(context, 0),)
    if word.casefold() in ("remove", "delete") and _NUMBER.fullmatch(name.strip()):
        return _removed(context, int(name) - 1)
    return (_told(context),)


def own_questions(repo: UploadRepository, learner: Learner) -> Deck | None:
    """Somebody's own questions as a deck; None if they have none (any more)."""
    rows = repo.own_rows(learner.id)
    return own_deck((question_of(row) for row in rows if row.state in COMING), learner.language)


def lines_sent(context: LearnerContext, message: MessageId, text: str) -> None:
    """Keep lines of somebody's own, to be read."""
    keep_lines(context, message, (OWN, ""), text)


def added(context: LearnerContext, upload: Upload, outcome: Readout) -> Replies:
    """What was read is theirs to be asked. Of one that is there, it is the new answer. While more of theirs
    is to be read nothing is said; the last of it tells."""
    context.repo.drop_upload(upload)
    mine = context.repo.own_list(upload.by) or _new_list(context, upload)
    kept = list(context.repo.own_rows(upload.by))
    left_out = tuple(row.about for row in outcome.rows if row.snapshot is None)
    full = False
    for row in outcome.rows:
        if row.snapshot is not None and not _put(context, mine, kept, thaw(row.snapshot)):
            full = True
    if context.repo.awaited(upload.by):
        return ()
    return (replace(_told(context, kept), left_out=left_out, full=full),)


def tapped(context: LearnerContext, name: str) -> Tapped:
    """`learn`, `list-<from>`, `see-<place>` or `out-<place>`."""
    what, _, number = name.partition("-")
    if what == "learn" and not number:
        return begin(context, OWN, None) if _rows(context) else OldButton()
    if what not in _BUTTONS or not number.isdecimal() or len(number) > 5:
        return OldButton()
    return _BUTTONS[what](context, int(number))


def _at_once(context: LearnerContext, text: str) -> Replies:
    lines_sent(context, MessageId(0), text)
    return ()


def _rows(context: LearnerContext) -> Sequence[UploadRow]:
    """What they are asked."""
    rows = context.repo.own_rows(context.learner.id) if context.learner.own_questions else ()
    return [row for row in rows if row.state in COMING and row.snapshot is not None]


def question_of(row: UploadRow) -> Question:
    """As it is asked, with what its author has said since."""
    assert row.snapshot is not None, "it is asked"
    return with_rulings(thaw(row.snapshot), [word.ruling() for word in row.words])


def _told(context: LearnerContext, rows: Sequence[UploadRow] | None = None) -> OwnTold:
    some = _rows(context) if rows is None else [row for row in rows if row.state in COMING]
    kinds = [_kind(question_of(row)) for row in some]
    mine = context.repo.own_list(context.learner.id) if some else None
    return OwnTold(
        title=own_title(context.learner.language),
        upload=mine.id if mine else 0,
        count=len(some),
        as_number=kinds.count("number"),
        by_idea=kinds.count("idea"),
    )


def _kind(question: Question) -> str:
    """How it is marked: as a number, by its idea, or by its word."""
    if question.kind == "number":
        return "number"
    return "idea" if len(question.answer.split()) > FEW_WORDS else "word"


def _new_list(context: LearnerContext, upload: Upload) -> Upload:
    context.change(own_questions=True)
    new = Upload(
        id=0,
        by=upload.by,
        state=UploadState.OWN,
        at=context.at,
        message=upload.message,
        name="",
        deck=OWN,
    )
    return context.repo.save_upload(new, None)


def _put(context: LearnerContext, mine: Upload, kept: list[UploadRow], question: Question) -> bool:
    """Add it, or give the one that asks the same its new answer; False where there is no room."""
    key = key_of(question.ask, question.lang)
    for number, row in enumerate(kept):
        if row.snapshot is not None and key_of(thaw(row.snapshot).ask, question.lang) == key:
            kept[number] = _row(mine, row.place, question)
            context.repo.change_row(mine, kept[number])
            return True
    if sum(1 for row in kept if row.snapshot is not None) >= MOST_OWN:
        return False
    kept.append(_row(mine, max((row.place for row in kept), default=-1) + 1, question))
    context.repo.add_row(mine, kept[-1])
    return True


def _row(mine: Upload, place: int, question: Question) -> UploadRow:
    own = replace(question, id=own_id(mine.id, place), deck=OWN, topic=TopicId(OWN))
    return UploadRow(
        place=place, row=place + 1, state=RowState.READY, about=own.title, remark="", snapshot=freeze(own)
    )


def _listed(context: LearnerContext, start: int) -> Reply:
    rows = _rows(context)
    if not rows:
        return _told(context)
    start = start if start < len(rows) else 0
    questions = [question_of(row) for row in rows]
    return OwnListed(
        start=start,
        of=len(rows),
        lines=tuple(
            (row.place, question.ask, question.answer) for row, question in zip(rows, questions, strict=True)
        )[start : start + LISTED],
        further=start + LISTED if start + LISTED < len(rows) else 0 if start else None,
    )


def _seen(context: LearnerContext, place: int) -> Tapped:
    row = next((row for row in _rows(context) if row.place == place), None)
    if row is None:
        return OldButton()
    question = question_of(row)
    return (OwnQuestionTold(place=place, ask=question.ask, answer=question.answer, accept=question.accept),)


def _out(context: LearnerContext, place: int) -> Tapped:
    row = next((row for row in _rows(context) if row.place == place), None)
    mine = context.repo.own_list(context.learner.id)
    if row is None or mine is None:
        return OldButton()
    ask = question_of(row).ask
    # The place stays taken, so that no other question comes to its memory.
    context.repo.change_row(mine, replace(row, state=RowState.LEFT, about="", snapshot=None, words=()))
    return (OwnQuestionGone(ask=ask, left=len(_rows(context))),)


def _removed(context: LearnerContext, number: int) -> Replies:
    rows = _rows(context)
    gone = _out(context, rows[number].place) if 0 <= number < len(rows) else OldButton()
    return gone if isinstance(gone, tuple) else (_listed(context, 0),)


_BUTTONS = {
    "list": lambda context, start: (_listed(context, start),),
    "see": _seen,
    "out": _out,
}

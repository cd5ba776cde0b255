"""Trying what was sent: asked as a learner would see it. Nothing counts: no try, no memory, no day, no tally.

What the author decides about a wording is kept with the upload, and written into the course with it.
"""

from collections.abc import Callable

from msgspec.structs import replace

from bot.app.authoring.own import mine
from bot.app.authoring.rule import LONGEST_LINE
from bot.app.authoring.trial import tried
from bot.app.authoring.uploads import own_upload, question_at, ready
from bot.app.context import LearnerContext
from bot.app.learning.picking import step
from bot.app.ports.uploads import COMING, AuthorWord, Trial, Upload, UploadRow, UploadState
from bot.app.replies import (
    OldButton,
    PickFirst,
    Reply,
    TryHinted,
    TryLineAsked,
    TryMarked,
    TryPut,
    TryRefused,
    TryShown,
)
from bot.domain.intent import Intent, understand
from bot.domain.marking import Mark
from bot.domain.marking.comparing.keys import key_of
from bot.domain.question import Choice, Question
from bot.domain.rulings import RulingKind, with_rulings
from bot.domain.snapshot import thaw

Replies = tuple[Reply, ...]
Tapped = Replies | OldButton | PickFirst
_TRIED = (UploadState.READ, UploadState.OWN)
_ON = (Intent.NEXT, Intent.SKIP)
_ENOUGH = (Intent.STOP, Intent.LATER, Intent.NO)
_SHOW = (Intent.REVEAL, Intent.DONT_KNOW)


def begin(context: LearnerContext, number: str) -> Tapped:
    """The first question that was not tried yet."""
    upload = own_upload(context, number, _TRIED)
    return _put_next(context, upload, first=True) if upload else OldButton()


def tapped(context: LearnerContext, name: str) -> Tapped:
    """`<upload>-<question>.<answers>-<what>`: a button under a question that is tried."""
    number, _, rest = name.partition("-")
    at, _, what = rest.partition("-")
    upload = own_upload(context, number, _TRIED)
    row = _at_hand(context, upload) if upload else None
    if upload is None or row is None or at.partition(".")[0] != str(row.place):
        return OldButton()
    if what in _ON_ANSWER and at != upload.trial.at:
        return OldButton()
    if run := _DO.get(what):
        return run(context, upload, row)
    question = _question(row)
    if isinstance(question, Choice) and what[:1] == "o" and what[1:].isdecimal():
        place = int(what[1:]) if len(what) <= 3 else len(question.options)
        if place < len(question.options):
            return _marked(context, upload, row, question.options[place].text)
        return OldButton()
    return _picked(context, upload, row, what)


def typed(context: LearnerContext, number: str, said: str) -> Replies:
    """What is said while a question is tried."""
    upload = own_upload(context, number, _TRIED)
    row = _at_hand(context, upload) if upload else None
    return _marked(context, upload, row, said) if upload and row else ()


def line_typed(context: LearnerContext, number: str, said: str) -> Replies:
    """What is told whoever gives the last answer; it is marked anew with it."""
    upload = own_upload(context, number, _TRIED)
    row = _at_hand(context, upload) if upload else None
    if upload is None or row is None or not upload.trial.said:
        return ()
    line = " ".join(said.split())[:LONGEST_LINE]
    return _worded(context, upload, row, RulingKind.NOT_RIGHT, line)


def _put_next(context: LearnerContext, upload: Upload, *, first: bool = False) -> Replies:
    rows = [row for row in context.repo.upload_rows(upload) if row.state in COMING]
    left = [row for row in rows if row.place not in upload.trial.tried]
    after = [row for row in left if row.place > upload.trial.place] or (left if first else [])
    if not after:
        return _stopped(context, upload)
    trial = Trial(place=after[0].place, tried=upload.trial.tried)
    question = question_at(context, upload, trial.place)
    assert question is not None, "what comes can be asked"
    context.repo.change_upload(replace(upload, trial=trial))
    put = TryPut(upload=upload.id, at=trial.at, question=question, first=first, hint=bool(question.hints))
    return (put,)


def _next(context: LearnerContext, upload: Upload, _: UploadRow) -> Replies:
    return _put_next(context, upload)


def _stopped(context: LearnerContext, upload: Upload) -> Replies:
    upload = replace(upload, trial=Trial(tried=upload.trial.tried))
    context.repo.change_upload(upload)
    return (ready(context, upload),) if upload.state is UploadState.READ else mine(context, "")


def _enough(context: LearnerContext, upload: Upload, _: UploadRow) -> Replies:
    return _stopped(context, upload)


def _hinted(context: LearnerContext, upload: Upload, row: UploadRow) -> Replies:
    question, trial = _question(row), upload.trial
    given = min(trial.hints + 1, len(question.hints))
    context.repo.change_upload(replace(upload, trial=replace(trial, hints=given)))
    return (TryHinted(upload=upload.id, at=trial.at, question=question, step=given),)


def _shown(context: LearnerContext, upload: Upload, row: UploadRow) -> Replies:
    return (TryShown(upload=upload.id, at=upload.trial.at, question=_question(row)),)


def _marked(context: LearnerContext, upload: Upload, row: UploadRow, said: str) -> Replies:
    question = _question(row)
    lexicon = context.deck_library.lexicon(upload.deck or question.deck, question.lang)
    heard = understand(question, said, lexicon, have=upload.trial.have)
    match heard.intent:
        case Intent.HINT if question.hints:
            return _hinted(context, upload, row)
        case intent if intent in _ON:
            return _put_next(context, upload)
        case intent if intent in _ENOUGH:
            return _stopped(context, upload)
        case intent if intent in _SHOW:
            return _shown(context, upload, row)
    partly = heard.verdict.mark is Mark.PARTIAL
    trial = replace(
        upload.trial,
        tried=tuple(sorted({*upload.trial.tried, row.place})),
        said=said if heard.intent is None else "",
        have=heard.verdict.matched if partly else (),
        picked=(),
        answers=upload.trial.answers + 1,
    )
    context.repo.change_upload(replace(upload, trial=trial))
    return (
        TryMarked(
            upload=upload.id,
            at=trial.at,
            question=question,
            verdict=heard.verdict,
            intent=heard.intent,
            said=trial.said,
        ),
    )


def _picked(context: LearnerContext, upload: Upload, row: UploadRow, action: str) -> Tapped:
    question, trial = _question(row), upload.trial
    taken = step(question, trial.picked, trial.have, action)
    if taken is None:
        return OldButton()
    if isinstance(taken, str):
        return _marked(context, upload, row, taken) if taken else PickFirst()
    context.repo.change_upload(replace(upload, trial=replace(trial, picked=taken)))
    put = TryPut(
        upload=upload.id,
        at=trial.at,
        question=question,
        first=False,
        again=True,
        picked=taken,
        have=trial.have,
        hint=trial.hints < len(question.hints),
    )
    return (put,)


def _accepted(context: LearnerContext, upload: Upload, row: UploadRow) -> Tapped:
    if not upload.trial.said:
        return OldButton()
    return _worded(context, upload, row, RulingKind.RIGHT, "")


def _line_asked(context: LearnerContext, upload: Upload, _: UploadRow) -> Tapped:
    if not upload.trial.said:
        return OldButton()
    return (TryLineAsked(upload=upload.id, at=upload.trial.at, said=upload.trial.said),)


def _worded(context: LearnerContext, upload: Upload, row: UploadRow, kind: RulingKind, line: str) -> Replies:
    """What the author says of the last answer is tried, and kept if it does what it says."""
    assert row.snapshot is not None, "what is tried can be asked"
    said, plain = upload.trial.said, thaw(row.snapshot)
    key = key_of(said, plain.lang)
    before = tuple(word for word in row.words if key_of(word.text, plain.lang) != key)
    word = AuthorWord(kind=kind, text=said, told=line)
    question = with_rulings(plain, [one.ruling() for one in before])
    lexicon = context.deck_library.lexicon(upload.deck or plain.deck, plain.lang)
    reach = tried(question, word.ruling(), (), lexicon)
    if reach.against or reach.deaf:
        return (TryRefused(upload=upload.id, at=upload.trial.at, against=reach.against, deaf=reach.deaf),)
    context.repo.change_row(upload, replace(row, words=(*before, word)))
    ruled = with_rulings(question, [word.ruling()])
    verdict = understand(ruled, said, lexicon).verdict
    return (
        TryMarked(
            upload=upload.id,
            at=upload.trial.at,
            question=ruled,
            verdict=verdict,
            intent=None,
            ruled=kind,
            said=said,
        ),
    )


def _at_hand(context: LearnerContext, upload: Upload) -> UploadRow | None:
    """The question that is tried now."""
    row = context.repo.upload_row(upload, upload.trial.place) if upload.trial.place >= 0 else None
    return row if row is not None and row.snapshot is not None else None


def _question(row: UploadRow) -> Question:
    """As it would be asked, with what its author has said since."""
    assert row.snapshot is not None, "what is tried can be asked"
    return with_rulings(thaw(row.snapshot), [word.ruling() for word in row.words])


_ON_ANSWER = ("accept", "why")
"""About the last answer, and no other."""
_DO: dict[str, Callable[[LearnerContext, Upload, UploadRow], Tapped]] = {
    "next": _next,
    "hint": _hinted,
    "show": _shown,
    "accept": _accepted,
    "why": _line_asked,
    "enough": _enough,
}

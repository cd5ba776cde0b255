"""Ruling: right, not right with a line, partly with what is asked for. Tried before it counts, and undone
at a tap for a week."""

from collections.abc import Callable
from datetime import timedelta

from msgspec.structs import replace

from bot.app.authoring.inbox import class_title, proposal_on, question_of, reach_of, ruling_of, shown
from bot.app.authoring.reported import tell_reporters
from bot.app.authoring.rewording import asked_again, begin_rewording, with_lines
from bot.app.authoring.roles import role_in
from bot.app.authoring.trial import Reach
from bot.app.authoring.wordings import PAGES, may_ask_author, more, wordings_of
from bot.app.context import LearnerContext
from bot.app.ports.authoring import Draft, Role
from bot.app.replies import (
    AuthorAsked,
    LineAsked,
    OldButton,
    Reply,
    RuledAlready,
    RulingGiven,
    RulingRefused,
    RulingTried,
    RulingUndone,
)
from bot.domain.items import told
from bot.domain.marking.comparing.keys import key_of
from bot.domain.question import Question
from bot.domain.rulings import ON_REPORTS, PASSING, Ruling, RulingKind

UNDONE_WITHIN = timedelta(days=7)
LONGEST_LINE = 200
"""Letters of what is told."""

Replies = tuple[Reply, ...]
Tapped = Replies | OldButton


def tapped(context: LearnerContext, name: str) -> Tapped:
    """`<draft>-<what>`: what the author does with what they were shown."""
    number, _, what = name.partition("-")
    draft = context.repo.draft(int(number)) if number.isdecimal() and len(number) <= 18 else None
    if draft is None or draft.by != context.learner.id or what not in _DO:
        return OldButton()
    if role_in(context, draft.klass, draft.deck) is None:
        return OldButton()
    if not _fits(draft, what):
        return OldButton()
    question = question_of(context, draft.deck, draft.question, draft.klass)
    return _DO[what](context, draft, question) if question else OldButton()


def _fits(draft: Draft, what: str) -> bool:
    """Whether that can be done with it: answers are ruled on otherwise than reports."""
    if what == "leave" or (draft.kind is RulingKind.WORDING and what in ("do", "change")):
        return True
    return (what in _OF_REPORTS) is not bool(draft.texts)


def line_typed(context: LearnerContext, number: str, said: str) -> Replies:
    """The line they were asked for; the ruling is shown as it would be."""
    draft = context.repo.draft(int(number)) if number.isdecimal() else None
    if draft is None or draft.by != context.learner.id or role_in(context, draft.klass, draft.deck) is None:
        return ()
    question = question_of(context, draft.deck, draft.question, draft.klass)
    if question is not None and draft.kind is RulingKind.WORDING:
        reworded = with_lines(context, draft, question, said)
        return _tried(context, reworded, question) if reworded else asked_again(draft, question)
    line = " ".join(said.split())[:LONGEST_LINE]
    return _tried(context, _changed(context, draft, told=line), question) if question else ()


def undo_tapped(context: LearnerContext, number: str) -> Tapped:
    """Take a ruling back: the deck is as before at once, and what it mended is put back as it was."""
    if not number.isdecimal() or len(number) > 18:
        return OldButton()
    context.repo.lock_rulings()
    ruling = context.repo.ruling(int(number))
    role = role_in(context, ruling.klass, ruling.deck) if ruling else None
    if ruling is None or role is None or (role is Role.ASSISTANT and not ruling.proposed):
        return OldButton()
    if ruling.kind is not RulingKind.OUT and context.at - ruling.at > UNDONE_WITHIN:
        return (RulingUndone(done=False),)
    context.repo.undo_ruling(ruling.id, context.at)
    _mend_without(context, ruling)
    return (RulingUndone(done=True), shown(context, 0))


def _mend_without(context: LearnerContext, undone: Ruling) -> None:
    """Later rulings on the question were given beside that one; their answers are gone through once more."""
    if undone.kind in ON_REPORTS:
        context.repo.drop_corrections(undone.id)
    if undone.proposed or not undone.texts:
        return
    context.repo.undo_corrections(undone)
    for ruling in context.repo.rulings_on(undone.question):
        if ruling.id > undone.id and ruling.kind in PASSING:
            context.repo.begin_remarking(ruling, context.at)


def _right(context: LearnerContext, draft: Draft, question: Question) -> Replies:
    draft = _changed(context, draft, kind=RulingKind.RIGHT, told="")
    reach = reach_of(context, draft, question)
    if reach.others or reach.rarer or reach.deaf or reach.against:
        return _told(draft, reach)
    return _given(context, draft, reach)


def _only(context: LearnerContext, draft: Draft, question: Question) -> Tapped:
    """These very words, and nothing that is like them."""
    return _do(context, _changed(context, draft, kind=RulingKind.EXACTLY, told=""), question)


def _ask_line(kind: RulingKind) -> Callable[[LearnerContext, Draft, Question], Replies]:
    def ask(context: LearnerContext, draft: Draft, _: Question) -> Replies:
        _changed(context, draft, kind=kind)
        return (LineAsked(draft=draft.id, kind=kind, texts=draft.texts),)

    return ask


def _change(context: LearnerContext, draft: Draft, question: Question) -> Replies:
    if draft.kind is RulingKind.WORDING:
        return begin_rewording(context, draft, question)
    return (LineAsked(draft=draft.id, kind=draft.kind, texts=draft.texts),)


def _bare(context: LearnerContext, draft: Draft, question: Question) -> Replies:
    return _tried(context, _changed(context, draft, told=""), question)


def _tried(context: LearnerContext, draft: Draft, question: Question) -> Replies:
    return _told(draft, reach_of(context, draft, question))


def _told(draft: Draft, reach: Reach) -> Replies:
    if reach.deaf or reach.against:
        return (
            RulingRefused(
                draft=draft.id, kind=draft.kind, against=reach.against, deaf=reach.deaf, place=draft.place
            ),
        )
    return (
        RulingTried(
            draft=draft.id,
            kind=draft.kind,
            texts=draft.texts,
            told=draft.told,
            others=reach.others,
            rarer=reach.rarer,
        ),
    )


def _do(context: LearnerContext, draft: Draft, question: Question) -> Replies:
    if draft.kind is RulingKind.WORDING and not draft.told:
        return asked_again(draft, question)
    reach = reach_of(context, draft, question)
    return _told(draft, reach) if reach.deaf or reach.against else _given(context, draft, reach)


def _given(context: LearnerContext, draft: Draft, reach: Reach) -> Replies:
    """The ruling is kept, unless somebody was first; what was answered is gone through by the clock. What an
    assistant decides waits for who teaches the class."""
    context.repo.lock_rulings()
    context.repo.drop_draft(draft.id)
    question = question_of(context, draft.deck, draft.question, draft.klass)
    lang = question.lang if question else ""
    own = {key_of(text, lang) for text in draft.texts}
    on_them = [one for one in context.repo.rulings_on(draft.question) if own & _keys(one, lang)]
    if any(ruling.klass == draft.klass for ruling in on_them):
        return (RuledAlready(texts=draft.texts), shown(context, draft.place))
    proposed = role_in(context, draft.klass, draft.deck) is Role.ASSISTANT
    new = replace(ruling_of(draft), at=context.at, proposed=proposed)
    ruling = context.repo.add_ruling(new, context.learner.id)
    if not proposed:
        _settle_proposals(context, ruling, lang)
    right = draft.kind in PASSING
    if draft.kind in ON_REPORTS and not proposed:
        tell_reporters(context, ruling)
    if right and not proposed:
        context.repo.begin_remarking(ruling, context.at)
    people, gained = (reach.people, reach.gained) if right else (0, 0)
    given = RulingGiven(
        kind=draft.kind,
        texts=draft.texts,
        people=told(people) if draft.klass else people,
        gained=told(gained) if draft.klass else gained,
        klass=class_title(context, draft.klass),
        proposed=proposed,
        otherwise=len({one.klass for one in on_them if one.kind not in (draft.kind, RulingKind.ASKED)}),
    )
    return (given, shown(context, draft.place, ruling.id))


def _settle_proposals(context: LearnerContext, ruling: Ruling, lang: str) -> None:
    """What assistants of the class have proposed on the same is decided with it."""
    for one in context.repo.proposed_rulings():
        same = (one.klass, one.question) == (ruling.klass, ruling.question)
        on_reports = not one.texts and not ruling.texts
        if same and (on_reports or _keys(one, lang) & _keys(ruling, lang)):
            context.repo.undo_ruling(one.id, context.at)


def _as_proposed(context: LearnerContext, draft: Draft, question: Question) -> Tapped:
    """As somebody else has decided on the same words."""
    proposal = proposal_on(context, draft, question.lang)
    if proposal is None or proposal.kind is RulingKind.ASKED:
        return OldButton()
    return _do(context, _changed(context, draft, kind=proposal.kind, told=proposal.told), question)


def _keys(ruling: Ruling, lang: str) -> set[str]:
    return {key_of(text, lang) for text in ruling.texts}


def _on_report(kind: RulingKind) -> Callable[[LearnerContext, Draft, Question], Replies]:
    def rule(context: LearnerContext, draft: Draft, _: Question) -> Replies:
        return _given(context, replace(draft, kind=kind), Reach())

    return rule


def _at_fault(context: LearnerContext, draft: Draft, _: Question) -> Replies:
    """It's not the answers: nobody is asked it until that is undone. The answers go on waiting."""
    return _given(context, replace(draft, kind=RulingKind.OUT, texts=(), told=""), Reach())


def _ask_author(context: LearnerContext, draft: Draft, _: Question) -> Tapped:
    """It leaves the inbox of the class; the author's says who asks, and what they rule counts for all."""
    if not may_ask_author(context, draft):
        return OldButton()
    context.repo.lock_rulings()
    context.repo.drop_draft(draft.id)
    asked = replace(ruling_of(draft), kind=RulingKind.ASKED, told="", at=context.at)
    ruling = context.repo.add_ruling(asked, context.learner.id)
    return (AuthorAsked(texts=draft.texts), shown(context, draft.place, ruling.id))


def _leave(context: LearnerContext, draft: Draft, _: Question) -> Replies:
    context.repo.drop_draft(draft.id)
    return (shown(context, draft.place),)


def _changed(
    context: LearnerContext, draft: Draft, *, kind: RulingKind | None = None, told: str | None = None
) -> Draft:
    new = replace(draft, kind=kind or draft.kind, told=draft.told if told is None else told)
    context.repo.change_draft(new)
    return new


def _propose(context: LearnerContext, draft: Draft, _: Question) -> Tapped:
    """A model is asked what else to accept, what to foresee, and for hints; for the course alone."""
    second = context.policy.second_opinion
    return OldButton() if second is None or draft.klass else second.propose(context, draft)


_DO: dict[str, Callable[[LearnerContext, Draft, Question], Tapped]] = {
    "right": _right,
    "only": _only,
    "not": _ask_line(RulingKind.NOT_RIGHT),
    "partly": _ask_line(RulingKind.PARTLY),
    "bare": _bare,
    "change": _change,
    "do": _do,
    "try": _tried,
    "propose": _propose,
    "same": _as_proposed,
    "leave": _leave,
    "more": more,
    **{f"all{page or ''}": wordings_of(page) for page in range(PAGES)},
    "author": _ask_author,
    "fault": _at_fault,
    "fix": begin_rewording,
    "fine": _on_report(RulingKind.FINE),
    "out": _on_report(RulingKind.OUT),
}
"""What can be done with a draft. Anybody can send any of these: owner and role are looked up above."""
_OF_REPORTS = ("fine", "out", "fix")

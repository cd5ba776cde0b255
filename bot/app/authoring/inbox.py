"""What waits for a ruling, a group at a time. What is shown becomes a draft: a tap rules on exactly that."""

from collections.abc import Mapping, Sequence, Set
from datetime import timedelta
from functools import cache

from msgspec.structs import replace

from bot.app.authoring.groups import (
    AnswerGroup,
    ReportGroup,
    answer_groups,
    ranked,
    report_groups,
    take_misses,
)
from bot.app.authoring.near import Missed, near_misses
from bot.app.authoring.roles import classes_ruled, decks_ruled
from bot.app.authoring.trial import MOST_ANSWERS, Reach, marker_of, tried
from bot.app.context import LearnerContext
from bot.app.events import PersonId
from bot.app.ports.authoring import Draft, Role, WaitingAnswer, WaitingReport
from bot.app.ports.classes import ClassId
from bot.app.replies import AnswersWait, InboxEmpty, Proposal, Reply, ReportsWait
from bot.domain.deck import Deck
from bot.domain.items import told
from bot.domain.marking.comparing.keys import key_of
from bot.domain.question import DeckId, Question, QuestionId
from bot.domain.rulings import Ruling, RulingKind, by_question, ruled_in_class, with_rulings

LOOKED_BACK = timedelta(days=180)
MOST_WAITING = 2_000
"""Answers and reports that are looked at, the newest."""

MOST_QUESTIONS, MOST_MISSES = 100, 300
"""Questions that answers wait for, and the newest answers to each that were not right: who else wrote what
waits is looked for among these."""

Replies = tuple[Reply, ...]


def waiting(context: LearnerContext) -> Sequence[AnswerGroup | ReportGroup]:
    """All that waits for a ruling of theirs, what matters most first."""
    since = context.at - LOOKED_BACK
    answers = context.repo.waiting_answers(since, MOST_WAITING)
    reports = context.repo.waiting_reports(since, MOST_WAITING)
    standing, proposed = context.repo.standing_rulings(), context.repo.proposed_rulings()
    everywhere = [ruling for ruling in standing if not ruling.klass]
    ruled = decks_ruled(context)
    of_classes = [
        (record, role, context.deck_library.taught.deck(record.deck) if record.deck else None)
        for record, role in classes_ruled(context)
    ]
    missed = cache(lambda id: context.repo.missed_answers(id, MOST_MISSES))
    decks = (*ruled, *(deck for _, _, deck in of_classes if deck))
    answers = (*answers, *near_misses(context, decks, missed))
    groups = _groups(ruled, everywhere, answers, reports, 0)
    classes: dict[int, Set[PersonId]] = {}
    for record, role, deck in of_classes:
        members = classes[record.id] = context.repo.members_of(record.id)
        seen = standing if role is Role.TEACHER else (*standing, *proposed)
        groups += _groups(
            (deck,) if deck else (),
            [ruling for ruling in seen if ruling.klass in (0, record.id)],
            [one for one in answers if one.learner in members],
            [one for one in reports if one.learner in members],
            record.id,
        )
    groups = [one for one in groups if _waits(context, one, standing)]
    _look_for_others(context, groups, classes, missed)
    people = {person for group in groups for person in group.speaking_for_it()}
    return ranked(groups, context.repo.strengths(people))


def _waits(context: LearnerContext, group: AnswerGroup | ReportGroup, standing: Sequence[Ruling]) -> bool:
    """Whether no ruling on other wordings lets these pass too; one of this very turn counts."""
    ruled = any(one.question == group.question and one.klass in (0, group.klass) for one in standing)
    question = question_of(context, group.deck, group.question, group.klass) if ruled else None
    if question is None or isinstance(group, ReportGroup):
        return True
    mark = marker_of(question, context.deck_library.lexicon(group.deck, question.lang))
    return not all(mark(text, ()).passed for text in group.texts)


def _look_for_others(
    context: LearnerContext,
    groups: Sequence[AnswerGroup | ReportGroup],
    classes: Mapping[int, Set[PersonId]],
    missed: Missed,
) -> None:
    """Most people say nothing to a mark that they don't agree with; what they wrote counts too. In a class
    that is what its members wrote."""
    by_question: dict[QuestionId, list[AnswerGroup]] = {}
    for group in groups:
        if isinstance(group, AnswerGroup):
            by_question.setdefault(group.question, []).append(group)
    for id, theirs in list(by_question.items())[:MOST_QUESTIONS]:
        question = context.deck_library.taught.question(id)
        if question is None:
            continue
        keys = {said: key_of(said, question.lang) for said in {one.said for one in missed(id)}}
        for group in theirs:
            members = classes.get(group.klass)
            its = [one for one in missed(id) if members is None or one.learner in members]
            take_misses(group, [(keys[one.said], one) for one in its], question.lang)


def _groups(
    decks: Sequence[Deck],
    rulings: Sequence[Ruling],
    answers: Sequence[WaitingAnswer],
    reports: Sequence[WaitingReport],
    klass: int,
) -> list[AnswerGroup | ReportGroup]:
    questions = {q.id: q for deck in decks for q in deck.questions()}
    ruled = by_question(rulings)
    return [
        *answer_groups(answers, ruled, questions, klass),
        *report_groups(reports, ruled, questions, klass),
    ]


def shown(context: LearnerContext, place: int, undo: int | None = None) -> Reply:
    """The group at that place, from 0; with the ruling that could be undone."""
    groups = waiting(context)
    if place >= len(groups):
        return InboxEmpty(undo=undo, skipped=bool(groups))
    group = groups[place]
    question = question_of(context, group.deck, group.question, group.klass)
    assert question is not None
    if isinstance(group, ReportGroup):
        draft = _drafted(context, group, RulingKind.FINE, (), place)
        return ReportsWait(
            draft=draft.id,
            place=place + 1,
            of=len(groups),
            ask=question.ask,
            answer=question.answer,
            reason=group.reason,
            texts=group.texts,
            people=_told(group, len(group.people)),
            klass=class_title(context, group.klass),
            undo=undo,
        )
    draft = _drafted(context, group, RulingKind.RIGHT, tuple(group.texts), place)
    reach = reach_of(context, draft, question)
    return AnswersWait(
        draft=draft.id,
        place=place + 1,
        of=len(groups),
        ask=question.ask,
        answer=question.answer,
        texts=draft.texts,
        people=_told(group, max(len(group.people), reach.wrote)),
        claimed=_told(group, len(group.claimed)),
        refused=not group.people,
        gained=_told(group, reach.gained),
        reached=_told(group, reach.people),
        others=reach.others,
        rarer=reach.rarer,
        klass=class_title(context, group.klass),
        proposal=proposal_on(context, draft, question.lang),
        undo=undo,
        opinion=_opinion(context, question, draft.texts),
    )


def _opinion(context: LearnerContext, question: Question, texts: Sequence[str]) -> tuple[str, float] | None:
    """What a model said of the commonest of these wordings on which it was asked."""
    second = context.policy.second_opinion
    for text in texts if second is not None else ():
        if second is not None and (said := second.about(context, question, text)) is not None:
            return said.says.value, said.confidence
    return None


def _told(group: AnswerGroup | ReportGroup, count: int) -> int | None:
    """A number; of a class none that is too small to be told."""
    return told(count) if group.klass else count


def class_title(context: LearnerContext, klass: int) -> str | None:
    """What a class is called; None for everybody."""
    record = context.repo.class_of(ClassId(klass)) if klass else None
    return record.title if record else None


def proposal_on(context: LearnerContext, draft: Draft, lang: str) -> Proposal | None:
    """What was decided on the same words where it does not count for this inbox: by an assistant, for who
    teaches the class; in a class, for the author."""
    if draft.klass:
        found = [ruling for ruling in context.repo.proposed_rulings() if ruling.klass == draft.klass]
    else:
        found = [ruling for ruling in context.repo.standing_rulings() if ruling.klass]
    own = {key_of(text, lang) for text in draft.texts}
    for ruling in found:
        keys = {key_of(text, lang) for text in ruling.texts}
        if ruling.deck == draft.deck and ruling.question == draft.question and own & keys:
            return Proposal(kind=ruling.kind, told=ruling.told, assistant=bool(draft.klass))
    return None


def question_of(context: LearnerContext, deck: DeckId, id: QuestionId, klass: int = 0) -> Question | None:
    """A question of that deck as it stands, with what was ruled on it for everybody, and in that class, in
    this very turn too; None if it is gone."""
    question = context.deck_library.plain.question(id)
    if question is None or question.deck != deck or context.deck_library.taught.question(id) is None:
        return None
    rulings = context.repo.rulings_on(id)
    question = with_rulings(question, (ruling for ruling in rulings if not ruling.klass))
    own = tuple(ruling for ruling in rulings if klass and ruling.klass == klass)
    return ruled_in_class(question, own) if own else question


def ruling_of(draft: Draft) -> Ruling:
    """The ruling that a draft would be."""
    return Ruling(
        id=0,
        deck=draft.deck,
        question=draft.question,
        kind=draft.kind,
        texts=draft.texts,
        told=draft.told,
        at=draft.at,
        klass=draft.klass,
    )


def reach_of(context: LearnerContext, draft: Draft, question: Question) -> Reach:
    """What the ruling of a draft would change, tried on all that is kept."""
    kept = context.repo.kept_answers(draft.question, MOST_ANSWERS)
    if draft.klass:
        members = context.repo.members_of(draft.klass)
        kept = [one for one in kept if one.learner in members]
    lexicon = context.deck_library.lexicon(draft.deck, question.lang)
    reach = tried(question, ruling_of(draft), kept, lexicon)
    if not draft.klass:
        return reach
    return replace(reach, others=tuple((text, told(people or 0)) for text, people in reach.others))


def _drafted(
    context: LearnerContext,
    group: AnswerGroup | ReportGroup,
    kind: RulingKind,
    texts: tuple[str, ...],
    place: int,
) -> Draft:
    return context.repo.save_draft(
        Draft(
            id=0,
            by=context.learner.id,
            deck=group.deck,
            question=group.question,
            kind=kind,
            texts=texts,
            told="",
            place=place,
            at=context.at,
            klass=group.klass,
        )
    )

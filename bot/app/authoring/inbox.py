"""What waits for a ruling, a group at a time. What is shown becomes a draft: a tap rules on exactly that."""

from collections.abc import Sequence
from datetime import timedelta

from bot.app.authoring.groups import AnswerGroup, ReportGroup, answer_groups, ranked, report_groups
from bot.app.authoring.roles import decks_ruled
from bot.app.authoring.trial import MOST_ANSWERS, Reach, tried
from bot.app.context import LearnerContext
from bot.app.ports.authoring import Draft
from bot.app.replies import AnswersWait, InboxEmpty, Reply, ReportsWait
from bot.domain.question import DeckId, Question, QuestionId
from bot.domain.rulings import Ruling, RulingKind, by_question

LOOKED_BACK = timedelta(days=180)
MOST_WAITING = 2_000
"""Answers and reports that are looked at, the newest."""

Replies = tuple[Reply, ...]


def waiting(context: LearnerContext) -> Sequence[AnswerGroup | ReportGroup]:
    """All that waits for a ruling of theirs, what matters most first."""
    decks = {deck.id: deck for deck in decks_ruled(context)}
    questions = {q.id: q for deck in decks.values() for q in deck.questions()}
    rulings = by_question(context.repo.standing_rulings())
    since = context.at - LOOKED_BACK
    groups: list[AnswerGroup | ReportGroup] = [
        *answer_groups(context.repo.waiting_answers(since, MOST_WAITING), rulings, questions),
        *report_groups(context.repo.waiting_reports(since, MOST_WAITING), rulings, questions),
    ]
    people = {person for group in groups for person in group.people}
    return ranked(groups, context.repo.strengths(people))


def shown(context: LearnerContext, place: int, undo: int | None = None) -> Reply:
    """The group at that place, from 0; with the ruling that could be undone."""
    groups = waiting(context)
    if place >= len(groups):
        return InboxEmpty(undo=undo, skipped=bool(groups))
    group = groups[place]
    question = question_of(context, group.deck, group.question)
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
            people=len(group.people),
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
        people=len(group.people),
        claimed=len(group.claimed),
        gained=reach.gained,
        reached=reach.people,
        others=reach.others,
        rarer=reach.rarer,
        undo=undo,
        opinion=_opinion(context, question, draft.texts),
        may_propose=context.policy.second_opinion is not None,
    )


def _opinion(context: LearnerContext, question: Question, texts: Sequence[str]) -> tuple[str, float] | None:
    """What a model said of the commonest of these wordings on which it was asked."""
    second = context.policy.second_opinion
    for text in texts if second is not None else ():
        if second is not None and (said := second.about(context, question, text)) is not None:
            return said.says.value, said.confidence
    return None


def question_of(context: LearnerContext, deck: DeckId, id: QuestionId) -> Question | None:
    """A question of that deck as it stands, with what was ruled on it; None if it is gone."""
    question = context.deck_library.current.question(id)
    return question if question is not None and question.deck == deck else None


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
    )


def reach_of(context: LearnerContext, draft: Draft, question: Question) -> Reach:
    """What the ruling of a draft would change, tried on all that is kept."""
    kept = context.repo.kept_answers(draft.question, MOST_ANSWERS)
    lexicon = context.deck_library.lexicon(draft.deck, question.lang)
    return tried(question, ruling_of(draft), kept, lexicon)


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
        )
    )

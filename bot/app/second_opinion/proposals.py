"""What a model proposes is tried by the marker before an author sees it, and counts once they took it."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from bot.app.authoring.inbox import question_of
from bot.app.authoring.roles import may_rule
from bot.app.authoring.trial import MOST_ANSWERS, Reach, marker_of, tried
from bot.app.context import LearnerContext
from bot.app.ports.authoring import Draft, KeptAnswer
from bot.app.ports.second_opinion import OpinionJob
from bot.app.replies import NothingProposed, ProposalLine, Proposed, Reply
from bot.domain.marking import Lexicon
from bot.domain.marking.comparing.keys import key_of
from bot.domain.question import Question
from bot.domain.rulings import Ruling, RulingKind
from bot.domain.second_opinion.suggesting import Suggestions


class Proposal(Struct, frozen=True, kw_only=True):
    """An answer to accept or to foresee as a miss, tried."""

    ruling: Ruling
    reach: Reach

    @property
    def stands(self) -> bool:
        """It does what it says, and nothing that the author vouches for is marked otherwise."""
        return not (self.reach.against or self.reach.deaf)


def proposed(context: LearnerContext, job: OpinionJob, said: Suggestions | None) -> tuple[Reply, ...]:
    """What an author is told: each proposal that stands as a draft, which counts once they do it."""
    draft = context.repo.draft(job.draft) if job.draft is not None else None
    question = question_of(context, draft.deck, draft.question) if draft is not None else None
    if draft is None or question is None or not may_rule(context, draft.deck):
        return (NothingProposed(),)
    lexicon = context.deck_library.lexicon(draft.deck, question.lang)
    kept = context.repo.kept_answers(draft.question, MOST_ANSWERS)
    found = said or Suggestions()
    tried_out = list(proposals(question, found, kept, lexicon, context.at))
    standing = [one for one in tried_out if one.stands]
    if not (standing or found.hints or found.ideas):
        return (NothingProposed(),)
    return (
        Proposed(
            ask=question.ask,
            lines=tuple(_drafted(context, draft, one) for one in standing),
            left_out=len(tried_out) - len(standing),
            hints=found.hints,
            ideas=found.ideas,
        ),
    )


def _drafted(context: LearnerContext, draft: Draft, one: Proposal) -> ProposalLine:
    ruling = one.ruling
    new = replace(draft, id=0, kind=ruling.kind, texts=ruling.texts, told=ruling.told, at=context.at)
    kept = context.repo.save_draft(new)
    return ProposalLine(
        draft=kept.id, kind=ruling.kind, text=ruling.texts[0], told=ruling.told, people=one.reach.people
    )


def proposals(
    question: Question,
    suggested: Suggestions,
    kept: Sequence[KeptAnswer],
    lexicon: Lexicon,
    at: datetime,
) -> Iterator[Proposal]:
    """Each proposal that is new, tried on the question's own texts and on the answers that are kept."""
    known = {key_of(text, question.lang) for text in _texts(question)}
    mark = marker_of(question, lexicon)
    wanted = [(RulingKind.RIGHT, text, "") for text in suggested.accept if not mark(text, ()).passed]
    wanted += [(RulingKind.NOT_RIGHT, one.text, one.why) for one in suggested.reject]
    for kind, text, told in wanted:
        key = key_of(text, question.lang)
        if not key or key in known:
            continue
        known.add(key)
        ruling = Ruling(
            id=0, deck=question.deck, question=question.id, kind=kind, texts=(text,), told=told, at=at
        )
        yield Proposal(ruling=ruling, reach=tried(question, ruling, kept, lexicon))


def _texts(question: Question) -> Iterator[str]:
    yield from (question.answer, *question.accept)
    yield from (text for one in question.reject for text in one.texts)
    yield from (text for one in question.prompt for text in one.texts)

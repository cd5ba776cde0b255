"""Rulings, what authors were shown, and what waits for them."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace
from sqlalchemy import (
    Row,
    Select,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    literal_column,
    select,
    update,
)

from bot.app.events import PersonId
from bot.app.ports.authoring import Draft, KeptAnswer, WaitingAnswer, WaitingReport
from bot.app.ports.learning import SelfMark, State
from bot.domain.marking.verdict import Mark, Reason
from bot.domain.question import DeckId, QuestionId
from bot.domain.rulings import Ruling, RulingKind
from bot.store.account.learners import Rows
from bot.store.authoring.tables import ruled_by, ruling_drafts, ruling_revision, rulings
from bot.store.daily.tables import cards
from bot.store.tables import answers, appeals, asked, reports
from bot.store.upsert import insert_new

_ONLY = 1
"""The key of the only revision."""
_DRAFTS_KEPT = timedelta(days=1)
_REVISION = select(ruling_revision.c.revision).where(ruling_revision.c.id == _ONLY)
_KEPT = select(rulings).where(rulings.c.undone_at.is_(None)).order_by(rulings.c.id)
_STANDING = _KEPT.where(rulings.c.proposed.is_(False))
_ON = _STANDING.where(rulings.c.question == bindparam("which"))
_PROPOSED = _KEPT.where(rulings.c.proposed.is_(True))
_ANSWERS = (
    select(asked.c.learner_id, asked.c.id, asked.c.state, answers.c.said, answers.c.mark, answers.c.reason)
    .join(answers, answers.c.asked_id == asked.c.id)
    .where(asked.c.tries > literal_column("0"), answers.c.said.is_not(None))
    .order_by(asked.c.id.desc(), answers.c.id)
)
_FEW_MET = 3
"""Whoever has met fewer questions has shown no strength yet."""


class RulingRows(Rows):
    """`bot.app.ports.authoring.RulingRepository`."""

    __slots__ = ()

    def ruling_revision(self) -> int:
        """Raised with every change of the rulings."""
        return self.connection.execute(_REVISION).scalar() or 0

    def lock_rulings(self) -> None:
        """Wait until no other transaction is ruling, and keep others waiting until commit."""
        insert_new(self.connection, ruling_revision, {"id": _ONLY, "revision": 0})
        self.connection.execute(_REVISION.with_for_update())

    def standing_rulings(self) -> Sequence[Ruling]:
        """All that are not undone, in their order."""
        return [_ruling(row) for row in self.connection.execute(_STANDING)]

    def proposed_rulings(self) -> Sequence[Ruling]:
        """What assistants have proposed and nobody has decided on, in its order."""
        return [_ruling(row) for row in self.connection.execute(_PROPOSED)]

    def rulings_on(self, question: QuestionId) -> Sequence[Ruling]:
        """Those on one question that are not undone, in their order."""
        return [_ruling(row) for row in self.connection.execute(_ON, {"which": question})]

    def ruling(self, id: int) -> Ruling | None:
        """One that is not undone."""
        row = self.connection.execute(_KEPT.where(rulings.c.id == id)).one_or_none()
        return None if row is None else _ruling(row)

    def add_ruling(self, ruling: Ruling, by: PersonId) -> Ruling:
        """Store a new one (its `id` is ignored) and give it with its id."""
        values = {
            "deck": ruling.deck,
            "question": ruling.question,
            "kind": ruling.kind.value,
            "texts": json.dumps(ruling.texts, ensure_ascii=False),
            "told": ruling.told,
            "at": ruling.at,
            "class_id": ruling.klass or None,
            "proposed": ruling.proposed,
        }
        id = self.connection.execute(insert(rulings).returning(rulings.c.id), values).scalar_one()
        self.connection.execute(insert(ruled_by), {"learner_id": by, "ruling_id": id})
        self._raise_revision()
        return replace(ruling, id=id)

    def undo_ruling(self, id: int, at: datetime) -> None:
        """It does not stand any more."""
        self.connection.execute(update(rulings).where(rulings.c.id == id).values(undone_at=at))
        self._raise_revision()

    def _raise_revision(self) -> None:
        insert_new(self.connection, ruling_revision, {"id": _ONLY, "revision": 0})
        self.connection.execute(
            update(ruling_revision)
            .where(ruling_revision.c.id == _ONLY)
            .values(revision=ruling_revision.c.revision + 1)
        )

    def save_draft(self, draft: Draft) -> Draft:
        """Store a new one (its `id` is ignored) and give it with its id; that author's drafts of earlier days
        go."""
        theirs = ruling_drafts.c.learner_id == draft.by
        old = and_(theirs, ruling_drafts.c.at < draft.at - _DRAFTS_KEPT)
        self.connection.execute(delete(ruling_drafts).where(old))
        values = _draft_values(draft) | {
            "learner_id": draft.by,
            "deck": draft.deck,
            "question": draft.question,
            "texts": json.dumps(draft.texts, ensure_ascii=False),
            "class_id": draft.klass or None,
        }
        added = insert(ruling_drafts).returning(ruling_drafts.c.id)
        id = self.connection.execute(added, values).scalar_one()
        return replace(draft, id=id)

    def change_draft(self, draft: Draft) -> None:
        """Store what they said to it."""
        changed = update(ruling_drafts).where(ruling_drafts.c.id == draft.id)
        self.connection.execute(changed.values(_draft_values(draft)))

    def draft(self, id: int) -> Draft | None:
        """By id, whoever's it is: the caller checks the owner."""
        row = self.connection.execute(select(ruling_drafts).where(ruling_drafts.c.id == id)).one_or_none()
        return None if row is None else _draft(row)

    def drop_draft(self, id: int) -> None:
        """It was ruled on, or left."""
        self.connection.execute(delete(ruling_drafts).where(ruling_drafts.c.id == id))

    def waiting_answers(self, since: datetime, limit: int) -> Sequence[WaitingAnswer]:
        """Answers that people said were right, or that were in doubt, whose words are kept; newest first."""
        on = appeals
        spoken = (
            select(on.c.learner_id, on.c.deck, on.c.question, on.c.said, on.c.self_mark)
            .where(on.c.said.is_not(None), on.c.at >= since)
            .order_by(on.c.at.desc())
            .limit(limit)
        )
        found = [
            WaitingAnswer(
                learner=PersonId(row.learner_id),
                deck=DeckId(row.deck),
                question=QuestionId(row.question),
                said=row.said,
                claimed=row.self_mark != SelfMark.NOT_QUITE.value,
                asked_for=True,
            )
            for row in self.connection.execute(spoken)
        ]
        return [*found, *self._unsaid(since, limit - len(found))]

    def _unsaid(self, since: datetime, limit: int) -> Sequence[WaitingAnswer]:
        doubtful: Any = literal_column("'doubtful'")
        unsaid = (
            select(asked.c.learner_id, asked.c.deck, asked.c.question, answers.c.said)
            .join(asked, asked.c.id == answers.c.asked_id)
            .where(answers.c.mark == doubtful, answers.c.said.is_not(None), answers.c.at >= since)
            .where(~select(appeals.c.id).where(appeals.c.asked_id == answers.c.asked_id).exists())
            .order_by(answers.c.at.desc())
            .limit(max(0, limit))
        )
        return [
            WaitingAnswer(
                learner=PersonId(row.learner_id),
                deck=DeckId(row.deck),
                question=QuestionId(row.question),
                said=row.said,
                claimed=False,
                asked_for=False,
            )
            for row in self.connection.execute(unsaid)
        ]

    def reported(self, question: QuestionId, since: datetime) -> Sequence[tuple[PersonId, int]]:
        """Who has reported a question, each with the asking."""
        its = reports.c.asked_id.in_(select(asked.c.id).where(asked.c.question == question))
        found = select(reports.c.learner_id, reports.c.asked_id).distinct().where(its, reports.c.at >= since)
        return [(PersonId(row.learner_id), row.asked_id) for row in self.connection.execute(found)]

    def waiting_reports(self, since: datetime, limit: int) -> Sequence[WaitingReport]:
        """Reports, newest first."""
        some: Any = literal_column("0")  # so that the key is walked from its end, as far as the limit
        newest = select(reports).where(reports.c.id > some).order_by(reports.c.id.desc()).limit(limit)
        return [
            WaitingReport(
                learner=PersonId(row.learner_id),
                deck=DeckId(row.deck),
                question=QuestionId(row.question),
                reason=row.reason,
                said=row.said,
                at=row.at,
            )
            for row in self.connection.execute(newest)
            if row.at >= since
        ]

    def kept_answers(self, question: QuestionId, limit: int) -> Sequence[KeptAnswer]:
        """The answers to a question whose words are kept, newest first."""
        return self._kept(_ANSWERS.where(asked.c.question == question).limit(limit))

    def missed_answers(self, question: QuestionId, limit: int) -> Sequence[KeptAnswer]:
        """The answers to a question that were wrong or in doubt, and whose words are kept, newest first."""
        missed = answers.c.mark.in_([literal_column("'wrong'"), literal_column("'doubtful'")])
        return self._kept(_ANSWERS.where(asked.c.question == question, missed).limit(limit))

    def _kept(self, statement: Select[Any]) -> Sequence[KeptAnswer]:
        return [
            KeptAnswer(
                learner=PersonId(row.learner_id),
                asked=row.id,
                said=row.said,
                mark=Mark(row.mark),
                counted=row.state == State.RIGHT.value,
                reason=Reason(row.reason),
            )
            for row in self.connection.execute(statement)
        ]

    def strengths(
        self, people: Collection[PersonId], without: QuestionId | None = None
    ) -> Mapping[PersonId, float]:
        """For each who has met some questions: of how many the latest review began right, 0 to 1; of all but
        that one."""
        right = func.sum(case((cards.c.verdict.in_(("right", "almost")), 1), else_=0))
        met = (
            select(cards.c.learner_id, func.count().label("met"), right.label("right"))
            .where(cards.c.learner_id.in_(list(people)), cards.c.question != (without or ""))
            .group_by(cards.c.learner_id)
        )
        rows = self.connection.execute(met).all() if people else ()
        return {PersonId(row.learner_id): int(row.right) / row.met for row in rows if row.met >= _FEW_MET}


def _ruling(row: Row[Any]) -> Ruling:
    return Ruling(
        id=row.id,
        deck=DeckId(row.deck),
        question=QuestionId(row.question),
        kind=RulingKind(row.kind),
        texts=tuple(json.loads(row.texts)),
        told=row.told,
        at=row.at,
        klass=row.class_id or 0,
        proposed=row.proposed,
    )


def _draft_values(draft: Draft) -> dict[str, Any]:
    return {"kind": draft.kind.value, "told": draft.told, "place": draft.place, "at": draft.at}


def _draft(row: Row[Any]) -> Draft:
    return Draft(
        id=row.id,
        by=PersonId(row.learner_id),
        deck=DeckId(row.deck),
        question=QuestionId(row.question),
        kind=RulingKind(row.kind),
        texts=tuple(json.loads(row.texts)),
        told=row.told,
        place=row.place,
        at=row.at,
        klass=row.class_id or 0,
    )

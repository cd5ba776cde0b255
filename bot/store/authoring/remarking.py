"""How far answers were gone through for a ruling, and what it mended."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from msgspec.json import Decoder, encode
from sqlalchemy import Row, and_, bindparam, delete, literal_column, or_, select, update

from bot.app.events import PersonId
from bot.app.ports.calendar import DayReason
from bot.app.ports.learning import Answer, State
from bot.app.ports.remarking import AnsweredLine, Correction, CorrectionState, Standing
from bot.domain.marking.verdict import Mark
from bot.domain.question import DeckId, QuestionId
from bot.domain.rulings import Ruling, RulingKind
from bot.domain.streak import Ledger
from bot.store.account.learners import WHO
from bot.store.authoring.tables import corrections, remarkings, rulings
from bot.store.calendar.ledger import LedgerRows
from bot.store.daily.tables import cards
from bot.store.learning.asked import CONTENT
from bot.store.learning.reviews import answer_of_row
from bot.store.tables import answers, asked, days, reviews, snapshots
from bot.store.upsert import insert_all_new, insert_new, insert_or_replace, replace_all

_STANDINGS = Decoder(tuple[Standing, Standing])
_DUE = or_(
    corrections.c.state == literal_column("'found'"), corrections.c.state == literal_column("'undoing'")
)
_DUE_PEOPLE = (
    select(corrections.c.learner_id)
    .distinct()
    .where(corrections.c.state.in_([literal_column("'found'"), literal_column("'undoing'")]))
)
_KEY = ["learner_id", "ruling_id", "asked_id"]
_DUE_OF = select(corrections).where(corrections.c.learner_id == WHO, _DUE).order_by(corrections.c.asked_id)
_MADE_OF = select(corrections).where(
    corrections.c.learner_id == WHO,
    corrections.c.asked_id == bindparam("which"),
    corrections.c.state.in_([literal_column("'made'"), literal_column("'undoing'")]),
)
_ANSWERS_OF = select(answers).where(answers.c.asked_id == bindparam("which")).order_by(answers.c.id)
_PAGE = (
    select(
        *(asked.c.id, asked.c.learner_id, asked.c.deck, asked.c.completions),
        *(asked.c.state, asked.c.first, asked.c.credit, CONTENT),
    )
    .select_from(asked)
    .outerjoin(snapshots, snapshots.c.hash == asked.c.snapshot)
    .where(
        asked.c.question == bindparam("which"),
        asked.c.tries > literal_column("0"),
        asked.c.id > bindparam("after"),
    )
    .order_by(asked.c.id)
    .limit(bindparam("most"))
)
_SAID_TO = (
    select(answers.c.asked_id, answers.c.said)
    .where(answers.c.asked_id.in_(bindparam("these", expanding=True)))
    .order_by(answers.c.id)
)
_WON = (Mark.RIGHT.value, Mark.ALMOST.value)


class RemarkRows(LedgerRows):
    """`bot.app.ports.remarking.RemarkRepository` and `RemarkDueRepository`."""

    __slots__ = ()

    def begin_remarking(self, ruling: Ruling, due: datetime) -> None:
        """From then on the answers to its question are gone through, from the first."""
        row = {"ruling_id": ruling.id, "question": ruling.question, "after": 0, "due": due}
        insert_or_replace(self.connection, remarkings, row, key=["ruling_id"])

    def lock_remarking(self, ruling: int) -> int | None:
        """The id of the asked question it has come to; others wait until commit. None if it is through."""
        one = select(remarkings.c.after).where(remarkings.c.ruling_id == ruling).with_for_update()
        return self.connection.execute(one).scalar()

    def save_remarking(self, ruling: int, after: int | None) -> None:
        """It has come to there; None: it is through."""
        this = remarkings.c.ruling_id == ruling
        if after is None:
            self.connection.execute(delete(remarkings).where(this))
        else:
            self.connection.execute(update(remarkings).where(this).values(after=after))

    def due_remarkings(self, now: datetime, limit: int) -> Sequence[int]:
        """Rulings whose answers are to be gone through."""
        due = select(remarkings.c.ruling_id).where(remarkings.c.due <= now).limit(limit)
        return list(self.connection.execute(due).scalars())

    def due_corrections(self, limit: int) -> Sequence[PersonId]:
        """People for whom something is to be mended or put back."""
        return [PersonId(id) for id in self.connection.execute(_DUE_PEOPLE.limit(limit)).scalars()]

    def answered(self, question: QuestionId, after: int, limit: int) -> Sequence[AnsweredLine]:
        """Asked questions with answers, by id from there on, with the words of the answers in their order."""
        page = {"which": question, "after": after, "most": limit}
        rows = self.connection.execute(_PAGE, page).all()
        said: dict[int, list[str | None]] = {row.id: [] for row in rows}
        for id, words in self.connection.execute(_SAID_TO, {"these": list(said)}) if said else ():
            said[id].append(words)
        return [
            AnsweredLine(
                asked=row.id,
                learner=PersonId(row.learner_id),
                deck=DeckId(row.deck),
                snapshot=row.content,
                begun=row.completions > 0,
                won=row.state == State.RIGHT.value and row.first in _WON and row.credit >= 1,
                said=tuple(said[row.id]),
            )
            for row in rows
        ]

    def answers_of(self, asked: int) -> Sequence[Answer]:
        """The answers to one, in their order."""
        return [answer_of_row(row) for row in self.connection.execute(_ANSWERS_OF, {"which": asked})]

    def add_corrections(self, found: Sequence[Correction]) -> None:
        """Add those that are not there, in whatever state."""
        insert_all_new(self.connection, corrections, [_values(one) for one in found])

    def save_corrections(self, made: Sequence[Correction]) -> None:
        """Add them, or replace those of the same ruling and asked question."""
        replace_all(self.connection, corrections, [_values(one) for one in made], key=_KEY)

    def drop_correction(self, correction: Correction) -> None:
        """There was nothing to mend."""
        self.connection.execute(delete(corrections).where(_is(correction)))

    def corrections_due(self, learner: PersonId) -> Sequence[Correction]:
        """Theirs that are to be made or put back, in the order of asking."""
        return [_correction(row) for row in self.connection.execute(_DUE_OF, {"who": learner})]

    def corrections_of(self, learner: PersonId, asked: int) -> Sequence[Correction]:
        """Those of one asking that are made, to be undone among them."""
        return [
            _correction(row) for row in self.connection.execute(_MADE_OF, {"who": learner, "which": asked})
        ]

    def undo_corrections(self, ruling: Ruling) -> None:
        """By the clock, what it has mended is put back, and what later rulings on its question have mended is
        mended anew without it; what it has not mended yet stays as it is."""
        self.save_remarking(ruling.id, None)
        found = corrections.c.state == CorrectionState.FOUND.value
        self.connection.execute(delete(corrections).where(corrections.c.ruling_id == ruling.id, found))
        from_it_on = select(rulings.c.id).where(
            rulings.c.question == ruling.question, rulings.c.id >= ruling.id
        )
        made = update(corrections).where(
            corrections.c.ruling_id.in_(from_it_on), corrections.c.state == CorrectionState.MADE.value
        )
        self.connection.execute(made.values(state=CorrectionState.UNDOING.value))

    def drop_corrections(self, ruling: int) -> None:
        """What a ruling on reports has to tell is not told any more."""
        self.connection.execute(delete(corrections).where(corrections.c.ruling_id == ruling))

    def take_untold(self, learner: PersonId) -> Sequence[tuple[RulingKind, str | None, str]]:
        """By which rulings something came for them and was not told, with the words of their answer and the
        snapshot; it is told now."""
        untold = _untold(learner)
        said = (
            select(answers.c.said)
            .where(answers.c.asked_id == asked.c.id)
            .order_by(answers.c.id.desc())
            .limit(1)
            .scalar_subquery()
        )
        found = (
            select(rulings.c.kind, said.label("said"), CONTENT)
            .select_from(corrections.join(asked, asked.c.id == corrections.c.asked_id))
            .join(rulings, rulings.c.id == corrections.c.ruling_id)
            .outerjoin(snapshots, snapshots.c.hash == asked.c.snapshot)
            .where(untold)
            .order_by(corrections.c.asked_id)
        )
        rows = [(RulingKind(row.kind), row.said, row.content) for row in self.connection.execute(found)]
        self.connection.execute(update(corrections).where(untold).values(told=True))
        return rows

    def has_untold(self, learner: PersonId) -> bool:
        """Whether something was mended for them that is to be told."""
        one = select(corrections.c.asked_id).where(_untold(learner)).limit(1)
        return self.connection.execute(one).scalar() is not None

    def remove_review(self, asked: int) -> None:
        """There was none. The progress is the caller's to mend."""
        self.connection.execute(delete(reviews).where(reviews.c.asked_id == asked))

    def forget_progress(self, learner: PersonId, question: QuestionId) -> None:
        """They have not met it."""
        theirs = and_(cards.c.learner_id == learner, cards.c.question == question)
        self.connection.execute(delete(cards).where(theirs))

    def count_past_day(self, learner: PersonId, on: date, at: datetime) -> bool:
        """Let a day count after all; False if it did. Totals are made anew."""
        row = {"learner_id": learner, "local_date": on, "reason": DayReason.ANSWERED.value, "at": at}
        new = insert_new(self.connection, days, row)
        self.renew_ledger(learner)
        return new

    def uncount_day(self, learner: PersonId, on: date) -> bool:
        """Let an answered day count no more, if no review is left on it. Totals are made anew."""
        left = select(reviews.c.id).where(reviews.c.learner_id == WHO, reviews.c.local_date == on).limit(1)
        gone = self.connection.execute(left, {"who": learner}).scalar() is None
        if gone:
            answered = days.c.reason == DayReason.ANSWERED.value
            self.connection.execute(
                delete(days).where(days.c.learner_id == learner, days.c.local_date == on, answered)
            )
        self.renew_ledger(learner)
        return gone

    def renew_ledger(self, learner: PersonId) -> None:
        """Make the totals anew from the days."""
        self.save_ledger(learner, Ledger.of(self.days(learner, None)))


def _untold(learner: PersonId) -> Any:
    return and_(
        corrections.c.learner_id == learner,
        corrections.c.told.is_(False),
        corrections.c.state == CorrectionState.MADE.value,
    )


def _is(correction: Correction) -> Any:
    return and_(
        corrections.c.learner_id == correction.learner,
        corrections.c.ruling_id == correction.ruling,
        corrections.c.asked_id == correction.asked,
    )


def _values(one: Correction) -> dict[str, Any]:
    return {
        "learner_id": one.learner,
        "ruling_id": one.ruling,
        "asked_id": one.asked,
        "state": one.state.value,
        "told": one.told,
        "standings": encode(one.standings).decode() if one.standings else None,
        "at": one.at,
    }


def _correction(row: Row[Any]) -> Correction:
    return Correction(
        learner=PersonId(row.learner_id),
        ruling=row.ruling_id,
        asked=row.asked_id,
        state=CorrectionState(row.state),
        told=row.told,
        standings=_STANDINGS.decode(row.standings) if row.standings else None,
        at=row.at,
    )

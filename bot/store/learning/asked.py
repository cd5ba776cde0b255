"""Questions put to people, and the sittings they belong to."""

import json
from collections.abc import Sequence, Set
from datetime import datetime
from typing import Any

from msgspec.structs import replace
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Executable,
    ScalarSelect,
    and_,
    bindparam,
    case,
    exists,
    func,
    insert,
    literal_column,
    or_,
    select,
    union_all,
    update,
)

from bot.app.events import ChatId, MessageId, PersonId
from bot.app.ports.learning import Asked, Outcome, Sitting, SittingStep, State
from bot.domain.marking.verdict import Mark
from bot.domain.own import OWN
from bot.domain.question import DeckId, QuestionId, TopicId
from bot.store import outbox
from bot.store.account.learners import WHO, Rows
from bot.store.snapshots import keep
from bot.store.tables import asked as table
from bot.store.tables import reviews, sittings, snapshots

_WHERE: BindParameter[int] = bindparam("where")
_THEIRS = and_(table.c.learner_id == WHO, table.c.chat_id == _WHERE)


def _constant(state: State) -> ColumnElement[str]:
    """A state that an index is limited to, as a constant. As a parameter it would cost SQLite a new plan at
    each run: it looks whether the value lets it use that index."""
    return literal_column(f"'{state.value}'")


_OPEN = and_(_THEIRS, table.c.state == _constant(State.OPEN))


def _standing(state: State) -> ScalarSelect[int]:
    """The id of theirs that stands so, of which there is at most one."""
    one = table.alias()
    theirs = and_(one.c.learner_id == WHO, one.c.chat_id == _WHERE)
    return select(one.c.id).where(theirs, one.c.state == _constant(state)).scalar_subquery()


AT_HAND = func.coalesce(_standing(State.COMPARING), _standing(State.OPEN))
"""The id of the question that a text answers: the one being compared, else the open one."""
_RUNNING = and_(sittings.c.learner_id == WHO, sittings.c.chat_id == _WHERE, sittings.c.ended_at.is_(None))
CONTENT = func.coalesce(snapshots.c.content, table.c.snapshot).label("content")
_WITH_CONTENT = select(table, CONTENT).outerjoin(snapshots, snapshots.c.hash == table.c.snapshot)
_ASKED = _WITH_CONTENT.where(table.c.id == bindparam("which"))
_ASKED_OPEN = _WITH_CONTENT.where(table.c.id == AT_HAND)
_ASKED_LAST_CLOSED = (
    _WITH_CONTENT.where(_THEIRS, table.c.closed_at.is_not(None))
    .order_by(table.c.closed_at.desc(), table.c.id.desc())
    .limit(1)
)


def _instant(name: str) -> BindParameter[datetime]:
    return bindparam(name, type_=table.c.at.type)


_PUT = select(table.c.question, table.c.at).where(table.c.learner_id == WHO, table.c.at >= _instant("first"))
_PUT_SINCE = union_all(
    _PUT.where(table.c.closed_at >= _instant("first")), _PUT.where(table.c.closed_at.is_(None))
).subquery()
"""By the index on when they were closed: what was put since then was closed since then, or is not yet."""
_LEFT_BEHIND = (
    _WITH_CONTENT.where(
        _THEIRS,
        table.c.at >= _instant("since"),
        or_(
            and_(table.c.closed_at.is_(None), table.c.state == _constant(State.ASIDE)),
            and_(table.c.closed_at >= _instant("since"), table.c.state == _constant(State.SKIPPED)),
        ),
        ~exists().where(
            reviews.c.learner_id == WHO, reviews.c.question == table.c.question, reviews.c.at >= table.c.at
        ),
    )
    .order_by(table.c.id.desc())
    .limit(bindparam("most"))
)


def _put_between(begin: str, end: str) -> ColumnElement[int]:
    """1 if the question was put in that time, else 0; over all its rows."""
    at = _PUT_SINCE.c.at
    then = and_(at >= _instant(begin), at < _instant(end))
    return func.max(case((then, literal_column("1")), else_=literal_column("0")))


_ON_BOTH = _put_between("first", "second") + _put_between("second", "third") == literal_column("2")
_PUT_LATELY = (
    select(_PUT_SINCE.c.question)
    .group_by(_PUT_SINCE.c.question)
    .having(or_(_ON_BOTH, func.max(_PUT_SINCE.c.at) > _instant("since")))
)
_STEPS_OF = (
    select(table.c.question, reviews.c.verdict, reviews.c.credit, reviews.c.hints)
    .outerjoin(reviews, reviews.c.asked_id == table.c.id)
    .where(table.c.sitting_id == bindparam("sitting"))
    .order_by(table.c.id)
)
_ASK = insert(table).returning(table.c.id)
_CHANGE_ASKED = update(table).where(table.c.id == bindparam("which"))
_NEXT_MESSAGE = (
    update(table)
    .where(table.c.id == bindparam("which"))
    .values(messages=table.c.messages + 1)
    .returning(table.c.messages)
)
_STEP_ASIDE = update(table).where(_OPEN).values(state=State.ASIDE.value)
_SITTING = select(sittings).where(_RUNNING)
_START_SITTING = insert(sittings).returning(sittings.c.id)
_CHANGE_SITTING = update(sittings).where(sittings.c.id == bindparam("which"))
_END_SITTINGS = update(sittings).where(_RUNNING)


class AskedRows(Rows):
    """`bot.app.ports.repository.AskedRepository`."""

    __slots__ = ()

    def ask(self, asked: Asked) -> Asked:
        """Store a new one (its `id` is ignored) and give it with its id; earlier open ones step aside."""
        if asked.state is State.OPEN:
            self.connection.execute(_STEP_ASIDE, _of(asked.learner, asked.chat))
        return self.insert_asked(asked)

    def insert_asked(self, asked: Asked) -> Asked:
        """Store a new one where no other is open; gives it with its id."""
        fixed = {
            "learner_id": asked.learner,
            "chat_id": asked.chat,
            "sitting_id": asked.sitting,
            "deck": asked.deck,
            "question": asked.question,
            "snapshot": asked.snapshot if asked.deck == OWN else keep(self.connection, asked.snapshot),
            "post_id": asked.post,
        }
        id = self.connection.execute(_ASK, fixed | _changing(asked)).scalar_one()
        return replace(asked, id=id)

    def asked(self, id: int) -> Asked | None:
        """By id, whoever's it is: the caller checks the owner."""
        return self._one(_ASKED, {"which": id})

    def asked_open(self, learner: PersonId, chat: ChatId) -> Asked | None:
        """The one whose state is COMPARING, else the one that is OPEN."""
        return self._one(_ASKED_OPEN, _of(learner, chat))

    def asked_last_closed(self, learner: PersonId, chat: ChatId) -> Asked | None:
        """The one closed latest."""
        return self._one(_ASKED_LAST_CLOSED, _of(learner, chat))

    def left_behind(self, learner: PersonId, chat: ChatId, since: datetime, limit: int) -> Sequence[Asked]:
        """Questions put since then that stepped aside or were put off and were brought to no end since, the
        newest first."""
        values = _of(learner, chat) | {"since": since, "most": limit}
        return [asked_of_row(row) for row in self.connection.execute(_LEFT_BEHIND, values)]

    def put_lately(
        self, learner: PersonId, days: tuple[datetime, datetime, datetime], since: datetime
    ) -> Set[QuestionId]:
        """Questions put to that learner on each of two days, which begin at the first two instants and end at
        the third; and those put later than `since`."""
        bounds = dict(zip(("first", "second", "third"), days, strict=True))
        found = self.connection.execute(_PUT_LATELY, {"who": learner, "since": since, **bounds})
        return {QuestionId(id) for id in found.scalars()}

    def steps_of(self, sitting: int) -> Sequence[SittingStep]:
        """What a sitting has had so far, in the order it was asked."""
        return [_step(row) for row in self.connection.execute(_STEPS_OF, {"sitting": sitting})]

    def slot_of(self, chat: ChatId, message: MessageId) -> str | None:
        """The slot a message of ours was sent in."""
        return outbox.slot_of(self.connection, chat, message)

    def message_of(self, chat: ChatId, slot: str) -> MessageId | None:
        """The message that stands in a slot; None if none was sent in it."""
        return outbox.message_of(self.connection, chat, slot)

    def save_asked(self, asked: Asked) -> None:
        """Store the record as it is. (Whose it is and what was asked never changes.)"""
        self.connection.execute(_CHANGE_ASKED, _changing(asked) | {"which": asked.id})

    def next_message(self, asked: int) -> int | None:
        """Count one more message about it; gives its number, from 0. None if there is no such question."""
        count = self.connection.execute(_NEXT_MESSAGE, {"which": asked}).scalar()
        return None if count is None else count - 1

    def _one(self, query: Executable, values: dict[str, Any]) -> Asked | None:
        row = self.connection.execute(query, values).one_or_none()
        return None if row is None else asked_of_row(row)


class SittingRows(Rows):
    """`bot.app.ports.repository.SittingRepository`."""

    __slots__ = ()

    def start_sitting(self, sitting: Sitting) -> Sitting:
        """Store a new one (its `id` is ignored) and give it with its id; earlier ones end at `sitting.at`."""
        self.connection.execute(_END_SITTINGS, _of(sitting.learner, sitting.chat) | {"ended_at": sitting.at})
        values = {
            "learner_id": sitting.learner,
            "chat_id": sitting.chat,
            "deck": sitting.deck,
            "topic": sitting.topic,
            "size": sitting.size,
            "at": sitting.at,
            "ended_at": sitting.ended_at,
        }
        id = self.connection.execute(_START_SITTING, values).scalar_one()
        return replace(sitting, id=id)

    def sitting(self, learner: PersonId, chat: ChatId) -> Sitting | None:
        """The one that has not ended."""
        row = self.connection.execute(_SITTING, _of(learner, chat)).one_or_none()
        return None if row is None else sitting_of_row(row)

    def save_sitting(self, sitting: Sitting) -> None:
        """Store the record as it is. (Whose it is and when it began never changes.)"""
        values = {
            "which": sitting.id,
            "deck": sitting.deck,
            "topic": sitting.topic,
            "size": sitting.size,
            "ended_at": sitting.ended_at,
        }
        self.connection.execute(_CHANGE_SITTING, values)


def _of(learner: PersonId, chat: ChatId) -> dict[str, Any]:
    return {"who": learner, "where": chat}


def _step(row: Any) -> SittingStep:
    if row.verdict is None:
        return SittingStep(question=QuestionId(row.question), verdict=None)
    return SittingStep(
        question=QuestionId(row.question), verdict=Outcome(row.verdict), credit=row.credit, hints=row.hints
    )


def _changing(asked: Asked) -> dict[str, Any]:
    return {
        "state": asked.state.value,
        "at": asked.at,
        "closed_at": asked.closed_at,
        "hints": asked.hints,
        "tries": asked.tries,
        "misses": asked.misses,
        "completions": asked.completions,
        "have": json.dumps(asked.have, ensure_ascii=False),
        "credit": asked.credit,
        "first": None if asked.first is None else asked.first.value,
        "messages": asked.messages,
        "picked": ",".join(map(str, asked.picked)) or None,
    }


def asked_of_row(row: Any) -> Asked:
    """The record of a row of `asked` with the content of its snapshot."""
    return Asked(
        id=row.id,
        learner=PersonId(row.learner_id),
        chat=ChatId(row.chat_id),
        sitting=row.sitting_id,
        deck=DeckId(row.deck),
        question=QuestionId(row.question),
        snapshot=row.content,
        state=State(row.state),
        at=row.at,
        closed_at=row.closed_at,
        hints=row.hints,
        tries=row.tries,
        misses=row.misses,
        completions=row.completions,
        have=tuple(json.loads(row.have)),
        credit=row.credit,
        first=None if row.first is None else Mark(row.first),
        messages=row.messages,
        post=row.post_id,
        picked=tuple(int(place) for place in (row.picked or "").split(",") if place),
    )


def sitting_of_row(row: Any) -> Sitting:
    """The record of a row of `sittings`."""
    return Sitting(
        id=row.id,
        learner=PersonId(row.learner_id),
        chat=ChatId(row.chat_id),
        deck=DeckId(row.deck),
        topic=None if row.topic is None else TopicId(row.topic),
        size=row.size,
        at=row.at,
        ended_at=row.ended_at,
    )

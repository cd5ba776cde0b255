"""Questions put to people, and the sittings they belong to."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, insert, select, update

from bot.app.heard import ChatId, MessageId, PersonId
from bot.app.records import Asked, Sitting, State
from bot.domain.marking.verdict import Mark
from bot.domain.question import DeckId, QuestionId, TopicId
from bot.store import outbox
from bot.store.people import Held
from bot.store.tables import asked as table
from bot.store.tables import sittings


class AskedRows(Held):
    """`bot.app.pages.AskedPages`."""

    __slots__ = ()

    def ask(self, asked: Asked) -> Asked:
        """Store a new one (its `id` is ignored) and give it with its id; earlier open ones step aside."""
        if asked.state is State.OPEN:
            earlier = update(table).where(_open(asked.learner, asked.chat)).values(state=State.ASIDE.value)
            self.connection.execute(earlier)
        fixed = {
            "learner_id": asked.learner,
            "chat_id": asked.chat,
            "sitting_id": asked.sitting,
            "deck": asked.deck,
            "question": asked.question,
            "snapshot": asked.snapshot,
            "post_id": asked.post,
        }
        row = fixed | _changing(asked)
        id = self.connection.execute(insert(table).returning(table.c.id), row).scalar_one()
        return replace(asked, id=id)

    def asked(self, id: int) -> Asked | None:
        """By id, whoever's it is: the caller checks the owner."""
        return self._one(table.c.id == id)

    def asked_open(self, learner: PersonId, chat: ChatId) -> Asked | None:
        """The one whose state is OPEN."""
        return self._one(_open(learner, chat))

    def asked_last_closed(self, learner: PersonId, chat: ChatId) -> Asked | None:
        """The one closed latest."""
        theirs = and_(table.c.learner_id == learner, table.c.chat_id == chat)
        closed = select(table).where(theirs, table.c.closed_at.is_not(None))
        latest = closed.order_by(table.c.closed_at.desc(), table.c.id.desc()).limit(1)
        row = self.connection.execute(latest).one_or_none()
        return None if row is None else _asked(row)

    def asked_in(self, sitting: int) -> Sequence[Asked]:
        """All of a sitting, in the order they were asked."""
        rows = self.connection.execute(
            select(table).where(table.c.sitting_id == sitting).order_by(table.c.id)
        )
        return [_asked(row) for row in rows]

    def slot_of(self, chat: ChatId, message: MessageId) -> str | None:
        """The slot a message of ours was sent in."""
        return outbox.slot_of(self.connection, chat, message)

    def message_of(self, chat: ChatId, slot: str) -> MessageId | None:
        """The message that stands in a slot; None if none was sent in it."""
        return outbox.message_of(self.connection, chat, slot)

    def change_asked(self, asked: Asked) -> None:
        """Store the record as it is. (Whose it is and what was asked never changes.)"""
        self.connection.execute(update(table).where(table.c.id == asked.id), _changing(asked))

    def _one(self, which: ColumnElement[bool]) -> Asked | None:
        row = self.connection.execute(select(table).where(which)).one_or_none()
        return None if row is None else _asked(row)


class SittingRows(Held):
    """`bot.app.pages.SittingPages`."""

    __slots__ = ()

    def start_sitting(self, sitting: Sitting) -> Sitting:
        """Store a new one (its `id` is ignored) and give it with its id; earlier ones end at `sitting.at`."""
        ended = update(sittings).where(_running(sitting.learner, sitting.chat)).values(ended_at=sitting.at)
        self.connection.execute(ended)
        values = {
            "learner_id": sitting.learner,
            "chat_id": sitting.chat,
            "deck": sitting.deck,
            "topic": sitting.topic,
            "size": sitting.size,
            "at": sitting.at,
            "ended_at": sitting.ended_at,
        }
        id = self.connection.execute(insert(sittings).returning(sittings.c.id), values).scalar_one()
        return replace(sitting, id=id)

    def sitting(self, learner: PersonId, chat: ChatId) -> Sitting | None:
        """The one that has not ended."""
        row = self.connection.execute(select(sittings).where(_running(learner, chat))).one_or_none()
        return None if row is None else _sitting(row)

    def change_sitting(self, sitting: Sitting) -> None:
        """Store the record as it is. (Whose it is and when it began never changes.)"""
        values = {
            "deck": sitting.deck,
            "topic": sitting.topic,
            "size": sitting.size,
            "ended_at": sitting.ended_at,
        }
        self.connection.execute(update(sittings).where(sittings.c.id == sitting.id), values)


def _open(learner: PersonId, chat: ChatId) -> ColumnElement[bool]:
    return and_(table.c.learner_id == learner, table.c.chat_id == chat, table.c.state == State.OPEN.value)


def _running(learner: PersonId, chat: ChatId) -> ColumnElement[bool]:
    return and_(sittings.c.learner_id == learner, sittings.c.chat_id == chat, sittings.c.ended_at.is_(None))


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
    }


def _asked(row: Row[Any]) -> Asked:
    return Asked(
        id=row.id,
        learner=PersonId(row.learner_id),
        chat=ChatId(row.chat_id),
        sitting=row.sitting_id,
        deck=DeckId(row.deck),
        question=QuestionId(row.question),
        snapshot=row.snapshot,
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
    )


def _sitting(row: Row[Any]) -> Sitting:
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

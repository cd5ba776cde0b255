"""Daily questions of channels and groups, their posts, and what was answered to them."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, select, update

from bot.app.heard import ChatId, PersonId
from bot.app.serial import Going, Post, PostAnswer, Series
from bot.domain.line import Asked
from bot.domain.marking.verdict import Mark
from bot.domain.question import DeckId, QuestionId, TopicId
from bot.store.people import Held
from bot.store.series_tables import forwards, keepers, post_answers, posts
from bot.store.series_tables import series as table
from bot.store.writes import insert_new


class SeriesRows(Held):
    """`bot.app.serial.SeriesPages`, and who is due."""

    __slots__ = ()

    def series(self, chat: ChatId, thread: int) -> Series | None:
        """Theirs, however it stands."""
        return self._series(_there(chat, thread))

    def series_by_id(self, id: int) -> Series | None:
        """The same by its number."""
        return self._series(table.c.id == id)

    def series_in(self, chat: ChatId) -> Sequence[Series]:
        """All of a chat."""
        rows = self.connection.execute(select(table).where(table.c.group_id == chat).order_by(table.c.id))
        return [_series(row) for row in rows]

    def start_series(self, series: Series) -> Series:
        """Store a new one (its `id` is ignored) and give it with its id."""
        self.connection.execute(
            insert(table), {"group_id": series.chat, "thread": series.thread, **_values(series)}
        )
        stored = self.series(series.chat, series.thread)
        assert stored is not None
        return stored

    def keep_series(self, series: Series) -> None:
        """Store the record as it is."""
        self.connection.execute(update(table).where(table.c.id == series.id), _values(series))

    def claim_post(self, post: Post) -> Post | None:
        """Store a new one and give it with its id; None if that local date of the series has one."""
        row = {
            "group_id": post.chat,
            "thread": post.thread,
            "local_date": post.local_date,
            "deck": post.deck,
            "question": post.question,
            "snapshot": post.snapshot,
            "poll": post.poll,
            "at": post.at,
            **_standing(post),
        }
        if not insert_new(self.connection, posts, row):
            return None
        here = (posts.c.group_id == post.chat) & (posts.c.thread == post.thread)
        same = select(posts).where(here, posts.c.local_date == post.local_date)
        return _post(self.connection.execute(same).one())

    def post(self, id: int) -> Post | None:
        """By id."""
        row = self.connection.execute(select(posts).where(posts.c.id == id)).one_or_none()
        return None if row is None else _post(row)

    def keep_post(self, post: Post) -> None:
        """Store what has changed of it."""
        self.connection.execute(update(posts).where(posts.c.id == post.id), _standing(post))

    def open_posts(self, chat: ChatId, thread: int) -> Sequence[Post]:
        """Those whose result was not told yet, the latest first."""
        here = select(posts).where(posts.c.group_id == chat, posts.c.thread == thread)
        rows = self.connection.execute(here.where(posts.c.closed_at.is_(None)).order_by(posts.c.id.desc()))
        return [_post(row) for row in rows]

    def asked_in_posts(self, chat: ChatId, thread: int) -> Mapping[QuestionId, Asked]:
        """How often and when each question was posted there."""
        times, last = func.count().label("times"), func.max(posts.c.at, type_=posts.c.at.type).label("last")
        here = select(posts.c.question, times, last).where(posts.c.group_id == chat)
        rows = self.connection.execute(here.where(posts.c.thread == thread).group_by(posts.c.question))
        return {QuestionId(row.question): Asked(times=row.times, last=row.last) for row in rows}

    def take_for_post(self, answer: PostAnswer) -> bool:
        """Keep somebody's answer; False if they have given one already."""
        row = {
            "post_id": answer.post,
            "learner_id": answer.person,
            "name": answer.name,
            "at": answer.at,
            "said": answer.said,
            "mark": answer.mark.value,
            "credit": answer.credit,
        }
        return insert_new(self.connection, post_answers, row)

    def take_back(self, post: int, person: PersonId) -> None:
        """Remove an answer."""
        theirs = (post_answers.c.post_id == post) & (post_answers.c.learner_id == person)
        self.connection.execute(delete(post_answers).where(theirs))

    def answers_to(self, post: int) -> Sequence[PostAnswer]:
        """All of them, the earliest first."""
        to_it = select(post_answers).where(post_answers.c.post_id == post)
        rows = self.connection.execute(to_it.order_by(post_answers.c.at, post_answers.c.learner_id))
        return [_answer(row) for row in rows]

    def forget_answers(self, post: int) -> None:
        """Remove who answered and what."""
        self.connection.execute(delete(post_answers).where(post_answers.c.post_id == post))

    def due_series(self, now: datetime, limit: int) -> Sequence[int]:
        """Numbers of series whose next post has come, the longest due first."""
        due = select(table.c.id).where(table.c.next_at <= now).order_by(table.c.next_at, table.c.id)
        return list(self.connection.execute(due.limit(limit)).scalars())

    def due_closings(self, now: datetime, limit: int) -> Sequence[int]:
        """Numbers of posts whose result is to be told."""
        due = select(posts.c.id).where(posts.c.closes_at <= now).order_by(posts.c.closes_at, posts.c.id)
        return list(self.connection.execute(due.limit(limit)).scalars())

    def _series(self, which: ColumnElement[bool]) -> Series | None:
        row = self.connection.execute(select(table).where(which)).one_or_none()
        return None if row is None else _series(row)


def move_series(connection: Connection, old: ChatId, new: ChatId) -> None:
    """Everything of the old number is the new one's from now on; what the new one has of its own stays."""
    for one in (table, posts):
        there = select(one.c.id).where(one.c.group_id == new)
        if connection.execute(there.limit(1)).first() is None:
            connection.execute(update(one).where(one.c.group_id == old).values(group_id=new))
    connection.execute(update(table).where(table.c.group_id == old).values(next_at=None))
    connection.execute(delete(keepers).where(keepers.c.group_id == old))
    connection.execute(delete(forwards).where(forwards.c.group_id == old))


def forget_forwards(connection: Connection, before: datetime) -> int:
    """Remove what is older than that; how many. Nobody comments on it any more."""
    return connection.execute(delete(forwards).where(forwards.c.at < before)).rowcount


def _there(chat: ChatId, thread: int) -> ColumnElement[bool]:
    return (table.c.group_id == chat) & (table.c.thread == thread)


def _values(series: Series) -> dict[str, Any]:
    return {
        "going": series.going.value,
        "at": series.at,
        "zone": series.zone,
        "weekdays": series.weekdays,
        "deck": series.deck,
        "topic": series.topic,
        "next_at": series.next_at,
        "last_date": series.last_date,
        "line": json.dumps(series.line),
        "passed": json.dumps(series.passed),
    }


def _series(row: Row[Any]) -> Series:
    return Series(
        id=row.id,
        chat=ChatId(row.group_id),
        thread=row.thread,
        going=Going(row.going),
        at=row.at,
        zone=row.zone,
        weekdays=row.weekdays,
        deck=None if row.deck is None else DeckId(row.deck),
        topic=None if row.topic is None else TopicId(row.topic),
        next_at=row.next_at,
        last_date=row.last_date,
        line=tuple(QuestionId(id) for id in json.loads(row.line)),
        passed=tuple(QuestionId(id) for id in json.loads(row.passed)),
    )


def _standing(post: Post) -> dict[str, Any]:
    return {
        "closes_at": post.closes_at,
        "closed_at": post.closed_at,
        "votes": json.dumps(post.votes),
    }


def _post(row: Row[Any]) -> Post:
    return Post(
        id=row.id,
        chat=ChatId(row.group_id),
        thread=row.thread,
        local_date=row.local_date,
        deck=DeckId(row.deck),
        question=QuestionId(row.question),
        snapshot=row.snapshot,
        poll=row.poll,
        at=row.at,
        closes_at=row.closes_at,
        closed_at=row.closed_at,
        votes=tuple(json.loads(row.votes)),
    )


def _answer(row: Row[Any]) -> PostAnswer:
    return PostAnswer(
        post=row.post_id,
        person=PersonId(row.learner_id),
        name=row.name,
        at=row.at,
        said=row.said,
        mark=Mark(row.mark),
        credit=row.credit,
    )

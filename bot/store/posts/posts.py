"""Daily questions of channels and groups, their posts, and what was answered to them."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, select, update

from bot.app.events import ChatId, PersonId
from bot.app.ports.posts import ChatSubscription, ChatSubscriptionState, Post, PostAnswer
from bot.domain.marking.verdict import Mark
from bot.domain.question import DeckId, QuestionId, TopicId
from bot.domain.upcoming import Asked
from bot.store.account.learners import Rows
from bot.store.posts.tables import channel_admins, forwards, post_answers, posts
from bot.store.posts.tables import chat_subscription as table
from bot.store.upsert import insert_new


class PostRows(Rows):
    """`bot.app.ports.posts.PostRepository`, and who is due."""

    __slots__ = ()

    def chat_subscription(self, chat: ChatId, thread: int) -> ChatSubscription | None:
        """Theirs, however it stands."""
        return self._series(_there(chat, thread))

    def chat_subscription_by_id(self, id: int) -> ChatSubscription | None:
        """The same by its number."""
        return self._series(table.c.id == id)

    def chat_subscriptions_in(self, chat: ChatId) -> Sequence[ChatSubscription]:
        """All of a chat."""
        rows = self.connection.execute(select(table).where(table.c.group_id == chat).order_by(table.c.id))
        return [_series(row) for row in rows]

    def add_chat_subscription(self, chat_subscription: ChatSubscription) -> ChatSubscription:
        """Store a new one (its `id` is ignored) and give it with its id."""
        self.connection.execute(
            insert(table),
            {
                "group_id": chat_subscription.chat,
                "thread": chat_subscription.thread,
                **_values(chat_subscription),
            },
        )
        stored = self.chat_subscription(chat_subscription.chat, chat_subscription.thread)
        assert stored is not None
        return stored

    def save_chat_subscription(self, chat_subscription: ChatSubscription) -> None:
        """Store the record as it is."""
        self.connection.execute(
            update(table).where(table.c.id == chat_subscription.id), _values(chat_subscription)
        )

    def claim_post(self, post: Post) -> Post | None:
        """Store a new one and give it with its id; None if that local date has one."""
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

    def save_post(self, post: Post) -> None:
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

    def due_posts(self, now: datetime, limit: int) -> Sequence[int]:
        """Numbers of chat subscription whose next post has come, the longest due first."""
        due = select(table.c.id).where(table.c.next_at <= now).order_by(table.c.next_at, table.c.id)
        return list(self.connection.execute(due.limit(limit)).scalars())

    def due_closings(self, now: datetime, limit: int) -> Sequence[int]:
        """Numbers of posts whose result is to be told."""
        due = select(posts.c.id).where(posts.c.closes_at <= now).order_by(posts.c.closes_at, posts.c.id)
        return list(self.connection.execute(due.limit(limit)).scalars())

    def _series(self, which: ColumnElement[bool]) -> ChatSubscription | None:
        row = self.connection.execute(select(table).where(which)).one_or_none()
        return None if row is None else _series(row)


def migrate_chat_subscriptions(connection: Connection, old: ChatId, new: ChatId) -> None:
    """Everything of the old number is the new one's from now on; what the new one has of its own stays."""
    for one in (table, posts):
        there = select(one.c.id).where(one.c.group_id == new)
        if connection.execute(there.limit(1)).first() is None:
            connection.execute(update(one).where(one.c.group_id == old).values(group_id=new))
    connection.execute(update(table).where(table.c.group_id == old).values(next_at=None))
    connection.execute(delete(channel_admins).where(channel_admins.c.group_id == old))
    connection.execute(delete(forwards).where(forwards.c.group_id == old))


def forget_forwards(connection: Connection, before: datetime) -> int:
    """Remove what is older than that; how many. Nobody comments on it any more."""
    return connection.execute(delete(forwards).where(forwards.c.at < before)).rowcount


def _there(chat: ChatId, thread: int) -> ColumnElement[bool]:
    return (table.c.group_id == chat) & (table.c.thread == thread)


def _values(chat_subscription: ChatSubscription) -> dict[str, Any]:
    return {
        "going": chat_subscription.state.value,
        "at": chat_subscription.at,
        "zone": chat_subscription.zone,
        "weekdays": chat_subscription.weekdays,
        "deck": chat_subscription.deck,
        "topic": chat_subscription.topic,
        "next_at": chat_subscription.next_at,
        "last_date": chat_subscription.last_date,
        "line": json.dumps(chat_subscription.line),
        "passed": json.dumps(chat_subscription.passed),
    }


def _series(row: Row[Any]) -> ChatSubscription:
    return ChatSubscription(
        id=row.id,
        chat=ChatId(row.group_id),
        thread=row.thread,
        state=ChatSubscriptionState(row.going),
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
        "poll": post.poll,
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

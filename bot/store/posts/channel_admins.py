"""Who looks after a channel, where its posts are talked about, and what a group remembers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, Select, case, func, literal, select, union_all, update

from bot.app.events import ChatId, MessageId, PersonId
from bot.app.ports.posts import AdministeredChannel, Forward, Recalled
from bot.domain.marking.verdict import Mark
from bot.domain.question import QuestionId
from bot.store.account.learners import Rows
from bot.store.posts.tables import channel_admins, forwards, post_answers, posts
from bot.store.rounds.tables import chats, guesses, round_questions, rounds
from bot.store.upsert import insert_new

_RIGHT = (Mark.RIGHT.value, Mark.ALMOST.value)
_IN_DOUBT = Mark.DOUBTFUL.value
"""Answers of which nobody knows whether they are right are left out."""


class ChannelAdminRows(Rows):
    """`bot.app.ports.posts.ChannelAdminRepository`."""

    __slots__ = ()

    def add_channel_admin(self, chat: ChatId, person: PersonId) -> None:
        """They gave us a place in that channel. Twice is once."""
        insert_new(self.connection, channel_admins, {"group_id": chat, "learner_id": person, "chosen": None})

    def choose_channel(self, chat: ChatId, person: PersonId, at: datetime) -> None:
        """They speak of that channel."""
        theirs = (channel_admins.c.group_id == chat) & (channel_admins.c.learner_id == person)
        self.connection.execute(update(channel_admins).where(theirs).values(chosen=at))

    def channels_administered_by(self, person: PersonId) -> Sequence[AdministeredChannel]:
        """The channels we are in that they look after, the latest chosen first."""
        both = channel_admins.join(chats, chats.c.group_id == channel_admins.c.group_id)
        theirs = select(chats.c.group_id, chats.c.title, channel_admins.c.chosen).select_from(both)
        here = theirs.where(channel_admins.c.learner_id == person, chats.c.here, chats.c.channel)
        latest = here.order_by(channel_admins.c.chosen.desc().nulls_last(), chats.c.since, chats.c.group_id)
        rows = self.connection.execute(latest)
        return [
            AdministeredChannel(chat=ChatId(row.group_id), title=row.title, chosen=row.chosen) for row in rows
        ]

    def admins_of_channel(self, chat: ChatId) -> Sequence[PersonId]:
        """Who has spoken of that channel with us."""
        those = select(channel_admins.c.learner_id).where(
            channel_admins.c.group_id == chat, channel_admins.c.chosen.is_not(None)
        )
        found = self.connection.execute(those.order_by(channel_admins.c.learner_id)).scalars()
        return [PersonId(id) for id in found]

    def save_forward(self, forward: Forward) -> None:
        """A post of a channel has appeared in its discussion group. Twice is once."""
        row = {
            "group_id": forward.chat,
            "message_id": forward.message,
            "channel_id": forward.channel,
            "post_message_id": forward.post,
            "at": forward.at,
        }
        insert_new(self.connection, forwards, row)

    def forward_of(self, chat: ChatId, message: MessageId) -> Forward | None:
        """The post of a channel that a message in a discussion group stands for."""
        that = (forwards.c.group_id == chat) & (forwards.c.message_id == message)
        row = self.connection.execute(select(forwards).where(that)).one_or_none()
        if row is None:
            return None
        return Forward(
            chat=chat,
            message=message,
            channel=ChatId(row.channel_id),
            post=MessageId(row.post_message_id),
            at=row.at,
        )

    def is_discussed(self, channel: ChatId) -> bool:
        """Posts of that channel were seen in a discussion group that we hear."""
        seen = select(literal(1)).where(forwards.c.channel_id == channel).limit(1)
        return self.connection.execute(seen).first() is not None

    def recalled(self, chat: ChatId, since: datetime) -> tuple[int, Sequence[Recalled]]:
        """How many people of a group answered anything since, and how each question did."""
        answers = union_all(_of_rounds(chat, since), _of_posts(chat, since)).subquery()
        people = self.connection.execute(select(func.count(answers.c.learner_id.distinct()))).scalar_one()
        right = func.sum(answers.c.right).label("right")
        each = select(answers.c.question, func.count().label("answered"), right).group_by(answers.c.question)
        rows = self.connection.execute(each.order_by(answers.c.question))
        return people, [
            Recalled(question=QuestionId(row.question), answered=row.answered, right=int(row.right))
            for row in rows
        ]

    def due_gaps(self, now: datetime, limit: int) -> Sequence[ChatId]:
        """Groups whose weekly look back has come."""
        due = select(chats.c.group_id).where(chats.c.gaps_at <= now)
        first = due.order_by(chats.c.gaps_at, chats.c.group_id).limit(limit)
        return [ChatId(id) for id in self.connection.execute(first).scalars()]


def _of_rounds(chat: ChatId, since: datetime) -> Select[Any]:
    right = case((guesses.c.mark.in_(_RIGHT) | guesses.c.fixed, 1), else_=0)
    known = (guesses.c.mark != _IN_DOUBT) | guesses.c.fixed | guesses.c.refused
    asked = (round_questions.c.round_id == guesses.c.round_id) & (round_questions.c.place == guesses.c.place)
    both = guesses.join(round_questions, asked).join(rounds, rounds.c.id == guesses.c.round_id)
    theirs = select(round_questions.c.question, guesses.c.learner_id, right.cast(Integer).label("right"))
    return theirs.select_from(both).where(rounds.c.group_id == chat, guesses.c.at >= since, known)


def _of_posts(chat: ChatId, since: datetime) -> Select[Any]:
    right = case((post_answers.c.mark.in_(_RIGHT), 1), else_=0)
    known = post_answers.c.mark != _IN_DOUBT
    both = post_answers.join(posts, posts.c.id == post_answers.c.post_id)
    theirs = select(posts.c.question, post_answers.c.learner_id, right.cast(Integer).label("right"))
    return theirs.select_from(both).where(posts.c.group_id == chat, post_answers.c.at >= since, known)

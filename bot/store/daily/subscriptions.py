"""Subscriptions, what was sent on which day, and how crowded the minutes are."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from zlib import crc32

from sqlalchemy import and_, func, or_, select

from bot.app.events import ChatId, PersonId
from bot.app.ports.calendar import Outage
from bot.app.ports.daily import Subscription, SubscriptionState
from bot.domain.question import DeckId, TopicId
from bot.store.account.learners import WHO, Rows
from bot.store.daily.tables import outages, sent_days, subscriptions
from bot.store.upsert import insert_new, insert_or_replace

MINUTE = timedelta(minutes=1)
_SUBSCRIPTION = select(subscriptions).where(subscriptions.c.learner_id == WHO)


class Sent(StrEnum):
    """What is sent at most once a local day each."""

    PROMPT = "prompt"
    NUDGE = "nudge"
    SUMMARY = "summary"


class SubscriptionRows(Rows):
    """`bot.app.ports.repository.SubscriptionRepository`."""

    __slots__ = ()

    def subscription(self, learner: PersonId) -> Subscription | None:
        """Theirs, whatever its state."""
        row = self.connection.execute(_SUBSCRIPTION, {"who": learner}).one_or_none()
        return None if row is None else subscription_of_row(row)

    def save_subscription(self, subscription: Subscription) -> None:
        """Add it, or replace it."""
        values = {
            "learner_id": subscription.learner,
            "chat_id": subscription.chat,
            "state": subscription.state.value,
            "at": subscription.at,
            "weekdays": subscription.weekdays,
            "deck": subscription.deck,
            "topic": subscription.topic,
            "count": subscription.count,
            "nudge": subscription.nudge,
            "ignored": subscription.ignored,
            "next_at": subscription.next_at,
            "nudge_at": subscription.nudge_at,
            "last_date": subscription.last_date,
            "asked_id": subscription.asked,
            "summary_at": subscription.summary_at,
            "place": crc32(str(subscription.learner).encode()),
        }
        insert_or_replace(self.connection, subscriptions, values, key=["learner_id"])

    def claim_prompt(self, learner: PersonId, local_date: date, at: datetime) -> bool:
        """Take that local date for a prompt; False if it was taken before (a unique key decides)."""
        return self._claim(learner, Sent.PROMPT, local_date, at)

    def claim_nudge(self, learner: PersonId, local_date: date, at: datetime) -> bool:
        """Take that local date for a nudge; False if it was taken before."""
        return self._claim(learner, Sent.NUDGE, local_date, at)

    def claim_summary(self, learner: PersonId, local_date: date, at: datetime) -> bool:
        """Take that local date for a weekly summary; False if it was taken before."""
        return self._claim(learner, Sent.SUMMARY, local_date, at)

    def crowd(self, minutes: Sequence[datetime]) -> Sequence[int]:
        """How many prompts are due in each of these minutes (UTC, whole)."""
        due = subscriptions.c.next_at
        within = [and_(due >= minute, due < minute + MINUTE) for minute in set(minutes)]
        if not within:
            return []
        counted = select(due, func.count().label("number")).where(or_(*within)).group_by(due)
        crowds = dict.fromkeys(minutes, 0)
        for row in self.connection.execute(counted):
            crowds[row.next_at.replace(second=0, microsecond=0)] += row.number
        return [crowds[minute] for minute in minutes]

    def outages(self, since: datetime) -> Sequence[Outage]:
        """Outages that ended after that, oldest first."""
        found = select(outages).where(outages.c.end > since).order_by(outages.c.end)
        return [Outage(start=row.start, end=row.end) for row in self.connection.execute(found)]

    def _claim(self, learner: PersonId, kind: Sent, local_date: date, at: datetime) -> bool:
        row = {"learner_id": learner, "kind": kind.value, "local_date": local_date, "at": at}
        return insert_new(self.connection, sent_days, row)


def subscription_of_row(row: Any) -> Subscription:
    """The record of a row of `subscriptions`."""
    return Subscription(
        learner=PersonId(row.learner_id),
        chat=ChatId(row.chat_id),
        state=SubscriptionState(row.state),
        at=row.at,
        weekdays=row.weekdays,
        deck=None if row.deck is None else DeckId(row.deck),
        topic=None if row.topic is None else TopicId(row.topic),
        count=row._mapping["count"],  # `row.count` is the method of a tuple
        nudge=row.nudge,
        ignored=row.ignored,
        next_at=row.next_at,
        nudge_at=row.nudge_at,
        last_date=row.last_date,
        asked=row.asked_id,
        summary_at=row.summary_at,
    )

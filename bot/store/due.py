"""What the tick reads and writes before it turns to anybody: the heartbeat, and who is due.

Who is due is listed, not taken: each one listed is then handled in a transaction of its own, which locks the
person's row and reads their subscription again. So two tickers may well list the same people.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from sqlalchemy import Column, Select, bindparam, func, select, update

from bot.app.events import PersonId
from bot.app.ports.calendar import Outage
from bot.store.account.learners import Rows
from bot.store.authoring.tables import remarkings
from bot.store.classes.tables import classes, lectures
from bot.store.daily.tables import heartbeats, outages, subscriptions
from bot.store.posts.tables import chat_subscription, posts
from bot.store.rounds.tables import chats, rounds
from bot.store.tables import learners
from bot.store.upsert import insert_new, insert_or_replace

PULSE = timedelta(seconds=10)
"""The heartbeat is written that often, so that most ticks write nothing; outages begin that much early."""
_ONLY = 1
"""The key of the only heartbeat."""


_BEAT = select(heartbeats.c.at).where(heartbeats.c.id == _ONLY).with_for_update()


def _due(when: Column[datetime]) -> Select[int]:
    who = subscriptions.c.learner_id
    come = when <= bindparam("now")
    return select(who).where(come).order_by(when, subscriptions.c.place, who).limit(bindparam("most"))


# Built once: to build a statement costs more than to run it, and these run every second.
_PROMPTS = _due(subscriptions.c.next_at)
_NUDGES = _due(subscriptions.c.nudge_at)
_SUMMARIES = _due(subscriptions.c.summary_at)


_TIMES = (
    subscriptions.c.next_at,
    subscriptions.c.nudge_at,
    subscriptions.c.summary_at,
    rounds.c.deadline,
    chat_subscription.c.next_at,
    posts.c.closes_at,
    chats.c.gaps_at,
    remarkings.c.due,
    classes.c.report_at,
    lectures.c.due,
)


_CHOSEN = (
    select(learners.c.zone, subscriptions.c.at, subscriptions.c.next_at)
    .join(learners, learners.c.id == subscriptions.c.learner_id)
    .where(subscriptions.c.next_at > bindparam("now"))
    .distinct()
)
_CHOSEN_IN_CHATS = (
    select(chat_subscription.c.zone, chat_subscription.c.at, chat_subscription.c.next_at)
    .where(chat_subscription.c.next_at > bindparam("now"))
    .distinct()
)


def _next(column: Column[datetime], now: datetime) -> Select[datetime]:
    return select(func.min(column)).where(column > now)


class DueRows(Rows):
    """`bot.app.ports.repository.DueRepository`."""

    __slots__ = ()

    def record_heartbeat(self, now: datetime, longest: timedelta) -> Outage | None:
        """The bot is alive; if the last beat is longer ago than that, the outage is kept and given.

        Of several that beat after an outage, one is given it.
        """
        last = self.connection.execute(_BEAT).scalar()
        if last is None:
            insert_new(self.connection, heartbeats, {"id": _ONLY, "at": now})
            return None
        if timedelta() <= now - last < PULSE:
            return None
        self.connection.execute(update(heartbeats).where(heartbeats.c.id == _ONLY).values(at=now))
        if now - last <= longest:
            return None
        insert_or_replace(self.connection, outages, {"start": last, "end": now}, key=["start"])
        return Outage(start=last, end=now)

    def due_prompts(self, now: datetime, limit: int) -> Sequence[PersonId]:
        """Whose `next_at` has come, by time and then by crc32 of their number; at most `limit`."""
        return self._due(_PROMPTS, now, limit)

    def due_nudges(self, now: datetime, limit: int) -> Sequence[PersonId]:
        """Whose `nudge_at` has come, in the same order."""
        return self._due(_NUDGES, now, limit)

    def due_summaries(self, now: datetime, limit: int) -> Sequence[PersonId]:
        """Whose weekly summary is due, in the same order."""
        return self._due(_SUMMARIES, now, limit)

    def next_due(self, now: datetime) -> datetime | None:
        """When the next of all that comes round by the clock is due after `now`; None if nothing is."""
        found = (self.connection.execute(_next(column, now)).scalar() for column in _TIMES)
        return min((at for at in found if at is not None), default=None)

    def chosen_times(self, now: datetime) -> Sequence[tuple[str | None, time, datetime]]:
        """Zone, hour and next instant of every daily question that is to come, of people and chats, each
        combination once; the zone is None where it is not known."""
        found = [self.connection.execute(each, {"now": now}) for each in (_CHOSEN, _CHOSEN_IN_CHATS)]
        return [(row.zone, row.at, row.next_at) for rows in found for row in rows]

    def look_again(self, zone: str | None, at: time, due: datetime, now: datetime) -> int:
        """Make those daily questions due now, so that the tick reckons them anew; how many they are."""
        of_zone = select(learners.c.id).where(learners.c.zone.is_not_distinct_from(zone))
        people = update(subscriptions).where(
            subscriptions.c.next_at == due,
            subscriptions.c.at == at,
            subscriptions.c.learner_id.in_(of_zone),
        )
        in_chats = update(chat_subscription).where(
            chat_subscription.c.next_at == due, chat_subscription.c.at == at, chat_subscription.c.zone == zone
        )
        return sum(self.connection.execute(each.values(next_at=now)).rowcount for each in (people, in_chats))

    def _due(self, due: Select[int], now: datetime, limit: int) -> Sequence[PersonId]:
        found = self.connection.execute(due, {"now": now, "most": limit})
        return [PersonId(number) for number in found.scalars()]

"""What those who look after the bot are told, and what they announce."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, delete, func, insert, or_, select, update

from bot.app.events import PersonId
from bot.app.ports.account import Learner
from bot.app.ports.calendar import Outage
from bot.app.ports.operating import Announcement, AnnouncementState, Standing
from bot.store import outbox as letters
from bot.store.account.learners import LearnerRows
from bot.store.daily.tables import outages
from bot.store.operating.tables import announced, announcements, notices
from bot.store.outbox_queries import unsettled
from bot.store.tables import chores, dead_updates, inbox, learners, outbox
from bot.store.upsert import insert_or_replace

BACKED_UP = "backed up"
BACKUP_FAILED = "back-up failed"
"""Chores that `recall backup` leaves: when."""
DAY = timedelta(days=1)


class OperatingRows(LearnerRows):
    """`bot.app.ports.operating.OperatingRepository` and `OperatingDueRepository`."""

    __slots__ = ()

    def standing(self, now: datetime) -> Standing:
        """How it stands. Counts everybody, so it is asked for seldom."""
        lately = now - DAY
        answered = or_(learners.c.ledger_answered_at > lately, learners.c.streak_answered_at > lately)
        last = self.connection.execute(select(outages).order_by(outages.c.end.desc()).limit(1)).one_or_none()
        return Standing(
            people=self.audience_size(),
            lately=self._count(select(func.count()).where(learners.c.here, answered)),
            unsent=self._count(select(func.count()).select_from(outbox).where(unsettled(outbox))),
            unhandled=self._count(select(func.count()).select_from(inbox)),
            dead=self._count(select(func.count()).select_from(dead_updates)),
            outage=Outage(start=last.start, end=last.end) if last else None,
            backed_up=self._chore(BACKED_UP),
        )

    def notices_told(self, operator: PersonId) -> Mapping[str, datetime]:
        """When they were last told of what, by kind."""
        rows = self.connection.execute(select(notices).where(notices.c.learner_id == operator))
        return {row.kind: row.told_at for row in rows}

    def note_told(self, operator: PersonId, kind: str, at: datetime) -> None:
        """They are told of it now."""
        row = {"learner_id": operator, "kind": kind, "told_at": at}
        insert_or_replace(self.connection, notices, row, key=["learner_id", "kind"])

    def forget_told(self, operator: PersonId, kinds: Sequence[str]) -> None:
        """What these were about is over."""
        if kinds:
            theirs = and_(notices.c.learner_id == operator, notices.c.kind.in_(kinds))
            self.connection.execute(delete(notices).where(theirs))

    def died_since(self, since: datetime) -> int:
        """How many updates could not be handled later than that."""
        return self._count(select(func.count()).where(dead_updates.c.at > since))

    def backup_failed(self) -> datetime | None:
        """When a back-up failed, if none was made since."""
        failed, made = self._chore(BACKUP_FAILED), self._chore(BACKED_UP)
        return failed if failed and (made is None or made < failed) else None

    def stuck_since(self, before: datetime) -> datetime | None:
        """Since when the oldest reply could have left that has not, if that is before then."""
        return letters.replies_due_since(self.connection, before)

    def draft_announcement(self, by: PersonId, words: str, at: datetime) -> Announcement:
        """Keep one that is only shown so far, in place of theirs before that were."""
        asked = announcements.c.state == AnnouncementState.ASKED
        self.connection.execute(delete(announcements).where(announcements.c.learner_id == by, asked))
        made = Announcement(id=0, by=by, words=words, state=AnnouncementState.ASKED, at=at)
        put = insert(announcements).values(_values(made)).returning(*announcements.c)
        return _announcement(self.connection.execute(put).one())

    def announcement(self, id: int) -> Announcement | None:
        """That one, its row held."""
        one = select(announcements).where(announcements.c.id == id).with_for_update()
        row = self.connection.execute(one).one_or_none()
        return None if row is None else _announcement(row)

    def last_announcement(self) -> Announcement | None:
        """The newest that was sent, or is being sent."""
        sent = select(announcements).where(announcements.c.state != AnnouncementState.ASKED)
        row = self.connection.execute(sent.order_by(announcements.c.id.desc()).limit(1)).one_or_none()
        return None if row is None else _announcement(row)

    def save_announcement(self, announcement: Announcement) -> None:
        """As it stands now."""
        theirs = update(announcements).where(announcements.c.id == announcement.id)
        self.connection.execute(theirs.values(_values(announcement)))

    def audience(self, after: PersonId | None, most: int) -> Sequence[tuple[Learner, int | None]]:
        """The next people by number, their rows held, each with the announcement they got last."""
        next_ones = select(learners.c.id).order_by(learners.c.id).limit(most)
        if after is not None:
            next_ones = next_ones.where(learners.c.id > after)
        people = [PersonId(id) for id in self.connection.execute(next_ones).scalars()]
        self.hold_people(people)
        got = {
            row.learner_id: row.announcement
            for row in self.connection.execute(select(announced).where(announced.c.learner_id.in_(people)))
        }
        found = [(self.learner(id), got.get(id)) for id in people]
        return [(learner, last) for learner, last in found if learner is not None]

    def note_announced(self, learner: PersonId, announcement: int) -> None:
        """They got that one."""
        row = {"learner_id": learner, "announcement": announcement}
        insert_or_replace(self.connection, announced, row, key=["learner_id"])

    def audience_size(self) -> int:
        """How many people there are to be told."""
        return self._count(select(func.count()).where(learners.c.here))

    def bulk_waiting(self) -> int:
        """How many prompts and announcements have not left."""
        return letters.bulk_waiting(self.connection)

    def due_announcements(self, now: datetime) -> Sequence[int]:
        """The one that is going out, if its next pass has begun."""
        begun = or_(announcements.c.again_at.is_(None), announcements.c.again_at <= now)
        going = announcements.c.state == AnnouncementState.GOING
        found = select(announcements.c.id).where(going, begun).order_by(announcements.c.id).limit(1)
        return list(self.connection.execute(found).scalars())

    def forget_announcements(self, before: datetime) -> int:
        """Remove those of before then, but one that is going out; how many."""
        old = and_(announcements.c.at < before, announcements.c.state != AnnouncementState.GOING)
        return self.connection.execute(delete(announcements).where(old)).rowcount

    def _count(self, query: Any) -> int:
        return int(self.connection.execute(query).scalar_one())

    def _chore(self, name: str) -> datetime | None:
        return self.connection.execute(select(chores.c.due).where(chores.c.name == name)).scalar()


def _values(one: Announcement) -> dict[str, object]:
    return {
        "learner_id": one.by,
        "words": one.words,
        "state": one.state.value,
        "at": one.at,
        "after": one.after,
        "reached": one.reached,
        "waits": one.waits,
        "again_at": one.again_at,
    }


def _announcement(row: Any) -> Announcement:
    return Announcement(
        id=row.id,
        by=PersonId(row.learner_id),
        words=row.words,
        state=AnnouncementState(row.state),
        at=row.at,
        after=None if row.after is None else PersonId(row.after),
        reached=row.reached,
        waits=row.waits,
        again_at=row.again_at,
    )

"""Groups and channels: their row, and the lock on it that everything about a group waits for."""

from collections.abc import Set
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, delete, select, update

from bot.app.circle import Circle
from bot.app.heard import ChatId, Group, PersonId
from bot.domain.question import DeckId
from bot.domain.round import Pace
from bot.store.people import Held
from bot.store.round_tables import circles, members, polls, rounds
from bot.store.series_rows import move_series
from bot.store.tables import outbox
from bot.store.writes import insert_new, insert_or_replace


class CircleRows(Held):
    """`bot.app.circle.CirclePages`."""

    __slots__ = ()

    def lock_group(self, group: Group, now: datetime) -> Circle:
        """Insert it if absent, lock the row until commit, give it; title and hearing are renewed."""
        found = self.lock_circle(group.id)
        if found is None:
            newcomer = Circle(id=group.id, title=group.title, channel=group.channel, since=now)
            insert_new(self.connection, circles, {"group_id": group.id, **_values(newcomer)})
            found = self.lock_circle(group.id)
            assert found is not None
        renewed = replace(found, title=group.title, hears_all=group.hears_all, channel=group.channel)
        if renewed != found:
            self.change_circle(renewed)
        return renewed

    def lock_circle(self, id: ChatId) -> Circle | None:
        """Lock the row until commit and give the record; None if there is none."""
        row = self.connection.execute(_locked(id)).one_or_none()
        return None if row is None else _circle(row)

    def change_circle(self, circle: Circle) -> None:
        """Store the record as it is."""
        theirs = circles.c.group_id == circle.id
        self.connection.execute(update(circles).where(theirs), _values(circle))

    def move_circle(self, old: ChatId, new: ChatId) -> None:
        """Everything of the old number is the new one's from now on. Twice is once.

        Messages stay behind: in the new group they have other numbers. What waits to be sent goes along.
        """
        was = self.lock_circle(old)
        if was is None:
            return
        is_now = replace(was, id=new)
        if not insert_new(self.connection, circles, {"group_id": new, **_values(is_now)}):
            self.change_circle(is_now)
        move_series(self.connection, old, new)
        for table in (rounds, polls):
            self.connection.execute(update(table).where(table.c.group_id == old).values(group_id=new))
        there = select(members.c.learner_id).where(members.c.group_id == new)
        here = members.c.group_id == old
        self.connection.execute(
            update(members).where(here, members.c.learner_id.not_in(there)).values(group_id=new)
        )
        self.connection.execute(update(outbox).where(outbox.c.chat_id == old).values(chat_id=new))
        for table in (members, circles):
            self.connection.execute(delete(table).where(table.c.group_id == old))

    def poll_of(self, poll: str) -> tuple[ChatId, str] | None:
        """The chat and the slot a poll of ours was sent in."""
        row = self.connection.execute(select(polls).where(polls.c.poll_id == poll)).one_or_none()
        return None if row is None else (ChatId(row.group_id), row.slot)

    def keep_poll(self, poll: str, chat: ChatId, slot: str, now: datetime) -> None:
        """A poll of ours was sent in that slot."""
        insert_new(self.connection, polls, {"poll_id": poll, "group_id": chat, "slot": slot, "at": now})

    def hide(self, chat: ChatId, person: PersonId, *, hidden: bool) -> None:
        """Leave them out of the group's tables, or take them in again."""
        row = {"group_id": chat, "learner_id": person, "hidden": hidden}
        insert_or_replace(self.connection, members, row, key=["group_id", "learner_id"])

    def hidden(self, chat: ChatId) -> Set[PersonId]:
        """Who is left out."""
        out = select(members.c.learner_id).where(members.c.group_id == chat, members.c.hidden)
        return {PersonId(id) for id in self.connection.execute(out).scalars()}


def _locked(id: ChatId) -> Select[Any]:
    return select(circles).where(circles.c.group_id == id).with_for_update()


def _values(circle: Circle) -> dict[str, Any]:
    return {
        "title": circle.title,
        "channel": circle.channel,
        "since": circle.since,
        "here": circle.here,
        "admin": circle.admin,
        "hears_all": circle.hears_all,
        "language": circle.language,
        "deck": circle.deck,
        "pace": circle.pace.value,
        "plain": circle.plain,
        "gaps_at": circle.gaps_at,
    }


def _circle(row: Row[Any]) -> Circle:
    return Circle(
        id=ChatId(row.group_id),
        title=row.title,
        channel=row.channel,
        since=row.since,
        here=row.here,
        admin=row.admin,
        hears_all=row.hears_all,
        language=row.language,
        deck=None if row.deck is None else DeckId(row.deck),
        pace=Pace(row.pace),
        plain=row.plain,
        gaps_at=row.gaps_at,
    )

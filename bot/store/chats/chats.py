"""Groups and channels: their row, and the lock on it that everything about a group waits for."""

from collections.abc import Set
from datetime import datetime
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Row, Select, delete, select, update

from bot.app.events import ChatId, Group, PersonId
from bot.app.ports.chats import ChatRecord
from bot.domain.question import DeckId
from bot.domain.rounds.round import Pace
from bot.store.account.learners import Rows
from bot.store.posts.posts import migrate_chat_subscriptions
from bot.store.rounds.tables import chats, members, polls, rounds
from bot.store.tables import outbox
from bot.store.upsert import insert_new, insert_or_replace


class ChatRows(Rows):
    """`bot.app.ports.rounds.ChatRepository`."""

    __slots__ = ()

    def lock_group(self, group: Group, now: datetime) -> ChatRecord:
        """Insert it if absent, lock the row until commit, give it; title and hearing are renewed."""
        found = self.lock_chat(group.id)
        if found is None:
            newcomer = ChatRecord(id=group.id, title=group.title, channel=group.channel, since=now)
            insert_new(self.connection, chats, {"group_id": group.id, **_values(newcomer)})
            found = self.lock_chat(group.id)
            assert found is not None
        renewed = replace(found, title=group.title, hears_all=group.hears_all, channel=group.channel)
        if renewed != found:
            self.save_chat(renewed)
        return renewed

    def lock_chat(self, id: ChatId) -> ChatRecord | None:
        """Lock the row until commit and give the record; None if there is none."""
        row = self.connection.execute(_locked(id)).one_or_none()
        return None if row is None else _circle(row)

    def save_chat(self, chat_record: ChatRecord) -> None:
        """Store the record as it is."""
        theirs = chats.c.group_id == chat_record.id
        self.connection.execute(update(chats).where(theirs), _values(chat_record))

    def migrate_chat(self, old: ChatId, new: ChatId) -> None:
        """Everything of the old number is the new one's from now on. Twice is once.

        Messages stay behind: in the new group they have other numbers. What waits to be sent goes along.
        """
        was = self.lock_chat(old)
        if was is None:
            return
        is_now = replace(was, id=new)
        if not insert_new(self.connection, chats, {"group_id": new, **_values(is_now)}):
            self.save_chat(is_now)
        migrate_chat_subscriptions(self.connection, old, new)
        for table in (rounds, polls):
            self.connection.execute(update(table).where(table.c.group_id == old).values(group_id=new))
        there = select(members.c.learner_id).where(members.c.group_id == new)
        here = members.c.group_id == old
        self.connection.execute(
            update(members).where(here, members.c.learner_id.not_in(there)).values(group_id=new)
        )
        self.connection.execute(update(outbox).where(outbox.c.chat_id == old).values(chat_id=new))
        for table in (members, chats):
            self.connection.execute(delete(table).where(table.c.group_id == old))

    def poll_of(self, poll: str) -> tuple[ChatId, str] | None:
        """The chat and the slot a poll of ours was sent in."""
        row = self.connection.execute(select(polls).where(polls.c.poll_id == poll)).one_or_none()
        return None if row is None else (ChatId(row.group_id), row.slot)

    def save_poll(self, poll: str, chat: ChatId, slot: str, now: datetime) -> None:
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
    return select(chats).where(chats.c.group_id == id).with_for_update()


def _values(chat_record: ChatRecord) -> dict[str, Any]:
    return {
        "title": chat_record.title,
        "channel": chat_record.channel,
        "since": chat_record.since,
        "here": chat_record.here,
        "admin": chat_record.admin,
        "hears_all": chat_record.hears_all,
        "language": chat_record.language,
        "deck": chat_record.deck,
        "pace": chat_record.pace.value,
        "plain": chat_record.plain,
        "gaps_at": chat_record.gaps_at,
    }


def _circle(row: Row[Any]) -> ChatRecord:
    return ChatRecord(
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

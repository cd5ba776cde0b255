"""One turn, one transaction: what was heard goes to the tutor, what it answers goes to the outbox.

Here the rooms meet: the store gives the transaction, the tutor decides, the words are found, and the
messages are laid into the outbox. A transport gets this as its `UpdateHandler` and its `Post`.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Connection

from bot.app.events import (
    BlockChanged,
    ButtonTapped,
    ChatId,
    ChatMigrated,
    Event,
    MessageId,
    MessageReceived,
    PersonId,
    is_group,
)
from bot.app.ports.errors import StoreError
from bot.app.ports.inbox import InboxUpdate, WaitingUpdate
from bot.app.ports.outbox import Act, OutboxMessage, Undelivered
from bot.app.replies import MENUS, Message, Response
from bot.app.tutor import Job, Tutor
from bot.clock import Clock
from bot.picturing import picture_for
from bot.store import inbox, outbox
from bot.store.outbox import OutboxDraft
from bot.store.repository import Repository
from bot.store.transact import Database
from bot.telegram.ports import Ack
from bot.words.say import say, toast

T = TypeVar("T")
TOGETHER = 8
"""Learners called on at a time: an answer that comes meanwhile waits for no more than these, and the sender
keeps its pace."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Turn:
    """Handles updates and hands out outbox messages, over one database."""

    database: Database
    tutor: Tutor
    clock: Clock

    async def handle(self, update: int, event: Event) -> Ack:
        """See `bot.telegram.ports.UpdateHandler.handle`."""
        now = self.clock.now()

        def work(connection: Connection) -> Ack:
            if inbox.seen(connection, update, now):
                return Ack()
            repo = Repository(connection)
            outcome = self.tutor.handle(repo, event, now)
            if isinstance(event, MessageReceived | ButtonTapped | BlockChanged):
                language = outcome.language or event.person.language
                outcome = replace(outcome, language=language, to=event.person.id)
            self._post_all(connection, outcome, now)
            return Ack(notice=_notice(outcome), link=outcome.link, reaction=outcome.reaction)

        return await self.database.transact(work)

    def _post_all(self, connection: Connection, outcome: Response, now: datetime) -> None:
        repo = Repository(connection)
        for message in outcome.messages:
            if outcome.to is None or message.aside or is_group(message.chat):
                _lay(connection, message, outcome.language, now)
            else:
                _post(connection, repo, message, outcome.to, outcome.language, now)

    async def channels_of(self, person: PersonId) -> Sequence[ChatId]:
        """See `bot.telegram.ports.UpdateHandler.channels_of`."""

        def work(connection: Connection) -> Sequence[ChatId]:
            return [one.chat for one in Repository(connection).channels_administered_by(person)]

        return await self.database.transact(work)

    async def save_dead_update(
        self, update: int, raw: dict[str, Any], error: str, person: PersonId | None
    ) -> None:
        """See `bot.telegram.ports.UpdateHandler.bury`."""
        now = self.clock.now()
        await self.database.transact(lambda c: inbox.save_dead_update(c, update, raw, error, person, now))

    async def save_updates(self, updates: Sequence[InboxUpdate]) -> None:
        """See `bot.telegram.ports.InboxPort.save_updates`."""
        await self.database.transact(lambda c: inbox.save_updates(c, updates))

    async def waiting_updates(self) -> Sequence[WaitingUpdate]:
        """See `bot.telegram.ports.InboxPort.waiting_updates`."""
        return await self.database.transact(inbox.waiting_updates)

    async def load_updates(self, numbers: Sequence[int]) -> Mapping[int, dict[str, Any]]:
        """See `bot.telegram.ports.InboxPort.load_updates`."""
        return await self.database.transact(lambda c: inbox.load_updates(c, numbers))

    async def delete_updates(self, numbers: Sequence[int]) -> None:
        """See `bot.telegram.ports.InboxPort.delete_updates`."""
        await self.database.transact(lambda c: inbox.delete_updates(c, numbers))

    async def begin(self) -> None:
        """This process has the database to itself: what an earlier one had in hand is taken up at once."""
        now = self.clock.now()
        await self.database.transact(lambda c: outbox.end_leases(c, now))

    def rebuild(self, *, check: bool) -> tuple[int, int]:
        """Make every card anew from the log of reviews; for commands, which have no event loop.

        Gives how many there are and how many were not what the log says; `check` keeps nothing.
        """

        def work(connection: Connection) -> tuple[int, int]:
            return self.tutor.rebuild(Repository(connection), check=check)

        return self.database.run(work)

    async def tick(self) -> int:
        """A second has passed: work that comes round by the clock, and who has something due.

        Each of them is called on in a transaction of its own, which a second ticker cannot do twice.
        Gives how many there were.
        """
        now = self.clock.now()

        def work(connection: Connection) -> Sequence[Job]:
            repo = Repository(connection)
            for outgoing in outbox.in_doubt(connection, now):
                outbox.lost(connection, outgoing, Undelivered.UNCERTAIN, now)
                self.tutor.lost(repo, outgoing.learner, Undelivered.UNCERTAIN, now)
            return self.tutor.tick(repo, now)

        due = await self.database.transact(work)
        for first in range(0, len(due), TOGETHER):
            await asyncio.gather(*(self._run_job(one, now) for one in due[first : first + TOGETHER]))
        return len(due)

    async def _run_job(self, due: Job, now: datetime) -> None:
        """Bring one learner what the clock has for them. A fault in it is theirs alone: the others get
        theirs, and it is tried again with the next tick."""

        def work(connection: Connection) -> None:
            self._post_all(connection, self.tutor.run_job(Repository(connection), due, now), now)

        try:
            await self.database.transact(work)
        except StoreError:
            raise
        except Exception:
            log.exception("%s has failed for one of those it was due for", due[0].name.lower())

    async def claim(self, now: datetime, limit: int, lease: timedelta) -> Sequence[OutboxMessage]:
        """See `bot.telegram.ports.Post.claim`."""
        return await self.database.transact(lambda c: outbox.claim(c, now, limit, lease))

    async def sent(
        self, outgoing: OutboxMessage, message: MessageId | None, now: datetime, poll: str | None = None
    ) -> None:
        """See `bot.telegram.ports.Post.sent`. The time of a round's question begins when it has arrived."""

        def work(connection: Connection) -> None:
            if outgoing.slot and outgoing.act is Act.SEND and is_group(outgoing.chat):
                repo = Repository(connection)
                if poll:
                    repo.save_poll(poll, outgoing.chat, outgoing.slot, now)
                self.tutor.shown(repo, outgoing.slot, now)
            outbox.sent(connection, outgoing, message, now)

        await self.database.transact(work)

    async def again(self, outgoing: OutboxMessage, at: datetime) -> None:
        """See `bot.telegram.ports.Post.again`."""
        await self.database.transact(lambda c: outbox.again(c, outgoing, at))

    async def moved(self, outgoing: OutboxMessage, chat: ChatId, now: datetime) -> None:
        """See `bot.telegram.ports.Post.moved`."""

        def work(connection: Connection) -> None:
            self.tutor.handle(Repository(connection), ChatMigrated(old=outgoing.chat, new=chat, at=now), now)
            outbox.again(connection, outgoing, now)

        await self.database.transact(work)

    async def lost(self, outgoing: OutboxMessage, why: Undelivered, now: datetime) -> None:
        """See `bot.telegram.ports.Post.lost`."""

        def work(connection: Connection) -> None:
            if not outbox.lost(connection, outgoing, why, now):
                return
            if is_group(outgoing.chat):
                repo = Repository(connection)
                told = self.tutor.undelivered_in_group(repo, outgoing.chat, outgoing.slot, why, now)
                self._post_all(connection, told, now)
            else:
                self.tutor.lost(Repository(connection), outgoing.learner, why, now)

        await self.database.transact(work)

    async def next_due(self) -> datetime | None:
        """See `bot.telegram.ports.Post.next_due`."""
        return await self.database.transact(outbox.next_due)


def _notice(outcome: Response) -> str | None:
    return toast(outcome.toast, outcome.language) if outcome.toast else None


def _lay(connection: Connection, message: Message, language: str | None, now: datetime) -> None:
    """Lay a reply into the outbox that belongs to no conversation of ours with one person."""
    spoken = say(message.replies, language, silent=message.silent)
    act = Act.STOP if message.stops else Act.EDIT if message.edits else Act.SEND
    outgoing = OutboxDraft(
        chat=message.chat,
        learner=None if is_group(message.chat) else PersonId(message.chat),
        lane=message.lane,
        act=act,
        spoken=spoken.to_json(),
        slot=message.slot,
        answering=message.answering,
        thread=message.thread or None,
    )
    outbox.post(connection, outgoing, now)


def _post(
    connection: Connection,
    repo: Repository,
    message: Message,
    to: PersonId,
    language: str | None,
    now: datetime,
) -> None:
    """Lay a reply into the outbox. Of the conversation only the newest message carries choices: once it is
    on its way, the one before loses its own. Menus stand beside it."""
    spoken = say(message.replies, language, silent=message.silent)
    spoken = replace(spoken, picture=picture_for(message.replies, language))
    slot = message.slot or (f"menu.{now.timestamp():.6f}" if spoken.choices else None)
    outgoing = OutboxDraft(
        chat=message.chat,
        learner=None if message.fleeting else to,
        lane=message.lane,
        act=Act.EDIT if message.edits else Act.SEND,
        spoken=spoken.to_json(),
        slot=None if message.fleeting else slot,
        answering=message.answering,
        fleeting=message.fleeting,
    )
    outbox.post(connection, outgoing, now)
    learner = repo.learner(to)
    if learner is None or message.fleeting:
        return
    if message.edits and learner.live == slot:  # an edit without choices has taken them away already
        repo.save_learner(replace(learner, live=None))
    if not spoken.choices or message.edits or isinstance(message.replies[-1], MENUS):
        return
    if learner.live is not None:
        clear = replace(outgoing, act=Act.CLEAR, spoken="", slot=learner.live, answering=None)
        outbox.post(connection, clear, now)
    repo.save_learner(replace(learner, live=slot))

"""One turn, one transaction: what was heard goes to the tutor, what it answers goes to the outbox.

Here the rooms meet: the store gives the transaction, the tutor decides, the words are found, and the
messages are posted into the outbox and handed to the sender. A transport gets this as its `UpdateHandler` and
its `OutboxPort`.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from msgspec.structs import replace
from sqlalchemy import Connection

from bot.app.calendar.new_clocks import reckon_anew
from bot.app.events import (
    BlockChanged,
    ButtonTapped,
    ChatId,
    ChatMigrated,
    Event,
    Flooded,
    MessageId,
    MessageReceived,
    PersonId,
    is_group,
)
from bot.app.learning.rebuild import Rebuilt
from bot.app.ports.errors import StoreError
from bot.app.ports.inbox import InboxUpdate, WaitingUpdate
from bot.app.ports.outbox import (
    AWAY,
    LEASE,
    Act,
    Delivered,
    Lane,
    OutboxMessage,
    PutBack,
    Settlement,
    Undelivered,
)
from bot.app.replies import Response
from bot.app.tutor import PERSONAL, Job, Tutor
from bot.clock import Clock
from bot.domain.marking import Mark
from bot.library_watch import LibraryWatch, Revisions, committed, revisions
from bot.lost_commits import LostCommits
from bot.measures import Measures
from bot.posting import Posting
from bot.process import has_ended, this_process
from bot.store import inbox, outbox, outbox_settle
from bot.store.boot_lock import one_start_at_a_time
from bot.store.outbox import Lease
from bot.store.repository import Repository
from bot.store.transact import Database
from bot.store.turn_repository import TurnRepository
from bot.telegram.handover import Handover, Outgoing
from bot.telegram.ports import Ack
from bot.words.say import toast

T = TypeVar("T")
TOGETHER = 8
"""Learners called on at a time: an answer that comes meanwhile waits for no more than these, and the sender
keeps its pace."""
LECTURE = "lecture."
"""How the slots of questions in a lecture begin."""
log = logging.getLogger(__name__)


def _nobody() -> Handover:
    """A hand-over that nobody takes from: everything waits in the outbox."""
    handover = Handover()
    handover.close()
    return handover


@dataclass(frozen=True, slots=True)
class Turn:
    """Handles updates and hands out outbox messages, over one database."""

    database: Database
    tutor: Tutor
    clock: Clock
    handover: Handover = field(default_factory=_nobody)
    """Where the sender takes over what a turn posts."""
    process: str = field(default_factory=this_process)
    measures: Measures = field(default_factory=Measures)
    may_tidy: Callable[[], bool] = lambda: True
    """Of several processes one removes what is over its time."""
    on_doubt: Callable[[], None] | None = None
    """Called once an answer that the marker couldn't tell is committed."""
    commits: LostCommits = field(default_factory=LostCommits)
    library: LibraryWatch = field(init=False)

    def __post_init__(self) -> None:
        watch = LibraryWatch(self.database, self.tutor.deck_library)
        object.__setattr__(self, "library", watch)

    async def handle(self, update: int, event: Event) -> Ack:
        """See `bot.telegram.ports.UpdateHandler.handle`."""
        now = self.clock.now()

        def work(connection: Connection, posting: Posting) -> tuple[Ack, Sequence[str], Revisions]:
            if inbox.seen(connection, update, now):
                return Ack(), (), self.library.seen
            repo = TurnRepository(connection)
            outcome = self.tutor.handle(repo, event, now)
            if isinstance(event, MessageReceived | ButtonTapped | BlockChanged | Flooded):
                language = outcome.language or event.person.language
                outcome = replace(outcome, language=language, to=event.person.id)
            posting.post_all(repo, outcome)
            if isinstance(event, ButtonTapped):
                posting.after_tap(repo, event, outcome)
            repo.flush()
            ack = Ack(notice=_notice(outcome), link=outcome.link, reaction=outcome.reaction)
            changed = revisions(repo) if outcome.ruled else self.library.seen
            return ack, repo.marks, changed

        ack, marks, changed = await self.post(now, work)
        self.measures.marks.update(marks)
        if self.on_doubt is not None and Mark.DOUBTFUL in marks:
            self.on_doubt()
        await self.library.look(changed)
        return ack

    async def post(self, now: datetime, work: Callable[[Connection, Posting], T]) -> T:
        """Run `work` in one transaction; what it posts is handed to the sender once it is committed. Raises
        StoreError, and what `work` raises: nothing was done."""
        lease = self._lease(now) if self.handover.has_room() else None

        def whole(connection: Connection) -> tuple[T, Outgoing]:
            posting = Posting(connection, now, lease)
            return work(connection, posting), posting.outgoing()

        value, outgoing = await self.database.transact(whole)
        self.handover.put(outgoing)
        return value

    def _lease(self, now: datetime) -> Lease:
        return Lease(until=now + LEASE, owner=self.process, in_hand=self.handover.in_hand)

    async def channels_of(self, person: PersonId) -> Sequence[ChatId]:
        """See `bot.telegram.ports.UpdateHandler.channels_of`."""

        def work(connection: Connection) -> Sequence[ChatId]:
            return [one.chat for one in Repository(connection).channels_administered_by(person)]

        return await self.database.transact(work)

    async def unknown_voter(self, poll: str, person: PersonId) -> ChatId | None:
        """See `bot.telegram.ports.UpdateHandler.unknown_voter`."""
        return await self.database.transact(lambda c: self.tutor.unknown_voter(Repository(c), poll, person))

    async def unknown_tapper(self, data: str, person: PersonId) -> bool:
        """See `bot.telegram.ports.UpdateHandler.unknown_tapper`."""
        return await self.database.transact(lambda c: self.tutor.unknown_tapper(Repository(c), data, person))

    async def save_dead_update(
        self, update: int, raw: dict[str, Any], error: str, person: PersonId | None
    ) -> None:
        """See `bot.telegram.ports.UpdateHandler.save_dead_update`."""
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
        """This process begins: it teaches from all that was published, and what an earlier one had in hand is
        taken up at once. On PostgreSQL that is one of this host that runs no more; elsewhere its leases have
        to run out. Prompts go by the clocks as they are known now."""
        now = self.clock.now()

        def ended(process: str | None) -> bool:
            return has_ended(process, self.process)

        await self.database.transact(lambda c: outbox.end_leases(c, now, ended))
        await self.database.transact(lambda c: Repository(c).free_uploads(ended))
        zone = self.tutor.policy.default_zone

        def by_the_clocks(connection: Connection) -> None:
            one_start_at_a_time(connection)
            reckon_anew(Repository(connection), zone, now)

        await self.database.transact(by_the_clocks)
        await self.library.look(await self.database.transact(committed))

    def rebuild(self, *, check: bool, only_if_due: bool = False) -> Rebuilt:
        """Make anew what is derived from the logs; for commands, which have no event loop.

        `check` keeps nothing; `only_if_due` does nothing unless a migration has asked for it.
        """

        def work(connection: Connection) -> Rebuilt:
            one_start_at_a_time(connection)
            repo = Repository(connection)
            if only_if_due and not repo.rebuild_due():
                return Rebuilt()
            rebuilt = self.tutor.rebuild(repo, check=check)
            if not check:
                repo.rebuild_done()
            return rebuilt

        return self.database.run(work)

    async def tick(self) -> int:
        """A second has passed: work that comes round by the clock, and who has something due.

        Each of them is called on in a transaction of its own, which a second ticker cannot do twice.
        Gives how many there were.
        """
        now, tidy = self.clock.now(), self.may_tidy()

        def work(connection: Connection) -> tuple[Sequence[Job], Revisions]:
            repo = Repository(connection)
            for outgoing in outbox.in_doubt(connection, now, self.handover.in_hand):
                outbox_settle.lost(connection, outgoing, Undelivered.UNCERTAIN, now)
                if outgoing.lane is Lane.PROMPT:
                    self.tutor.lost(repo, outgoing.learner, Undelivered.UNCERTAIN, now)
            return self.tutor.tick(repo, now, tidy=tidy), revisions(repo)

        due, changed = await self.database.transact(work)
        await self.library.look(changed)
        for first in range(0, len(due), TOGETHER):
            await asyncio.gather(*(self._run_job(one, now) for one in due[first : first + TOGETHER]))
        return len(due)

    async def next_due_job(self) -> datetime | None:
        """When the next job is due after now; None if none is, or the database cannot be used."""
        now = self.clock.now()
        try:
            return await self.database.transact(lambda c: Repository(c).next_due(now))
        except StoreError:
            return None

    async def _run_job(self, due: Job, now: datetime) -> None:
        """Bring one learner what the clock has for them. A fault in it is theirs alone: the others get
        theirs, and it is tried again with the next tick."""

        def work(connection: Connection, posting: Posting) -> None:
            repo = TurnRepository(connection)
            if due[0] in PERSONAL and not repo.is_free(PersonId(due[1])):
                return  # another process is at it, or they are talking; the next tick comes in a second
            posting.post_all(repo, self.tutor.run_job(repo, due, now))
            repo.flush()

        try:
            await self.post(now, work)
        except StoreError:
            raise
        except Exception:
            log.exception("%s has failed for one of those it was due for", due[0].name.lower())

    async def claim(self, now: datetime, limit: int, bulk: int) -> Sequence[OutboxMessage]:
        """See `bot.telegram.ports.OutboxPort.claim`."""
        calm_again = self.commits.calm_again(self.database.troubles, now)

        def work(connection: Connection) -> Sequence[OutboxMessage]:
            if calm_again:
                outbox.end_adrift(connection, now, self._lease(now))
            return outbox.claim(connection, now, self._lease(now), limit, bulk)

        return await self.database.transact(work)

    async def settle(self, settled: Sequence[Settlement], now: datetime) -> bool:
        """See `bot.telegram.ports.OutboxPort.settle`. One transaction, and one more for each message that the
        tutor is told of, for that locks its group."""
        told = [one for one in settled if isinstance(one, Delivered) and _is_told(one.outgoing)]
        rest = [one for one in settled if not (isinstance(one, Delivered) and _is_told(one.outgoing))]
        works = [self.database.transact(partial(self._settle_told, one=one, now=now)) for one in told]
        if rest:
            works.append(self.database.transact(lambda c: outbox_settle.settle(c, rest, now)))
        return any(await asyncio.gather(*works))

    def _settle_told(self, connection: Connection, one: Delivered, now: datetime) -> bool:
        """The time of a round's question begins when it has arrived, and of one in a lecture."""
        repo, outgoing = Repository(connection), one.outgoing
        assert outgoing.slot is not None
        if not is_group(outgoing.chat):
            self.tutor.arrived(repo, outgoing.slot, PersonId(outgoing.chat), now)
            return outbox_settle.settle(connection, [one], now)
        if one.poll:
            repo.save_poll(one.poll, outgoing.chat, outgoing.slot, now)
        self.tutor.shown(repo, outgoing.slot, now)
        return outbox_settle.settle(connection, [one], now)

    async def moved(self, outgoing: OutboxMessage, chat: ChatId, now: datetime) -> None:
        """See `bot.telegram.ports.OutboxPort.moved`."""

        def work(connection: Connection) -> None:
            self.tutor.handle(Repository(connection), ChatMigrated(old=outgoing.chat, new=chat, at=now), now)
            outbox_settle.settle(connection, [PutBack(outgoing=outgoing, at=now)], now)

        await self.database.transact(work)

    async def lost(self, outgoing: OutboxMessage, why: Undelivered, now: datetime) -> None:
        """See `bot.telegram.ports.OutboxPort.lost`."""

        def work(connection: Connection, posting: Posting) -> None:
            if not outbox_settle.lost(connection, outgoing, why, now):
                return
            repo = Repository(connection)
            if is_group(outgoing.chat):
                told = self.tutor.undelivered_in_group(repo, outgoing.chat, outgoing.slot, why, now)
                posting.post_all(repo, told)
            elif why is Undelivered.UNCERTAIN and outgoing.lane is Lane.ANNOUNCEMENT:
                pass  # no day goes by an announcement
            elif why not in AWAY or not outbox.waits_for(connection, outgoing.chat):
                # Else they have written since it was tried, so they are back.
                self.tutor.lost(repo, outgoing.learner, why, now)

        await self.post(now, work)

    async def next_due(self) -> datetime | None:
        """See `bot.telegram.ports.OutboxPort.next_due`."""
        return await self.database.transact(outbox.next_due)

    async def reply_waits(self) -> timedelta:
        """How long the oldest reply that may leave has waited. Raises StoreError."""
        now = self.clock.now()
        since = await self.database.transact(lambda c: outbox.replies_due_since(c, now))
        return now - since if since else timedelta()

    async def message_of(self, chat: ChatId, slot: str) -> MessageId | None:
        """See `bot.telegram.ports.OutboxPort.message_of`."""
        return await self.database.transact(lambda c: outbox.message_of(c, chat, slot))

    async def clock_set_back(self, now: datetime) -> None:
        """See `bot.telegram.ports.OutboxPort.clock_set_back`."""
        await self.database.transact(lambda c: outbox.clock_set_back(c, now, self._lease(now)))


def _is_told(outgoing: OutboxMessage) -> bool:
    """Whether the tutor wants to know that it has arrived."""
    slot = outgoing.slot
    timed = slot is not None and (is_group(outgoing.chat) or slot.startswith(LECTURE))
    return bool(slot) and outgoing.act is Act.SEND and timed


def _notice(outcome: Response) -> str | None:
    return toast(outcome.toast, outcome.language) if outcome.toast else None

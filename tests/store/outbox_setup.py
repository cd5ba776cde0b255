"""An outbox to try: letters are posted, claimed and settled in one line each."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from bot.app.events import ChatId, MessageId, PersonId
from bot.app.ports.outbox import Act, Delivered, Lane, OutboxMessage, PutBack, Settlement, Undelivered
from bot.store import outbox, outbox_settle
from bot.store.outbox import Lease, OutboxDraft
from bot.store.tables import outbox as table
from bot.store.transact import Database

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LEASE = timedelta(seconds=60)
SECOND = timedelta(seconds=1)
ANN, BOB, CLEO = ChatId(1), ChatId(2), ChatId(3)


def draft(
    chat: ChatId, text: str, lane: Lane = Lane.REPLY, act: Act = Act.SEND, slot: str | None = None
) -> OutboxDraft:
    return OutboxDraft(chat=chat, learner=PersonId(chat), lane=lane, act=act, spoken=text, slot=slot)


def lease_at(now: datetime) -> Lease:
    return Lease(until=now + LEASE)


def delivered(outgoing: OutboxMessage, message: int | None) -> Delivered:
    return Delivered(outgoing=outgoing, message=None if message is None else MessageId(message))


class Setup:
    """A hand on the outbox of one database, one transaction a call."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def post(self, chat: ChatId, text: str, lane: Lane = Lane.REPLY, slot: str | None = None) -> None:
        self.lay(draft(chat, text, lane=lane, slot=slot))

    def act(self, chat: ChatId, act: Act, text: str, slot: str) -> None:
        self.lay(draft(chat, text, act=act, slot=slot))

    def lay(self, outgoing: OutboxDraft) -> None:
        self.database.run(lambda c: outbox.post(c, outgoing, NOW))

    def claim(self, now: datetime = NOW, limit: int = 100) -> list[OutboxMessage]:
        return list(self.database.run(lambda c: outbox.claim(c, now, lease_at(now), limit)))

    def settle(self, *settled: Settlement, now: datetime = NOW) -> bool:
        return self.database.run(lambda c: outbox_settle.settle(c, settled, now))

    def sent(self, outgoing: OutboxMessage, message: int | None = None, now: datetime = NOW) -> bool:
        return self.settle(delivered(outgoing, message), now=now)

    def again(self, outgoing: OutboxMessage, at: datetime) -> None:
        self.settle(PutBack(outgoing=outgoing, at=at))

    def lost(self, outgoing: OutboxMessage, why: Undelivered) -> bool:
        return self.database.run(lambda c: outbox_settle.lost(c, outgoing, why, NOW))

    def in_doubt(self, now: datetime) -> list[OutboxMessage]:
        return list(self.database.run(lambda c: outbox.in_doubt(c, now)))

    def next_due(self) -> datetime | None:
        return self.database.run(outbox.next_due)

    def drain(self) -> list[str]:
        """Send everything that can leave now; the texts in the order in which they left."""
        left: list[str] = []
        number = 1000
        while outgoing_messages := self.claim():
            for outgoing in outgoing_messages:
                number += 1
                left.append(outgoing.spoken or outgoing.act.value)
                self.sent(outgoing, number)
        return left

    def states(self) -> list[str]:
        return self.database.run(
            lambda c: list(c.execute(select(table.c.state).order_by(table.c.id)).scalars())
        )


def texts(outgoing_messages: list[OutboxMessage]) -> list[str]:
    return [outgoing.spoken for outgoing in outgoing_messages]

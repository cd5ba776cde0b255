"""One turn, one transaction: what was heard goes to the tutor, what it answers goes to the outbox.

Here the rooms meet: the store gives the transaction, the tutor decides, the words are found, and the
letters are laid into the outbox. A face gets this as its `Doors` and its `Post`.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Connection

from bot.app.facts import MENUS, Outcome, Reply
from bot.app.heard import Event, MessageId, PersonId
from bot.app.letters import Act, Letter, Lost
from bot.app.trouble import StoreTrouble
from bot.app.tutor import Due, Tutor
from bot.clock import Clock
from bot.picturing import picture_for
from bot.store import inbox, outbox
from bot.store.outbox import Draft
from bot.store.pages import Pages
from bot.store.transact import Database
from bot.words.say import say, toast

T = TypeVar("T")
TOGETHER = 8
"""Learners called on at a time: an answer that comes meanwhile waits for no more than these, and the sender
keeps its pace."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Turn:
    """The doors in and the post out, over one database."""

    database: Database
    tutor: Tutor
    clock: Clock

    async def take(self, update: int, event: Event) -> str | None:
        """See `bot.faces.doors.Doors.take`."""
        now = self.clock.now()

        def work(connection: Connection) -> str | None:
            if inbox.seen(connection, update, now):
                return None
            pages = Pages(connection)
            outcome = self.tutor.hear(pages, event, now)
            person = event.person
            for reply in outcome.replies:
                _post(connection, pages, reply, person.id, person.language, now)
            return _notice(outcome, person.language)

        return await self.database.transact(work)

    async def bury(self, update: int, raw: dict[str, Any], error: str, person: PersonId | None) -> None:
        """See `bot.faces.doors.Doors.bury`."""
        now = self.clock.now()
        await self.database.transact(lambda c: inbox.bury(c, update, raw, error, person, now))

    async def begin(self) -> None:
        """This process has the database to itself: what an earlier one had in hand is taken up at once."""
        now = self.clock.now()
        await self.database.transact(lambda c: outbox.end_leases(c, now))

    def rebuild(self, *, check: bool) -> tuple[int, int]:
        """Make every card anew from the log of reviews; for commands, which have no event loop.

        Gives how many there are and how many were not what the log says; `check` keeps nothing.
        """

        def work(connection: Connection) -> tuple[int, int]:
            return self.tutor.rebuild(Pages(connection), check=check)

        return self.database.run(work)

    async def tick(self) -> int:
        """A second has passed: work that comes round by the clock, and who has something due.

        Each of them is called on in a transaction of its own, which a second ticker cannot do twice.
        Gives how many there were.
        """
        now = self.clock.now()

        def work(connection: Connection) -> Sequence[Due]:
            pages = Pages(connection)
            for letter in outbox.in_doubt(connection, now):
                outbox.lost(connection, letter, Lost.UNCERTAIN, now)
                self.tutor.lost(pages, letter.learner, Lost.UNCERTAIN, now)
            return self.tutor.tick(pages, now)

        due = await self.database.transact(work)
        for first in range(0, len(due), TOGETHER):
            await asyncio.gather(*(self._call(one, now) for one in due[first : first + TOGETHER]))
        return len(due)

    async def _call(self, due: Due, now: datetime) -> None:
        """Bring one learner what the clock has for them. A fault in it is theirs alone: the others get
        theirs, and it is tried again with the next tick."""

        def work(connection: Connection) -> None:
            pages = Pages(connection)
            called = self.tutor.call(pages, due, now)
            if called is None:
                return
            learner, replies = called
            for reply in replies:
                _post(connection, pages, reply, learner.id, learner.language, now)

        try:
            await self.database.transact(work)
        except StoreTrouble:
            raise
        except Exception:
            log.exception("%s for a learner has failed", due[0].name.lower())

    async def claim(self, now: datetime, limit: int, lease: timedelta) -> Sequence[Letter]:
        """See `bot.faces.doors.Post.claim`."""
        return await self.database.transact(lambda c: outbox.claim(c, now, limit, lease))

    async def sent(self, letter: Letter, message: MessageId | None, now: datetime) -> None:
        """See `bot.faces.doors.Post.sent`."""
        await self.database.transact(lambda c: outbox.sent(c, letter, message, now))

    async def again(self, letter: Letter, at: datetime) -> None:
        """See `bot.faces.doors.Post.again`."""
        await self.database.transact(lambda c: outbox.again(c, letter, at))

    async def lost(self, letter: Letter, why: Lost, now: datetime) -> None:
        """See `bot.faces.doors.Post.lost`."""

        def work(connection: Connection) -> None:
            if outbox.lost(connection, letter, why, now):
                self.tutor.lost(Pages(connection), letter.learner, why, now)

        await self.database.transact(work)

    async def next_due(self) -> datetime | None:
        """See `bot.faces.doors.Post.next_due`."""
        return await self.database.transact(outbox.next_due)


def _notice(outcome: Outcome, language: str | None) -> str | None:
    return toast(outcome.toast, language) if outcome.toast else None


def _post(
    connection: Connection, pages: Pages, reply: Reply, to: PersonId, language: str | None, now: datetime
) -> None:
    """Lay a reply into the outbox. Of the conversation only the newest message carries choices: once it is
    on its way, the one before loses its own. Menus stand beside it."""
    spoken = say(reply.facts, language, silent=reply.silent)
    spoken = replace(spoken, picture=picture_for(reply.facts, language))
    slot = reply.slot or (f"menu.{now.timestamp():.6f}" if spoken.choices else None)
    letter = Draft(
        chat=reply.chat,
        learner=None if reply.fleeting else to,
        lane=reply.lane,
        act=Act.EDIT if reply.edits else Act.SEND,
        spoken=spoken.to_json(),
        slot=None if reply.fleeting else slot,
        answering=reply.answering,
        fleeting=reply.fleeting,
    )
    outbox.post(connection, letter, now)
    learner = pages.learner(to)
    if learner is None or reply.fleeting:
        return
    if reply.edits and learner.live == slot:  # an edit without choices has taken them away already
        pages.change_learner(replace(learner, live=None))
    if not spoken.choices or reply.edits or isinstance(reply.facts[-1], MENUS):
        return
    if learner.live is not None:
        clear = replace(letter, act=Act.CLEAR, spoken="", slot=learner.live, answering=None)
        outbox.post(connection, clear, now)
    pages.change_learner(replace(learner, live=slot))

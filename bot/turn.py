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
from bot.app.heard import ChatId, Event, Heard, MessageId, Moved, PersonId, Presence, Tapped, is_group
from bot.app.letters import Act, Letter, Lost
from bot.app.trouble import StoreTrouble
from bot.app.tutor import Due, Tutor
from bot.clock import Clock
from bot.faces.doors import Ack
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

    async def take(self, update: int, event: Event) -> Ack:
        """See `bot.faces.doors.Doors.take`."""
        now = self.clock.now()

        def work(connection: Connection) -> Ack:
            if inbox.seen(connection, update, now):
                return Ack()
            pages = Pages(connection)
            outcome = self.tutor.hear(pages, event, now)
            if isinstance(event, Heard | Tapped | Presence):
                language = outcome.language or event.person.language
                outcome = replace(outcome, language=language, to=event.person.id)
            self._post_all(connection, outcome, now)
            return Ack(notice=_notice(outcome), link=outcome.link, reaction=outcome.reaction)

        return await self.database.transact(work)

    def _post_all(self, connection: Connection, outcome: Outcome, now: datetime) -> None:
        pages = Pages(connection)
        for reply in outcome.replies:
            if outcome.to is None or reply.aside or is_group(reply.chat):
                _lay(connection, reply, outcome.language, now)
            else:
                _post(connection, pages, reply, outcome.to, outcome.language, now)

    async def channels_of(self, person: PersonId) -> Sequence[ChatId]:
        """See `bot.faces.doors.Doors.channels_of`."""

        def work(connection: Connection) -> Sequence[ChatId]:
            return [one.chat for one in Pages(connection).kept_by(person)]

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
            self._post_all(connection, self.tutor.call(Pages(connection), due, now), now)

        try:
            await self.database.transact(work)
        except StoreTrouble:
            raise
        except Exception:
            log.exception("%s has failed for one of those it was due for", due[0].name.lower())

    async def claim(self, now: datetime, limit: int, lease: timedelta) -> Sequence[Letter]:
        """See `bot.faces.doors.Post.claim`."""
        return await self.database.transact(lambda c: outbox.claim(c, now, limit, lease))

    async def sent(
        self, letter: Letter, message: MessageId | None, now: datetime, poll: str | None = None
    ) -> None:
        """See `bot.faces.doors.Post.sent`. The time of a round's question begins when it has arrived."""

        def work(connection: Connection) -> None:
            if letter.slot and letter.act is Act.SEND and is_group(letter.chat):
                pages = Pages(connection)
                if poll:
                    pages.keep_poll(poll, letter.chat, letter.slot, now)
                self.tutor.shown(pages, letter.slot, now)
            outbox.sent(connection, letter, message, now)

        await self.database.transact(work)

    async def again(self, letter: Letter, at: datetime) -> None:
        """See `bot.faces.doors.Post.again`."""
        await self.database.transact(lambda c: outbox.again(c, letter, at))

    async def moved(self, letter: Letter, chat: ChatId, now: datetime) -> None:
        """See `bot.faces.doors.Post.moved`."""

        def work(connection: Connection) -> None:
            self.tutor.hear(Pages(connection), Moved(old=letter.chat, new=chat, at=now), now)
            outbox.again(connection, letter, now)

        await self.database.transact(work)

    async def lost(self, letter: Letter, why: Lost, now: datetime) -> None:
        """See `bot.faces.doors.Post.lost`."""

        def work(connection: Connection) -> None:
            if not outbox.lost(connection, letter, why, now):
                return
            if is_group(letter.chat):
                pages = Pages(connection)
                told = self.tutor.lost_in_group(pages, letter.chat, letter.slot, why, now)
                self._post_all(connection, told, now)
            else:
                self.tutor.lost(Pages(connection), letter.learner, why, now)

        await self.database.transact(work)

    async def next_due(self) -> datetime | None:
        """See `bot.faces.doors.Post.next_due`."""
        return await self.database.transact(outbox.next_due)


def _notice(outcome: Outcome) -> str | None:
    return toast(outcome.toast, outcome.language) if outcome.toast else None


def _lay(connection: Connection, reply: Reply, language: str | None, now: datetime) -> None:
    """Lay a reply into the outbox that belongs to no conversation of ours with one person."""
    spoken = say(reply.facts, language, silent=reply.silent)
    act = Act.STOP if reply.stops else Act.EDIT if reply.edits else Act.SEND
    letter = Draft(
        chat=reply.chat,
        learner=None if is_group(reply.chat) else PersonId(reply.chat),
        lane=reply.lane,
        act=act,
        spoken=spoken.to_json(),
        slot=reply.slot,
        answering=reply.answering,
        thread=reply.thread or None,
    )
    outbox.post(connection, letter, now)


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

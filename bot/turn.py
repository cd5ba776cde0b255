"""One turn, one transaction: what was heard goes to the tutor, what it answers goes to the outbox.

Here the rooms meet: the store gives the transaction, the tutor decides, the words are found, and the
letters are laid into the outbox. A face gets this as its `Doors` and its `Post`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Connection

from bot.app.facts import MENUS, Outcome, Reply
from bot.app.heard import Event, MessageId, PersonId
from bot.app.letters import Act, Lane, Letter, Lost
from bot.app.tutor import Tutor
from bot.clock import Clock
from bot.store import inbox, outbox
from bot.store.outbox import Draft
from bot.store.pages import Pages
from bot.store.transact import Database
from bot.words.say import say, toast

T = TypeVar("T")


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
            language = event.person.language
            for reply in outcome.replies:
                _post(connection, pages, reply, event, now)
            return _notice(outcome, language)

        return await self.database.transact(work)

    async def bury(self, update: int, raw: dict[str, Any], error: str, person: PersonId | None) -> None:
        """See `bot.faces.doors.Doors.bury`."""
        now = self.clock.now()
        await self.database.transact(lambda c: inbox.bury(c, update, raw, error, person, now))

    async def begin(self) -> None:
        """This process has the database to itself: what an earlier one had in hand is taken up at once."""
        now = self.clock.now()
        await self.database.transact(lambda c: outbox.end_leases(c, now))

    async def tick(self) -> None:
        """A second has passed: work that comes round by the clock, and prompts whose fate is unknown."""
        now = self.clock.now()

        def work(connection: Connection) -> None:
            pages = Pages(connection)
            self.tutor.tick(pages, now)
            for letter in outbox.in_doubt(connection, now):
                outbox.lost(connection, letter, Lost.UNCERTAIN, now)
                self.tutor.lost(pages, letter.learner, Lost.UNCERTAIN)

        await self.database.transact(work)

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
                self.tutor.lost(Pages(connection), letter.learner, why)

        await self.database.transact(work)

    async def next_due(self) -> datetime | None:
        """See `bot.faces.doors.Post.next_due`."""
        return await self.database.transact(outbox.next_due)


def _notice(outcome: Outcome, language: str | None) -> str | None:
    return toast(outcome.toast, language) if outcome.toast else None


def _post(connection: Connection, pages: Pages, reply: Reply, event: Event, now: datetime) -> None:
    """Lay a reply into the outbox. Of the conversation only the newest message carries choices: once it is
    on its way, the one before loses its own. Menus stand beside it."""
    spoken = say(reply.facts, event.person.language)
    slot = reply.slot or (f"menu.{event.at.timestamp():.6f}" if spoken.choices else None)
    letter = Draft(
        chat=reply.chat,
        learner=None if reply.fleeting else event.person.id,
        lane=Lane.REPLY,
        act=Act.SEND,
        spoken=spoken.to_json(),
        slot=None if reply.fleeting else slot,
        answering=reply.answering,
        fleeting=reply.fleeting,
    )
    outbox.post(connection, letter, now)
    if not spoken.choices or reply.fleeting or isinstance(reply.facts[-1], MENUS):
        return
    learner = pages.learner(event.person.id)
    if learner is None:
        return
    if learner.live is not None:
        clear = replace(letter, act=Act.CLEAR, spoken="", slot=learner.live, answering=None)
        outbox.post(connection, clear, now)
    pages.change_learner(replace(learner, live=slot))

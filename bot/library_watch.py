"""Decks that come in by chat, and rulings, are taught from in this process as soon as they are committed, by
whichever process."""

import asyncio
from dataclasses import dataclass

from sqlalchemy import Connection

from bot.app.context import DeckLibrary
from bot.store.repository import Repository
from bot.store.transact import Database

Revisions = tuple[int, int]
"""Of the decks, and of the rulings on them."""


def revisions(repo: Repository) -> Revisions:
    """What is committed, as this transaction sees it."""
    return repo.deck_revision(), repo.ruling_revision()


@dataclass(slots=True)
class LibraryWatch:
    """Knows what this process has taken over. It is read and compiled in a thread, so that no answer waits
    for it."""

    database: Database
    library: DeckLibrary
    seen: Revisions = (0, 0)

    async def look(self, now: Revisions) -> None:
        """Take over what was published or ruled, if that is not what was seen last."""
        if now[0] != self.seen[0]:
            await self._take_decks()
        if now[1] != self.seen[1]:
            await self._take_rulings()

    async def _take_decks(self) -> None:
        decks, seen = await self.database.transact(
            lambda c: (Repository(c).published_decks(), Repository(c).deck_revision())
        )
        await asyncio.to_thread(self.library.take_published, decks)
        self.seen = (seen, self.seen[1])

    async def _take_rulings(self) -> None:
        rulings, seen = await self.database.transact(
            lambda c: (Repository(c).standing_rulings(), Repository(c).ruling_revision())
        )
        await asyncio.to_thread(self.library.take_rulings, rulings)
        self.seen = (self.seen[0], seen)


def committed(connection: Connection) -> Revisions:
    """What is committed."""
    return revisions(Repository(connection))

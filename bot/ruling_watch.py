"""Rulings are laid over the decks of this process as soon as they are committed, by whichever process."""

import asyncio
from dataclasses import dataclass

from bot.app.context import DeckLibrary
from bot.store.repository import Repository
from bot.store.transact import Database


@dataclass(slots=True)
class RulingWatch:
    """Knows which rulings this process has taken over. They are compiled in a thread, so that no answer waits
    for it."""

    database: Database
    library: DeckLibrary
    seen: int = 0

    async def look(self, revision: int) -> None:
        """Take over what was ruled, if that is not the revision seen last."""
        if revision == self.seen:
            return
        rulings, seen = await self.database.transact(
            lambda c: (Repository(c).standing_rulings(), Repository(c).ruling_revision())
        )
        await asyncio.to_thread(self.library.take_rulings, rulings)
        self.seen = seen

"""The server's names for files that a bot has sent, kept in the database."""

from bot.store.sent_files import file_id_of, keep_file_id
from bot.store.transact import Database


class KeptFileIds:
    """`bot.telegram.files.FileIds`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def known(self, bot: int, digest: str) -> str | None:
        """The name of a file; None if it was not sent yet."""
        return await self._database.transact(lambda connection: file_id_of(connection, bot, digest))

    async def keep(self, bot: int, digest: str, file_id: str | None) -> None:
        """Remember a name; None forgets it."""
        await self._database.transact(lambda connection: keep_file_id(connection, bot, digest, file_id))

"""Files that a bot has sent, by what is in them: the server has them, and knows them by its own names."""

from sqlalchemy import Connection, bindparam, delete, insert, select

from bot.store.tables import sent_files as table

_THIS = (table.c.bot_id == bindparam("bot")) & (table.c.digest == bindparam("what"))
_FILE_ID = select(table.c.file_id).where(_THIS)
_FORGET = delete(table).where(_THIS)


def file_id_of(connection: Connection, bot: int, digest: str) -> str | None:
    """The server's name for a file; None if that bot has not sent it yet."""
    found = connection.execute(_FILE_ID, {"bot": bot, "what": digest}).scalar()
    return None if found is None else str(found)


def keep_file_id(connection: Connection, bot: int, digest: str, file_id: str | None) -> None:
    """Remember the server's name for a file; None forgets it."""
    connection.execute(_FORGET, {"bot": bot, "what": digest})
    if file_id is not None:
        connection.execute(insert(table), {"bot_id": bot, "digest": digest, "file_id": file_id})

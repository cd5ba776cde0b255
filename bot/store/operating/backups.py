"""Notes in the database when it was backed up, so that whoever looks after the bot is told."""

from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from bot.app.ports.errors import StoreError
from bot.store.engine import file_of
from bot.store.operating.rows import BACKED_UP, BACKUP_FAILED
from bot.store.tables import chores
from bot.store.transact import Database
from bot.store.upsert import insert_or_replace


def note_backup(url: str, now: datetime, *, done: bool) -> None:
    """Note that a back-up was made, or failed. A database that is not there or cannot be written to is left
    as it is."""
    if (file := file_of(url)) is not None and not file.is_file():
        return
    row = {"name": BACKED_UP if done else BACKUP_FAILED, "due": now}
    try:
        with Database.open(url) as database:
            database.run(lambda c: insert_or_replace(c, chores, row, key=["name"]))
    except (StoreError, SQLAlchemyError):
        return

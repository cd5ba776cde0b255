"""How migrations are run: in the connection they are given, or in one made from DATABASE_URL.

They are plain statements in one transaction. Rules for a migration: it works in both directions, the
code before it can still run on what it leaves (add, ship, then drop), and it holds copies of what it
needs, never an import from `bot.store.tables`, which goes on changing.
"""

import os

from sqlalchemy import Connection

from alembic import context
from bot.store.columns import for_postgresql
from bot.store.engine import commit, make_engine
from bot.store.tables import metadata


def migrate(connection: Connection) -> None:
    """Run what the command asks for. `render_as_batch` because SQLite alters a table by rebuilding it."""
    for_postgresql(metadata)
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def main() -> None:
    """Called by Alembic, which imports this file for the purpose."""
    if (given := context.config.attributes.get("connection")) is not None:
        migrate(given)
        return
    url = os.environ.get("DATABASE_URL", "sqlite:///var/recall.db")
    engine = make_engine(url, foreign_keys=False)
    try:
        with engine.connect() as connection:
            connection.begin()
            migrate(connection)
            commit(connection)
    finally:
        engine.dispose()


main()

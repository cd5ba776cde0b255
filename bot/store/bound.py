"""Which bot a database belongs to: its chats, messages and updates are those of one bot."""

from sqlalchemy import Connection, delete, insert, select

from bot.store.boot_lock import one_start_at_a_time
from bot.store.outbox_queries import unsettled
from bot.store.tables import bots, inbox, messages, outbox, seen_updates


class AnothersDatabase(Exception):
    """The database belongs to another bot; the message says what to do."""

    exit_status = 2


def bind(connection: Connection, bot: int, *, new: bool = False) -> None:
    """Bind the database to that bot, if it belongs to none yet. Raises AnothersDatabase if it belongs to
    another one.

    `new`: it is taken over for this one. What only the other bot could use goes: numbers of its updates and
    messages, and what waited to be sent by it. What people have learned stays.
    """
    one_start_at_a_time(connection)
    owner = connection.execute(select(bots.c.id)).scalar()
    if owner == bot:
        return
    if owner is not None and not new:
        raise AnothersDatabase(
            f"This database belongs to bot {owner}, and BOT_TOKEN is that of bot {bot}. Nobody who learns "
            "there has a chat with this one. Use the other bot's token, or another database (DATABASE_URL). "
            "To move everybody to this bot: recall run --new-bot, once."
        )
    if owner is not None:
        for table in (bots, seen_updates, inbox, messages):
            connection.execute(delete(table))
        connection.execute(delete(outbox).where(unsettled(outbox)))
    connection.execute(insert(bots).values(id=bot))


def bound_to(connection: Connection) -> int | None:
    """The bot that the database belongs to; None before its first start."""
    return connection.execute(select(bots.c.id)).scalar()

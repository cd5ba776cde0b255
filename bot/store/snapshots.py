"""Questions as they were when they were asked: each content once, found by its hash."""

from hashlib import blake2b

from sqlalchemy import Connection

from bot.store.tables import snapshots
from bot.store.upsert import insert_new

MOST_KNOWN = 10_000
"""Keys remembered for each connection."""
HASH_BYTES = 12
"""96 bits: two of a billion contents are alike by chance once in a hundred billion."""


def hash_of(content: str) -> str:
    """The key of a content: 24 hexadecimal digits."""
    return blake2b(content.encode(), digest_size=HASH_BYTES).hexdigest()


def keep(connection: Connection, content: str) -> str:
    """Store a content unless it is there; its key."""
    key = hash_of(content)
    if key not in _known(connection):
        insert_new(connection, snapshots, {"hash": key, "content": content})
    return key


def remember(connection: Connection, key: str) -> None:
    """That key was read: it is in the database, and `keep` need not ask. (What `keep` wrote itself is not
    remembered, for its transaction may still be undone.)"""
    known = _known(connection)
    if len(known) >= MOST_KNOWN:
        known.clear()
    known.add(key)


def _known(connection: Connection) -> set[str]:
    known: set[str] = connection.info.setdefault("snapshots", set())
    return known

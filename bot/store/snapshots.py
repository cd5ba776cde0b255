"""Questions as they were when they were asked: each content once, found by its hash."""

from base64 import urlsafe_b64encode
from hashlib import blake2b

from sqlalchemy import Connection

from bot.store.tables import snapshots
from bot.store.upsert import insert_new

MOST_KNOWN = 10_000
"""Keys remembered for each connection."""
HASH_BYTES = 9
"""72 bits: two of a million contents have the same key by chance once in ten billion."""


def hash_of(content: str) -> str:
    """The key of a content: 12 characters, for it is in every row of `asked`. (0006 wrote 24 hexadecimal
    digits; such keys stay and are read as well.)"""
    return urlsafe_b64encode(blake2b(content.encode(), digest_size=HASH_BYTES).digest()).decode()


def keep(connection: Connection, content: str) -> str:
    """Store a content unless it is there; its key."""
    key = hash_of(content)
    if key not in _known(connection):
        insert_new(connection, snapshots, {"hash": key, "content": content})
        _uncommitted(connection).add(key)
    return key


def remember(connection: Connection, key: str) -> None:
    """That key was read: it is in the database, and `keep` need not ask."""
    known = _known(connection)
    if len(known) >= MOST_KNOWN:
        known.clear()
    known.add(key)


def committed(connection: Connection) -> None:
    """What `keep` wrote is in the database, and need not be written again."""
    for key in _uncommitted(connection):
        remember(connection, key)
    undone(connection)


def undone(connection: Connection) -> None:
    """What `keep` wrote may not be in the database: to be called where a transaction begins, and where a part
    of it is undone."""
    _uncommitted(connection).clear()


def _known(connection: Connection) -> set[str]:
    known: set[str] = connection.info.setdefault("snapshots", set())
    return known


def _uncommitted(connection: Connection) -> set[str]:
    keys: set[str] = connection.info.setdefault("snapshots.uncommitted", set())
    return keys

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

"""Questions as they were when they were asked: each content once, found by its hash."""

from hashlib import blake2b

from sqlalchemy import Connection

from bot.store.tables import snapshots
from bot.store.upsert import insert_new

HASH_BYTES = 12
"""96 bits: two of a billion contents are alike by chance once in a hundred billion."""


def hash_of(content: str) -> str:
    """The key of a content: 24 hexadecimal digits."""
    return blake2b(content.encode(), digest_size=HASH_BYTES).hexdigest()


def keep(connection: Connection, content: str) -> str:
    """Store a content unless it is there; its key."""
    key = hash_of(content)
    insert_new(connection, snapshots, {"hash": key, "content": content})
    return key

"""The tables of decks that come in by chat: what somebody has sent, and the versions that are taught from."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Table, Text

from bot.store.columns import Moment, Words, leaving_learner_id, metadata, only_where, row_id

deck_versions = Table(
    "deck_versions",
    metadata,
    Column("deck", Text, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("state", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("questions", Integer, nullable=False),
    Column("at", Moment, nullable=False),
)
"""Decks that came in by chat. At most one version of a deck is `published`: it is taught from. By whom is in
`published_by`."""

deck_files = Table(
    "deck_files",
    metadata,
    Column("deck", Text, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("file", Text, primary_key=True),
    Column("content", Text, nullable=False),
)
"""The files of each version, TOML as it is and pictures in base64; a deck's folder, as it were."""

deck_revision = Table(
    "deck_revision",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("revision", BigInteger, nullable=False),
)
"""One row. Raised whenever another version is taught from, so that each process sees it; its lock puts those
who publish in a row."""

published_by = Table(
    "published_by",
    metadata,
    leaving_learner_id(),
    Column("deck", Text, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

uploads = Table(
    "uploads",
    metadata,
    row_id(),
    Column("learner_id", BigInteger, ForeignKey("learners.id", ondelete="CASCADE"), nullable=False),
    Column("state", Text, nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Column("message", BigInteger, nullable=False),
    Column("name", Words, nullable=False),
    Column("file_id", Text),
    Column("content", Text),
    Column("wanted", Words, nullable=False),
    Column("deck", Text, nullable=False),
    Column("version", Integer),
    Column("tries", Integer, nullable=False),
    Column("until", Moment),
    Column("owner", Text),
    Column("report", Words),
    Column("remarks", Words),
    Column("trial", Words),
    Index(None, "learner_id"),
    Index("ix_uploads_work", "id", **only_where("state IN ('received', 'publishing')")),
    sqlite_autoincrement=True,
)
"""What an author has sent: the file's name at the server, its content in base64 once it is fetched (gone when
it is published), the course it is for (`wanted` in their words, `deck` once that is settled), what was found
(`report`, JSON), the rows with a remark each, and where trying it has come to (`trial`, JSON). `until`: a
process is at it so long, its `owner`."""

upload_rows = Table(
    "upload_rows",
    metadata,
    leaving_learner_id(),
    Column("upload_id", BigInteger, primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("row", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("about", Words, nullable=False),
    Column("remark", Words, nullable=False),
    Column("snapshot", Words),
    Column("rulings", Words, nullable=False),
    sqlite_with_rowid=False,
)
"""The questions of an upload in their order, each as it would be asked, with what was said about it: kept or
left out, and which wordings are right or not (`rulings`, JSON)."""

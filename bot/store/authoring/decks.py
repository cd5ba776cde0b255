"""Decks that came in by chat: their versions and files."""

from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace
from sqlalchemy import ColumnElement, Row, and_, func, insert, select, update

from bot.app.events import PersonId
from bot.app.ports.decks import DeckVersion, PublishedDeck, VersionState
from bot.domain.question import DeckId
from bot.store.account.learners import Rows
from bot.store.authoring.deck_tables import deck_files, deck_revision, deck_versions, published_by
from bot.store.upsert import insert_new

_ONLY = 1
"""The key of the only revision."""
_TEXT = ".toml"
"""Files of this ending are kept as text; all others in base64."""
_REVISION = select(deck_revision.c.revision).where(deck_revision.c.id == _ONLY)
_PUBLISHED = deck_versions.c.state == VersionState.PUBLISHED.value


class DeckRows(Rows):
    """`bot.app.ports.decks.DeckRepository`."""

    __slots__ = ()

    def deck_revision(self) -> int:
        """Raised with every change of what is taught from."""
        return self.connection.execute(_REVISION).scalar() or 0

    def lock_decks(self) -> None:
        """Wait until no other transaction publishes or takes back, and keep others waiting until commit."""
        insert_new(self.connection, deck_revision, {"id": _ONLY, "revision": 0})
        self.connection.execute(_REVISION.with_for_update())

    def published_decks(self) -> Sequence[PublishedDeck]:
        """The decks that are taught from, with their files."""
        found = self.connection.execute(
            select(deck_versions).where(_PUBLISHED).order_by(deck_versions.c.deck)
        )
        return [
            PublishedDeck(
                deck=DeckId(row.deck), version=row.version, files=self.deck_files(row.deck, row.version)
            )
            for row in found.all()
        ]

    def deck_versions(self, deck: DeckId | None = None) -> Sequence[DeckVersion]:
        """The versions of a deck, or of all, by deck and version."""
        every = select(deck_versions).order_by(deck_versions.c.deck, deck_versions.c.version)
        some = every if deck is None else every.where(deck_versions.c.deck == deck)
        return [_version(row) for row in self.connection.execute(some)]

    def deck_files(self, deck: DeckId, version: int) -> Mapping[str, bytes]:
        """The files of a version; none if there is no such version."""
        its = and_(deck_files.c.deck == deck, deck_files.c.version == version)
        found = self.connection.execute(select(deck_files.c.file, deck_files.c.content).where(its))
        return {file: _bytes(file, content) for file, content in found}

    def publish_deck(self, version: DeckVersion, files: Mapping[str, bytes], by: PersonId) -> DeckVersion:
        """Teach from these files; the version before is superseded."""
        newest = select(func.max(deck_versions.c.version)).where(deck_versions.c.deck == version.deck)
        number = (self.connection.execute(newest).scalar() or 0) + 1
        self._move_version(_published(version.deck), VersionState.SUPERSEDED)
        made = replace(version, version=number, state=VersionState.PUBLISHED)
        self.connection.execute(insert(deck_versions), _row(made))
        rows = [
            {"deck": made.deck, "version": number, "file": file, "content": _content(file, data)}
            for file, data in files.items()
        ]
        self.connection.execute(insert(deck_files), rows)
        self.connection.execute(
            insert(published_by), {"learner_id": by, "deck": made.deck, "version": number}
        )
        self._raise_deck_revision()
        return made

    def undo_version(self, deck: DeckId, version: int) -> int | None:
        """Take back the version that is taught from; see the port."""
        if not self._move_version(
            and_(_published(deck), deck_versions.c.version == version), VersionState.UNDONE
        ):
            return None
        superseded = deck_versions.c.state == VersionState.SUPERSEDED.value
        last = select(func.max(deck_versions.c.version)).where(deck_versions.c.deck == deck, superseded)
        before: int = self.connection.execute(last).scalar() or 0
        its = and_(deck_versions.c.deck == deck, deck_versions.c.version == before)
        self._move_version(its, VersionState.PUBLISHED)
        self._raise_deck_revision()
        return before

    def remove_deck(self, deck: DeckId) -> bool:
        """Teach from no version of it any more; False if none was."""
        removed = self._move_version(_published(deck), VersionState.REMOVED)
        if removed:
            superseded = deck_versions.c.state == VersionState.SUPERSEDED.value
            self._move_version(and_(deck_versions.c.deck == deck, superseded), VersionState.REMOVED)
            self._raise_deck_revision()
        return removed

    def _move_version(self, which: ColumnElement[bool], state: VersionState) -> bool:
        moved = update(deck_versions).where(which).values(state=state.value)
        return bool(self.connection.execute(moved).rowcount)

    def _raise_deck_revision(self) -> None:
        insert_new(self.connection, deck_revision, {"id": _ONLY, "revision": 0})
        raised = update(deck_revision).where(deck_revision.c.id == _ONLY)
        self.connection.execute(raised.values(revision=deck_revision.c.revision + 1))


def _published(deck: DeckId) -> ColumnElement[bool]:
    return and_(deck_versions.c.deck == deck, _PUBLISHED)


def _row(version: DeckVersion) -> dict[str, Any]:
    return {
        "deck": version.deck,
        "version": version.version,
        "state": version.state.value,
        "title": version.title,
        "questions": version.questions,
        "at": version.at,
    }


def _version(row: Row[Any]) -> DeckVersion:
    return DeckVersion(
        deck=DeckId(row.deck),
        version=row.version,
        state=VersionState(row.state),
        title=row.title,
        questions=row.questions,
        at=row.at,
    )


def _content(file: str, data: bytes) -> str:
    return data.decode() if file.endswith(_TEXT) else b64encode(data).decode()


def _bytes(file: str, content: str) -> bytes:
    return content.encode() if file.endswith(_TEXT) else b64decode(content)

"""Decks that came in by chat: their versions, and what use cases need from the store for them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from msgspec import Struct

from bot.app.events import PersonId
from bot.domain.question import DeckId


class VersionState(StrEnum):
    """What became of a version of a deck."""

    PUBLISHED = "published"
    """It is taught from."""
    SUPERSEDED = "superseded"
    """A later one is."""
    UNDONE = "undone"
    """It was taken back."""
    REMOVED = "removed"
    """The deck was taken out from a shell."""


class DeckVersion(Struct, frozen=True, kw_only=True):
    """A version of a deck, without its files."""

    deck: DeckId
    version: int
    """From 1."""
    state: VersionState
    title: str
    questions: int
    at: datetime


class PublishedDeck(Struct, frozen=True, kw_only=True):
    """The version of a deck that is taught from."""

    deck: DeckId
    version: int
    files: Mapping[str, bytes]
    """`deck.toml`, a TOML file for each topic, and pictures."""


class DeckRepository(Protocol):
    """Decks that came in by chat."""

    def deck_revision(self) -> int:
        """Raised with every change of what is taught from."""
        ...

    def lock_decks(self) -> None:
        """Wait until no other transaction publishes or takes back, and keep others waiting until commit."""
        ...

    def published_decks(self) -> Sequence[PublishedDeck]:
        """The decks that are taught from, with their files."""
        ...

    def deck_versions(self, deck: DeckId | None = None) -> Sequence[DeckVersion]:
        """The versions of a deck, or of all, by deck and version."""
        ...

    def deck_files(self, deck: DeckId, version: int) -> Mapping[str, bytes]:
        """The files of a version; none if there is no such version."""
        ...

    def publish_deck(self, version: DeckVersion, files: Mapping[str, bytes], by: PersonId) -> DeckVersion:
        """Teach from these files; the version before is superseded. The number given is ignored; the version
        is given back with its own. The caller holds the lock."""
        ...

    def undo_version(self, deck: DeckId, version: int) -> int | None:
        """Take back the version that is taught from: the one before it is taught from again. Its number, 0 if
        there is none; None if that version is not the one that is taught from. The caller holds the lock."""
        ...

    def remove_deck(self, deck: DeckId) -> bool:
        """Teach from no version of it any more; False if none was. The caller holds the lock."""
        ...

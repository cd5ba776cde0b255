"""What an author has sent to become a course, as records, and what use cases need from the store for it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Protocol

from msgspec import Struct

from bot.app.events import MessageId, PersonId
from bot.domain.deck import Library
from bot.domain.question import DeckId, QuestionId
from bot.domain.rulings import Ruling, RulingKind

LARGEST = 1_000_000
"""Bytes of a file that is taken."""
MOST = 1_000
"""Questions of one."""
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class UploadState(StrEnum):
    """Where an upload stands."""

    RECEIVED = "received"
    """It is to be fetched and read."""
    READ = "read"
    """It can be mended, tried and published."""
    PUBLISHING = "publishing"
    """The author has said so; its files are being made."""
    PUBLISHED = "published"
    UNDONE = "undone"
    OWN = "own"
    """Its questions are asked of whoever sent them, and of nobody else; there is one of these a person."""
    REFUSED = "refused"
    """It could not be read; the author was told why."""


class RowState(StrEnum):
    """What becomes of one question of an upload."""

    READY = "ready"
    NEED = "need"
    """The author has to look at it; without a word of theirs it is left out."""
    KEPT = "kept"
    """They looked at it, and it comes as it is."""
    LEFT = "left"
    """They looked at it, and it is left out."""
    STAYED = "stayed"
    """It cannot come."""


COMING = (RowState.READY, RowState.KEPT)
"""What is published."""


class Found(Struct, frozen=True, kw_only=True):
    """What was found in a file."""

    format: str
    title: str
    """Of the course it is for."""
    new: bool
    """There is no such course yet."""
    ready: int
    need: int
    stayed: tuple[tuple[str, int], ...]
    """What cannot come, by kind, and how many of it."""
    added: int
    changed: int
    same: int
    gone: int
    """Questions of the course that are not in the file; they stay."""
    remarks: str
    """The name of the file with a remark at each row."""
    notes: tuple[str, ...] = ()
    """What is to be said of the file as a whole."""

    @property
    def total(self) -> int:
        """Questions in the file."""
        return self.ready + self.need + sum(count for _, count in self.stayed)


class Trial(Struct, frozen=True, kw_only=True):
    """Where the author has come to in trying it."""

    place: int = -1
    """Of the question at hand; -1: none."""
    tried: tuple[int, ...] = ()
    """Places of questions that were answered."""
    said: str = ""
    """The last answer."""
    have: tuple[str, ...] = ()
    picked: tuple[int, ...] = ()
    hints: int = 0
    answers: int = 0
    """To the question at hand."""

    @property
    def at(self) -> str:
        """Which question, and how many answers it has had; buttons carry it."""
        return f"{self.place}.{self.answers}"


class Upload(Struct, frozen=True, kw_only=True):
    """What an author has sent, without its content."""

    id: int
    by: PersonId
    state: UploadState
    at: datetime
    message: MessageId
    """Theirs."""
    name: str
    """Of the file; empty for pasted lines."""
    file_id: str | None = None
    """Its name at the server; None for pasted lines."""
    wanted: str = ""
    """The title of the course it is for, in their words; empty: as the file says."""
    deck: DeckId | None = None
    """The course it is for; None while that is not settled."""
    version: int | None = None
    """As which it was published."""
    tries: int = 0
    """How often somebody began to work on it."""
    found: Found | None = None
    trial: Trial = Trial()


class AuthorWord(Struct, frozen=True, kw_only=True):
    """What the author said about one wording while trying: right, or not right and why."""

    kind: RulingKind
    text: str
    told: str = ""

    def ruling(self) -> Ruling:
        """The same as a ruling, to be laid over a question."""
        return Ruling(
            id=0,
            deck=DeckId(""),
            question=QuestionId(""),
            kind=self.kind,
            texts=(self.text,),
            told=self.told,
            at=_NEVER,
        )


class UploadRow(Struct, frozen=True, kw_only=True):
    """One question of an upload."""

    place: int
    """In the file, from 0."""
    row: int
    """Where it stands in the file, as the file counts."""
    state: RowState
    about: str
    """The beginning of the question."""
    remark: str
    """What is to be said of it; may be empty."""
    snapshot: str | None
    """The question as it would be asked; None if it cannot come, or is not asked for."""
    words: tuple[AuthorWord, ...] = ()


class Readout(Struct, frozen=True, kw_only=True):
    """A file that was read."""

    deck: DeckId
    found: Found
    rows: tuple[UploadRow, ...]
    remarks: str
    """The file with a remark at each row, as text."""


class Unreadable(Struct, frozen=True, kw_only=True):
    """A file that is of no use."""

    why: str
    """A sentence, or none: it could not be fetched."""


class Made(Struct, frozen=True, kw_only=True):
    """The files of a version, ready to be taught from."""

    deck: DeckId
    title: str
    files: dict[str, bytes]
    questions: int
    added: int
    changed: int


class Courses(Protocol):
    """The decks that are taught from."""

    @property
    def current(self) -> Library:
        """All decks."""
        ...

    def files_of(self, deck: DeckId) -> Mapping[str, bytes]:
        """Every file of a deck by its name; none if there is no such deck."""
        ...


class Sent(Struct, frozen=True, kw_only=True):
    """What was sent."""

    name: str
    """Of the file; empty for pasted lines."""
    data: bytes
    deck: DeckId | None
    """The course it is for; None: the one that `wanted` or the file names, perhaps a new one."""
    wanted: str
    """The title of that course, if it was said."""
    lang: str = ""
    """ISO 639-1 code of its language, where neither it nor the course says so."""


class UploadRepository(Protocol):
    """What authors have sent. Whoever asks checks whose it is."""

    def save_upload(self, upload: Upload, content: bytes | None) -> Upload:
        """Store a new one (its `id` is ignored) and give it with its id."""
        ...

    def upload(self, id: int) -> Upload | None:
        """By id, whoever's it is."""
        ...

    def change_upload(self, upload: Upload) -> None:
        """Store how it stands."""
        ...

    def drop_upload(self, upload: Upload) -> None:
        """It is of no use any more."""
        ...

    def upload_content(self, id: int) -> bytes | None:
        """What was sent; None if it is not fetched yet, or not kept any more."""
        ...

    def keep_content(self, id: int, content: bytes | None) -> None:
        """What was sent; None keeps it no longer, and its rows and remarks neither."""
        ...

    def save_readout(self, upload: Upload, rows: Sequence[UploadRow], remarks: str) -> None:
        """Store what was read, in place of what was read before."""
        ...

    def upload_rows(self, upload: Upload) -> Sequence[UploadRow]:
        """Its questions, in their order, without their snapshots."""
        ...

    def upload_row(self, upload: Upload, place: int) -> UploadRow | None:
        """One of them."""
        ...

    def own_list(self, person: PersonId) -> Upload | None:
        """Their own questions, kept as an upload in the state OWN; None if they never had one."""
        ...

    def own_rows(self, person: PersonId) -> Sequence[UploadRow]:
        """Its questions in their order, with their snapshots."""
        ...

    def add_row(self, upload: Upload, row: UploadRow) -> None:
        """One more question."""
        ...

    def awaited(self, person: PersonId) -> bool:
        """Whether something of theirs is still to be read."""
        ...

    def change_row(self, upload: Upload, row: UploadRow) -> None:
        """Store what became of it, and what was said about it."""
        ...

    def upload_remarks(self, id: int) -> str | None:
        """The file with a remark at each row."""
        ...

    def uploads_wait(self, now: datetime) -> bool:
        """Whether somebody has to work on one."""
        ...

    def take_upload(self, now: datetime, until: datetime, owner: str) -> Upload | None:
        """One that somebody has to work on, counted as begun once more; it is taken again from `until` on."""
        ...

    def free_uploads(self, ended: Callable[[str | None], bool]) -> None:
        """What processes were at that have ended can be taken at once."""
        ...

    def put_back_upload(self, id: int, until: datetime) -> None:
        """It is taken again from then on."""
        ...

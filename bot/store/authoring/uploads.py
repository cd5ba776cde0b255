"""What authors have sent to become a course."""

from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from msgspec.json import Decoder, encode
from msgspec.structs import replace
from sqlalchemy import ColumnElement, Row, Text, and_, delete, insert, literal_column, or_, select, update

from bot.app.events import MessageId, PersonId
from bot.app.ports.uploads import AuthorWord, Found, RowState, Trial, Upload, UploadRow, UploadState
from bot.domain.question import DeckId
from bot.store.account.learners import Rows
from bot.store.authoring.deck_tables import upload_rows, uploads

_FOUND = Decoder(Found)
_TRIAL = Decoder(Trial)
_WORDS = Decoder(tuple[AuthorWord, ...])
_HEAVY = ("content", "remarks")
_LIGHT = [column for column in uploads.c if column.name not in _HEAVY]
"""All that is read where the content is not asked for."""
_WITHOUT_SNAPSHOT = [column for column in upload_rows.c if column is not upload_rows.c.snapshot]
_OWN = literal_column("'own'", Text)
_TO_DO = uploads.c.state.in_([literal_column("'received'"), literal_column("'publishing'")])


class UploadRows(Rows):
    """`bot.app.ports.uploads.UploadRepository`."""

    __slots__ = ()

    def save_upload(self, upload: Upload, content: bytes | None) -> Upload:
        """Store a new one (its `id` is ignored) and give it with its id."""
        values = _values(upload) | {
            "learner_id": upload.by,
            "at": upload.at,
            "message": upload.message,
            "name": upload.name,
            "file_id": upload.file_id,
            "content": _packed(content),
        }
        id = self.connection.execute(insert(uploads).returning(uploads.c.id), values).scalar_one()
        return replace(upload, id=id)

    def upload(self, id: int) -> Upload | None:
        """By id, whoever's it is."""
        row = self.connection.execute(select(*_LIGHT).where(uploads.c.id == id)).one_or_none()
        return None if row is None else _upload(row)

    def change_upload(self, upload: Upload) -> None:
        """Store how it stands."""
        self._update(upload.id, _values(upload) | {"until": None})

    def drop_upload(self, upload: Upload) -> None:
        """It is of no use any more."""
        self.connection.execute(delete(upload_rows).where(_rows_of(upload)))
        self.connection.execute(delete(uploads).where(uploads.c.id == upload.id))

    def upload_content(self, id: int) -> bytes | None:
        """What was sent; None if it is not fetched yet, or not kept any more."""
        found = self.connection.execute(select(uploads.c.content).where(uploads.c.id == id)).scalar()
        return None if found is None else b64decode(found)

    def keep_content(self, id: int, content: bytes | None) -> None:
        """What was sent; None keeps it no longer, and its rows and remarks neither."""
        self._update(id, {"content": _packed(content)} | ({} if content is not None else {"remarks": None}))
        if content is None and (upload := self.upload(id)) is not None:
            self.connection.execute(delete(upload_rows).where(_rows_of(upload)))

    def save_readout(self, upload: Upload, rows: Sequence[UploadRow], remarks: str) -> None:
        """Store what was read, in place of what was read before."""
        self._update(upload.id, _values(upload) | {"remarks": remarks, "until": None})
        self.connection.execute(delete(upload_rows).where(_rows_of(upload)))
        made = [{"learner_id": upload.by, "upload_id": upload.id} | _row_values(row) for row in rows]
        if made:
            self.connection.execute(insert(upload_rows), made)

    def upload_rows(self, upload: Upload) -> Sequence[UploadRow]:
        """Its questions, in their order, without their snapshots."""
        its = select(*_WITHOUT_SNAPSHOT).where(_rows_of(upload)).order_by(upload_rows.c.place)
        return [_row(row) for row in self.connection.execute(its)]

    def upload_row(self, upload: Upload, place: int) -> UploadRow | None:
        """One of them."""
        its = select(upload_rows).where(_rows_of(upload), upload_rows.c.place == place)
        row = self.connection.execute(its).one_or_none()
        return None if row is None else _row(row)

    def own_list(self, person: PersonId) -> Upload | None:
        """Their own questions, kept as an upload; None if they never had one."""
        row = self.connection.execute(select(*_LIGHT).where(_own_of(person))).one_or_none()
        return None if row is None else _upload(row)

    def own_rows(self, person: PersonId) -> Sequence[UploadRow]:
        """Its questions in their order, with their snapshots."""
        its = select(upload_rows).join(uploads, uploads.c.id == upload_rows.c.upload_id)
        found = its.where(upload_rows.c.learner_id == person, _own_of(person)).order_by(upload_rows.c.place)
        return [_row(row) for row in self.connection.execute(found)]

    def add_row(self, upload: Upload, row: UploadRow) -> None:
        """One more question."""
        values = {"learner_id": upload.by, "upload_id": upload.id} | _row_values(row)
        self.connection.execute(insert(upload_rows), values)

    def awaited(self, person: PersonId) -> bool:
        """Whether something of theirs is still to be read."""
        received = uploads.c.state == literal_column("'received'")
        one = select(uploads.c.id).where(uploads.c.learner_id == person, received).limit(1)
        return self.connection.execute(one).scalar() is not None

    def change_row(self, upload: Upload, row: UploadRow) -> None:
        """Store what became of it, and what was said about it."""
        this = update(upload_rows).where(_rows_of(upload), upload_rows.c.place == row.place)
        self.connection.execute(this.values(_row_values(row)))

    def upload_remarks(self, id: int) -> str | None:
        """The file with a remark at each row."""
        found: str | None = self.connection.execute(
            select(uploads.c.remarks).where(uploads.c.id == id)
        ).scalar()
        return found

    def uploads_wait(self, now: datetime) -> bool:
        """Whether somebody has to work on one."""
        one = select(uploads.c.id).where(_TO_DO, _free(now)).limit(1)
        return self.connection.execute(one).scalar() is not None

    def take_upload(self, now: datetime, until: datetime, owner: str) -> Upload | None:
        """One that somebody has to work on, counted as begun once more; it is taken again from `until` on."""
        first = select(*_LIGHT).where(_TO_DO, _free(now)).order_by(uploads.c.id).limit(1)
        row = self.connection.execute(first.with_for_update(skip_locked=True)).one_or_none()
        if row is None:
            return None
        self._update(row.id, {"until": until, "owner": owner, "tries": row.tries + 1})
        return replace(_upload(row), tries=row.tries + 1)

    def forget_uploads(self, before: datetime) -> int:
        """Remove what was sent before then, whatever became of it; how many. People's own questions stay."""
        old = select(*_LIGHT).where(uploads.c.at < before, uploads.c.state != _OWN)
        gone = [_upload(row) for row in self.connection.execute(old).all()]
        for upload in gone:
            self.drop_upload(upload)
        return len(gone)

    def free_uploads(self, ended: Callable[[str | None], bool]) -> None:
        """What processes were at that have ended can be taken at once."""
        held = select(uploads.c.id, uploads.c.owner).where(_TO_DO, uploads.c.until.is_not(None))
        for id, owner in self.connection.execute(held).all():
            if ended(owner):
                self._update(id, {"until": None})

    def put_back_upload(self, id: int, until: datetime) -> None:
        """It is taken again from then on."""
        self._update(id, {"until": until})

    def _update(self, id: int, values: dict[str, Any]) -> None:
        self.connection.execute(update(uploads).where(uploads.c.id == id).values(values))


def _free(now: datetime) -> ColumnElement[bool]:
    return or_(uploads.c.until.is_(None), uploads.c.until <= now)


def _own_of(person: PersonId) -> ColumnElement[bool]:
    return and_(uploads.c.learner_id == person, uploads.c.state == _OWN)


def _rows_of(upload: Upload) -> ColumnElement[bool]:
    return and_(upload_rows.c.learner_id == upload.by, upload_rows.c.upload_id == upload.id)


def _packed(content: bytes | None) -> str | None:
    return None if content is None else b64encode(content).decode()


def _values(upload: Upload) -> dict[str, Any]:
    return {
        "state": upload.state.value,
        "wanted": upload.wanted,
        "deck": upload.deck or "",
        "version": upload.version,
        "tries": upload.tries,
        "report": encode(upload.found).decode() if upload.found else None,
        "trial": encode(upload.trial).decode(),
    }


def _upload(row: Row[Any]) -> Upload:
    return Upload(
        id=row.id,
        by=PersonId(row.learner_id),
        state=UploadState(row.state),
        at=row.at,
        message=MessageId(row.message),
        name=row.name,
        file_id=row.file_id,
        wanted=row.wanted,
        deck=DeckId(row.deck) if row.deck else None,
        version=row.version,
        tries=row.tries,
        found=_FOUND.decode(row.report) if row.report else None,
        trial=_TRIAL.decode(row.trial) if row.trial else Trial(),
    )


def _row_values(row: UploadRow) -> dict[str, Any]:
    return {
        "place": row.place,
        "row": row.row,
        "state": row.state.value,
        "about": row.about,
        "remark": row.remark,
        "snapshot": row.snapshot,
        "rulings": encode(row.words).decode(),
    }


def _row(row: Row[Any]) -> UploadRow:
    return UploadRow(
        place=row.place,
        row=row.row,
        state=RowState(row.state),
        about=row.about,
        remark=row.remark,
        snapshot=getattr(row, "snapshot", None),
        words=_WORDS.decode(row.rulings),
    )

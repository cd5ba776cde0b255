"""What authors send is fetched and read outside any turn, and what came of it is told in a turn of its own.

Everything is a row: whoever is killed in the middle leaves it as it was, and it is begun again, here or by
another process. After some times it is given up, for a file may be what kills us.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Protocol

from msgspec.structs import replace
from sqlalchemy import Connection

from bot.app.ports.errors import StoreError
from bot.app.ports.uploads import (
    LARGEST,
    Courses,
    Made,
    Readout,
    Sent,
    Unreadable,
    Upload,
    UploadRow,
    UploadState,
)
from bot.domain.deck import Library
from bot.domain.own import OWN
from bot.domain.question import DeckId
from bot.library_watch import Revisions, revisions
from bot.posting import Posting
from bot.store.repository import Repository
from bot.store.transact import Database
from bot.store.turn_repository import TurnRepository
from bot.telegram.backoff import Timing, rest
from bot.telegram.files import FetchFailed, NoSuchFile
from bot.turn import Turn

LEASE = timedelta(minutes=2)
"""How long nobody else takes what one process is at."""
TRIES = 3
"""How often it is begun."""
EVERY = 1.0
"""Seconds between two looks."""

PAUSE = timedelta(seconds=20)
"""Before a file that could not be fetched is asked for again."""
BROKEN = "Something in it can't be read. Export it anew, or in another format."

_READ_AS = DeckId("own-questions")
"""As which course somebody's own questions are read."""

Outcome = Readout | Made | Unreadable
log = logging.getLogger(__name__)


class Fetches(Protocol):
    """Where files are fetched from."""

    async def fetch(self, file_id: str, most: int) -> bytes:
        """A file that somebody sent. Raises FetchFailed, NoSuchFile."""
        ...


class _NoCourses:
    """What somebody's own questions are read beside."""

    @property
    def current(self) -> Library:
        """None."""
        return Library(())

    def files_of(self, _: DeckId) -> Mapping[str, bytes]:
        """None."""
        return {}


class Uploads:
    """Works on what was sent, one after the other."""

    def __init__(self, turn: Turn, server: Fetches, courses: Courses) -> None:
        self._turn = turn
        self._server = server
        self._courses = courses
        self._troubled = False

    async def run(self, timing: Timing, done: asyncio.Event, on_commit: Callable[[], None]) -> None:
        """Work until `done` is set; `on_commit` is called when there may be messages to send."""
        while not done.is_set():
            try:
                if await self.work():
                    on_commit()
                    continue
                self._troubled = False
            except StoreError:
                pass  # the tick tells of it
            except Exception:
                if not self._troubled:
                    log.exception("What an author has sent cannot be worked on; it is tried again")
                self._troubled = True
            await rest(EVERY, timing.wait, done)

    async def work(self) -> int:
        """Work on the next one; 1, or 0 if there is none. Raises StoreError."""
        now = self._turn.clock.now()

        def take(connection: Connection) -> Upload | None:
            repo = Repository(connection)
            return repo.take_upload(now, now + LEASE, self._turn.process) if repo.uploads_wait(now) else None

        upload = await self._turn.database.transact(take)
        if upload is None:
            return 0
        if upload.tries > TRIES:
            await self._settle(upload, None, Unreadable(why=BROKEN))
        elif (data := await self._content(upload)) is not None:
            await self._with_content(upload, data)
        return 1

    async def _content(self, upload: Upload) -> bytes | None:
        """What was sent. None: it was told that it cannot be had, or it is tried again later."""
        kept = await self._turn.database.transact(lambda c: Repository(c).upload_content(upload.id))
        if kept is not None or upload.file_id is None:
            return kept or b""
        try:
            return await self._server.fetch(upload.file_id, LARGEST)
        except NoSuchFile:
            await self._settle(upload, None, Unreadable(why=""))
        except FetchFailed as error:
            log.warning("A file that was sent cannot be fetched: %s", error)
            await self._put_back(upload)
        return None

    async def _with_content(self, upload: Upload, data: bytes) -> None:
        sent = Sent(name=upload.name, data=data, deck=upload.deck, wanted=upload.wanted)
        courses = self._courses
        if upload.deck == OWN:
            sent = replace(sent, deck=_READ_AS, lang=await self._language(upload))
            courses = _NoCourses()
        rows = None
        if upload.state is UploadState.PUBLISHING:
            rows = await self._turn.database.transact(lambda c: Repository(c).upload_rows(upload))
        await self._settle(upload, data, await asyncio.to_thread(_outcome, sent, courses, rows))

    async def _language(self, upload: Upload) -> str:
        """The one of whoever wrote it for themselves."""
        learner = await self._turn.database.transact(lambda c: Repository(c).learner(upload.by))
        return ((learner and learner.language) or "").partition("-")[0].casefold()

    async def _settle(self, upload: Upload, content: bytes | None, outcome: Outcome) -> None:
        """Keep what came of it, and tell the author. A second time it has no effect."""
        now, tutor = self._turn.clock.now(), self._turn.tutor

        def work(connection: Connection, posting: Posting) -> Revisions:
            repo = TurnRepository(connection)
            if upload.state is UploadState.PUBLISHING:
                assert not isinstance(outcome, Readout), "its files were made"
                response = tutor.upload_made(repo, upload, outcome, now)
            else:
                assert not isinstance(outcome, Made), "it was read"
                response = tutor.upload_read(repo, upload, content or b"", outcome, now)
            posting.post_all(repo, response)
            repo.flush()
            return revisions(repo)

        await self._turn.library.look(await self._turn.post(now, work))

    async def _put_back(self, upload: Upload) -> None:
        """It could not be fetched just now."""
        until = self._turn.clock.now() + PAUSE
        await self._turn.database.transact(lambda c: Repository(c).put_back_upload(upload.id, until))


def sent_media(database: Database) -> Callable[[int, str], bytes]:
    """Reads pictures and sounds of uploads, by its number and their digest. Raises LookupError for what is
    not there (any more)."""

    def read(number: int, digest: str) -> bytes:
        from bot.decks.formats.bank import CannotRead
        from bot.decks.uploads import medium_in

        with database.snapshot() as connection:
            repo = Repository(connection)
            upload, data = repo.upload(number), repo.upload_content(number)
        if upload is None or data is None:
            raise LookupError(number)
        try:
            return medium_in(upload.name, data, digest)
        except CannotRead as error:
            raise LookupError(number) from error

    return read


def _outcome(sent: Sent, courses: Courses, rows: Sequence[UploadRow] | None) -> Outcome:
    """What is in it; with `rows`, the files of a version. What nobody has foreseen is logged, and told in a
    sentence."""
    # The formats are loaded when the first file comes.
    from bot.decks.formats.bank import CannotRead
    from bot.decks.uploads import make_version, read_sent

    try:
        return read_sent(sent, courses) if rows is None else make_version(sent, courses, rows)
    except CannotRead as error:
        return Unreadable(why=str(error))
    except Exception as error:
        # Only the error's name: its words may quote what was sent.
        log.error("A file that was sent could not be read: %s", type(error).__name__)
        return Unreadable(why=BROKEN)

"""What came in by chat to become a course: read, with a remark at each row, and made the files of it."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2s
from pathlib import PurePath

from msgspec import Struct
from msgspec.structs import replace

from bot.app.ports.uploads import COMING, MOST, Courses, Found, Made, Readout, RowState, Sent, UploadRow
from bot.decks.deck_files import published
from bot.decks.editing import Edit, edited
from bot.decks.formats.bank import Bank, CannotRead, Entry, Loss, begin
from bot.decks.formats.naming import slug
from bot.decks.formats.ready import Ready
from bot.decks.formats.registry import FORMATS, LINES, Format, Unclear
from bot.decks.importing import Card, planned, read_bank
from bot.decks.languages import CODES
from bot.decks.load import read_source
from bot.decks.media import digest_of
from bot.decks.merge import Merge
from bot.decks.old_deck import OldDeck, ready_for, settled
from bot.decks.remarks import remarks_of
from bot.decks.ruling_patch import ruling_edit
from bot.decks.source import Source
from bot.domain.deck import Library
from bot.domain.question import DeckId, Question, QuestionId
from bot.domain.snapshot import freeze

PICTURES = 4 * 1024 * 1024
"""Bytes of all pictures of a course."""


class _Opened(Struct, frozen=True, kw_only=True):
    """A bank that is ready, and the course it is for."""

    format: Format
    ready: Ready
    old: OldDeck
    base: Mapping[str, bytes]
    deck: DeckId
    card: Card
    taken: frozenset[str]

    def plan(self, entries: Sequence[Entry]) -> tuple[Merge, dict[str, bytes]]:
        """What becomes of the course with these questions of the bank; all its files."""
        bank = replace(self.ready.bank, entries=tuple(entries))
        found, files = planned(bank, self.old, self.taken, self.card, bank.title)
        return found, {**self.base, **files}


def read_sent(sent: Sent, courses: Courses) -> Readout:
    """What is in it, and what it would change. Raises CannotRead. Takes some milliseconds a question."""
    opened = _opened(sent, courses)
    entries = opened.ready.bank.entries
    merge, files = opened.plan(entries)
    opened = replace(opened, ready=settled(opened.ready, merge, opened.old, opened.card.lang))
    source = _loaded(opened.deck, files)
    questions = {q.id: q for q in source.draft.questions()} if source.draft else {}
    rows = _rows(opened, merge, questions)
    gone = () if opened.format is LINES else merge.gone
    name, remarks = remarks_of(opened.format, opened.deck, opened.ready.bank, merge.ids, rows, gone)
    return Readout(
        deck=opened.deck, found=_found(opened, merge, rows, len(gone), name), rows=rows, remarks=remarks
    )


def make_version(sent: Sent, courses: Courses, rows: Sequence[UploadRow]) -> Made:
    """The files of the course with those questions that come, and what their author said about wordings.
    Raises CannotRead."""
    opened = _opened(sent, courses)
    every = opened.ready.bank.entries
    coming = [row for row in rows if row.state in COMING and row.place < len(every)]
    merge, files = opened.plan([every[row.place] for row in coming])
    ruled = {id: row for id, row in zip(merge.ids, coming, strict=True) if row.words}
    edits: dict[str, Edit] = {
        id: ruling_edit([word.ruling() for word in row.words]) for id, row in ruled.items()
    }
    for file in published(opened.deck, files).topics() if edits else ():
        files[file.name] = edited(files[file.name].decode("utf-8-sig"), edits).encode()
    source = _loaded(opened.deck, files)
    if source.faults or source.deck is None:
        raise CannotRead(f"With these questions the course has faults: {_told(source)}")
    return Made(
        deck=opened.deck,
        title=source.deck.title,
        files=files,
        questions=len(source.deck.questions()),
        added=len(merge.added),
        changed=len(set(merge.changed) | set(ruled) - {id for id, _ in merge.added}),
    )


def medium_in(name: str, data: bytes, digest: str) -> bytes:
    """The picture or sound of that digest in what was sent. Raises LookupError, CannotRead."""
    _, bank = read_bank(data, name)
    return {digest_of(file): file for file in bank.files.values()}[digest]


def _opened(sent: Sent, courses: Courses) -> _Opened:
    which, bank = _bank(sent)
    if len(bank.entries) > MOST:
        raise CannotRead(f"There are more than {MOST:,} questions in it. Send it in parts.")
    if sum(map(len, bank.files.values())) > PICTURES:
        raise CannotRead(f"Its pictures have more than {PICTURES // 1024 // 1024} MiB. Send it in parts.")
    deck, title = _course(sent, bank, courses.current)
    base = courses.files_of(deck)
    old = OldDeck(published(deck, base))
    lang = old.lang or bank.lang or (sent.lang if sent.lang in CODES else "en")
    card = Card(title=old.title or title, lang=lang, licence=bank.licence)
    return _Opened(
        format=which,
        ready=ready_for(bank, old, lang),
        old=old,
        base=base,
        deck=deck,
        card=card,
        taken=frozenset(
            q.id for other in courses.current.decks if other.id != deck for q in other.questions()
        ),
    )


def _bank(sent: Sent) -> tuple[Format, Bank]:
    if not sent.name:
        return LINES, LINES.read(sent.data)
    try:
        return read_bank(sent.data, sent.name)
    except Unclear as error:
        endings = ", ".join(f".{each.endings[0]}" for each in FORMATS.values())
        raise CannotRead(
            f"It is not clear what it is. Let its name end as its format does, with one of {endings}."
        ) from error


def _course(sent: Sent, bank: Bank, library: Library) -> tuple[DeckId, str]:
    """The course it is for, and its title."""
    title = sent.wanted or bank.title or PurePath(sent.name).stem.replace("_", " ")
    if sent.deck is not None:
        return sent.deck, title or sent.deck
    title = title or "Questions"
    name = slug(title) or f"course-{blake2s(title.encode(), digest_size=4).hexdigest()}"
    for deck in library.decks:
        if deck.id == name or deck.title.casefold() == title.casefold():
            return deck.id, deck.title
    return DeckId(name), title


def _loaded(deck: DeckId, files: Mapping[str, bytes]) -> Source:
    source = read_source(published(deck, files))
    if source.fatal or source.draft is None:
        raise CannotRead(f"It cannot become a course: {_told(source)}")
    return source


def _told(source: Source) -> str:
    fault = next(iter(source.faults), None)
    return f"{fault.file.name}:{fault.line}: {fault.wrong}; {fault.mend}." if fault else "it is empty."


def _rows(opened: _Opened, merge: Merge, questions: Mapping[QuestionId, Question]) -> tuple[UploadRow, ...]:
    """A row for each question of the bank: first those that could come, in their order, then the others."""
    bank = opened.ready.bank
    doubts = _reasons(opened.ready.doubts)
    lost = _reasons(loss for loss in bank.losses if loss.keys)
    rows: list[UploadRow] = []
    for place, (entry, id) in enumerate(zip(bank.entries, merge.ids, strict=True)):
        known = (entry.row, begin(entry.ask))
        question = questions.get(QuestionId(id))
        state = RowState.STAYED if question is None else RowState.NEED if known in doubts else RowState.READY
        remark = [*doubts.get(known, ()), *lost.get(known, ()), _change(merge, id)]
        rows.append(
            UploadRow(
                place=place,
                row=entry.row,
                state=state,
                about=begin(entry.ask),
                remark="; ".join(filter(None, remark)),
                snapshot=freeze(question) if question is not None else None,
            )
        )
    stayed = [loss for loss in bank.losses if loss.row and not loss.keys]
    return (
        *rows,
        *(
            UploadRow(
                place=len(rows) + number,
                row=loss.row,
                state=RowState.STAYED,
                about=loss.about,
                remark=f"{loss.kind}: {loss.reason}",
                snapshot=None,
            )
            for number, loss in enumerate(stayed)
        ),
    )


def _reasons(losses: Iterable[Loss]) -> dict[tuple[int, str], list[str]]:
    found: dict[tuple[int, str], list[str]] = {}
    for loss in losses:
        found.setdefault((loss.row, loss.about), []).append(loss.reason)
    return found


def _change(merge: Merge, id: str) -> str:
    if id in merge.changed:
        return f"changes {', '.join(merge.changed[id])} of {id}"
    if id in merge.same:
        return f"as it was ({id})"
    return f"{id} is of another kind here and stays as it is" if id in merge.kept else ""


def _found(opened: _Opened, merge: Merge, rows: Sequence[UploadRow], gone: int, name: str) -> Found:
    stayed: dict[str, int] = {}
    for row in rows:
        if row.state is RowState.STAYED:
            kind = row.remark.partition(":")[0] if row.snapshot is None else "unfit"
            stayed[kind] = stayed.get(kind, 0) + 1
    return Found(
        format=opened.format.title,
        title=opened.card.title,
        new=not opened.old.there,
        ready=sum(1 for row in rows if row.state is RowState.READY),
        need=sum(1 for row in rows if row.state is RowState.NEED),
        stayed=tuple(stayed.items()),
        added=len(merge.added),
        changed=len(merge.changed),
        same=len(merge.same) + len(merge.kept),
        gone=gone,
        remarks=name,
        notes=tuple(loss.reason for loss in opened.ready.bank.losses if not loss.row),
    )

"""Anki packages (.apkg): a zip with an SQLite database and pictures. Written by genanki, ids fixed."""

import json
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from hashlib import blake2s
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from bot.decks.formats.anki_text import from_field, in_html, tags_of
from bot.decks.formats.bank import Bank, CannotRead, Entry, Loss, Written
from bot.decks.formats.bounds import ENTRIES, Archive, is_picture, is_sound, unzstd
from bot.decks.formats.cells import entry_of_cells, is_ours, rows_of
from bot.decks.formats.markup import from_html
from bot.decks.formats.notes import entry_of_note

_COLLECTIONS = ("collection.anki21b", "collection.anki21", "collection.anki2")
_STEPS = 2_000
"""Times the database may ask whether to go on, each after 100,000 of its instructions."""
_FIELD = "\x1f"


def read(data: bytes) -> Bank:
    """The notes of a package. Raises CannotRead."""
    archive = Archive(data)
    name = next((name for name in _COLLECTIONS if name in archive.names()), None)
    if name is None:
        raise CannotRead("There is no collection in this archive. Export the deck from Anki as .apkg.")
    database = archive.read(name)
    packed = name.endswith("b")
    with closing(_opened(unzstd(database) if packed else database)) as connection:
        try:
            bank = _bank(connection)
        except (sqlite3.Error, ValueError, KeyError, TypeError, RecursionError) as error:
            raise CannotRead("The collection in this package cannot be read. Export it anew.") from error
    wanted = {name for entry in bank.entries for name in entry.files}
    files = dict(_media(archive, wanted, packed=packed)) if wanted else {}
    return Bank(entries=bank.entries, losses=bank.losses, title=bank.title, files=files)


def _opened(database: bytes) -> sqlite3.Connection:
    """The database in memory, with which nothing but reading tables can be done, and not for long."""
    connection = sqlite3.connect(":memory:")
    if not database.startswith(b"SQLite format 3\0") or len(database) < 512:
        connection.close()
        raise CannotRead("The collection in this package is no database. Export the deck anew.")
    left_over = _STEPS

    def going_on() -> int:
        nonlocal left_over
        left_over -= 1
        return 1 if left_over < 0 else 0

    try:
        # One that was in write-ahead mode cannot be opened from memory unless it is told that it is not.
        connection.deserialize(database[:18] + b"\1\1" + database[20:])
        connection.execute("PRAGMA trusted_schema = OFF")
        # Anki's newer tables sort by a collation of its own.
        connection.create_collation(
            "unicase", lambda a, b: (a.casefold() > b.casefold()) - (a.casefold() < b.casefold())
        )
    except sqlite3.Error as error:
        connection.close()
        raise CannotRead("The collection in this package is broken. Export the deck anew.") from error
    connection.set_progress_handler(going_on, 100_000)
    return connection


def _bank(connection: sqlite3.Connection) -> Bank:
    kinds = dict(connection.execute("SELECT name, type FROM sqlite_master LIMIT 500"))
    if kinds.get("notes") != "table" or kinds.get("col") != "table":
        raise CannotRead("The collection in this package has no notes. Export the deck anew.")
    fields = _fields(connection, kinds)
    decks = _decks(connection, kinds)
    places = (
        dict(connection.execute("SELECT nid, min(did) FROM cards GROUP BY nid")) if "cards" in kinds else {}
    )
    entries: list[Entry] = []
    losses: list[Loss] = []
    query = "SELECT id, guid, mid, flds, tags FROM notes ORDER BY id LIMIT ?"
    for row, (id, guid, mid, text, tags) in enumerate(connection.execute(query, (ENTRIES + 1,)), 1):
        if row > ENTRIES:
            raise CannotRead(f"This package has more than {ENTRIES:,} notes. Export its decks one by one.")
        names = fields.get(int(mid), ())
        cells = str(text).split(_FIELD)
        topic = decks.get(places.get(id, 0), "")
        if is_ours(names):
            entries.append(_own(row, names, cells))
            continue
        found = entry_of_note(row, cells, names, key=str(guid or ""), topic=topic)
        if isinstance(found, Loss):
            losses.append(found)
        else:
            entries.append(replace(found, tags=tags_of(str(tags or ""))))
    title = next((name for name in decks.values() if name.casefold() != "default"), "")
    return Bank(entries=tuple(entries), losses=tuple(losses), title=title.partition("::")[0])


def _own(row: int, names: Sequence[str], cells: Sequence[str]) -> Entry:
    read = {name: from_field(name, cell) for name, cell in zip(names, cells, strict=False)}
    for name in ("picture", "answer picture"):
        read[name] = next((address for address, _ in from_html(read.get(name, "")).pictures), "")
    for name in ("audio", "answer audio"):
        read[name] = read.get(name, "").removeprefix("[sound:").removesuffix("]")
    return entry_of_cells(row, read)


def _fields(connection: sqlite3.Connection, kinds: Mapping[str, str]) -> dict[int, tuple[str, ...]]:
    """The names of the fields of each type of note."""
    found: dict[int, tuple[str, ...]] = {}
    if kinds.get("fields") == "table":
        for type, name in connection.execute("SELECT ntid, name FROM fields ORDER BY ntid, ord LIMIT 20000"):
            found[int(type)] = (*found.get(int(type), ()), str(name).casefold())
    if not found:
        for id, model in _json(connection, "models").items():
            ordered = sorted(model.get("flds", ()), key=lambda field: field.get("ord", 0))
            found[int(id)] = tuple(str(field.get("name", "")).casefold() for field in ordered)
    return found


def _decks(connection: sqlite3.Connection, kinds: Mapping[str, str]) -> dict[int, str]:
    if kinds.get("decks") == "table":
        rows = connection.execute("SELECT id, name FROM decks LIMIT 5000")
        return {int(id): str(name).replace(_FIELD, "::") for id, name in rows}
    return {int(id): str(deck.get("name", "")) for id, deck in _json(connection, "decks").items()}


def _json(connection: sqlite3.Connection, column: str) -> dict[str, Any]:
    row = connection.execute(f"SELECT {column} FROM col LIMIT 1").fetchone()
    found = json.loads(row[0]) if row and row[0] else {}
    return found if isinstance(found, dict) else {}


def _media(archive: Archive, wanted: set[str], *, packed: bool) -> Iterator[tuple[str, bytes]]:
    """The pictures and sounds of questions; the package has them under numbers."""
    if "media" not in archive.names():
        return
    listed = archive.read("media")
    names = _listed(unzstd(listed)) if packed else _numbered(listed)
    for number, name in names.items():
        if name in wanted and number in archive.names():
            data = archive.read(number)
            data = unzstd(data) if packed else data
            if is_picture(name, data) or is_sound(name, data):
                yield name, data


def _numbered(listed: bytes) -> dict[str, str]:
    try:
        found = json.loads(listed)
    except (ValueError, RecursionError):
        return {}
    return {str(number): str(name) for number, name in found.items()} if isinstance(found, dict) else {}


def _listed(message: bytes) -> dict[str, str]:
    """The names in the newer list: a message of entries (field 1) whose field 1 is the name."""
    names: list[str] = []
    for number, entry in _parts(message):
        if number == 1:
            names.append(next((text.decode("utf-8", "replace") for n, text in _parts(entry) if n == 1), ""))
    return {str(index): name for index, name in enumerate(names)}


def _parts(message: bytes) -> Iterator[tuple[int, bytes]]:
    """The fields of a protobuf message that hold bytes, with their numbers."""
    at = 0

    def varint() -> int:
        nonlocal at
        value, shift = 0, 0
        while at < len(message) and shift < 64:
            byte = message[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value
        raise CannotRead("The list of pictures in this package is broken. Export the deck anew.")

    while at < len(message):
        key = varint()
        if key & 7 == 2:
            size = varint()
            yield key >> 3, message[at : at + size]
            at += size
        elif key & 7 == 0:
            varint()
        else:
            at += 8 if key & 7 == 1 else 4


def write(bank: Bank) -> Written:
    """The bank as a package. Its ids follow from names, so importing it again updates the notes in Anki."""
    import genanki

    columns, rows, losses = rows_of(bank, "an Anki package")
    columns = ("id", *(name for name in columns if name != "id"))
    title = bank.title or "Recall"
    model = genanki.Model(
        _fixed("model", *columns),
        "Recall",
        fields=[{"name": name} for name in columns],
        templates=[{"name": "Question", "qfmt": _front(columns), "afmt": _back(columns)}],
    )
    deck = genanki.Deck(_fixed("deck", title), title)
    for entry, row in zip(bank.entries, rows, strict=True):
        fields = [_field(name, row.get(name, "")) for name in columns]
        tags = [tag.replace(" ", "_") for tag in entry.tags]
        deck.add_note(genanki.Note(model=model, fields=fields, guid=f"recall-{entry.key}", tags=tags))
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        package = genanki.Package(deck)
        for name, data in bank.files.items():
            (place / Path(name).name).write_bytes(data)
            package.media_files.append(str(place / Path(name).name))
        package.write_to_file(str(place / "bank.apkg"), timestamp=0)
        return Written(data=(place / "bank.apkg").read_bytes(), losses=losses)


def _field(name: str, text: str) -> str:
    if name in ("audio", "answer audio") and text:
        return f"[sound:{in_html(name, text)}]"
    if name in ("picture", "answer picture") and text:
        return f'<img src="{in_html(name, text)}">'
    return in_html(name, text)


def _front(columns: tuple[str, ...]) -> str:
    options = [name for name in columns if name.startswith("option ")]
    shown = "".join(
        f"{{{{#{name}}}}}<br>{name[-1].upper()}: {{{{{name}}}}}{{{{/{name}}}}}" for name in options
    )
    picture = "".join(f"{{{{{name}}}}}<br>" for name in ("picture", "audio") if name in columns)
    return f"{picture}{{{{question}}}}{shown}"


def _back(columns: tuple[str, ...]) -> str:
    why = "{{#why}}<br><br>{{why}}{{/why}}" if "why" in columns else ""
    return f"{{{{FrontSide}}}}<hr id=answer><b>{{{{answer}}}}</b>{why}"


def _fixed(*names: str) -> int:
    """A number that follows from names, in the range Anki's ids have."""
    return int.from_bytes(blake2s("\n".join(names).encode(), digest_size=4).digest()) + (1 << 32)

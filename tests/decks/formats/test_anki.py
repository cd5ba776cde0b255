"""Packages as Anki writes them: the older tables with JSON, the newer ones packed by zstandard."""

import io
import json
import sqlite3
import sys
import zipfile
from pathlib import Path

import pytest

from bot.decks.formats.anki_package import read
from bot.decks.formats.bank import Bank
from bot.decks.formats.wording import fitted
from tests.decks.formats.banks import PNG

NOTES = [
    (1, "a<{;B", 7, "What is <b>H<sub>2</sub>O</b>?\x1fwater", " chem "),
    (2, "guid2", 7, '<img src="map.png">\x1fItaly', ""),
    (3, "guid3", 8, "The capital of {{c1::France}} is {{c2::Paris::a city}}.\x1fSince 987.", ""),
    (4, "guid4", 7, "[sound:hello.mp3]\x1fhello", ""),
    (5, "guid5", 7, "Empty back\x1f", ""),
]


def _packed(data: bytes) -> bytes:
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return bytes(zstd.compress(data))


def _database(folder: Path, *, newer: bool) -> bytes:
    file = folder / "collection"
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE notes (id, guid, mid, flds, tags)")
    connection.execute("CREATE TABLE cards (id, nid, did)")
    connection.execute("CREATE TABLE col (models TEXT, decks TEXT)")
    connection.executemany("INSERT INTO notes VALUES (?, ?, ?, ?, ?)", NOTES)
    connection.executemany("INSERT INTO cards VALUES (?, ?, 5)", [(n, n) for n in range(1, 6)])
    names = {7: ("Front", "Back"), 8: ("Text", "Back Extra")}
    if newer:
        connection.execute("CREATE TABLE fields (ntid, ord, name)")
        connection.execute("CREATE TABLE decks (id, name)")
        rows = [(type, n, name) for type, fields in names.items() for n, name in enumerate(fields)]
        connection.executemany("INSERT INTO fields VALUES (?, ?, ?)", rows)
        connection.execute("INSERT INTO decks VALUES (5, 'School\x1fChemistry')")
        connection.execute("INSERT INTO col VALUES ('', '')")
    else:
        models = {
            str(type): {"flds": [{"name": name, "ord": n} for n, name in enumerate(fields)]}
            for type, fields in names.items()
        }
        decks = {"5": {"name": "School::Chemistry"}}
        connection.execute("INSERT INTO col VALUES (?, ?)", (json.dumps(models), json.dumps(decks)))
    connection.commit()
    connection.close()
    return file.read_bytes()


def package(folder: Path, *, newer: bool) -> bytes:
    """A package of these notes, in the older form or the newer one."""
    database, out = _database(folder, newer=newer), io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if newer:
            archive.writestr("collection.anki2", b"for older programs")
            archive.writestr("collection.anki21b", _packed(database))
            entry = b"\x0a\x07map.png\x10\x2a"
            archive.writestr("media", _packed(b"\x0a" + bytes([len(entry)]) + entry))
            archive.writestr("0", _packed(PNG))
        else:
            archive.writestr("collection.anki2", database)
            archive.writestr("media", json.dumps({"0": "map.png"}))
            archive.writestr("0", PNG)
    return out.getvalue()


@pytest.mark.parametrize("newer", [False, True], ids=["anki2", "anki21b"])
def test_notes_pictures_and_gaps_are_read(tmp_path: Path, newer: bool) -> None:
    bank = read(package(tmp_path, newer=newer))

    water, map_, gaps, heard = bank.entries
    assert (water.ask, water.answer) == ("What is **H₂O**?", "water")
    assert (water.key, water.topic) == ("a<{;B", "Chemistry")
    assert (map_.picture, map_.answer) == ("map.png", "Italy")
    assert (gaps.kind, gaps.ask) == ("gaps", "The capital of ___ is ___.")
    assert gaps.gaps == (("France",), ("Paris",))
    assert (gaps.hints, fitted(gaps)[0].hints) == (("a city",), ("a city", "F·····, P····"))  # type: ignore[union-attr]
    assert bank.files == {"map.png": PNG}, "the sound is not in the package"
    assert (heard.ask, heard.audio, heard.answer) == ("What is to be heard here?", "hello.mp3", "hello")
    assert {(loss.row, loss.kind) for loss in bank.losses} == {(5, "empty")}
    assert [entry.tags for entry in bank.entries] == [("chem",), (), (), ()]


def test_ids_of_an_export_are_fixed() -> None:
    from bot.decks.formats.anki_package import write
    from tests.decks.formats.banks import choices

    def guids(bank: Bank) -> set[str]:
        with zipfile.ZipFile(io.BytesIO(write(bank).data)) as archive:
            data = archive.read("collection.anki2")
        connection = sqlite3.connect(":memory:")
        connection.deserialize(data)
        found = connection.execute("SELECT guid, mid FROM notes").fetchall()
        connection.close()
        return {f"{guid} {model}" for guid, model in found}

    assert guids(choices()) == guids(choices())
    assert "recall-capital-01" in " ".join(guids(choices()))

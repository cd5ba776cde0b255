"""Whatever is in a file: a bank or a sentence, never a trace, within bounds."""

import io
import sqlite3
import tracemalloc
import zipfile
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.decks.formats.bank import Bank, CannotRead
from bot.decks.formats.bounds import LARGEST, UNPACKED
from bot.decks.formats.ready import made_ready
from bot.decks.formats.registry import FORMATS, format_of
from bot.domain.marking import lexicon_of
from tests.decks.formats.banks import choices, mixed

NAMES = list(FORMATS)
GOOD = {name: [FORMATS[name].write(bank).data for bank in (choices(), mixed())] for name in NAMES}
SIGNS = {
    "moodle": [
        "<question type='cloze'>",
        "<text>",
        "</text>",
        "<![CDATA[",
        "]]>",
        "&x;",
        "<!DOCTYPE a>",
        "{1:SA:=a}",
    ],
    "gift": [
        "{",
        "}",
        "=",
        "~",
        "#",
        "\\",
        "::",
        "->",
        "%50%",
        "####",
        "\n\n",
        "//",
        "$CATEGORY:",
        "{T}",
        "{#1..2}",
    ],
    "aiken": [
        "A. a\n",
        "B) b\n",
        "ANSWER: B\n",
        "\n",
    ],
    "csv": [
        '"',
        ",",
        "\n",
        "question",
        "answer",
        "option a",
        ";",
        "\t",
    ],
    "tsv": [
        '"',
        "\t",
        "\n",
        "question",
        "answer",
    ],
    "anki-text": [
        "#separator:tab\n",
        "#html:true\n",
        "#columns:a\tb\n",
        "{{c1::a::b}}",
        "\t",
        '"',
        "#guid column:9\n",
    ],
    "opentrivia": [
        '{"results":[',
        "]}",
        '"question":',
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
        "%20",
        "null",
        '""',
        ",",
    ],
    "trivia": [
        "&a ",
        "*a",
        "- ",
        ": ",
        "\n",
        "[",
        "{",
        "? ",
        "!!python/object:x ",
        "|",
        "'",
    ],
    "markdown": [
        "- [x] a\n",
        "- [ ] b\n",
        "#### Q1. a\n",
        "```",
        "Answer: B\n",
        "A. a\n",
        "Q: a\n",
        "<details>",
        "**",
    ],
    "page": [
        "Question 1\n",
        "Solution 1\n",
        "Topic¶\n",
        "Name three\n",
        ":\n",
        "a or b?\n",
    ],
}
"""What each format makes something of."""


def read(name: str, data: bytes) -> Bank | str:
    """The bank, or the sentence why there is none."""
    try:
        return FORMATS[name].read(data)
    except CannotRead as error:
        return str(error)


def whole(name: str, data: bytes) -> None:
    """Read, and made ready for a deck."""
    found = read(name, data)
    if isinstance(found, Bank):
        made_ready(found, lexicon_of(None, lang="en"), "en")


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.binary(max_size=2000))
@example(data=b"")
@example(data=b"\xff\xfe")
@example(data=b"PK\x03\x04")
def test_any_bytes_are_a_bank_or_a_sentence(name: str, data: bytes) -> None:
    read(name, data)
    for file in ("x", "x.txt", f"x.{FORMATS[name].endings[0]}"):
        with suppress(CannotRead):
            format_of(file, data).read(data)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(random=st.randoms(use_true_random=False))
def test_a_damaged_file_is_a_bank_or_a_sentence(name: str, random: Random) -> None:
    data = bytearray(random.choice(GOOD[name]))  # Hypothesis' own, seeded
    for _ in range(random.randrange(1, 6)):
        start = random.randrange(len(data))
        match random.randrange(3):
            case 0:
                del data[start : start + random.randrange(1, 200)]
            case 1:
                data[start] = random.randrange(256)
            case _:
                data[start:start] = data[random.randrange(len(data)) :][: random.randrange(1, 200)]
        if not data:
            return
    read(name, bytes(data))


@pytest.mark.parametrize("name", sorted(SIGNS))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_what_the_format_makes_something_of_in_any_order(name: str, data: st.DataObject) -> None:
    words = st.sampled_from([*SIGNS[name], "word", "Paris", " ", "\n", "é", "5", "<b>", "<img src='x.png'>"])
    text = "".join(data.draw(st.lists(words, max_size=30)))
    wrapped = f"<quiz><question type='shortanswer'>{text}</question></quiz>" if name == "moodle" else text
    whole(name, wrapped.encode())


def _zip(*files: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for file, data in files:
            archive.writestr(file, data)
    return out.getvalue()


def _lying_zip() -> bytes:
    """An archive that says that its file is small."""
    data = bytearray(_zip(("deck.toml", b"0" * (UNPACKED + 10))))
    for sign, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = data.find(sign) + at
        data[start : start + 4] = (100).to_bytes(4, "little")
    return bytes(data)


def _endless_package(folder: Path) -> bytes:
    """A collection whose notes are a view without an end."""
    file = folder / "collection.anki2"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE col (models TEXT, decks TEXT)")
        connection.execute(
            "CREATE VIEW notes AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n)"
            " SELECT id, 'g' AS guid, 1 AS mid, 'a' AS flds, '' AS tags FROM n"
        )
    connection.close()
    return _zip(("collection.anki2", file.read_bytes()))


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE q [<!ENTITY a "ha">'
    + b"".join(f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">'.encode() for i in range(9))
    + b"]><quiz><question type='essay'><name><text>&j;</text></name></question></quiz>"
)
NESTED_YAML = b"a: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: [*b,*b,*b,*b]\n"
BOMBS = [
    ("moodle", LAUGHS, "entities"),
    ("moodle", b"<quiz>" + b"<a>" * 5000, "deeply"),
    ("moodle", b"<!DOCTYPE q SYSTEM 'file:///etc/passwd'><quiz><question/></quiz>", ""),
    ("trivia", NESTED_YAML, "references"),
    ("trivia", b"[" * 100_000, "nest"),
    ("trivia", b"- " * 50 + b"a", "deeply"),
    ("trivia", b"q: !!python/object/apply:os.system ['true']\n", ""),
    ("opentrivia", b"[" * 1_000_000, "JSON"),
    ("toml", _zip(("deck.toml", b"a = 1"), ("big", b"0" * (UNPACKED + 1))), "MiB"),
    ("toml", _lying_zip(), ""),
    ("toml", _zip(("../deck.toml", b"")), "outside"),
    ("toml", _zip(("C:\\deck.toml", b"")), "outside"),
    ("toml", _zip(("/etc/deck.toml", b"")), "outside"),
    ("toml", _zip(("deck.toml", b"x = " + b"[" * 20_000)), "TOML"),
    ("toml", _zip(("deck.toml", b"a." * 200_000 + b"b = 1")), "parts"),
    ("xlsx", _zip(("xl/workbook.xml", b"0" * (UNPACKED + 1))), "MiB"),
    ("xlsx", _zip(("[Content_Types].xml", LAUGHS)), "workbook"),
    ("anki", _zip(("collection.anki21b", b"\x28\xb5\x2f\xfd" + b"\0" * 100)), ""),
    ("anki", _zip(("collection.anki2", b"SQLite format 3\0" + b"\xff" * 5000)), ""),
    ("csv", b'"' + b"a," * 1_000_000, ""),
    ("gift", b"{" * 1_000_000, ""),
    ("gift", b"::" * 500_000, ""),
    ("markdown", b"- [x] " * 100_000, ""),
    ("markdown", b"**" * 300_000, ""),
    ("page", b"Question 1\n" + b"a or " * 100_000 + b"\nSolution 1\na", ""),
    ("page", b"Question 1\n" * 20_000, ""),
    ("aiken", b"A. a\n" * 100_000, ""),
    ("anki-text", b"{{c1::" * 100_000 + b"\tb", ""),
    ("anki-text", b"<b>" * 100_000 + b"\tb", ""),
    ("tsv", b"a\t" * 1_000_000, ""),
]


@pytest.mark.parametrize(("name", "data", "said"), BOMBS, ids=[f"{b[0]}-{i}" for i, b in enumerate(BOMBS)])
def test_a_bomb_is_a_sentence_or_a_loss_and_takes_little_memory(name: str, data: bytes, said: str) -> None:
    tracemalloc.start()
    try:
        found = read(name, data)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert not said or said in str(found)
    assert most < 400 * 1024 * 1024


def test_a_database_without_an_end_is_refused(tmp_path: Path) -> None:
    assert "no notes" in str(read("anki", _endless_package(tmp_path)))


@pytest.mark.parametrize("name", NAMES)
def test_a_file_beyond_the_limit_is_refused_unread(name: str) -> None:
    assert "larger than" in str(read(name, b"\0" * (LARGEST + 1)))


def test_cells_of_an_export_are_no_formulas() -> None:
    for name in ("csv", "tsv"):
        text = FORMATS[name].write(mixed()).data.decode("utf-8-sig")
        assert not any(text.startswith(sign) for sign in "=+@")
        assert "'=HYPERLINK(1)" in text
        assert ",=HYPERLINK" not in text
        assert ",+cmd" not in text

    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(FORMATS["xlsx"].write(mixed()).data))
    kinds = {cell.data_type for row in book.active.iter_rows() for cell in row}  # type: ignore[union-attr]
    assert "f" not in kinds

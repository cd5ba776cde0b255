"""The formats by name: which is meant, how to read it, how to write it. Each is loaded when it is used."""

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath
from typing import Any

from msgspec import Struct

from bot.decks.formats.bank import Bank, CannotRead, Written
from bot.decks.formats.bounds import LARGEST, text_of


class Format(Struct, frozen=True, kw_only=True):
    """One format: its name on the command line, what people call it, its files' endings."""

    name: str
    title: str
    endings: tuple[str, ...]
    reads: str
    """Module and function that read it."""
    writes: str = ""
    """Module and function that write it; empty if that cannot be."""

    def read(self, data: bytes) -> Bank:
        """The bank in that file. Raises CannotRead."""
        if len(data) > LARGEST:
            raise CannotRead(
                f"This file is larger than {LARGEST // 1024 // 1024} MiB. Export the bank in parts."
            )
        read: Callable[[bytes], Bank] = _function(self.reads)
        return read(data)

    def write(self, bank: Bank) -> Written:
        """The bank as a file."""
        write: Callable[[Bank], Written] = _function(self.writes)
        return write(bank)


def _format(name: str, title: str, endings: str, module: str, writes: str = "") -> Format:
    return Format(
        name=name,
        title=title,
        endings=tuple(endings.split()),
        reads=f"{module}.read",
        writes=writes or f"{module}.write",
    )


FORMATS = {
    each.name: each
    for each in (
        _format("moodle", "Moodle XML", "xml", "moodle_xml", "moodle_writing.write"),
        _format("gift", "GIFT", "gift", "gift", "gift_writing.write"),
        _format("aiken", "Aiken", "aiken", "aiken"),
        _format("csv", "CSV", "csv", "csv_table"),
        _format("tsv", "TSV", "tsv tab", "csv_table", "csv_table.write_tsv"),
        _format("xlsx", "Excel", "xlsx xlsm", "xlsx"),
        _format("anki", "Anki package", "apkg colpkg", "anki_package"),
        _format("anki-text", "Anki text", "txt", "anki_text"),
        _format("opentrivia", "Open Trivia DB", "json", "open_trivia"),
        _format("trivia", "trivia list of Red", "yaml yml", "trivia_yaml"),
        _format("markdown", "quiz in Markdown", "md markdown", "quiz_markdown"),
        _format("page", "page of questions and solutions", "page", "course_page"),
        _format("toml", "deck of Recall", "zip", "toml_zip"),
    )
}


def _function(path: str) -> Any:
    module, _, name = path.rpartition(".")
    return getattr(import_module(f"bot.decks.formats.{module}"), name)


def format_of(name: str, data: bytes) -> Format:
    """Which format a file has, by its name and its first lines. Raises CannotRead."""
    ending = PurePath(name).suffix.lstrip(".").casefold()
    found = next((each for each in FORMATS.values() if ending in each.endings), None)
    if ending == "csv" and _is_open_trivia(data[:4000]):
        return FORMATS["opentrivia"]
    if data.lstrip(b"\xef\xbb\xbf").startswith((b"#separator", b"#html")):
        return FORMATS["anki-text"]
    if ending in ("txt", "", "text", "page", "md", "html") or found is None:
        return FORMATS[_by_looks(data, ending)]
    return found


def _is_open_trivia(start: bytes) -> bool:
    first = start.split(b"\n", 1)[0].lower()
    return (b"correct_answer" in first and b"incorrect_answer" in first) or first.count(b"%20") > 2


def _by_looks(data: bytes, ending: str) -> str:
    if data[:2] == b"PK":
        return "anki" if b"collection.anki2" in data[:2000] + data[-4000:] else "toml"
    text = text_of(data[:200_000])
    if re.search(r"^\W*Solution 1\W*$", text, re.MULTILINE):
        return "page"
    if ending == "md":
        return "markdown"
    if re.search(r"^\s*ANSWER\s*:\s*[A-Z]\b", text, re.MULTILINE):
        return "aiken"
    if text.lstrip().startswith("<"):
        return "moodle"
    if text.lstrip()[:1] in ("{", "["):
        return "opentrivia"
    if re.search(r"\{[^{}]*[=~#TF][^{}]*\}", text):
        return "gift"
    if ending in ("txt", "text") or "\t" in text:
        return "anki-text"
    known = ", ".join(FORMATS)
    raise CannotRead(f"It is not clear what this file is. Say it with --format, one of {known}.")

"""Anki's text export: `#separator:tab` and the like at the top, then a row a note."""

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from bot.decks.formats import csv_table
from bot.decks.formats.bank import Bank, CannotRead, Entry, Loss, Written
from bot.decks.formats.bounds import text_of
from bot.decks.formats.cells import entry_of_cells, is_ours, rows_of
from bot.decks.formats.markup import from_html, to_html
from bot.decks.formats.notes import entry_of_note
from bot.decks.formats.rows import bank_of_rows

_SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "colon": ":", "space": " "}
_HEAD = re.compile(r"^#([a-z ]+):(.*)$", re.IGNORECASE)
SHOWN = ("question", "why")
"""Cells in light Markdown; the others are texts as they stand."""


def read(data: bytes) -> Bank:
    """The notes of an Anki text file. Raises CannotRead."""
    head, body, skipped = _parted(text_of(data))
    sign = head.get("separator", "").strip()
    separator = _SEPARATORS.get(sign.casefold(), sign[:1]) or csv_table.separator_of(body) or "\t"
    rows = [(number + skipped, row) for number, row in csv_table.parsed(body, separator)]
    rows = [(number, row) for number, row in rows if any(cell.strip() for cell in row)]
    names = [name.strip().casefold() for name in head.get("columns", "").split(separator)]
    html = head.get("html", "true").strip().casefold() != "false"
    if is_ours(names):
        return Bank(entries=tuple(_own(rows, names)))
    if not rows:
        raise CannotRead("There are no notes in this file. Export it from Anki as “Notes in plain text”.")
    if not head:
        return bank_of_rows(rows, html=html)
    return _foreign(rows, head, names, html=html)


def write(bank: Bank) -> Written:
    """The bank as notes that Anki imports, and updates a second time: their ids stand in the first column."""
    columns, rows, losses = rows_of(bank, "Anki text")
    columns = ("id", *(name for name in columns if name != "id"))
    head = f"#separator:tab\n#html:true\n#guid column:1\n#columns:{chr(9).join(columns)}\n"
    lines = ["\t".join(_cell(name, row.get(name, "")) for name in columns) for row in rows]
    return Written(data=(head + "\n".join(lines) + "\n").encode(), losses=losses)


def in_html(name: str, text: str) -> str:
    """A cell as Anki's fields have it."""
    if name in SHOWN:
        return to_html(text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")


def from_field(name: str, field: str) -> str:
    """The cell of such a field."""
    if name in SHOWN:
        return from_html(field).text
    text = re.sub(r"<br ?/?>", "\n", field)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", " ").replace("&amp;", "&")


def _cell(name: str, text: str) -> str:
    cell = in_html(name, text).replace("\t", " ")
    return '"' + cell.replace('"', '""') + '"' if '"' in cell or cell.startswith("#") else cell


def _own(rows: Sequence[tuple[int, Sequence[str]]], names: Sequence[str]) -> Iterator[Entry]:
    for number, row in rows:
        cells = {name: from_field(name, cell) for name, cell in zip(names, row, strict=False)}
        yield entry_of_cells(number, cells)


def _parted(text: str) -> tuple[dict[str, str], str, int]:
    """The lines at the top that say how to read the rest, that rest, and how many lines they are."""
    head: dict[str, str] = {}
    lines = text.split("\n")
    count = 0
    for line in lines[:50]:
        if found := _HEAD.match(line):
            head[found[1].strip().casefold()] = found[2]
        elif not line.startswith("#"):
            break
        count += 1
    return head, "\n".join(lines[count:]), count


def _foreign(
    rows: Sequence[tuple[int, Sequence[str]]], head: dict[str, str], names: Sequence[str], *, html: bool
) -> Bank:
    aside = {
        what: int(column) - 1
        for what in ("guid", "notetype", "deck", "tags")
        if (column := head.get(f"{what} column", "").strip()).isdecimal()
    }
    entries: list[Entry] = []
    losses: list[Loss] = []
    for number, row in rows:
        fields = [cell for index, cell in enumerate(row) if index not in aside.values()]
        labels = [name for index, name in enumerate(names) if index not in aside.values()]
        found = entry_of_note(
            number,
            fields,
            labels,
            key=_at(row, aside.get("guid")),
            topic=_at(row, aside.get("deck")),
            html=html,
        )
        if isinstance(found, Loss):
            losses.append(found)
        else:
            tags = tags_of(f"{head.get('tags', '')} {_at(row, aside.get('tags'))}")
            entries.append(replace(found, tags=tags))
    return Bank(entries=tuple(entries), losses=tuple(losses), title=head.get("deck", "").strip())


def tags_of(text: str) -> tuple[str, ...]:
    """The tags of a note, which blanks part."""
    return tuple(dict.fromkeys(text.split()))


def _at(row: Sequence[str], index: int | None) -> str:
    return row[index].strip() if index is not None and index < len(row) else ""

"""A bank sent back with a remark at each row: mended, it can be sent again."""

import csv
import io
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from bot.app.ports.uploads import RowState, UploadRow
from bot.decks.formats.bank import Bank, Entry
from bot.decks.formats.cells import MARKS, inert, rows_of
from bot.decks.formats.registry import FORMATS, Format
from bot.decks.formats.tables import table_of, text_of_table

_GONE = "not in your file; it stays in the course"
_SAID = {
    RowState.READY: "ready",
    RowState.NEED: "look at it",
    RowState.KEPT: "comes as it is",
    RowState.LEFT: "left out",
    RowState.STAYED: "can't come",
}


def remarks_of(
    format: Format, deck: str, bank: Bank, ids: Sequence[str], rows: Sequence[UploadRow], gone: Sequence[str]
) -> tuple[str, str]:
    """The name and the text of that file: TOML for a deck of Recall, else a table. `ids` are those of
    the bank's questions, in their order; `gone` those of the course that are not in it."""
    entries = [replace(entry, key=id) for entry, id in zip(bank.entries, ids, strict=True)]
    every = [entries[row.place] if row.place < len(entries) else _stub(row) for row in rows]
    told = sorted(zip(rows, every, strict=True), key=lambda each: each[0].row)
    if format is FORMATS["toml"]:
        return f"{deck}.toml", "\n".join(_toml(bank.title or deck, told, gone))
    return f"{deck}.csv", _csv(bank, told, gone)


def _stub(row: UploadRow) -> Entry:
    return Entry(row=row.row, ask=row.about)


def _remark(row: UploadRow) -> str:
    return f"{_SAID[row.state]}: {row.remark}" if row.remark else _SAID[row.state]


def _toml(title: str, told: Sequence[tuple[UploadRow, Entry]], gone: Sequence[str]) -> Iterator[str]:
    yield text_of_table({"title": title}).removeprefix("[[question]]\n")
    for row, entry in told:
        yield "# " + " ".join(_remark(row).split())
        if entry.key:
            yield text_of_table(table_of(entry, entry.key))
        else:
            yield f"# row {row.row}: {row.about}\n"
    yield from (f"# {id}: {_GONE}" for id in gone)


def _csv(bank: Bank, told: Sequence[tuple[UploadRow, Entry]], gone: Sequence[str]) -> str:
    columns, cells, _ = rows_of(replace(bank, entries=tuple(entry for _, entry in told)), "CSV")
    names = ("id", *(name for name in columns if name != "id"))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*MARKS, *names])
    for (row, _), cell in zip(told, cells, strict=True):
        values = [cell.get(name, "") for name in names]
        writer.writerow([inert(each) for each in (_remark(row), str(row.row), *values)])
    writer.writerows([_GONE, "", id, *("" for _ in names[1:])] for id in gone)
    return "\ufeff" + out.getvalue()

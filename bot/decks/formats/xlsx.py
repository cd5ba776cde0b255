"""Excel workbooks: the first sheet that has rows, a row a question."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from bot.decks.formats.bank import Bank, CannotRead, Written
from bot.decks.formats.bounds import ENTRIES, Archive
from bot.decks.formats.cells import inert, rows_of
from bot.decks.formats.rows import COLUMNS, bank_of_rows

_EMPTY = 1000
"""Empty rows after which a sheet is taken to be at its end."""


def read(data: bytes) -> Bank:
    """The questions of an xlsx file. Raises CannotRead."""
    archive = Archive(data)
    for name in archive.names():
        archive.read(name)  # what unpacks to far too much is refused before anything looks into it
    return bank_of_rows(_rows(data))


def write(bank: Bank) -> Written:
    """The bank as a workbook whose cells are texts, never formulas."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    columns, rows, losses = rows_of(bank, "xlsx")
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Questions")
    sheet.append(list(columns))
    for row in rows:
        cells = []
        for name in columns:
            cell = WriteOnlyCell(sheet, value=inert(row.get(name, "")))
            cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    out = BytesIO()
    book.save(out)
    return Written(data=out.getvalue(), losses=losses)


def _rows(data: bytes) -> Iterator[tuple[int, Sequence[str]]]:
    import openpyxl

    try:
        # defusedxml, which openpyxl uses where it is installed, refuses entities.
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
        sheets = [sheet for sheet in book.worksheets if sheet.max_row != 0]
        for sheet in sheets[:20]:
            rows = [(number, row) for number, row in _cells(sheet) if any(row)]
            if rows:
                yield from rows
                return
    except CannotRead:
        raise
    except Exception as error:  # whatever a broken workbook makes openpyxl raise
        raise CannotRead("This is no workbook that can be read. Save it anew as .xlsx, or as CSV.") from error


def _cells(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    empty = 0
    for number, row in enumerate(sheet.iter_rows(values_only=True, max_col=COLUMNS), 1):
        cells = [_text(value) for value in row]
        empty = 0 if any(cells) else empty + 1
        if empty > _EMPTY or number > 2 * ENTRIES:
            return
        yield number, cells


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return str(value)

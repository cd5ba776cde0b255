"""CSV and TSV: a row a question. What Recall writes, it reads back whole; tables of others are guessed."""

import csv
import io
from collections.abc import Iterator, Sequence

from bot.decks.formats.bank import Bank, CannotRead, Written
from bot.decks.formats.bounds import text_of
from bot.decks.formats.cells import inert, rows_of
from bot.decks.formats.rows import bank_of_rows

_SAMPLE = 20_000
_SIGNS = ",;\t|"


def read(data: bytes) -> Bank:
    """The questions of a CSV or TSV file. Raises CannotRead."""
    text = text_of(data)
    return bank_of_rows(parsed(text, separator_of(text)))


def write(bank: Bank) -> Written:
    """The bank as CSV, its cells harmless to spreadsheets."""
    return _written(bank, ",", "CSV")


def write_tsv(bank: Bank) -> Written:
    """The bank as TSV, its cells harmless to spreadsheets."""
    return _written(bank, "\t", "TSV")


def _written(bank: Bank, separator: str, format: str) -> Written:
    columns, rows, losses = rows_of(bank, format)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([inert(row.get(name, "")) for name in columns] for row in rows)
    return Written(data=out.getvalue().encode("utf-8-sig"), losses=losses)


def parsed(text: str, separator: str) -> Iterator[tuple[int, Sequence[str]]]:
    """The rows with the number of the line each ends on. Raises CannotRead."""
    csv.field_size_limit(1_000_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)
    try:
        before = 0
        for row in reader:
            yield before + 1, row
            before = reader.line_num
    except csv.Error as error:
        raise CannotRead(f"Line {reader.line_num} is no row of a table ({error}). Export it anew.") from error


def separator_of(text: str) -> str:
    """The sign that parts the columns: the one that most lines have equally often."""
    lines = [line for line in text[:_SAMPLE].split("\n")[:50] if line.strip()]
    if not lines:
        return ","
    first = lines[0]
    counts = {sign: _even(lines, sign) for sign in _SIGNS}
    best = max(_SIGNS, key=lambda sign: (counts[sign], first.count(sign)))
    return best if counts[best] else ","


def _even(lines: Sequence[str], sign: str) -> int:
    """How many lines have as many of these signs (outside quotation marks) as the first one."""
    found = [len(next(csv.reader([line], delimiter=sign), [])) for line in lines]
    return sum(1 for count in found if count == found[0]) if found[0] > 1 else 0

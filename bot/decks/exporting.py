"""`recall export`: a deck as a file in another format, with what that format has no place for."""

import tomllib
from pathlib import Path

from bot.decks.folders import CARD, deck_files, read_regular, sister_of, topic_files
from bot.decks.formats.bank import Bank, CannotRead, Entry, Loss
from bot.decks.formats.tables import about_of, entry_of
from bot.decks.load import read_all
from bot.decks.media import LARGEST as MEDIUM


def bank_of(folder: Path) -> Bank:
    """The deck in that folder as a bank. Raises CannotRead if the deck has faults."""
    reading = read_all([folder])
    if reading.faults:
        raise CannotRead(f"The deck in {folder} has faults; mend them first.\n{reading.faults[0]}")
    card = tomllib.loads((folder / CARD).read_text(encoding="utf-8-sig"))
    files = {file.stem: file for file in topic_files(folder)}
    entries: list[Entry] = []
    for name in card.get("topics") or sorted(files):
        topic = tomllib.loads(files[name].read_text(encoding="utf-8-sig"))
        for table in topic.get("question", ()):
            entries.append(entry_of(table, row=len(entries) + 1, topic=topic["title"]))
    named = {name for entry in entries for name in entry.files}
    languages = sorted({found[1] for file in deck_files(folder) if (found := sister_of(file))})
    return Bank(
        entries=tuple(entries),
        title=card.get("title", ""),
        lang=card.get("lang", ""),
        licence=card.get("licence", ""),
        about=about_of(card),
        losses=tuple(
            Loss(row=0, kind="languages", reason=f"the sister files in `{lang}` do not go along")
            for lang in languages
        ),
        files={name: read_regular(folder / name, MEDIUM) for name in sorted(named)},
    )


def export_report(bank: Bank, losses: tuple[Loss, ...], file: str, title: str) -> str:
    """How many questions are in the file, and what is lost, row by row."""
    whole = {loss.row for loss in losses if not loss.keys}
    lines = [f"{file}: {title}, {len(bank.entries) - len(whole)} of {len(bank.entries)} questions."]
    ids = {entry.row: entry.key for entry in bank.entries}
    lines += [f"{ids.get(loss.row, 'the deck')}: {loss.kind}: {loss.reason}" for loss in sorted(losses)]
    return "\n".join(lines)

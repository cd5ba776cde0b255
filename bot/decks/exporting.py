"""`recall export`: a deck as a file in another format, with what that format has no place for."""

import tomllib
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from bot.decks.deck_files import DeckFiles
from bot.decks.folders import CARD
from bot.decks.formats.bank import Bank, CannotRead, Entry, Loss
from bot.decks.formats.registry import FORMATS, Format
from bot.decks.formats.tables import about_of, entry_of
from bot.decks.load import read_source
from bot.decks.page import LARGEST

_WHEN = (2020, 1, 1, 0, 0, 0)
"""One time for all files, so that a deck gives the same bytes each time."""


def bank_of(deck: DeckFiles) -> Bank:
    """The deck as a bank. Raises CannotRead if the deck has faults."""
    if faults := read_source(deck).faults:
        raise CannotRead(f"The deck in {deck.folder} has faults; mend them first.\n{faults[0]}")
    files = {file.stem: file for file in deck.topics()}
    card = _values(deck, deck.folder / CARD)
    entries: list[Entry] = []
    names: dict[str, str] = {}
    for name in card.get("topics") or sorted(files):
        topic = _values(deck, files[name])
        names.setdefault(topic["title"], name)
        for table in topic.get("question", ()):
            entries.append(entry_of(table, row=len(entries) + 1, topic=topic["title"]))
    media = {name: deck.attached(name) for entry in entries for name in entry.files}
    return Bank(
        entries=tuple(entries),
        title=card.get("title", ""),
        lang=card.get("lang", ""),
        licence=card.get("licence", ""),
        about=about_of(card),
        names=names,
        losses=tuple(
            Loss(row=0, kind="languages", reason=f"the sister files in `{lang}` do not go along")
            for lang in deck.sisters()
        ),
        files={name: data for name, data in sorted(media.items()) if isinstance(data, bytes)},
    )


def _values(deck: DeckFiles, file: Path) -> dict[str, Any]:
    return tomllib.loads(deck.read(file, LARGEST).decode("utf-8-sig"))


def packed(files: Mapping[str, bytes]) -> bytes:
    """The files of a deck, as they are, in a zip archive."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files.items()):
            info = zipfile.ZipInfo(name, _WHEN)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return out.getvalue()


def words_lost(bank: Bank, format: Format) -> tuple[Loss, ...]:
    """The words of the whole deck, which only a deck of Recall has a place for."""
    if format is FORMATS["toml"]:
        return ()
    groups = {"synonyms": bank.about.synonyms, "confusables": bank.about.confusables}
    return tuple(
        Loss(row=0, kind=key, reason=f"{format.title} has no place for `{key}` of {CARD}", keys=(key,))
        for key, given in groups.items()
        if given
    )


def export_report(bank: Bank, losses: tuple[Loss, ...], file: str, title: str) -> str:
    """How many questions are in the file, and what is lost, row by row."""
    whole = {loss.row for loss in losses if loss.row and not loss.keys}
    lines = [f"{file}: {title}, {len(bank.entries) - len(whole)} of {len(bank.entries)} questions."]
    ids = {entry.row: entry.key for entry in bank.entries}
    lines += [f"{ids.get(loss.row, 'the deck')}: {loss.kind}: {loss.reason}" for loss in sorted(losses)]
    return "\n".join(lines)

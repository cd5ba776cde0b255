"""What was ruled in the chat, written into the files of a deck; comments and order stay."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from bot.decks.editing import Edit, add_text, edited, put
from bot.decks.folders import topic_files
from bot.domain.markdown import bare
from bot.domain.question import QuestionId
from bot.domain.rulings import Ruling, RulingKind, by_question
from bot.domain.wording import ACCEPT, Change, changes_of

_KEYS: Mapping[RulingKind, tuple[str, str]] = {
    RulingKind.RIGHT: ("accept", ""),
    RulingKind.EXACTLY: ("exactly", ""),
    RulingKind.NOT_RIGHT: ("reject", "why"),
    RulingKind.PARTLY: ("prompt", "ask_for"),
}
"""Where the wordings of a ruling belong, and the key of what is told."""


def patched(folder: Path, rulings: Iterable[Ruling]) -> dict[Path, str]:
    """The files of a deck that change, with their new text. What stands there already is not added again;
    rulings on questions that are gone change nothing. Raises OSError, or ValueError for what is no TOML."""
    edits = {str(id): ruling_edit(each) for id, each in by_question(rulings).items()}
    changed: dict[Path, str] = {}
    for file in topic_files(folder):
        before = file.read_text(encoding="utf-8")
        after = edited(before, edits)
        if after != before:
            changed[file] = after
    return changed


def ruling_edit(rulings: Iterable[Ruling]) -> Edit:
    """Writes these rulings into the table of their question."""

    def edit(table: Any) -> None:
        for ruling in rulings:
            for change in changes_of(ruling.told) if ruling.kind is RulingKind.WORDING else ():
                _reword(table, change)
            if ruling.kind not in _KEYS:
                continue
            key, told = _KEYS[ruling.kind]
            for text in ruling.texts:
                add_text(table, key, text, said=(told, ruling.told) if told else None)

    return edit


def _reword(table: Any, change: Change) -> None:
    """Put a text in place of what stood there when it was changed."""
    if change.key != ACCEPT:
        if bare(str(table.get(change.key, ""))) != bare(change.old):
            return
        if change.new:
            put(table, change.key, change.new)
        else:
            table.pop(change.key, None)
        return
    given = table.get(ACCEPT, [])
    texts = [given] if isinstance(given, str) else [str(text) for text in given]
    if change.old in texts:
        put(table, ACCEPT, [text for text in texts if text != change.old])
    if change.new:
        add_text(table, ACCEPT, change.new)


def listed(rulings: Iterable[Ruling], known: Iterable[QuestionId]) -> list[str]:
    """A line for each ruling."""
    there = set(known)
    return [
        f"{ruling.id} {ruling.at:%Y-%m-%d} {ruling.question}"
        f"{'' if ruling.question in there else ' (gone, or not asked)'} {ruling.kind.value}: "
        f"{' | '.join(ruling.texts) or '-'}{f' ({_told(ruling)})' if ruling.told else ''}"
        for ruling in rulings
    ]


def _told(ruling: Ruling) -> str:
    if ruling.kind is not RulingKind.WORDING:
        return ruling.told
    return "; ".join(f"{one.key}: {one.old or '-'} → {one.new or '-'}" for one in changes_of(ruling.told))

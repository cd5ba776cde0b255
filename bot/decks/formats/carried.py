"""What Recall has no place for yet, told row by row. The one place to open when it has."""

from msgspec.structs import replace

from bot.decks.formats.bank import Bank, Entry, Loss, left
from bot.decks.formats.markup import plain

NOT_YET: frozenset[str] = frozenset()
"""Kinds and keys of the common form that decks cannot hold yet."""
_SAID = {
    "select": "several right options are not yet carried",
    "match": "pairs to be matched are not yet carried",
    "gaps": "texts with gaps are not yet carried",
    "picture": "pictures are not yet carried",
}


def carried(bank: Bank, not_yet: frozenset[str] = NOT_YET) -> Bank:
    """The bank without what decks cannot hold; each question that stays behind is among the losses."""
    if not not_yet:
        return bank
    kept: list[Entry] = []
    losses: list[Loss] = list(bank.losses)
    for entry in bank.entries:
        what = entry.kind if entry.kind in not_yet else "picture" if entry.picture else ""
        if what in not_yet:
            losses.append(left(entry, what, _SAID[what]))
        else:
            kept.append(_plain(entry) if "markdown" in not_yet else entry)
    used = {entry.picture for entry in kept}
    files = {name: data for name, data in bank.files.items() if name in used}
    return replace(bank, entries=tuple(kept), losses=tuple(losses), files=files)


def _plain(entry: Entry) -> Entry:
    return replace(entry, ask=plain(entry.ask), why=plain(entry.why), hints=tuple(map(plain, entry.hints)))

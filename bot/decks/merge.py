"""A bank that comes into a deck, perhaps again: which questions are new, which changed, which are gone."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct, field
from rapidfuzz import fuzz

from bot.decks.build import bare
from bot.decks.formats.bank import Entry
from bot.decks.formats.naming import Names, core, id_of
from bot.decks.formats.tables import Table, entry_of, table_of

_ALIKE, _STRANGE = 85.0, 45.0
"""Per cent: questions as alike as this are one that was edited; of one id and less alike, two."""
_MOST_PAIRS = 200_000
"""Comparisons of wordings; past it only what is asked word for word is known again."""


class Here(Struct, frozen=True, kw_only=True):
    """A question that the deck has."""

    file: str
    table: Mapping[str, Any]
    entry: Entry

    @property
    def id(self) -> str:
        """Its id."""
        return self.entry.key


def here_of(file: str, tables: Iterable[Mapping[str, Any]]) -> list[Here]:
    """The questions of a topic's file."""
    return [Here(file=file, table=table, entry=entry_of(table, row=0)) for table in tables]


class Merge(Struct, frozen=True, kw_only=True):
    """What is to be done, and what there is nothing to do about."""

    added: tuple[tuple[str, Entry], ...]
    """New questions with their ids."""
    changed: Mapping[str, Table] = field(default_factory=dict)
    """By id, the keys that get another value."""
    same: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    """Ids the deck has and the bank has not."""
    kept: tuple[str, ...] = ()
    """Ids of questions that are of another kind in the deck, and are left as they are."""
    ids: tuple[str, ...] = ()
    """The id of each question of the bank, in its order."""


def merge(entries: Sequence[Entry], here: Sequence[Here], deck: str, taken: frozenset[str]) -> Merge:
    """Hold a bank against a deck. `taken` are ids of other decks, which no new question may have."""
    matched = _matched(entries, here, deck)
    names = Names(taken | {each.id for each in here})
    added: list[tuple[str, Entry]] = []
    changed: dict[str, Table] = {}
    same: list[str] = []
    kept: list[str] = []
    ids: list[str] = []
    for index, entry in enumerate(entries):
        found = matched.get(index)
        if found is None:
            added.append((names.free(id_of(entry, deck)), entry))
            ids.append(added[-1][0])
            continue
        ids.append(found.id)
        if found.entry.kind != entry.kind:
            kept.append(found.id)
        elif keys := _changes(found, entry):
            changed[found.id] = keys
        else:
            same.append(found.id)
    met = {each.id for each in matched.values()}
    gone = tuple(each.id for each in here if each.id not in met)
    return Merge(
        added=tuple(added),
        changed=changed,
        same=tuple(same),
        gone=gone,
        kept=tuple(kept),
        ids=tuple(ids),
    )


def _matched(entries: Sequence[Entry], here: Sequence[Here], deck: str) -> dict[int, Here]:
    """For the position of an entry the question it is already: by id, by what is asked, by likeness."""
    by_id = {each.id: each for each in here}
    by_core: dict[str, Here] = {}
    for each in here:
        by_core.setdefault(core(each.entry), each)
    matched: dict[int, Here] = {}
    met: set[str] = set()

    def meet(index: int, found: Here | None) -> None:
        if found is not None and found.id not in met:
            matched[index] = found
            met.add(found.id)

    for index, entry in enumerate(entries):
        found = by_id.get(id_of(entry, deck))
        if found is not None and entry.key and not _stranger(entry, found.entry):
            meet(index, found)
    for index, entry in enumerate(entries):
        if index not in matched:
            meet(index, by_core.get(core(entry)))
    for index, found in _edited(entries, here, matched, met):
        meet(index, found)
    return matched


def _stranger(one: Entry, other: Entry) -> bool:
    """Whether two questions of one id have nothing to do with each other."""
    return bare(one.answer) != bare(other.answer) and fuzz.token_sort_ratio(one.ask, other.ask) < _STRANGE


def _edited(
    entries: Sequence[Entry], here: Sequence[Here], matched: Mapping[int, Here], met: set[str]
) -> Iterable[tuple[int, Here]]:
    """Questions of which one wording was edited, most alike first."""
    fresh = [(index, entry) for index, entry in enumerate(entries) if index not in matched]
    loose = [each for each in here if each.id not in met]
    if len(fresh) * len(loose) > _MOST_PAIRS:
        return []
    found = []
    for index, entry in fresh:
        for each in loose:
            other = each.entry
            if entry.kind == other.kind and _digits(entry.ask) == _digits(other.ask):
                alike = fuzz.ratio(entry.ask.casefold(), other.ask.casefold())
                answers = fuzz.ratio(bare(entry.answer), bare(other.answer))
                if alike >= _ALIKE and answers >= _ALIKE:
                    found.append((alike + answers, index, each))
    found.sort(key=lambda each: (-each[0], each[1], each[2].id))
    return [(index, each) for _, index, each in found]


def _digits(text: str) -> list[str]:
    return re.findall(r"\d+", text)


def _changes(found: Here, entry: Entry) -> Table:
    """The keys that get another value. What an author added here stays."""
    wanted = table_of(entry, found.id)
    old = table_of(found.entry, found.id)
    changes: Table = {}
    for key, value in wanted.items():
        if key in ("id", "ideas", "examples", "title"):
            continue
        new = _union(key, old.get(key), value)
        if new != old.get(key):
            changes[key] = new
    return changes


def _union(key: str, old: Any, new: Any) -> Any:
    """What a key holds after both: lists of wordings grow, everything else is as the bank has it."""
    if old is None:
        return new
    if key in ("accept", "exactly"):
        return [*old, *(text for text in new if text not in old)]
    if key in ("reject", "prompt"):
        known = {text for each in old for text in each["texts"]}
        more = [{**each, "texts": [t for t in each["texts"] if t not in known]} for each in new]
        return [*old, *(each for each in more if each["texts"])]
    if key in ("options", "items", "steps"):
        name = "name" if key == "items" else "text"
        before = {each if isinstance(each, str) else each[name]: each for each in old}
        return [_richer(before.get(each if isinstance(each, str) else each[name]), each) for each in new]
    return new


def _richer(old: Any, new: Any) -> Any:
    if old is None or isinstance(old, str):
        return new
    return old if isinstance(new, str) else {**old, **new}

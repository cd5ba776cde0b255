"""What is written in a format is read back as it was, but for what was told to be lost."""

from collections.abc import Mapping

import pytest
from msgspec.structs import replace

from bot.decks.formats.bank import FIELDS, Entry, Loss
from bot.decks.formats.registry import FORMATS, Format
from bot.decks.formats.wording import fitted
from tests.decks.formats.banks import choices, mixed

BANKS = {"choices": choices(), "mixed": mixed()}
AT_LEAST = {
    ("aiken", "mixed"): 4,  # choices alone
    ("opentrivia", "mixed"): 4,
}
"""Questions that have to come back, where a format has few kinds."""


def told(losses: tuple[Loss, ...]) -> tuple[set[int], Mapping[int, set[str]]]:
    """Rows that stayed behind, and for the others the fields that are not what they were."""
    whole = {loss.row for loss in losses if not loss.keys}
    parts: dict[int, set[str]] = {}
    for loss in losses:
        parts.setdefault(loss.row, set()).update(loss.keys)
    return whole, parts


def differing(one: Entry, other: Entry) -> set[str]:
    """The fields in which two questions differ, wherever they stand."""
    return {name for name in FIELDS if name != "row" and getattr(one, name) != getattr(other, name)}


@pytest.mark.parametrize("bank", BANKS)
@pytest.mark.parametrize("name", [name for name, each in FORMATS.items() if each.writes])
def test_what_is_written_is_read_back_but_for_what_is_told(name: str, bank: str) -> None:
    format, before = FORMATS[name], BANKS[bank]
    written = format.write(before)
    whole, parts = told(written.losses)
    expected = [entry for entry in before.entries if entry.row not in whole]

    read = format.read(written.data)
    after = replace(read, entries=tuple(map(_kept, read.entries)))

    assert len(after.entries) == len(expected)
    off = {
        f"{one.key} {one.ask}": (extra, [(getattr(one, n), getattr(other, n)) for n in extra])
        for one, other in zip(expected, after.entries, strict=True)
        if (extra := differing(one, other) - parts.get(one.row, set()) - _places(format))
    }
    assert off == {}
    assert len(expected) >= AT_LEAST.get((name, bank), 34)
    if name in ("anki", "moodle", "toml"):
        assert read.files == before.files


def _kept(entry: Entry) -> Entry:
    """The question as an import keeps it."""
    fit, _ = fitted(entry)
    assert fit is not None, entry
    return fit


def _places(format: Format) -> set[str]:
    """Formats without ids or topics know questions again by what they ask."""
    return {"aiken": {"key", "topic"}, "trivia": {"key", "topic"}, "markdown": {"key"}, "page": {"key"}}.get(
        format.name, set()
    )


@pytest.mark.parametrize("bank", BANKS)
@pytest.mark.parametrize("name", [name for name, each in FORMATS.items() if each.writes])
def test_a_second_time_nothing_more_is_lost(name: str, bank: str) -> None:
    format = FORMATS[name]
    read = format.read(format.write(BANKS[bank]).data)
    once = replace(read, entries=tuple(map(_kept, read.entries)))
    twice = format.read(format.write(once).data)

    _, parts = told(format.write(once).losses)
    pairs = zip(once.entries, map(_kept, twice.entries), strict=True)
    off = [extra for a, b in pairs if (extra := differing(a, b) - parts.get(a.row, set()))]
    assert off == []


@pytest.mark.parametrize("name", ["toml"])
def test_nothing_is_lost_in_our_own_format(name: str) -> None:
    assert FORMATS[name].write(mixed()).losses == ()

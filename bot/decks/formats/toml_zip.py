"""A deck of Recall as a zip: `deck.toml`, a file for each topic, and pictures."""

import tomllib
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from bot.decks.folders import CARD
from bot.decks.formats.bank import Bank, CannotRead, Entry, Loss, Written
from bot.decks.formats.bounds import ENTRIES, Archive, is_medium
from bot.decks.formats.naming import Names, slug
from bot.decks.formats.tables import about_of, card_text, entry_of, groups_of, quoted, table_of, text_of_table
from bot.decks.forms import read_form
from bot.decks.lines import overlong_key
from bot.decks.model import QuestionForm
from bot.decks.page import LARGEST
from bot.decks.slips import sentence_of

_WHEN = (2020, 1, 1, 0, 0, 0)
"""One time for all files, so that a bank gives the same bytes each time."""


def read(data: bytes) -> Bank:
    """The deck in the archive, or the topic in a file of its own. Raises CannotRead."""
    if not data.startswith(b"PK"):
        return _topic_alone(data)
    archive = Archive(data)
    cards = [name for name in archive.names() if PurePosixPath(name).name == CARD]
    if len(cards) != 1:
        raise CannotRead(f"This archive has {len(cards)} files named {CARD}, and a deck has one.")
    folder = PurePosixPath(cards[0]).parent
    inside = [name for name in sorted(archive.names()) if PurePosixPath(name).parent == folder]
    card = _values(archive, cards[0])
    tables = [
        n
        for n in inside
        if n.endswith(".toml") and n != cards[0] and not PurePosixPath(n).name.startswith(".")
    ]
    sisters = [name for name in tables if "." in PurePosixPath(name).stem]
    topics = [name for name in tables if name not in sisters]
    listed = card.get("topics")
    order = [str(name) for name in listed] if isinstance(listed, list) else []
    topics.sort(
        key=lambda name: order.index(PurePosixPath(name).stem) if PurePosixPath(name).stem in order else 999
    )
    entries: list[Entry] = []
    losses: list[Loss] = []
    names: dict[str, str] = {}
    for name in topics:
        values = _values(archive, name)
        names[str(values.get("title", ""))] = PurePosixPath(name).stem
        for found in _topic(values, len(entries) + len(losses)):
            (losses if isinstance(found, Loss) else entries).append(found)  # type: ignore[arg-type]
    losses += _left_behind(card, sisters)
    files = {
        str(PurePosixPath(name).relative_to(folder)): archive.read(name)
        for name in sorted(archive.names())
        if PurePosixPath(name).is_relative_to(folder) and not name.endswith(".toml") and is_medium(name)
    }
    told = {key: str(card.get(key) or "") for key in ("title", "lang", "licence")}
    return Bank(
        entries=tuple(entries), losses=tuple(losses), files=files, about=about_of(card), names=names, **told
    )


def _left_behind(card: Mapping[str, Any], sisters: Sequence[str]) -> Iterator[Loss]:
    """What of the deck as a whole a bank has no place for."""
    for name in sisters:
        reason = f"{PurePosixPath(name).name[:60]} is not taken over; put it there by hand"
        yield Loss(row=0, kind="languages", reason=reason)
    for key in ("synonyms", "confusables"):
        given = card.get(key)
        if given and (not isinstance(given, list) or len(groups_of(given)) < len(given)):
            reason = f"`{key}` of {CARD} has groups that are no lists of two texts or more; they are left out"
            yield Loss(row=0, kind=key, reason=reason)


def write(bank: Bank) -> Written:
    """The bank as a deck, packed."""
    names = Names(frozenset(("deck",)))
    topics: dict[str, list[Entry]] = {}
    for entry in bank.entries:
        topics.setdefault(entry.topic or bank.title or "Questions", []).append(entry)
    files = {title: names.free(bank.names.get(title) or slug(title) or "questions") for title in topics}
    listed = ", ".join(quoted(name) for name in files.values())
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        card = card_text(bank.title or "Deck", bank.lang or "en", bank.licence or "not stated", bank.about)
        _put(archive, CARD, f"{card}topics = [{listed}]\n".encode())
        for title, entries in topics.items():
            tables = (text_of_table(table_of(entry, entry.key)) for entry in entries)
            text = "\n".join([f"title = {quoted(title)}\n", *tables])
            _put(archive, f"{files[title]}.toml", text.encode())
        for name, data in sorted(bank.files.items()):
            _put(archive, name, data)
    return Written(data=out.getvalue())


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, _WHEN)
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, data)


def _topic_alone(data: bytes) -> Bank:
    found = list(_topic(_parsed(data, "This file"), 0))
    losses = tuple(each for each in found if isinstance(each, Loss))
    entries = tuple(each for each in found if isinstance(each, Entry))
    if not found:
        raise CannotRead("There is no [[question]] in this file.")
    return Bank(entries=entries, losses=losses)


def _values(archive: Archive, name: str) -> Mapping[str, Any]:
    return _parsed(archive.read(name), name[:60])


def _parsed(data: bytes, name: str) -> Mapping[str, Any]:
    if len(data) > LARGEST:
        raise CannotRead(f"{name} is larger than 1 MiB. Split the topic into several files.")
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
        if overlong_key(text):
            raise CannotRead(f"{name} has a key with far too many parts.")
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise CannotRead(
            f"{name} is not TOML ({str(error)[:80]}). Mend it and pack the deck again."
        ) from error


def _topic(values: Mapping[str, Any], before: int) -> Iterator[Entry | Loss]:
    title = values.get("title")
    tables = values.get("question")
    for row, table in enumerate(tables if isinstance(tables, list) else (), before + 1):
        if row > ENTRIES:
            raise CannotRead(f"This deck has more than {ENTRIES:,} questions. Split it into several.")
        about = str(table.get("ask", ""))[:60] if isinstance(table, dict) else ""
        form = read_form(QuestionForm, table)
        if isinstance(form, list):
            reason = sentence_of(form[0])
            yield Loss(row=row, kind="toml", reason=reason, about=about)
            continue
        yield entry_of(table, row=row, topic=title if isinstance(title, str) else "")

"""`recall import`: a bank of questions in another format becomes, or updates, a deck."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from bot.decks.deck_files import DeckFiles
from bot.decks.editing import Edit, edited, put
from bot.decks.folders import CARD, deck_folders, topic_files
from bot.decks.formats.bank import Bank, CannotRead, Entry
from bot.decks.formats.bounds import LARGEST
from bot.decks.formats.naming import Names, id_of, slug
from bot.decks.formats.ready import Ready
from bot.decks.formats.registry import FORMATS, Format, format_of
from bot.decks.formats.tables import Table, card_text, quoted, table_of, text_of_table, value_text
from bot.decks.merge import Merge, here_of, merge
from bot.decks.model import TOPICS
from bot.decks.old_deck import OldDeck, ready_for, settled
from bot.decks.texts import NAME, NAME_PATTERN, OPTION, TITLE

_QUESTIONS, _CHARS = 400, 700_000
"""Questions and characters of one topic's file that an import writes."""
_TOPICS = 90
"""Topics of one import; a bank with more goes into one."""


class Wish(Struct, frozen=True, kw_only=True):
    """What the author said about the import."""

    format: str = ""
    title: str = ""
    lang: str = ""
    licence: str = ""


class Import(Struct, frozen=True, kw_only=True):
    """What an import would do: nothing is written before `write`."""

    source: str
    format: Format
    ready: Ready
    merge: Merge
    folder: Path
    files: Mapping[str, bytes] = field(default_factory=dict)
    """What is to be written into the folder, by name."""

    def write(self) -> None:
        """Write the files, each in one step."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for name, data in self.files.items():
            place = self.folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            draft = place.with_name(f".{place.name}.new")
            draft.write_bytes(data)
            draft.replace(place)


def read_bank(data: bytes, name: str, format: str = "") -> tuple[Format, Bank]:
    """The bank in a file of that name, as it stands. Raises CannotRead."""
    if format and format not in FORMATS:
        raise CannotRead(f"“{format}” is no format known here. Known are {', '.join(FORMATS)}.")
    which = FORMATS[format] if format else format_of(name, data)
    return which, which.read(data)


def read_file(file: Path) -> bytes:
    """What is in a file, if it is not far too large. Raises CannotRead."""
    try:
        with file.open("rb") as stream:
            return stream.read(LARGEST + 1)
    except OSError as error:
        raise CannotRead(f"{file} cannot be read: {error.strerror or error}.") from error


def plan_import(data: bytes, name: str, folder: Path, wish: Wish) -> Import:
    """Read a bank and hold it against the deck in that folder, which need not be there. Raises CannotRead."""
    which, bank = read_bank(data, name, wish.format)
    deck = DeckFiles(folder=folder)
    if not NAME_PATTERN.fullmatch(deck.name):
        raise CannotRead(f"“{deck.name}” is no name for a deck: small letters, digits and single hyphens.")
    old = OldDeck(deck)
    lang = old.lang or wish.lang or bank.lang or "en"
    ready = ready_for(bank, old, lang)
    stem = bank.title or Path(name).stem
    title = wish.title or bank.title or Path(name).stem.replace("_", " ")
    licence = wish.licence or bank.licence
    found, files = planned(
        ready.bank, old, _taken(folder), Card(title=title, lang=lang, licence=licence), stem
    )
    ready = settled(ready, found, old, lang)
    return Import(source=name, format=which, ready=ready, merge=found, folder=folder, files=files)


class Card(Struct, frozen=True, kw_only=True):
    """What a new deck says of itself."""

    title: str
    lang: str
    licence: str


def planned(
    bank: Bank, old: OldDeck, taken: frozenset[str], card: Card, topic: str
) -> tuple[Merge, dict[str, bytes]]:
    """Hold a bank that is ready against a deck: what is new and changed, and the files to be written.
    `topic` is the title of what has no topic of its own."""
    here = [each for file, page in old.topics.items() for each in here_of(file, page.get("question", ()))]
    found = merge(bank.entries, here, old.name, taken)
    files: dict[str, bytes] = {}
    if not old.there:
        licence = _short(card.licence or "not stated", OPTION)
        files[CARD] = card_text(_short(card.title, TITLE), card.lang, licence, bank.about).encode()
    places = {each.id: each.file for each in here}
    files |= _changed(old, found, places)
    files |= _added(old, found, files, Topics(bank.names, topic))
    files |= _listed(old, files)
    files |= bank.files if found.added or found.changed else {}
    return found, files


def _taken(folder: Path) -> frozenset[str]:
    """The ids of the decks beside this one."""
    ids: set[str] = set()
    for other in deck_folders(folder.parent):
        if other.resolve() != folder.resolve():
            for file in topic_files(other):
                text = file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
                ids.update(re.findall(r'^id\s*=\s*"([a-z0-9-]+)"', text, re.MULTILINE))
    return frozenset(ids)


def _short(text: str, most: int) -> str:
    line = " ".join(text.split()) or "Questions"
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def _changed(old: OldDeck, found: Merge, places: Mapping[str, str]) -> dict[str, bytes]:
    """The files with questions that get other values."""
    by_file: dict[str, dict[str, Edit]] = {}
    for id, keys in found.changed.items():
        by_file.setdefault(places[id], {})[id] = _putting(keys)
    return {file: edited(old.text(file), edits).encode() for file, edits in by_file.items()}


def _putting(keys: Table) -> Edit:
    def edit(table: Any) -> None:
        for key, value in keys.items():
            put(table, key, value)

    return edit


class Topics(Struct, frozen=True):
    """What the topics of a bank are called."""

    names: Mapping[str, str]
    """Of their files, by their titles, where the bank has them."""
    title: str
    """Of what has no topic of its own."""


def _added(old: OldDeck, found: Merge, files: Mapping[str, bytes], called: Topics) -> dict[str, bytes]:
    """The files with new questions, each in the topic its bank names."""
    title = called.title
    topics: dict[str, list[tuple[str, Entry]]] = {}
    for id, entry in found.added:
        topics.setdefault(entry.topic or title, []).append((id, entry))
    if len(topics) > _TOPICS:
        topics = {title: list(found.added)}
    written: dict[str, bytes] = {}
    names = Names(frozenset((*(Path(file).stem for file in old.topics), "deck")))
    for topic, entries in topics.items():
        for number, part in enumerate(_parts(entries), 1):
            full = f"{topic} {number}" if number > 1 else topic
            file = _home(old, full, len(part))
            if file is None:
                name = called.names.get(full, "")
                fit = NAME_PATTERN.fullmatch(name) and len(name) <= NAME
                file = f"{names.free(name if fit else slug(full) or 'questions')}.toml"
                text = f"title = {quoted(_short(full, TITLE))}\n"
            else:
                text = (files[file].decode() if file in files else old.text(file)).rstrip("\n") + "\n"
            tables = [text_of_table(table_of(entry, id)) for id, entry in part]
            written[file] = "\n".join([text, *tables]).encode()
    return written


def _home(old: OldDeck, topic: str, more: int) -> str | None:
    """The file that is this topic already and has room."""
    for file, values in old.topics.items():
        if str(values.get("title", "")).casefold() in (topic.casefold(), _short(topic, TITLE).casefold()):
            room = len(values.get("question", ())) + more <= 500
            return file if room else None
    return None


def _parts(entries: Sequence[tuple[str, Entry]]) -> Iterator[Sequence[tuple[str, Entry]]]:
    """As many questions together as one file holds."""
    part: list[tuple[str, Entry]] = []
    size = 0
    for id, entry in entries:
        more = len(text_of_table(table_of(entry, id)))
        if part and (len(part) >= _QUESTIONS or size + more > _CHARS):
            yield part
            part, size = [], 0
        part.append((id, entry))
        size += more
    yield part


def _listed(old: OldDeck, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """`deck.toml` with the new topics, if it lists its topics; a new one does if they are not by name."""
    new = [Path(file).stem for file in files if file.endswith(".toml") and file != CARD]
    if not old.there and new != sorted(new) and len(new) <= TOPICS:
        return {CARD: files[CARD] + f"topics = {value_text(new)}\n".encode()}
    missing = [name for name in new if name not in old.listed]
    if not old.listed or not missing:
        return {}
    import tomlkit

    card = tomlkit.parse(old.text(CARD))
    topics: Any = card["topics"]
    for name in missing:
        topics.append(name)
    return {CARD: tomlkit.dumps(card).encode()}


def report(done: Import) -> str:
    """What was read and what becomes of it, row by row where something is to be said."""
    bank, doubts = done.ready.bank, done.ready.doubts
    stayed = [loss for loss in bank.losses if loss.row and not loss.keys]
    need = len({doubt.row for doubt in doubts})
    count = len(bank.entries) + len(stayed)
    lines = [
        f"{done.source}: {done.format.title}, {_some(count, 'question')}: {len(bank.entries) - need} ready, "
        f"{need} need you, {len(stayed)} can't come."
    ]
    found = done.merge
    if found.changed or found.same or found.gone or found.kept:
        lines.append(
            f"{len(found.added)} added, {len(found.changed)} changed, {len(found.same)} as they were, "
            f"{len(found.gone)} gone from the bank."
        )
    if anew := [f"{entry.key} is {id}" for id, entry in found.added if _is_renamed(id, entry)]:
        lines.append(
            f"new ids, for other questions of this deck or one beside it have these: {', '.join(anew)}"
        )
    lines += [f"changed: {id} ({', '.join(keys)})" for id, keys in found.changed.items()]
    lines += [f"gone: {id} (it stays in the deck; take it out by hand)" for id in found.gone]
    lines += [f"kept: {id} is of another kind here, and stays as it is" for id in found.kept]
    lines += [f"{_row(each.row)}{_about(each.about)}: look at it: {each.reason}" for each in doubts]
    lines += [f"{_row(loss.row)}{_about(loss.about)}: {loss.kind}: {loss.reason}" for loss in bank.losses]
    return "\n".join(lines)


def _is_renamed(id: str, entry: Entry) -> bool:
    """Whether it had an id that could have been kept."""
    return bool(entry.key) and id_of(entry, "") == entry.key != id


def _row(row: int) -> str:
    return f"row {row}" if row else "the bank"


def _about(text: str) -> str:
    return f" “{text}”" if text else ""


def _some(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"

"""The files of one deck, in its folder or held in memory."""

import re
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from bot.decks.faults import Fault
from bot.decks.folders import CARD, ENTRIES, deck_files, is_crowded, read_regular, sister_of
from bot.decks.media import ReadFile, among, in_folder

LARGEST = 1024 * 1024
"""Bytes in one TOML file."""
_MEDIUM = re.compile(r'^(?:answer_)?(?:picture|audio)\s*=\s*"([^"\\]+)"', re.MULTILINE)
PUBLISHED = Path("published")
"""Stands for a folder in what is told of decks that came in by chat."""


class DeckFiles(Struct, frozen=True, kw_only=True):
    """Where a deck's files are found, and how they are read."""

    folder: Path
    """The deck's folder; for files that are held, a name alone."""
    held: Mapping[str, bytes] | None = None
    """The files by name; None: they lie in the folder."""

    @property
    def name(self) -> str:
        """The deck's name."""
        return self.folder.name if self.held is not None else self.folder.resolve().name

    def all(self) -> list[Path]:
        """Every TOML file of the deck, whatever it is."""
        if self.held is None:
            return deck_files(self.folder)
        return [self.folder / name for name in sorted(self.held) if name.endswith(".toml")]

    def topics(self) -> list[Path]:
        """Those that hold questions in the deck's own language."""
        return [file for file in self.all() if file.name != CARD and sister_of(file) is None]

    def sisters(self) -> dict[str, dict[str, Path]]:
        """Those in other languages: by the language, and by the name of what they are the sister of."""
        found: dict[str, dict[str, Path]] = {}
        for file in self.all():
            if (named := sister_of(file)) is not None:
                found.setdefault(named[1], {})[named[0]] = file
        return {lang: found[lang] for lang in sorted(found)}

    def read(self, file: Path, most: int) -> bytes:
        """At most so many bytes of a file. Raises NotRegular, and OSError if it cannot be read."""
        if self.held is None:
            return read_regular(file, most)
        if file.name not in self.held:
            raise FileNotFoundError(2, "No such file", str(file))
        return self.held[file.name][:most]

    @property
    def attached(self) -> ReadFile:
        """Gives its other files, such as pictures."""
        return in_folder(self.folder) if self.held is None else among(self.held)

    def astray(self, inside: Path) -> Fault | None:
        """A file that is a link out of the folder."""
        return bad_place(self.folder, inside) if self.held is None else None

    def crowded(self) -> list[Fault]:
        """More files than are looked at, of which some may belong to the deck."""
        return crowded(self.folder) if self.held is None else []


def published(name: str, files: Mapping[str, bytes]) -> DeckFiles:
    """The files of a deck that came in by chat."""
    return DeckFiles(folder=PUBLISHED / name, held=files)


def bad_place(folder: Path, inside: Path) -> Fault | None:
    """A link that leads out of the folder it stands in, or in a circle."""
    mend = "put the thing itself here"
    try:
        if inside.resolve().is_relative_to(folder.resolve()):
            return None
    except (OSError, RuntimeError):  # what it is for a circle depends on the version of Python
        return Fault(file=inside, line=1, wrong="this link leads nowhere", mend=mend)
    return Fault(file=inside, line=1, wrong="this link leads out of its folder", mend=mend)


def crowded(folder: Path) -> list[Fault]:
    """More files than are looked at, of which some may belong to a deck."""
    if not is_crowded(folder):
        return []
    wrong = f"more than {ENTRIES} files are in this folder"
    return [Fault(file=folder, line=1, wrong=wrong, mend="keep only the decks' own files here")]


def files_with_pictures(files: DeckFiles) -> Mapping[str, bytes]:
    """Every file of a deck by its name: its TOML, and the pictures and sounds that it names. Raises OSError
    if a TOML file cannot be read."""
    found: dict[str, bytes] = {file.name: files.read(file, LARGEST) for file in files.all()}
    named = {name for data in found.values() for name in _MEDIUM.findall(data.decode("utf-8", "replace"))}
    for name in named:
        if isinstance(data := files.attached(name), bytes):
            found[name] = data
    return found

"""One TOML file: read within bounds, checked against its form, every fault with its line."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Generic, TypeVar

from msgspec import Struct, field

from bot.decks.faults import Fault
from bot.decks.folders import NotRegular, read_regular
from bot.decks.forms import Form, Slip, keys_of, read_form
from bot.decks.lines import KeyPath, Lines, lines_of, overlong_key
from bot.decks.slips import said_of

LARGEST = 1024 * 1024
"""Bytes in one file."""

F = TypeVar("F", bound=Form, covariant=True)
Read = Callable[[Path, int], bytes]
"""Gives at most so many bytes of a file. Raises NotRegular, and OSError if it cannot be read."""


_MOST = 200
"""Faults told of one file; whoever mends these finds the rest."""
_NOWHERE = Lines("")


class Page(Struct, Generic[F], frozen=True, kw_only=True):
    """A file that was read: what it says (None if that is not to be used) and where its keys stand."""

    file: Path
    form: F | None
    lines: Lines = _NOWHERE
    values: Mapping[str, Any] = field(default_factory=dict)
    """What the file says as it stands, right or not."""
    faults: tuple[Fault, ...] = ()
    fatal: tuple[Fault, ...] = ()
    """Those of the faults that are not of one question alone: with one of them the file is of no use."""

    def fault(self, path: KeyPath, wrong: str, mend: str) -> Fault:
        """A fault at that key."""
        return Fault(file=self.file, line=self.lines.of(path), wrong=wrong, mend=mend)


def read_page(file: Path, form: type[F], read: Read = read_regular) -> Page[F]:
    """What the file says, as that form. Raises nothing: whatever is wrong is in the page's faults."""
    text = _text(file, read)
    if isinstance(text, Fault):
        return Page(file=file, form=None, faults=(text,), fatal=(text,))
    values = _values(file, text)
    if isinstance(values, Fault):
        return Page(file=file, form=None, faults=(values,), fatal=(values,))
    places = lines_of(text)
    page: Page[F] = Page(file=file, form=None, lines=places)
    made = read_form(form, values)
    if not isinstance(made, list):
        return Page(file=file, form=made, lines=places)
    found = tuple(_faults(page, form, made))
    faults = tuple(fault for _, fault in found)
    fatal = tuple(fault for path, fault in found if path[:1] != ("question",) or len(path) < 2)
    return Page(file=file, form=None, lines=places, values=values, faults=faults, fatal=fatal)


def _text(file: Path, read: Read) -> str | Fault:
    try:
        data = read(file, LARGEST + 1)
    except NotRegular:
        mend = "put a file here: no folder, pipe, device or socket is read"
        return Fault(file=file, line=1, wrong="this is no regular file", mend=mend)
    except OSError as error:
        wrong = f"the file cannot be read ({error.strerror or error})"
        return Fault(file=file, line=1, wrong=wrong, mend="put it there and make it readable")
    if len(data) > LARGEST:
        mend = "split the topic into several files"
        return Fault(file=file, line=1, wrong="the file is larger than 1 MiB", mend=mend)
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Fault(
            file=file, line=line, wrong="a character here is not UTF-8", mend="save the file as UTF-8"
        )


def _values(file: Path, text: str) -> dict[str, Any] | Fault:
    if line := overlong_key(text):
        wrong = "this key has far too many parts"
        return Fault(file=file, line=line, wrong=wrong, mend="use the keys that docs/authoring.md shows")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        said, line = _place(str(error), text)
        mend = "look for a missing quotation mark or bracket here or just above"
        return Fault(file=file, line=line, wrong=f"this is not TOML ({said})", mend=mend)
    except RecursionError:
        mend = "use the keys that docs/authoring.md shows"
        return Fault(file=file, line=1, wrong="lists or tables nest far too deeply", mend=mend)
    except ValueError as error:
        wrong = f"a value cannot be read ({error})"
        return Fault(file=file, line=1, wrong=wrong, mend="put texts in quotation marks")


def _place(said: str, text: str) -> tuple[str, int]:
    """What `tomllib` said, without the place, and the line."""
    found = re.search(r"\s*\(at (?:line (\d+), column \d+|end of document)\)", said)
    if not found:
        return said, 1
    return said[: found.start()], int(found[1] or text.count("\n") + 1)


def _faults(page: Page[F], form: type[F], slips: list[Slip]) -> Iterator[tuple[KeyPath, Fault]]:
    keys = keys_of(form)
    for slip in slips[:_MOST]:
        wrong, mend = said_of(slip, keys)
        yield slip.path, page.fault(slip.path, wrong, mend)

"""One TOML file: read within bounds, checked against its form, every fault with its line."""

import difflib
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Generic, TypeVar

from msgspec import Struct, field
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.decks.faults import Fault
from bot.decks.folders import NotRegular, read_regular
from bot.decks.lines import KeyPath, Lines, lines_of, overlong_key
from bot.decks.model import QuestionForm

LARGEST = 1024 * 1024
"""Bytes in one file."""

F = TypeVar("F", bound=BaseModel, covariant=True)
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
    try:
        return Page(file=file, form=form.model_validate(values), lines=places)
    except ValidationError as error:
        found = tuple(_faults(page, form, error))
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


def _faults(page: Page[F], form: type[F], error: ValidationError) -> Iterator[tuple[KeyPath, Fault]]:
    keys = _keys(form)
    for detail in error.errors(include_url=False, include_input=False)[:_MOST]:
        path = tuple(detail["loc"])
        wrong, mend = _said(detail, path, keys)
        yield path, page.fault(path, wrong, mend)


def _keys(form: type[BaseModel]) -> tuple[str, ...]:
    """Every key of the form and of the forms inside it, for "did you mean"."""
    schema = form.model_json_schema()
    forms: Mapping[str, Any] = schema.get("$defs", {})
    return tuple(
        dict.fromkeys(key for each in (schema, *forms.values()) for key in each.get("properties", ()))
    )


def _said(detail: ErrorDetails, path: KeyPath, keys: tuple[str, ...]) -> tuple[str, str]:
    """What is wrong, and what to do, in words an author understands."""
    key = next((str(part) for part in reversed(path) if isinstance(part, str)), "file")
    context = {"key": key, **detail.get("ctx", {})}
    if detail["type"] == "extra_forbidden" and (table := _strayed(key, path)):
        return f"`{key}` stands under `{table}`", f"put it above the first `[[question.{table}]]`"
    if detail["type"] == "extra_forbidden":
        near = difflib.get_close_matches(key, keys, n=1)
        return f"unknown key `{key}`", f"write `{near[0]}`" if near else "take it out"
    if detail["type"] == "string_pattern_mismatch" and key == "lang":
        return "`lang` is not a language's code", "write the two small letters of ISO 639-1, such as en"
    if path and isinstance(path[-1], int) and detail["type"] in ("list_type", "string_type"):
        nth = f"entry {path[-1] + 1} of `{key}`"
        if detail["type"] == "string_type":
            return f"{nth} is not a text", "put it in quotation marks"
        return f"{nth} is not a list", f"write each entry as a list of texts, such as {_EACH.get(key, _LIST)}"
    if words := _WORDS.get(detail["type"]):
        return words[0].format(**context), words[1].format(**context)
    return f"`{key}`: {detail['msg'][:1].lower()}{detail['msg'][1:]}", "write it as docs/authoring.md shows"


def _strayed(key: str, path: KeyPath) -> str:
    """The table in which a key of the question stands; nothing if it is none, or stands where it should."""
    inside = len(path) == 5 and path[0] == "question" and isinstance(path[2], str)
    return str(path[2]) if inside and key in QuestionForm.model_fields else ""


_LIST = '["one", "other"]'
_EACH = {"gaps": '["English Channel", "Channel"]', "pairs": '["Paris", "Seine"]'}
"""An entry of a list of lists, as it is written."""
_WORDS = {
    "deck": ("`{key}`: {wrong}", "{mend}"),
    "missing": ("`{key}` is missing", "add `{key}`"),
    "too_short": ("`{key}` has too few entries", "write at least {min_length}, or take the key out"),
    "too_long": ("`{key}` has too many entries", "keep to {max_length} at most"),
    "string_type": ("`{key}` is not a text", "put it in quotation marks"),
    "string_pattern_mismatch": (
        "`{key}` is not written as a name",
        "use small letters, digits and single hyphens, such as fundamentals-04",
    ),
    "literal_error": ("`{key}` is no kind of question", "write one of {expected}"),
    "list_type": ("`{key}` is not a list", "put it in square brackets"),
    "int_type": ("`{key}` is not a whole number", "write it without quotation marks, such as 3"),
    "float_type": ("`{key}` is not a number", "write it without quotation marks, such as 0.5"),
    "bool_type": ("`{key}` is neither true nor false", "write true or false, without quotation marks"),
    "model_type": ("`{key}` is not a table", "write it as docs/authoring.md shows"),
}
"""By pydantic's type of error: what is wrong, what to do."""

"""Tables of TOML or JSON made into forms: strictly, and with all that is amiss, not the first thing alone.

A form is a Struct whose types say what its keys may hold, with msgspec's `Meta` for limits. A text that has a
longest length is an author's: blanks around it are taken off, and it is counted as Telegram counts.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache
from math import isfinite
from typing import Any, ClassVar, Literal, TypeVar, cast

from msgspec import Struct, inspect
from msgspec.json import schema_components

from bot.decks.lines import KeyPath
from bot.decks.texts import units

SlipKind = Literal[
    "missing", "unknown", "table", "list", "few", "many", "text", "empty", "long", "unseen", "pattern",
    "word", "truth", "whole", "number", "endless", "small",
]  # fmt: skip
_UNSEEN = ("Cc", "Cf", "Cs", "Co")


class Form(Struct, frozen=True, forbid_unknown_fields=True):
    """The rules all tables share: a form does not change, and a key that it has not is amiss."""

    alone: ClassVar[str] = ""
    """A text alone stands for the table with this one key; none where no text does."""


class Slip(Struct, frozen=True, kw_only=True):
    """One thing that is amiss in what was given; `bot.decks.slips` has the words for it."""

    path: KeyPath
    kind: SlipKind
    limit: int = 0
    """What a count, a length or a number is bound by."""
    size: int = 0
    """How long a text is that is too long."""
    words: tuple[str, ...] = ()
    """What may stand there, where nothing else may."""


class _Here(Struct, frozen=True):
    """Where a value stands, and all that was amiss so far."""

    path: KeyPath
    slips: list[Slip]

    def at(self, key: str | int) -> "_Here":
        return _Here((*self.path, key), self.slips)

    def amiss(self, kind: SlipKind, **bounds: Any) -> Any:
        """Note it; there is no value then."""
        self.slips.append(Slip(path=self.path, kind=kind, **bounds))


F = TypeVar("F", bound=Form)


def read_form(form: type[F], given: object) -> F | list[Slip]:
    """What was given as that form; or everything that is amiss in it, in the order of the form's keys. Keys
    that it has not come last."""
    slips: list[Slip] = []
    made = read_as(form, given, slips)
    return slips or cast(F, made)


def keys_of(form: type[Form]) -> tuple[str, ...]:
    """Every key of the form and of the forms inside it."""
    _, forms = schema_components([form])
    return tuple(dict.fromkeys(key for each in forms.values() for key in each["properties"]))


def read_as(kind: Any, given: object, slips: list[Slip]) -> Any:
    """What was given as that type of a form's key. What is amiss goes to `slips`; then there is no value."""
    before = len(slips)
    value = _read(_told(kind), given, _Here((), slips))
    return value if len(slips) == before else None


@cache
def _told(kind: Any) -> inspect.Type:
    return inspect.type_info(kind)


@cache
def _fields(form: type[Form]) -> Mapping[str, inspect.Field]:
    """The form's fields by the keys that authors write."""
    return {field.encode_name: field for field in cast(inspect.StructType, _told(form)).fields}


def _read(wanted: inspect.Type, given: Any, here: _Here) -> Any:
    return _READERS[type(wanted)](wanted, given, here)


def _table(wanted: inspect.StructType, given: Any, here: _Here) -> Any:
    form = cast(type[Form], wanted.cls)
    if isinstance(given, str) and form.alone:
        given = {form.alone: given}
    if not isinstance(given, dict):
        return here.amiss("table")
    fields, before = _fields(form), len(here.slips)
    values: dict[str, Any] = {}
    for key, field in fields.items():
        if key in given:
            values[field.name] = _read(field.type, given[key], here.at(key))
        elif field.required:
            here.at(key).amiss("missing")
    for key in given:
        if key not in fields:
            here.at(key).amiss("unknown")
    return form(**values) if len(here.slips) == before else None


def _list(wanted: inspect.ListType, given: Any, here: _Here) -> Any:
    if not isinstance(given, list):
        return here.amiss("list")
    least, most = wanted.min_length or 0, wanted.max_length
    if len(given) < least:
        here.amiss("few", limit=least)
    if most is not None and len(given) > most:
        here.amiss("many", limit=most)
    return [_read(wanted.item_type, each, here.at(index)) for index, each in enumerate(given)]


def _noted(wanted: inspect.Metadata, given: Any, here: _Here) -> Any:
    """What msgspec has no place for: a text alone in place of a list, and the pattern of a text that is
    trimmed."""
    if isinstance(given, str) and (wanted.extra_json_schema or {}).get("alone"):
        given = [given]
    before = len(here.slips)
    value = _read(wanted.type, given, here)
    pattern = (wanted.extra or {}).get("pattern")
    if pattern and len(here.slips) == before and not pattern.fullmatch(value):
        return here.amiss("pattern")
    return value


def _optional(wanted: inspect.UnionType, given: Any, here: _Here) -> Any:
    [kind] = [each for each in wanted.types if not isinstance(each, inspect.NoneType)]
    return None if given is None else _read(kind, given, here)


def _text(wanted: inspect.StrType, given: Any, here: _Here) -> Any:
    if not isinstance(given, str):
        return here.amiss("text")
    if wanted.pattern and not re.fullmatch(wanted.pattern, given):
        return here.amiss("pattern")
    if wanted.max_length is None:
        return given
    text = given.strip()
    if not text:
        return here.amiss("empty")
    if (size := units(text)) > wanted.max_length:
        return here.amiss("long", limit=wanted.max_length, size=size)
    return here.amiss("unseen") if _has_unseen(text) else text


def _has_unseen(text: str) -> bool:
    if text.isprintable():
        return False
    return any(unicodedata.category(char) in _UNSEEN and char not in "\n\u200d" for char in text)


def _word(wanted: inspect.LiteralType, given: Any, here: _Here) -> Any:
    words = tuple(str(word) for word in wanted.values)
    return given if given in words else here.amiss("word", words=words)


def _truth(wanted: inspect.BoolType, given: Any, here: _Here) -> Any:
    return given if isinstance(given, bool) else here.amiss("truth")


def _whole(wanted: inspect.IntType, given: Any, here: _Here) -> Any:
    if isinstance(given, bool) or not isinstance(given, int):
        return here.amiss("whole")
    return _bound(wanted, given, here)


def _number(wanted: inspect.FloatType, given: Any, here: _Here) -> Any:
    if isinstance(given, bool) or not isinstance(given, int | float):
        return here.amiss("number")
    try:
        number = float(given)
    except OverflowError:
        return here.amiss("endless")
    return _bound(wanted, number, here) if isfinite(number) else here.amiss("endless")


def _bound(wanted: inspect.IntType | inspect.FloatType, given: float, here: _Here) -> Any:
    if wanted.ge is not None and given < wanted.ge:
        return here.amiss("small", limit=int(wanted.ge))
    return given


_READERS: Mapping[type, Callable[[Any, Any, _Here], Any]] = {
    inspect.StructType: _table,
    inspect.ListType: _list,
    inspect.Metadata: _noted,
    inspect.UnionType: _optional,
    inspect.StrType: _text,
    inspect.LiteralType: _word,
    inspect.BoolType: _truth,
    inspect.IntType: _whole,
    inspect.FloatType: _number,
}
"""The types that a form's keys may have."""

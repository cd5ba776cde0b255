"""The Bot API as a table of names, types and required fields, and a check of values against it.

The table (data/bot-api-10.1.json, MIT, see data/LICENSE) has for each method `returns` and `fields`, for each
type its fields or the types it may be; a field is `[name, [types], required]`.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

Json = dict[str, Any]

FILE = Path(__file__).parent / "data" / "bot-api-10.1.json"
ARRAY = "Array of "
BIGGEST = 2**53 - 1
"""The Bot API promises whole numbers that fit a double exactly."""

# The table has no values. These are the ones a bot depends on.
VALUES: Mapping[tuple[str, str], frozenset[str]] = {
    ("Chat", "type"): frozenset({"private", "group", "supergroup", "channel"}),
    ("ChatFullInfo", "type"): frozenset({"private", "group", "supergroup", "channel"}),
    ("ReactionTypeEmoji", "type"): frozenset({"emoji"}),
    ("ReactionTypeCustomEmoji", "type"): frozenset({"custom_emoji"}),
    ("ReactionTypePaid", "type"): frozenset({"paid"}),
    ("ChatMemberOwner", "status"): frozenset({"creator"}),
    ("ChatMemberAdministrator", "status"): frozenset({"administrator"}),
    ("ChatMemberMember", "status"): frozenset({"member"}),
    ("ChatMemberRestricted", "status"): frozenset({"restricted"}),
    ("ChatMemberLeft", "status"): frozenset({"left"}),
    ("ChatMemberBanned", "status"): frozenset({"kicked"}),
    ("BotCommandScopeDefault", "type"): frozenset({"default"}),
    ("BotCommandScopeAllPrivateChats", "type"): frozenset({"all_private_chats"}),
    ("BotCommandScopeAllGroupChats", "type"): frozenset({"all_group_chats"}),
    ("BotCommandScopeAllChatAdministrators", "type"): frozenset({"all_chat_administrators"}),
    ("BotCommandScopeChat", "type"): frozenset({"chat"}),
    ("BotCommandScopeChatAdministrators", "type"): frozenset({"chat_administrators"}),
    ("BotCommandScopeChatMember", "type"): frozenset({"chat_member"}),
    ("MessageEntity", "type"): frozenset(
        {
            "mention",
            "hashtag",
            "cashtag",
            "bot_command",
            "url",
            "email",
            "phone_number",
            "bold",
            "italic",
            "underline",
            "strikethrough",
            "spoiler",
            "blockquote",
            "expandable_blockquote",
            "code",
            "pre",
            "text_link",
            "text_mention",
            "custom_emoji",
            "date_time",
        }
    ),
}


class Mismatch(ValueError):
    """A value is not what the Bot API's table says; the message names the path of each fault."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


@cache
def table() -> Json:
    """The whole table, read once."""
    read: Json = json.loads(FILE.read_text(encoding="utf-8"))
    return read


def method_names() -> Mapping[str, str]:
    """Every method's name by its lower-case form (Telegram does not mind the case)."""
    return _method_names()


@cache
def _method_names() -> dict[str, str]:
    return {name.lower(): name for name in table()["methods"]}


@cache
def parameters(method: str) -> Mapping[str, tuple[tuple[str, ...], bool]]:
    """A method's parameters: name -> (types, required). KeyError if there is no such method."""
    return _fields(table()["methods"][method]["fields"])


def validate(type_name: str, value: object) -> None:
    """Check a JSON value against a type of the table ("Update", "Array of Message", "Integer", …).

    Raises Mismatch naming every fault, KeyError if the table has no such type.
    """
    _raise(list(_faults(type_name, value, type_name)))


def validate_call(method: str, params: Mapping[str, Any], files: Mapping[str, object] | None = None) -> None:
    """Check a call's parameters (values, no longer JSON in strings); `files` are those uploaded beside.

    Raises Mismatch naming every fault: an unknown method or parameter, a missing one, a wrong type.
    """
    name = method_names().get(method.lower())
    if name is None:
        raise Mismatch([f"{method}: no such method in the table"])
    known, uploaded = parameters(name), files or {}
    found = [f"{name}.{key}: no such parameter" for key in params if key not in known]
    for key, (types, required) in known.items():
        if key in params:
            found += _any_of(types, params[key], f"{name}.{key}")
        elif required and key not in uploaded:
            found.append(f"{name}.{key}: missing")
    _raise(found)


def validate_result(method: str, result: object) -> None:
    """Check what a method answered. Raises Mismatch, or KeyError if there is no such method."""
    _raise(list(_any_of(tuple(table()["methods"][method]["returns"]), result, f"{method}()")))


def _raise(faults: list[str]) -> None:
    if faults:
        raise Mismatch(faults)


def _fields(rows: list[Any]) -> dict[str, tuple[tuple[str, ...], bool]]:
    return {name: (tuple(types), required) for name, types, required in rows}


@cache
def _object(type_name: str) -> dict[str, tuple[tuple[str, ...], bool]] | tuple[str, ...]:
    """A type's fields, or the types it may be."""
    entry = table()["types"][type_name]
    return tuple(entry["subtypes"]) if isinstance(entry, dict) else _fields(entry)


def _faults(type_name: str, value: object, path: str) -> Iterator[str]:
    if type_name in _PLAIN:
        if not _PLAIN[type_name](value):
            yield f"{path}: {_shown(value)} is not of type {type_name}"
    elif type_name.startswith(ARRAY):
        yield from _array_faults(type_name.removeprefix(ARRAY), value, path)
    else:
        shape = _object(type_name)
        if isinstance(shape, tuple):
            yield from _any_of(shape, value, path)
        elif not isinstance(value, dict):
            yield f"{path}: {_shown(value)} is not a {type_name}"
        else:
            yield from _object_faults(type_name, shape, value, path)


def _array_faults(inner: str, value: object, path: str) -> Iterator[str]:
    if not isinstance(value, list | tuple):
        yield f"{path}: {_shown(value)} is not an array"
        return
    for index, item in enumerate(value):
        yield from _faults(inner, item, f"{path}[{index}]")


def _object_faults(
    type_name: str, fields: dict[str, tuple[tuple[str, ...], bool]], value: Json, path: str
) -> Iterator[str]:
    for key, (types, required) in fields.items():
        if key not in value:
            if required:
                yield f"{path}.{key}: missing"
            continue
        yield from _any_of(types, value[key], f"{path}.{key}")
        allowed = VALUES.get((type_name, key))
        if allowed is not None and value[key] not in allowed:
            yield f"{path}.{key}: {_shown(value[key])} is not one of {', '.join(sorted(allowed))}"
    for key in value:
        if key not in fields:
            yield f"{path}.{key}: {type_name} has no such field"
    if type_name == "Update" and len(value) > 2:
        yield f"{path}: at most one thing may have happened in one update, here {sorted(value)}"


def _any_of(types: tuple[str, ...], value: object, path: str) -> list[str]:
    """No faults if one of the types fits; else those of the type that comes closest."""
    closest: list[str] | None = None
    for type_name in types:
        found = list(_faults(type_name, value, path))
        if not found:
            return []
        if closest is None or len(found) < len(closest):
            closest = found
    return closest or []


def _is_integer(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= BIGGEST


_PLAIN: Mapping[str, Callable[[object], bool]] = {
    "Integer": _is_integer,
    "Float": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "String": lambda value: isinstance(value, str),
    "Boolean": lambda value: isinstance(value, bool),
    "InputFile": lambda value: (
        isinstance(value, bytes) or (isinstance(value, str) and value.startswith("attach://"))
    ),
}


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"

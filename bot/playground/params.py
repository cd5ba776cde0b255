"""A call's parameters: strings of a form or values of JSON become what the table says they are."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.playground.refusal import bad_request
from bot.playground.table import ARRAY, Json, parameters

NAMES = {
    "reply_markup": "reply keyboard markup",
    "entities": "entities",
    "caption_entities": "entities",
    "commands": "commands",
    "scope": "BotCommandScope",
    "reaction": "reaction types",
    "reply_parameters": "ReplyParameters",
    "allowed_updates": "allowed updates",
}
"""How Telegram calls a parameter that is no JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file sent along with a call."""

    name: str
    data: bytes
    mime: str = "application/octet-stream"


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Parameters with their types; what is absent reads as empty."""

    values: Json
    files: Mapping[str, Upload] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Was it given at all?"""
        return name in self.values

    def text(self, name: str) -> str:
        """A string; empty if absent."""
        value = self.values.get(name, "")
        return value if isinstance(value, str) else str(value)

    def integer(self, name: str, otherwise: int = 0) -> int:
        """A whole number."""
        value = self.values.get(name, otherwise)
        return value if isinstance(value, int) else otherwise

    def flag(self, name: str, otherwise: bool = False) -> bool:
        """A yes or no."""
        return bool(self.values.get(name, otherwise))

    def thing(self, name: str) -> Json | None:
        """An object. Raises Refused if it is something else."""
        value = self.values.get(name)
        if value is None or isinstance(value, dict):
            return value
        raise bad_request(f"object expected as {NAMES.get(name, name)}")

    def things(self, name: str) -> list[Any] | None:
        """An array. Raises Refused if it is something else."""
        value = self.values.get(name)
        if value is None or isinstance(value, list):
            return value
        raise bad_request(f"expected an Array of {NAMES.get(name, name)}")


def read_params(method: str, given: Mapping[str, Any], files: Mapping[str, Upload] | None) -> Params:
    """Make each parameter what the table says it is; unknown ones stay (Telegram passes over them).

    Raises Refused for what cannot be read.
    """
    known = parameters(method)
    values = {
        name: _value(name, known[name][0] if name in known else (), value) for name, value in given.items()
    }
    return Params(
        values={name: value for name, value in values.items() if value is not None}, files=files or {}
    )


def _value(name: str, types: tuple[str, ...], value: Any) -> Any:
    if types == ("Integer", "String"):
        return _number_or_name(value)
    if "String" in types or not types:
        return value if isinstance(value, str | dict | list) or value is None else _as_text(value)
    if types == ("Integer",):
        return _integer(name, value)
    if types == ("Boolean",):
        return value.lower() in ("true", "yes", "1") if isinstance(value, str) else bool(value)
    if types == ("Float",):
        return _number(name, value)
    return _json(name, types, value)


def _as_text(value: Any) -> str:
    return json.dumps(value) if isinstance(value, bool | float) else str(value)


def _number_or_name(value: Any) -> Any:
    try:
        return int(value)
    except (TypeError, ValueError):
        return value


def _integer(name: str, value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        raise bad_request(f'can\'t parse parameter "{name}": expected an Integer') from None


def _number(name: str, value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        raise bad_request(f'can\'t parse parameter "{name}": expected a Float') from None


def _json(name: str, types: tuple[str, ...], value: Any) -> Any:
    """Objects and arrays come as JSON in a string, or as they are."""
    if not isinstance(value, str) or "InputFile" in types:
        return value
    if not value:
        return None
    try:
        return json.loads(value)
    except ValueError:
        kind = "array" if types[0].startswith(ARRAY) else "object"
        raise bad_request(f"can't parse {NAMES.get(name, name)} JSON {kind}") from None

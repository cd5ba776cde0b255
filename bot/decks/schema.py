"""JSON Schema for editors, made from the forms."""

import json
from pathlib import Path
from typing import Any

from msgspec.json import schema_components

from bot.decks.forms import Form
from bot.decks.model import DeckForm, SisterForm, TopicForm

_FORMS: dict[str, tuple[str, type[Form]]] = {
    "deck.schema.json": ("deck.toml of a Recall deck", DeckForm),
    "sister.schema.json": ("deck.de.toml and its like of a Recall deck", SisterForm),
    "topic.schema.json": ("A topic of a Recall deck", TopicForm),
}


def schema_files() -> dict[str, str]:
    """The schema files by name, each with its text."""
    return {name: _text(title, form) for name, (title, form) in _FORMS.items()}


def write_schema(folder: Path) -> list[Path]:
    """Write the schema files into that folder (`content/`); those that were out of step are returned."""
    behind = out_of_step(folder)
    for file in behind:
        file.write_text(schema_files()[file.name], encoding="utf-8")
    return behind


def out_of_step(folder: Path) -> list[Path]:
    """The schema files in that folder that are not what the forms say."""
    files = {folder / name: text for name, text in schema_files().items()}
    return [
        file for file, text in files.items() if not file.is_file() or file.read_text(encoding="utf-8") != text
    ]


def _text(title: str, form: type[Form]) -> str:
    _, forms = schema_components([form], ref_template=_PLACE + "{name}")
    made = {name: _with_alone(schema) for name, schema in forms.items()}
    whole = made.pop(form.__name__)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    parts = {"$defs": made} if made else {}
    return json.dumps({**whole, **head, **parts}, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def _with_alone(schema: Any) -> Any:
    """The schema, with a text allowed wherever one may stand alone for a list or a table."""
    if isinstance(schema, list):
        return [_with_alone(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("$ref") in _ALONE:
        return {"anyOf": [{"type": "string"}, schema]}
    schema = {key: _with_alone(each) for key, each in schema.items()}
    if not schema.pop("alone", False):
        return schema
    kept = {key: each for key, each in schema.items() if key not in _OF_LIST}
    return {**kept, "anyOf": [schema["items"], {"type": "array", "items": schema["items"]}]}


_PLACE = "#/$defs/"
_ALONE = frozenset(_PLACE + form.__name__ for form in Form.__subclasses__() if form.alone)
_OF_LIST = ("type", "items", "minItems", "maxItems")

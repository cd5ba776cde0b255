"""JSON Schema for editors, made from the models."""

import json
from pathlib import Path

from pydantic import BaseModel

from bot.decks.model import DeckForm, SisterForm, TopicForm

_FORMS: dict[str, tuple[str, type[BaseModel]]] = {
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
    """The schema files in that folder that are not what the models say."""
    files = {folder / name: text for name, text in schema_files().items()}
    return [
        file for file, text in files.items() if not file.is_file() or file.read_text(encoding="utf-8") != text
    ]


def _text(title: str, form: type[BaseModel]) -> str:
    schema = form.model_json_schema()
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    return json.dumps({**schema, **head}, indent=2, ensure_ascii=False, sort_keys=True) + "\n"

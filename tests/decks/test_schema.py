"""The JSON Schema files are those the models make."""

import json
from pathlib import Path

import pytest

from bot.decks.model import DeckForm, QuestionForm, TopicForm
from bot.decks.schema import schema_files, write_schema

CONTENT = Path(__file__).parents[2] / "content"


@pytest.mark.parametrize("name", schema_files())
def test_the_schema_in_content_is_in_step(name: str) -> None:
    expected = schema_files()[name]
    assert (CONTENT / name).read_text(encoding="utf-8") == expected, "run `recall schema` and commit the file"


def test_the_schema_knows_every_key() -> None:
    files = {name: json.loads(text) for name, text in schema_files().items()}

    assert set(files["deck.schema.json"]["properties"]) == set(DeckForm.model_fields)
    assert set(files["topic.schema.json"]["properties"]) == set(TopicForm.model_fields)
    question = files["topic.schema.json"]["$defs"]["QuestionForm"]
    fields = QuestionForm.model_fields.items()
    assert set(question["properties"]) == {field.alias or name for name, field in fields}
    assert set(question["required"]) == {"id", "ask"}
    assert question["additionalProperties"] is False


def test_a_text_alone_is_allowed_where_a_table_is() -> None:
    topic = json.loads(schema_files()["topic.schema.json"])
    reject = topic["$defs"]["QuestionForm"]["properties"]["reject"]

    assert {"type": "string"} in reject["items"]["anyOf"]


def test_writing_tells_what_was_out_of_step(tmp_path: Path) -> None:
    assert [file.name for file in write_schema(tmp_path)] == [
        "deck.schema.json",
        "sister.schema.json",
        "topic.schema.json",
    ]
    assert write_schema(tmp_path) == []

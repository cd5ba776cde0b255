"""The JSON Schema files are those the forms make."""

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

    assert set(files["deck.schema.json"]["properties"]) == set(DeckForm.__struct_encode_fields__)
    assert set(files["topic.schema.json"]["properties"]) == set(TopicForm.__struct_encode_fields__)
    question = files["topic.schema.json"]["$defs"]["QuestionForm"]
    assert set(question["properties"]) == set(QuestionForm.__struct_encode_fields__)
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


def test_the_limits_of_the_forms_are_in_the_schema() -> None:
    question = json.loads(schema_files()["topic.schema.json"])["$defs"]["QuestionForm"]["properties"]
    text = {"type": "string", "minLength": 1, "maxLength": 300}

    assert question["id"] == {
        "description": "Never changes: a learner's history hangs on it.",
        "type": "string",
        "maxLength": 48,
    }
    assert question["tolerance"]["anyOf"] == [{"type": "number", "minimum": 0}, {"type": "null"}]
    [accept, nothing] = question["accept"]["anyOf"]
    assert accept["anyOf"] == [text, {"type": "array", "items": text}]
    assert nothing == {"type": "null"}
    assert question["pairs"]["anyOf"][0]["maxItems"] == 10
    assert json.loads(schema_files()["deck.schema.json"])["properties"]["lang"]["pattern"] == "^[a-z]{2}$"

"""The validator lets right values through and names the path of wrong ones."""

from typing import Any

import pytest

from bot.playground.table import Mismatch, table, validate, validate_call, validate_result

USER = {"id": 1, "is_bot": False, "first_name": "Ann"}
CHAT = {"id": 1, "type": "private", "first_name": "Ann"}
MESSAGE = {"message_id": 1, "date": 5, "chat": CHAT, "from": USER, "text": "hi"}


def faults_of(type_name: str, value: Any) -> list[str]:
    try:
        validate(type_name, value)
    except Mismatch as fault:
        return fault.faults
    return []


@pytest.mark.parametrize(
    ("type_name", "value"),
    [
        ("Integer", 2**53 - 1),
        ("Float", 1),
        ("Array of Array of PhotoSize", [[]]),
        ("Message", MESSAGE),
        ("MaybeInaccessibleMessage", {"chat": CHAT, "message_id": 1, "date": 0}),
        ("Update", {"update_id": 1, "message": MESSAGE}),
        ("ReactionType", {"type": "emoji", "emoji": "👍"}),
        ("BotCommandScope", {"type": "chat", "chat_id": "@name"}),
        ("RichText", ["a", {"type": "bold", "text": "b"}]),
    ],
)
def test_right_values_pass(type_name: str, value: Any) -> None:
    """Numbers, arrays, objects, and types that are one of several."""
    assert faults_of(type_name, value) == []


@pytest.mark.parametrize(
    ("type_name", "value", "fault"),
    [
        ("Integer", True, "Integer: True is not of type Integer"),
        ("Integer", 2**53, f"Integer: {2**53} is not of type Integer"),
        ("String", 1, "String: 1 is not of type String"),
        ("Boolean", "true", "Boolean: 'true' is not of type Boolean"),
        ("Array of User", {"id": 1}, "Array of User: {'id': 1} is not an array"),
        (
            "Update",
            {"update_id": 1, "message": {**MESSAGE, "date": "5"}},
            "Update.message.date: '5' is not of type",
        ),
        ("Update", {"message": MESSAGE}, "Update.update_id: missing"),
        (
            "Update",
            {"update_id": 1, "message": MESSAGE, "edited_message": MESSAGE},
            "Update: at most one thing may have happened",
        ),
        ("Message", {**MESSAGE, "from_user": USER}, "Message.from_user: Message has no such field"),
        (
            "Message",
            {**MESSAGE, "entities": [{"type": "bold", "offset": 0}]},
            "Message.entities[0].length: missing",
        ),
        (
            "Message",
            {**MESSAGE, "entities": [{"type": "fat", "offset": 0, "length": 1}]},
            "Message.entities[0].type: 'fat' is not one of",
        ),
        ("Chat", {"id": 1, "type": "secret"}, "Chat.type: 'secret' is not one of"),
        ("ReactionType", {"type": "emoji"}, "ReactionType.emoji: missing"),
    ],
)
def test_wrong_values_are_named_by_path(type_name: str, value: Any, fault: str) -> None:
    """The first fault says where and what."""
    (first, *_) = faults_of(type_name, value) or [""]
    assert first.startswith(fault)


@pytest.mark.parametrize(
    ("method", "params", "fault"),
    [
        ("sendMesage", {}, "sendMesage: no such method in the table"),
        ("sendMessage", {"chat_id": 1}, "sendMessage.text: missing"),
        ("sendMessage", {"chat_id": 1, "text": "x", "txt": 1}, "sendMessage.txt: no such parameter"),
        ("sendMessage", {"chat_id": 1, "text": 5}, "sendMessage.text: 5 is not of type String"),
        (
            "sendMessage",
            {"chat_id": 1, "text": "x", "reply_markup": {"inline_keyboard": [[{"txt": "x"}]]}},
            "sendMessage.reply_markup.inline_keyboard[0][0].text: missing",
        ),
        ("sendPhoto", {"chat_id": 1}, "sendPhoto.photo: missing"),
    ],
)
def test_wrong_calls_are_named(method: str, params: dict[str, Any], fault: str) -> None:
    """Methods, parameters, and what lies inside them."""
    with pytest.raises(Mismatch) as raised:
        validate_call(method, params)
    assert raised.value.faults[0] == fault


def test_a_file_beside_the_call_counts_as_the_parameter() -> None:
    """Uploads have no value of their own; the case of a method does not matter."""
    validate_call("sendphoto", {"chat_id": 1}, {"photo": b"x"})


def test_a_result_is_one_of_the_types_a_method_gives() -> None:
    """editMessageText gives a message or true."""
    validate_result("editMessageText", True)
    validate_result("editMessageText", MESSAGE)
    with pytest.raises(Mismatch):
        validate_result("editMessageText", "done")


def test_every_type_the_table_names_can_be_checked() -> None:
    """No method or field names a type the validator does not know."""
    named = {
        one
        for entry in [
            *table()["types"].values(),
            *(method["fields"] for method in table()["methods"].values()),
        ]
        for types in ([entry["subtypes"]] if isinstance(entry, dict) else [field[1] for field in entry])
        for one in types
    }
    assert len(named) > 300
    for name in named:
        faults_of(name, object())

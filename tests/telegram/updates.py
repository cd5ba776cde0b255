"""Updates as Telegram sends them."""

from typing import Any

from tests.telegram.hand_time import START

Json = dict[str, Any]
NOON = int(START.timestamp())
ANN = 1001


def sender(person: int = ANN, **more: object) -> Json:
    return {"id": person, "is_bot": False, "first_name": "Ann", "language_code": "en"} | more


def chat(person: int = ANN) -> Json:
    return {"id": person, "type": "private", "first_name": "Ann"}


def message(number: int, text: str | None = "hi", person: int = ANN, **more: object) -> Json:
    body: Json = {"message_id": number, "date": NOON, "chat": chat(person), "from": sender(person)}
    if text is not None:
        body["text"] = text
    return body | more


def said(update: int, text: str = "hi", person: int = ANN, **more: object) -> Json:
    return {"update_id": update, "message": message(update * 10, text, person, **more)}


def tapped(update: int, data: str = "1:7:hint", person: int = ANN) -> Json:
    query = {
        "id": f"query-{update}",
        "from": sender(person),
        "chat_instance": "1",
        "data": data,
        "message": message(5, "a question", person),
    }
    return {"update_id": update, "callback_query": query}


def member(update: int, status: str, person: int = ANN) -> Json:
    bot = {"id": 700100200, "is_bot": True, "first_name": "Recall"}
    new: Json = {"user": bot, "status": status} | ({"until_date": 0} if status == "kicked" else {})
    change = {
        "chat": chat(person),
        "from": sender(person),
        "date": NOON,
        "old_chat_member": {"user": bot, "status": "left"},
        "new_chat_member": new,
    }
    return {"update_id": update, "my_chat_member": change}


def unreadable(update: int, person: int = ANN) -> Json:
    """From a server newer than the library: a chat without its required type."""
    return {"update_id": update, "message": {"message_id": 1, "date": "soon", "from": sender(person)}}

"""What people do, as the Bot API tells it: updates without a number, which the server gives."""

import time
from typing import Any

Json = dict[str, Any]


def text_from(person: int, text: str, number: int, *, group: int = 0, replies_to: int = 0) -> Json:
    """Somebody writes: in private, or in a group. `number` is the message's own."""
    message: Json = {
        "message_id": number,
        "date": int(time.time()),
        "chat": chat_of(person, group),
        "from": user(person),
        "text": text,
    }
    if text.startswith("/"):
        length = len(text.split(maxsplit=1)[0])
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
    if replies_to:
        message["reply_to_message"] = {"message_id": replies_to, "date": 1, "chat": chat_of(person, group)}
    return {"message": message}


def tap_from(person: int, data: str, message: int, *, group: int = 0) -> Json:
    """Somebody taps a button under the bot's message."""
    under = {"message_id": message, "date": int(time.time()), "chat": chat_of(person, group), "text": "…"}
    query = {"id": f"{person}{message}", "from": user(person), "message": under, "data": data}
    return {"callback_query": query | {"chat_instance": "1"}}


def vote_from(person: int, poll: str, option: int) -> Json:
    """Somebody votes in a poll that is not anonymous."""
    answer = {"poll_id": poll, "user": user(person), "option_ids": [option]}
    return {"poll_answer": answer | {"option_persistent_ids": [str(option)]}}


def added_by(person: int, group: int, bot: Json) -> Json:
    """Somebody adds the bot to a group."""
    change = {
        "chat": chat_of(person, group),
        "from": user(person),
        "date": int(time.time()),
        "old_chat_member": {"status": "left", "user": bot},
        "new_chat_member": {"status": "member", "user": bot},
    }
    return {"my_chat_member": change}


def user(id: int) -> Json:
    """Somebody."""
    return {"id": id, "is_bot": False, "first_name": f"P{id}", "language_code": "en"}


def chat_of(person: int, group: int) -> Json:
    """The group, or the private chat."""
    if group:
        return {"id": group, "type": "supergroup", "title": f"Group {-group}"}
    return {"id": person, "type": "private", "first_name": f"P{person}"}

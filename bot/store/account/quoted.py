"""A person in updates of others: whom they answer, quote, forward or mention. Pure."""

from typing import Any

NOBODY = {"id": 0, "is_bot": False, "first_name": ""}
_SAID = ("text", "caption", "entities", "caption_entities", "quote")
_BY = ("from", "sender_user", "forward_from", "user")


def without(raw: Any, person: int) -> Any:
    """The same update, without that person's number, name and words. What its own sender wrote stays."""
    if isinstance(raw, list):
        return [without(one, person) for one in raw]
    if not isinstance(raw, dict):
        return raw
    if raw.get("id") == person and ("first_name" in raw or "username" in raw or "is_bot" in raw):
        return {**NOBODY, "is_bot": raw.get("is_bot", False)}
    theirs = any(isinstance(raw.get(by), dict) and raw[by].get("id") == person for by in _BY)
    return {key: without(value, person) for key, value in raw.items() if not (theirs and key in _SAID)}

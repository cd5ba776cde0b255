"""What may stand under a message: inline keyboards, and the other markups a bot can send."""

from typing import Any

from bot.playground.refusal import bad_request
from bot.playground.table import Json

LONGEST_DATA = 64
"""Bytes of callback_data, at least one."""
MOST_BUTTONS = 100
MOST_IN_ROW = 8

ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)


def inline_keyboard(markup: Json | None) -> Json | None:
    """The inline keyboard to show with a message, or None (another markup, or none). Raises Refused."""
    if markup is None or "inline_keyboard" not in markup:
        return None
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    kept = [[_button(button) for button in _row(row)] for row in rows]
    if sum(len(row) for row in kept) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    filled = [row for row in kept if row]
    return {"inline_keyboard": filled} if filled else None


def other_markup(markup: Json | None) -> str:
    """Which markup it is if no inline keyboard: "keyboard", "remove_keyboard", "force_reply" or ""."""
    for name in ("keyboard", "remove_keyboard", "force_reply"):
        if markup and name in markup:
            return name
    return ""


def _row(row: Any) -> list[Any]:
    if not isinstance(row, list):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    if len(row) > MOST_IN_ROW:
        raise bad_request("reply markup is too long")
    return row


def _button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str):
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    if not any(name in button for name in ACTIONS):
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if not button["text"].strip():
        raise bad_request("can't parse inline keyboard button: Text must be non-empty")
    if "callback_data" in button:
        _check_data(button["callback_data"])
    return dict(button)


def _check_data(data: Any) -> None:
    if not isinstance(data, str) or not 1 <= len(data.encode("utf-8", "surrogatepass")) <= LONGEST_DATA:
        raise bad_request("BUTTON_DATA_INVALID")

"""Letter -> Bot API call: a method's name and its parameters, as plain data. Pure.

Source of names and limits: the Bot API manual, sendMessage, editMessageText, editMessageReplyMarkup,
sendDocument, sendPhoto.
"""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.app.letters import Act, Letter
from bot.words.spoken import Document, Spoken, Tap

TEXT_LIMIT = 4096
"""Most of a message, in UTF-16 units."""
CAPTION_LIMIT = 1024
"""Most of the text beside a file, in UTF-16 units."""

_NO_PREVIEW = {"is_disabled": True}
_TAG = re.compile(
    r"</?(?:b|strong|i|em|u|ins|s|strike|del|code|pre|a|span|tg-spoiler|tg-emoji|blockquote)(?:\s[^<>]*)?>"
)


class PictureFailed(Exception):
    """A picture could not be drawn: the words that go with it say the same, send them alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request. `params` is what JSON can hold; the document is uploaded under `document`."""

    method: str
    params: Mapping[str, object]
    document: Document | None = None
    picture: str | None = None
    """What is to be drawn and uploaded under `photo`."""


def call_for(letter: Letter) -> Call | None:
    """The call that does what the letter says; None if there is nothing to do (no message to clear).

    An edit of a message that was never sent is sent, and so is one that brings a file or a picture. A picture
    is left out where the words are too long to stand beside it. Raises ValueError if the letter holds no
    Spoken.
    """
    if letter.act is Act.CLEAR:
        return _clear(letter)
    spoken = Spoken.from_json(letter.spoken)
    attached = spoken.document or spoken.picture
    if letter.act is Act.EDIT and letter.message is not None and not attached:
        params = {"chat_id": letter.chat, "message_id": letter.message, **_text(spoken), **_choices(spoken)}
        return Call(method="editMessageText", params=params)
    return _send(letter, spoken)


def new_call_for(letter: Letter) -> Call | None:
    """For an edit whose message is gone: the same as a new one. None for a CLEAR: nothing is left to do."""
    return None if letter.act is Act.CLEAR else _send(letter, Spoken.from_json(letter.spoken))


def plain_call(call: Call) -> Call | None:
    """The same call as plain text within the limit, for text the server refuses; None if it is already."""
    if "parse_mode" not in call.params:
        return None
    params = {name: value for name, value in call.params.items() if name != "parse_mode"}
    field, limit = ("text", TEXT_LIMIT) if "text" in call.params else ("caption", CAPTION_LIMIT)
    params[field] = _cut(plain_text(str(params[field])), limit)
    return replace(call, params=params)


def words_call(call: Call) -> Call:
    """The same call without its picture: the words alone."""
    params = {name: value for name, value in call.params.items() if name != "caption"}
    params |= {"text": call.params.get("caption", ""), "link_preview_options": _NO_PREVIEW}
    return replace(call, method="sendMessage", params=params, picture=None)


def plain_text(marked: str) -> str:
    """The words without the tags, with `&lt;` and the like as the signs they stand for."""
    return html.unescape(_TAG.sub("", marked))


def _send(letter: Letter, spoken: Spoken) -> Call:
    method, picture = "sendMessage", None
    if spoken.document:
        method = "sendDocument"
    elif spoken.picture and _units(plain_text(spoken.text)) <= CAPTION_LIMIT:
        method, picture = "sendPhoto", spoken.picture
    params: dict[str, object] = {"chat_id": letter.chat}
    if method == "sendMessage":
        params |= _text(spoken)
    elif spoken.text:
        params |= {"caption": spoken.text, "parse_mode": "HTML"}
    params |= _choices(spoken)
    if spoken.silent:
        params["disable_notification"] = True
    if letter.answering is not None:
        params["reply_parameters"] = {"message_id": letter.answering, "allow_sending_without_reply": True}
    return Call(method=method, params=params, document=spoken.document, picture=picture)


def _clear(letter: Letter) -> Call | None:
    if letter.message is None:
        return None
    # No reply_markup means: none from now on.
    params = {"chat_id": letter.chat, "message_id": letter.message}
    return Call(method="editMessageReplyMarkup", params=params)


def _text(spoken: Spoken) -> dict[str, object]:
    return {"text": spoken.text, "parse_mode": "HTML", "link_preview_options": _NO_PREVIEW}


def _choices(spoken: Spoken) -> dict[str, object]:
    rows = [[_button(tap) for tap in row] for row in spoken.choices if row]
    return {"reply_markup": {"inline_keyboard": rows}} if rows else {}


def _button(tap: Tap) -> dict[str, str]:
    return {"text": tap.label, "callback_data": tap.data}


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "replace")) // 2


def _cut(text: str, limit: int) -> str:
    """At most `limit` UTF-16 units, never half a character."""
    units = text.encode("utf-16-le", "replace")
    if len(units) <= 2 * limit:
        return text
    return units[: 2 * (limit - 1)].decode("utf-16-le", "ignore") + "…"

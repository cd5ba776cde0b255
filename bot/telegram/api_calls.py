"""Message -> Bot API call: a method's name and its parameters, as plain data. Pure.

Source of names and limits: the Bot API manual, sendMessage, editMessageText, editMessageReplyMarkup,
sendDocument, sendPhoto, sendAudio, sendVoice, sendPoll, stopPoll.
"""

import html
import re
from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from bot.app.events import ChatId, MessageId
from bot.app.ports.outbox import Act, OutboxMessage
from bot.words.spoken import OWN_LINK, Button, Document, Poll, SentAs, Spoken

TEXT_LIMIT = 4096
"""Most of a message, in UTF-16 units."""
PLACEHOLDER_LIMIT = 64
"""Characters of the empty field of a reply that is asked for."""
CAPTION_LIMIT = 1024
"""Most of the text beside a file, in UTF-16 units."""

_TITLE = "♪"
"""Of a sound; else the server would show the name in the file, which may be the answer."""
_NO_PREVIEW = {"is_disabled": True}
_TAG = re.compile(
    r"</?(?:b|strong|i|em|u|ins|s|strike|del|code|pre|a|span|tg-spoiler|tg-emoji|blockquote)(?:\s[^<>]*)?>"
)


class PictureFailed(Exception):
    """A picture could not be drawn: the words that go with it say the same, send them alone."""


class ApiCall(Struct, frozen=True, kw_only=True):
    """One request. `params` is what JSON can hold; the document is uploaded under `document`."""

    method: str
    params: Mapping[str, object]
    document: Document | None = None
    picture: str | None = None
    """What is to be drawn or read, and uploaded."""
    of_deck: str | None = None
    """The digest of the picture, if it is a file of a deck."""
    sent_as: SentAs = "photo"
    """The parameter under which it is uploaded."""


def needs_username(outgoing: OutboxMessage) -> bool:
    """Whether the message links to the bot itself, so that its username has to be known."""
    return any(sign in outgoing.spoken for sign in ('"link":"', '"own_link":"', '"admits":true'))


def call_for(outgoing: OutboxMessage, username: str = "") -> ApiCall | None:
    """The call that does what the message says; None if there is nothing to do (no message to clear).

    An edit of a message that was never sent is sent, and so is one that brings a file or a picture. A picture
    is left out where the words are too long to stand beside it. Raises ValueError if the message holds no
    Spoken.
    """
    if outgoing.act in (Act.CLEAR, Act.STOP):
        return _on_message(outgoing)
    spoken = _addressed(Spoken.from_json(outgoing.spoken), username)
    if outgoing.act is Act.EDIT and spoken.of_deck and outgoing.message is not None:
        return _caption(outgoing, spoken, username)
    attached = spoken.document or spoken.picture or spoken.poll
    if outgoing.act is Act.EDIT and not spoken.text and not attached:
        return _choices_alone(outgoing, spoken, username)
    if outgoing.act is Act.EDIT and outgoing.message is not None and not attached:
        params = {
            "chat_id": outgoing.chat,
            "message_id": outgoing.message,
            **_text(spoken),
            **_markup(spoken, username),
        }
        return ApiCall(method="editMessageText", params=params)
    return _send(outgoing, spoken, username)


def new_call_for(outgoing: OutboxMessage, username: str = "") -> ApiCall | None:
    """For an edit whose message is gone: the same as a new one. None for what adds nothing new."""
    if outgoing.act in (Act.CLEAR, Act.STOP):
        return None
    spoken = _addressed(Spoken.from_json(outgoing.spoken), username)
    return _send(outgoing, spoken, username) if spoken.text or spoken.document else None


def _addressed(spoken: Spoken, username: str) -> Spoken:
    """With the address of its own link where that is to stand."""
    if spoken.own_link is None:
        return spoken
    address = chat_link(username, spoken.own_link)
    picture = spoken.picture.replace(OWN_LINK, address) if spoken.picture else None
    return replace(spoken, text=spoken.text.replace(OWN_LINK, address), picture=picture)


def plain_call(call: ApiCall) -> ApiCall | None:
    """The same call as plain text within the limit, for text the server refuses; None if it is already."""
    if "parse_mode" not in call.params:
        return None
    params = {name: value for name, value in call.params.items() if name != "parse_mode"}
    field, limit = ("text", TEXT_LIMIT) if "text" in call.params else ("caption", CAPTION_LIMIT)
    params[field] = _cut(plain_text(str(params[field])), limit)
    return replace(call, params=params)


def older_poll_call(call: ApiCall) -> ApiCall | None:
    """The same quiz in the words of a server before Bot API 9.6, which knows one right option; None if it is
    none, or said so already."""
    right = call.params.get("correct_option_ids")
    if not isinstance(right, list) or len(right) != 1:
        return None
    rest = {name: value for name, value in call.params.items() if name != "correct_option_ids"}
    return replace(call, params=rest | {"correct_option_id": right[0]})


def words_call(call: ApiCall) -> ApiCall:
    """The same call without its picture: the words alone."""
    params = {name: value for name, value in call.params.items() if name not in ("caption", "title")}
    params |= {"text": call.params.get("caption", ""), "link_preview_options": _NO_PREVIEW}
    return replace(call, method="sendMessage", params=params, picture=None, of_deck=None)


def plain_text(marked: str) -> str:
    """The words without the tags, with `&lt;` and the like as the signs they stand for."""
    return html.unescape(_TAG.sub("", marked))


def fits_caption(spoken: Spoken) -> bool:
    """Whether the words can stand beside a picture."""
    return _units(plain_text(spoken.text)) <= CAPTION_LIMIT


def _send(outgoing: OutboxMessage, spoken: Spoken, username: str) -> ApiCall:
    method = _method(spoken)
    params: dict[str, object] = {"chat_id": outgoing.chat}
    if outgoing.thread is not None:
        params["message_thread_id"] = outgoing.thread
    if spoken.poll and method == "sendPoll":
        params |= _poll(spoken.poll)
    elif method == "sendMessage":
        params |= _text(spoken)
    elif spoken.text:
        params |= {"caption": spoken.text, "parse_mode": "HTML"}
    params |= _markup(spoken, username) | ({"title": _TITLE} if method == "sendAudio" else {})
    if spoken.silent:
        params["disable_notification"] = True
    if outgoing.answering is not None:
        params["reply_parameters"] = {"message_id": outgoing.answering, "allow_sending_without_reply": True}
    call = ApiCall(method=method, params=params, document=spoken.document)
    if method not in _BESIDE_WORDS.values():
        return call
    return replace(call, picture=spoken.picture, of_deck=spoken.of_deck, sent_as=spoken.sent_as)


_BESIDE_WORDS: Mapping[SentAs, str] = {"photo": "sendPhoto", "audio": "sendAudio", "voice": "sendVoice"}


def _method(spoken: Spoken) -> str:
    if spoken.document:
        return "sendDocument"
    if spoken.poll:
        return "sendPoll"
    return _BESIDE_WORDS[spoken.sent_as] if spoken.picture and fits_caption(spoken) else "sendMessage"


def _poll(poll: Poll) -> dict[str, object]:
    """Results stay hidden until it closes, which Telegram allows for polls that close by themselves."""
    params: dict[str, object] = {
        "question": poll.question,
        "options": [{"text": option} for option in poll.options],
        "type": "quiz",
        "correct_option_ids": [poll.right, *poll.more_right],
        "is_anonymous": poll.anonymous,
    }
    if poll.several:
        params["allows_multiple_answers"] = True
    if poll.explanation:
        params["explanation"] = poll.explanation
    if poll.seconds is not None:
        params |= {"open_period": poll.seconds, "hide_results_until_closes": True}
    return params


def caption_call(call: ApiCall) -> ApiCall:
    """The same edit, of the words beside a picture."""
    params = {
        name: value for name, value in call.params.items() if name not in ("text", "link_preview_options")
    }
    return replace(call, method="editMessageCaption", params=params | {"caption": call.params["text"]})


def _caption(outgoing: OutboxMessage, spoken: Spoken, username: str) -> ApiCall:
    """Other words beside a picture that stays."""
    params: dict[str, object] = {"chat_id": outgoing.chat, "message_id": outgoing.message}
    params |= {"caption": spoken.text, "parse_mode": "HTML", **_markup(spoken, username)}
    return ApiCall(method="editMessageCaption", params=params)


def _choices_alone(outgoing: OutboxMessage, spoken: Spoken, username: str) -> ApiCall | None:
    """Other choices under a message whose words stay."""
    if outgoing.message is None:
        return None
    params = {"chat_id": outgoing.chat, "message_id": outgoing.message, **_markup(spoken, username)}
    return ApiCall(method="editMessageReplyMarkup", params=params)


def without_buttons(chat: ChatId, message: MessageId) -> ApiCall:
    """Take the buttons off a message of ours."""
    # No reply_markup means: none from now on.
    return ApiCall(method="editMessageReplyMarkup", params={"chat_id": chat, "message_id": message})


def _on_message(outgoing: OutboxMessage) -> ApiCall | None:
    """Take the buttons off a message, or close a poll."""
    if outgoing.message is None:
        return None
    if outgoing.act is Act.CLEAR:
        return without_buttons(outgoing.chat, outgoing.message)
    return ApiCall(method="stopPoll", params={"chat_id": outgoing.chat, "message_id": outgoing.message})


def _text(spoken: Spoken) -> dict[str, object]:
    return {"text": spoken.text, "parse_mode": "HTML", "link_preview_options": _NO_PREVIEW}


def _markup(spoken: Spoken, username: str) -> dict[str, object]:
    if spoken.placeholder is not None:
        message = {"force_reply": True, "input_field_placeholder": spoken.placeholder[:PLACEHOLDER_LIMIT]}
        return {"reply_markup": message}
    rows = [[_button(tap, username) for tap in row] for row in spoken.choices if row]
    return {"reply_markup": {"inline_keyboard": rows}} if rows else {}


def _button(tap: Button, username: str) -> dict[str, str]:
    if tap.admits:
        return {"text": tap.label, "url": f"https://t.me/{username}?startchannel&admin=post_messages"}
    if tap.link is not None:
        return {"text": tap.label, "url": chat_link(username, tap.link)}
    return {"text": tap.label, "callback_data": tap.data}


def chat_link(username: str, payload: str) -> str:
    """The address that opens the bot's private chat with `/start payload`."""
    return f"https://t.me/{username}?start={payload}"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "replace")) // 2


def _cut(text: str, limit: int) -> str:
    """At most `limit` UTF-16 units, never half a character."""
    units = text.encode("utf-16-le", "replace")
    if len(units) <= 2 * limit:
        return text
    return units[: 2 * (limit - 1)].decode("utf-16-le", "ignore") + "…"

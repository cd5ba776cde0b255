"""What a message becomes on the wire."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app.events import ChatId, MessageId
from bot.app.ports.outbox import Act, Lane, OutboxMessage
from bot.telegram.api_calls import (
    CAPTION_LIMIT,
    TEXT_LIMIT,
    ApiCall,
    call_for,
    new_call_for,
    plain_call,
    plain_text,
    words_call,
)
from bot.words.spoken import Button, Document, Spoken

HINT = Button(label="Hint", data="1:7:hint")
NEXT = Button(label="Next", data="1:7:next")
MARKUP = {
    "inline_keyboard": [
        [{"text": "Hint", "callback_data": "1:7:hint"}],
        [{"text": "Next", "callback_data": "1:7:next"}],
    ]
}
FILE = Document(name="me.json", content="{}")
DRAWING = '{"year": 2026}'
BASE = {
    "chat_id": 1001,
    "text": "<b>What</b>?",
    "parse_mode": "HTML",
    "link_preview_options": {"is_disabled": True},
}


def outgoing(spoken: Spoken | None, act: Act = Act.SEND, **more: Any) -> OutboxMessage:
    text = spoken.to_json() if spoken else ""
    return OutboxMessage(id=1, chat=ChatId(1001), lane=Lane.REPLY, act=act, spoken=text, **more)


WHAT = Spoken(text="<b>What</b>?")
WITH_CHOICES = Spoken(text="<b>What</b>?", choices=((HINT,), (), (NEXT,)))
GONE = MessageId(40)


@pytest.mark.parametrize(
    ("given_letter", "method", "params"),
    [
        (outgoing(WHAT), "sendMessage", BASE),
        (outgoing(WITH_CHOICES), "sendMessage", BASE | {"reply_markup": MARKUP}),
        (
            outgoing(Spoken(text="<b>What</b>?", silent=True), answering=MessageId(9)),
            "sendMessage",
            BASE
            | {
                "disable_notification": True,
                "reply_parameters": {"message_id": 9, "allow_sending_without_reply": True},
            },
        ),
        (
            outgoing(WITH_CHOICES, Act.EDIT, message=GONE),
            "editMessageText",
            BASE | {"message_id": 40, "reply_markup": MARKUP},
        ),
        (
            outgoing(WHAT, Act.EDIT, message=GONE, answering=MessageId(9)),
            "editMessageText",
            BASE | {"message_id": 40},
        ),
        (outgoing(WHAT, Act.EDIT), "sendMessage", BASE),
        (
            outgoing(None, Act.CLEAR, message=GONE),
            "editMessageReplyMarkup",
            {"chat_id": 1001, "message_id": 40},
        ),
        (
            outgoing(Spoken(text="All <i>yours</i>", document=FILE)),
            "sendDocument",
            {"chat_id": 1001, "caption": "All <i>yours</i>", "parse_mode": "HTML"},
        ),
        (outgoing(Spoken(text="", document=FILE)), "sendDocument", {"chat_id": 1001}),
        (
            outgoing(Spoken(text="<b>23</b> days", picture=DRAWING, choices=((HINT,), (NEXT,)))),
            "sendPhoto",
            {"chat_id": 1001, "caption": "<b>23</b> days", "parse_mode": "HTML", "reply_markup": MARKUP},
        ),
        (
            outgoing(Spoken(text="<b>23</b> days", picture=DRAWING), Act.EDIT, message=GONE),
            "sendPhoto",
            {"chat_id": 1001, "caption": "<b>23</b> days", "parse_mode": "HTML"},
        ),
    ],
)
def test_a_letter_becomes_one_call(
    given_letter: OutboxMessage, method: str, params: dict[str, object]
) -> None:
    call = call_for(given_letter)
    assert call is not None
    assert (call.method, call.params) == (method, params)
    assert (call.document is not None) == (method == "sendDocument")
    assert call.picture == (DRAWING if method == "sendPhoto" else None)


def test_there_is_nothing_to_clear_on_a_message_never_sent() -> None:
    assert call_for(outgoing(None, Act.CLEAR)) is None


def test_an_edit_whose_message_is_gone_is_said_anew() -> None:
    assert new_call_for(outgoing(WHAT, Act.EDIT, message=GONE)) == call_for(outgoing(WHAT))
    assert new_call_for(outgoing(None, Act.CLEAR, message=GONE)) is None


def test_a_letter_that_holds_no_spoken_raises() -> None:
    with pytest.raises(ValueError, match="required field `text`"):
        call_for(OutboxMessage(id=1, chat=ChatId(1), lane=Lane.REPLY, act=Act.SEND, spoken="{}"))


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("<b>Right.</b> a &lt; b &amp;&amp; c", "Right. a < b && c"),
        ('<a href="https://x.org/?a=1&amp;b=2">page</a>', "page"),
        ("<blockquote expandable>why</blockquote>", "why"),
        ('<pre><code class="language-python">x = 1</code></pre>', "x = 1"),
        ("<tg-spoiler>42</tg-spoiler>", "42"),
        ("a < b and c > d", "a < b and c > d"),
        ("a <unknown> tag", "a <unknown> tag"),
        ("&lt;b&gt;", "<b>"),
    ],
)
def test_plain_text_keeps_the_words_and_drops_the_tags(marked: str, plain: str) -> None:
    assert plain_text(marked) == plain


@pytest.mark.parametrize(
    ("seen", "method"), [(CAPTION_LIMIT, "sendPhoto"), (CAPTION_LIMIT + 1, "sendMessage")]
)
def test_words_too_long_to_stand_beside_a_picture_go_without_it(seen: int, method: str) -> None:
    text = "<b>" + "&amp;" * (seen - 2) + "😀</b>"
    call = call_for(outgoing(Spoken(text=text, picture=DRAWING)))
    assert call is not None
    assert (call.method, call.picture is None) == (method, method == "sendMessage")
    assert text in (call.params.get("caption"), call.params.get("text"))


def test_the_words_of_a_picture_alone_are_the_message_they_would_have_been() -> None:
    spoken = Spoken(text="<b>23</b> days", silent=True, choices=((NEXT,),))
    with_picture = Spoken(text="<b>23</b> days", silent=True, choices=((NEXT,),), picture=DRAWING)
    call = call_for(outgoing(with_picture, answering=MessageId(9)))
    assert call is not None
    assert words_call(call) == call_for(outgoing(spoken, answering=MessageId(9)))


def plain(call: ApiCall | None) -> ApiCall:
    assert call is not None
    result = plain_call(call)
    assert result is not None
    return result


def test_the_plain_twin_keeps_choices_and_all_else() -> None:
    call = plain(call_for(outgoing(WITH_CHOICES, answering=MessageId(9))))
    assert call.params["text"] == "What?"
    assert "parse_mode" not in call.params
    assert call.params["reply_markup"] == MARKUP
    assert "reply_parameters" in call.params
    assert plain_call(call) is None


@given(st.text(alphabet=st.sampled_from("a é漢👩‍👩‍👧&<>"), min_size=1), st.integers(1, 3000), st.booleans())
def test_plain_text_never_passes_the_limit_nor_breaks_a_character(
    piece: str, times: int, as_caption: bool
) -> None:
    spoken = Spoken(text=piece * times, document=FILE if as_caption else None)
    call = plain(call_for(outgoing(spoken)))
    field, limit = ("caption", CAPTION_LIMIT) if as_caption else ("text", TEXT_LIMIT)
    text = call.params[field]
    assert isinstance(text, str)
    assert len(text.encode("utf-16-le")) <= 2 * limit
    whole = plain_text(piece * times)
    assert text == whole or (text.endswith("…") and whole.startswith(text[:-1]))

"""What a letter becomes on the wire."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app.heard import ChatId, MessageId
from bot.app.letters import Act, Lane, Letter
from bot.faces.telegram.calls import (
    CAPTION_LIMIT,
    TEXT_LIMIT,
    Call,
    call_for,
    new_call_for,
    plain_call,
    plain_text,
)
from bot.words.spoken import Document, Spoken, Tap

HINT = Tap(label="Hint", data="1:7:hint")
NEXT = Tap(label="Next", data="1:7:next")
MARKUP = {
    "inline_keyboard": [
        [{"text": "Hint", "callback_data": "1:7:hint"}],
        [{"text": "Next", "callback_data": "1:7:next"}],
    ]
}
FILE = Document(name="me.json", content="{}")
BASE = {
    "chat_id": 1001,
    "text": "<b>What</b>?",
    "parse_mode": "HTML",
    "link_preview_options": {"is_disabled": True},
}


def letter(spoken: Spoken | None, act: Act = Act.SEND, **more: Any) -> Letter:
    text = spoken.to_json() if spoken else ""
    return Letter(id=1, chat=ChatId(1001), lane=Lane.REPLY, act=act, spoken=text, **more)


WHAT = Spoken(text="<b>What</b>?")
WITH_CHOICES = Spoken(text="<b>What</b>?", choices=((HINT,), (), (NEXT,)))
GONE = MessageId(40)


@pytest.mark.parametrize(
    ("given_letter", "method", "params"),
    [
        (letter(WHAT), "sendMessage", BASE),
        (letter(WITH_CHOICES), "sendMessage", BASE | {"reply_markup": MARKUP}),
        (
            letter(Spoken(text="<b>What</b>?", silent=True), answering=MessageId(9)),
            "sendMessage",
            BASE
            | {
                "disable_notification": True,
                "reply_parameters": {"message_id": 9, "allow_sending_without_reply": True},
            },
        ),
        (
            letter(WITH_CHOICES, Act.EDIT, message=GONE),
            "editMessageText",
            BASE | {"message_id": 40, "reply_markup": MARKUP},
        ),
        (
            letter(WHAT, Act.EDIT, message=GONE, answering=MessageId(9)),
            "editMessageText",
            BASE | {"message_id": 40},
        ),
        (letter(WHAT, Act.EDIT), "sendMessage", BASE),
        (
            letter(None, Act.CLEAR, message=GONE),
            "editMessageReplyMarkup",
            {"chat_id": 1001, "message_id": 40},
        ),
        (
            letter(Spoken(text="All <i>yours</i>", document=FILE)),
            "sendDocument",
            {"chat_id": 1001, "caption": "All <i>yours</i>", "parse_mode": "HTML"},
        ),
        (letter(Spoken(text="", document=FILE)), "sendDocument", {"chat_id": 1001}),
    ],
)
def test_a_letter_becomes_one_call(given_letter: Letter, method: str, params: dict[str, object]) -> None:
    call = call_for(given_letter)
    assert call is not None
    assert (call.method, call.params) == (method, params)
    assert (call.document is not None) == (method == "sendDocument")


def test_there_is_nothing_to_clear_on_a_message_never_sent() -> None:
    assert call_for(letter(None, Act.CLEAR)) is None


def test_an_edit_whose_message_is_gone_is_said_anew() -> None:
    assert new_call_for(letter(WHAT, Act.EDIT, message=GONE)) == call_for(letter(WHAT))
    assert new_call_for(letter(None, Act.CLEAR, message=GONE)) is None


def test_a_letter_that_holds_no_spoken_raises() -> None:
    with pytest.raises(ValueError, match="validation error"):
        call_for(Letter(id=1, chat=ChatId(1), lane=Lane.REPLY, act=Act.SEND, spoken="{}"))


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


def plain(call: Call | None) -> Call:
    assert call is not None
    result = plain_call(call)
    assert result is not None
    return result


def test_the_plain_twin_keeps_choices_and_all_else() -> None:
    call = plain(call_for(letter(WITH_CHOICES, answering=MessageId(9))))
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
    call = plain(call_for(letter(spoken)))
    field, limit = ("caption", CAPTION_LIMIT) if as_caption else ("text", TEXT_LIMIT)
    text = call.params[field]
    assert isinstance(text, str)
    assert len(text.encode("utf-16-le")) <= 2 * limit
    whole = plain_text(piece * times)
    assert text == whole or (text.endswith("…") and whole.startswith(text[:-1]))

"""What an update tells the tutor."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from telegram import Update

from bot.app.events import (
    BlockChanged,
    ButtonTapped,
    ChatId,
    ContentKind,
    Event,
    MessageId,
    MessageReceived,
    Person,
    PersonId,
)
from bot.domain.names import tidy
from bot.telegram.updates import ALLOWED, VOTER_LANES, event_of, lane_of, person_in
from tests.telegram.updates import ANN, NOON, chat, member, message, said, sender, tapped, unreadable

RECEIVED = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
SENT = datetime.fromtimestamp(NOON, UTC)
PERSON = Person(id=PersonId(ANN), name="Ann", language="en")
HI = MessageReceived(person=PERSON, chat=ChatId(ANN), message=MessageId(10), at=SENT, text="hi")
FILE = {"file_id": "f", "file_unique_id": "u"}
PHOTO = [FILE | {"width": 1, "height": 1}]


def heard(raw: dict[str, Any]) -> Event | None:
    return event_of(Update.de_json(raw), RECEIVED)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"text": "/start q_tools-01"}, replace(HI, text="/start q_tools-01")),
        ({"photo": PHOTO}, replace(HI, text="", what=ContentKind.PICTURE)),
        ({"photo": PHOTO, "caption": "a tensor"}, replace(HI, text="a tensor", what=ContentKind.PICTURE)),
        ({"voice": FILE | {"duration": 2}}, replace(HI, text="", what=ContentKind.VOICE)),
        ({"audio": FILE | {"duration": 2}}, replace(HI, text="", what=ContentKind.VOICE)),
        ({"video_note": FILE | {"duration": 2, "length": 9}}, replace(HI, text="", what=ContentKind.VOICE)),
        (
            {
                "sticker": FILE
                | {"type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False}
            },
            replace(HI, text="", what=ContentKind.STICKER),
        ),
        ({"document": FILE, "caption": "notes"}, replace(HI, text="notes", what=ContentKind.OTHER)),
        ({"location": {"longitude": 1.0, "latitude": 2.0}}, replace(HI, text="", what=ContentKind.OTHER)),
        ({"rich_message": {"blocks": []}}, replace(HI, text="", what=ContentKind.OTHER)),
        ({"text": "hi", "effect_id": "5"}, HI),
        ({"text": "hi", "reply_to_message": message(7)}, replace(HI, reply_to=MessageId(7))),
        ({"pinned_message": message(7)}, None),
        ({"message_auto_delete_timer_changed": {"message_auto_delete_time": 60}}, None),
        ({"write_access_allowed": {}}, None),
    ],
)
def test_a_message_is_heard_as_what_it_is(more: dict[str, Any], expected: Event | None) -> None:
    assert heard({"update_id": 1, "message": message(10, None) | more}) == expected


def test_an_edit_is_heard_at_the_time_it_was_made() -> None:
    edited = {"update_id": 1, "edited_message": message(10, "hi there", edit_date=NOON + 60)}
    at = datetime.fromtimestamp(NOON + 60, UTC)
    assert heard(edited) == replace(HI, text="hi there", at=at, edited=True, sent=SENT)


def test_a_tap_carries_no_time_so_it_is_the_time_of_receipt() -> None:
    assert heard(tapped(3, "1:7:hint")) == ButtonTapped(
        person=PERSON, chat=ChatId(ANN), at=RECEIVED, data="1:7:hint", message=MessageId(5)
    )


def test_a_tap_under_a_message_too_old_to_be_shown_still_counts() -> None:
    raw = tapped(3)
    raw["callback_query"]["message"] = {"chat": chat(), "message_id": 5, "date": 0}
    assert isinstance(heard(raw), ButtonTapped)


@pytest.mark.parametrize(("status", "here"), [("kicked", False), ("member", True)])
def test_blocking_and_coming_back_are_told(status: str, here: bool) -> None:
    assert heard(member(4, status)) == BlockChanged(person=PERSON, chat=ChatId(ANN), at=SENT, here=here)


POLL = {
    "id": "1",
    "question": "q",
    "options": [{"persistent_id": "a", "text": "a", "voter_count": 2}],
    "total_voter_count": 2,
    "is_closed": False,
    "is_anonymous": True,
    "type": "quiz",
    "allows_multiple_answers": False,
    "allows_revoting": False,
    "members_only": False,
}
NO_SENDER = said(1)
del NO_SENDER["message"]["from"]
NO_DATA = tapped(1)
del NO_DATA["callback_query"]["data"]


@pytest.mark.parametrize(
    "raw",
    [
        {"update_id": 1, "channel_post": message(1, chat={"id": -1, "type": "channel", "title": "c"})},
        NO_SENDER,
        {"update_id": 1, "message": message(1) | {"from": sender(is_bot=True)}},
        NO_DATA,
        {"update_id": 1, "poll_answer": {"poll_id": "1", "option_ids": [], "option_persistent_ids": []}},
        {"update_id": 1},
        {"update_id": 1, "something_newer": {"id": 1}},
    ],
)
def test_what_does_not_concern_the_tutor_is_nothing(raw: dict[str, Any]) -> None:
    assert heard(raw) is None


@given(st.text(max_size=300), st.text(max_size=64), st.booleans())
def test_any_text_is_heard_as_it_is_and_any_name_tidied(text: str, name: str, edited: bool) -> None:
    kind = "edited_message" if edited else "message"
    event = heard({"update_id": 1, kind: message(10, text) | {"from": sender(first_name=name)}})
    assert isinstance(event, MessageReceived)
    assert (event.text, event.person.name, event.edited) == (text, tidy(name), edited)


@pytest.mark.parametrize(
    ("raw", "person"),
    [
        (unreadable(1), ANN),
        (tapped(1, person=5), 5),
        ({"update_id": 1, "message": "what?"}, None),
        ({"update_id": 1, "message": {"from": {"id": "x"}}}, None),
        ({"update_id": 1}, None),
    ],
)
def test_the_person_is_found_in_what_cannot_be_parsed(raw: dict[str, Any], person: int | None) -> None:
    assert person_in(raw) == person


def test_every_kind_asked_for_is_understood() -> None:
    answer = {"poll_id": "1", "user": sender(), "option_ids": [0], "option_persistent_ids": ["a"]}
    made = [
        said(1),
        {"update_id": 1, "edited_message": message(1)},
        tapped(1),
        member(1, "member"),
        {"update_id": 1, "poll_answer": answer},
        {"update_id": 1, "poll": POLL},
    ]
    assert [next(name for name in ALLOWED if name in raw) for raw in made] == list(ALLOWED)
    assert all(heard(raw) for raw in made)


GROUP = {"id": -100, "type": "supergroup", "title": "ML"}


@pytest.mark.parametrize(
    ("raw", "lane"),
    [
        (said(1), f"chat:{ANN}"),
        (tapped(1), f"chat:{ANN}"),
        (member(1, "kicked"), f"chat:{ANN}"),
        ({"update_id": 1, "edited_message": said(1)["message"]}, f"chat:{ANN}"),
        (said(1, chat=GROUP), "chat:-100"),
        (said(1, "", chat=GROUP, migrate_to_chat_id=-1007), "chat:-100"),
        (said(1, "", chat=GROUP | {"id": -1007}, migrate_from_chat_id=-100), "chat:-100"),
        (
            {"update_id": 1, "poll_answer": {"poll_id": "77", "user": {"id": ANN}}},
            f"poll:77:{ANN % VOTER_LANES}",
        ),
        ({"update_id": 1, "poll_answer": {"poll_id": "77", "voter_chat": {"id": -9}}}, "poll:77"),
        ({"update_id": 1, "poll": {"id": "77"}}, "poll:77"),
        ({"update_id": 1, "something_newer": {}}, "update:1"),
        ({"update_id": 1, "message": "nonsense", "poll": 5}, "update:1"),
        ({"update_id": 1, "message": {"chat": {"id": "nonsense"}}}, "update:1"),
        ({"update_id": 1, "callback_query": {"id": "5", "from": {"id": ANN}}}, "update:1"),
    ],
)
def test_the_lane_is_read_from_what_telegram_sent(raw: dict[str, Any], lane: str) -> None:
    assert lane_of(raw) == lane


def test_a_vote_is_known_by_its_voter() -> None:
    assert person_in({"update_id": 1, "poll_answer": {"poll_id": "77", "user": {"id": ANN}}}) == ANN

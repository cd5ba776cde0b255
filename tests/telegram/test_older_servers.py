"""Polls from a Bot API server that is older than the library are read."""

from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Update

from bot.app.events import MessageReceived, PollCountsChanged, PollVoted
from bot.telegram.older_servers import completed
from bot.telegram.updates import event_of
from tests.telegram.test_intake import Setup
from tests.telegram.updates import ANN, message, said, sender

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
POLL_8: dict[str, Any] = {
    "id": "77",
    "question": "Which is a fruit?",
    "options": [{"text": "copper", "voter_count": 2}, {"text": "apple", "voter_count": 5}],
    "total_voter_count": 7,
    "is_closed": False,
    "is_anonymous": True,
    "type": "quiz",
    "allows_multiple_answers": False,
    "correct_option_id": 1,
}
"""As before Bot API 9.6."""
REST = {name: value for name, value in POLL_8.items() if name != "correct_option_id"}
POLL_9_6 = REST | {
    "allows_revoting": False,
    "correct_option_ids": [1],
    "options": [{"persistent_id": str(n)} | option for n, option in enumerate(POLL_8["options"])],
}
"""As before Bot API 10.0."""
ANSWER_8 = {"poll_id": "77", "user": sender(), "option_ids": [1]}


@pytest.mark.parametrize("poll", [POLL_8, POLL_9_6], ids=["8", "9.6"])
def test_the_counts_of_a_poll_are_read(poll: dict[str, Any]) -> None:
    event = event_of(Update.de_json(completed({"update_id": 1, "poll": poll})), NOW)
    assert event == PollCountsChanged(poll="77", at=NOW, counts=(2, 5), closed=False)


def test_a_vote_is_read() -> None:
    event = event_of(Update.de_json(completed({"update_id": 1, "poll_answer": ANSWER_8})), NOW)
    assert isinstance(event, PollVoted)
    assert (event.poll, event.options, event.person.id) == ("77", (1,), ANN)


WITH_POLL = [
    said(7, "", poll=POLL_8),
    said(7, "see this", reply_to_message=message(3, None, poll=POLL_8)),
    said(7, "this one", reply_to_message=message(3, None, poll=POLL_9_6)),
    {
        "update_id": 7,
        "edited_message": message(3, "see", edit_date=1, reply_to_message=message(2, poll=POLL_8)),
    },
    said(7, "", pinned_message=message(3, None, poll=POLL_8)),
    said(7, "poll"),
]


@pytest.mark.parametrize("update", WITH_POLL)
async def test_a_message_with_a_poll_somewhere_in_it_is_read(update: dict[str, Any]) -> None:
    setup = Setup()
    setup.server.bring(update, said(8, "after it"))
    await setup.intake.poll_once()
    assert setup.handler.buried == []
    assert 8 in setup.handler.numbers
    assert all(isinstance(event, MessageReceived) for _, event in setup.handler.taken)


def test_what_lacks_nothing_is_left_as_it_is() -> None:
    new = {"update_id": 1, "poll": POLL_9_6 | {"members_only": True}}
    assert completed(new) == new
    odd = {"update_id": 1, "poll": 5, "poll_answer": "x", "message": {"poll": {"options": "y"}}}
    assert completed(odd) == odd

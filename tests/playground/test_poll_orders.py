"""Votes, retractions, the clock and stops in any order: the bot's picture of a poll is the poll."""

import contextlib
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.playground.api import TOKEN, BotApi
from bot.playground.rules import CannotDo
from bot.playground.seed import STUDY_GROUP
from tests.playground.conftest import ANN, BOB, CLEO, Hand, bot_of, told
from tests.wire import clean

OPTIONS = [{"text": "a"}, {"text": "b"}, {"text": "c"}]
STEPS = st.one_of(
    st.tuples(st.sampled_from([ANN, BOB, CLEO]), st.lists(st.integers(0, 2), max_size=3)),
    st.tuples(st.just("wait"), st.integers(1, 12)),
    st.just(("stop", 0)),
)


def played(steps: list[tuple[Any, Any]], **poll: Any) -> tuple[BotApi, list[tuple[str, Any]]]:
    """The playground after these steps, and everything the bot was told of the poll."""
    hand = Hand()
    api = BotApi(now=hand)
    api.organiser(ANN).add(STUDY_GROUP, bot_of(api))
    told(api)
    params = {"chat_id": STUDY_GROUP, "question": "q", "options": OPTIONS, "open_period": 30}
    sent = api.call(TOKEN, "sendPoll", params | poll)[1]["result"]["message_id"]
    for who, what in steps:
        if who == "wait":
            hand.move(what)
        elif who == "stop":
            api.call(TOKEN, "stopPoll", {"chat_id": STUDY_GROUP, "message_id": sent})
        else:
            with contextlib.suppress(CannotDo):
                api.person(who).at(STUDY_GROUP).vote(sent, what)
    hand.move(30)
    api.call(TOKEN, "getMe", {})
    return api, told(api)


@given(steps=st.lists(STEPS, max_size=15), multiple=st.booleans(), revoting=st.booleans())
def test_what_the_bot_was_told_adds_up_to_the_poll(
    steps: list[tuple[Any, Any]], multiple: bool, revoting: bool
) -> None:
    """The last answer of each voter is their vote; it closes once, and nothing comes after."""
    options = {"allows_multiple_answers": multiple, "allows_revoting": revoting}
    api, updates = played(steps, is_anonymous=False, **options)
    (row,) = api.world.state.polls.values()
    answers = {body["user"]["id"]: body["option_ids"] for kind, body in updates if kind == "poll_answer"}
    assert {str(who): chosen for who, chosen in answers.items() if chosen} == row.votes
    closings = [body for kind, body in updates if kind == "poll" and body["is_closed"]]
    assert closings == [updates[-1][1]]
    assert closings[0]["total_voter_count"] == len(row.votes)
    counts = [sum(number in chosen for chosen in row.votes.values()) for number in range(3)]
    assert [one["voter_count"] for one in closings[0]["options"]] == counts
    clean(api)

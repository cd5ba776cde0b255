"""Polls: what may be sent, who votes how, what the bot hears of it, how they close."""

from typing import Any

import pytest
from telegram import Bot, InputPollOption, Message, Poll
from telegram.error import BadRequest

from bot.playground.api import BotApi
from bot.playground.person import Person
from bot.playground.rules import ANONYMOUSLY, CannotDo
from bot.playground.seed import CHANNEL, CHANNEL_BOT, STUDY_GROUP
from tests.playground.conftest import ANN, BOB, CLEO, Hand, told

OPTIONS = [{"text": "precision"}, {"text": "recall"}, {"text": "accuracy"}]


@pytest.fixture
def bob(group: BotApi) -> Person:
    return group.person(BOB).at(STUDY_GROUP)


async def quiz(bot: Bot, **more: Any) -> Message:
    """A quiz in the study group as a round asks it."""
    params: dict[str, Any] = {
        "type": Poll.QUIZ,
        "is_anonymous": False,
        "correct_option_ids": [1],
        "explanation": "Of all positives, the share found.",
    }
    options = [InputPollOption(str(one["text"])) for one in OPTIONS]
    return await bot.send_poll(STUDY_GROUP, "Which one asks for the share found?", options, **params | more)


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"question": " "}, "text must be non-empty"),
        ({"question": "q" * 301}, "poll question length must not exceed 300"),
        ({"options": []}, "poll must have at least one answer option"),
        ({"options": OPTIONS * 4 + OPTIONS[:1]}, "poll can't have more than 12 options"),
        ({"options": [{"text": ""}]}, "text must be non-empty"),
        ({"options": [{"text": "o" * 101}]}, "poll options length must not exceed 100"),
        ({"type": "exam"}, "unsupported poll type specified"),
        ({"type": "quiz"}, "wrong correct option ID specified"),
        ({"type": "quiz", "correct_option_ids": [3]}, "wrong correct option ID specified"),
        (
            {"type": "quiz", "correct_option_ids": [1, 0], "allows_multiple_answers": True},
            "correct option IDs must be strictly increasing",
        ),
        ({"type": "quiz", "correct_option_ids": [0, 1]}, "only one correct option can be specified"),
        ({"type": "quiz", "correct_option_ids": [0], "explanation": "e" * 201}, "EXPLANATION_TOO_LONG"),
        ({"type": "quiz", "correct_option_ids": [0], "explanation": "a\nb\nc\nd"}, "EXPLANATION_TOO_LONG"),
        ({"open_period": 4}, "POLL_OPEN_PERIOD_INVALID"),
        ({"open_period": 2_628_001}, "POLL_OPEN_PERIOD_INVALID"),
        ({"close_date": 5}, "POLL_CLOSE_DATE_INVALID"),
        ({"open_period": 60, "close_date": 60}, "can't use both open_period and close_date"),
        ({"message_effect_id": "5104841245755180586"}, "EFFECT_ID_INVALID"),
    ],
)
def test_a_poll_that_cannot_be_is_refused(group: BotApi, params: dict[str, Any], words: str) -> None:
    """With Telegram's words, and nothing is sent."""
    given = {"chat_id": STUDY_GROUP, "question": "q", "options": OPTIONS} | params
    status, body = group.call(group.token, "sendPoll", given)
    assert (status, body["description"]) == (400, f"Bad Request: {words}")
    assert len(group.world.state.polls) == 0


def test_the_longest_poll_passes(group: BotApi) -> None:
    """300, 12 times 100, 200 with two line feeds, the longest time, several right ones."""
    params = {
        "chat_id": STUDY_GROUP,
        "question": "q" * 300,
        "options": [{"text": "o" * 100}] * 12,
        "type": "quiz",
        "correct_option_ids": [0, 11],
        "allows_multiple_answers": True,
        "explanation": "a\nb\n" + "c" * 196,
        "open_period": 2_628_000,
    }
    status, body = group.call(group.token, "sendPoll", params)
    assert status == 200, body
    poll = body["result"]["poll"]
    assert poll["correct_option_ids"] == [0, 11]
    assert len({one["persistent_id"] for one in poll["options"]}) == 12


@pytest.mark.parametrize(
    ("option", "words"),
    [
        (5, "Expected InputPollOption to be an Object"),
        ({"txt": "a"}, 'Can\'t find field "text"'),
    ],
)
def test_an_option_that_cannot_be_read_is_refused(api: BotApi, option: Any, words: str) -> None:
    """A plain string is taken, as Telegram takes it."""
    api.person(ANN).say("hi")
    given = {"chat_id": ANN, "question": "q", "options": ["a", option]}
    _, body = api.call(api.token, "sendPoll", given)
    assert body["description"] == f"Bad Request: can't parse InputPollOption: {words}"
    assert api.call(api.token, "sendPoll", given | {"options": ["a", "b"]})[0] == 200


async def test_a_poll_may_have_a_description_and_be_closed_from_the_beginning(api: BotApi, bot: Bot) -> None:
    """In private too."""
    api.person(ANN).say("hi")
    params = {"description": "<b>Think</b> first", "description_parse_mode": "HTML", "is_closed": True}
    sent = await bot.send_poll(ANN, "q", ["a", "b"], api_kwargs=params)
    poll = api.person(ANN).messages()[-1]["poll"]
    assert (poll["description"], poll["description_entities"][0]["type"]) == ("Think first", "bold")
    with pytest.raises(CannotDo, match="closed"):
        api.person(ANN).vote(sent.message_id, [0])


async def test_votes_are_told_with_their_voters(group: BotApi, bot: Bot, bob: Person) -> None:
    """Who, which options by number and lasting id; then the poll with its counts."""
    sent = await quiz(bot)
    bob.vote(sent.message_id, [1])
    (first, answer), (second, poll) = told(group)
    assert sent.poll is not None
    assert (first, second) == ("poll_answer", "poll")
    assert (answer["poll_id"], answer["user"]["id"], answer["option_ids"]) == (sent.poll.id, BOB, [1])
    assert answer["option_persistent_ids"] == [poll["options"][1]["persistent_id"]]
    assert [one["voter_count"] for one in poll["options"]] == [0, 1, 0]


async def test_an_anonymous_poll_tells_counts_alone(group: BotApi, bot: Bot, bob: Person) -> None:
    """Nobody's name, on either side."""
    sent = await bot.send_poll(STUDY_GROUP, "Mood?", ["fine", "tired"])
    bob.vote(sent.message_id, [0])
    assert [(kind, body["total_voter_count"]) for kind, body in told(group)] == [("poll", 1)]
    assert bob.messages()[-1]["vote"]["voters"] == []


async def test_a_vote_can_be_changed_and_taken_back_where_the_poll_allows_it(
    group: BotApi, bot: Bot, bob: Person
) -> None:
    """A regular poll does, a quiz does not unless asked to; the same again tells nothing."""
    fixed = await quiz(bot)
    bob.vote(fixed.message_id, [0])
    for options in ([1], []):
        with pytest.raises(CannotDo, match="cannot be changed"):
            bob.vote(fixed.message_id, options)
    loose = await quiz(bot, allows_revoting=True)
    told(group)
    for options in ([0], [0], [2], []):
        bob.vote(loose.message_id, options)
    answers = [body["option_ids"] for kind, body in told(group) if kind == "poll_answer"]
    assert answers == [[0], [2], []]


@pytest.mark.parametrize("options", [[0, 1], [3], [-1]])
async def test_a_vote_that_cannot_be_is_refused(
    group: BotApi, bot: Bot, bob: Person, options: list[int]
) -> None:
    """Two of a single-answer poll, one that is not there."""
    sent = await quiz(bot)
    with pytest.raises(CannotDo):
        bob.vote(sent.message_id, options)
    assert told(group) == []


async def test_several_answers_may_be_chosen_where_allowed(group: BotApi, bot: Bot, bob: Person) -> None:
    """In any order, each once."""
    sent = await quiz(bot, allows_multiple_answers=True, correct_option_ids=[0, 1])
    bob.vote(sent.message_id, [2, 0, 2])
    assert told(group)[0][1]["option_ids"] == [0, 2]


async def test_a_vote_as_a_chat_names_the_chat(group: BotApi, bot: Bot) -> None:
    """Anonymous administrators' as the group, a channel's as the channel; `user` is a stand-in."""
    sent = await quiz(bot)
    ann = group.person(ANN)
    ann.at(STUDY_GROUP, send_as=ANONYMOUSLY).vote(sent.message_id, [0])
    ann.at(STUDY_GROUP, send_as=CHANNEL).vote(sent.message_id, [1])
    answers = [body for kind, body in told(group) if kind == "poll_answer"]
    assert [one["voter_chat"]["id"] for one in answers] == [STUDY_GROUP, CHANNEL]
    assert {one["user"]["id"] for one in answers} == {CHANNEL_BOT["id"]}
    assert ann.at(STUDY_GROUP).messages()[-1]["vote"]["mine"] == []


async def test_a_poll_closes_by_the_clock(group: BotApi, bot: Bot, bob: Person, hand: Hand) -> None:
    """When its time is over: the bot is told once, and votes are refused from that second on."""
    sent = await quiz(bot, open_period=20)
    later = await quiz(bot, close_date=int(hand().timestamp()) + 40)
    hand.move(19)
    bob.vote(sent.message_id, [1])
    hand.move(1)
    with pytest.raises(CannotDo, match="closed"):
        group.person(CLEO).at(STUDY_GROUP).vote(sent.message_id, [1])
    updates = await bot.get_updates()
    closed = [update.poll for update in updates if update.poll and update.poll.is_closed]
    assert [(one.id, one.total_voter_count) for one in closed] == [(sent.poll.id if sent.poll else "", 1)]
    told(group)
    hand.move(20)
    await bot.get_me()
    assert [body["id"] for _, body in told(group)] == [later.poll.id if later.poll else ""]
    hand.move(20)
    await bot.get_me()
    assert told(group) == []


async def test_a_poll_is_stopped_once(group: BotApi, bot: Bot, bob: Person, hand: Hand) -> None:
    """Then it is closed; what is no poll, or not there, cannot be stopped."""
    sent = await quiz(bot, open_period=20)
    bob.vote(sent.message_id, [1])
    told(group)
    stopped = await bot.stop_poll(STUDY_GROUP, sent.message_id)
    assert (stopped.is_closed, stopped.total_voter_count) == (True, 1)
    assert [(kind, body["is_closed"]) for kind, body in told(group)] == [("poll", True)]
    text = await bot.send_message(STUDY_GROUP, "no poll")
    for number, words in (
        (sent.message_id, "Poll has already been closed"),
        (4711, "Message with poll to stop not found"),
        (text.message_id, "Message is not a poll"),
    ):
        with pytest.raises(BadRequest, match=words):
            await bot.stop_poll(STUDY_GROUP, number)
    hand.move(60)
    await bot.get_me()
    assert told(group) == []


async def test_results_and_solution_are_shown_when_they_may_be(group: BotApi, bot: Bot, bob: Person) -> None:
    """After one's own vote, or if they are hidden, when it is closed; the bot always knows."""
    plain, hidden = await quiz(bot), await quiz(bot, hide_results_until_closes=True)
    for sent in (plain, hidden):
        bob.vote(sent.message_id, [1])

    def seen(person: int, number: int) -> tuple[Any, ...]:
        message = next(
            one for one in group.person(person).at(STUDY_GROUP).messages() if one["message_id"] == number
        )
        poll = message["poll"]
        return "correct_option_ids" in poll, "explanation" in poll, poll["options"][1]["voter_count"]

    assert seen(BOB, plain.message_id) == (True, True, 1)
    assert seen(CLEO, plain.message_id) == (False, False, 0)
    assert seen(BOB, hidden.message_id) == (False, False, 0)
    assert {body["correct_option_ids"][0] for kind, body in told(group) if kind == "poll"} == {1}
    await bot.stop_poll(STUDY_GROUP, hidden.message_id)
    assert seen(CLEO, hidden.message_id) == (True, True, 1)
    assert bob.messages()[-1]["vote"]["voters"] == [[], ["Bob"], []]


async def test_shuffled_options_stand_the_same_for_one_person_and_not_for_all(
    group: BotApi, bot: Bot
) -> None:
    """Votes count by the numbers they were sent with."""
    sent = [await quiz(bot, shuffle_options=True) for _ in range(5)]
    orders = [
        [one["vote"]["order"] for one in group.person(n).at(STUDY_GROUP).messages()[-len(sent) :]]
        for n in (ANN, BOB, ANN)
    ]
    assert orders[0] == orders[2] != orders[1]
    assert all(sorted(order) == [0, 1, 2] for order in orders[0])


async def test_a_poll_that_is_gone_is_forgotten(group: BotApi, bot: Bot, bob: Person) -> None:
    """With its message."""
    sent = await quiz(bot)
    await bot.delete_message(STUDY_GROUP, sent.message_id)
    assert len(group.world.state.polls) == 0
    with pytest.raises(CannotDo):
        bob.vote(sent.message_id, [1])
    text = bob.say("/quiz")
    with pytest.raises(CannotDo, match="no poll"):
        bob.vote(text, [1])


async def test_one_can_reply_to_an_option(group: BotApi, bot: Bot) -> None:
    """By its lasting id; another one is refused."""
    sent = await quiz(bot)
    row = group.world.state.polls.values()[0]
    key = row.poll["options"][2]["persistent_id"]
    params: dict[str, Any] = {"chat_id": STUDY_GROUP, "text": "why not this"}
    reply = {"message_id": sent.message_id, "poll_option_id": key}
    status, body = group.call(group.token, "sendMessage", params | {"reply_parameters": reply})
    assert (status, body["result"]["reply_to_poll_option_id"]) == (200, key)
    reply["poll_option_id"] = "x"
    status, body = group.call(group.token, "sendMessage", params | {"reply_parameters": reply})
    assert (status, body["description"]) == (400, "Bad Request: POLL_OPTION_INVALID")

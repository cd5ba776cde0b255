"""What a command or a button does can be asked for in a sentence; what is about the last answer is heard."""

import pytest

from tests.app.test_buttons_in_words import LAYERS, TOOL
from tests.conversation import Talk

FIRST = "What does the word “deep” stand for"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("could you ask me every day at half past 8 in the morning", "Every day at 08:30"),
        ("please remind me at 7 pm on weekdays", "19:00"),
        ("send me a question every day at 9 please", "Every day at 09:00"),
        ("can you quiz me daily at 18:30", "Every day at 18:30"),
        ("kannst du mich bitte jeden tag um 8 fragen", ""),
        ("frag mich bitte jeden Tag um 8 Uhr", "Every day at 08:00"),
        ("kannst du mich jeden Tag um acht Uhr fragen?", "Every day at 08:00"),
        ("every day at 9:15 please", "Every day at 09:15"),
        ("actually, daily at 8:30", "Every day at 08:30"),
    ],
)
@pytest.mark.parametrize("offered", [True, False])
async def test_a_daily_question_is_asked_for_in_a_sentence(
    ann: Talk, said: str, told: str, offered: bool
) -> None:
    await ann.says("/start")
    if offered:
        await ann.says("/daily")
    received = await ann.says(said)

    assert told in received.text
    if told:
        assert told in (await ann.says("/daily")).text


@pytest.mark.parametrize(
    "said",
    [
        "stop asking me every day",
        "actually stop asking me every day",
        "oh hey, please stop the daily question",
        "you know what, don't ask me every day",
        "no more daily questions please",
        "Don't ask me every day anymore",
        "keine täglichen Fragen mehr",
    ],
)
async def test_and_ended_in_one(ann: Talk, said: str) -> None:
    await ann.says("/start")
    await ann.says("/daily 8:30")
    await ann.says(said)

    assert "One question a day, at" in (await ann.says("/daily")).text


@pytest.mark.parametrize(
    "said",
    [
        "I have an exam on 18 December",
        "my exam is in 3 weeks",
        "meine Prüfung ist am 18. Dezember",
        "you know what, I have an exam on 18 December",
        "on 18 December I have an exam",
        "Ich habe am 18. Dezember eine Prüfung",
    ],
)
async def test_an_exam_is_told_in_a_sentence(ann: Talk, said: str) -> None:
    await ann.says("/start")
    received = await ann.says(said)

    assert received.text.startswith("The exam is on ")


@pytest.mark.parametrize(
    "said", ["delete all my data", "please delete my account", "Lösche alle meine Daten"]
)
async def test_erasing_is_asked_for_in_a_sentence_and_asked_back(ann: Talk, said: str) -> None:
    await ann.says("/start")
    assert (await ann.says(said)).text == (await ann.says("/erase")).text


@pytest.mark.parametrize(
    "said", ["ask me tomorrow", "ask me later", "I have an exam", "remind me of the question"]
)
async def test_what_is_no_whole_wish_sets_nothing(ann: Talk, said: str) -> None:
    await ann.says("/start")
    await ann.says(said)

    assert "One question a day, at" in (await ann.says("/daily")).text
    assert "No exam" in (await ann.says("/exam")).text or "exam" in (await ann.says("/exam")).text


@pytest.mark.parametrize(
    "said",
    [
        "let's do tools",
        "can we do the tools stuff?",
        "ask me about tools",
        "could you give me a question about tools please",
        "I want to learn something about tools",
        "switch to tools please",
        "questions about tools",
        "more on tools",
        "ich möchte Tools üben",
        "frag mich etwas zu Tools",
    ],
)
async def test_a_topic_is_named_in_a_sentence(ann: Talk, said: str) -> None:
    await ann.says("/start")

    assert TOOL in (await ann.says(said)).text


async def test_what_names_no_topic_is_heard_as_ever(ann: Talk) -> None:
    await ann.says("/start")
    for said in ("can we do only 5 today", "let's do it", "here we go", "let's start"):
        received = await ann.says(said)
        assert "Not quite" not in received.text, said


async def test_how_many_were_done_is_told(ann: Talk) -> None:
    await ann.says("/start")
    await ann.says(LAYERS)

    assert "1 of 33" in (await ann.says("how many have I done?")).text


@pytest.mark.parametrize(
    "said",
    [
        "remind me in 2 hours",
        "remind me in half an hour",
        "ask me every 2 hours",
        "erinnere mich in 2 Stunden",
    ],
)
async def test_a_span_is_no_hour_of_the_day(ann: Talk, said: str) -> None:
    await ann.says("/start")
    received = await ann.says(said)

    assert "Every day at" not in received.text
    assert "One question a day, at" in (await ann.says("/daily")).text


@pytest.mark.parametrize(
    "said",
    ["I want to delete my account", "how do I delete my data?", "ich möchte meine Daten löschen"],
)
async def test_a_wish_stands_behind_what_one_wants(ann: Talk, said: str) -> None:
    await ann.says("/start")

    assert "Remove everything about you?" in (await ann.says(said)).text


@pytest.mark.parametrize("said", ["give me a question", "ask me something", "kannst du mich was fragen?"])
async def test_a_question_now_is_the_one_that_is_open_else_the_next(ann: Talk, said: str) -> None:
    await ann.says("/start")
    assert FIRST in (await ann.says(said)).text

    await ann.says("the number of hidden layers")
    await ann.says("stop")
    assert "?" in (await ann.says(said)).text


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("not on weekends", "Monday to Friday at 19:00"),
        ("only on Tuesdays and Thursdays", "Tue, Thu at 19:00"),
        ("nicht am Wochenende", "Monday to Friday at 19:00"),
        ("sorry, I meant not on Sundays", "Mon, Tue, Wed, Thu, Fri, Sat at 19:00"),
    ],
)
async def test_days_are_left_out_where_there_is_a_daily_question(ann: Talk, said: str, told: str) -> None:
    await ann.says("/start")
    assert told not in (await ann.says(said)).text, "nothing is asked for daily yet"

    await ann.says("/daily 19:00")
    assert told in (await ann.says(said)).text


@pytest.mark.parametrize("said", ["I live in Tokyo", "actually I'm in Tokyo now", "ich wohne in Tokio"])
async def test_where_they_live_says_what_time_it_is_there(ann: Talk, said: str) -> None:
    await ann.says("/start")
    await ann.says(said)
    await ann.taps("Yes")

    assert "Tokyo" in (await ann.says("/settings")).text


@pytest.mark.parametrize("said", ["I'm in a hurry", "I live in hope", "im in"])
async def test_who_names_no_place_sets_nothing(ann: Talk, said: str) -> None:
    await ann.says("/start")
    received = await ann.says(said)

    assert "at your place?" not in received.text
    assert "Not quite" not in received.text, "nor does it cost a try"


@pytest.mark.parametrize(
    "said",
    ["who sees my answers?", "do you store my data", "will you remember me", "Wer liest meine Antworten?"],
)
async def test_what_is_kept_is_told_to_who_asks(ann: Talk, said: str) -> None:
    await ann.says("/start")

    assert "/erase removes all of it at once." in (await ann.says(said)).text


@pytest.mark.parametrize(
    "said",
    ["only questions about models please", "let's go with something about models", "I'd rather do models"],
)
async def test_a_topic_is_named_with_what_people_say_around_it(ann: Talk, said: str) -> None:
    await ann.says("/start")
    received = await ann.says(said)

    assert "Not quite" not in received.text
    assert "Thanks for saying so" not in received.text
    assert FIRST not in received.text


@pytest.mark.parametrize(
    "said",
    [
        "i want to learn about knitting",
        "ask me something about knitting",
        "do you have questions about knitting?",
    ],
)
async def test_a_topic_that_there_is_not_is_told_and_costs_nothing(ann: Talk, said: str) -> None:
    await ann.says("/start")

    assert "I have no topic called knitting" in (await ann.says(said)).text


@pytest.mark.parametrize("said", ["im driving", "I'm in a meeting", "no time right now", "I can't talk now"])
async def test_who_has_no_time_loses_nothing(ann: Talk, said: str) -> None:
    await ann.says("/start")
    received = await ann.says(said)

    assert "Not quite" not in received.text
    assert "stays open" in received.text


@pytest.mark.parametrize("said", ["do i lose my streak if i skip a day", "what happens if I miss a day?"])
async def test_what_holds_a_streak_is_told_to_who_asks(ann: Talk, said: str) -> None:
    await ann.says("/start")
    told = (await ann.says(said)).text

    assert told == (await ann.says("/streak why")).text


@pytest.mark.parametrize(
    "said", ["whats a hidden layer", "What is a hidden layer?", "what are hidden layers?"]
)
async def test_who_asks_what_a_word_of_the_answer_means_has_not_answered(ann: Talk, said: str) -> None:
    await ann.says("/start")
    received = await ann.says(said)

    assert "Right" not in received.text
    assert "Not quite" not in received.text

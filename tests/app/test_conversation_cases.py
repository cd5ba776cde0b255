"""Two kinds of fault seen in the wild, each with its cases and as many of our own.

What is said in the chat is taken for something else; hours and dates are read by half.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.conversation import Room, Talk, room

LAYERS = "the number of hidden layers"
KEYWORDS = """
title = "Python"

[[question]]
id = "break"
ask = "Which keyword leaves a loop at once?"
answer = "break"
reject = [{ texts = ["continue", "pass"], why = "that one stays in the loop." }]
hints = ["It stops the loop.", "It begins with b."]

[[question]]
id = "next"
ask = "Which function gives the next item of an iterator?"
answer = "next"

[[question]]
id = "help"
ask = "Which function shows the documentation of an object?"
answer = "help"
"""


@pytest.fixture
async def python(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Room]:
    """A course on keywords, some of which are words of the conversation too."""
    deck = tmp_path / "python"
    deck.mkdir()
    (deck / "deck.toml").write_text('title = "Python"\nlang = "en"\nlicence = "MIT"\ntopics = ["one"]\n')
    (deck / "one.toml").write_text(KEYWORDS)
    async with room(sqlite_url, tmp_path) as opened:
        yield opened


async def open_still(ann: Talk, said: str = LAYERS) -> None:
    """The question is open, and has cost no try."""
    assert (await ann.says(said)).text.startswith(("Right.", "Right:"))


async def test_one_answer_in_two_messages_sent_at_once(bot: Room) -> None:
    """Both were sent before the bot had answered: the second one belongs to the same question."""
    await bot.ann.says("/start q_fundamentals-03")
    for part in ("a multi-dimensional", "array"):
        bot.ann.person.say(part)
    received = await bot.ann.reads()

    assert received.messages[-1]["text"].startswith("Right")
    assert "Not quite" not in received.text


@pytest.mark.parametrize(
    "parts",
    [
        ("hmm", "i think its", "n-d array"),
        ("umm", "so its a", "multi-dimensional array"),
        ("wait", "let me think", "n-d array"),
        ("its like", "n-d array"),
        ("ähm", "ich glaube", "n-d array"),
        ("lemme see", "n-d array"),
    ],
)
async def test_the_beginning_of_an_answer_costs_nothing(ann: Talk, parts: tuple[str, ...]) -> None:
    await ann.says("/start q_fundamentals-03")
    for part in parts[:-1]:
        assert "Not quite" not in (await ann.says(part)).text
    await open_still(ann, parts[-1])


@pytest.mark.parametrize(
    ("question", "said", "begins"),
    [
        ("break", "continue", "Not quite: that one stays in the loop."),
        ("break", "pass", "Not quite: that one stays in the loop."),
        ("next", "next", "Right."),
        ("next", "/next", "Right."),
        ("help", "help", "Right."),
        ("help", "/help", "Right."),
        ("break", "/skip", "I'll ask that one another time."),
    ],
)
async def test_an_answer_beats_a_word_of_the_conversation(
    python: Room, question: str, said: str, begins: str
) -> None:
    await python.ann.says(f"/start q_{question}")

    assert (await python.ann.says(said)).text.startswith(begins)


@pytest.mark.parametrize(
    "said",
    [
        "how do I skip",
        "what does skip do",
        "can I get a hint later",
        "what happens if I say show me",
        "how does the hint button work",
        "where do I find the stats",
        "wie kann ich überspringen",
    ],
)
async def test_a_command_inside_a_sentence_is_no_command(ann: Talk, said: str) -> None:
    await ann.says("/start")
    received = await ann.says(said)

    assert "The answer:" not in received.text
    assert "another time" not in received.text
    assert "Not quite" not in received.text
    await open_still(ann)


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("/stats", "how often do I see this"),
        ("/stats", "nice numbers"),
        ("/streak", "is that good?"),
        ("/settings", "too many options here"),
        ("/help", "quite a lot"),
        ("/learn", "which of these is the hardest"),
        ("/privacy", "who can read it then"),
    ],
)
async def test_a_reply_to_a_message_that_is_no_question_is_no_answer(
    ann: Talk, before: str, said: str
) -> None:
    await ann.says("/start")
    await ann.says(before)
    received = await ann.says(said, reply_to=ann.last()["message_id"])

    assert "Not quite" not in received.text
    await open_still(ann)


@pytest.mark.parametrize(
    ("said", "begins"),
    [
        ("daily 8:30", "Every day at 08:30"),
        ("／daily 8:30", "Every day at 08:30"),
        ("/dialy 8:30", "Every day at 08:30"),
        ("/ daily 8:30", "Every day at 08:30"),
        ("Daily 8:30", "Every day at 08:30"),
        ("/DAILY 8:30", "Every day at 08:30"),
        ("/setings", "After a right answer"),
        ("／stats", "Nothing answered yet"),
    ],
)
async def test_a_command_typed_a_little_off_is_that_command(ann: Talk, said: str, begins: str) -> None:
    await ann.says("/start")

    assert (await ann.says(said)).text.startswith(begins)
    await open_still(ann)


@pytest.mark.parametrize(
    ("said", "begins"),
    [
        ("/daily tue thu 18:00", "Tue, Thu at 18:00"),
        ("/daily sat,sun 10:00", "Sat, Sun at 10:00"),
        ("/daily weekdays 7am", "Monday to Friday at 07:00"),
        ("/daily mon-wed 9", "Mon, Tue, Wed at 09:00"),
        ("/daily every tuesday at 6pm", "Tue at 18:00"),
        ("/daily mo mi fr um 7", "Mon, Wed, Fri at 07:00"),
        ("/daily weekends noon", "Sat, Sun at 12:00"),
        ("/daily except sunday 8:00", "Mon, Tue, Wed, Thu, Fri, Sat at 08:00"),
        ("/daily at 8 and 20", "I "),
    ],
)
async def test_no_part_of_days_and_hour_is_left_out(ann: Talk, said: str, begins: str) -> None:
    assert (await ann.says(said)).text.startswith(begins)


@pytest.mark.parametrize(
    "said",
    ["8:30 Tokyo", "8:30 UTC", "8:30 EST", "8:30 in New York", "8:30 Kolkata time", "7pm CET", "9 Uhr Wien",
     "8:30 GMT+2"],
)  # fmt: skip
async def test_a_clock_behind_the_hour_is_asked_about_or_told_not_to_be_read(ann: Talk, said: str) -> None:
    received = await ann.says(f"/daily {said}")

    asked = "at your place" in received.text or "nearest to you" in received.text
    assert asked or ", but not " in received.text


@pytest.mark.parametrize(
    ("said", "begins"),
    [
        ("/exam 18.12.2026", "The exam is on Fri 18 Dec"),
        ("/exam 18 December", "The exam is on Fri 18 Dec"),
        ("/exam tomorrow", "The exam is on Tue 3 Mar"),
        ("/exam in 3 weeks", "The exam is on Mon 23 Mar"),
        ("/pause until friday", "Paused until Fri 6 Mar"),
        ("/exam Dec 18", "The exam is on Fri 18 Dec"),
        ("/exam 18th of december", "The exam is on Fri 18 Dec"),
        ("/exam next friday", "The exam is on Fri "),
        ("/exam in a month", "The exam is on Thu 2 Apr"),
        ("/exam übermorgen", "The exam is on Wed 4 Mar"),
        ("/pause for a week", "Paused until Mon 9 Mar"),
    ],
)
async def test_a_day_is_read_in_whatever_form(ann: Talk, said: str, begins: str) -> None:
    assert (await ann.says(said)).text.startswith(begins)

"""What the tutor asked last is read first, as people type it; and it is asked again once at most."""

import pytest

from tests.conversation import Room, Talk, asks

DEEP = asks("fundamentals-01")
LAYERS = "the number of hidden layers"


@pytest.mark.parametrize(
    ("asks_for", "said", "begins"),
    [
        ("/zone", "Berln", "Is it 18:00 at your place?"),
        ("/zone", "Agra", "Is it 22:30 at your place?"),
        ("/zone", "its 5pm", "Which of these is nearest to you?"),
        ("/zone", "half past ten", "Is it 22:30 at your place?"),
        ("/zone", "18 Uhr", "Which of these is nearest to you?"),
        ("/zone Agra", "yes", "Good: 22:30, the clock of"),
        ("/zone Agra", "ja genau", "Good: 22:30, the clock of"),
        ("/zone Agra", "👍", "Good: 22:30, the clock of"),
        ("/zone Agra", "no", "What time is it at your place now?"),
        ("/zone Agra", "nein", "What time is it at your place now?"),
        ("/zone Agra", "München", "Is it 18:00 at your place?"),
        ("/daily", "yes", "Every day at 18:00"),
        ("/daily", "no thanks", "Fine."),
        ("/daily", "half past eight", "Every day at 08:30"),
        ("/daily", "Di Do 18 Uhr", "Tue, Thu at 18:00"),
        ("/learn", "Tools", asks("tools-01")),
        ("/learn", "alles", asks("tools-01")),
        ("/learn", "statistics in words", "Statistics in words"),
    ],
)
async def test_the_next_text_answers_it(ann: Talk, asks_for: str, said: str, begins: str) -> None:
    await ann.says("/start")
    await ann.says(asks_for)

    assert (await ann.says(said)).text.startswith(begins)


@pytest.mark.parametrize(
    ("button", "said", "begins"),
    [
        ("Time", "8:30", "Every day at 08:30"),
        ("Time", "8", "Every day at 08:00"),
        ("Time", "half past eight", "Every day at 08:30"),
        ("Time", "halb neun", "Every day at 08:30"),
        ("Days", "tue thu", "Tue, Thu at 17:00"),
        ("Days", "weekdays", "Monday to Friday at 17:00"),
        ("Days", "am Wochenende", "Sat, Sun at 17:00"),
        ("Topic", "tools", "Every day at 17:00: one question from Tools"),
    ],
)
async def test_so_it_is_with_the_parts_of_the_daily_question(
    ann: Talk, button: str, said: str, begins: str
) -> None:
    await ann.says("/start")
    await ann.says("/daily 17:00")
    await ann.says("/daily")
    await ann.taps(button)

    assert (await ann.says(said)).text.startswith(begins)


async def test_how_many_is_a_number(ann: Talk) -> None:
    await ann.says("/start")
    await ann.says("/daily 17:00")
    await ann.says("/daily")
    await ann.taps("More")
    await ann.taps("How many")

    assert (await ann.says("3")).text.startswith("Every day at 17:00: 3 questions")


async def test_it_is_asked_again_once_and_the_open_question_keeps_its_tries(ann: Talk) -> None:
    await ann.says("/start")
    await ann.says("/zone")

    assert (await ann.says("qwxyzzyville")).text.startswith("I know no place called qwxyzzyville.")
    assert "I know no place" not in (await ann.says("qwxyzzyville again")).text
    assert (await ann.says(LAYERS)).text.startswith("Right")


@pytest.mark.parametrize("said", [LAYERS, "hint", "skip", "why?"])
async def test_what_has_a_meaning_of_its_own_has_it(ann: Talk, said: str) -> None:
    await ann.says("/start")
    await ann.says("/zone")

    assert "place" not in (await ann.says(said)).text


async def test_after_the_next_question_it_is_no_longer_asked(ann: Talk) -> None:
    await ann.says("/start")
    await ann.says("/zone")
    await ann.says("skip")

    assert "at your place" not in (await ann.says("Berlin")).text


async def test_a_time_nobody_asked_for_is_no_clock(ann: Talk) -> None:
    assert (await ann.says("8:30")).text.startswith("Hi! I ask, you type")


@pytest.mark.parametrize("said", ["the picture is missing", "da fehlt ein Wort", "Berlin", "why?"])
async def test_what_is_wrong_is_said_in_ones_own_words(bot: Room, ann: Talk, said: str) -> None:
    await ann.says("/start")
    await ann.taps("More")
    asked = await ann.taps("Something's wrong here")
    assert "Never mind" in asked.buttons

    received = await ann.says(said)
    assert received.text.startswith("Thank you: the author will see it.")
    assert f"Still open: {DEEP}" in received.text
    assert (await ann.says(LAYERS)).text.startswith("Right. Day 1.")


@pytest.mark.parametrize("said", ["never mind", "no", "stop", "schon gut"])
async def test_never_mind_leads_back(ann: Talk, said: str) -> None:
    await ann.says("/start")
    await ann.taps("More")
    await ann.taps("Something's wrong here")

    assert (await ann.says(said)).text == f"Still open: {DEEP}"


async def test_so_does_its_button(ann: Talk) -> None:
    await ann.says("/start")
    await ann.taps("More")
    await ann.taps("Something's wrong here")

    assert (await ann.taps("Never mind")).text == f"Still open: {DEEP}"

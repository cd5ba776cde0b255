"""What the buttons and the lines below an answer say, in one's own words."""

import pytest

from tests.conversation import Room, Talk, asks

DEEP, TOOL = asks("fundamentals-01"), asks("tools-01")
LAYERS = "the number of hidden layers"


async def test_more_is_the_button_more(ann: Talk) -> None:
    await ann.says("/start")
    received = await ann.says("more")

    assert received.text == "What shall I do about deep?"


async def test_more_below_a_verdict_is_what_is_folded_there(ann: Talk) -> None:
    await ann.says("/start")
    await ann.says(LAYERS)
    received = await ann.says("more")

    assert "Every hidden layer works on what the one before it found" in received.text


async def test_the_buttons_of_an_offered_question_can_be_typed(ann: Talk) -> None:
    await ann.says("/start")
    await ann.says("what is a tensor?")
    told = await ann.says("Tell me")
    assert "multi-dimensional array" in told.text
    assert DEEP in told.text

    await ann.says("what is a tensor?")
    assert (await ann.says("ask me")).text == asks("fundamentals-03")


async def test_a_word_of_an_answer_finds_its_question(ann: Talk) -> None:
    await ann.says("/start")
    received = await ann.says("what is overfitting?")

    assert received.text.startswith("I have a question about that: ")
    assert received.buttons == ["Ask me", "Tell me"]


async def test_what_was_just_answered_is_explained_first(ann: Talk) -> None:
    await ann.says("/start q_data-03")
    await ann.says("a data pipeline")
    received = await ann.says("was heißt pipeline")

    assert "keeps the steps in order" in received.text


async def test_an_appeal_beside_the_same_answer_is_taken(ann: Talk) -> None:
    await ann.says("/start")
    await ann.says("lots of data")
    received = await ann.says("lots of data, I was right!")

    assert received.text.startswith("Taken: it counts as right")


async def test_an_appeal_beside_a_first_answer_is_no_appeal_yet(ann: Talk) -> None:
    await ann.says("/start")
    received = await ann.says("lots of data, I am right")

    assert received.text.startswith("Not quite: ")


async def test_more_about_a_right_answer_hits_no_other_question(ann: Talk) -> None:
    await ann.says("/start")
    assert TOOL in (await ann.says(LAYERS)).text
    received = await ann.says("nr of hidden layers")

    assert received.text.startswith("That one counts as right already.")
    assert TOOL in received.text


@pytest.mark.parametrize("said", ["50 %", "1+1", "B.", "3"])
async def test_a_number_gives_no_answer_away(ann: Talk, said: str) -> None:
    await ann.says("/start q_data-03")
    received = await ann.says(said)

    assert received.text.startswith("I'm after words here, not a number or a letter: ")
    assert "Hint" in received.buttons


SAME = "how tall the stack is"


async def test_a_hint_while_comparing_is_the_why(ann: Talk) -> None:
    await ann.says("/start")
    assert "Same as yours?" in (await ann.says(SAME)).text
    received = await ann.says("hint pls")

    assert "Every hidden layer works on what the one before it found" in received.text
    assert "Same as yours?" in received.text
    assert received.buttons == ["Yes, the same", "Not quite"]


@pytest.mark.parametrize(("said", "begins"), [("nope, why", "Good to know."), ("yes, i think", "Good.")])
async def test_a_yes_or_no_with_a_word_behind_it_is_taken(ann: Talk, said: str, begins: str) -> None:
    await ann.says("/start")
    await ann.says(SAME)

    assert (await ann.says(said)).text.startswith(begins)


@pytest.mark.parametrize(
    ("said", "begins"),
    [
        ("and what do i get out of it?", "A little a day, and each question comes back"),
        ("are you a bot or a real person? do you use chatgpt", "I'm a program, no person"),
        ("is this free", "I ask for no money"),
        ("do i have to pay for this?", "I ask for no money"),
        ("Was kostet das?", "I ask for no money"),
        ("are there any ads", "I ask for no money"),
        ("how long will this take me every day", "As long as you like"),
        ("how many minutes a day do i need for this", "As long as you like"),
        ("can i use you with my class", "Yes: /class new"),
        ("im a teacher, can my students use this?", "Yes: /class new"),
        ("that was mean 😂", "Thanks for saying so."),
        ("is it true that it is also good for the climate?", "A few words of your own will do"),
        ("but isnt that the same as what i said", "A few words of your own will do"),
        ("too hard", "It's a hard one. A hint may help"),
        ("make it easier", "It's a hard one. A hint may help"),
    ],
)
async def test_each_gets_an_answer_of_its_own(ann: Talk, said: str, begins: str) -> None:
    await ann.says("/start")
    received = await ann.says(said)

    assert received.text.startswith(begins)
    assert DEEP in received.text


async def test_a_grumble_leaves_the_options_there(bot: Room, ann: Talk) -> None:
    await ann.says("/start q_fundamentals-08")
    received = await ann.says("you are wrong")

    assert received.buttons[:2] == ["Minimise", "Maximise"]


async def test_two_halves_in_two_messages_are_two_halves(ann: Talk) -> None:
    await ann.says("/start q_distributed-01")
    first = await ann.says("first: split the batches over the gpus,")
    assert first.text.startswith("You have: data parallelism.")
    second = await ann.says("second: cut the network in pieces")

    assert second.text.startswith("You have: data parallelism and model parallelism. And which")
    assert (await ann.says("data is easyer")).text.startswith("Right")


@pytest.mark.parametrize("said", ["five more", "more questions please", "noch fünf"])
async def test_the_name_of_the_button_for_more_begins_a_sitting(ann: Talk, said: str) -> None:
    await ann.says("/start q_data-02")
    await ann.says("skip")
    await ann.says("/enough")
    received = await ann.says(said)

    assert received.buttons
    assert "I can't tell" not in received.text
    assert "Say next" not in received.text


async def test_what_is_in_doubt_gives_no_answer_away_that_was_put_off(ann: Talk) -> None:
    await ann.says("/start")
    for _ in range(12):
        received = await ann.says("skip")
        if "Five more" in received.buttons:
            break
    assert "Five more" in received.buttons, "all of the sitting was put off"

    assert (await ann.says("overfiting")).text == "Say next for a question, or why for more on the last one."


async def test_next_declines_the_offer_and_goes_on(ann: Talk) -> None:
    await ann.says("/start")
    await ann.says(LAYERS)
    await ann.says("/daily")
    received = await ann.says("nxt")

    assert received.text.startswith("Fine. /daily is there when you want it.")
    assert "Hint" in received.buttons or "I don't know yet" in received.buttons


@pytest.mark.parametrize(
    "said",
    ["was that right?", "so was that right?", "was number of hidden layers right?", "war das richtig?"],
)
async def test_how_the_last_one_stood_is_told_and_costs_nothing(ann: Talk, said: str) -> None:
    await ann.says("/start")
    assert TOOL in (await ann.says(LAYERS)).text
    told = (await ann.says(said)).text

    assert told.startswith("Yes, that was right: the number of hidden layers.")
    assert told.endswith(TOOL)
    assert (await ann.says("pandas")).text.startswith("Not quite"), "no try was used"


async def test_of_one_that_was_shown_it_is_no(ann: Talk) -> None:
    await ann.says("/start")
    await ann.says("show me")

    assert (await ann.says("was that right?")).text.startswith("Not that one. The answer was ")


async def test_after_a_miss_it_is_about_the_one_that_is_open(ann: Talk) -> None:
    await ann.says("/start")
    await ann.says(LAYERS)
    await ann.says("pandas")
    told = (await ann.says("was that right?")).text

    assert "Yes, that was right" not in told
    assert (await ann.says("scikit-learn")).text.startswith("Right")


async def test_an_answer_to_an_older_one_is_asked_about_while_a_formula_is_open(ann: Talk) -> None:
    await ann.says("/start q_data-01")
    assert (await ann.says("before")).text.startswith("Right")
    await ann.says("/start q_distributed-02")
    told = (await ann.says("was before right?")).text

    assert told.startswith("Yes, that was right: before.")
    assert asks("distributed-02") in told


async def test_both_of_two_leaves_it_open_and_gives_nothing_away(ann: Talk) -> None:
    await ann.says("/start")
    await ann.says("/learn models")
    first = await ann.says("both")

    assert "that leaves it open. Which one is it?" in first.text
    assert "The answer" not in first.text
    assert "Right" in (await ann.says("A")).text

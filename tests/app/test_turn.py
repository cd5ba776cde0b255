"""The turn, rule by rule: what follows an answer of each kind."""

import pytest

from tests.conversation import Room, Talk, asks

DEEP, TOOL, SPLIT = (asks(f"{topic}-01") for topic in ("fundamentals", "tools", "data"))
LAYERS, SKLEARN = "the number of hidden layers", "scikit-learn"


async def test_start_gives_a_question_at_once(ann: Talk) -> None:
    received = await ann.says("/start")

    assert len(received.messages) == 1
    assert received.text.startswith(f"I ask, you type, I say what's right and why. First: {DEEP}")
    assert received.buttons == ["Hint", "I don't know yet", "More"]


async def test_a_right_answer_flows_into_the_next_question_in_the_same_message(ann: Talk) -> None:
    await ann.says("/start")
    received = await ann.says(LAYERS)

    assert len(received.messages) == 1
    assert received.text.startswith(
        "Right. Day 1. Days in a row with an answer are a streak; one day off won't end it.\n"
    )
    assert TOOL in received.text
    assert received.buttons == ["Hint", "I don't know yet", "More"]


async def test_a_slip_is_right_and_is_shown_and_waits(ann: Talk) -> None:
    await ann.says("/start")
    received = await ann.says("how many hiden layers")

    assert received.text.startswith("Right, with a slip: hidden. In full: the number of hidden layers.")
    assert received.buttons == ["Next", "More"]
    assert TOOL in (await ann.taps("Next")).text


async def test_the_first_miss_gives_its_reason_and_leaves_the_question_open(ann: Talk) -> None:
    await ann.says("/start q_models-04")
    received = await ann.says("reset the weights to random")

    assert received.text.startswith("Not quite: ")
    assert received.text.endswith("Another go?")
    assert received.buttons == ["Hint", "Show the answer", "I was right"]
    assert "freeze" not in received.text

    second = await ann.says("freeze the layers of the base model")
    assert second.text.startswith("Right, second try: ")


async def test_the_second_miss_closes_with_answer_reason_and_return(ann: Talk) -> None:
    await ann.says("/start")
    await ann.says("it understands things deeply")
    received = await ann.says("lots of data")

    lines = received.text.split("\n")
    assert lines[0].startswith("Not quite: ")
    assert lines[1] == "The answer: the number of hidden layers."
    assert lines[-1].startswith("Back in a few minutes. Day 1. Days in a row with an answer are a streak;")
    assert len(lines) <= 5
    assert received.buttons == ["Next", "I was right", "More"]


@pytest.mark.parametrize("said", ["unsupervised", "b", "2", "the second one"])
async def test_with_two_options_any_verdict_closes(ann: Talk, said: str) -> None:
    await ann.says("/start q_fundamentals-04")
    received = await ann.says(said)

    assert received.text.startswith(("The other way round: supervised.", "Not quite: "))
    assert "supervised." in received.text
    assert received.buttons == ["Next", "I was right", "More"]


async def test_an_option_can_be_tapped(ann: Talk) -> None:
    await ann.says("/start q_fundamentals-04")
    received = await ann.taps("Supervised")

    assert received.text.startswith("Right: supervised. Day 1.")


@pytest.mark.parametrize("said", ["idk", "I don't know yet", "no idea", "IDK!!"])
async def test_not_knowing_brings_the_answer_kindly_and_earns_no_day(ann: Talk, said: str) -> None:
    await ann.says("/start")
    received = await ann.says(said)

    assert received.text.startswith(
        "Good to know, that's what this is for.\nThe answer: the number of hidden"
    )
    assert "Back in a few minutes." in received.text
    assert "Day 1" not in received.text
    assert "No streak" in (await ann.says("/streak")).text


async def test_shown_after_a_try_earns_the_day(ann: Talk) -> None:
    await ann.says("/start")
    await ann.says("lots of data")
    received = await ann.taps("Show the answer")

    assert "Day 1." in received.text


async def test_a_question_back_brings_a_hint_and_uses_no_try(ann: Talk) -> None:
    await ann.says("/start")
    received = await ann.says("what do you mean by deep?")

    assert received.text.startswith("I can't answer that")
    assert "Hint 1 of 2: " in received.text
    assert (await ann.says("lots of data")).text.endswith("Another go?")


@pytest.mark.parametrize("said", ["🙂", "...", "​"])
async def test_nothing_to_mark_uses_no_try(ann: Talk, said: str) -> None:
    await ann.says("/start")
    received = await ann.says("🙂" if said == "​" else said)

    assert received.text.startswith("I can't ")
    assert (await ann.says(LAYERS)).text.startswith("Right. Day 1.")


async def test_partial_is_completed_and_what_was_right_stays(ann: Talk) -> None:
    await ann.says("/start q_distributed-01")
    first = await ann.says("data parallelism is simpler")
    assert first.text == "You have: data parallelism is simpler. What's the other?"
    assert first.buttons == ["Hint", "Show the answer"]

    second = await ann.says("splitting the model")
    assert second.text.startswith("Right: now it's whole.")


@pytest.mark.parametrize("said", ["cpu and gpu", "batch size"])
async def test_a_miss_after_a_part_says_what_is_still_asked(ann: Talk, said: str) -> None:
    await ann.says("/start q_distributed-01")
    await ann.says("data parallelism is simpler")
    received = await ann.says(said)

    assert received.text.startswith("Not quite: ")
    assert "Another go?" not in received.text
    assert received.text.endswith("?")


async def test_two_completions_and_then_the_answer(ann: Talk) -> None:
    await ann.says("/start q_data-04")
    assert (await ann.says("caching")).text.startswith("You have: caching.")
    assert (await ann.says("caching, I said")).text.startswith("You have: ")
    received = await ann.says("caching")

    assert "All of it: " in received.text
    assert received.buttons == ["Next", "I was right", "More"]


async def test_a_list_is_named_over_several_messages(ann: Talk) -> None:
    await ann.says("/start q_data-04")
    assert "2 more?" in (await ann.says("caching")).text
    assert "One more?" in (await ann.says("batching")).text
    assert (await ann.says("prefetch")).text.startswith("Right")


async def test_words_do_what_they_say(ann: Talk) -> None:
    await ann.says("/start")
    assert (await ann.says("hint")).text.startswith("Hint 1 of 2: ")
    assert (await ann.says("Hint!")).text.startswith("Hint 2 of 2: ")
    assert (await ann.says("hint")).text.startswith("That's all the hints")
    assert (await ann.says("show me")).text.startswith("The answer: the number of hidden layers.")
    assert (await ann.says("ok")).text.startswith(TOOL)
    assert (await ann.says("skip")).text.startswith(f"I'll ask that one another time.\n\n{SPLIT}")
    assert (await ann.says("next")).text.startswith("I'll ask that one another time.")


async def test_after_a_verdict_other_text_is_tried_on_the_question_just_closed(ann: Talk) -> None:
    await ann.says("/start")
    await ann.says("idk")

    assert (await ann.says(LAYERS)).text.startswith("That's it; next time it counts.")
    assert "The answer was the number of hidden layers." in (await ann.says("lots of data")).text
    assert (await ann.says("thanks")).text.startswith(TOOL)


async def test_a_reply_answers_the_message_replied_to(ann: Talk) -> None:
    await ann.says("/start")
    first = ann.last()["message_id"]
    await ann.says("/learn data")
    received = await ann.says(LAYERS, reply_to=first)

    assert received.text.startswith("Right. Day 1.")
    assert "Still open: " in received.text
    assert asks("data-01") in received.text


async def test_a_reply_to_a_closed_question_changes_nothing(ann: Talk) -> None:
    await ann.says("/start")
    first = ann.last()["message_id"]
    await ann.says("idk")

    assert (await ann.says(LAYERS, reply_to=first)).text.startswith("That's it; next time it counts.")
    assert "0 of 1 right" in (await ann.says("/stats")).text


async def test_i_was_right_mends_memory_and_streak_at_once(ann: Talk) -> None:
    await ann.says("/start")
    await ann.says("lots of data")
    received = await ann.taps("I was right")

    assert received.text.startswith("Taken: it counts as right")
    assert "Day 1." in received.text
    assert "1 of 1 right" in (await ann.says("/stats")).text
    assert (await ann.taps("Next")).text.startswith(TOOL)


async def test_i_was_right_can_be_typed_after_the_question_is_closed(ann: Talk) -> None:
    await ann.says("/start q_fundamentals-04")
    await ann.says("unsupervised")

    assert (await ann.says("I was right")).text.startswith("Taken:")
    again = await ann.says("I was right")
    assert again.notices == [] or again.text
    assert "1 of 1 right" in (await ann.says("/stats")).text


async def test_do_not_ask_me_this_again(ann: Talk, bot: Room) -> None:
    await ann.says("/start")
    await ann.taps("More")
    received = await ann.taps("Don't ask me this again")

    assert received.text.startswith("I won't ask deep again.")
    assert asks("fundamentals-02") in received.text
    assert (await ann.says("/settings back")).text == "1 question is back."


async def test_something_is_wrong_here(ann: Talk) -> None:
    await ann.says("/start")
    await ann.taps("More")
    received = await ann.taps("Something's wrong here")
    assert received.text == "What's wrong with deep? Tap, or say it in your words."

    assert (await ann.taps("The question is unclear")).text.startswith("Thank you: the author will see it.")
    assert (await ann.says(LAYERS)).text.startswith("Right.")


async def test_a_sitting_is_five_questions_and_what_was_missed_comes_again(ann: Talk) -> None:
    await ann.says("/start")
    assert (await ann.says("idk")).text.startswith("Good to know")
    await ann.says("next")
    await ann.says(SKLEARN)
    assert (await ann.says("before")).buttons == ["Yes", "Another time", "Not now"]
    assert (await ann.taps("Not now")).buttons == ["Next"]
    assert (await ann.taps("Next")).text.startswith(f"Once more: {DEEP}")
    await ann.says(LAYERS)
    await ann.says("a")
    received = await ann.says("data parallelism and model parallelism; data parallelism is simpler")

    assert (
        "4 of 5 at once, 1 more when asked again. Deep comes back tomorrow, the others in some days."
        in received.text
    )
    assert "5 of 33 met so far." in received.text
    assert received.buttons == ["Five more", "Enough"]
    assert (await ann.taps("Enough")).text.startswith("Good. /next goes on")
    assert asks("fundamentals-02") in (await ann.says("/next")).text


async def test_only_the_newest_message_carries_buttons(ann: Talk) -> None:
    await ann.says("/start")
    await ann.says("hint")
    await ann.says("lots of data")

    assert ann.with_buttons() == [ann.last()["message_id"]]


async def test_streaks_count_the_learners_own_days(ann: Talk, bot: Room) -> None:
    await ann.says("/start")
    assert "Day 1." in (await ann.says(LAYERS)).text
    assert "Day" not in (await ann.says(SKLEARN)).text
    await bot.later(days=1)
    assert "Day 2." in (await ann.says("before")).text
    assert "2 days in a row, today included." in (await ann.says("/streak")).text
    await bot.later(days=4)
    assert "The longest so far: 2 days." in (await ann.says("/streak")).text
    await ann.says("next")
    assert "Day 1." in (await ann.says("the second one")).text


async def test_an_opinion_is_right_and_asked_once(ann: Talk) -> None:
    await ann.says("/start q_tools-06")
    received = await ann.says("pytorch, because I know it")

    assert received.text.startswith("Right. There is no one answer here")
    assert "Day 1." in received.text


async def test_an_accepted_answer_beats_a_command_word(ann: Talk, bot: Room) -> None:
    """Were "hint" the answer, it would be the answer."""
    await ann.says("/start q_fundamentals-06")

    assert (await ann.says("once")).text.startswith("Right")


async def test_all_questions_met_is_a_moment_of_its_own(ann: Talk, bot: Room) -> None:
    await ann.says("/start t_data")
    await ann.says("/settings flow off")
    for question in [
        q for deck in bot.deck_library.current.decks for q in deck.questions() if q.deck == "intro-ml"
    ]:
        await ann.says(f"/start q_{question.id}")
        received = await ann.says("idk")
        if "idk" not in question.kind and received.text.startswith("I can't"):
            received = await ann.says("/reveal")
    for _ in range(12):
        received = await ann.says("next")
        if len(received.messages) > 1:
            break
        await ann.says("idk")

    assert "you have met all 33 questions" in received.messages[-1]["text"]

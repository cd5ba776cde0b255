"""What fits a question from before, and not the one at hand, is an answer to it, without a reply to it."""

import pytest

from tests.conversation import Room, Talk, asks, room

TAKEN = "I take that for: "
TENSOR = "a multi-dimensional array"


async def put(talk: Talk, id: str) -> None:
    """That question is asked; whatever is open steps aside."""
    await talk.forges(talk.last()["message_id"], f"1:0:ask-{id}")


async def test_a_question_that_stayed_open_is_answered_two_days_later(bot: Room, ann: Talk) -> None:
    await ann.says("/start")
    await put(ann, "tools-03")
    assert (await ann.says("bye")).text.startswith("Good. The question stays open")
    await bot.later(days=2)
    await put(ann, "tools-01")
    assert (await ann.says("scikit lern")).text.startswith("Right, with a slip")
    told = (await ann.says("low level for custom things")).text
    assert told.startswith(f"{TAKEN}{asks('tools-03')}\n\nYou have: ")
    told = (await ann.says("and the high level one to test fast")).text
    assert "Right" in told


async def test_what_fits_an_older_one_and_not_the_newer_is_an_answer_to_it(ann: Talk) -> None:
    await ann.says("/start")
    await put(ann, "fundamentals-03")
    await put(ann, "tools-01")
    told = (await ann.says(TENSOR)).text
    assert told.startswith(f"{TAKEN}{asks('fundamentals-03')}\n\nRight")
    assert told.endswith(asks("tools-01")), "the newer one is still open"
    assert (await ann.says("scikit-learn")).text.startswith("Right")


async def test_what_is_in_the_words_of_an_older_one_is_about_it(ann: Talk) -> None:
    await ann.says("/start")
    await put(ann, "distributed-02")
    await put(ann, "tools-01")
    text = "first you look at seff and then you divide the cpu time by cores times wall time"
    told = (await ann.says(text)).text
    assert told.startswith(f"{TAKEN}{asks('distributed-02')}\n\n")
    assert (await ann.says("scikit-learn")).text.startswith("Right"), "no try of it is lost"


@pytest.mark.parametrize("text", ["scikit lern", "scikit-learn natürlich"])
async def test_a_question_that_was_put_off_is_answered_after_all(ann: Talk, text: str) -> None:
    await ann.says("/start")
    await put(ann, "tools-01")
    await ann.says("skip")
    await put(ann, "distributed-01")
    await ann.says("show me")
    told = (await ann.says(text)).text
    assert told.startswith(f"{TAKEN}{asks('tools-01')}\n\nRight")


async def test_what_fits_the_one_at_hand_is_for_that_one(ann: Talk) -> None:
    await ann.says("/start")
    await put(ann, "models-02")
    await put(ann, "models-04")
    assert TAKEN not in (await ann.says("freeze the layers of the base model")).text


async def test_what_was_brought_to_an_end_since_is_answered_no_more(ann: Talk) -> None:
    await ann.says("/start")
    await put(ann, "fundamentals-03")
    await put(ann, "fundamentals-03")
    await ann.says(TENSOR)
    await put(ann, "tools-01")
    assert TAKEN not in (await ann.says(TENSOR)).text


@pytest.mark.parametrize("text", ["A", "yes", "ja", "1", "hint", "thanks", "something else"])
async def test_a_letter_or_a_wish_goes_to_no_older_question(ann: Talk, text: str) -> None:
    await ann.says("/start")
    await put(ann, "models-01")
    await put(ann, "fundamentals-11")
    await put(ann, "tools-01")
    assert TAKEN not in (await ann.says(text)).text


async def test_after_a_fortnight_a_reply_alone_reaches_it(bot: Room, ann: Talk) -> None:
    await ann.says("/start")
    await put(ann, "fundamentals-03")
    number = ann.last()["message_id"]
    await bot.later(days=15)
    await put(ann, "tools-01")
    assert TAKEN not in (await ann.says(TENSOR)).text
    assert (await ann.says(TENSOR, reply_to=number)).text.startswith("Right")


async def test_it_is_found_on_both_databases(store_url: str) -> None:
    async with room(store_url) as opened:
        ann = opened.ann
        await ann.says("/start")
        await put(ann, "fundamentals-03")
        await put(ann, "tools-01")
        await ann.says("skip")
        assert (await ann.says(TENSOR)).text.startswith(TAKEN)
        await put(ann, "fundamentals-08")
        assert (await ann.says("scikit-learn")).text.startswith(f"{TAKEN}{asks('tools-01')}")


@pytest.mark.parametrize(
    ("said", "marked"),
    [
        ("a matrix", "You have: matrix."),
        (TENSOR, "Right"),
        ("a tensor is a multi-dimensional array", "Right"),
    ],
)
async def test_what_fits_an_offered_question_is_an_answer_to_it(ann: Talk, said: str, marked: str) -> None:
    await ann.says("/start")
    await put(ann, "tools-01")
    assert (await ann.says("what's a tensor?")).buttons == ["Ask me", "Tell me"]
    told = (await ann.says(said)).text
    assert told.startswith(f"{TAKEN}{asks('fundamentals-03')}\n\n{marked}")
    assert "scikit-learn" not in told


async def test_what_fits_the_open_one_is_not_for_the_offered_one(ann: Talk) -> None:
    await ann.says("/start")
    await put(ann, "tools-01")
    await ann.says("what's a tensor?")
    assert (await ann.says("scikit lern")).text.startswith("Right, with a slip")


async def begun_with_a_half(ann: Talk) -> None:
    await ann.says("/start")
    await put(ann, "distributed-01")
    await put(ann, "data-04")
    told = (await ann.says("data paralelism")).text
    assert told.startswith(f"{TAKEN}{asks('distributed-01')}\n\nYou have: data parallelism.")


async def test_what_is_said_next_is_for_the_one_it_was_taken_for(ann: Talk) -> None:
    await begun_with_a_half(ann)
    told = (await ann.says("the other is splitting the model")).text
    assert told.startswith("You have: data parallelism and model parallelism.")
    assert (await ann.says("hint")).text.startswith("Hint 1 of ")
    assert (await ann.says("data parallelism is simpler")).text.startswith("Right")


@pytest.mark.parametrize("said", ["dunno the other", "show me", "idk"])
async def test_so_is_who_does_not_know_the_rest(ann: Talk, said: str) -> None:
    await begun_with_a_half(ann)
    told = (await ann.says(said)).text
    assert "model parallelism" in told
    assert asks("data-04") in told, "the newer one is still open"


async def test_what_answers_the_newer_one_goes_there(ann: Talk) -> None:
    await begun_with_a_half(ann)
    assert "Right" in (await ann.says("caching, prefetching and shuffling")).text

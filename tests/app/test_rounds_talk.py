"""What is said to a round beside its answers; and answers that were begun before a question closed."""

from pathlib import Path

import pytest

from bot.playground.seed import ANN, BOB, CLEO
from tests.app.party import ANSWERS, Party, party
from tests.gathering import words_of

TAKEN_FOR_THE_LAST = "I took that for the question before, which had closed when it came."


async def to_the_second(group: Party, *, who: int = BOB) -> tuple[str, str]:
    """A round of typed questions stands at its second one; gives the first and the second."""
    first = await group.starts("/quiz 2 capitals", BOB, CLEO)
    await group.answers(ANN, group.right())
    await group.says(ANN, "/skip")
    await group.waits(7)
    await group.read_in_private(who)
    return first, group.asked()


async def test_what_is_right_for_the_question_before_is_late_for_that_one(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with party(sqlite_url, tmp_path) as group:
        first, second = await to_the_second(group)
        await group.waits(20)
        told = await group.private(BOB, ANSWERS[first])
        assert told == f"Right: {ANSWERS[first]}.\n\n{TAKEN_FOR_THE_LAST}\nOpen now: {second}"
        assert "In: Bob" not in words_of(group.question()), "no answer to the open one"
        assert await group.private(BOB, ANSWERS[second]) == "", "which it takes as ever"
        assert "In: Bob" in words_of(group.question())


async def test_what_fits_neither_and_comes_within_seconds_is_late_for_the_one_before(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with party(sqlite_url, tmp_path) as group:
        first, second = await to_the_second(group)
        group.talk(BOB).person.say("Londinium")
        told = await group.read_in_private(BOB)
        assert told.endswith(f"{ANSWERS[first]}.\n\n{TAKEN_FOR_THE_LAST}\nOpen now: {second}")
        await group.waits(10)
        assert await group.private(BOB, "Londinium") == "", "later it is for the one that is open"
        assert "In: Bob" in words_of(group.question())


async def test_who_had_answered_the_one_before_answers_the_one_that_is_open(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.starts("/quiz 2 capitals", BOB)
        await group.private(BOB, group.right())
        await group.answers(ANN, group.right())
        await group.waits(10)
        await group.read_in_private(BOB)
        assert await group.private(BOB, "Londinium") == ""
        assert "In: Bob" in words_of(group.question())


async def test_a_late_answer_while_a_poll_is_open_falls_on_nothing_of_their_own(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with party(sqlite_url, tmp_path) as group:
        own = (await group.private(BOB, "/learn things")).splitlines()[0]
        await group.starts("/quiz 8", BOB, CLEO)
        for _ in range(8):
            asked = group.asked()
            await group.answers(ANN, ANSWERS[asked])
            await group.says(ANN, "/skip")
            await group.waits(7)
            if asked.startswith("Capital") and "poll" in group.messages()[-1]:
                break
        else:
            pytest.fail("no poll behind a typed question")
        await group.read_in_private(BOB)
        told = await group.private(BOB, ANSWERS[asked])
        assert told.startswith(f"Right: {ANSWERS[asked]}.")
        assert own not in told


@pytest.mark.parametrize("text", ["how long?", "wie lange noch?", "how much time is left?"])
async def test_how_much_time_is_left_is_said(sqlite_url: str, tmp_path: Path, text: str) -> None:
    async with party(sqlite_url, tmp_path) as group:
        ask = await group.starts("/quiz 1 capitals", BOB)
        await group.read_in_private(BOB)
        await group.waits(10)
        told = await group.private(BOB, text)
        seconds, _, rest = told.partition(" ")
        assert 0 < int(seconds) < 45
        assert rest == f"seconds left.\n{ask}"
        said = await group.answers(BOB, text)
        assert said.endswith("seconds left.")
        assert "\n" not in said


@pytest.mark.parametrize("text", ["was that right?", "war das richtig?", "is that right"])
async def test_whether_it_was_right_is_told_when_the_time_is_up(
    sqlite_url: str, tmp_path: Path, text: str
) -> None:
    async with party(sqlite_url, tmp_path) as group:
        ask = await group.starts("/quiz 1 capitals", BOB)
        await group.read_in_private(BOB)
        assert await group.private(BOB, text) == f"I have no answer of yours to this one yet.\n{ask}"
        await group.private(BOB, group.right())
        is_in = "Your answer is in. Who was right is told when the time is up."
        assert await group.private(BOB, text) == is_in
        assert await group.answers(BOB, text) == is_in


async def test_between_two_questions_it_is_told_at_once(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        await group.starts("/quiz 2 capitals", BOB)
        right = group.right()
        await group.private(BOB, right)
        await group.says(ANN, "/skip")
        told = await group.private(BOB, "was that right?")
        assert told == f"Right: {right}.\n\nThat question is closed; the next one comes soon."


@pytest.mark.parametrize("text", ["hint", "Tipp bitte", "show me", "why?"])
async def test_there_are_no_hints_in_a_round(sqlite_url: str, tmp_path: Path, text: str) -> None:
    async with party(sqlite_url, tmp_path) as group:
        ask = await group.starts("/quiz 1 capitals", BOB)
        await group.read_in_private(BOB)
        told = await group.private(BOB, text)
        assert told.startswith("There are no hints in a round;")
        assert told.endswith(ask)
        assert (await group.answers(CLEO, text)).startswith("There are no hints in a round;")


async def test_chat_beside_an_answer_that_is_in_says_so(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path) as group:
        ask = await group.starts("/quiz 1 capitals", BOB)
        await group.read_in_private(BOB)
        assert (await group.private(BOB, "hello")).endswith(f"in your own words:\n{ask}")
        await group.private(BOB, group.right())
        assert await group.private(BOB, "hello") == "Your answer is in; another one would replace it."


async def test_in_the_group_talk_is_met_with_silence(sqlite_url: str, tmp_path: Path) -> None:
    async with party(sqlite_url, tmp_path, admin=True) as group:
        await group.starts("/quiz 1 capitals", BOB)
        for text in ("how long?", "was that right?", "hint", "lol"):
            assert await group.says(BOB, text) == ""
        assert await group.answers(BOB, "lol") == ""

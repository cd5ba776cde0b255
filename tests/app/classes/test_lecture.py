"""A question asked in the lecture: who said yes gets it, the message fills up, each reads how it was."""

import asyncio
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select, update

from bot.store.classes.tables import lecture_seats, lectures
from bot.store.tables import answers, asked, learners, reviews
from tests.app.classes.school import (
    TITLE,
    answer_of,
    ask_of,
    class_of,
    join,
    passes,
    school,
    taught,
    write_school,
)
from tests.conversation import Room, Talk, room

ASK = ask_of("chem", "atoms", 2)
RIGHT = answer_of("atoms", 2)
QUESTION = f"{ASK}\n{TITLE}: 90 seconds. Then you read how it was."
IN = "In. When the time is up you read how it was."


async def lecture(bot: Room, count: int) -> tuple[Talk, list[Talk]]:
    """A teacher and so many who said yes to questions in the lecture."""
    talk, token = await taught(bot)
    members = await class_of(bot, token, count)
    for member in members:
        await member.says("/class lecture")
    return talk, members


async def asks(bot: Room, talk: Talk, members: list[Talk]) -> None:
    """The question is asked, and has arrived at everybody."""
    await talk.says("/class ask atoms-02")
    await passes(bot, seconds=1)
    for member in members:
        await member.reads()


async def time_is_up(bot: Room) -> None:
    await passes(bot, seconds=95)
    for _ in range(3):
        await passes(bot, seconds=1)


def count(bot: Room, of: object) -> int:
    return bot.database.run(lambda c: c.execute(select(func.count()).select_from(of)).scalar_one())  # type: ignore[arg-type]


async def tells(talk: Talk) -> str:
    """The teacher's message as it stands now."""
    await talk.reads()
    return str(next(m["text"] for m in reversed(talk.person.messages()) if m.get("text", "").startswith(ASK)))


async def test_everybody_who_said_yes_gets_it_and_the_message_fills_up(
    store_url: str, tmp_path: Path
) -> None:
    async with school(store_url, tmp_path / "content") as bot:
        talk, members = await lecture(bot, 12)
        heard = await talk.says("/class ask atoms-02")
        assert heard.text == f"{ASK}\n0 of 12 in. 90 seconds for each, from when it arrives."
        await passes(bot, seconds=1)
        for member in members:
            assert (await member.reads()).text == QUESTION
        for member in members[:5]:
            assert (await member.says(RIGHT)).text == IN
        await passes(bot, seconds=4)
        assert (await tells(talk)) == f"{ASK}\n5 of 12 in. 90 seconds for each, from when it arrives."
        for member in members[5:]:
            await member.says("a round fruit, somewhere")
        await passes(bot, seconds=4)
        assert (
            await tells(talk)
        ) == f"{ASK}\n12 of 12 in. Right 42 %. Commonest: a round fruit, somewhere (7)."
        bars = talk.last()
        assert bars["photo"], "for the wall"
        assert bars["caption"] == "Right: 42 %\na round fruit, somewhere: 58 %"
        await talk.taps("Show the answer")
        assert (await tells(talk)).endswith(f"Commonest: a round fruit, somewhere (7).\nThe answer: {RIGHT}.")
        await passes(bot, seconds=1)
        assert (await members[0].reads()).text.startswith("Right")
        heard = await members[5].reads()
        assert heard.text.startswith("Not quite: ")
        assert f"The answer: {RIGHT}." in heard.text
        await passes(bot, seconds=2)
        assert count(bot, lecture_seats) == 0
        assert bot.database.run(lambda c: c.execute(select(lectures.c.state)).scalar_one()) == "done"
        assert (await talk.taps("Again")).text.startswith(f"{ASK}\n0 of 12 in.")


async def test_it_counts_as_a_try_like_any_other(bot: Room) -> None:
    talk, members = await lecture(bot, 2)
    await asks(bot, talk, members)
    await members[0].says(RIGHT)
    await members[1].says("7 bananas")
    await time_is_up(bot)
    assert (await members[0].reads()).text.startswith("Right. Day 1.")
    kept = bot.database.run(
        lambda c: c.execute(select(reviews.c.verdict).where(reviews.c.question == "atoms-02")).scalars().all()
    )
    assert "right" in kept
    assert count(bot, answers) >= 2, "the author reads these words too"


async def test_nothing_is_decided_while_the_time_runs_and_the_last_answer_counts(bot: Room) -> None:
    talk, members = await lecture(bot, 2)
    before = count(bot, asked)
    await asks(bot, talk, members)
    assert (await members[0].says("a round fruit, somewhere")).text == IN
    assert (await members[0].says("no idea")).text.startswith("You read the answer when the time is up.")
    heard = await members[0].says(RIGHT)
    assert heard.text == "In, instead of the one before. When the time is up you read how it was."
    assert count(bot, asked) == before
    await time_is_up(bot)
    assert (await members[0].reads()).text.startswith("Right")


async def test_who_does_not_answer_loses_nothing_and_can_do_it_then(bot: Room) -> None:
    talk, members = await lecture(bot, 2)
    await asks(bot, talk, members)
    await members[0].says(RIGHT)
    await time_is_up(bot)
    await members[1].reads()
    last = next(m for m in reversed(members[1].person.messages()) if m.get("text", "").startswith(ASK))
    assert last["text"] == f"{ASK}\nThe time is up; it costs nothing."
    assert (await members[1].taps("Answer it now")).text.startswith(ASK)
    assert (await members[1].says(RIGHT)).text.startswith("Right")


async def test_of_a_few_no_number_is_told(bot: Room) -> None:
    talk, members = await lecture(bot, 3)
    heard = await talk.says("/class ask atoms-02")
    assert (
        heard.text
        == f"{ASK}\nFewer than 5 people have it: too few to tell. 90 seconds for each, from when it arrives."
    )
    await passes(bot, seconds=1)
    for member in members:
        await member.reads()
        await member.says(RIGHT)
        await passes(bot, seconds=4)
    await time_is_up(bot)
    calls = [call for _, call in bot.api.world.state.calls.items()]
    assert [call for call in calls if call["status"] != 200] == [], (
        "nothing is edited to what it says already"
    )
    assert (await tells(talk)) == f"{ASK}\nFewer than 5 people have it: too few to tell."


async def test_a_page_that_many_pasted_is_told_by_its_beginning(bot: Room) -> None:
    talk, members = await lecture(bot, 12)
    await asks(bot, talk, members)
    for member in members:
        await member.says(f"a whole page {'on round fruit ' * 250}")
    await time_is_up(bot)
    told = await tells(talk)
    assert "Commonest: a whole page on round fruit" in told
    assert len(told) < 300
    assert len(talk.last().get("caption", "")) < 300


async def test_nobody_gets_it_who_did_not_say_yes_or_has_gone_or_rests(bot: Room) -> None:
    talk, members = await lecture(bot, 4)
    await members[0].says("/class lecture off")
    await members[1].says("/pause")
    bot.database.run(
        lambda c: c.execute(update(learners).where(learners.c.id == members[2].person.id).values(here=False))
    )
    for member in members:
        await member.reads()
    await talk.says("/class ask atoms-02")
    await passes(bot, seconds=2)
    got = [(await member.reads()).text.startswith(ASK) for member in members]
    assert got == [False, False, False, True]


async def test_before_anybody_said_yes_it_is_told_how(bot: Room) -> None:
    talk, token = await taught(bot)
    await class_of(bot, token, 2)
    heard = await talk.says("/class ask atoms-02")
    assert heard.text.startswith(f"In {TITLE} nobody has said yes to questions in the lecture yet.")
    assert count(bot, lectures) == 0
    assert (await talk.says("/class ask")).text.startswith("Say which question: /class ask")
    assert (await talk.says("/class ask rome-01")).text.startswith("I can't ask rome-01 here")


async def test_a_reply_to_a_question_asks_it(bot: Room) -> None:
    talk, _ = await lecture(bot, 5)
    await talk.says("/start q_atoms-02")
    heard = await talk.says("/class ask", reply_to=talk.last()["message_id"])
    assert heard.text.startswith(f"{ASK}\n0 of 5 in.")


async def test_one_at_a_time(bot: Room) -> None:
    talk, _ = await lecture(bot, 5)
    await talk.says("/class ask atoms-02")
    assert (await talk.says("/class ask atoms-03")).text.startswith(ASK)
    assert count(bot, lectures) == 1


async def test_it_can_be_said_by_tap_and_is_shown(bot: Room) -> None:
    _, token = await taught(bot)
    await join(bot.ann, token)
    await bot.ann.says("/class")
    await bot.ann.taps("Change what they see")
    heard = await bot.ann.taps("Questions in the lecture too")
    assert "Questions in the lecture come to you." in heard.text
    assert (
        "Questions in the lecture come to you."
        not in (await bot.ann.taps("No questions in the lecture")).text
    )


async def test_erase_and_export_know_it(bot: Room) -> None:
    talk, members = await lecture(bot, 5)
    await asks(bot, talk, members)
    await members[0].says(RIGHT)
    await members[0].says("/erase yes")
    assert count(bot, lecture_seats) == 4
    await talk.says("/erase yes")
    assert count(bot, lectures) == 0
    assert count(bot, lecture_seats) == 0


async def test_of_two_that_tick_at_once_one_sends_it(store_url: str, tmp_path: Path) -> None:
    async with school(store_url, tmp_path / "content") as bot:
        talk, members = await lecture(bot, 5)
        await talk.says("/class ask atoms-02")
        bot.clock.pass_by(timedelta(seconds=1))
        await asyncio.gather(bot.turn.tick(), bot.turn.tick())
        assert [len((await member.reads()).messages) for member in members] == [1] * 5


async def test_it_is_for_the_lecture_unless_it_replies_to_something_else(bot: Room) -> None:
    talk, members = await lecture(bot, 2)
    await members[0].says("/start q_atoms-03")
    own = members[0].last()["message_id"]
    await asks(bot, talk, members)
    assert (await members[0].says(answer_of("atoms", 3), reply_to=own)).text.startswith("Right")
    assert (await members[0].says(RIGHT)).text == IN


CHOICE = """
[[question]]
id = "atoms-choice"
title = "What they must be"
ask = "Linear or not?"
kind = "choice"
options = ["linear", "non-linear"]
answer = "non-linear"
"""


async def test_words_that_are_no_option_cost_no_try_at_a_question_of_their_own(
    sqlite_url: str, tmp_path: Path
) -> None:
    folder = write_school(tmp_path / "content")
    with (folder / "chem" / "atoms.toml").open("a") as file:
        file.write(CHOICE)
    async with room(sqlite_url, folder) as bot:
        talk, members = await lecture(bot, 2)
        await members[0].says("/start q_atoms-03")
        before = count(bot, answers)
        await talk.says("/class ask atoms-choice")
        await passes(bot, seconds=1)
        await members[0].reads()
        assert (await members[0].says("data")).text == "Linear or non-linear?"
        assert count(bot, answers) == before
        assert (await members[0].says("2")).text == IN


async def test_too_late_costs_nothing(bot: Room) -> None:
    talk, members = await lecture(bot, 2)
    await asks(bot, talk, members)
    bot.clock.pass_by(timedelta(seconds=95))
    assert (await members[0].says(RIGHT)).text == "The time for this one is up. It costs nothing."
    assert count(bot, reviews) == count(bot, answers)


async def test_a_paused_class_asks_nothing(bot: Room) -> None:
    talk, _ = await lecture(bot, 2)
    await talk.says("/class pause")
    assert "It is paused" in (await talk.says("/class ask atoms-02")).text
    assert count(bot, lectures) == 0

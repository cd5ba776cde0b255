"""The Monday report, the file of who took part, assistants, the end: nothing that a few could be known by."""

import csv
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from sqlalchemy import insert, select, update

from bot.app.ports.authoring import Role
from bot.store.classes.tables import class_members, classes
from bot.store.tables import asked, learners, outbox, reviews
from tests.app.classes.school import (
    TITLE,
    answers_right,
    class_of,
    join,
    misses,
    passes,
    somebody,
    staff_of,
    taught,
    token_in,
)
from tests.conversation import MessageReceived, Room, Talk

NOTHING = "\n\nNothing waits for a ruling."
MONDAY = datetime(2026, 3, 9, 7, 0, tzinfo=UTC)
"""Eight in the morning in Berlin, the week after that in which the tests begin."""


async def monday(bot: Room, talk: Talk) -> str:
    """What the teacher reads on the next Monday."""
    bot.clock.pass_by(MONDAY - bot.clock.now())
    await bot.turn.tick()
    return (await talk.reads()).text


def crowd(bot: Room, people: int, right: int, *, days: int = 1, question: str = "rates-01") -> None:
    """So many members, of whom so many were right at first go; each was there on so many days of the week."""

    def fill(connection: object) -> None:
        execute = connection.execute  # type: ignore[attr-defined]
        at = bot.clock.now()
        for number in range(people):
            id = 50_000 + number
            execute(insert(learners).values(id=id, name=f"Member {number}", here=True, since=at, flow=True))
            execute(insert(class_members).values(learner_id=id, class_id=1, shares="nothing", joined_at=at))
            for day in range(days):
                key = execute(
                    insert(asked).values(
                        learner_id=id, chat_id=id, deck="chem", question=question, snapshot="x",
                        state="right", at=at, closed_at=at, hints=0, tries=1, misses=0, completions=0,
                        have="[]", credit=1.0, messages=1,
                    )
                ).inserted_primary_key[0]  # fmt: skip
                execute(
                    insert(reviews).values(
                        learner_id=id, asked_id=key, deck="chem", question=question, at=at,
                        local_date=(at + timedelta(days=day)).date(),
                        verdict="right" if number < right else "missed", credit=1.0, hints=0, tries=1,
                        seconds=1, marker="m",
                    )
                )  # fmt: skip

    bot.database.run(fill)


async def test_on_monday_at_eight_the_week_is_told(bot: Room) -> None:
    talk, _ = await taught(bot)
    crowd(bot, 40, 12, days=3)
    text = await monday(bot, talk)
    assert text == (
        f"{TITLE}, Mon 2 Mar to Sun 8 Mar:\n40 of 40 took part. 100 % of them on three days or more.\n"
        "Hardest: rates 1 (30 % at first go).\n\nNothing waits for a ruling."
    )
    assert [b["text"] for row in talk.last()["reply_markup"]["inline_keyboard"] for b in row] == [
        "Hard questions",
        "As a file",
    ]
    for _ in range(3):
        bot.clock.pass_by(timedelta(seconds=1))
        await bot.turn.tick()
    assert (await talk.reads()).messages == [], "it is sent once"
    posted = bot.database.run(lambda c: c.execute(select(outbox.c.lane)).all())
    assert posted


async def test_of_two_that_tick_at_once_one_sends_it(bot: Room) -> None:
    talk, _ = await taught(bot)
    crowd(bot, 6, 3)
    bot.clock.pass_by(MONDAY - bot.clock.now())
    await bot.turn.tick()
    await bot.restart()
    await bot.turn.tick()
    assert len((await talk.reads()).messages) == 1


async def test_a_week_without_answers_has_no_report(bot: Room) -> None:
    talk, token = await taught(bot)
    await class_of(bot, token, 6)
    assert await monday(bot, talk) == ""
    due = bot.database.run(lambda c: c.execute(select(classes.c.report_at)).scalar_one())
    assert due == MONDAY + timedelta(days=7)


async def test_a_class_of_four_is_too_few_to_tell(bot: Room) -> None:
    talk, token = await taught(bot)
    for one in await class_of(bot, token, 4):
        await answers_right(one, "atoms", 1)
    text = await monday(bot, talk)
    assert text.endswith("The class is too small: fewer than 5 people are too few to tell.")
    assert "Fewer than 5 people are in." in (await talk.says("/class")).text


async def test_a_few_of_many_are_not_counted(bot: Room) -> None:
    talk, token = await taught(bot)
    (one, *_) = await class_of(bot, token, 6)
    await misses(one, "atoms", 1)
    text = await monday(bot, talk)
    assert text == f"{TITLE}, Mon 2 Mar to Sun 8 Mar:\nOf 6 people a few took part.{NOTHING}"


async def test_those_who_stayed_away_are_not_counted_either(bot: Room) -> None:
    talk, token = await taught(bot)
    for one in (await class_of(bot, token, 6))[:5]:
        await answers_right(one, "atoms", 1)
    text = await monday(bot, talk)
    assert text == f"{TITLE}, Mon 2 Mar to Sun 8 Mar:\nOf 6 people nearly all took part.{NOTHING}"


async def test_hard_ones_are_named_from_five_people_on(bot: Room) -> None:
    talk, token = await taught(bot)
    for one in await class_of(bot, token, 5):
        await misses(one, "atoms", 1)
        await answers_right(one, "atoms", 2)
    text = await monday(bot, talk)
    assert "5 of 5 took part." in text
    hardest = text.partition("\n\n")[0]
    assert hardest.endswith("Hardest: atoms 1."), "no share below thirty, and nothing that nobody missed"


async def test_rulings_that_wait_are_told_to_who_rules(bot: Room) -> None:
    talk, token = await taught(bot)
    bot.database.run(lambda c: _author(c, bot))
    for one in await class_of(bot, token, 5):
        await one.says("/start q_atoms-01")
        await one.says("something else entirely")
        await one.taps("Yes, the same")
    text = await monday(bot, talk)
    assert "1 group of answers waits for you." in text
    assert "atoms" in (await talk.taps("Rule on them")).text


def _author(connection: object, bot: Room) -> None:
    from bot.store.authoring.tables import roles

    row = {"learner_id": 1003, "role": "author", "scope": "chem", "at": bot.clock.now()}
    connection.execute(insert(roles).values(**row))  # type: ignore[attr-defined]


async def test_the_week_can_be_asked_for_at_any_time(bot: Room) -> None:
    talk, _ = await taught(bot)
    assert "There was no answer." in (await talk.says("/class week")).text
    crowd(bot, 6, 3)
    await passes(bot, days=7)
    await talk.reads()
    assert "6 of 6 took part." in (await talk.says("/class week")).text


async def test_a_teacher_sees_which_questions_are_hard_and_no_more(bot: Room) -> None:
    talk, _ = await taught(bot)
    assert (await talk.says("/hard")).text.startswith("Of General chemistry, first term no question")
    crowd(bot, 6, 3)
    await monday(bot, talk)
    assert (await talk.taps("Hard questions")).text.startswith("Of General chemistry, first term no question")
    assert (await talk.says("/inbox roles")).text.startswith("I don't know")
    assert (await talk.says("/inbox add")).text.startswith("I don't know")


def rows_of(talk: Talk, heard: MessageReceived) -> list[list[str]]:
    """The rows of the file that came."""
    assert heard.document is not None
    file = talk.room.api.world.state.files.get(heard.document["file_id"])
    assert file is not None
    return list(csv.reader(StringIO(file.data.decode("utf-8-sig"))))


async def test_the_file_has_those_who_agreed_and_says_so_first(bot: Room) -> None:
    talk, token = await taught(bot)
    assert (await talk.says("/class file")).text.startswith(f"In {TITLE} nobody has agreed to be named")
    mallory = somebody(bot, "=cmd()")
    await join(bot.ann, token, "Yes")
    await join(mallory, token, "Yes")
    await join(bot.bob, token, "Count me without a name")
    for one in (bot.ann, bot.bob):
        await answers_right(one, "atoms", 1)
    await passes(bot, days=1)
    await answers_right(bot.ann, "atoms", 2)
    heard = await talk.says("/class file")
    assert heard.document is not None
    assert heard.document["file_name"] == "participation-2026-03-03.csv"
    assert rows_of(talk, heard) == [
        [
            f"{TITLE}, 2026-03-03: the names of those who agreed to be named, and on how many days they "
            "practised since they joined. Nobody else is in it, and no marks."
        ],
        ["name", "days"],
        ["'=cmd()", "0"],
        ["Ann", "2"],
    ]
    said = bot.database.run(lambda c: c.execute(select(outbox.c.spoken)).scalars().all())
    assert not any("Ann" in each for each in said), "the words are gone once it is sent"


async def test_a_helper_is_made_by_a_link_that_works_once_and_can_be_removed(bot: Room) -> None:
    talk, _ = await taught(bot)
    heard = await talk.says("/class helper")
    assert heard.text.startswith(f"Whoever opens this link first assists in {TITLE}.")
    token = token_in(heard.text)
    assert (await bot.ann.says(f"/start {token}")).text == f"You assist in {TITLE} now: /class"
    assert (await bot.bob.says(f"/start {token}")).text.startswith("This link was used already")
    assert staff_of(bot, 1001) == [(Role.ASSISTANT, "1")]
    heard = await bot.ann.says("/class")
    assert heard.buttons == ["Last week", "More"]
    assert (await bot.ann.says("/class file")).text.startswith("I don't know")
    assert "by Fri 6 Mar" in (await bot.ann.says("/class due atoms fri")).text
    await talk.says("/class")
    await talk.taps("More")
    heard = await talk.taps("Assistants")
    assert heard.text.startswith(f"Assistants of {TITLE}: Ann.")
    assert (await talk.taps("Remove Ann")).text.startswith(f"Nobody assists in {TITLE}.")
    assert staff_of(bot, 1001) == []
    assert (await bot.ann.says("/class")).text.startswith("I don't know")


async def test_a_helpers_link_is_over_after_a_day(bot: Room) -> None:
    talk, _ = await taught(bot)
    token = token_in((await talk.says("/class helper")).text)
    bot.clock.pass_by(timedelta(hours=24))
    assert (await bot.ann.says(f"/start {token}")).text.startswith("This link was used already, or its 24")


async def test_the_report_goes_to_helpers_if_the_teacher_has_blocked_the_bot(bot: Room) -> None:
    talk, _ = await taught(bot)
    token = token_in((await talk.says("/class helper")).text)
    await bot.ann.says(f"/start {token}")
    crowd(bot, 6, 3)
    talk.person.block()
    await bot.settle()
    text = await monday(bot, bot.ann)
    assert "6 of 6 took part." in text
    assert [b["text"] for row in bot.ann.last()["reply_markup"]["inline_keyboard"] for b in row] == [
        "Hard questions"
    ]


async def test_the_operator_lets_somebody_make_classes(bot: Room) -> None:
    from tests.app.authoring.chemistry import operator

    boss = await operator(bot)
    token = token_in((await boss.says("/class teacher")).text)
    heard = await bot.ann.says(f"/start {token}")
    assert heard.text.startswith("You can make classes now.")
    assert (await bot.ann.says("/class")).text.startswith("You have no class yet.")
    assert (await bot.ann.says(f"/class new {TITLE}")).text == f"{TITLE}, with which course?"


@pytest.mark.parametrize("days", [29, 32])
async def test_what_a_teacher_has_left_behind(bot: Room, days: int) -> None:
    talk, _ = await taught(bot)
    await talk.says("/class close")
    await talk.taps("Close it")
    await passes(bot, days=days)
    assert staff_of(bot, 1003) == [(Role.TEACHER, ""), *([(Role.TEACHER, "1")] if days < 30 else [])]


async def test_what_the_teacher_changes_sends_no_report_again(bot: Room) -> None:
    """A class is read anew before it is changed: the clock may have set when its next report is due."""
    talk, _ = await taught(bot)
    crowd(bot, 6, 3)
    assert "6 of 6" in await monday(bot, talk)
    for words in ("/class exam in 3 weeks", "/class link"):
        await talk.says(words)
    await talk.taps("Right")
    bot.clock.pass_by(timedelta(seconds=1))
    await bot.turn.tick()
    assert (await talk.reads()).messages == []
    due = bot.database.run(lambda c: c.execute(select(classes.c.report_at)).scalar_one())
    assert due == MONDAY + timedelta(days=7)


async def test_a_class_whose_course_is_gone_stays_quiet(bot: Room) -> None:
    talk, token = await taught(bot)
    await join(bot.ann, token)
    await talk.says("/class due atoms fri")
    await talk.taps("Right")
    bot.database.run(lambda c: c.execute(update(classes).values(deck="gone")))
    assert "Nothing is due" in (await talk.says("/class")).text
    assert "Nothing is due." in (await bot.ann.says("/class")).text
    assert (await bot.ann.taps("Next")).messages
    assert (await talk.says("/class due atoms fri")).text.startswith("The course of this class")
    assert await monday(bot, talk) == ""

"""Making a class and joining it: what the teacher sees is shown before, and can be changed or ended."""

import pytest
from sqlalchemy import select

from bot.playground.seed import BOT
from bot.store.classes.tables import class_members, classes
from tests.app.classes.school import (
    JOIN_ASKED,
    TITLE,
    answer_of,
    ask_of,
    class_of,
    join,
    passes,
    somebody,
    taught,
    teacher,
    token_in,
)
from tests.conversation import Room


def members(bot: Room) -> list[tuple[int, str]]:
    rows = bot.database.run(
        lambda c: c.execute(select(class_members.c.learner_id, class_members.c.shares)).all()
    )
    return [(row.learner_id, row.shares) for row in rows]


async def test_a_class_is_made_in_two_steps(bot: Room) -> None:
    talk = await teacher(bot)
    heard = await talk.says(f"/class new {TITLE}")
    assert heard.text == f"{TITLE}, with which course?"
    assert heard.buttons == ["General chemistry, first term", "History"]
    heard = await talk.taps("General chemistry, first term")
    token = token_in(heard.text)
    assert heard.text == (
        "It's there. Whoever opens this link is in:\n"
        f"https://t.me/{BOT['username']}?start={token}\n\nIt ends on Mon 16 Mar."
    )
    assert len(token) == len("c_") + 22
    assert heard.buttons == ["As a picture", "New link", "More"]
    kept = bot.database.run(lambda c: c.execute(select(classes.c.link_hash)).scalar_one())
    assert token not in kept
    assert token.removeprefix("c_") not in kept


async def test_the_title_can_be_said_after_it_was_asked_for(bot: Room) -> None:
    talk = await teacher(bot)
    assert (await talk.says("/class new")).text.startswith("What is the class called?")
    assert (await talk.says(TITLE)).text == f"{TITLE}, with which course?"


async def test_what_the_teacher_sees_is_shown_before_anybody_joins(bot: Room) -> None:
    _, token = await taught(bot)
    heard = await bot.ann.says(f"/start {token}")
    assert heard.text == JOIN_ASKED
    assert heard.buttons == ["Yes", "Count me without a name", "Not now"]
    assert members(bot) == []
    heard = await bot.ann.taps("Count me without a name")
    assert heard.text.startswith(f"You're in {TITLE}.")
    assert ask_of("chem", "atoms", 1) in heard.text
    assert members(bot) == [(1001, "nothing")]


@pytest.mark.parametrize(
    ("said", "shares"),
    [("yes", "days"), ("no", "nothing"), ("without a name", "nothing"), ("ohne Namen", "nothing")],
)
async def test_it_can_be_said_as_well(bot: Room, said: str, shares: str) -> None:
    _, token = await taught(bot)
    await bot.ann.says(f"/start {token}")
    assert (await bot.ann.says(said)).text.startswith(f"You're in {TITLE}.")
    assert members(bot) == [(1001, shares)]


@pytest.mark.parametrize("said", ["not now", "later", None])
async def test_not_now_leaves_no_row(bot: Room, said: str | None) -> None:
    _, token = await taught(bot)
    await bot.ann.says(f"/start {token}")
    heard = await (bot.ann.says(said) if said else bot.ann.taps("Not now"))
    assert heard.text == "Fine, nobody is told. The link works until Mon 16 Mar."
    assert members(bot) == []


async def test_a_member_sees_what_is_due_and_what_the_teacher_sees(bot: Room) -> None:
    talk, token = await taught(bot)
    await talk.says("/class due atoms fri")
    await talk.taps("Right")
    heard = await bot.ann.says(f"/start {token}")
    heard = await bot.ann.taps("Count me without a name")
    assert "Due by Friday: Atoms and bonds, 7 questions." in heard.text
    assert ask_of("chem", "atoms", 1) in heard.text
    await bot.ann.says(answer_of("atoms", 1))
    heard = await bot.ann.says("/class")
    assert heard.text == (
        f"You're in {TITLE}.\nDue Friday: Atoms and bonds, 1 of 7 done.\n"
        "Your teacher sees counts, without your name."
    )
    assert heard.buttons == ["What's due", "Change what they see", "Leave"]
    assert "atoms" in (await bot.ann.taps("What's due")).text


async def test_what_they_see_can_be_changed_on_any_day(bot: Room) -> None:
    _, token = await taught(bot)
    await join(bot.ann, token, "Yes")
    assert "Your teacher sees your name" in (await bot.ann.says("/class")).text
    await bot.ann.taps("Change what they see")
    heard = await bot.ann.taps("Count me without a name")
    assert "Your teacher sees counts, without your name." in heard.text
    assert members(bot) == [(1001, "nothing")]


@pytest.mark.parametrize("typed", [True, False])
async def test_leaving_is_one_tap_and_told_to_nobody(bot: Room, typed: bool) -> None:
    talk, token = await taught(bot)
    await join(bot.ann, token)
    await bot.ann.says("/class")
    heard = await (bot.ann.says("/class leave") if typed else bot.ann.taps("Leave"))
    assert heard.text == f"You've left {TITLE}. Nobody is told, and what you learned stays yours."
    assert members(bot) == []
    assert (await talk.reads()).messages == []
    assert (await bot.ann.says("/class")).text.startswith("I don't know")


async def test_the_link_opened_again_shows_how_it_stands(bot: Room) -> None:
    _, token = await taught(bot)
    await join(bot.ann, token)
    assert (await bot.ann.says(f"/start {token}")).text.startswith(f"You're in {TITLE}.")
    assert len(members(bot)) == 1


async def test_a_new_link_ends_the_one_before_and_says_how_many_came(bot: Room) -> None:
    talk, token = await taught(bot)
    await class_of(bot, token, 5)
    heard = await talk.taps("New link")
    assert heard.text.startswith("A new link; the one before leads nowhere from now on.")
    assert "5 people came in by the one before." in heard.text
    assert (await bot.ann.says(f"/start {token}")).text.startswith("This link lets nobody in any more.")
    await join(bot.ann, token_in(heard.text))
    heard = await talk.taps("New link")
    assert "Fewer than 5 people came in by the one before." in heard.text


async def test_a_link_ends_with_its_last_day(bot: Room) -> None:
    talk, token = await taught(bot)
    token = token_in((await talk.says("/class link friday")).text)
    await bot.ann.says(f"/start {token}")
    await passes(bot, days=4)
    assert (await somebody(bot, "Eve").says(f"/start {token}")).text == JOIN_ASKED
    await passes(bot, days=1)
    assert (await somebody(bot, "Fay").says(f"/start {token}")).text.startswith("This link lets nobody in")
    assert (await bot.ann.taps("Yes")).text.startswith("This link lets nobody in")


async def test_a_made_up_link_lets_nobody_in(bot: Room) -> None:
    await taught(bot)
    for token in ("c_", "c_nonsense", "c_" + "A" * 22):
        await bot.ann.says(f"/start {token}")
        await bot.ann.forges(bot.ann.last()["message_id"], f"1:0:cj-days-{token.removeprefix('c_')}")
    assert members(bot) == []


async def test_the_link_is_a_picture_too(bot: Room) -> None:
    talk, token = await taught(bot)
    heard = await talk.taps("As a picture")
    (message,) = heard.messages
    assert "photo" in message
    assert f"start={token}" in heard.text
    await talk.taps("New link")
    forged = await talk.forges(talk.last()["message_id"], f"1:0:cl-1-pic-{token.removeprefix('c_')}")
    assert forged.messages == []


async def test_who_learned_before_keeps_their_course(bot: Room) -> None:
    _, token = await taught(bot)
    await bot.bob.says("/learn history")
    await bot.bob.says("/start q_rome-01")
    await bot.bob.says(answer_of("rome", 1))
    await join(bot.bob, token)
    assert "History" in (await bot.bob.says("/settings")).text
    await join(bot.ann, token)
    assert "General chemistry, first term" in (await bot.ann.says("/settings")).text


async def test_a_closed_class_lets_nobody_in_and_is_forgotten_after_thirty_days(bot: Room) -> None:
    talk, token = await taught(bot)
    await join(bot.ann, token)
    await talk.says("/class close")
    heard = await talk.taps("Close it")
    assert heard.text.startswith(f"{TITLE} is closed. Who was in it is forgotten on Wed 1 Apr;")
    assert (await bot.bob.says(f"/start {token}")).text.startswith("This link lets nobody in")
    assert (await bot.ann.says("/class")).text.startswith(f"{TITLE} is closed")
    await passes(bot, days=29)
    assert len(members(bot)) == 1
    await passes(bot, days=2)
    assert members(bot) == []
    assert bot.database.run(lambda c: c.execute(select(classes)).all()) == []


async def test_a_closed_class_can_be_opened_again(bot: Room) -> None:
    talk, token = await taught(bot)
    await talk.says("/class close")
    await talk.taps("Close it")
    assert (await talk.taps("Open it again")).text.startswith(f"{TITLE}, with General chemistry, first term.")
    await join(bot.ann, token)
    assert len(members(bot)) == 1


async def test_a_class_that_nobody_teaches_any_more_is_closed(bot: Room) -> None:
    talk, _ = await taught(bot)
    await talk.says("/erase yes")
    await passes(bot, days=7)
    assert bot.database.run(lambda c: c.execute(select(classes.c.state)).scalar_one()) == "closed"


async def test_a_class_without_a_course_is_gone_after_a_day(bot: Room) -> None:
    talk = await teacher(bot)
    await talk.says(f"/class new {TITLE}")
    await passes(bot, hours=27)
    assert bot.database.run(lambda c: c.execute(select(classes)).all()) == []


async def test_the_course_that_a_class_is_named_after_is_offered_first(bot: Room) -> None:
    talk = await teacher(bot)
    assert (await talk.says("/class new History")).buttons[0] == "History"

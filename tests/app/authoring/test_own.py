"""/mine: questions that somebody writes for themselves."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection, select

from bot.app.authoring import own
from bot.domain.own import OWN
from bot.store.authoring.deck_tables import upload_rows, uploads
from bot.store.authoring.tables import item_tallies
from bot.store.tables import asked, metadata, snapshots
from tests.app.authoring.chemistry import operator, teacher
from tests.app.authoring.test_rehearsing import counted
from tests.conversation import Room, Talk

LINES = ("mitochondrion = powerhouse of the cell; ATP is made here", "pKa of acetic acid = 4.76 ± 0.05")


def everything(connection: Connection) -> list[str]:
    """Every row of every table, but for what is on its way or was sent."""
    tables = [table for table in metadata.sorted_tables if table.name != "outbox"]
    return [f"{row}" for table in tables for row in connection.execute(select(table))]


async def with_two(bot: Room) -> Talk:
    await bot.bob.says("/mine")
    await bot.bob.says("\n".join(LINES))
    return bot.bob


async def test_lines_become_questions_of_ones_own(bot: Room) -> None:
    """As in the transcript: two messages, one answer."""
    heard = await bot.bob.says("/mine")
    assert (
        heard.text == "Paste lines like capital of France = Paris, several at once. Nobody but you sees them."
    )
    assert heard.buttons == []
    for line in LINES:
        bot.bob.person.say(line, None)
    heard = await bot.bob.reads()
    assert heard.text == "2 questions in My questions. 1 would be marked by its idea, 1 as a number."
    assert heard.buttons == ["Try them", "Ask me daily", "More"]


async def test_they_are_tried_and_nothing_counts(bot: Room) -> None:
    bob = await with_two(bot)
    before = counted(bot)
    heard = await bob.taps("Try them")
    assert heard.text == "I ask as a learner would see it, and nothing counts.\n\nMitochondrion?"
    heard = await bob.says("the power house of a cell")
    assert heard.text.startswith("Right")
    assert "ATP is made here" in heard.text
    await bob.taps("Next")
    assert (await bob.says("4.8")).text.startswith("Right")
    heard = await bob.taps("Next")
    assert heard.text.startswith("2 questions in My questions.")
    assert heard.buttons == ["Try them", "Ask me daily", "More"]
    assert counted(bot) == before


async def test_they_are_learned_by_the_name_of_the_command(bot: Room) -> None:
    bob = await with_two(bot)
    heard = await bob.says("/learn mine")
    assert heard.text.startswith("My questions")


async def test_a_wording_accepted_in_a_trial_is_right_from_then_on(bot: Room) -> None:
    bob = await with_two(bot)
    await bob.taps("Try them")
    await bob.says("where energy comes from")
    await bob.taps("Accept this")
    await bob.taps("Enough")
    await bob.taps("More")
    await bob.taps("Ask me these")
    assert (await bob.says("where energy comes from")).text.startswith("Right")


async def test_they_are_asked_daily(bot: Room) -> None:
    bob = await with_two(bot)
    heard = await bob.taps("Ask me daily")
    assert "My questions" in heard.text
    await bot.later(days=1)
    heard = await bob.reads()
    assert heard.text.startswith(("Mitochondrion?", "pKa of acetic acid?"))


async def test_who_wrote_a_question_is_its_author(bot: Room) -> None:
    """*I was right* settles it, and what is wrong with it they change themselves."""
    bob = await with_two(bot)
    await bob.taps("More")
    await bob.taps("Ask me these")
    await bob.says("where energy comes from")
    heard = await bob.taps("I was right")
    assert heard.text.startswith("Taken: it is right from now on. I was expecting: powerhouse of the cell.")
    await bob.says("/mine list")
    heard = await bob.taps("1")
    assert heard.text == (
        "Mitochondrion?\nThe answer: powerhouse of the cell.\nAlso right: where energy comes from"
    )
    await bob.says("/next")
    question = bob.last()["text"]
    await bob.says("who knows")
    await bob.taps("More")
    heard = await bob.taps("Something's wrong here")
    assert heard.text.startswith(question)
    assert heard.text.endswith("It is your own. To change it: /mine, and its line with another answer.")


async def test_the_same_question_gets_its_new_answer_and_keeps_its_memory(bot: Room) -> None:
    bob = await with_two(bot)
    await bob.says("/learn my questions")
    heard = await bob.says("/mine")
    assert heard.text.startswith("2 questions in My questions.")
    heard = await bob.says("Mitochondrion? = where ATP is made\nplain words")
    assert heard.text.startswith("2 questions in My questions.")
    assert heard.text.endswith("1 line has no “question = answer” and is left out: plain words")
    heard = await bob.says("/mine list")
    assert heard.text.startswith(
        "1. Mitochondrion? where ATP is made\n2. pKa of acetic acid? 4.76\n\n"
        "Paste the line of one with another answer to change it."
    )


async def test_one_is_taken_out_and_its_place_stays_empty(bot: Room) -> None:
    bob = await with_two(bot)
    await bob.taps("More")
    await bob.taps("2")
    heard = await bob.taps("Take it out")
    assert heard.text == (
        "I won't ask pKa of acetic acid? again, and keep nothing of it here. 1 question is left."
    )
    words = bot.database.run(lambda c: c.execute(select(upload_rows.c.about, upload_rows.c.snapshot)).all())
    assert [row for row in words if "pKa" in f"{row}"] == []
    await bob.says("/mine")
    await bob.says("sodium = Na")
    places = bot.database.run(lambda c: c.execute(select(upload_rows.c.place)).scalars().all())
    assert sorted(places) == [0, 1, 2]
    heard = await bob.says("/mine remove 2")
    assert heard.text.startswith("I won't ask Sodium? again")
    await bob.says("/mine remove 1")
    heard = await bob.says("/mine list")
    assert heard.text.startswith("Paste lines like")
    assert "My questions" not in (await bob.says("/learn")).text


async def test_nobody_else_sees_them(bot: Room) -> None:
    """Neither another learner, nor author or operator; no tally and no shared snapshot is made of them."""
    bob = await with_two(bot)
    await bob.taps("More")
    await bob.taps("Ask me these")
    own_id = bot.database.run(lambda c: c.execute(select(asked.c.question)).scalars().all())[-1]
    await bob.says("where energy comes from")
    await bob.taps("I was right")
    olga, author = await operator(bot), await teacher(bot)
    await olga.says("/mine")
    await olga.says("noble = gas")
    for talk in (olga, author, bot.ann):
        for said in ("/learn", "/learn my questions", "/inbox", "/inbox roles", "/hard", "/class new X",
                     f"/start q_{own_id}", f"/inbox author {OWN}", "/hard my questions"):  # fmt: skip
            heard = await talk.says(said)
            assert "itochondrion" not in heard.text, said
            assert OWN not in heard.text, said
        heard = await talk.forges(talk.last()["message_id"], f"1:0:look-{own_id}")
        assert "itochondrion" not in heard.text
    kept = bot.database.run(lambda c: c.execute(select(snapshots.c.content)).scalars().all())
    assert [one for one in kept if "itochondrion" in one] == []
    tallied = bot.database.run(lambda c: c.execute(select(item_tallies.c.deck)).scalars().all())
    assert OWN not in tallied


@pytest.mark.parametrize("action", ["publish", "upload", "course", "rows", "ready", "unpublish"])
async def test_no_button_of_uploads_publishes_or_drops_them(bot: Room, action: str) -> None:
    olga = await operator(bot)
    await olga.says("/mine")
    await olga.says("noble = gas")
    list_id = bot.database.run(lambda c: c.execute(select(uploads.c.id)).scalar_one())
    name = f"{list_id}-0" if action == "rows" else f"{list_id}"
    heard = await olga.forges(olga.last()["message_id"], f"1:0:{action}-{name}")
    assert [notice[:27] for notice in heard.notices] == ["That button leads nowhere a"]
    heard = await olga.forges(olga.last()["message_id"], f"1:0:uploadto-{list_id}-chem")
    assert heard.notices
    assert (await olga.says("/mine")).text.startswith("1 question in My questions.")


async def test_another_persons_buttons_lead_nowhere(bot: Room) -> None:
    bob = await with_two(bot)
    list_id = bot.database.run(lambda c: c.execute(select(uploads.c.id)).scalar_one())
    await bot.ann.says("/start")
    for data in (f"tryit-{list_id}", f"try-{list_id}-0.0-show", "mine-see-0", "mine-out-0", "mine-learn",
                 f"dcourse-{OWN}", f"deck-{OWN}"):  # fmt: skip
        heard = await bot.ann.forges(bot.ann.last()["message_id"], f"1:0:{data}")
        assert heard.notices, data
        assert "itochondrion" not in heard.text
    assert (await bob.says("/mine")).text.startswith("2 questions")


async def test_they_outlast_what_authors_send_and_go_with_the_person(bot: Room) -> None:
    bob = await with_two(bot)
    await bob.taps("More")
    await bob.taps("Ask me these")
    await bot.later(days=20)
    await bob.reads()
    assert (await bob.says("/mine")).text.startswith("2 questions")
    await bob.says("/erase")
    await bob.says("/erase yes")
    rows = bot.database.run(everything)
    assert [row for row in rows if "itochondrion" in row] == []


async def test_there_is_room_for_so_many(bot: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own, "MOST_OWN", 3)
    await bot.bob.says("/mine")
    heard = await bot.bob.says("\n".join(f"twice {n} = {2 * n}" for n in range(1, 6)))
    assert heard.text.startswith("3 questions in My questions.")
    assert heard.text.endswith("There is room for no more: remove some under More.")


async def test_a_restart_between_lines_and_answer_loses_nothing(bot: Room) -> None:
    await bot.bob.says("/mine")
    bot.bob.person.say(LINES[0], None)
    await bot.telegram_bot.turn(bot.clock.now())
    await bot.restart()
    heard = await bot.bob.reads()
    assert heard.text.startswith("1 question in My questions.")


async def test_an_answer_to_the_open_question_is_one_all_the_same(bot: Room) -> None:
    """Lines are their own only where /mine asked for them."""
    await bot.ann.says("/start q_elements-01")
    heard = await bot.ann.says("the symbol = K")
    assert not heard.text.startswith("1 question")
    bot.clock.pass_by(timedelta(minutes=1))
    await bot.ann.says("/mine capital of France = Paris")
    assert (await bot.ann.says("/mine")).text.startswith("1 question in My questions. 1 by its word")

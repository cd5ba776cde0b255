"""Hard questions: first tries, as running numbers; words from three people on."""

from typing import Any

from sqlalchemy import insert, select, update

from bot.domain.items import Tally
from bot.domain.question import DeckId, QuestionId
from bot.store.authoring.tables import item_tallies
from bot.store.repository import Repository
from tests.app.authoring.chemistry import STIRRED, misses, people, teacher
from tests.app.authoring.test_remark import gone_through
from tests.conversation import Room

UNIFORM = "so it gets uniform"


def tally(bot: Room) -> Tally:
    return bot.database.run(lambda c: Repository(c).tallies(DeckId("chem")))[QuestionId("elements-02")]


async def test_first_tries_alone_are_counted(bot: Room) -> None:
    await misses(bot.ann, "nobody knows", "someone else does")
    assert tally(bot) == Tally(people=1)
    await misses(bot.ann, "so it mixes evenly")
    assert tally(bot) == Tally(people=1), "a second time is no first try"
    await bot.bob.says("/start q_elements-02")
    await bot.bob.says("hint")
    await bot.bob.says("so it mixes evenly")
    assert tally(bot) == Tally(people=2, right=1, hints=1)


async def test_an_appeal_is_counted_and_the_first_try_stays(bot: Room) -> None:
    await misses(bot.ann, UNIFORM, appeals=True)
    await misses(bot.bob, "nobody knows", UNIFORM, appeals=True)
    assert tally(bot) == Tally(people=2, appeals=2)


async def test_a_ruling_mends_the_numbers_and_its_undo_puts_them_back(bot: Room) -> None:
    crowd = await people(bot, 2)
    await misses(crowd[0], UNIFORM, "someone else does")
    await misses(crowd[1], UNIFORM)
    await misses(bot.bob, "nobody knows", UNIFORM, appeals=True)
    before = tally(bot)
    assert before == Tally(people=2, appeals=1)
    author = await teacher(bot)
    await author.says("/inbox")
    await author.taps("Right")
    await gone_through(bot)
    assert tally(bot) == Tally(people=3, right=2, appeals=1)
    await author.taps("Undo the last one")
    await gone_through(bot)
    assert tally(bot) == before


async def test_a_few_are_too_few_to_tell(bot: Room) -> None:
    await misses(bot.ann, "nobody knows", "someone else does")
    author = await teacher(bot)
    heard = await author.says("/hard")
    assert heard.text == "Of Chemistry no question has been met by 30 people yet; fewer are too few to tell."


async def test_the_hardest_is_told_with_the_words_behind_it(bot: Room) -> None:
    crowd = await people(bot, 6)
    for talk in crowd[:3]:
        await misses(talk, "to spread the heat", "someone else does")
    for talk in crowd[3:5]:
        await misses(talk, "very private words", "someone else does")
    author = await teacher(bot)
    many: dict[str, Any] = {"people": 188, "right": 44, "hints": 14, "appeals": 3}
    bot.database.run(lambda c: c.execute(update(item_tallies).values(**many)))
    heard = await author.says("/hard")
    assert heard.text == (
        "Chemistry: right at first go\n"
        "mixing: 23 % of 188 people (for many: 18 to 30 %). Worth a look: fewer than three in ten"
    )
    assert heard.messages[-1]["photo"], "a bar each; the words below say the same"
    heard = await author.taps("Look at mixing")
    assert heard.text.startswith(f"{STIRRED}\nThe answer: So that it mixes evenly.")
    assert "14 took a hint.\nA few said they were right." in heard.text
    assert "Commonest instead: to spread the heat." in heard.text
    assert "private" not in heard.text
    assert (await author.taps("Answers to rule on")).messages
    assert bot.database.run(lambda c: c.execute(select(item_tallies)).all())
    bot.database.run(
        lambda c: c.execute(
            insert(item_tallies).values(deck="chem", question="gone", shown=0, **(many | {"right": 1}))
        )
    )
    assert "gone" not in (await author.says("/hard")).text

"""Hard questions: first tries, as running numbers; words from three people on."""

from collections import Counter
from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select, update

from bot.domain.items import Tally, step_of
from bot.domain.question import DeckId, QuestionId
from bot.store.authoring.tables import item_tallies, took
from bot.store.repository import Repository
from bot.store.tables import reviews
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


async def test_a_skip_is_counted_once_a_person_and_only_before_their_first_answer(bot: Room) -> None:
    for _ in range(2):
        await bot.ann.says("/start q_elements-02")
        await bot.ann.says("skip")
    assert tally(bot) == Tally(skipped=1)
    await misses(bot.bob, "nobody knows", "someone else does")
    await bot.bob.says("/start q_elements-02")
    await bot.bob.says("skip")
    assert tally(bot) == Tally(people=1, skipped=1)
    await misses(bot.ann, "nobody knows", "someone else does")
    assert tally(bot) == Tally(people=2, skipped=1)


async def test_how_long_first_tries_took(bot: Room) -> None:
    await bot.ann.says("/start q_elements-02")
    bot.clock.pass_by(timedelta(seconds=20))
    await bot.ann.says("so it mixes evenly")
    await bot.bob.says("/start q_elements-02")
    bot.clock.pass_by(timedelta(hours=7))
    await bot.bob.says("so it mixes evenly")
    (step,) = times(bot)
    assert step_of(20) <= step <= step_of(30), "hours say when somebody looked, not how long they thought"  # type: ignore[operator]
    await bot.ann.says("/start q_elements-02")
    await bot.ann.says("so it mixes evenly")
    assert times(bot) == {step: 1}, "a second time is no first try"


async def test_the_times_are_what_the_log_says(bot: Room) -> None:
    """Also after a ruling gave a verdict to what had none, and after its undo."""
    crowd = await people(bot, 2)
    await misses(crowd[0], UNIFORM, "someone else does")
    bot.clock.pass_by(timedelta(seconds=9))
    await misses(crowd[1], UNIFORM)
    await misses(bot.bob, "nobody knows", UNIFORM, appeals=True)
    before = times(bot)
    assert before == of_the_log(bot)
    author = await teacher(bot)
    await author.says("/inbox")
    await author.taps("Right")
    await gone_through(bot)
    assert times(bot) == of_the_log(bot)
    assert sum(times(bot).values()) == sum(before.values()) + 1
    await author.taps("Undo the last one")
    await gone_through(bot)
    assert times(bot) == before == of_the_log(bot)


def times(bot: Room) -> dict[int, int]:
    found = bot.database.run(lambda c: Repository(c).times(DeckId("chem")))
    return dict(found.get(QuestionId("elements-02"), {}))


def of_the_log(bot: Room) -> dict[int, int]:
    """The same, counted in the reviews; each person has one of the question here."""
    rows = bot.database.run(
        lambda c: c.execute(
            select(reviews.c.seconds).where(reviews.c.question == "elements-02", reviews.c.tries > 0)
        ).scalars()
    )
    return dict(Counter(step for seconds in rows if (step := step_of(seconds)) is not None))


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
    many: dict[str, Any] = {"people": 188, "right": 44, "hints": 14, "appeals": 3, "skipped": 7}
    many |= {took(7): 30, took(8): 40}
    bot.database.run(lambda c: c.execute(update(item_tallies).values(**many)))
    heard = await author.says("/hard")
    assert heard.text == (
        "Chemistry: right at first go\n"
        "mixing: 23 % of 188 people (for many: 18 to 30 %). Worth a look: fewer than three in ten"
    )
    assert heard.messages[-1]["photo"], "a bar each; the words below say the same"
    heard = await author.taps("Look at mixing")
    assert heard.text.startswith(f"{STIRRED}\nThe answer: So that it mixes evenly.")
    assert (
        "14 took a hint.\nNobody had the answer shown without a try.\nA few said they were right.\n"
        "7 skipped it first.\nHalf of those who answered within ten minutes took about 17 seconds or less."
    ) in heard.text
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

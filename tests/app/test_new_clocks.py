"""A country changes its clocks: the next prompt was reckoned by the old rule, but the zones have a new one.

Here another zone stands for the new rule; it is put beneath the bot, as a renewed table is.
"""

from datetime import date, datetime

from sqlalchemy import select, update

from bot.store.daily.tables import subscriptions
from bot.store.tables import days, learners
from tests.app.days import subscribed
from tests.conversation import Room, Talk, asks

PROMPT = asks("data-01")


async def by_a_new_rule(bot: Room, zone: str) -> None:
    """From now on the clocks at Ann's place are those of that zone."""
    await bot.database.transact(lambda c: c.execute(update(learners).values(zone=zone)).rowcount)


async def at(bot: Room, hour: int, minute: int = 5) -> None:
    """Go on to that time in UTC."""
    now = bot.clock.now()
    to = now.replace(hour=hour, minute=minute)
    await bot.later(seconds=(to - now).total_seconds() % 86_400)


async def test_a_prompt_goes_by_the_new_rule(bot: Room, ann: Talk) -> None:
    """Eight in Berlin is seven in UTC. Where it is an hour later now, nothing comes at seven."""
    await subscribed(bot, ann)
    await by_a_new_rule(bot, "Europe/London")
    await at(bot, 7)
    assert (await ann.reads()).text == ""
    await at(bot, 8)
    assert PROMPT in (await ann.reads()).text


async def test_where_it_is_earlier_now_nothing_is_late_after_a_start(bot: Room, ann: Talk) -> None:
    """A table of zones comes with a new start, at which the prompts ahead are looked at again."""
    await subscribed(bot, ann)
    await by_a_new_rule(bot, "Europe/Athens")
    await bot.turn.begin()
    assert (await ann.reads()).text == ""
    await at(bot, 6)
    assert PROMPT in (await ann.reads()).text
    await at(bot, 5)
    assert PROMPT not in (await ann.reads()).text
    await at(bot, 6)
    assert (await ann.reads()).text != ""


async def test_a_start_touches_no_prompt_that_is_right(bot: Room, ann: Talk) -> None:
    def kept() -> list[datetime]:
        return list(bot.database.run(lambda c: c.execute(select(subscriptions.c.next_at)).scalars()))

    await subscribed(bot, ann)
    before = kept()
    await bot.turn.begin()
    assert kept() == before != [None]


async def test_a_zone_that_is_not_known_goes_by_the_usual_one(bot: Room, ann: Talk) -> None:
    await subscribed(bot, ann)
    await by_a_new_rule(bot, "Europe/London")
    await bot.turn.begin()
    await bot.later(seconds=2)
    await bot.database.transact(lambda c: c.execute(update(learners).values(zone=None)).rowcount)
    await bot.turn.begin()
    await at(bot, 7)
    assert PROMPT in (await ann.reads()).text


async def test_a_day_stays_the_day_it_was(bot: Room, ann: Talk) -> None:
    """The date of an answer is kept with it, and no later zone changes it."""
    await ann.says("/start")
    await ann.says("the number of hidden layers")

    def kept() -> list[date]:
        return list(bot.database.run(lambda c: c.execute(select(days.c.local_date)).scalars()))

    before = kept()
    assert before == [date(2026, 3, 2)]
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu"):
        await by_a_new_rule(bot, zone)
        await ann.says("/streak")
        assert kept() == before

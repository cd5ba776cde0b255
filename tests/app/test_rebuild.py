"""Memory is what the log of reviews says, and nothing else."""

from sqlalchemy import update

from bot.store.daily.tables import cards
from tests.conversation import Room, Talk


async def test_a_replay_of_the_log_rebuilds_every_card(bot: Room, ann: Talk) -> None:
    for days, said in enumerate(
        ["/start", "the number of hidden layers", "idk", "next", "before", "hint", "a"]
    ):
        await ann.says(said)
        await bot.later(days=days % 3)
    await ann.says("/start q_fundamentals-04")
    await ann.says("unsupervised")
    await ann.says("I was right")

    count, odd = bot.turn.rebuild(check=True)
    assert count >= 4
    assert odd == 0
    await bot.database.transact(lambda c: c.execute(update(cards).values(stability=99.0)))
    assert bot.turn.rebuild(check=True) == (count, count)
    assert bot.turn.rebuild(check=False) == (count, count)
    assert bot.turn.rebuild(check=True) == (count, 0)

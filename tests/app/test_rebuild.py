"""Memory is what the log of reviews says, and nothing else."""

from msgspec.structs import replace
from sqlalchemy import update

from bot.app.learning.rebuild import Rebuilt
from bot.store.daily.tables import cards
from bot.store.tables import learners
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

    found = bot.turn.rebuild(check=True)
    assert found.progress >= 4
    assert found.ledgers == 1
    assert found.odd == 0
    await bot.database.transact(lambda c: c.execute(update(cards).values(stability=99.0)))
    await bot.database.transact(lambda c: c.execute(update(learners).values(days_counted=99)))
    odd = replace(found, odd=found.progress + 1)
    assert bot.turn.rebuild(check=True) == odd
    assert bot.turn.rebuild(check=False) == odd
    assert bot.turn.rebuild(check=True) == found
    assert bot.turn.rebuild(check=False, only_if_due=True) == Rebuilt(), "no migration has asked for it"

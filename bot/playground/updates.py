"""How the bot fetches what happened."""

from bot.playground.params import Params
from bot.playground.table import Json
from bot.playground.webhook import check_none, remember_wish
from bot.playground.world import World

MOST_AT_ONCE = 100


def get_updates(world: World, params: Params) -> list[Json]:
    """What waits, oldest first. An offset confirms all below it; a negative one keeps only the last ones."""
    check_none(world)
    remember_wish(world, params)
    _confirm(world, params.integer("offset"))
    limit = params.integer("limit", MOST_AT_ONCE)
    limit = limit if 1 <= limit <= MOST_AT_ONCE else MOST_AT_ONCE
    return [pending.update for pending in world.state.updates.first(limit)]


def _confirm(world: World, offset: int) -> None:
    world.drop_expired()
    waiting = list(world.state.updates)
    gone = waiting[:offset] if offset < 0 else [key for key in waiting if key < offset]
    for key in gone:
        world.state.updates.drop(key)
    if gone:
        world.notify()  # the clock waits for it

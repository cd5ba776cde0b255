"""Methods by which the bot hears what happened."""

from typing import Any

from bot.playground.params import Params
from bot.playground.table import Json
from bot.playground.world import World

MOST_AT_ONCE = 100


def get_updates(world: World, params: Params) -> list[Json]:
    """What waits, oldest first. An offset confirms all below it; a negative one keeps only the last ones."""
    wanted = params.things("allowed_updates")
    if wanted is not None:
        world.state.settings.put("allowed_updates", [str(one) for one in wanted])
    _confirm(world, params.integer("offset"))
    limit = params.integer("limit", MOST_AT_ONCE)
    limit = limit if 1 <= limit <= MOST_AT_ONCE else MOST_AT_ONCE
    return [pending.update for _, pending in world.state.updates.items()[:limit]]


def delete_webhook(world: World, params: Params) -> bool:
    """There is none; what waits can be let go."""
    if params.flag("drop_pending_updates"):
        for key in list(world.state.updates):
            world.state.updates.drop(key)
    return True


def get_webhook_info(world: World, _params: Params) -> Json:
    """There is none; how much waits."""
    drop_expired(world)
    info: dict[str, Any] = {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.state.updates),
    }
    if allowed := world.state.settings.get("allowed_updates"):
        info["allowed_updates"] = allowed
    return info


def drop_expired(world: World) -> None:
    """Updates nobody fetched in time are gone, as with Telegram."""
    now = world.seconds()
    for key, pending in world.state.updates.items():
        if pending.expires <= now:
            world.state.updates.drop(key)


def _confirm(world: World, offset: int) -> None:
    drop_expired(world)
    waiting = list(world.state.updates)
    gone = waiting[:offset] if offset < 0 else [key for key in waiting if key < offset]
    for key in gone:
        world.state.updates.drop(key)

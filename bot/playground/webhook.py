"""The webhook: where it leads, what a bot may ask for, and which updates wait for each other."""

import re
from typing import Any
from urllib.parse import urlsplit

from bot.playground.params import Params
from bot.playground.refusal import Refused, bad_request
from bot.playground.table import Json
from bot.playground.world import World

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
MOST_CONNECTIONS = 100
USUAL_CONNECTIONS = 40
LONGEST_SECRET = 256


def set_webhook(world: World, params: Params) -> bool:
    """Bring updates to an address of this machine from now on; an empty one takes the webhook away."""
    url = params.text("url")
    if not url:
        return delete_webhook(world, params)
    address = urlsplit(url)
    if address.scheme not in ("http", "https") or address.hostname not in LOOPBACK:
        raise bad_request("bad webhook: the playground delivers to this machine only")
    secret = params.text("secret_token")
    if len(secret) > LONGEST_SECRET:
        raise bad_request("secret token is too long")
    if not re.fullmatch("[A-Za-z0-9_-]*", secret):
        raise bad_request("secret token contains unallowed characters")
    connections = params.integer("max_connections") or USUAL_CONNECTIONS
    remember_wish(world, params)
    _drop_pending(world, params)
    hook = {"url": url, "secret": secret, "connections": min(max(connections, 1), MOST_CONNECTIONS)}
    world.state.settings.put("webhook", hook)
    world.notify()
    return True


def delete_webhook(world: World, params: Params) -> bool:
    """Bring nothing any more; what waits can be let go."""
    _drop_pending(world, params)
    world.state.settings.drop("webhook")
    world.notify()
    return True


def get_webhook_info(world: World, _params: Params) -> Json:
    """Where it leads, how much waits, and what went wrong last."""
    world.drop_expired()
    hook = webhook(world) or {}
    info: Json = {
        "url": hook.get("url", ""),
        "has_custom_certificate": False,
        "pending_update_count": len(world.state.updates),
    }
    if hook:
        info |= {"ip_address": "127.0.0.1", "max_connections": hook["connections"]}
        info |= {name: hook[name] for name in ("last_error_date", "last_error_message") if name in hook}
    if allowed := world.state.settings.get("allowed_updates"):
        info["allowed_updates"] = allowed
    return info


def webhook(world: World) -> Json | None:
    """The webhook as it was set, or None."""
    hook: Json | None = world.state.settings.get("webhook")
    return hook


def note_error(world: World, message: str) -> None:
    """Remember what went wrong last, for getWebhookInfo."""
    if hook := webhook(world):
        error = {"last_error_date": int(world.seconds()), "last_error_message": message}
        world.state.settings.put("webhook", hook | error)


def check_none(world: World) -> None:
    """Raise Refused if there is a webhook: updates come one way only."""
    if webhook(world):
        raise Refused(
            409,
            "Conflict: can't use getUpdates method while webhook is active;"
            " use deleteWebhook to delete the webhook first",
        )


def remember_wish(world: World, params: Params) -> None:
    """Remember which kinds of updates the bot wants, if it says so."""
    wanted = params.things("allowed_updates")
    if wanted is not None:
        world.state.settings.put("allowed_updates", [str(one) for one in wanted])


def queue_of(update: Json) -> str:
    """Updates of one queue come one after the other: a chat's messages, a person's taps, a poll's votes."""
    kind, body = next((kind, body) for kind, body in update.items() if kind != "update_id")
    match kind:
        case "callback_query":
            return f"tap {body['from']['id']}"
        case "poll":
            return f"poll {body['id']}"
        case "poll_answer":
            return f"poll {body['poll_id']}"
    return f"chat {body['chat']['id']}"


def _drop_pending(world: World, params: Params) -> None:
    if params.flag("drop_pending_updates"):
        for key in list(world.state.updates):
            world.state.updates.drop(key)


def headers(hook: Json) -> dict[str, Any]:
    """What a delivery carries besides the update."""
    secret = {"X-Telegram-Bot-Api-Secret-Token": hook["secret"]} if hook["secret"] else {}
    return {"Content-Type": "application/json"} | secret

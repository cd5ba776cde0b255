"""The page's side of groups and channels: `/play/chats` and what people do with them."""

from collections.abc import Awaitable, Callable

from bot.playground.api import BotApi
from bot.playground.chat_list import chats_for
from bot.playground.organiser import Organiser
from bot.playground.request_fields import optional, required
from bot.playground.table import Json

Act = Callable[[Json], Awaitable[Json]]


class ChatActs:
    """What people do with chats, each from a JSON body. ValueError where something is missing."""

    def __init__(self, api: BotApi) -> None:
        self._api = api

    def acts(self) -> dict[str, Act]:
        """Every act by its path under `/play/`."""
        return {
            "privacy": self._privacy,
            "chats/create": self._create,
            "chats/add": self._add,
            "chats/remove": self._remove,
            "chats/join": self._join,
            "chats/leave": self._leave,
            "chats/promote": self._promote,
            "chats/demote": self._demote,
            "chats/hide": self._hide,
            "chats/permit": self._permit,
            "chats/topic": self._topic,
            "chats/topic/close": self._close,
            "chats/topic/reopen": self._reopen,
            "chats/topic/delete": self._delete,
            "chats/link": self._link,
            "chats/upgrade": self._upgrade,
        }

    def listed(self, person: int) -> Json:
        """The chats of a person, and the version of the list. KeyError if there is nobody of that number."""
        self._api.world.user(person)
        chats = chats_for(self._api.world, person)
        return {"version": max(one["version"] for one in chats), "chats": chats}

    async def _privacy(self, body: Json) -> Json:
        everywhere = optional(body, "everywhere", bool)
        self._api.set_privacy(required(body, "on", bool), everywhere=everywhere is not False)
        return {}

    async def _create(self, body: Json) -> Json:
        members = optional(body, "members", list) or []
        if not all(isinstance(one, int) for one in members):
            raise ValueError("members must be numbers")
        if optional(body, "with_bot", bool):
            members = [*members, self._api.world.bot["id"]]
        forum = bool(optional(body, "forum", bool))
        title, kind = required(body, "title", str), required(body, "kind", str)
        return {"chat": self._who(body).create(kind, title, members, forum=forum)}

    async def _add(self, body: Json) -> Json:
        self._who(body).add(required(body, "chat", int), required(body, "who", int))
        return {}

    async def _remove(self, body: Json) -> Json:
        self._who(body).remove(required(body, "chat", int), required(body, "who", int))
        return {}

    async def _join(self, body: Json) -> Json:
        self._who(body).join(required(body, "chat", int))
        return {}

    async def _leave(self, body: Json) -> Json:
        self._who(body).leave(required(body, "chat", int))
        return {}

    async def _promote(self, body: Json) -> Json:
        rights, anonymous = optional(body, "rights", dict), bool(optional(body, "anonymous", bool))
        self._who(body).promote(
            required(body, "chat", int), required(body, "who", int), rights, anonymous=anonymous
        )
        return {}

    async def _demote(self, body: Json) -> Json:
        self._who(body).demote(required(body, "chat", int), required(body, "who", int))
        return {}

    async def _hide(self, body: Json) -> Json:
        self._who(body).hide(required(body, "chat", int), required(body, "hidden", bool))
        return {}

    async def _permit(self, body: Json) -> Json:
        permissions = required(body, "permissions", dict)
        if not all(isinstance(value, bool) for value in permissions.values()):
            raise ValueError("each permission must be true or false")
        self._who(body).permit(required(body, "chat", int), permissions)
        return {}

    async def _topic(self, body: Json) -> Json:
        return {
            "topic": self._who(body).create_topic(required(body, "chat", int), required(body, "name", str))
        }

    async def _close(self, body: Json) -> Json:
        self._who(body).close_topic(required(body, "chat", int), required(body, "topic", int))
        return {}

    async def _reopen(self, body: Json) -> Json:
        self._who(body).close_topic(required(body, "chat", int), required(body, "topic", int), closed=False)
        return {}

    async def _delete(self, body: Json) -> Json:
        self._who(body).delete_topic(required(body, "chat", int), required(body, "topic", int))
        return {}

    async def _link(self, body: Json) -> Json:
        self._who(body).link(required(body, "chat", int), optional(body, "group", int))
        return {}

    async def _upgrade(self, body: Json) -> Json:
        return {"chat": self._who(body).upgrade(required(body, "chat", int))}

    def _who(self, body: Json) -> Organiser:
        return self._api.organiser(required(body, "person", int))

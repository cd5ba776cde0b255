"""Methods about the bot itself: who it is, its menus, name and descriptions."""

import re
from typing import Any

from bot.playground.markup import units
from bot.playground.members import is_in_charge
from bot.playground.params import Params
from bot.playground.refusal import bad_request
from bot.playground.rows import Chat
from bot.playground.table import Json
from bot.playground.world import World

MOST_COMMANDS = 100
LONGEST = {"name": 64, "description": 512, "short_description": 120}
SCOPES = frozenset(
    {
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
        "chat",
        "chat_administrators",
        "chat_member",
    }
)


def get_me(world: World, _params: Params) -> Json:
    """The bot. With privacy mode on it hears commands and replies only in groups."""
    name = world.state.settings.get("name:") or world.bot["first_name"]
    abilities = {
        "can_join_groups": True,
        "can_read_all_group_messages": not world.is_privacy_on(),
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
    return world.bot | {"first_name": name} | abilities


def set_my_commands(world: World, params: Params) -> bool:
    """Set the menu of a scope and language; an empty one takes it away."""
    commands = params.things("commands")
    if commands is None:
        raise bad_request("commands must be non-empty")
    key = _menu_key(world, params)
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    menu = [_command(one) for one in commands]
    if menu:
        world.state.settings.put(key, menu)
    else:
        world.state.settings.drop(key)
    _everybody_sees(world)
    return True


def get_my_commands(world: World, params: Params) -> list[Json]:
    """The menu of exactly this scope and language."""
    return list(world.state.settings.get(_menu_key(world, params)) or [])


def delete_my_commands(world: World, params: Params) -> bool:
    """Take a menu away."""
    world.state.settings.drop(_menu_key(world, params))
    _everybody_sees(world)
    return True


def menu_for(world: World, person: int, chat: Chat) -> list[Json]:
    """The menu a person sees in a chat: the narrowest scope that has one, in their language first."""
    language = str(world.user(person).get("language_code", ""))[:2]
    for kind, where, who in _scopes(world, person, chat):
        for spoken in (language, ""):
            if menu := world.state.settings.get(_key(kind, where, who, spoken)):
                return list(menu)
    return []


def _scopes(world: World, person: int, chat: Chat) -> list[tuple[str, str, str]]:
    """Scope, chat and member, narrowest first (Bot API, "Determining list of commands")."""
    here = str(chat.id)
    if chat.kind == "private":
        return [("chat", here, ""), ("all_private_chats", "", ""), ("default", "", "")]
    in_charge = is_in_charge(world, chat.id, person)
    return [
        ("chat_member", here, str(person)),
        *([("chat_administrators", here, "")] if in_charge else []),
        ("chat", here, ""),
        *([("all_chat_administrators", "", "")] if in_charge else []),
        ("all_group_chats", "", ""),
        ("default", "", ""),
    ]


def set_text(name: str) -> Any:
    """The method that sets the bot's name, description or short description in a language."""

    def put(world: World, params: Params) -> bool:
        text = params.text(name)
        if units(text) > LONGEST[name]:
            raise bad_request(f"{name.replace('_', ' ')} is too long")
        key = f"{name}:{_language(params)}"
        if text:
            world.state.settings.put(key, text)
        else:
            world.state.settings.drop(key)
        _everybody_sees(world)
        return True

    return put


def get_text(name: str) -> Any:
    """The method that gives it back; the one without a language where there is none for it."""

    def give(world: World, params: Params) -> Json:
        settings = world.state.settings
        otherwise = world.bot["first_name"] if name == "name" else ""
        return {name: settings.get(f"{name}:{_language(params)}") or settings.get(f"{name}:") or otherwise}

    return give


def _menu_key(world: World, params: Params) -> str:
    scope = params.thing("scope") or {"type": "default"}
    kind = scope.get("type")
    if kind not in SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    chat, member = "", ""
    if kind in ("chat", "chat_administrators", "chat_member"):
        chat = str(world.chat_of(scope.get("chat_id")).id)
    if kind == "chat_member":
        member = str(scope.get("user_id", ""))
    return _key(str(kind), chat, member, _language(params))


def _key(kind: str, chat: str, member: str, language: str) -> str:
    return f"commands:{kind}:{chat}:{member}:{language}"


def _language(params: Params) -> str:
    code = params.text("language_code")
    if code and not re.fullmatch("[a-z]{2}", code):
        raise bad_request("invalid language code specified")
    return code


def _command(one: Any) -> Json:
    if not isinstance(one, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name, description = str(one.get("command", "")).removeprefix("/"), str(one.get("description", ""))
    if not re.fullmatch("[a-z0-9_]{1,32}", name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= units(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def _everybody_sees(world: World) -> None:
    for chat in list(world.state.chats):
        world.changed(chat)

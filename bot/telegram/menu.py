"""The menu of commands that Telegram shows beside the text field."""

import logging
from collections.abc import Sequence

from msgspec import Struct
from telegram import Bot, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from telegram.error import BadRequest, TelegramError

from bot.telegram.send_results import reason_of

Commands = tuple[tuple[str, str], ...]
"""Pairs of a command without its slash and a description."""

_log = logging.getLogger(__name__)


class Menu(Struct, frozen=True, kw_only=True):
    """The commands in one language."""

    private: Commands
    groups: Commands = ()
    language: str | None = None
    """Two messages; None for everybody whose language has no menu."""


async def set_menus(bot: Bot, menus: Sequence[Menu]) -> bool:
    """Show these menus. May be repeated. False if that failed and may succeed another time; what fails is
    logged: the bot works without."""
    try:
        for menu in menus:
            scopes = (
                (menu.private, BotCommandScopeAllPrivateChats()),
                (menu.groups, BotCommandScopeAllGroupChats()),
            )
            for commands, scope in scopes:
                if commands:
                    await bot.set_my_commands(commands, scope=scope, language_code=menu.language)
    except TelegramError as error:
        _log.warning("The menu of commands could not be set (%s). All commands work.", reason_of(error))
        return isinstance(error, BadRequest)
    return True

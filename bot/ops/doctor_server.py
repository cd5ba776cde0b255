"""Asks the Bot API server what `recall doctor` wants to know: clock, token, webhook, rights in chats."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

import httpcore
from telegram.error import InvalidToken, TelegramError

from bot.ops.findings import Finding, State
from bot.proxy import read_proxy
from bot.settings import BadSettings, Settings
from bot.telegram.client import BotClient
from bot.telegram.http_request import time_of
from bot.telegram.redact import install
from bot.telegram.send_results import reason_of

Now = Callable[[], datetime]
MOST_SKEW = 5.0
"""Seconds by which this machine's clock may differ from the server's: days and prompts go by it."""


async def ask_server(settings: Settings, chats: Sequence[int], now: Now) -> list[Finding]:
    """Everything that the server knows, and what the bot may do in `chats`."""
    if settings.bot_token is None:
        return [Finding("token", State.BAD, "BOT_TOKEN is missing. Ask @BotFather for one.")]
    token = settings.bot_token.reveal()
    install([token])
    try:
        proxy = read_proxy(settings.telegram_api)
    except BadSettings as trouble:
        return [Finding("proxy", State.BAD, str(trouble))]
    client = BotClient.over_http(token, settings.telegram_api, proxy=proxy)
    await client.open()
    try:
        return [*await _clock(settings, proxy, now), *await _bot(client, chats)]
    finally:
        await client.close()


async def _clock(settings: Settings, proxy: str | None, now: Now) -> list[Finding]:
    try:
        theirs = await time_of(settings.telegram_api, proxy)
    except (OSError, httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, ValueError):
        return []  # the next question tells of it
    if theirs is None:
        return []
    skew = (now() - theirs).total_seconds()
    if -MOST_SKEW <= skew <= MOST_SKEW + 1:  # theirs is cut to the second
        return [Finding("clock", State.OK, "as the server's")]
    told = f"this machine's is {abs(skew):.0f} s {'ahead' if skew > 0 else 'behind'}. Set it by NTP."
    return [Finding("clock", State.BAD, told)]


async def _bot(client: BotClient, chats: Sequence[int]) -> list[Finding]:
    try:
        me = await client.ask("getMe")
        hook = await client.ask("getWebhookInfo")
    except InvalidToken:
        told = f"{client.server} refuses it. Copy it again from @BotFather into BOT_TOKEN."
        return [Finding("token", State.BAD, told)]
    except TelegramError as error:
        return [Finding("server", State.BAD, f"{client.server} does not answer: {reason_of(error)}")]
    found = [Finding("token", State.OK, f"@{me.get('username')}"), *_groups(me), *_webhook(hook)]
    return [*found, *await _in_chats(client, int(me["id"]), chats)]


def _groups(me: dict[str, Any]) -> Iterator[Finding]:
    if me.get("can_join_groups") is False:
        told = "it can't be added to groups; @BotFather, /setjoingroups changes that"
        yield Finding("groups", State.NOTE, told)
    if me.get("can_read_all_group_messages"):
        told = "off: in groups it is shown every message; @BotFather, /setprivacy turns it on"
        yield Finding("privacy", State.NOTE, told)
    else:
        yield Finding("privacy", State.OK, "on: in groups it sees commands and replies to it")


def _webhook(hook: dict[str, Any]) -> Iterator[Finding]:
    waiting = hook.get("pending_update_count", 0)
    if hook.get("url"):
        told = (
            "one is set; `recall run` removes it, for it fetches updates. Is another program using this bot?"
        )
        yield Finding("webhook", State.NOTE, told)
    else:
        yield Finding("webhook", State.OK, f"none; {waiting} updates wait at the server")


async def _in_chats(client: BotClient, me: int, chats: Sequence[int]) -> Sequence[Finding]:
    """What the bot may do in the groups and channels it is in, by their numbers; nothing without any."""
    mute: list[str] = []
    for chat in chats:
        try:
            member = await client.ask("getChatMember", chat_id=chat, user_id=me)
        except TelegramError as error:
            mute.append(f"{chat} ({reason_of(error)})")
            continue
        if why := _mute(member):
            mute.append(f"{chat} ({why})")
    if mute:
        told = f"it cannot write in {', '.join(mute[:5])}. Their administrators can give it the right."
        return [Finding("rights", State.NOTE, told)]
    return [Finding("rights", State.OK, f"it may write in {len(chats)} chats")] if chats else []


def _mute(member: dict[str, Any]) -> str:
    """Why a member may not write; "" if it may."""
    status = member.get("status")
    if status in ("left", "kicked"):
        return "not a member"
    if status == "restricted" and not member.get("can_send_messages"):
        return "may not send messages"
    if status == "administrator" and member.get("can_post_messages") is False:
        return "may not post"
    return ""

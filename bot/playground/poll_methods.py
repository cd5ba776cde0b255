"""Methods of polls: sendPoll and stopPoll."""

import binascii
import math
from dataclasses import replace
from typing import Any

from bot.playground.access import writable
from bot.playground.formatted import Formatted, formatted
from bot.playground.keyboard import inline_keyboard
from bot.playground.markup import units
from bot.playground.params import Params
from bot.playground.poll_json import poll_json
from bot.playground.polls import close
from bot.playground.posting import post
from bot.playground.refusal import bad_request
from bot.playground.rows import Chat, PollRow
from bot.playground.sender import author_of
from bot.playground.table import Json
from bot.playground.world import World

LONGEST_QUESTION = 300
LONGEST_OPTION = 100
MOST_OPTIONS = 12
LONGEST_EXPLANATION = 200
MOST_LINE_FEEDS = 2
SHORTEST_PERIOD, LONGEST_PERIOD = 5, 2_628_000
"""Seconds a poll may be open."""


def send_poll(world: World, params: Params) -> Json:
    """Send a poll or quiz."""
    options = _options(params)
    chat = writable(world, params.values.get("chat_id"))
    row = _row(world, chat, params, options)
    if chat.kind == "channel" and not row.poll["is_anonymous"]:
        raise bad_request("non-anonymous polls can't be sent to channel chats")
    sent = post(world, chat, params, {"poll": poll_json(row)})
    world.state.keep_poll(row.poll["id"], replace(row, message=sent["message_id"]))
    return sent


def stop_poll(world: World, params: Params) -> Json:
    """Close a poll the bot sent; a keyboard not given again goes away."""
    keyboard = inline_keyboard(params.thing("reply_markup"))
    chat = writable(world, params.values.get("chat_id"))
    kept = world.state.message(chat.id, params.integer("message_id"))
    if kept is None:
        raise bad_request("message with poll to stop not found")
    if "poll" not in kept.message:
        raise bad_request("message is not a poll")
    row = world.state.polls.get(kept.message["poll"]["id"])
    if row is None or author_of(kept) != world.bot["id"] or row.chat != chat.id:
        raise bad_request("poll can't be stopped")
    if row.is_closed:
        raise bad_request("poll has already been closed")
    rest = {name: value for name, value in kept.message.items() if name != "reply_markup"}
    world.keep(chat, replace(kept, message=rest | ({"reply_markup": keyboard} if keyboard else {})))
    return poll_json(close(world, row.poll["id"]))


def _row(world: World, chat: Chat, params: Params, options: list[str]) -> PollRow:
    kind = params.text("type") or "regular"
    if kind not in ("regular", "quiz"):
        raise bad_request("unsupported poll type specified")
    question = _plain(params.text("question"), LONGEST_QUESTION, "poll question")
    multiple, closes = params.flag("allows_multiple_answers"), _closing(world, params)
    solution = _solution(params, options, multiple) if kind == "quiz" else {}
    number = str(world.state.next_number("poll", 5_100_000_000_000_000_001))
    poll: Json = {
        "id": number,
        "question": question,
        "options": _numbered(number, options),
        "is_anonymous": params.flag("is_anonymous", otherwise=True),
        "type": kind,
        "allows_multiple_answers": multiple,
        "allows_revoting": params.flag("allows_revoting", otherwise=kind != "quiz"),
        "members_only": params.flag("members_only"),
    }
    return PollRow(
        chat=chat.id,
        message=0,
        poll=poll | _described(params) | _timing(params, closes),
        solution=solution,
        is_shuffled=params.flag("shuffle_options"),
        is_hidden=params.flag("hide_results_until_closes"),
        closes=closes,
        is_closed=params.flag("is_closed"),
    )


def _options(params: Params) -> list[str]:
    given = params.things("options") or []
    if not given:
        raise bad_request("poll must have at least one answer option")
    if len(given) > MOST_OPTIONS:
        raise bad_request(f"poll can't have more than {MOST_OPTIONS} options")
    return [_plain(_option_text(one), LONGEST_OPTION, "poll options") for one in given]


def _option_text(one: Any) -> str:
    if isinstance(one, str):
        return one
    if not isinstance(one, dict):
        raise bad_request("can't parse InputPollOption: Expected InputPollOption to be an Object")
    if not isinstance(one.get("text"), str):
        raise bad_request("can't parse InputPollOption: Can't find field \"text\"")
    return str(one["text"])


def _plain(text: str, longest: int, what: str) -> str:
    """A question or option: of markup only custom emoji would remain."""
    kept = formatted(text, "", None).text
    if not kept:
        raise bad_request("text must be non-empty")
    if units(kept) > longest:
        raise bad_request(f"{what} length must not exceed {longest}")
    return kept


def _solution(params: Params, options: list[str], multiple: bool) -> Json:
    """A quiz's right options and explanation. Raises Refused."""
    right = params.things("correct_option_ids") or []
    numbers = [one for one in right if isinstance(one, int) and 0 <= one < len(options)]
    if not right or len(numbers) < len(right):
        raise bad_request("wrong correct option ID specified")
    if numbers != sorted(set(numbers)):
        raise bad_request("correct option IDs must be strictly increasing")
    if len(numbers) > 1 and not multiple:
        raise bad_request("only one correct option can be specified")
    said = _formatted(params, "explanation")
    if units(said.text) > LONGEST_EXPLANATION or said.text.count("\n") > MOST_LINE_FEEDS:
        raise bad_request("EXPLANATION_TOO_LONG")
    solution: Json = {"correct_option_ids": numbers}
    if said.text:
        solution["explanation"] = said.text
    return solution | ({"explanation_entities": said.entities} if said.entities else {})


def _described(params: Params) -> Json:
    said = _formatted(params, "description")
    if not said.text:
        return {}
    return {"description": said.text} | ({"description_entities": said.entities} if said.entities else {})


def _formatted(params: Params, name: str) -> Formatted:
    mode, entities = params.text(f"{name}_parse_mode"), params.things(f"{name}_entities")
    return formatted(params.text(name), mode, entities)


def _closing(world: World, params: Params) -> float | None:
    """When it closes by itself. Raises Refused for a time too near or too far."""
    period, date = params.integer("open_period"), params.integer("close_date")
    if period and date:
        raise bad_request("can't use both open_period and close_date")
    left = period or (date - math.floor(world.seconds()) if date else 0)
    if (period or date) and not SHORTEST_PERIOD <= left <= LONGEST_PERIOD:
        raise bad_request("POLL_CLOSE_DATE_INVALID" if date else "POLL_OPEN_PERIOD_INVALID")
    return world.seconds() + period if period else (float(date) if date else None)


def _timing(params: Params, closes: float | None) -> Json:
    if closes is None:
        return {}
    period = params.integer("open_period")
    return {"close_date": int(closes)} | ({"open_period": period} if period else {})


def _numbered(poll: str, options: list[str]) -> list[Json]:
    """Options with their lasting ids, which are neither their numbers nor their texts."""
    ids = [f"{binascii.crc32(f'{poll}:{number}'.encode()):08x}" for number in range(len(options))]
    return [{"persistent_id": key, "text": text} for key, text in zip(ids, options, strict=True)]

"""Votes in polls and their closing, and what the bot is told of them."""

from dataclasses import replace

from bot.playground.poll_json import poll_json
from bot.playground.rows import PollRow
from bot.playground.rules import CannotDo
from bot.playground.seed import CHANNEL_BOT
from bot.playground.table import Json
from bot.playground.world import World


def vote(world: World, key: str, voter: int, options: list[int]) -> None:
    """Choose options of a poll, or take the choice back with none. Raises CannotDo.

    `voter`: a person or a chat by its number. Choosing the same again changes nothing.
    """
    row = world.state.polls.get(key)
    if row is None:
        raise CannotDo("This poll is not there any more.")
    chosen = sorted(set(options))
    _check_vote(world, row, voter, chosen)
    if row.votes.get(str(voter), []) == chosen:
        return
    others = {who: one for who, one in row.votes.items() if who != str(voter)}
    changed = replace(row, votes=others | ({str(voter): chosen} if chosen else {}))
    world.state.keep_poll(key, changed)
    _everybody_sees(world, changed)
    if not row.poll["is_anonymous"]:
        world.queue("poll_answer", _answer(world, changed, voter, chosen))
    world.queue("poll", poll_json(changed))


def close(world: World, key: str) -> PollRow:
    """Close a poll for good, and tell the bot. KeyError if there is none."""
    row = world.state.polls.get(key)
    if row is None:
        raise KeyError(f"there is no poll {key}")
    closed = replace(row, is_closed=True)
    world.state.keep_poll(key, closed)
    _everybody_sees(world, closed)
    world.queue("poll", poll_json(closed))
    return closed


def close_due(world: World) -> None:
    """Close the polls whose time is over by the playground's clock."""
    for key in world.state.take_closed(world.seconds()):
        close(world, key)


def _check_vote(world: World, row: PollRow, voter: int, chosen: list[int]) -> None:
    is_over = row.closes is not None and row.closes <= world.seconds()
    if row.is_closed or is_over:
        raise CannotDo("This poll is closed.")
    if len(chosen) > 1 and not row.poll["allows_multiple_answers"]:
        raise CannotDo("Only one answer can be chosen.")
    if any(not 0 <= number < len(row.poll["options"]) for number in chosen):
        raise CannotDo("This poll has no such option.")
    if str(voter) in row.votes and not row.poll["allows_revoting"]:
        raise CannotDo("A vote in this poll cannot be changed.")


def _answer(world: World, row: PollRow, voter: int, chosen: list[int]) -> Json:
    ids = [row.poll["options"][number]["persistent_id"] for number in chosen]
    answer: Json = {"poll_id": row.poll["id"], "option_ids": chosen, "option_persistent_ids": ids}
    if voter > 0:
        return answer | {"user": world.user(voter)}
    chat = world.state.chats.get(voter)
    assert chat is not None, "only chats that are there vote"
    return answer | {"voter_chat": world.chat_json(chat), "user": dict(CHANNEL_BOT)}


def _everybody_sees(world: World, row: PollRow) -> None:
    """In its chat, and where a channel's post was forwarded."""
    world.changed(row.chat)
    chat = world.state.chats.get(row.chat)
    if chat and chat.kind == "channel" and chat.linked is not None:
        world.changed(chat.linked)

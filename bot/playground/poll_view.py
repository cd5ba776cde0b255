"""A poll as a person sees it, and what they chose."""

from hashlib import sha256

from bot.playground.message_words import name_of
from bot.playground.poll_json import poll_json
from bot.playground.rows import PollRow
from bot.playground.table import Json
from bot.playground.world import World

SOLUTION = frozenset({"correct_option_ids", "explanation", "explanation_entities"})


def are_results_shown(row: PollRow, person: int) -> bool:
    """Whoever voted sees counts and solution; of a poll that hides them nobody does before it is closed."""
    return row.is_closed or (str(person) in row.votes and not row.is_hidden)


def as_seen(row: PollRow, person: int) -> Json:
    """Telegram's Poll without what this person may not see yet."""
    poll = poll_json(row)
    if are_results_shown(row, person):
        return poll
    options = [option | {"voter_count": 0} for option in poll["options"]]
    return {name: value for name, value in poll.items() if name not in SOLUTION} | {"options": options}


def vote_seen(world: World, row: PollRow, person: int) -> Json:
    """What this person chose, what they may still do, and who chose what if that is public."""
    voted, shown = str(person) in row.votes, are_results_shown(row, person)
    may_change = bool(row.poll["allows_revoting"])
    return {
        "mine": row.votes.get(str(person), []),
        "order": order_for(row, person),
        "can_vote": not row.is_closed and (not voted or may_change),
        "can_retract": not row.is_closed and voted and may_change,
        "results": shown,
        "voters": _voters(world, row) if shown and not row.poll["is_anonymous"] else [],
    }


def order_for(row: PollRow, person: int) -> list[int]:
    """In which order somebody sees the options: always the same, another one for each if it is shuffled."""
    numbers = list(range(len(row.poll["options"])))
    if not row.is_shuffled:
        return numbers
    return sorted(numbers, key=lambda number: sha256(f"{row.poll['id']}:{person}:{number}".encode()).digest())


def _voters(world: World, row: PollRow) -> list[list[str]]:
    found: list[list[str]] = [[] for _ in row.poll["options"]]
    for who, chosen in row.votes.items():
        for number in chosen:
            found[number].append(name_of(world, int(who)))
    return found

"""A poll as Telegram tells of it."""

from bot.playground.rows import PollRow
from bot.playground.table import Json


def counts(row: PollRow) -> list[int]:
    """How often each option was chosen."""
    chosen = [number for options in row.votes.values() for number in options]
    return [chosen.count(number) for number in range(len(row.poll["options"]))]


def poll_json(row: PollRow) -> Json:
    """The poll as its bot sees it: with all counts, a quiz with its solution."""
    options = [
        option | {"voter_count": count}
        for option, count in zip(row.poll["options"], counts(row), strict=True)
    ]
    now = {"options": options, "total_voter_count": len(row.votes), "is_closed": row.is_closed}
    return row.poll | row.solution | now

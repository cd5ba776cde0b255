"""A round in a database, where what one player does is decided over that player's part of it."""

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace
from sqlalchemy import Connection

from bot.app.ports.rounds import NOBODY, PlayedRound
from bot.domain.rounds.advance import advance
from bot.domain.rounds.events import Answered, Event, Happening, Joined, Shown, TakenBack
from bot.domain.rounds.round import Round
from bot.store.repository import Repository
from bot.store.transact import Database

OF_ONE_PLAYER = (Answered, TakenBack, Joined, Shown)


def decided_in_part(
    database: Database, event: Event, now: datetime, whole: Round, happened: Sequence[Happening]
) -> None:
    """Let the event happen to the round in the database; what comes of it must be `whole` and `happened`."""
    player = event.person if isinstance(event, Answered | TakenBack | Joined) else NOBODY

    def work(connection: Connection) -> tuple[Round, Sequence[Happening], Round, Round]:
        repo = Repository(connection)
        part = found(repo.round(whole.id, player))
        after, happened = advance(part, event)
        if after != part:
            repo.save_round(part, after, now)
        return part, happened, found(repo.round(whole.id)), found(repo.round(whole.id, NOBODY))

    part, part_happened, rows, numbers = database.run(work)
    assert len(part.seats) <= 1
    assert len(part.guesses) <= len(part.posed)
    assert part_happened == happened
    assert by_place(rows) == by_place(whole), "the rows are those of the whole round"
    assert numbers.tally == whole.tally


def found(played: PlayedRound | None) -> Round:
    assert played is not None
    return played.round


def by_place(round: Round) -> Round:
    """The round with its guesses in an order that does not depend on who was heard first."""
    return replace(round, guesses=tuple(sorted(round.guesses, key=lambda one: (one.place, one.person))))

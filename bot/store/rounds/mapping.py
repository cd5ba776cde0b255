"""Rows of rounds as values, and values as rows."""

from datetime import datetime
from typing import Any

from msgspec import Struct
from msgspec.json import Decoder, encode
from sqlalchemy import Row

from bot.domain.marking.verdict import Mark
from bot.domain.rounds.round import Guess, Phase, Posed, Round, Seat, Setup, Tally, Vote
from bot.domain.snapshot import freeze, thaw


class Time(Struct, frozen=True, kw_only=True):
    """The times of a question that was posed."""

    opened_at: datetime | None
    closes_at: datetime | None
    shown: bool
    closed: bool


class Standing(Struct, frozen=True, kw_only=True):
    """What changes of a round but for its seats and guesses, as JSON."""

    phase: Phase
    place: int
    quiet: int
    have: tuple[str, ...]
    times: tuple[Time, ...]
    votes: tuple[Vote, ...] = ()
    tally: Tally | None = None
    """Of the whole round; None in rows that were written before it was kept."""


_SETUP = Decoder(Setup)
_STANDING = Decoder(Standing)


def changing_values(round: Round) -> dict[str, Any]:
    """The columns of `rounds` that change while it is played."""
    return {
        "deadline": round.deadline,
        "setup": encode(round.setup).decode(),
        "standing": _standing(round),
    }


def standing_of(row: Row[Any]) -> Standing:
    """Where the round of a row of `rounds` stands."""
    return _STANDING.decode(row.standing)


def setup_of(row: Row[Any]) -> Setup:
    """How it is played."""
    return _SETUP.decode(row.setup)


def _standing(round: Round) -> str:
    standing = Standing(
        phase=round.phase,
        place=round.place,
        quiet=round.quiet,
        have=round.have,
        times=tuple(
            Time(opened_at=p.opened_at, closes_at=p.closes_at, shown=p.shown, closed=p.closed)
            for p in round.posed
        ),
        votes=round.votes,
        tally=round.tally,
    )
    return encode(standing).decode()


def question_rows(round: Round) -> list[dict[str, Any]]:
    """The rows of `round_questions`."""
    return [
        {
            "round_id": round.id,
            "place": place,
            "question": posed.question.id,
            "seconds": posed.seconds,
            "snapshot": freeze(posed.question),
        }
        for place, posed in enumerate(round.posed)
    ]


def posed_of(row: Row[Any], time: Time) -> Posed:
    """A row of `round_questions`, with its times."""
    return Posed(
        question=thaw(row.snapshot),
        seconds=row.seconds,
        opened_at=time.opened_at,
        closes_at=time.closes_at,
        shown=time.shown,
        closed=time.closed,
    )


def seat_row(round: Round, seat: Seat, place: int) -> dict[str, Any]:
    """A row of `seats`; `place` counts the seats that were taken earlier."""
    return {
        "round_id": round.id,
        "learner_id": seat.person,
        "place": place,
        "name": seat.name,
        "host": seat.host,
        "gone": seat.left,
        "team": seat.team,
    }


def seat_of(row: Row[Any]) -> Seat:
    """A row of `seats`."""
    return Seat(person=row.learner_id, name=row.name, host=row.host, left=row.gone, team=row.team)


def guess_row(round: Round, guess: Guess) -> dict[str, Any]:
    """A row of `guesses`."""
    return {
        "round_id": round.id,
        "place": guess.place,
        "learner_id": guess.person,
        "at": guess.at,
        "said": guess.said,
        "mark": guess.mark.value,
        "credit": guess.credit,
        "points": guess.points,
        "message_id": guess.message,
        "fixed": guess.fixed,
        "refused": guess.refused,
    }


def guess_of(row: Any) -> Guess:
    """A row of `guesses`, or anything with its columns."""
    return Guess(
        person=row.learner_id,
        place=row.place,
        at=row.at,
        said=row.said,
        mark=Mark(row.mark),
        credit=row.credit,
        points=row.points,
        message=row.message_id,
        fixed=row.fixed,
        refused=row.refused,
    )

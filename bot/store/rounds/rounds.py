"""Rounds, their seats and guesses. A round is read whole; what has changed of it is written."""

from collections.abc import Sequence, Set
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass
from sqlalchemy import BindParameter, Row, bindparam, delete, func, insert, select, update

from bot.app.events import ChatId, PersonId
from bot.app.ports.rounds import Expected, PlayedRound, Ranked
from bot.domain.marking.verdict import Mark
from bot.domain.question import QuestionId
from bot.domain.rounds.round import Guess, Phase, Play, Posed, Round, Seat, Setup
from bot.domain.snapshot import freeze, thaw
from bot.store.account.learners import Rows
from bot.store.rounds.tables import guesses, members, round_questions, rounds, seats
from bot.store.tables import learners
from bot.store.upsert import insert_or_replace

_SETUP = TypeAdapter(Setup)
_ROUND: BindParameter[int] = bindparam("round")
_QUESTIONS = (
    select(round_questions).where(round_questions.c.round_id == _ROUND).order_by(round_questions.c.place)
)
_SEATS = select(seats).where(seats.c.round_id == _ROUND).order_by(seats.c.place)
_GUESSES = select(guesses).where(guesses.c.round_id == _ROUND)
"""Made once: a round is read with each answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Time:
    """The times of a question that was posed."""

    opened_at: datetime | None
    closes_at: datetime | None
    shown: bool
    closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Standing:
    """What changes of a round but for its seats and guesses, as JSON."""

    phase: Phase
    place: int
    quiet: int
    have: tuple[str, ...]
    times: tuple[_Time, ...]


_STANDING = TypeAdapter(_Standing)


class RoundRows(Rows):
    """`bot.app.ports.rounds.RoundRepository`, but for the chats themselves."""

    __slots__ = ()

    def running(self, chat: ChatId, thread: int) -> PlayedRound | None:
        """The round that is not over, in that chat and topic."""
        here = select(rounds).where(rounds.c.group_id == chat, rounds.c.thread == thread)
        row = self.connection.execute(here.where(rounds.c.ended_at.is_(None))).one_or_none()
        return None if row is None else self._table(row)

    def running_in(self, chat: ChatId) -> Sequence[PlayedRound]:
        """All rounds of that chat that are not over."""
        here = select(rounds).where(rounds.c.group_id == chat, rounds.c.ended_at.is_(None))
        return [self._table(row) for row in self.connection.execute(here.order_by(rounds.c.id)).all()]

    def chat_of_round(self, id: int) -> ChatId | None:
        """Where it is played."""
        found = self.connection.execute(select(rounds.c.group_id).where(rounds.c.id == id)).scalar()
        return None if found is None else ChatId(found)

    def round(self, id: int) -> PlayedRound | None:
        """By id, whatever its phase."""
        row = self.connection.execute(select(rounds).where(rounds.c.id == id)).one_or_none()
        return None if row is None else self._table(row)

    def call_round(
        self, chat: ChatId, thread: int, setup: Setup, now: datetime, until: datetime
    ) -> PlayedRound:
        """Store a new one, in the lobby until then."""
        begun = Round(id=0, setup=setup, phase=Phase.LOBBY, deadline=until)
        row = {
            "group_id": chat,
            "thread": thread,
            "at": now,
            "deadline": until,
            "setup": _setup(begun),
            "standing": _standing(begun),
        }
        id = self.connection.execute(insert(rounds).returning(rounds.c.id), row).scalar_one()
        found = self.round(id)
        assert found is not None
        return found

    def save_round(self, before: Round, after: Round, now: datetime) -> None:
        """Store what has changed. A round that is over has ended `now`, unless it had ended before."""
        row: dict[str, Any] = {
            "deadline": after.deadline,
            "setup": _setup(after),
            "standing": _standing(after),
        }
        if after.phase is Phase.OVER and before.phase is not Phase.OVER:
            row["ended_at"] = now
        self.connection.execute(update(rounds).where(rounds.c.id == after.id), row)
        if after.posed and not before.posed:
            self.connection.execute(insert(round_questions), _questions(after))
        for seat in set(after.seats) - set(before.seats):
            row = _seat_row(after, seat)
            insert_or_replace(self.connection, seats, row, key=["round_id", "learner_id"])
        self._keep_guesses(before, after)

    def _keep_guesses(self, before: Round, after: Round) -> None:
        kept = {(guess.place, guess.person) for guess in after.guesses}
        for place, person in {(guess.place, guess.person) for guess in before.guesses} - kept:
            theirs = (guesses.c.round_id == after.id) & (guesses.c.learner_id == person)
            self.connection.execute(delete(guesses).where(theirs, guesses.c.place == place))
        for guess in set(after.guesses) - set(before.guesses):
            key = ["round_id", "place", "learner_id"]
            insert_or_replace(self.connection, guesses, _guess_row(after, guess), key=key)

    def asked_before(self, chat: ChatId) -> Sequence[QuestionId]:
        """Questions of earlier rounds in that chat, the latest first."""
        both = round_questions.join(rounds, rounds.c.id == round_questions.c.round_id)
        asked = select(round_questions.c.question).select_from(both).where(rounds.c.group_id == chat)
        latest = asked.order_by(rounds.c.id.desc(), round_questions.c.place.desc()).limit(1000)
        return [QuestionId(id) for id in dict.fromkeys(self.connection.execute(latest).scalars())]

    def expected_of(self, person: PersonId, at: datetime) -> Expected | None:
        """The typed question of a round, put to this person in private, that what they wrote then answers:
        the one that was open then, else the newest, even if it has just closed."""
        theirs = select(rounds).join(seats, seats.c.round_id == rounds.c.id)
        running = theirs.where(seats.c.learner_id == person, ~seats.c.gone, rounds.c.ended_at.is_(None))
        for row in self.connection.execute(running.order_by(rounds.c.id.desc())).all():
            round = self._table(row).round
            then = round.open_at(at)
            place = round.place if then is None else then
            posed = round.posed[place] if place >= 0 and round.setup.play is Play.REVEAL else None
            if posed and posed.opened_at and posed.question.kind != "choice":
                return Expected(
                    round=round.id, chat=ChatId(row.group_id), place=place, opened_at=posed.opened_at
                )
        return None

    def reachable(self, people: Sequence[PersonId]) -> Set[PersonId]:
        """Who of them has a private chat with us that is not blocked."""
        here = select(learners.c.id).where(learners.c.id.in_(people), learners.c.here)
        return {PersonId(id) for id in self.connection.execute(here).scalars()}

    def ranking(self, chat: ChatId, since: datetime | None) -> Sequence[Ranked]:
        """Points of everybody in the rounds of a chat that ended since; most first, none who hides."""
        points, count = func.sum(guesses.c.points), func.count(guesses.c.round_id.distinct())
        played = guesses.join(rounds, rounds.c.id == guesses.c.round_id)
        per_person = (
            select(guesses.c.learner_id, points.label("points"), count.label("rounds"))
            .select_from(played)
            .where(rounds.c.group_id == chat, rounds.c.ended_at.is_not(None))
            .group_by(guesses.c.learner_id)
            .having(points > 0)
            .order_by(points.desc(), guesses.c.learner_id)
        )
        if since is not None:
            per_person = per_person.where(rounds.c.ended_at >= since)
        out = select(members.c.learner_id).where(members.c.group_id == chat, members.c.hidden)
        ranked = per_person.where(guesses.c.learner_id.not_in(out)).limit(20)
        return [self._ranked(row, chat) for row in self.connection.execute(ranked).all()]

    def _ranked(self, row: Row[Any], chat: ChatId) -> Ranked:
        both = seats.join(rounds, rounds.c.id == seats.c.round_id)
        theirs = select(seats.c.name).select_from(both).where(rounds.c.group_id == chat)
        newest = theirs.where(seats.c.learner_id == row.learner_id).order_by(rounds.c.id.desc()).limit(1)
        return Ranked(
            person=PersonId(row.learner_id),
            name=self.connection.execute(newest).scalar() or "",
            points=int(row.points),
            rounds=row.rounds,
        )

    def due_rounds(self, now: datetime, limit: int) -> Sequence[tuple[ChatId, int]]:
        """Chat and id of rounds whose deadline has come, the longest due first."""
        due = select(rounds.c.group_id, rounds.c.id).where(rounds.c.deadline <= now)
        first = due.order_by(rounds.c.deadline, rounds.c.id).limit(limit)
        return [(ChatId(row.group_id), row.id) for row in self.connection.execute(first)]

    def _table(self, row: Row[Any]) -> PlayedRound:
        standing = _STANDING.validate_json(row.standing)
        of_round = {"round": row.id}
        round = Round(
            id=row.id,
            setup=_SETUP.validate_json(row.setup),
            phase=standing.phase,
            seats=tuple(_seat(one) for one in self.connection.execute(_SEATS, of_round)),
            posed=tuple(
                _posed(one, time)
                for one, time in zip(
                    self.connection.execute(_QUESTIONS, of_round).all(),
                    standing.times,
                    strict=True,
                )
            ),
            place=standing.place,
            guesses=tuple(_guess(one) for one in self.connection.execute(_GUESSES, of_round)),
            deadline=row.deadline,
            quiet=standing.quiet,
            have=standing.have,
        )
        return PlayedRound(chat=ChatId(row.group_id), thread=row.thread, round=round, at=row.at)


def _setup(round: Round) -> str:
    return _SETUP.dump_json(round.setup).decode()


def _standing(round: Round) -> str:
    standing = _Standing(
        phase=round.phase,
        place=round.place,
        quiet=round.quiet,
        have=round.have,
        times=tuple(
            _Time(opened_at=p.opened_at, closes_at=p.closes_at, shown=p.shown, closed=p.closed)
            for p in round.posed
        ),
    )
    return _STANDING.dump_json(standing).decode()


def _questions(round: Round) -> list[dict[str, Any]]:
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


def _posed(row: Row[Any], time: _Time) -> Posed:
    return Posed(
        question=thaw(row.snapshot),
        seconds=row.seconds,
        opened_at=time.opened_at,
        closes_at=time.closes_at,
        shown=time.shown,
        closed=time.closed,
    )


def _seat_row(round: Round, seat: Seat) -> dict[str, Any]:
    return {
        "round_id": round.id,
        "learner_id": seat.person,
        "place": round.seats.index(seat),
        "name": seat.name,
        "host": seat.host,
        "gone": seat.left,
    }


def _seat(row: Row[Any]) -> Seat:
    return Seat(person=row.learner_id, name=row.name, host=row.host, left=row.gone)


def _guess_row(round: Round, guess: Guess) -> dict[str, Any]:
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
    }


def _guess(row: Row[Any]) -> Guess:
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
    )

"""Rounds, their seats and guesses: read whole or for one player, and written as far as they have changed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec.structs import replace
from sqlalchemy import BindParameter, Row, and_, bindparam, delete, insert, select, update

from bot.app.events import ChatId, PersonId
from bot.app.ports.rounds import Expected, PlayedRound
from bot.domain.question import OFFERED, QuestionId
from bot.domain.rounds.private import typed_place
from bot.domain.rounds.round import Phase, Play, Round, Setup, Tally
from bot.store.account.learners import Rows
from bot.store.rounds.mapping import (
    changing_values,
    guess_of,
    guess_row,
    posed_of,
    question_rows,
    seat_of,
    seat_row,
    setup_of,
    standing_of,
)
from bot.store.rounds.tables import guesses, round_questions, rounds, seats
from bot.store.upsert import insert_or_replace

_ROUND: BindParameter[int] = bindparam("round")
_PLAYER: BindParameter[int] = bindparam("player")
_PLACE: BindParameter[int] = bindparam("at_place")
_BY_ID = select(rounds).where(rounds.c.id == _ROUND)
_RUNNING = select(rounds).where(
    rounds.c.group_id == bindparam("chat"), rounds.c.thread == bindparam("topic"), rounds.c.ended_at.is_(None)
)
_CHANGE = update(rounds).where(rounds.c.id == _ROUND)
_QUESTIONS = (
    select(round_questions).where(round_questions.c.round_id == _ROUND).order_by(round_questions.c.place)
)
_SEATS = select(seats).where(seats.c.round_id == _ROUND).order_by(seats.c.place)
_GUESSES = select(guesses).where(guesses.c.round_id == _ROUND)
_SEAT = _SEATS.where(seats.c.learner_id == _PLAYER)
_THEIR_GUESSES = (
    # By way of the questions, of which there are few: so each guess is found by its whole key.
    select(guesses)
    .select_from(round_questions)
    .join(
        guesses,
        and_(
            guesses.c.round_id == round_questions.c.round_id,
            guesses.c.place == round_questions.c.place,
            guesses.c.learner_id == _PLAYER,
        ),
    )
    .where(round_questions.c.round_id == _ROUND)
)
_CHANGE_SEAT = update(seats).where(seats.c.round_id == _ROUND, seats.c.learner_id == _PLAYER)
_TAKE_BACK = delete(guesses).where(
    guesses.c.round_id == _ROUND, guesses.c.place == _PLACE, guesses.c.learner_id == _PLAYER
)
_RUNNING_WITH = (
    select(rounds)
    .join(seats, seats.c.round_id == rounds.c.id)
    .where(seats.c.learner_id == bindparam("player"), ~seats.c.gone, rounds.c.ended_at.is_(None))
    .order_by(rounds.c.id.desc())
)


_NEWEST_WITH = (
    select(rounds)
    .join(seats, seats.c.round_id == rounds.c.id)
    .where(seats.c.learner_id == bindparam("player"))
    .order_by(seats.c.round_id.desc())
    .limit(1)
)


class RoundRows(Rows):
    """`bot.app.ports.rounds.RoundRepository`, but for the chats themselves."""

    __slots__ = ()

    def running(self, chat: ChatId, thread: int, player: int | None = None) -> PlayedRound | None:
        """The round that is not over, in that chat and topic."""
        row = self.connection.execute(_RUNNING, {"chat": chat, "topic": thread}).one_or_none()
        return None if row is None else self._played(row, player)

    def running_in(self, chat: ChatId) -> Sequence[PlayedRound]:
        """All rounds of that chat that are not over."""
        here = select(rounds).where(rounds.c.group_id == chat, rounds.c.ended_at.is_(None))
        return [self._played(row) for row in self.connection.execute(here.order_by(rounds.c.id)).all()]

    def chat_of_round(self, id: int) -> ChatId | None:
        """Where it is played."""
        found = self.connection.execute(select(rounds.c.group_id).where(rounds.c.id == id)).scalar()
        return None if found is None else ChatId(found)

    def round(self, id: int, player: int | None = None) -> PlayedRound | None:
        """By id, whatever its phase."""
        row = self.connection.execute(_BY_ID, {"round": id}).one_or_none()
        return None if row is None else self._played(row, player)

    def call_round(
        self, chat: ChatId, thread: int, setup: Setup, now: datetime, until: datetime
    ) -> PlayedRound:
        """Store a new one, in the lobby until then."""
        begun = Round(id=0, setup=setup, phase=Phase.LOBBY, deadline=until)
        row = {"group_id": chat, "thread": thread, "at": now, **changing_values(begun)}
        id = self.connection.execute(insert(rounds).returning(rounds.c.id), row).scalar_one()
        return PlayedRound(chat=chat, thread=thread, round=replace(begun, id=id), at=now)

    def save_round(self, before: Round, after: Round, now: datetime) -> None:
        """Store what has changed. A round that is over has ended `now`, unless it had ended before."""
        row, was = changing_values(after), changing_values(before)
        if after.phase is Phase.OVER and before.phase is not Phase.OVER:
            row["ended_at"] = now
        if row != was:
            self.connection.execute(_CHANGE, row | {"round": after.id})
        if after.posed and not before.posed:
            self.connection.execute(insert(round_questions), question_rows(after))
        self._save_seats(before, after)
        self._save_guesses(before, after)

    def _save_seats(self, before: Round, after: Round) -> None:
        """A new seat comes after all others; one that was there before keeps its place."""
        known = {seat.person for seat in before.seats}
        changed = set(after.seats) - set(before.seats)
        for place, seat in enumerate(after.seats):
            if seat not in changed:
                continue
            row = seat_row(after, seat, after.others.seats + place)
            if seat.person in known:
                self._change_seat(after.id, row)
            else:
                insert_or_replace(self.connection, seats, row, key=["round_id", "learner_id"])

    def _change_seat(self, round: int, row: Mapping[str, Any]) -> None:
        values = {name: row[name] for name in ("name", "host", "gone", "team")}
        self.connection.execute(_CHANGE_SEAT, {"round": round, "player": row["learner_id"], **values})

    def _save_guesses(self, before: Round, after: Round) -> None:
        kept = {(guess.place, guess.person) for guess in after.guesses}
        for place, person in {(guess.place, guess.person) for guess in before.guesses} - kept:
            self.connection.execute(_TAKE_BACK, {"round": after.id, "at_place": place, "player": person})
        for guess in set(after.guesses) - set(before.guesses):
            key = ["round_id", "place", "learner_id"]
            insert_or_replace(self.connection, guesses, guess_row(after, guess), key=key)

    def asked_before(self, chat: ChatId) -> Sequence[QuestionId]:
        """Questions of earlier rounds in that chat, the latest first."""
        both = round_questions.join(rounds, rounds.c.id == round_questions.c.round_id)
        asked = select(round_questions.c.question).select_from(both).where(rounds.c.group_id == chat)
        latest = asked.order_by(rounds.c.id.desc(), round_questions.c.place.desc()).limit(1000)
        return [QuestionId(id) for id in dict.fromkeys(self.connection.execute(latest).scalars())]

    def expected_of(self, person: PersonId, at: datetime) -> Expected | None:
        """The typed question of a round, put to this person in private, that what they wrote then answers."""
        for row in self.connection.execute(_RUNNING_WITH, {"player": person}).all():
            round = self._played(row, person).round
            place = typed_place(round, at) if round.setup.play is Play.REVEAL else None
            opened = None if place is None else round.posed[place].opened_at
            if place is not None and opened is not None:
                return Expected(
                    round=round.id,
                    chat=ChatId(row.group_id),
                    thread=row.thread,
                    place=place,
                    opened_at=opened,
                )
        return None

    def over_since(self, person: PersonId, since: datetime) -> PlayedRound | None:
        """Their newest round, with their part of it, if it has ended since then and has put a typed question
        to them in private since then."""
        row = self.connection.execute(_NEWEST_WITH, {"player": person}).one_or_none()
        if row is None or row.ended_at is None or row.ended_at <= since:
            return None
        played = self._played(row, person)
        typed = [posed.opened_at for posed in played.round.posed if posed.question.kind not in OFFERED]
        put = played.round.setup.play is Play.REVEAL and any(opened and opened > since for opened in typed)
        return played if put else None

    def scored_before(self, chat: ChatId, round: int) -> bool:
        """Whether somebody earned points in an earlier round of that chat."""
        played = guesses.join(rounds, rounds.c.id == guesses.c.round_id)
        earlier = (
            select(rounds.c.id).select_from(played).where(rounds.c.group_id == chat, rounds.c.id < round)
        )
        return self.connection.execute(earlier.where(guesses.c.points > 0).limit(1)).first() is not None

    def due_rounds(self, now: datetime, limit: int) -> Sequence[tuple[ChatId, int]]:
        """Chat and id of rounds whose deadline has come, the longest due first."""
        due = select(rounds.c.group_id, rounds.c.id).where(rounds.c.deadline <= now)
        first = due.order_by(rounds.c.deadline, rounds.c.id).limit(limit)
        return [(ChatId(row.group_id), row.id) for row in self.connection.execute(first)]

    def _played(self, row: Row[Any], player: int | None = None) -> PlayedRound:
        standing = standing_of(row)
        of_round = {"round": row.id}
        questions = self.connection.execute(_QUESTIONS, of_round).all()
        round = Round(
            id=row.id,
            setup=setup_of(row),
            phase=standing.phase,
            posed=tuple(posed_of(one, time) for one, time in zip(questions, standing.times, strict=True)),
            place=standing.place,
            deadline=row.deadline,
            quiet=standing.quiet,
            have=standing.have,
            votes=standing.votes,
        )
        read = self._whole(round) if player is None else self._part(round, player, standing.tally)
        return PlayedRound(chat=ChatId(row.group_id), thread=row.thread, round=read, at=row.at)

    def _whole(self, round: Round) -> Round:
        """The round with all seats and guesses."""
        of_round = {"round": round.id}
        return replace(
            round,
            seats=tuple(seat_of(one) for one in self.connection.execute(_SEATS, of_round)),
            guesses=tuple(guess_of(one) for one in self.connection.execute(_GUESSES, of_round)),
        )

    def _part(self, round: Round, player: int, tally: Tally | None) -> Round:
        """The round with the seat and the guesses of one player."""
        theirs = {"round": round.id, "player": player}
        part = replace(
            round,
            seats=tuple(seat_of(one) for one in self.connection.execute(_SEAT, theirs)),
            guesses=tuple(guess_of(one) for one in self.connection.execute(_THEIR_GUESSES, theirs)),
        )
        whole = self._whole(round).tally if tally is None else tally
        return replace(part, others=whole.without(part.tally))

"""Who plays in a round and what they are called there; the table of a group."""

from collections.abc import Mapping, Sequence, Set
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Row, bindparam, case, func, select

from bot.app.events import ChatId, PersonId
from bot.app.ports.rounds import Ranked
from bot.domain.names import numbered, tidy
from bot.store.account.learners import Rows
from bot.store.rounds.tables import guesses, members, rounds, seats
from bot.store.tables import learners

_ROUND: BindParameter[int] = bindparam("round")
_NAMED = (
    select(
        seats.c.learner_id,
        seats.c.name,
        seats.c.place,
        seats.c.gone,
        seats.c.team,
        func.row_number().over(partition_by=seats.c.name, order_by=seats.c.place).label("number"),
    )
    .where(seats.c.round_id == _ROUND)
    .subquery()
)
"""All seats, and the how manieth of their name each is."""
_TEAM = case((_NAMED.c.team < bindparam("sides"), _NAMED.c.team))
"""The team they are in, if it is one of those there are."""
_IN_TEAMS = (
    select(
        _NAMED.c.name,
        _NAMED.c.number,
        _NAMED.c.place,
        _TEAM.label("team"),
        func.row_number().over(partition_by=_TEAM, order_by=_NAMED.c.place).label("nth"),
    )
    .where(~_NAMED.c.gone)
    .subquery()
)
_NAMES = select(_IN_TEAMS).where(_IN_TEAMS.c.nth <= bindparam("most")).order_by(_IN_TEAMS.c.place)
_ANSWERED = (
    select(_NAMED.c.name, _NAMED.c.number)
    .join(guesses, guesses.c.learner_id == _NAMED.c.learner_id)
    .where(guesses.c.round_id == _ROUND, guesses.c.place == bindparam("at_place"))
    .order_by(guesses.c.at, guesses.c.learner_id)
)
_SEAT = select(seats).where(seats.c.round_id == _ROUND, seats.c.learner_id == bindparam("player"))
"""Made once: they are asked for with each answer."""


class PlayerRows(Rows):
    """`bot.app.ports.rounds.PlayerRepository`."""

    __slots__ = ()

    def has_seat(self, round: int, person: PersonId) -> bool:
        """Whether they play in that round and have not left."""
        seat = self.connection.execute(_SEAT, {"round": round, "player": person}).one_or_none()
        return seat is not None and not seat.gone

    def players_of(self, round: int, limit: int, sides: int) -> Mapping[int | None, Sequence[str]]:
        """Names of those who have not left, told apart, by their team; of each the first ones."""
        found = self.connection.execute(_NAMES, {"round": round, "most": limit, "sides": sides})
        teams: dict[int | None, list[str]] = {}
        for row in found:
            teams.setdefault(row.team, []).append(numbered(tidy(row.name), row.number))
        return teams

    def answered_in(self, round: int, place: int) -> Sequence[str]:
        """Names of those who have answered that question, in the order of their answers, told apart."""
        found = self.connection.execute(_ANSWERED, {"round": round, "at_place": place})
        return [numbered(tidy(row.name), row.number) for row in found]

    def reachable(self, people: Sequence[PersonId]) -> Set[PersonId]:
        """Who of them has a private chat with us that is not blocked."""
        here = select(learners.c.id).where(learners.c.id.in_(people), learners.c.here)
        return {PersonId(id) for id in self.connection.execute(here).scalars()}

    def ranking(self, chat: ChatId, since: datetime | None, limit: int) -> tuple[Sequence[Ranked], int]:
        """See `bot.app.ports.rounds.PlayerRepository.ranking`."""
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
        ranked = per_person.where(guesses.c.learner_id.not_in(out))
        rows = self.connection.execute(ranked.limit(limit)).all()
        if len(rows) < limit:
            return [self._ranked(row, chat) for row in rows], 0
        tied = ranked.order_by(None).having(points == rows[-1].points).subquery()
        whole = self.connection.execute(select(func.count()).select_from(tied)).scalar() or 0
        shown = sum(row.points == rows[-1].points for row in rows)
        return [self._ranked(row, chat) for row in rows], whole - shown

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

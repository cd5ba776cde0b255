"""Teams of a round: who is in which, and what a team comes to."""

import pytest

from bot.domain.marking.verdict import Verdict
from bot.domain.rounds.advance import advance
from bot.domain.rounds.events import Changed, Joined, Left, Seated
from bot.domain.rounds.round import Phase, Play, Round, Setup
from bot.domain.rounds.standings import team_table
from tests.domain.round_pieces import (
    DECK,
    HALF,
    RIGHT,
    START,
    WRONG,
    after,
    answer,
    begun,
    choice,
    later,
    name,
    short,
)


def called(teams: int, *chosen: int | None, play: Play = Play.REVEAL) -> Round:
    """A lobby with so many teams, and what each player has chosen."""
    setup = Setup(deck=DECK, play=play, teams=teams)
    round = Round(id=1, setup=setup, phase=Phase.LOBBY, deadline=later(600))
    for person, team in enumerate(chosen, 1):
        round = after(round, Joined(person=person, name=name(person), host=person == 1, team=team))
    return round


def teams(round: Round) -> dict[int, int | None]:
    return {seat.person: round.team_of(seat) for seat in round.seats if not seat.left}


def test_they_are_in_the_team_they_choose_and_may_go_over_to_another() -> None:
    round = called(2, 0, 1, 1)
    assert teams(round) == {1: 0, 2: 1, 3: 1}
    moved, happened = advance(round, Joined(person=3, name="P3", team=0))
    assert teams(moved) == {1: 0, 2: 1, 3: 0}
    assert happened == (Seated(person=3),)
    assert advance(moved, Joined(person=3, name="P3", team=0)) == (moved, ())
    assert [seat.host for seat in moved.seats] == [True, False, False]


def test_a_team_that_is_none_is_none() -> None:
    round = called(2, 0, 7)
    assert teams(round) == {1: 0, 2: None}
    assert teams(after(round, Joined(person=1, name="P1", team=5))) == {1: 0, 2: None}


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ((None, None, None), (0, 1, 0)),
        ((1, None, None, None), (1, 0, 0, 1)),
        ((0, 0, 0, None, None), (0, 0, 0, 1, 1)),
        ((0, 1), (0, 1)),
    ],
)
def test_at_the_start_everybody_is_in_a_team(
    chosen: tuple[int | None, ...], expected: tuple[int, ...]
) -> None:
    round = begun(called(2, *chosen), choice())
    assert tuple(teams(round).values()) == expected


def test_fewer_teams_leave_those_of_the_last_ones_without_one_until_the_start() -> None:
    round = called(3, 0, 1, 2)
    round = after(round, Changed(setup=Setup(deck=DECK, teams=2)))
    assert teams(round) == {1: 0, 2: 1, 3: None}
    assert teams(begun(round, choice())) == {1: 0, 2: 1, 3: 0}


def test_whoever_comes_later_goes_where_the_fewest_are() -> None:
    round = begun(called(2, 0, 0, 1), choice())
    round = after(round, answer(4, RIGHT, 5), answer(5, RIGHT, 6), Joined(person=6, name="P6", team=1))
    assert teams(round) == {1: 0, 2: 0, 3: 1, 4: 1, 5: 0, 6: 1}


def test_whoever_has_left_leaves_room() -> None:
    round = begun(called(2, 0, 1), choice())
    round = after(round, Left(person=2, now=START), answer(3, RIGHT, 5))
    assert teams(round) == {1: 0, 3: 1}


def test_together_and_without_teams_there_are_none() -> None:
    assert teams(begun(called(0, 0, 1), choice())) == {1: None, 2: None}
    assert teams(called(2, 0, 1, play=Play.TOGETHER)) == {1: None, 2: None}
    assert team_table(called(0, 0)) == ()


def answered(round: Round, *verdicts: Verdict) -> Round:
    """Each player's answer, too late for a bonus."""
    return after(round, *(answer(person, verdict, 29) for person, verdict in enumerate(verdicts, 1)))


def table(round: Round) -> list[tuple[int, int, int]]:
    return [(line.rank, line.team, line.tenths) for line in team_table(round)]


def test_a_team_has_the_average_of_its_players() -> None:
    round = begun(called(2, 0, 0, 0, 1), short())
    round = after(
        round, answer(1, RIGHT, 29), answer(2, RIGHT, 29), answer(3, WRONG, 29), answer(4, HALF, 29)
    )
    assert table(round) == [(1, 0, 13), (2, 1, 10)], "4 by three, and 1 by one"


def test_a_smaller_team_can_win() -> None:
    round = begun(called(2, 0, 0, 0, 1), short())
    round = after(
        round, answer(1, RIGHT, 29), answer(2, WRONG, 29), answer(3, WRONG, 29), answer(4, RIGHT, 29)
    )
    assert table(round) == [(1, 1, 20), (2, 0, 7)]


def test_whoever_answers_nothing_costs_their_team_nothing() -> None:
    round = begun(called(2, 0, 0, 1), short())
    round = after(round, answer(1, RIGHT, 29), answer(3, RIGHT, 29))
    assert table(round) == [(1, 0, 20), (1, 1, 20)], "and equal points are an equal rank"


def test_what_is_told_alike_is_alike() -> None:
    round = begun(called(3, 0, 0, 0, 1, 2), short())
    round = answered(round, RIGHT, WRONG, WRONG)
    assert table(round) == [(1, 0, 7), (2, 1, 0), (2, 2, 0)]


def test_who_left_the_lobby_in_no_team_and_comes_back_later_is_in_one() -> None:
    round = called(2, 0, None, 1)
    round = begun(after(round, Left(person=2, now=START)), choice())
    assert teams(round) == {1: 0, 3: 1}
    assert teams(after(round, answer(2, RIGHT, 5))) == {1: 0, 2: 0, 3: 1}

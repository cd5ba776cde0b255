"""The three ways to play, rule by rule. Seconds count from the moment the first question has arrived."""

from itertools import permutations

import pytest
from msgspec.structs import replace

from bot.domain.marking.verdict import Verdict
from bot.domain.rounds.advance import advance
from bot.domain.rounds.events import Added, Closed, Left, NotYet, Seated, Taken, TakenBack, Won
from bot.domain.rounds.round import Play, Round, Why
from tests.domain.round_pieces import (
    HALF,
    IDK,
    RIGHT,
    SLIP,
    WRONG,
    after,
    answer,
    begun,
    choice,
    explain,
    later,
    list_of,
    lobby,
    names,
    points,
    refusal,
    short,
    tick,
)

# All at once


@pytest.mark.parametrize(
    ("verdict", "earned"),
    [(RIGHT, 10), (SLIP, 10), (HALF, 4), (WRONG, 0), (IDK, 0)],
    ids=lambda one: str(one),
)
def test_reveal_takes_an_answer_and_says_nothing_of_it(verdict: Verdict, earned: int) -> None:
    round, happened = advance(begun(lobby(1, 2), short()), answer(1, verdict, 1))
    assert happened == (Taken(person=1, place=0, first=True),)
    assert points(round)[1] == earned


def test_reveal_counts_the_last_answer_of_each() -> None:
    round = after(begun(lobby(1, 2), short()), answer(1, RIGHT, 1), answer(1, WRONG, 5))
    assert points(round)[1] == 0
    _, happened = advance(round, answer(1, RIGHT, 6))
    assert happened == (Taken(person=1, place=0, first=False),)


def test_reveal_comes_to_the_same_in_whatever_order_the_answers_reach_us() -> None:
    answers = [answer(1, RIGHT, 4), answer(1, WRONG, 8), answer(2, HALF, 12), answer(2, RIGHT, 25)]
    answers = [replace(one, now=later(28)) for one in answers]
    round = begun(lobby(1, 2, 3), short())
    tables = [points(after(round, *some)) for some in permutations(answers)]
    assert tables == [{1: 0, 2: 8, 3: 0}] * 24


def test_reveal_closes_soon_once_everybody_has_answered() -> None:
    round = after(begun(lobby(1, 2), short()), answer(1, RIGHT, 3), answer(2, WRONG, 5))
    assert round.deadline == later(8)
    assert after(begun(lobby(1, 2), short()), answer(1, RIGHT, 29), answer(2, RIGHT, 29)).deadline == later(
        30
    )
    second_thought = after(round, answer(2, RIGHT, 7))
    assert (points(second_thought)[2], second_thought.deadline) == (10, later(8))


def test_reveal_waits_for_no_one_who_has_left() -> None:
    round = after(begun(lobby(1, 2, 3), short()), answer(1, RIGHT, 3), answer(2, RIGHT, 4))
    assert round.deadline == later(30)
    assert after(round, Left(person=3, now=later(9))).deadline == later(12)


def test_reveal_lets_a_vote_be_taken_back_until_the_close() -> None:
    round = after(begun(lobby(1, 2), choice()), answer(1, RIGHT, 3))
    assert after(round, TakenBack(person=1, place=0)).guesses == ()
    closed = after(round, tick(30))
    assert after(closed, TakenBack(person=1, place=0)) == closed


def test_an_answer_gives_a_seat() -> None:
    round, happened = advance(begun(lobby(1), short()), answer(7, RIGHT, 1))
    assert happened[0] == Seated(person=7)
    assert points(round) == {1: 0, 7: 10}


# A race


def test_a_race_is_won_once_by_the_first_right_answer_that_reaches_us() -> None:
    round = begun(lobby(1, 2, 3, play=Play.RACE), short(), short("two"))
    round, happened = advance(round, answer(2, WRONG, 1))
    assert happened == (NotYet(person=2, place=0, partly=False),)
    round, happened = advance(round, answer(1, SLIP, 2))
    assert happened == (Won(person=1, place=0), Closed(place=0))
    assert refusal(round, answer(3, RIGHT, 2)) is Why.TOO_LATE
    assert refusal(round, answer(3, RIGHT, 1)) is Why.TOO_LATE, "the server's order decides"
    assert points(round) == {1: 8, 2: 0, 3: 0}


def test_a_race_about_a_choice_takes_one_choice_each() -> None:
    round = after(begun(lobby(1, 2, play=Play.RACE), choice()), answer(1, WRONG, 1))
    assert refusal(round, answer(1, RIGHT, 2)) is Why.ONCE
    assert points(after(round, answer(2, RIGHT, 2))) == {1: 0, 2: 4}


def test_a_right_answer_in_time_wins_a_race_that_the_clock_has_closed() -> None:
    closed = after(begun(lobby(1, 2, play=Play.RACE), short(), short("two")), tick(31))
    round, happened = advance(closed, answer(1, RIGHT, 28, heard=33))
    assert happened == (Won(person=1, place=0),)
    assert (round.phase, round.deadline, points(round)) == (closed.phase, closed.deadline, {1: 8, 2: 0})
    assert refusal(round, answer(2, RIGHT, 27, heard=34)) is Why.TOO_LATE


# Together


def add(round: Round, person: int, said: str, at: float) -> tuple[Round, tuple[object, ...]]:
    question = round.posed[0].question
    assert question.kind in ("list", "explain")
    return advance(round, answer(person, names(question, said, round.have), at))


def test_together_whoever_adds_scores_and_the_whole_closes() -> None:
    round = begun(lobby(1, 2, 3, play=Play.TOGETHER), list_of(), list_of("two"))
    round, happened = add(round, 1, "a", 1)
    assert happened == (Added(person=1, place=0),)
    round, happened = add(round, 2, "a", 2)
    assert happened == (NotYet(person=2, place=0, partly=False),)
    round, _ = add(round, 2, "b", 3)
    round, happened = add(round, 3, "c", 4)
    assert happened == (Added(person=3, place=0), Closed(place=0))
    assert round.have == ("a", "b", "c")
    assert points(round) == {1: 2, 2: 2, 3: 2}


def test_together_what_one_has_added_stays_theirs() -> None:
    round = begun(lobby(1, 2, play=Play.TOGETHER), list_of())
    round = add(add(round, 1, "a", 1)[0], 1, "zzz", 2)[0]
    assert points(round) == {1: 2, 2: 0}
    assert points(add(round, 1, "bc", 3)[0]) == {1: 7, 2: 0}


@pytest.mark.parametrize("said", ["cd", "cde", "abcde"])
def test_together_nobody_earns_more_than_was_missing(said: str) -> None:
    round = begun(lobby(1, 2, play=Play.TOGETHER), list_of())
    round = add(round, 1, "ab", 1)[0]
    assert points(add(round, 2, said, 2)[0]) == {1: 5, 2: 2}
    assert points(add(round, 1, said, 2)[0]) == {1: 7, 2: 0}


def test_together_an_idea_that_is_welcome_but_not_needed_earns_nothing_of_the_whole() -> None:
    round = begun(lobby(1, 2, play=Play.TOGETHER), explain())
    round = add(round, 1, "c", 1)[0]
    round = add(add(round, 1, "a", 2)[0], 2, "b", 3)[0]
    assert sum(points(round).values()) <= 8


def test_together_too_late_is_too_late() -> None:
    closed = after(begun(lobby(1, play=Play.TOGETHER), list_of()), tick(30))
    assert refusal(closed, answer(1, names(list_of(), "a"), 3, heard=31)) is Why.TOO_LATE

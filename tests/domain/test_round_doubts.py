"""Answers in doubt in each play: what they earn, who decides, and when it is over."""

import pytest

from bot.domain.rounds.advance import advance
from bot.domain.rounds.events import Doubted, Heard, Settled, Stopped, Unsure
from bot.domain.rounds.round import BREATH, RULING, Phase, Play, Why
from bot.domain.rounds.standings import commonest_miss, credited, near_misses
from tests.domain.round_pieces import (
    DOUBT,
    RIGHT,
    WRONG,
    after,
    answer,
    begun,
    explain,
    later,
    list_of,
    lobby,
    names,
    points,
    refusal,
    says,
    short,
    tick,
)


def test_it_earns_nothing_until_it_counts_and_then_as_if_it_had_been_known() -> None:
    round = after(begun(lobby(1, 2), short(), short("q2")), answer(2, DOUBT, 3), answer(1, RIGHT, 5), tick(8))
    assert points(round) == {1: 10, 2: 0}
    assert credited(round, 0) == ("P1",)
    round, happened = advance(round, says(1, 2, True, 9, decides=True))
    assert happened == (Settled(person=2, place=0, counts=True),)
    assert points(round) == {1: 10, 2: 10}, "it was as quick as it was"
    assert credited(round, 0) == ("P2", "P1")
    assert refusal(round, says(1, 2, False, 9, decides=True)) is Why.NOT_OPEN, "said is said"


def test_before_the_close_nothing_is_asked() -> None:
    round = after(begun(lobby(1, 2, 3), short()), answer(2, DOUBT, 3))
    assert refusal(round, says(1, 2, True, 4, decides=True)) is Why.NOT_OPEN


def test_the_others_decide_once_all_of_them_have_said_the_same_thing_mostly() -> None:
    round = after(begun(lobby(1, 2, 3, 4), short(), short("q2")), answer(1, DOUBT, 3), tick(30))
    assert refusal(round, says(1, 1, True, 31, decides=True)) is Why.OTHERS, "their own"
    assert refusal(round, says(9, 1, True, 31)) is Why.OTHERS, "a stranger"
    round, happened = advance(round, says(2, 1, False, 31))
    assert happened == (Heard(person=2, place=0),)
    round = after(round, says(2, 1, True, 31), says(3, 1, False, 32))
    assert len(round.votes) == 2, "whoever says something else says it instead"
    round, happened = advance(round, says(4, 1, True, 32))
    assert happened == (Settled(person=1, place=0, counts=True),)
    assert not round.votes


def test_an_administrator_without_a_seat_decides() -> None:
    round = after(begun(lobby(1, 2), short(), short("q2")), answer(1, DOUBT, 3), tick(30))
    _, happened = advance(round, says(0, 1, False, 31, decides=True))
    assert happened == (Settled(person=1, place=0, counts=False),)


@pytest.mark.parametrize(
    ("said", "counts", "left"),
    [((), None, 0), ((True,), True, 0), ((False,), False, 0), ((True, False), None, 0)],
)
def test_when_the_next_question_is_over_it_goes_by_what_was_said(
    said: tuple[bool, ...], counts: bool | None, left: int
) -> None:
    questions = (short(), short("q2"), short("q3"))
    round = after(begun(lobby(1, 2, 3, 4), *questions), answer(4, DOUBT, 3), tick(30), tick(36))
    assert round.place == 1
    round = after(round, *(says(n, 4, one, 40) for n, one in enumerate(said, 1)))
    round = after(round, tick(36 + 30 + 60))
    assert round.phase is Phase.BREATH
    round, happened = advance(round, tick(36 + 30 + 60 + 6))
    assert happened[0] == Settled(person=4, place=0, counts=counts)
    assert len(round.votes) == left
    assert near_misses(round) == (() if counts else (round.guess(4, 0),))


def test_after_the_last_question_there_is_time_and_an_end() -> None:
    round = after(begun(lobby(1, 2), short()), answer(2, DOUBT, 3), tick(30))
    assert round.deadline == later(30) + RULING
    sooner = after(round, says(1, 2, True, 32, decides=True))
    assert sooner.deadline == later(32) + BREATH
    round, happened = advance(round, tick(50))
    assert round.phase is Phase.OVER
    assert happened[0] == Settled(person=2, place=0, counts=None)


def test_a_round_that_is_stopped_decides_nothing() -> None:
    round = after(begun(lobby(1, 2), short()), answer(2, DOUBT, 3))
    round, happened = advance(round, Stopped(now=later(4)))
    assert happened[0] == Settled(person=2, place=0, counts=None, asked=False)
    assert points(round) == {1: 0, 2: 0}


def test_one_that_reaches_us_after_the_close_is_asked_about_then() -> None:
    round = after(begun(lobby(1, 2), short(), short("q2")), tick(30))
    _, happened = advance(round, answer(2, DOUBT, 29, heard=31))
    assert Doubted(person=2, place=0) in happened


def test_a_race_goes_on_and_a_worse_answer_does_not_take_its_place() -> None:
    round, happened = advance(begun(lobby(1, 2, play=Play.RACE), short(), short("q2")), answer(2, DOUBT, 3))
    assert happened == (Unsure(person=2, place=0),)
    round = after(round, answer(2, WRONG, 4), answer(1, RIGHT, 5))
    assert round.phase is Phase.BREATH
    round = after(round, says(1, 2, True, 6, decides=True))
    assert points(round) == {1: 8, 2: 8}, "at no one's cost"


def test_a_right_answer_takes_the_place_of_ones_own_in_a_race() -> None:
    round = after(
        begun(lobby(1, 2, play=Play.RACE), short(), short("q2")), answer(2, DOUBT, 3), answer(2, RIGHT, 4)
    )
    assert points(round) == {1: 0, 2: 8}
    assert refusal(round, says(1, 2, True, 6, decides=True)) is Why.NOT_OPEN


def test_together_it_earns_a_part_beside_what_was_added() -> None:
    question = list_of()
    round = begun(lobby(1, 2, play=Play.TOGETHER), question, explain())
    round = after(round, answer(1, names(question, "a"), 3))
    round, happened = advance(round, answer(1, names(question, "?", ("a",)), 4))
    assert happened == (Unsure(person=1, place=0),)
    round = after(round, answer(1, WRONG, 5), tick(30))
    before = points(round)[1]
    assert before == 2
    round = after(round, says(2, 1, True, 31, decides=True))
    assert points(round)[1] == 2 * before


def test_a_doubtful_answer_is_no_common_mistake() -> None:
    round = begun(lobby(1, 2, 3, 4, 5), short(), short("q2"))
    round = after(round, *(answer(n, DOUBT, 3, said="the same") for n in (1, 2, 3)), tick(30))
    assert commonest_miss(round, 0) is None

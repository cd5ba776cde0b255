"""How a round begins, goes on and ends, rule by rule. Seconds count from the first question's arrival."""

import pytest
from msgspec.structs import replace

from bot.domain.rounds.advance import advance
from bot.domain.rounds.events import (
    Answered,
    Begun,
    Changed,
    Closed,
    Ended,
    Event,
    Fixed,
    Joined,
    Left,
    Opened,
    Refused,
    Shown,
    Skipped,
    Stopped,
    TakenBack,
    Ticked,
)
from bot.domain.rounds.round import Phase, Play, Posed, Round, Tally, Why
from bot.domain.rounds.standings import table
from tests.domain.round_pieces import (
    CHATTER,
    HALF,
    IDK,
    RIGHT,
    START,
    WRONG,
    after,
    answer,
    begun,
    later,
    lobby,
    points,
    refusal,
    short,
    tick,
)

# A part of a round


@pytest.mark.parametrize(
    "event", [tick(99), Skipped(now=START), Stopped(now=START), Left(person=1, now=START)]
)
def test_what_concerns_all_players_is_never_decided_over_one_players_part(event: Event) -> None:
    whole = begun(lobby(1, 2, 3), short())
    part = replace(whole, seats=whole.seats[:1], others=Tally(seats=2, present=2, waiting=2))
    assert part.tally == whole.tally
    with pytest.raises(ValueError, match="read all of it"):
        advance(part, event)


# The lobby


def test_whoever_joins_twice_sits_once() -> None:
    round = lobby(1, 2)
    assert advance(round, Joined(person=2, name="Bob")) == (round, ())


def test_it_starts_with_questions_and_once() -> None:
    assert refusal(lobby(1), Begun(posed=(), now=START)) is Why.NOT_OPEN
    round = begun(lobby(1), short())
    assert refusal(round, Begun(posed=round.posed, now=START)) is Why.NOT_OPEN
    assert refusal(round, Changed(setup=replace(round.setup, count=9))) is Why.NOT_OPEN


def test_a_round_that_nobody_starts_ends_when_its_time_is_over() -> None:
    round = lobby(1)
    assert advance(round, tick(599)) == (round, ())
    over, happened = advance(round, tick(600))
    assert (over.phase, happened) == (Phase.OVER, (Ended(why=Why.NOT_BEGUN),))


# Time


def test_the_time_of_a_question_begins_when_its_message_has_arrived() -> None:
    posed = (Posed(question=short(), seconds=30),)
    round, happened = advance(lobby(1), Begun(posed=posed, now=START))
    assert (round.deadline, happened) == (later(90), (Opened(place=0),)), "30 seconds, and slack"
    round = after(round, Shown(place=0, now=later(5)))
    assert (round.deadline, round.posed[0].opened_at) == (later(35), later(5))
    assert after(round, Shown(place=0, now=later(9))) == round, "it arrives once"
    assert after(round, Shown(place=1, now=later(9))) == round, "no other is open"


def test_a_message_that_never_arrives_holds_nothing_up() -> None:
    posed = (Posed(question=short(), seconds=30),)
    round = after(lobby(1), Begun(posed=posed, now=START), tick(90))
    assert round.phase is Phase.BREATH
    assert after(round, Shown(place=0, now=later(91))) == round


@pytest.mark.parametrize("early", [-60, 0, 29.999])
def test_a_timer_that_comes_early_changes_nothing(early: float) -> None:
    round = begun(lobby(1), short())
    assert advance(round, tick(early)) == (round, ())


def test_a_timer_that_comes_twice_changes_nothing() -> None:
    round, happened = advance(begun(lobby(1), short(), short("two")), tick(30))
    assert happened == (Closed(place=0),)
    assert advance(round, tick(30)) == (round, ())
    round, happened = advance(round, tick(36))
    assert happened == (Opened(place=1),)
    assert advance(round, tick(36)) == (round, ())


def test_a_timer_that_comes_an_hour_late_does_one_step_and_gives_the_next_question_its_time() -> None:
    round = after(begun(lobby(1), short(), short("two")), tick(3600))
    assert (round.phase, round.posed[0].closes_at) == (Phase.BREATH, later(30))
    round = after(round, tick(7200), Shown(place=1, now=later(7201)))
    assert round.posed[1].closes_at == later(7231)


def test_an_answer_counts_by_the_moment_it_was_given() -> None:
    closed = after(begun(lobby(1, 2), short(), short("two")), tick(40))
    in_time = after(closed, answer(1, RIGHT, 29, heard=41))
    assert points(in_time) == {1: 8, 2: 0}
    assert refusal(closed, answer(1, RIGHT, 31, heard=41)) is Why.TOO_LATE
    during_the_next = after(closed, tick(46), Shown(place=1, now=later(46)))
    assert points(after(during_the_next, answer(1, RIGHT, 1, heard=50))) == {1: 10, 2: 0}
    assert refusal(during_the_next, answer(1, RIGHT, 47, place=2)) is Why.NOT_OPEN


def test_an_answer_given_before_the_skip_counts_however_late_the_skip_is_heard() -> None:
    skipped = after(begun(lobby(1, 2), short(), short("two")), Skipped(now=later(40)))
    assert refusal(skipped, answer(1, RIGHT, 35, heard=41)) is Why.TOO_LATE, "its time had been over"
    assert refusal(skipped, answer(1, RIGHT, 30, heard=41)) is None


def test_what_holds_no_answer_is_refused_and_a_blank_look_is_taken() -> None:
    round = begun(lobby(1, 2), short())
    assert refusal(round, answer(1, CHATTER, 1)) is Why.NOTHING
    assert after(round, answer(1, IDK, 1)).guess(1, 0) is not None


# The end


def quiet(round: Round, first: int, last: int) -> Round:
    """Nobody answers the questions at these places."""
    for place in range(first, last + 1):
        assert round.place == place
        assert round.deadline is not None
        round = after(round, Ticked(now=round.deadline))
        if round.deadline is not None and place < last:
            round = after(round, Ticked(now=round.deadline))
    return round


def test_three_questions_in_a_row_without_an_answer_end_it() -> None:
    round = begun(lobby(1), *(short(str(n)) for n in range(9)))
    two = quiet(round, 0, 1)
    assert two.phase is Phase.BREATH
    assert two.deadline is not None
    three = quiet(after(two, Ticked(now=two.deadline)), 2, 2)
    while three.deadline is not None:
        three = after(three, Ticked(now=three.deadline))
    assert (three.place, three.phase) == (2, Phase.OVER)


def test_an_answer_in_between_lets_it_go_on() -> None:
    round = quiet(begun(lobby(1), *(short(str(n)) for n in range(9))), 0, 1)
    assert round.deadline is not None
    round = after(round, Ticked(now=round.deadline))
    assert round.deadline is not None
    round = after(round, replace(answer(1, WRONG, 0, place=2), at=round.deadline, now=round.deadline))
    assert round.deadline is not None
    assert after(round, Ticked(now=round.deadline)).phase is Phase.BREATH


def test_an_answer_given_in_time_that_reaches_us_late_keeps_the_round_alive() -> None:
    """After an outage the clock closes the third question before the answers to it are fetched."""
    round = quiet(begun(lobby(1), *(short(str(n)) for n in range(9))), 0, 1)
    assert round.deadline is not None
    third = after(round, Ticked(now=round.deadline))
    assert third.deadline is not None
    closed = after(third, Ticked(now=third.deadline))
    assert third.posed[2].closes_at == third.deadline
    late = replace(answer(1, RIGHT, 0, place=2), at=third.deadline, now=third.deadline)
    round = after(closed, late)
    assert points(round)[1] > 0
    assert round.deadline is not None
    assert after(round, Ticked(now=round.deadline)).place == 3


def test_the_last_question_is_followed_by_the_end() -> None:
    round = after(begun(lobby(1), short()), answer(1, RIGHT, 1), tick(4))
    over, happened = advance(round, tick(10))
    assert (over.phase, over.deadline, happened) == (Phase.OVER, None, (Ended(why=Why.DONE),))


def test_stop_ends_it_at_once() -> None:
    over, happened = advance(begun(lobby(1), short()), Stopped(now=later(3)))
    assert (over.phase, over.posed[0].closed, happened) == (Phase.OVER, True, (Ended(why=Why.STOPPED),))


def test_the_host_leaves_and_another_is_host() -> None:
    round = after(lobby(1, 2, 3), Left(person=1, now=START))
    assert [(seat.person, seat.host) for seat in round.seats] == [(1, False), (2, True), (3, False)]
    back = after(round, Joined(person=1, name="Ann"))
    assert [(seat.person, seat.host) for seat in back.seats if seat.host] == [(2, True)]


def test_whoever_comes_back_finds_their_seat_and_their_points() -> None:
    round = after(begun(lobby(1, 2, 3), short()), answer(1, RIGHT, 1), Left(person=1, now=later(2)))
    assert [line.left for line in table(round)] == [True, False, False]
    back = after(round, Joined(person=1, name="Ann"))
    assert [seat.person for seat in back.seats] == [1, 2, 3]
    assert points(back)[1] == 10


def test_when_everybody_has_left_it_is_over() -> None:
    round = begun(lobby(1, 2), short())
    over, happened = advance(after(round, Left(person=1, now=START)), Left(person=2, now=START))
    assert (over.phase, happened) == (Phase.OVER, (Ended(why=Why.EMPTY),))


@pytest.mark.parametrize(
    "event",
    [
        Joined(person=9, name="Dan"),
        Left(person=1, now=later(9)),
        Shown(place=0, now=later(9)),
        answer(2, RIGHT, 1, heard=9),
        TakenBack(person=1, place=0),
        tick(999),
        Skipped(now=later(9)),
        Stopped(now=later(9)),
    ],
    ids=lambda event: type(event).__name__,
)
def test_what_happens_after_the_end_changes_nothing(event: Event) -> None:
    over = after(begun(lobby(1, 2), short()), answer(1, WRONG, 1), Stopped(now=later(5)))
    assert advance(over, event) == (over, (Refused(why=Why.NOT_OPEN),))


# Rulings


def test_a_ruling_mends_the_table_without_a_bonus_for_speed() -> None:
    over = after(begun(lobby(1, 2), short()), answer(1, HALF, 1), answer(2, RIGHT, 1), Stopped(now=later(5)))
    mended = after(over, Fixed(person=1, place=0))
    assert points(mended) == {1: 8, 2: 10}
    assert refusal(mended, Fixed(person=1, place=0)) is Why.NOT_OPEN, "once is enough"
    assert refusal(mended, Fixed(person=2, place=0)) is Why.NOT_OPEN, "it is right already"
    assert refusal(mended, Fixed(person=3, place=0)) is Why.NOT_OPEN, "there is no such answer"
    assert refusal(mended, Fixed(person=1, place=7)) is Why.NOT_OPEN, "there is no such question"


def test_nothing_is_ruled_on_while_the_round_runs() -> None:
    round = after(begun(lobby(1, 2), short()), answer(1, WRONG, 1))
    assert refusal(round, Fixed(person=1, place=0)) is Why.NOT_OPEN


def test_a_race_that_somebody_has_won_is_not_won_again_by_a_ruling() -> None:
    round = begun(lobby(1, 2, play=Play.RACE), short())
    over = after(round, answer(1, HALF, 1), answer(2, RIGHT, 2), Stopped(now=later(5)))
    mended = after(over, Fixed(person=1, place=0))
    assert points(mended)[2] == 8
    assert points(mended)[1] <= 8


def test_an_answer_says_when_and_what() -> None:
    event = answer(1, RIGHT, 3, said="tensor")
    assert isinstance(event, Answered)
    guess = after(begun(lobby(1), short()), event).guess(1, 0)
    assert guess is not None
    assert (guess.at, guess.said) == (later(3), "tensor")

"""What an answer earns, and what a round comes to."""

from random import Random

import pytest
from msgspec.structs import replace

from bot.domain.question import Command, Opinion, Order, Question, QuestionId, Step
from bot.domain.rounds.advance import advance
from bot.domain.rounds.draw import draw, seconds
from bot.domain.rounds.points import CHOSEN, TYPED, share, worth, worth_in_time
from bot.domain.rounds.round import Pace, Play, Round, Setup
from bot.domain.rounds.standings import commonest_miss, credited, hardest, near_misses, table
from tests.domain.round_pieces import (
    DECK,
    HALF,
    IDK,
    RIGHT,
    TOPIC,
    WRONG,
    answer,
    begun,
    choice,
    explain,
    later,
    list_of,
    lobby,
    short,
)


@pytest.mark.parametrize(
    ("used", "typed", "chosen"),
    [(0.0, 10, 5), (0.33, 10, 5), (1 / 3, 10, 5), (0.34, 9, 4), (2 / 3, 9, 4), (0.67, 8, 4), (1.0, 8, 4)],
)
def test_speed_is_worth_a_quarter_at_most_in_steps(used: float, typed: int, chosen: int) -> None:
    assert worth_in_time(short(), 1.0, right=True, used=used) == typed
    assert worth_in_time(choice(), 1.0, right=True, used=used) == chosen


@pytest.mark.parametrize(
    ("credit", "points"), [(0.0, 0), (0.1, 0), (0.49, 0), (0.5, 4), (0.67, 4), (0.99, 4), (-1.0, 0), (7.0, 8)]
)
def test_a_part_earns_whole_points_and_is_never_quick(credit: float, points: int) -> None:
    for used in (0.0, 0.5, 1.0):
        assert worth_in_time(short(), credit, right=False, used=used) == points


def test_typed_recall_earns_twice_what_choosing_earns() -> None:
    assert (worth(choice()), worth(short()), worth(list_of())) == (CHOSEN, TYPED, TYPED)
    assert TYPED == 2 * CHOSEN


@pytest.mark.parametrize(
    ("new", "whole", "points"), [(0, 3, 0), (1, 3, 2), (2, 3, 5), (3, 3, 8), (9, 3, 8), (1, 1, 8)]
)
def test_parts_share_what_the_whole_is_worth(new: int, whole: int, points: int) -> None:
    assert share(list_of(), new, whole) == points


POOL: tuple[Question, ...] = (
    *(short(f"short-{n}") for n in range(4)),
    *(choice(f"choice-{n}") for n in range(2)),
    list_of("list-0"),
    explain("explain-0"),
    Command(id=QuestionId("command-0"), deck=DECK, topic=TOPIC, lang="en", ask="?", answer="ls"),
    Opinion(id=QuestionId("opinion-0"), deck=DECK, topic=TOPIC, lang="en", ask="?", answer="any"),
    Order(
        id=QuestionId("order-0"),
        deck=DECK,
        topic=TOPIC,
        lang="en",
        ask="?",
        answer="1, 2",
        steps=(Step(text="1"), Step(text="2")),
        shown=(1, 0),
    ),
)


def drawn(play: Play, *, deep: bool = False, recent: tuple[str, ...] = (), count: int = 99) -> list[str]:
    setup = Setup(deck=DECK, play=play, deep=deep, count=count)
    return [posed.question.id for posed in draw(POOL, [QuestionId(id) for id in recent], setup, "1")]


@pytest.mark.parametrize(
    ("play", "deep", "left_out"),
    [
        (Play.REVEAL, False, {"command-0", "explain-0", "opinion-0"}),
        (Play.REVEAL, True, set()),
        (Play.RACE, False, {"command-0", "explain-0", "opinion-0"}),
        (Play.RACE, True, {"opinion-0"}),
    ],
)
def test_a_round_asks_what_fits_the_way_of_playing(play: Play, deep: bool, left_out: set[str]) -> None:
    assert set(drawn(play, deep=deep)) == {question.id for question in POOL} - left_out


@pytest.mark.parametrize("deep", [False, True])
def test_together_asks_only_what_a_group_can_complete(deep: bool) -> None:
    assert set(drawn(Play.TOGETHER, deep=deep)) == {"list-0", "explain-0"}


def test_each_question_comes_once_and_no_more_than_wanted() -> None:
    ids = drawn(Play.REVEAL, count=5)
    assert len(ids) == len(set(ids)) == 5
    assert drawn(Play.REVEAL, count=5) == ids, "the same round asks the same"


def test_what_was_not_asked_here_comes_first_then_what_was_asked_longest_ago() -> None:
    recent = ("short-0", "short-1", "choice-0")
    ids = drawn(Play.REVEAL, recent=recent)
    assert ids[-3:] == ["choice-0", "short-1", "short-0"]
    assert not set(ids[:-3]) & set(recent)


def test_other_rounds_ask_in_another_order() -> None:
    setup = Setup(deck=DECK, count=99)
    assert len({draw(POOL, (), setup, str(seed)) for seed in range(10)}) > 1


@pytest.mark.parametrize(
    ("pace", "of_choice", "of_short", "of_list"),
    [(Pace.QUICK, 14, 31, 63), (Pace.NORMAL, 20, 45, 90), (Pace.SLOW, 32, 72, 144)],
)
def test_there_is_as_much_time_as_the_kind_needs(
    pace: Pace, of_choice: int, of_short: int, of_list: int
) -> None:
    found = [seconds(question, pace) for question in (choice(), short(), list_of())]
    assert found == [of_choice, of_short, of_list]


def played(*answers: tuple[int, int, str]) -> Round:
    """A round of two typed questions, with `(person, place, what)` as answers."""
    round = begun(lobby(1, 2, 3, 4, 5), short("one"), short("two"))
    round = replace(round, place=1, posed=tuple(replace(p, closed=True) for p in round.posed))
    round = replace(round, posed=(replace(round.posed[0], closes_at=None), round.posed[1]))
    round = replace(
        round,
        posed=tuple(replace(p, opened_at=later(0), closes_at=round.deadline) for p in round.posed),
    )
    verdicts = {"right": RIGHT, "half": HALF, "idk": IDK}
    for number, (person, place, what) in enumerate(answers):
        event = answer(person, verdicts.get(what, WRONG), number / 10, place=place, said=what)
        round, _ = advance(round, event)
    return round


def test_equal_points_share_a_rank_and_whoever_sat_down_first_stands_first() -> None:
    round = played((2, 0, "right"), (1, 0, "right"), (3, 0, "half"), (4, 0, "no"))
    lines = table(round)
    assert [(line.rank, line.name) for line in lines] == [
        (1, "P1"),
        (1, "P2"),
        (3, "P3"),
        (4, "P4"),
        (4, "P5"),
    ]
    assert [(line.points, line.quick) for line in lines] == [(10, 2), (10, 2), (4, 0), (0, 0), (0, 0)]


def test_ranks_do_not_depend_on_the_order_in_which_guesses_are_kept() -> None:
    round = played((2, 0, "right"), (1, 1, "right"), (3, 0, "half"), (5, 1, "no"))
    guesses = list(round.guesses)
    for seed in range(6):
        Random(seed).shuffle(guesses)
        mixed = replace(round, guesses=tuple(guesses))
        assert table(mixed) == table(round)
        assert credited(mixed, 0) == credited(round, 0)


def test_the_hardest_question_is_the_one_of_which_least_was_known() -> None:
    assert hardest(played((1, 0, "right"), (2, 0, "right"), (1, 1, "half"))) == 1
    assert hardest(played((1, 0, "no"), (1, 1, "right"))) == 0
    assert hardest(played()) is None
    assert hardest(played((1, 1, "half"))) == 1, "not the one that nobody tried"
    everything = [(person, place, "right") for person in range(1, 6) for place in (0, 1)]
    assert hardest(played(*everything)) is None


def test_those_who_were_right_are_named_in_the_order_of_their_answers() -> None:
    assert credited(played((3, 0, "right"), (1, 0, "no"), (2, 0, "right")), 0) == ("P3", "P2")


def test_a_miss_is_told_if_two_made_it_and_five_sit_there() -> None:
    twice = played((1, 0, "Vector"), (2, 0, "vector "), (3, 0, "right"))
    assert commonest_miss(twice, 0) == "Vector"
    assert commonest_miss(played((1, 0, "vector"), (2, 0, "scalar")), 0) is None
    assert commonest_miss(replace(twice, seats=twice.seats[:4]), 0) is None


def test_near_misses_are_typed_and_readable_and_the_nearest_comes_first() -> None:
    round = played((1, 0, "no"), (2, 0, "half"), (3, 0, "idk"), (4, 0, "right"))
    assert [guess.person for guess in near_misses(round)] == [2, 1]


def test_a_wrong_choice_is_no_near_miss() -> None:
    round, _ = advance(begun(lobby(1), choice()), answer(1, WRONG, 1))
    assert round.guesses
    assert near_misses(round) == ()

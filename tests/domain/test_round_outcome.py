"""What a round came to beside its table: runs, what was found, what is worth another look."""

import pytest
from msgspec.structs import replace

from bot.domain.rounds.outcome import Run, completed, longest_run, missed
from bot.domain.rounds.round import Guess, Play, Round
from tests.domain.round_pieces import HALF, RIGHT, START, WRONG, begun, lobby, short


def played(answers: dict[int, str], play: Play = Play.REVEAL) -> Round:
    """A round of as many typed questions as there are signs: `r`ight, `h`alf, `w`rong, `-` nothing."""
    length = len(next(iter(answers.values())))
    round = begun(lobby(*answers, play=play), *(short(f"q{n}") for n in range(length)))
    guesses = [
        Guess(
            person=person,
            place=place,
            at=START,
            said="x",
            mark={"r": RIGHT, "h": HALF, "w": WRONG}[sign].mark,
            credit=0,
            points=0,
        )
        for person, signs in answers.items()
        for place, sign in enumerate(signs)
        if sign != "-"
    ]
    closed = tuple(replace(posed, closed=True) for posed in round.posed)
    return replace(round, posed=closed, place=length - 1, guesses=tuple(guesses))


@pytest.mark.parametrize(
    ("answers", "run"),
    [
        ({1: "rrwrr", 2: "rrr--"}, Run(people=(2,), length=3)),
        ({1: "rr-rr", 2: "wrrww"}, Run(people=(1, 2), length=2)),
        ({1: "r-r-r", 2: "wwwww"}, None),
        ({1: "hhhhh", 2: "-----"}, None),
    ],
)
def test_a_run_is_of_right_answers_in_a_row_and_shared_by_all_who_had_it(
    answers: dict[int, str], run: Run | None
) -> None:
    assert longest_run(played(answers)) == run


def test_who_hides_or_has_left_has_no_run() -> None:
    round = played({1: "rrr", 2: "rr-"})
    assert longest_run(round, hidden={1}) == Run(people=(2,), length=2)
    left = replace(round, seats=(replace(round.seats[0], left=True), round.seats[1]))
    assert longest_run(left) == Run(people=(2,), length=2)


def test_what_is_worth_another_look_is_what_one_did_not_have() -> None:
    round = played({1: "rwh-", 2: "wwrw", 3: "----"})
    assert [list(missed(round, person)) for person in (1, 2, 3)] == [[1, 2, 3], [0, 1, 3], []]
    race = played({1: "rwh-", 2: "wwrw"}, Play.RACE)
    assert [list(missed(race, person)) for person in (1, 2)] == [[1, 3], [1, 3]], "one winner is enough"


def test_found_is_what_somebody_had_and_open_questions_do_not_count() -> None:
    round = played({1: "rwh-", 2: "wwrw"}, Play.TOGETHER)
    assert completed(round) == 2
    last_open = replace(round.posed[2], closed=False)
    assert completed(replace(round, posed=(*round.posed[:2], last_open, round.posed[3]))) == 1

"""What may be told of a question asked in the lecture."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.items import K_COUNTS, K_WORDS
from bot.domain.lecture import LectureTally, commonest, lecture_figures, share_told

COUNTS = st.integers(0, 300)


@given(COUNTS, COUNTS, COUNTS, st.booleans())
def test_nothing_is_told_that_a_few_could_be_known_by(
    people: int, answered: int, right: int, over: bool
) -> None:
    answered = min(answered, people)
    right = min(right, answered)
    tally = LectureTally(people=people, answered=answered, right=right, misses=(("x", answered - right),))
    figures = lecture_figures(tally, over=over)
    for number in (figures.people, figures.answered, *(n for _, n in figures.misses)):
        assert number is None or number == 0 or number >= K_COUNTS
    if figures.answered is not None and people:
        assert people - answered == 0 or people - answered >= K_COUNTS or answered < K_COUNTS
    if figures.right is not None:
        assert over
        assert answered >= K_COUNTS
        for part in (round(figures.right * answered), answered - round(figures.right * answered)):
            assert part == 0 or part >= K_COUNTS


def test_shares_of_a_few_are_told_as_five_or_not() -> None:
    assert share_told(0, 12) == 0
    assert share_told(12, 12) == 1
    assert share_told(3, 9) is None
    assert share_told(3, 20) == share_told(5, 20) == 0.25
    assert share_told(19, 20) == 0.75


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from(("A", "a ", "aa"))), max_size=60))
def test_words_of_fewer_than_three_stay_theirs(said: list[tuple[str, str]]) -> None:
    found = commonest(said)
    assert all(people >= K_WORDS for _, people in found)
    assert [people for _, people in found] == sorted((people for _, people in found), reverse=True)

"""Who comes next: lanes take turns, and in a lane it is first come, first served."""

from collections import Counter
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.lanes import FRESH_IN_A_ROW, Lanes

Job = tuple[str, int]


def filled(jobs: list[Job]) -> Lanes[Job]:
    lanes: Lanes[Job] = Lanes()
    for job in jobs:
        lanes.add(job[0], job)
    return lanes


def served(lanes: Lanes[Job]) -> list[Job]:
    """All that waits, taken one after the other."""
    done = []
    while (job := lanes.take()) is not None:
        lanes.finish(job[0])
        done.append(job)
    return done


@given(
    st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 99)), max_size=40),
    st.integers(1, 4),
    st.data(),
)
def test_each_lane_is_served_in_order_once_and_one_at_a_time(
    jobs: list[Job], width: int, data: st.DataObject
) -> None:
    lanes, out, done = Lanes[Job](), list[Job](), list[Job]()
    coming = list(jobs)
    chance = Random(data.draw(st.integers()))
    while coming or out or len(lanes):
        if coming and chance.random() < 0.5:
            job = coming.pop(0)
            lanes.add(job[0], job, backlog=chance.random() < 0.2)
        elif len(out) < width and (taken := lanes.take()):
            assert taken[0] not in [lane for lane, _ in out]
            out.append(taken)
        elif out:
            ended = out.pop(chance.randrange(len(out)))
            if chance.random() < 0.2:
                lanes.put_back(ended[0])
            else:
                lanes.finish(ended[0])
                done.append(ended)
    for lane in "abcd":
        assert [job for job in done if job[0] == lane] == [job for job in jobs if job[0] == lane]


def test_lanes_take_turns() -> None:
    lanes = filled([("ann", n) for n in range(500)] + [("bob", 1), ("bob", 2), ("cleo", 1)])
    assert served(lanes)[:6] == [("ann", 0), ("bob", 1), ("cleo", 1), ("ann", 1), ("bob", 2), ("ann", 2)]


def test_who_writes_after_an_overload_goes_before_the_backlog() -> None:
    lanes = filled([(f"player {n}", turn) for turn in range(3) for n in range(500)])
    for _ in range(700):  # each has had a turn, and waits with more
        taken = lanes.take()
        assert taken is not None
        lanes.finish(taken[0])
    lanes.add("bob", ("bob", 1))
    assert ("bob", 1) in [lanes.take(), lanes.take()]


def test_what_was_left_by_an_earlier_process_is_a_backlog() -> None:
    lanes: Lanes[Job] = Lanes()
    for number in range(20):
        lanes.add(f"old {number}", (f"old {number}", 0), backlog=True)
    lanes.add("bob", ("bob", 1))
    assert lanes.take() == ("bob", 1)


def test_newcomers_never_starve_the_backlog() -> None:
    lanes: Lanes[Job] = Lanes()
    lanes.add("old", ("old", 1), backlog=True)
    for number in range(100):
        lanes.add(f"new {number}", (f"new {number}", 0))
    assert ("old", 1) in [lanes.take() for _ in range(FRESH_IN_A_ROW + 1)]


def test_a_lane_whose_item_is_out_gives_no_other() -> None:
    lanes = filled([("ann", 1), ("ann", 2)])
    assert lanes.take() == ("ann", 1)
    assert lanes.take() is None
    lanes.put_back("ann")
    assert lanes.take() == ("ann", 1)
    lanes.finish("ann")
    assert lanes.take() == ("ann", 2)
    lanes.finish("ann")
    assert len(lanes) == 0


@given(st.integers(2, 8), st.integers(1, 50))
def test_nobody_waits_for_more_than_a_turn_of_each_other_lane(people: int, flood: int) -> None:
    lanes = filled([("flood", n) for n in range(flood)] + [(f"p{n}", 0) for n in range(people)])
    order = served(lanes)
    before = Counter(lane for lane, _ in order[: order.index((f"p{people - 1}", 0))])
    assert before["flood"] <= 1 + people // FRESH_IN_A_ROW

"""Who may go next."""

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.lanes import Lanes
from tests.telegram.hand_time import quiet


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4)), max_size=40),
    st.integers(1, 4),
)
def test_order_is_kept_in_a_lane_and_the_width_is_never_passed(
    jobs: list[tuple[int, int]], width: int
) -> None:
    done: dict[int, list[int]] = {}
    at_work: list[int] = []
    crowd = [0]

    async def job(lanes: Lanes, key: int, number: int, turns: int) -> None:
        async with lanes.turn(key):
            assert key not in at_work
            at_work.append(key)
            crowd.append(len(at_work))
            await quiet(turns)
            at_work.remove(key)
            done.setdefault(key, []).append(number)

    async def day() -> None:
        lanes = Lanes(width)
        async with asyncio.TaskGroup() as group:
            for number, (key, turns) in enumerate(jobs):
                group.create_task(job(lanes, key, number, turns))
        assert len(lanes) == 0

    asyncio.run(day())
    expected: dict[int, list[int]] = {}
    for number, (key, _) in enumerate(jobs):
        expected.setdefault(key, []).append(number)
    assert done == expected
    assert max(crowd) <= width


async def test_thirty_of_one_person_do_not_hold_up_another() -> None:
    lanes, slow, through = Lanes(2), asyncio.Event(), asyncio.Event()

    async def hold() -> None:
        async with lanes.turn("ann"):
            await slow.wait()

    async def pass_by() -> None:
        async with lanes.turn("bob"):
            through.set()

    async with asyncio.TaskGroup() as group:
        for _ in range(30):
            group.create_task(hold())
        await quiet()
        group.create_task(pass_by())
        await quiet()
        assert through.is_set()
        slow.set()


async def test_a_turn_that_fails_frees_its_lane() -> None:
    lanes = Lanes(1)
    for _ in range(2):
        try:
            async with lanes.turn("ann"):
                raise LookupError
        except LookupError:
            pass
    assert len(lanes) == 0

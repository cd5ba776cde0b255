"""How fast messages may leave."""

from bisect import bisect_right
from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st

from bot.app.events import ChatId
from bot.telegram.rate_limits import RateLimit, RateLimits

ANN, BOB, GROUP = ChatId(1001), ChatId(1002), ChatId(-100)
# Attempts: milliseconds since the one before.
gaps = st.lists(st.integers(0, 3000), min_size=1, max_size=150)


def granted(pace: RateLimit, gaps_ms: list[int], key: int = 1) -> list[float]:
    """The times at which an attempt was let through."""
    now, times = 5000.0, []
    for gap in gaps_ms:
        now += gap / 1000
        if not pace.ready_in(key, now):
            pace.take(key, now)
            times.append(now)
    return times


def most_in(times: list[float], window: float) -> int:
    """The most that left within any `window` seconds, its end included."""
    return max((bisect_right(times, at + window) - i for i, at in enumerate(times)), default=0)


@given(gaps, st.integers(1, 6), st.integers(1, 8), st.integers(1, 30))
def test_no_window_ever_holds_more_than_promised(
    gaps_ms: list[int], every: int, burst: int, window: int
) -> None:
    times = granted(RateLimit(every=every / 2, burst=burst), gaps_ms)
    assert most_in(times, window) <= burst + window / (every / 2)


@given(gaps, st.integers(1, 6), st.integers(1, 8))
def test_whoever_waits_as_told_is_let_through_and_not_a_moment_before(
    gaps_ms: list[int], every: int, burst: int
) -> None:
    pace, now = RateLimit(every=every / 2, burst=burst), 0.0
    for gap in gaps_ms:
        now += gap / 1000
        wait = pace.ready_in(1, now)
        assert wait == 0 or pace.ready_in(1, now + wait - 0.001) > 0
        now += wait
        assert pace.ready_in(1, now) == 0
        assert pace.room(1, now) >= 1
        pace.take(1, now)


@given(gaps, st.integers(1, 6), st.integers(1, 8))
def test_the_room_is_exactly_what_can_be_taken(gaps_ms: list[int], every: int, burst: int) -> None:
    pace = RateLimit(every=every / 2, burst=burst)
    times = granted(pace, gaps_ms)
    now = times[-1]
    for left in range(pace.room(1, now), 0, -1):
        assert pace.room(1, now) == left
        assert pace.ready_in(1, now) == 0
        pace.take(1, now)
    assert pace.room(1, now) == 0
    assert pace.ready_in(1, now) > 0


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 2000)), max_size=100))
def test_keys_do_not_disturb_each_other(steps: list[tuple[int, int]]) -> None:
    together, alone = RateLimit(every=1, burst=2), {key: RateLimit(every=1, burst=2) for key in range(6)}
    now = 0.0
    for key, gap in steps:
        now += gap / 1000
        assert together.ready_in(key, now) == alone[key].ready_in(key, now)
        if not together.ready_in(key, now):
            together.take(key, now)
            alone[key].take(key, now)


def test_keys_at_rest_are_forgotten() -> None:
    pace = RateLimit(every=1, burst=3)
    for step in range(50_000):
        pace.take(step, step / 100)
    assert len(pace) <= 300


def test_a_busy_key_keeps_no_others_from_being_forgotten() -> None:
    pace = RateLimit(every=1, burst=3)
    for step in range(50_000):
        pace.take(0, step / 100)
        pace.take(1 + step, step / 100)
    assert len(pace) <= 300


def test_a_step_costs_the_same_for_many_keys_as_for_few() -> None:
    def cost(keys: int) -> float:
        """Seconds for 20,000 steps, the best of three."""
        pace = RateLimit(every=3600, burst=20)
        for key in range(keys):
            pace.take(key, 0)
        return min(steps(pace, keys) for _ in range(3))

    def steps(pace: RateLimit, keys: int) -> float:
        began = perf_counter()
        for step in range(20_000):
            pace.ready_in(step % keys, 1)
            pace.take(step % keys, 1)
        return perf_counter() - began

    assert cost(100_000) <= 6 * cost(100)


def test_telegrams_limits_are_kept_in_the_worst_window() -> None:
    every_ms = [1] * 5000
    limits = RateLimits.of_telegram()
    bulk: list[float] = []
    chats: list[float] = []
    groups: list[float] = []
    now = 100.0
    for gap in every_ms:
        now += gap / 1000
        if limits.bulk_room(now):
            limits.take(ChatId(10_000 + len(bulk)), now, bulk=True)
            bulk.append(now)
        if not limits.chat_ready_in(ANN, now):
            limits.take(ANN, now, bulk=False)
            chats.append(now)
    for second in range(600):
        now = 200.0 + second / 2
        if not limits.chat_ready_in(GROUP, now):
            limits.take(GROUP, now, bulk=False)
            groups.append(now)
    assert most_in(bulk, 1) <= 30
    assert len(bulk) >= 25 * 5
    assert most_in(chats, 1) <= 4
    assert 19 <= most_in(groups, 59.9) <= 20


def test_a_pause_for_a_reply_holds_no_prompts() -> None:
    limits = RateLimits.of_telegram()
    limits.told_to_wait(ANN, 30, 100, bulk=False)
    assert limits.bulk_paused_for(100) == 0


def test_a_pause_for_a_prompt_holds_all_prompts_exactly_so_long() -> None:
    limits = RateLimits.of_telegram()
    limits.told_to_wait(ANN, 30, 100, bulk=True)
    assert [limits.bulk_paused_for(now) for now in (100, 129.5, 130)] == [30, 0.5, 0]


def test_two_chats_told_to_wait_at_once_mean_the_bot_is_too_fast() -> None:
    limits = RateLimits.of_telegram()
    limits.told_to_wait(ANN, 30, 100, bulk=False)
    limits.told_to_wait(BOB, 5, 110, bulk=False)
    assert limits.bulk_paused_for(110) == 5


def test_two_chats_told_to_wait_one_after_the_other_do_not() -> None:
    limits = RateLimits.of_telegram()
    limits.told_to_wait(ANN, 30, 100, bulk=False)
    limits.told_to_wait(BOB, 5, 131, bulk=False)
    assert limits.bulk_paused_for(131) == 0


def test_without_limits_nothing_waits() -> None:
    limits = RateLimits.none()
    for _ in range(2000):
        assert limits.bulk_room(5) > 0
        assert limits.chat_ready_in(ANN, 5) == limits.bulk_ready_in(5) == 0
        limits.take(ANN, 5, bulk=True)


def test_what_nobody_waits_for_leaves_room_for_a_reply_right_after_it() -> None:
    limits = RateLimits.of_telegram()
    chat = ChatId(7)
    assert limits.can_spare(chat, 0)
    limits.take_spare(chat, 0)
    assert limits.can_spare(chat, 0)
    limits.take_spare(chat, 0)
    assert not limits.can_spare(chat, 0)
    assert limits.chat_ready_in(chat, 0) == 0
    limits.take(chat, 0, bulk=False)
    assert limits.chat_ready_in(chat, 0) == 1
    assert limits.bulk_room(0) == RateLimits.of_telegram().bulk_room(0), "it spends no bulk token"


def test_a_pause_holds_its_chat_to_its_end() -> None:
    limits = RateLimits.of_telegram()
    limits.told_to_wait(ChatId(7), 30, 0, bulk=False)
    assert limits.chat_ready_in(ChatId(7), 10) == 20
    assert not limits.can_spare(ChatId(7), 10)
    assert limits.chat_ready_in(ChatId(8), 10) == 0
    assert limits.chat_ready_in(ChatId(7), 31) == 0
    assert limits.can_spare(ChatId(7), 31)

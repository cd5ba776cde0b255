"""Lists: any separators, each item once, wrong ones noticed, stuffing not rewarded."""

import pytest

from bot.domain.marking import Mark, Reason, mark
from tests.marking.tables import listed

WAYS = listed(
    "shuffle",
    "batch|batching",
    "caching|cache",
    "prefetch|load ahead",
    "mixed precision|half precision",
    need=3,
)


@pytest.mark.parametrize(
    "said",
    [
        "shuffle, batch, cache",
        "shuffle; batch; cache",
        "- shuffle\n- batch\n- cache",
        "1) shuffle 2) batch 3) cache",
        "shuffle and batch and cache",
        "SHUFFLE / BATCH / CACHE",
        "shuffle + batching + prefetch",
        "shuffle batch cache",
        "I would shuffle it, then batch it, and also cache it so that it is quick",
        "• shuffle • batch • prefetch",
        "you can use half precision, prefetching or caching",
        "cache, prefetch, shuffle, batch, mixed precision",
    ],
)
def test_three_in_any_way(said: str) -> None:
    """Separators, bullets, sentences."""
    assert mark(WAYS, said).passed


def test_a_slip_in_an_item_is_shown() -> None:
    """Almost, with the item that was meant."""
    verdict = mark(WAYS, "shuffel, batch, cache")
    assert verdict.mark is Mark.ALMOST
    assert verdict.slip is not None


@pytest.mark.parametrize(
    ("said", "matched"),
    [
        ("batch, batching, batches", ("batch",)),
        ("cache and caching", ("caching",)),
        ("shuffle, batch", ("shuffle", "batch")),
    ],
)
def test_an_item_counts_once(said: str, matched: tuple[str, ...]) -> None:
    """However it is spelled."""
    verdict = mark(WAYS, said)
    assert (verdict.mark, verdict.reason, verdict.matched) == (Mark.PARTIAL, Reason.ITEMS_MISSING, matched)


def test_a_second_message_completes_the_first() -> None:
    """What was right stays."""
    verdict = mark(WAYS, "cache", have=("shuffle", "batch"))
    assert verdict.passed
    assert verdict.matched == ("shuffle", "batch", "caching")
    assert mark(WAYS, "batch", have=("shuffle", "batch")).mark is Mark.PARTIAL


def test_one_wrong_among_three_right_is_remarked() -> None:
    """Right, and the strange one is named."""
    verdict = mark(WAYS, "shuffle, batch, cache, dropout")
    assert (verdict.mark, verdict.reason, verdict.strange) == (Mark.RIGHT, Reason.EXTRA_ITEMS, "dropout")


@pytest.mark.parametrize(
    "said",
    [
        "dropout, pooling, adam",
        "cache, dropout, pooling, adam",
        "no shuffle, no batch, no cache",
        "shuffle, dropout, pooling, relu, adam, momentum",
    ],
)
def test_more_wrong_than_right_is_not_right(said: str) -> None:
    """Naming everything is no answer."""
    assert mark(WAYS, said).mark is Mark.WRONG


def test_credit_grows_with_the_items() -> None:
    """From none to all."""
    credits = [
        mark(WAYS, said).credit for said in ("pooling", "cache", "cache, batch", "cache, batch, shuffle")
    ]
    assert credits == sorted(credits)
    assert (credits[0], credits[-1]) == (0.0, 1.0)

"""Messages about somebody's own questions."""

from msgspec import Struct


class OwnTold(Struct, frozen=True, kw_only=True):
    """How questions of one's own are written, and how many there are."""

    title: str
    """Of the course they are."""
    upload: int
    """The list, to be tried."""
    count: int
    as_number: int
    """Of these, marked as a number."""
    by_idea: int
    """Of these, marked by the idea of an answer of some words; the rest by its word."""
    left_out: tuple[str, ...] = ()
    """Lines that were sent and are no question."""
    full: bool = False
    """There was no room for all."""


class OwnListed(Struct, frozen=True, kw_only=True):
    """One's own questions, a few at a time."""

    start: int
    of: int
    lines: tuple[tuple[int, str, str], ...]
    """Place, question and answer of each."""
    further: int | None
    """Where the next few begin; None: these are all."""


class OwnQuestionTold(Struct, frozen=True, kw_only=True):
    """One of them."""

    place: int
    ask: str
    answer: str
    accept: tuple[str, ...]
    change: bool = False
    """It was asked for because something is wrong with it."""


class OwnQuestionGone(Struct, frozen=True, kw_only=True):
    """It is not asked any more."""

    ask: str
    left: int


OwnReply = OwnTold | OwnListed | OwnQuestionTold | OwnQuestionGone
"""What is said to somebody about their own questions."""

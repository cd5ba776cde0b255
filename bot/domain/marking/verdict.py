"""What the marker says about an answer."""

from enum import StrEnum

from msgspec import Struct

MARKER_VERSION = "5"
"""Stored with every review, so that a re-marking can tell old verdicts from new ones."""


class Mark(StrEnum):
    """The six verdicts. Right and almost count as right; doubtful and unreadable use no try."""

    RIGHT = "right"
    ALMOST = "almost"
    PARTIAL = "partial"
    WRONG = "wrong"
    DOUBTFUL = "doubtful"
    """Neither surely right nor surely not: the answer is shown, and the person compares."""
    UNREADABLE = "unreadable"


class Reason(StrEnum):
    """Why the marker decided as it did; the words for a person are chosen by it."""

    EXACT = "exact"
    """Equal to an accepted answer after normalising."""
    SAME_MEANING = "same_meaning"
    """Enough of the right words, none of the wrong ones."""
    SLIP = "slip"
    """Right but for a slip of the pen; `Verdict.slip` shows it."""
    OPTION = "option"
    """An option named by letter, number, ordinal or words."""
    OPINION = "opinion"
    IDEAS_MISSING = "ideas_missing"
    ITEMS_MISSING = "items_missing"
    EXTRA_ITEMS = "extra_items"
    """Right, with a remark: something named is not one of them."""
    ORDER_OFF = "order_off"
    """Some steps stand out of order; `Verdict.move` says the one move that mends most."""
    VAGUE = "vague"
    """On the way, but not enough of it."""
    REJECTED = "rejected"
    """The author foresaw this answer; `Verdict.because` is what the author says to it."""
    OTHER_OPTION = "other_option"
    CONTRARY = "contrary"
    """The opposite of the answer."""
    NEGATED = "negated"
    CONFUSED = "confused"
    """Another word of a confusable group, or the answer to another question."""
    BOTH = "both"
    """Several options, or an answer and its contrary, without choosing."""
    NUMBER_OFF = "number_off"
    UNIT_OFF = "unit_off"
    """The right number in another unit; partly right without a unit."""
    SYMBOL_OFF = "symbol_off"
    """Other signs, or in another order, where signs count."""
    CASE_OFF = "case_off"
    """The same letters with other capitals, where capitals make another symbol."""
    SWAPPED = "swapped"
    """The right ideas, given to the wrong things."""
    STUFFED = "stuffed"
    """Naming everything is not an answer."""
    UNRELATED = "unrelated"
    UNSURE = "unsure"
    """The two readers don't agree, or neither is sure; `Verdict.credit` is how probably it is right."""
    EMPTY = "empty"
    """Nothing to mark: blank, an emoji, punctuation."""
    DONT_KNOW = "dont_know"
    ASKED_BACK = "asked_back"
    """A question put to the tutor."""
    A_NUMBER = "a_number"
    """A number, a sum or a lone letter, where words are asked for."""
    CODE = "code"
    """A line of code, where words are asked for."""
    CHATTER = "chatter"
    """A remark that is not meant as an answer."""


VETOES = frozenset(
    (
        Reason.NEGATED,
        Reason.CONTRARY,
        Reason.CONFUSED,
        Reason.BOTH,
        Reason.NUMBER_OFF,
        Reason.SWAPPED,
        Reason.STUFFED,
    )
)


class Slip(Struct, frozen=True, kw_only=True):
    """A slip of the pen that was let pass."""

    typed: str
    meant: str


class Move(Struct, frozen=True, kw_only=True):
    """The one move that would mend most of an order."""

    step: str
    behind: str | None
    """The step it belongs right behind; None: it belongs first."""


class Verdict(Struct, frozen=True, kw_only=True):
    """The verdict on one answer. Equal input gives an equal verdict, always."""

    mark: Mark
    reason: Reason
    credit: float
    """0 … 1."""
    matched: tuple[str, ...] = ()
    """Names of the ideas or items that were there, in the question's order; fed back as `have`
    when a partial answer is completed by a second one."""
    missing: tuple[str, ...] = ()
    """What is still asked for, as texts that do not give the answer away."""
    slip: Slip | None = None
    quote: str = ""
    """The words of the answer that counted, at most five of them, as the person typed them."""
    strange: str = ""
    """Of a right answer with a remark: the words that name something else, as the person typed them."""
    because: str = ""
    """The author's reason for a rejected answer, or the confusion."""
    move: Move | None = None
    """For an order that is off."""
    version: str = MARKER_VERSION

    @property
    def passed(self) -> bool:
        """True if the answer counts as right."""
        return self.mark in (Mark.RIGHT, Mark.ALMOST)

"""What a person may want of a tutor when a text is no answer."""

from enum import StrEnum


class Intent(StrEnum):
    """What a text wants. The order is that of precedence where a text says several things."""

    INSULT = "insult"
    LATER = "later"
    STOP = "stop"
    OTHER_PEOPLE = "other_people"
    """Meant for somebody else."""
    APPEAL = "appeal"
    """They hold that their answer was right."""
    LANGUAGE = "language"
    SETTINGS = "settings"
    LEFT = "left"
    """How many are left?"""
    LEAVE_IT = "leave_it"
    """Something is not to be done: no hint, no answer yet."""
    HINT = "hint"
    EXAMPLE = "example"
    EXPLAIN_TERM = "explain_term"
    """What does a word mean?"""
    EXPLAIN = "explain"
    WHY = "why"
    REPEAT = "repeat"
    DONT_UNDERSTAND = "dont_understand"
    DONT_KNOW = "dont_know"
    REVEAL = "reveal"
    TIME = "time_or_date"
    SKIP = "skip"
    NEXT = "next"
    PROGRAM = "program"
    """Is it a person, a program, a language model?"""
    GOOD_FOR = "good_for"
    """What is in it for them?"""
    PRICE = "price"
    """What does it cost?"""
    TAKES = "takes"
    """How long does it take a day?"""
    CLASS = "with_a_class"
    """Can it be used with one, at school, at work?"""
    WHO = "who"
    HELP = "help"
    QUESTION_BACK = "question_back"
    MENU = "menu"
    TOO_HARD = "too_hard"
    TOO_EASY = "too_easy"
    COMPLAIN = "complain"
    CORRECTION = "correction"
    """About a message of theirs: a slip mended, a message taken back."""
    PRAISE = "praise"
    THANKS = "thanks"
    GREET = "greet"
    SMALLTALK = "smalltalk"
    NO = "no"
    """No, and no more."""
    YES_NO_OK = "yes_no_ok"
    FILLER = "filler"
    """A beginning, or thinking aloud."""
    NUMBER = "number"
    """A number or a sum, where words are asked for."""
    MASH = "mash"
    """Keys at random, nothing but pictures."""
    OTHER_LANGUAGE = "other_language"
    """In another language than the question, and nothing in it is known."""


DONE = frozenset((Intent.SKIP, Intent.NEXT, Intent.STOP, Intent.HINT, Intent.LATER))
"""Wishes that are done at a word; a question on that word asks how."""
ORDER = {intent: place for place, intent in enumerate(Intent)}
BESIDE = frozenset(
    (
        Intent.FILLER,
        Intent.NO,
        Intent.YES_NO_OK,
        Intent.GREET,
        Intent.THANKS,
        Intent.DONT_KNOW,
        Intent.DONT_UNDERSTAND,
        Intent.CORRECTION,
        Intent.PRAISE,
        Intent.LEAVE_IT,
        Intent.HINT,
        Intent.HELP,
        Intent.NEXT,
    )
)
"""Said beside an answer as well: what stands in the other clauses may be one."""
WEAK = frozenset((Intent.FILLER, Intent.NO, Intent.YES_NO_OK, Intent.GREET, Intent.THANKS))
"""Says little: words of the question beside it make it an answer."""
JUDGEMENTS = frozenset(
    (Intent.PRAISE, Intent.TOO_HARD, Intent.TOO_EASY, Intent.COMPLAIN, Intent.SMALLTALK, Intent.INSULT)
)
"""A word of one ("cool") judges the tutor only beside a word that points ("this is cool"), or alone."""
ELSEWHERE = frozenset(
    (
        Intent.LATER,
        Intent.STOP,
        Intent.OTHER_PEOPLE,
        Intent.SETTINGS,
        Intent.INSULT,
        Intent.WHO,
        Intent.PROGRAM,
        Intent.GOOD_FOR,
        Intent.PRICE,
        Intent.TAKES,
        Intent.CLASS,
    )
)
"""About something that no answer is about, even if a word of one stands in it."""
ABOUT_A_WORD = frozenset((Intent.EXPLAIN_TERM, Intent.WHY, Intent.EXPLAIN, Intent.QUESTION_BACK))
"""Questions that may hold the word of an option without choosing it."""

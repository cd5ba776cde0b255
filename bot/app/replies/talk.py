"""Messages to what is no answer: a greeting, a why, a plea, a grumble."""

from msgspec import Struct

from bot.domain.intent import Intent
from bot.domain.question import Question


class Talked(Struct, frozen=True, kw_only=True):
    """What is said to something that is no answer; nothing is marked."""

    intent: Intent
    question: Question | None = None
    """The question that is open, and is said once more."""
    asked: int = 0
    """The question that is open or being compared, 0 for none."""
    step: int = 0
    """Of the sitting: which question this is, 0 if none runs."""
    steps: int = 0
    lang: str = ""
    """The language of the course."""
    hint: bool = True
    """A hint is left."""


class WhichOne(Struct, frozen=True, kw_only=True):
    """An answer to a choice that names none of its options; it cost nothing."""

    question: Question
    asked: int
    hint: bool = True
    """A hint is left."""


class Explained(Struct, frozen=True, kw_only=True):
    """The why of a closed question, in other words or by the nearest sentence of its deck."""

    question: Question
    asked: int
    other: str = ""
    """Another sentence that says it."""
    contrast: tuple[str, str] = ("", "")
    """An option that is not right, and why; empty for none."""
    example: bool = False
    """They asked for an example."""
    told: bool = False
    """The why was told with the answer."""


class TermOffered(Struct, frozen=True, kw_only=True):
    """They want to know what a word means, and a question is about that."""

    question: Question
    open: Question | None = None
    """What is asked at the moment, and stays open."""


class TermTold(Struct, frozen=True, kw_only=True):
    """What the word means."""

    question: Question


TalkReply = Talked | WhichOne | Explained | TermOffered | TermTold
"""What is said to what is no answer."""

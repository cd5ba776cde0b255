"""Messages about a question: put, answered, helped with, spoken about."""

from msgspec import Struct

from bot.app.replies.daily import StreakNews
from bot.domain.marking.verdict import Reason, Verdict
from bot.domain.question import Question


class Back(Struct, frozen=True, kw_only=True):
    """When a question comes back."""

    soon: bool = False
    """Within this sitting."""
    days: int | None = None
    """In so many of the learner's days, or sooner."""
    in_turn: bool = False
    """On no day that can be promised. Nothing of all this: never, for opinions are asked once."""


class Put(Struct, frozen=True, kw_only=True):
    """A question, put to them."""

    question: Question
    asked: int
    first: bool = False
    """The very first question they get."""
    again: bool = False
    """It was missed before in this sitting."""
    resumed: bool = False
    """It was open already and is shown once more."""
    hint: bool = True
    """A hint is left."""
    picked: tuple[int, ...] = ()
    """What is tapped so far, of a question of several parts."""
    have: tuple[str, ...] = ()
    """Names of ideas, items or other parts that were right before."""


class Picked(Struct, frozen=True, kw_only=True):
    """What is tapped so far of an answer of several parts: the choices under its message become these."""

    question: Question
    asked: int
    picked: tuple[int, ...]
    have: tuple[str, ...] = ()
    hint: bool = True
    """A hint is left."""


class PickFirst(Struct, frozen=True, kw_only=True):
    """Done was tapped before anything else."""


class WasRight(Struct, frozen=True, kw_only=True):
    """Right, or almost."""

    question: Question
    verdict: Verdict
    asked: int
    misses: int
    completed: bool
    """An earlier answer was partly right and this one completed it."""
    back: Back
    streak: StreakNews | None = None
    """If this answer made today count; else None."""


class WasPartly(Struct, frozen=True, kw_only=True):
    """Partly right; more is asked for."""

    question: Question
    verdict: Verdict
    asked: int
    hint: bool = True
    """A hint is left."""


class WasMissed(Struct, frozen=True, kw_only=True):
    """Not right, and the question stays open."""

    question: Question
    verdict: Verdict
    asked: int
    hint: bool = True
    """A hint is left."""
    begun: bool = False
    """A part of it was right before: the question that is open is said again."""


class WasClosed(Struct, frozen=True, kw_only=True):
    """Not right (or not completed), and the question is closed with its answer."""

    question: Question
    verdict: Verdict
    asked: int
    back: Back
    streak: StreakNews | None = None


class ToCompare(Struct, frozen=True, kw_only=True):
    """The marker can't tell: the answer, and whether theirs is the same."""

    question: Question
    asked: int
    again: bool = False
    """It was asked before."""
    waits: bool = False
    """A second opinion is on its way."""
    streak: StreakNews | None = None


class Compared(Struct, frozen=True, kw_only=True):
    """They have said whether their answer was the same."""

    question: Question
    asked: int
    same: bool
    back: Back
    streak: StreakNews | None = None


class SecondOpinionTold(Struct, frozen=True, kw_only=True):
    """A language model was asked about an answer that was in doubt, and that settles it until they object."""

    question: Question
    asked: int
    counts: bool
    why: str
    """Its reason; may be empty."""
    back: Back
    streak: StreakNews | None = None


class LeftUnsaid(Struct, frozen=True, kw_only=True):
    """They went on and left open whether their answer was the same."""

    back: Back


class WasShown(Struct, frozen=True, kw_only=True):
    """The answer, because they asked for it or did not know."""

    question: Question
    asked: int
    kindly: bool
    """They said they do not know yet."""
    back: Back
    uncounted: bool = False
    """Nothing has made today count yet, and this is the first question of the day."""
    streak: StreakNews | None = None


class Hinted(Struct, frozen=True, kw_only=True):
    """A hint, step `step` of `steps`."""

    question: Question
    text: str
    step: int
    steps: int
    asked: int


class NoHintLeft(Struct, frozen=True, kw_only=True):
    """All hints are given."""

    question: Question
    asked: int


class CantMark(Struct, frozen=True, kw_only=True):
    """Nothing to mark; no try was used."""

    question: Question
    reason: Reason
    asked: int
    hint: bool = True
    """A hint is left."""


class WouldBe(Struct, frozen=True, kw_only=True):
    """What a text is as an answer to a question that is closed, its answer known."""

    question: Question
    verdict: Verdict
    counted: bool = False
    """The question was answered right before."""
    meant: bool = True
    """It was said to that question, as far as can be told."""
    kept: bool = False
    """The question was put off, and its answer is not told yet."""
    back: Back = Back()


class ForEarlier(Struct, frozen=True, kw_only=True):
    """What they said is taken for an answer to this question from before; its verdict follows."""

    question: Question


class MarkedAlready(Struct, frozen=True, kw_only=True):
    """They edited an answer that was marked already."""

    asked: int
    passed: bool


class AppealTaken(Struct, frozen=True, kw_only=True):
    """ "I was right" is taken at its word."""

    question: Question
    asked: int
    already: bool = False
    """It counted before."""
    streak: StreakNews | None = None
    own: bool = False
    """The question is theirs alone: their wording is right from now on."""


class LastStood(Struct, frozen=True, kw_only=True):
    """How the last question ended, asked for."""

    question: Question
    asked: int
    passed: bool


class MoreOffered(Struct, frozen=True, kw_only=True):
    """Further things to do with a question."""

    asked: int
    title: str
    open: bool = False
    """It waits for an answer, or is being compared."""
    question: Question | None = None
    """If it waits for an answer."""
    hint: bool = False
    """A hint is left."""


class PutAway(Struct, frozen=True, kw_only=True):
    """The question will not be asked again."""

    title: str


class ReportAsked(Struct, frozen=True, kw_only=True):
    """What is wrong with the question?"""

    asked: int
    title: str


class ReportTaken(Struct, frozen=True, kw_only=True):
    """The author will be told."""

    open: bool = False
    """A question is open, and is said once more below."""


LearningReply = (
    Put
    | Picked
    | PickFirst
    | WasRight
    | WasPartly
    | WasMissed
    | WasClosed
    | ToCompare
    | Compared
    | SecondOpinionTold
    | LeftUnsaid
    | WasShown
    | Hinted
    | NoHintLeft
    | CantMark
    | WouldBe
    | ForEarlier
    | MarkedAlready
    | AppealTaken
    | LastStood
    | MoreOffered
    | PutAway
    | ReportAsked
    | ReportTaken
)
"""What is said about a question."""

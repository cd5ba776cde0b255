"""What a player is told: in private about a round, or as the notice of a tap."""

from msgspec import Struct

from bot.domain.intent.rounds import RoundTalk
from bot.domain.marking.verdict import Mark
from bot.domain.question import Question
from bot.domain.rounds.round import Why


class SeatAsked(Struct, frozen=True, kw_only=True):
    """A question of a round, in a player's private chat."""

    question: Question
    place: int
    of: int
    seconds: int
    group: str = ""
    """Where it is played; empty where that was just said."""
    last: "SeatMarked | None" = None
    """How they did at the question before."""


class SeatMarked(Struct, frozen=True, kw_only=True):
    """How a player did at a question of a round; said in private, after its close."""

    question: Question
    mark: Mark
    late: bool = False
    """It came too late to count."""


class SeatTaken(Struct, frozen=True, kw_only=True):
    """They are in. As a message in private, or as the notice of a tap."""

    group: str = ""
    private: bool = False
    """Said in private: typed questions come here."""
    carries: bool = True
    """Rounds count for their own memory, or that was offered before."""
    team: int | None = None
    """The number of their team."""
    link: str | None = None
    """Said in the group, to who has no chat with us yet: what opens it."""


class SeatLate(Struct, frozen=True, kw_only=True):
    """What they typed in private for a round came after the close, or held nothing to mark."""

    why: Why
    last: bool = False
    """It was the last question of the round."""
    now: Question | None = None
    """The question that is open by now."""


class SeatTold(Struct, frozen=True, kw_only=True):
    """What they asked of the round while a question is open, or what held nothing to mark."""

    about: RoundTalk | None
    """None: nothing that is known."""
    question: Question
    seconds: int
    """How many are left."""
    answered: bool
    """An answer of theirs is in."""
    group: bool = False
    """Said in the group, to a reply."""


class SeatRuled(Struct, frozen=True, kw_only=True):
    """In private: whether a player's answer that was in doubt counts."""

    question: Question
    counts: bool | None
    """None: nobody said, or they were not of one mind."""
    thought: bool = False
    """A second opinion decided it."""


class SeatOver(Struct, frozen=True, kw_only=True):
    """In private, once a round is over: how a player did, and what is worth another look."""

    group: str
    right: int | None
    """How many they had right; None where one right answer was enough for all."""
    asked: int
    look_at: Question | None
    """The hardest of those they did not have; None if there is none."""


class AnswerTaken(Struct, frozen=True, kw_only=True):
    """The notice of a tap on an option."""

    option: str


class RoundUnheard(Struct, frozen=True, kw_only=True):
    """In private, to the host: the round is over, for it could not be said in the group."""

    group: str


class RulingTaken(Struct, frozen=True, kw_only=True):
    """The notice of a tap: what they say of an answer in doubt is noted."""

    counts: bool


class RulingLate(Struct, frozen=True, kw_only=True):
    """The notice of a tap: it is settled, or not theirs to say."""

    why: Why


SeatReply = (
    AnswerTaken
    | RoundUnheard
    | RulingLate
    | RulingTaken
    | SeatAsked
    | SeatLate
    | SeatMarked
    | SeatOver
    | SeatRuled
    | SeatTaken
    | SeatTold
)

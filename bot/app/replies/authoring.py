"""Messages to authors and operators, and about what they ruled."""

from dataclasses import dataclass

from bot.app.ports.authoring import Role
from bot.domain.items import Item
from bot.domain.rulings import RulingKind


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleTaken:
    """A link has given them a role."""

    role: Role
    deck: str | None
    """The title of an author's deck."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimOver:
    """The link was used already, or is too old."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RolesTold:
    """Who has which role, in numbers, and of which decks somebody can be made an author."""

    operators: int
    decks: tuple[tuple[str, str, int], ...]
    """Name and title of each deck, and how many authors it has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimMade:
    """A link that makes somebody the author of a deck."""

    deck: str
    """Its title."""
    token: str
    hours: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxEmpty:
    """Nothing waits for a ruling."""

    undo: int | None = None
    """The ruling that was given a moment ago."""
    skipped: bool = False
    """Some were left for later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersWait:
    """Answers of one kind that wait for a ruling. Nothing says who wrote them."""

    draft: int
    place: int
    """From 1."""
    of: int
    ask: str
    answer: str
    texts: tuple[str, ...]
    people: int
    claimed: int
    """How many of them said that they were right."""
    gained: int
    """If it is right: to how many people it would count who have nothing of it yet."""
    reached: int
    """If it is right: how many people are marked anew."""
    others: tuple[tuple[str, int], ...]
    """What would pass with it, and how many people wrote that."""
    rarer: int
    undo: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsWait:
    """Reports about one question."""

    draft: int
    place: int
    of: int
    ask: str
    answer: str
    reason: str
    texts: tuple[str, ...]
    people: int
    undo: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineAsked:
    """What is said to whoever writes those words from now on?"""

    draft: int
    kind: RulingKind
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RulingTried:
    """What a ruling would do, before it counts."""

    draft: int
    kind: RulingKind
    texts: tuple[str, ...]
    told: str
    others: tuple[tuple[str, int], ...]
    rarer: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RulingRefused:
    """It would not do what it says."""

    kind: RulingKind
    against: tuple[str, ...]
    """What the question's author vouches for, and would be marked otherwise."""
    deaf: tuple[str, ...]
    """Wordings that would still not be marked so."""
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RulingGiven:
    """It counts from now on."""

    kind: RulingKind
    texts: tuple[str, ...]
    people: int
    gained: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RuledAlready:
    """Somebody else has ruled on those words meanwhile."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RulingUndone:
    """It stands no more; False: it could not be taken back any more."""

    done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersMended:
    """Answers of theirs are right after all."""

    answers: tuple[tuple[str | None, str], ...]
    """Their words, if they are still kept, and the title of the question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HardListed:
    """The questions of a deck that are most worth a look, as far as enough people have met them."""

    deck: str
    items: tuple[tuple[str, str, Item], ...]
    """Id, title and numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemTold:
    """One question: its numbers, and the words behind the misses."""

    ask: str
    answer: str
    accept: tuple[str, ...]
    item: Item | None
    """None: too few people have met it."""
    misses: tuple[tuple[str, int | None], ...]
    """The commonest words, and how many people said them; None: some."""
    rarer: int | None
    """How many people said other words; None: some."""


AuthoringReply = (
    RoleTaken
    | ClaimOver
    | RolesTold
    | ClaimMade
    | InboxEmpty
    | AnswersWait
    | ReportsWait
    | LineAsked
    | RulingTried
    | RulingRefused
    | RulingGiven
    | RuledAlready
    | RulingUndone
    | AnswersMended
    | HardListed
    | ItemTold
)
"""What is said to authors and operators, and about rulings."""

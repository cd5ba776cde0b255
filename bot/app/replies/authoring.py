"""Messages to authors and operators, and about what they ruled."""

from msgspec import Struct

from bot.app.ports.authoring import Role
from bot.domain.items import Item
from bot.domain.rulings import RulingKind


class RoleTaken(Struct, frozen=True, kw_only=True):
    """A link has given them a role."""

    role: Role
    title: str | None
    """Of an author's deck, of the class of a teacher or assistant."""


class ClaimOver(Struct, frozen=True, kw_only=True):
    """The link was used already, or is too old."""


class RolesTold(Struct, frozen=True, kw_only=True):
    """Who has which role, in numbers, and of which decks somebody can be made an author."""

    operators: int
    decks: tuple[tuple[str, str, int], ...]
    """Name and title of each deck, and how many authors it has."""


class ClaimMade(Struct, frozen=True, kw_only=True):
    """A link that makes somebody the author of a deck."""

    deck: str
    """Its title."""
    token: str
    hours: int


class InboxEmpty(Struct, frozen=True, kw_only=True):
    """Nothing waits for a ruling."""

    undo: int | None = None
    """The ruling that was given a moment ago."""
    skipped: bool = False
    """Some were left for later."""


class Proposal(Struct, frozen=True, kw_only=True):
    """What somebody else has decided on the same words."""

    kind: RulingKind
    told: str
    assistant: bool
    """By an assistant, where it does not count yet; else it counts in a class."""


class AnswersWait(Struct, frozen=True, kw_only=True):
    """Answers of one kind that wait for a ruling. Nothing says who wrote them."""

    draft: int
    place: int
    """From 1."""
    of: int
    ask: str
    answer: str
    texts: tuple[str, ...]
    people: int | None
    """None, here and below: too few to be told."""
    claimed: int | None
    """How many of them said that they were right."""
    refused: bool
    """All were told that it was not right, and nobody has said anything to that."""
    gained: int | None
    """If it is right: to how many people it would count who have nothing of it yet."""
    reached: int | None
    """If it is right: how many people are marked anew."""
    others: tuple[tuple[str, int | None], ...]
    """What would pass with it, and how many people wrote that."""
    rarer: int
    klass: str | None = None
    """The class it would count in; None: for everybody."""
    proposal: Proposal | None = None
    undo: int | None = None
    opinion: tuple[str, float] | None = None
    """What a language model takes it for, and how sure it was (0 … 1)."""


class InboxMore(Struct, frozen=True, kw_only=True):
    """What else can be done with answers that wait."""

    draft: int
    place: int
    """From 0."""
    may_propose: bool
    """There is a model that can be asked for proposals."""
    may_ask: bool = False
    """They teach a class with a course of somebody else, who can be asked."""


class WordingsTold(Struct, frozen=True, kw_only=True):
    """Some wordings of a group, and how many people wrote each."""

    draft: int
    place: int
    """Of the group, from 0."""
    lines: tuple[tuple[str, int | None], ...]
    """None: too few to be told."""
    first: int
    """From 1, by its place among all of them."""
    of: int
    more: int | None
    """The next page, where there is one."""


class ProposalsAsked(Struct, frozen=True, kw_only=True):
    """A language model is being asked for proposals."""


class ProposalLine(Struct, frozen=True, kw_only=True):
    """An answer that a model would accept, or foresees as a miss; tried, and a draft. No reply of its own."""

    draft: int
    kind: RulingKind
    text: str
    told: str
    people: int
    """Whose kept answers it would mark anew."""


class Proposed(Struct, frozen=True, kw_only=True):
    """What a language model proposes for a question."""

    ask: str
    lines: tuple[ProposalLine, ...]
    left_out: int
    """Proposals that the question's own texts speak against."""
    hints: tuple[str, ...]
    ideas: tuple[str, ...]


class NothingProposed(Struct, frozen=True, kw_only=True):
    """It proposes nothing that is new, or could not be asked."""


class ReportsWait(Struct, frozen=True, kw_only=True):
    """Reports about one question."""

    draft: int
    place: int
    of: int
    ask: str
    answer: str
    reason: str
    texts: tuple[str, ...]
    people: int | None
    """None: too few to be told."""
    klass: str | None = None
    undo: int | None = None


class LineAsked(Struct, frozen=True, kw_only=True):
    """What is said to whoever writes those words from now on?"""

    draft: int
    kind: RulingKind
    texts: tuple[str, ...]


class WordingAsked(Struct, frozen=True, kw_only=True):
    """Which lines of the question read otherwise?"""

    draft: int
    lines: tuple[tuple[str, str], ...]
    """What can be changed: each key with its text."""
    again: bool = False
    """What was said changes nothing, or names none of these."""


class RulingTried(Struct, frozen=True, kw_only=True):
    """What a ruling would do, before it counts."""

    draft: int
    kind: RulingKind
    texts: tuple[str, ...]
    told: str
    others: tuple[tuple[str, int | None], ...]
    rarer: int


class RulingRefused(Struct, frozen=True, kw_only=True):
    """It would not do what it says."""

    draft: int
    kind: RulingKind
    against: tuple[str, ...]
    """What the question's author vouches for, and would be marked otherwise."""
    deaf: tuple[str, ...]
    """Wordings that would still not be marked so."""
    place: int


class RulingGiven(Struct, frozen=True, kw_only=True):
    """It counts from now on."""

    kind: RulingKind
    texts: tuple[str, ...]
    people: int | None
    """None: too few to be told."""
    gained: int | None
    klass: str | None = None
    """The class it counts in; None: it counts for everybody."""
    proposed: bool = False
    """It counts once who teaches the class has agreed."""
    otherwise: int = 0
    """Classes in which it was ruled otherwise, and stays so."""


class RuledAlready(Struct, frozen=True, kw_only=True):
    """Somebody else has ruled on those words meanwhile."""

    texts: tuple[str, ...]


class AuthorAsked(Struct, frozen=True, kw_only=True):
    """Those words wait for the author now."""

    texts: tuple[str, ...]


class RulingUndone(Struct, frozen=True, kw_only=True):
    """It stands no more; False: it could not be taken back any more."""

    done: bool


class AnswersMended(Struct, frozen=True, kw_only=True):
    """Answers of theirs are right after all, and what they have reported was looked at."""

    answers: tuple[tuple[str | None, str], ...]
    """Their words, if they are still kept, and the title of the question."""
    reports: tuple[tuple[RulingKind, str], ...] = ()
    """What came of it, and the title of the question."""


class HardListed(Struct, frozen=True, kw_only=True):
    """The questions of a deck that are most worth a look, as far as enough people have met them."""

    deck: str
    items: tuple[tuple[str, str, Item], ...]
    """Id, title and numbers."""


class ItemTold(Struct, frozen=True, kw_only=True):
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
    deck: str = ""
    rules: bool = True
    """They rule on its answers."""


AuthoringReply = (
    RoleTaken
    | ClaimOver
    | RolesTold
    | ClaimMade
    | InboxEmpty
    | AnswersWait
    | InboxMore
    | WordingsTold
    | ProposalsAsked
    | Proposed
    | NothingProposed
    | ReportsWait
    | LineAsked
    | WordingAsked
    | RulingTried
    | RulingRefused
    | RulingGiven
    | RuledAlready
    | AuthorAsked
    | RulingUndone
    | AnswersMended
    | HardListed
    | ItemTold
)
"""What is said to authors and operators, and about rulings."""

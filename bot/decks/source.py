"""A deck as it was read: what can be used of it, what is wrong, and where everything stands."""

from msgspec import Struct, field

from bot.decks.faults import Fault
from bot.decks.lines import KeyPath
from bot.decks.model import SisterForm, TopicForm
from bot.decks.page import Page
from bot.domain.deck import Deck
from bot.domain.question import QuestionId


class Where(Struct, frozen=True, kw_only=True):
    """Where one question stands, so that a fault can be laid at any of its keys."""

    page: Page[TopicForm]
    index: int

    def fault(self, path: KeyPath, wrong: str, mend: str) -> Fault:
        """A fault at that key of the question, such as `("examples", "right", 0)`."""
        return self.page.fault(("question", self.index, *path), wrong, mend)


class Source(Struct, frozen=True, kw_only=True):
    """A deck as it was read, or a sister of it in another language."""

    card: Page[SisterForm]
    draft: Deck | None
    """What could be read of it: to be checked, never to be taught. None if `deck.toml` cannot be used."""
    faults: tuple[Fault, ...]
    fatal: tuple[Fault, ...] = ()
    """Those of the faults that are of the deck, not of one question of it."""
    where: dict[QuestionId, Where] = field(default_factory=dict)
    sisters: tuple["Source", ...] = ()
    """The draft of each has only what is in its language; their faults are the deck's too."""

    @property
    def sound(self) -> Deck | None:
        """The deck without the questions that are wrong, or None if it cannot be used at all."""
        return self.draft if self.draft and self.draft.questions() and not self.fatal else None

    @property
    def deck(self) -> Deck | None:
        """The deck, or None if anything in it is wrong."""
        return None if self.faults else self.draft

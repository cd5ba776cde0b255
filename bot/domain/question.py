"""The kinds of question, as frozen values.

A question is what an author wrote, made whole by the deck loader. It carries everything its marking
needs but the deck's own vocabulary (synonyms, confusable words), which is a `Lexicon` of its own, so
that one question can be stored as a snapshot and still be marked after its deck has changed.
"""

from dataclasses import dataclass
from typing import Literal, NewType

from bot.domain.markdown import Marked

QuestionId = NewType("QuestionId", str)
"""Stable and unique over all decks, such as `fundamentals-04`; never a content hash."""
DeckId = NewType("DeckId", str)
"""The name of the deck's folder, such as `intro-ml`."""
TopicId = NewType("TopicId", str)
"""The name of the topic's file without its ending, such as `fundamentals`."""


OFFERED = frozenset(("choice", "select"))
"""Kinds that offer options: in a group they are chosen from, not answered in private."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """Answers that are not right, and what the author says to whoever gives one."""

    texts: tuple[str, ...]
    why: str = ""
    """Completes "Not quite: …", so it starts in lower case and says what those words would mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """Answers that are on the way, and what is asked for next ("And which of the two is simpler?")."""

    texts: tuple[str, ...]
    ask_for: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """One thing an explanation has to say. Any of `texts` says it; any of `never` contradicts it."""

    name: str
    """A short key, unique in the question, such as `simpler`. Stored with a partial answer."""
    texts: tuple[str, ...]
    never: tuple[str, ...] = ()
    ask_for: str = ""
    """Asks for this idea without giving it away: "And what does the low-level one give you?" """
    needed: bool = True
    """False: welcome, but its absence costs nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One member of a list question, with the other ways to name it."""

    name: str
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of an order question, with the shortened names a person would type for it."""

    text: str
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option of a choice question, with other words for it."""

    text: str
    texts: tuple[str, ...] = ()
    why: str = ""
    """Why it is not this one; completes "Not quite: …". Empty for the right option."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """Learner answers the author vouches for; `recall check` marks each and compares."""

    right: tuple[str, ...] = ()
    partial: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Medium:
    """A picture or a sound in the deck's folder."""

    file: str
    """Its path in the folder."""
    digest: str
    """Tells one content from another."""
    alt: str
    """What is to be seen on it, for whoever can't see it; what is said, for whoever can't hear it. Empty only
    of a sound."""
    kind: Literal["picture", "audio", "voice", "formula"] = "picture"
    """A voice is a sound as Telegram records it: Opus in Ogg. A formula is drawn: `file` has no path but
    LaTeX, a line each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """What every kind of question has."""

    id: QuestionId
    deck: DeckId
    topic: TopicId
    lang: str
    """Language of the question, ISO 639-1."""
    ask: str
    answer: str
    """The model answer, shown to people."""
    title: str = ""
    """A word or two that stand for the question in a list, such as *tensor*; never empty once loaded."""
    accept: tuple[str, ...] = ()
    """Other answers that are right in full. The model answer itself is always among the accepted."""
    reject: tuple[Reject, ...] = ()
    prompt: tuple[Prompt, ...] = ()
    hints: tuple[str, ...] = ()
    """Two steps once loaded; made from kind, length and first letters where the author wrote none."""
    why: str = ""
    source: str = ""
    """Where it can be read up; shown with the why."""
    examples: Examples = Examples()
    as_kind: Literal["", "code", "formula", "symbols", "words"] = ""
    """How the answers are read where signs count; empty where it is guessed from how they look."""
    articles: bool = False
    """True where an article belongs to the answer, as in vocabulary (*die Tür*)."""
    marked: Marked = ()
    """Texts of the question that are marked with light Markdown: bare, as they stand here, and as written."""
    picture: Medium | None = None
    answer_picture: Medium | None = None
    audio: Medium | None = None
    answer_audio: Medium | None = None
    formula: Medium | None = None
    """What is asked, where a formula in it does not read well as text; `answer_formula` what is told."""
    answer_formula: Medium | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Short(Base):
    """A word or a phrase."""

    kind: Literal["short"] = "short"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Base):
    """One of the options listed in the question; lettered A, B, C … in this order when shown."""

    options: tuple[Option, ...]
    right: int
    """Index into `options`."""
    kind: Literal["choice"] = "choice"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOf(Base):
    """Name `need` of the items, in any order."""

    items: tuple[Item, ...]
    need: int
    kind: Literal["list"] = "list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order(Base):
    """Put the steps in order. `steps` is the right order; they are shown lettered in the order `shown`."""

    steps: tuple[Step, ...]
    shown: tuple[int, ...]
    """`shown[0]` is the index into `steps` of the step lettered A, and so on."""
    kind: Literal["order"] = "order"


@dataclass(frozen=True, slots=True, kw_only=True)
class Explain(Base):
    """A sentence or two, marked by the ideas in them. All needed ideas make it right, or `enough` of them."""

    ideas: tuple[Idea, ...]
    enough: int = 0
    """How many needed ideas make the answer right; 0 means all."""
    kind: Literal["explain"] = "explain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Command(Base):
    """A shell line, or a formula, or both; compared by structure, never run.

    `ideas` is for a question that wants more than the line itself (the command *and* the formula).
    """

    ideas: tuple[Idea, ...] = ()
    kind: Literal["command"] = "command"


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Base):
    """A number, with a tolerance and perhaps a unit."""

    value: float
    tolerance: float = 0.0
    """Absolute."""
    unit: str = ""
    kind: Literal["number"] = "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion(Base):
    """Any genuine opinion is right; no answer is the one miss. Asked once, never scheduled."""

    about: tuple[str, ...] = ()
    """Things an opinion may be about, such as the names of libraries; a bare name of one is an opinion."""
    kind: Literal["opinion"] = "opinion"


@dataclass(frozen=True, slots=True, kw_only=True)
class Select(Base):
    """Several of the options are right, and all of them are wanted; lettered A, B, C … when shown."""

    options: tuple[Option, ...]
    right: tuple[int, ...]
    """Indices into `options`, rising."""
    kind: Literal["select"] = "select"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two things that belong together, with other words for the second."""

    left: str
    right: str
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Match(Base):
    """Pairs to be put together. The left sides are numbered as they stand, the right ones lettered."""

    pairs: tuple[Pair, ...]
    shown: tuple[str, ...]
    """The right sides in the order in which they are lettered, each once."""
    kind: Literal["match"] = "match"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What fills one gap: any of the texts, the first of which is shown to people."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps(Base):
    """A text with gaps. In `ask` a lone gap stands as `___`, several as `(1) ___`, `(2) ___` …"""

    gaps: tuple[Gap, ...]
    kind: Literal["gaps"] = "gaps"


Question = Short | Choice | ListOf | Order | Explain | Command | Number | Opinion | Select | Match | Gaps

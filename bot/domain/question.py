"""The kinds of question, as frozen values.

A question is what an author wrote, made whole by the deck loader. It carries everything its marking
needs but the deck's own vocabulary (synonyms, confusable words), which is a `Lexicon` of its own, so
that one question can be stored as a snapshot and still be marked after its deck has changed.
"""

from typing import ClassVar, Literal, NewType

from msgspec import Struct

from bot.domain.markdown import Marked

QuestionId = NewType("QuestionId", str)
"""Stable and unique over all decks, such as `fundamentals-04`; never a content hash."""
DeckId = NewType("DeckId", str)
"""The name of the deck's folder, such as `intro-ml`."""
TopicId = NewType("TopicId", str)
"""The name of the topic's file without its ending, such as `fundamentals`."""


OFFERED = frozenset(("choice", "select"))
"""Kinds that offer options: in a group they are chosen from, not answered in private."""


class Reject(Struct, frozen=True, kw_only=True):
    """Answers that are not right, and what the author says to whoever gives one."""

    texts: tuple[str, ...]
    why: str = ""
    """Completes "Not quite: …", so it starts in lower case and says what those words would mean."""


class Prompt(Struct, frozen=True, kw_only=True):
    """Answers that are on the way, and what is asked for next ("And which of the two is simpler?")."""

    texts: tuple[str, ...]
    ask_for: str = ""


class Idea(Struct, frozen=True, kw_only=True):
    """One thing an explanation has to say. Any of `texts` says it; any of `never` contradicts it."""

    name: str
    """A short key, unique in the question, such as `simpler`. Stored with a partial answer."""
    texts: tuple[str, ...]
    never: tuple[str, ...] = ()
    ask_for: str = ""
    """Asks for this idea without giving it away: "And what does the low-level one give you?" """
    needed: bool = True
    """False: welcome, but its absence costs nothing."""


class Item(Struct, frozen=True, kw_only=True):
    """One member of a list question, with the other ways to name it."""

    name: str
    texts: tuple[str, ...] = ()


class Step(Struct, frozen=True, kw_only=True):
    """One step of an order question, with the shortened names a person would type for it."""

    text: str
    texts: tuple[str, ...] = ()


class Option(Struct, frozen=True, kw_only=True):
    """One option of a choice question, with other words for it."""

    text: str
    texts: tuple[str, ...] = ()
    why: str = ""
    """Why it is not this one; completes "Not quite: …". Empty for the right option."""


class Examples(Struct, frozen=True, kw_only=True):
    """Learner answers the author vouches for; `recall check` marks each and compares."""

    right: tuple[str, ...] = ()
    partial: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()


class Medium(Struct, frozen=True, kw_only=True):
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


class Base(Struct, frozen=True, kw_only=True):
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
    exactly: tuple[str, ...] = ()
    """Answers that are right as they stand; what is like them is not right for their sake."""
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


class Short(Base, frozen=True, kw_only=True, tag_field="kind", tag="short"):
    """A word or a phrase."""

    kind: ClassVar[Literal["short"]] = "short"


class Choice(Base, frozen=True, kw_only=True, tag_field="kind", tag="choice"):
    """One of the options listed in the question; lettered A, B, C … in this order when shown."""

    options: tuple[Option, ...]
    right: int
    """Index into `options`."""
    kind: ClassVar[Literal["choice"]] = "choice"


class ListOf(Base, frozen=True, kw_only=True, tag_field="kind", tag="list"):
    """Name `need` of the items, in any order."""

    items: tuple[Item, ...]
    need: int
    kind: ClassVar[Literal["list"]] = "list"


class Order(Base, frozen=True, kw_only=True, tag_field="kind", tag="order"):
    """Put the steps in order. `steps` is the right order; they are shown lettered in the order `shown`."""

    steps: tuple[Step, ...]
    shown: tuple[int, ...]
    """`shown[0]` is the index into `steps` of the step lettered A, and so on."""
    kind: ClassVar[Literal["order"]] = "order"


class Explain(Base, frozen=True, kw_only=True, tag_field="kind", tag="explain"):
    """A sentence or two, marked by the ideas in them. All needed ideas make it right, or `enough` of them."""

    ideas: tuple[Idea, ...]
    enough: int = 0
    """How many needed ideas make the answer right; 0 means all."""
    kind: ClassVar[Literal["explain"]] = "explain"


class Command(Base, frozen=True, kw_only=True, tag_field="kind", tag="command"):
    """A shell line, or a formula, or both; compared by structure, never run.

    `ideas` is for a question that wants more than the line itself (the command *and* the formula).
    """

    ideas: tuple[Idea, ...] = ()
    kind: ClassVar[Literal["command"]] = "command"


class Number(Base, frozen=True, kw_only=True, tag_field="kind", tag="number"):
    """A number, with a tolerance and perhaps a unit."""

    value: float
    tolerance: float = 0.0
    """Absolute."""
    unit: str = ""
    kind: ClassVar[Literal["number"]] = "number"


class Opinion(Base, frozen=True, kw_only=True, tag_field="kind", tag="opinion"):
    """Any genuine opinion is right; no answer is the one miss. Asked once, never scheduled."""

    about: tuple[str, ...] = ()
    """Things an opinion may be about, such as the names of libraries; a bare name of one is an opinion."""
    kind: ClassVar[Literal["opinion"]] = "opinion"


class Select(Base, frozen=True, kw_only=True, tag_field="kind", tag="select"):
    """Several of the options are right, and all of them are wanted; lettered A, B, C … when shown."""

    options: tuple[Option, ...]
    right: tuple[int, ...]
    """Indices into `options`, rising."""
    kind: ClassVar[Literal["select"]] = "select"


class Pair(Struct, frozen=True, kw_only=True):
    """Two things that belong together, with other words for the second."""

    left: str
    right: str
    texts: tuple[str, ...] = ()


class Match(Base, frozen=True, kw_only=True, tag_field="kind", tag="match"):
    """Pairs to be put together. The left sides are numbered as they stand, the right ones lettered."""

    pairs: tuple[Pair, ...]
    shown: tuple[str, ...]
    """The right sides in the order in which they are lettered, each once."""
    kind: ClassVar[Literal["match"]] = "match"


class Gap(Struct, frozen=True, kw_only=True):
    """What fills one gap: any of the texts, the first of which is shown to people."""

    texts: tuple[str, ...]


class Gaps(Base, frozen=True, kw_only=True, tag_field="kind", tag="gaps"):
    """A text with gaps. In `ask` a lone gap stands as `___`, several as `(1) ___`, `(2) ___` …"""

    gaps: tuple[Gap, ...]
    kind: ClassVar[Literal["gaps"]] = "gaps"


Question = Short | Choice | ListOf | Order | Explain | Command | Number | Opinion | Select | Match | Gaps

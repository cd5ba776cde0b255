"""What an author may write: the keys of `deck.toml` and of a topic's file.

Strict: a text is a text in quotation marks, a number is a number, and an unknown key is a fault.
What the keys mean together (which belong to which kind of question) is decided in `build.py`.
"""

from typing import Annotated, ClassVar, Literal

from msgspec import Meta, field

from bot.decks.forms import Form
from bot.decks.texts import (
    GAPS,
    LABELS,
    OPTIONS,
    PAIRS,
    STEPS,
    Answer,
    Ask,
    Label,
    Name,
    OptionText,
    Phrase,
    Phrases,
    Reason,
    SourceText,
    Title,
    Why,
)

Kind = Literal[
    "short", "choice", "list", "order", "explain", "command", "number", "opinion", "select", "match", "gaps"
]


Group = Annotated[list[Phrase], Meta(min_length=2, max_length=50)]
"""Words that belong together."""
TOPICS = 100
"""Topics that `deck.toml` may list."""
GROUPS = 1000
"""Groups of one sort in `deck.toml`."""
Groups = Annotated[list[Group], Meta(max_length=GROUPS)]
Labels = Annotated[list[Label], Meta(max_length=LABELS)]
"""Tags, or people."""
Sides = Annotated[list[Label], Meta(min_length=2, max_length=20)]
"""What belongs together."""
Count = Annotated[int, Meta(ge=1)]


def _said(description: str) -> Meta:
    """What an editor says of the key."""
    return Meta(description=description)


class RejectForm(Form, frozen=True, kw_only=True):
    """Answers that are not right, and what the learner is told."""

    alone: ClassVar[str] = "texts"
    texts: Phrases
    why: Annotated[Reason | None, _said('Completes "Not quite: …", so it starts in lower case.')] = None


class PromptForm(Form, frozen=True, kw_only=True):
    """Answers that are on the way, and what is asked for next."""

    alone: ClassVar[str] = "texts"
    texts: Phrases
    ask_for: Reason | None = None


class OptionForm(Form, frozen=True, kw_only=True):
    """An option, other words for it, and why it is not this one."""

    alone: ClassVar[str] = "text"
    text: OptionText
    texts: Phrases = field(default_factory=list)
    why: Annotated[Reason | None, _said('Completes "Not quite: …". Not for the right option.')] = None


class ItemForm(Form, frozen=True, kw_only=True):
    """Something that can be named, and other names for it."""

    alone: ClassVar[str] = "name"
    name: Label
    texts: Phrases = field(default_factory=list)


class StepForm(Form, frozen=True, kw_only=True):
    """A step, and shorter names for it."""

    alone: ClassVar[str] = "text"
    text: Label
    texts: Phrases = field(default_factory=list)


class IdeaForm(Form, frozen=True, kw_only=True):
    """One thing an explanation has to say."""

    name: Annotated[Label, _said("Of your own choice; learners don't read it.")]
    texts: Annotated[Phrases, _said("Any of these says it.")]
    never: Annotated[Phrases, _said("Any of these contradicts it.")] = field(default_factory=list)
    ask_for: Annotated[Reason | None, _said("Asks for it without giving it away.")] = None
    needed: Annotated[bool, _said("false: welcome, but it may be left out.")] = True


class ExamplesForm(Form, frozen=True, kw_only=True):
    """Answers whose marks the author vouches for; `recall check` marks each."""

    right: list[Phrase] = field(default_factory=list)
    partial: list[Phrase] = field(default_factory=list)
    wrong: list[Phrase] = field(default_factory=list)


class QuestionForm(Form, frozen=True, kw_only=True):
    """A question. `id`, `ask` and `answer` suffice; everything else makes it better."""

    id: Annotated[Name, _said("Never changes: a learner's history hangs on it.")]
    ask: Ask
    answer: Annotated[
        Answer | None,
        _said(
            "The model answer, shown to learners; for a choice the right option. "
            "May be left out where `answers`, `pairs` or `gaps` tell it."
        ),
    ] = None
    kind: Annotated[Kind | None, _said("Only where the keys below don't tell it.")] = None
    title: Annotated[Title | None, _said("A word or two that stand for the question in a list.")] = None
    accept: Annotated[Phrases | None, _said("Other answers that are right in full.")] = None
    exactly: Annotated[
        Phrases | None, _said("Answers that are right as they stand; what is like them is not.")
    ] = None
    reject: Annotated[list[RejectForm], Meta(max_length=50)] = field(default_factory=list)
    prompt: Annotated[list[PromptForm], Meta(max_length=50)] = field(default_factory=list)
    hints: Annotated[list[Reason], Meta(min_length=2, max_length=2)] | None = None
    why: Annotated[Why | None, _said("Why the answer is right, in a sentence or two.")] = None
    options: Annotated[list[OptionForm], Meta(min_length=2, max_length=OPTIONS)] | None = None
    items: Annotated[list[ItemForm], Meta(min_length=1, max_length=50)] | None = None
    need: Annotated[Count | None, _said("How many items. All, if left out.")] = None
    steps: Annotated[
        Annotated[list[StepForm], Meta(min_length=2, max_length=STEPS)] | None, _said("In the right order.")
    ] = None
    shown: Annotated[
        list[int] | None,
        _said("The numbers of the steps (1 is the first) in the order learners see them."),
    ] = None
    ideas: Annotated[list[IdeaForm], Meta(min_length=1, max_length=12)] | None = None
    enough: Annotated[Count | None, _said("How many needed ideas suffice. All, if left out.")] = None
    value: float | None = None
    tolerance: Annotated[float, Meta(ge=0)] | None = None
    unit: Label | None = None
    answers: Annotated[
        Annotated[list[OptionText], Meta(min_length=1, max_length=OPTIONS)] | None,
        _said("All options that are right; all of them are wanted."),
    ] = None
    pairs: Annotated[
        Annotated[list[Sides], Meta(min_length=2, max_length=PAIRS)] | None,
        _said("What belongs together: two texts, and other words for the second."),
    ] = None
    gaps: Annotated[
        Annotated[list[Phrases], Meta(min_length=1, max_length=GAPS)] | None,
        _said("For each gap in `ask` (`___`, or `{{1}}`, `{{2}}` …) what fills it."),
    ] = None
    picture: Annotated[Label | None, _said("A PNG or JPEG file in the deck's folder.")] = None
    picture_alt: Annotated[Reason | None, _said("What is to be seen on it, without the answer.")] = None
    answer_picture: Annotated[Label | None, _said("A picture that is shown with the answer.")] = None
    answer_picture_alt: Reason | None = None
    audio: Annotated[Label | None, _said("An MP3, M4A or Ogg (Opus) file in the deck's folder.")] = None
    audio_alt: Annotated[Reason | None, _said("What is said in it, for whoever can't hear it.")] = None
    answer_audio: Annotated[Label | None, _said("A sound that comes with the answer.")] = None
    answer_audio_alt: Reason | None = None
    about: Annotated[Phrases | None, _said("What an opinion may be about, by name.")] = None
    as_: Annotated[
        Literal["code", "formula", "symbols", "words"] | None,
        _said("How answers are read where signs and capitals count; guessed, if left out."),
    ] = field(default=None, name="as")
    articles: Annotated[bool, _said("true: an article belongs to the answer, as in vocabulary.")] = False
    examples: ExamplesForm = ExamplesForm()
    source: Annotated[SourceText | None, _said("Where it can be read up; shown with `why`.")] = None
    tags: Labels = field(default_factory=list)
    authors: Labels = field(default_factory=list)
    description: Annotated[Why | None, _said("For those who look after the deck, not for learners.")] = None


class TopicForm(Form, frozen=True, kw_only=True):
    """A topic's file."""

    title: Title
    question: Annotated[list[QuestionForm], Meta(min_length=1, max_length=500)]


class SisterForm(Form, frozen=True, kw_only=True):
    """`deck.de.toml`: what a deck is called in another language, and its words there."""

    title: Title
    description: Annotated[Reason | None, _said("What it is about, for whoever chooses a course.")] = None
    authors: Labels = field(default_factory=list)
    synonyms: Groups = field(default_factory=list)
    confusables: Groups = field(default_factory=list)


class DeckForm(SisterForm, frozen=True, kw_only=True):
    """`deck.toml`."""

    lang: Annotated[str, Meta(pattern="^[a-z]{2}$", description="ISO 639-1, such as en.")]
    licence: Label
    topics: Annotated[
        Annotated[list[Name], Meta(min_length=1, max_length=TOPICS)] | None,
        _said("The topics' files without .toml, in order. By name, if left out."),
    ] = None
    tags: Labels = field(default_factory=list)
    source: Annotated[SourceText | None, _said("Where its questions come from.")] = None

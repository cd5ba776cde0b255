"""What an author may write: the keys of `deck.toml` and of a topic's file.

Strict: a text is a text in quotation marks, a number is a number, and an unknown key is a fault.
What the keys mean together (which belong to which kind of question) is decided in `build.py`.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

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


Group = Annotated[list[Phrase], Field(min_length=2, max_length=50)]
"""Words that belong together."""
TOPICS = 100
"""Topics that `deck.toml` may list."""
GROUPS = 1000
"""Groups of one sort in `deck.toml`."""
Labels = Annotated[list[Label], Field(max_length=LABELS)]
"""Tags, or people."""


class Form(BaseModel):
    """The rules all tables share."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def _under(key: str, form: type[Form]) -> BeforeValidator:
    """A text alone stands for the table with that one key."""

    def wrap(given: Any) -> Any:
        return {key: given} if isinstance(given, str) else given

    return BeforeValidator(wrap, json_schema_input_type=str | form)


class RejectForm(Form):
    """Answers that are not right, and what the learner is told."""

    texts: Phrases
    why: Reason | None = Field(None, description='Completes "Not quite: …", so it starts in lower case.')


class PromptForm(Form):
    """Answers that are on the way, and what is asked for next."""

    texts: Phrases
    ask_for: Reason | None = None


class OptionForm(Form):
    """An option, other words for it, and why it is not this one."""

    text: OptionText
    texts: Phrases = []
    why: Reason | None = Field(None, description='Completes "Not quite: …". Not for the right option.')


class ItemForm(Form):
    """Something that can be named, and other names for it."""

    name: Label
    texts: Phrases = []


class StepForm(Form):
    """A step, and shorter names for it."""

    text: Label
    texts: Phrases = []


class IdeaForm(Form):
    """One thing an explanation has to say."""

    name: Label = Field(description="Of your own choice; learners don't read it.")
    texts: Phrases = Field(description="Any of these says it.")
    never: Phrases = Field([], description="Any of these contradicts it.")
    ask_for: Reason | None = Field(None, description="Asks for it without giving it away.")
    needed: bool = Field(True, description="false: welcome, but it may be left out.")


class ExamplesForm(Form):
    """Answers whose marks the author vouches for; `recall check` marks each."""

    right: list[Phrase] = []
    partial: list[Phrase] = []
    wrong: list[Phrase] = []


class QuestionForm(Form):
    """A question. `id`, `ask` and `answer` suffice; everything else makes it better."""

    id: Name = Field(description="Never changes: a learner's history hangs on it.")
    ask: Ask
    answer: Answer | None = Field(
        None,
        description="The model answer, shown to learners; for a choice the right option. "
        "May be left out where `answers`, `pairs` or `gaps` tell it.",
    )
    kind: Kind | None = Field(None, description="Only where the keys below don't tell it.")
    title: Title | None = Field(None, description="A word or two that stand for the question in a list.")
    accept: Phrases | None = Field(None, description="Other answers that are right in full.")
    exactly: Phrases | None = Field(
        None, description="Answers that are right as they stand; what is like them is not."
    )
    reject: Annotated[list[Annotated[RejectForm, _under("texts", RejectForm)]], Field(max_length=50)] = []
    prompt: Annotated[list[Annotated[PromptForm, _under("texts", PromptForm)]], Field(max_length=50)] = []
    hints: Annotated[list[Reason], Field(min_length=2, max_length=2)] | None = None
    why: Why | None = Field(None, description="Why the answer is right, in a sentence or two.")
    options: (
        Annotated[
            list[Annotated[OptionForm, _under("text", OptionForm)]], Field(min_length=2, max_length=OPTIONS)
        ]
        | None
    ) = None
    items: (
        Annotated[list[Annotated[ItemForm, _under("name", ItemForm)]], Field(min_length=1, max_length=50)]
        | None
    ) = None
    need: Annotated[int, Field(ge=1)] | None = Field(None, description="How many items. All, if left out.")
    steps: (
        Annotated[list[Annotated[StepForm, _under("text", StepForm)]], Field(min_length=2, max_length=STEPS)]
        | None
    ) = Field(None, description="In the right order.")
    shown: list[int] | None = Field(
        None, description="The numbers of the steps (1 is the first) in the order learners see them."
    )
    ideas: Annotated[list[IdeaForm], Field(min_length=1, max_length=12)] | None = None
    enough: Annotated[int, Field(ge=1)] | None = Field(
        None, description="How many needed ideas suffice. All, if left out."
    )
    value: Annotated[float, Field(allow_inf_nan=False)] | None = None
    tolerance: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None
    unit: Label | None = None
    answers: Annotated[list[OptionText], Field(min_length=1, max_length=OPTIONS)] | None = Field(
        None, description="All options that are right; all of them are wanted."
    )
    pairs: (
        Annotated[
            list[Annotated[list[Label], Field(min_length=2, max_length=20)]],
            Field(min_length=2, max_length=PAIRS),
        ]
        | None
    ) = Field(None, description="What belongs together: two texts, and other words for the second.")
    gaps: Annotated[list[Phrases], Field(min_length=1, max_length=GAPS)] | None = Field(
        None, description="For each gap in `ask` (`___`, or `{{1}}`, `{{2}}` …) what fills it."
    )
    picture: Label | None = Field(None, description="A PNG or JPEG file in the deck's folder.")
    picture_alt: Reason | None = Field(None, description="What is to be seen on it, without the answer.")
    answer_picture: Label | None = Field(None, description="A picture that is shown with the answer.")
    answer_picture_alt: Reason | None = None
    audio: Label | None = Field(None, description="An MP3, M4A or Ogg (Opus) file in the deck's folder.")
    audio_alt: Reason | None = Field(None, description="What is said in it, for whoever can't hear it.")
    answer_audio: Label | None = Field(None, description="A sound that comes with the answer.")
    answer_audio_alt: Reason | None = None
    about: Phrases | None = Field(None, description="What an opinion may be about, by name.")
    as_: Literal["code", "formula", "symbols", "words"] | None = Field(
        None,
        alias="as",
        description="How answers are read where signs and capitals count; guessed, if left out.",
    )
    articles: bool = Field(False, description="true: an article belongs to the answer, as in vocabulary.")
    examples: ExamplesForm = ExamplesForm()
    source: SourceText | None = Field(None, description="Where it can be read up; shown with `why`.")
    tags: Labels = []
    authors: Labels = []
    description: Why | None = Field(None, description="For those who look after the deck, not for learners.")


class TopicForm(Form):
    """A topic's file."""

    title: Title
    question: Annotated[list[QuestionForm], Field(min_length=1, max_length=500)]


class SisterForm(Form):
    """`deck.de.toml`: what a deck is called in another language, and its words there."""

    title: Title
    description: Reason | None = Field(None, description="What it is about, for whoever chooses a course.")
    authors: Labels = []
    synonyms: Annotated[list[Group], Field(max_length=GROUPS)] = []
    confusables: Annotated[list[Group], Field(max_length=GROUPS)] = []


class DeckForm(SisterForm):
    """`deck.toml`."""

    lang: Annotated[str, Field(pattern="^[a-z]{2}$")] = Field(description="ISO 639-1, such as en.")
    licence: Label
    topics: Annotated[list[Name], Field(min_length=1, max_length=TOPICS)] | None = Field(
        None, description="The topics' files without .toml, in order. By name, if left out."
    )
    tags: Labels = []
    source: SourceText | None = Field(None, description="Where its questions come from.")

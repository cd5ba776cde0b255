"""The form between all formats: what a bank holds, and what of it could not come along."""

from collections.abc import Mapping

from msgspec import Struct, field

from bot.domain.question import Examples, Idea, Item, Option, Prompt, Reject, Step


class CannotRead(Exception):
    """The file cannot be read as a bank; the message is a sentence that says why and what to do."""


_NO_EXAMPLES = Examples()


class Entry(Struct, frozen=True, kw_only=True):
    """One question of a bank, with the keys an author may write; what is not there is empty."""

    row: int
    """Where it stands in the bank, counted from 1: a line, a row, or the number of the question."""
    ask: str
    answer: str = ""
    kind: str = "short"
    key: str = ""
    """What the bank calls the question for good; empty if it says nothing of that sort."""
    topic: str = ""
    """The title of its part of the bank, as the bank has it."""
    title: str = ""
    accept: tuple[str, ...] = ()
    exactly: tuple[str, ...] = ()
    reject: tuple[Reject, ...] = ()
    prompt: tuple[Prompt, ...] = ()
    hints: tuple[str, ...] = ()
    why: str = ""
    options: tuple[Option, ...] = ()
    answers: tuple[str, ...] = ()
    """The right options of a select."""
    items: tuple[Item, ...] = ()
    need: int = 0
    steps: tuple[Step, ...] = ()
    shown: tuple[int, ...] = ()
    pairs: tuple[tuple[str, ...], ...] = ()
    """What belongs together: two texts, and other words for the second."""
    gaps: tuple[tuple[str, ...], ...] = ()
    ideas: tuple[Idea, ...] = ()
    enough: int = 0
    value: float | None = None
    tolerance: float = 0.0
    unit: str = ""
    about: tuple[str, ...] = ()
    as_kind: str = ""
    articles: bool = False
    picture: str = ""
    """The name of a file of the bank."""
    picture_alt: str = ""
    answer_picture: str = ""
    answer_picture_alt: str = ""
    audio: str = ""
    audio_alt: str = ""
    answer_audio: str = ""
    answer_audio_alt: str = ""
    source: str = ""
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    description: str = ""
    """For those who look after the deck."""
    examples: Examples = _NO_EXAMPLES

    @property
    def files(self) -> tuple[str, ...]:
        """The files it names."""
        named = (self.picture, self.answer_picture, self.audio, self.answer_audio)
        return tuple(name for name in named if name)


SAME_EVERYWHERE = ("row", "key")
"""Fields that say where a question stood, not what it asks."""
FIELDS = Entry.__struct_fields__


class Loss(Struct, frozen=True, kw_only=True, order=True):
    """Something that could not come along."""

    row: int
    """Of the question; 0 where the whole bank is meant."""
    kind: str
    """What was lost: a kind of question (`essay`), or a part of one (`hints`)."""
    reason: str
    """A sentence for the author."""
    about: str = ""
    """The question's first words."""
    keys: tuple[str, ...] = ()
    """The fields of the question that are not what they were; none if all of it stayed behind."""


class About(Struct, frozen=True, kw_only=True):
    """What a deck says of itself, beside its title."""

    description: str = ""
    authors: tuple[str, ...] = ()
    source: str = ""
    tags: tuple[str, ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()
    confusables: tuple[tuple[str, ...], ...] = ()


class Bank(Struct, frozen=True, kw_only=True):
    """What was read from a file, or is to be written into one."""

    entries: tuple[Entry, ...]
    losses: tuple[Loss, ...] = ()
    title: str = ""
    lang: str = ""
    licence: str = ""
    about: About = About()
    names: Mapping[str, str] = field(default_factory=dict)
    """The names of its topics' files, by their titles; none but of a deck of Recall."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """Pictures and sounds by name."""


class Written(Struct, frozen=True, kw_only=True):
    """A bank as a file, and what the format had no place for."""

    data: bytes
    losses: tuple[Loss, ...] = ()


def left(entry: Entry, kind: str, reason: str) -> Loss:
    """The loss of a whole question."""
    return Loss(row=entry.row, kind=kind, reason=reason, about=begin(entry.ask))


def lacking(entry: Entry, kept: frozenset[str], format: str) -> tuple[Loss, ...]:
    """A loss for each field of that question that says something and for which the format has no place."""
    empty = Entry(row=0, ask="")
    lost = [
        name
        for name in FIELDS
        if name not in kept and name not in SAME_EVERYWHERE and getattr(entry, name) != getattr(empty, name)
    ]
    return tuple(
        Loss(
            row=entry.row,
            kind=name,
            reason=f"{format} has no place for `{_KEY.get(name, name)}`",
            about=begin(entry.ask),
            keys=(name,),
        )
        for name in lost
    )


_KEY = {"as_kind": "as"}


def begin(text: str) -> str:
    """The first words, to tell which question is meant."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"

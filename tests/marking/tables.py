"""Questions for the tables of cases, and readers for the tables that are text files."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from bot.decks.adhoc import question_of
from bot.decks.load import load_library
from bot.domain.deck import Library
from bot.domain.marking import Lexicon, Mark, Verdict, lexicon_of, mark
from bot.domain.question import (
    Choice,
    DeckId,
    Explain,
    Idea,
    Item,
    ListOf,
    Option,
    Order,
    Question,
    QuestionId,
    Step,
    TopicId,
)

HERE = Path(__file__).parent
CONTENT = HERE.parent.parent / "content"


@cache
def shipped() -> Library:
    """All shipped decks."""
    return load_library(sorted(path for path in CONTENT.iterdir() if (path / "deck.toml").is_file()))


@cache
def lexicon(deck: str) -> Lexicon:
    """The lexicon of a shipped deck."""
    return lexicon_of(shipped().deck(DeckId(deck)), shipped())


def asked(question: str, said: str) -> Verdict:
    """The verdict on an answer to a question of a shipped deck."""
    found = shipped().question(QuestionId(question))
    assert found is not None, f"no deck has {question}"
    return mark(found, said, lexicon(found.deck))


def short(*accept: str, ask: str = "", lang: str = "en") -> Question:
    """A question with nothing but accepted answers."""
    return question_of({"ask": ask, "accept": list(accept), "lang": lang})


def sign(verdict: Verdict) -> str:
    """`+` right, `~` partial, `?` doubtful, `-` not right."""
    if verdict.mark is Mark.DOUBTFUL:
        return "?"
    return "+" if verdict.passed else "~" if verdict.mark is Mark.PARTIAL else "-"


def fits(want: str, verdict: Verdict) -> bool:
    """True if the verdict is the wanted one, or leaves it open: it never says what isn't so."""
    return sign(verdict) in (want, "?")


def lines(name: str) -> Iterator[tuple[str, str, str]]:
    """The cases of a table in a text file: what stands in the head's brackets and behind, sign, answer."""
    head = ""
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            head = line
        elif line and not line.startswith("#"):
            yield head, line[0], line[2:]


_BASE = {"id": QuestionId("q"), "deck": DeckId("d"), "topic": TopicId("t"), "lang": "en", "ask": ""}


def choice(*options: str, right: int, ask: str = "") -> Choice:
    """A choice of these options."""
    made = tuple(Option(text=text, why=f"it is not {text}.") for text in options)
    return Choice(**(_BASE | {"ask": ask}), answer=options[right], options=made, right=right)  # type: ignore[arg-type]


def listed(*items: str, need: int) -> ListOf:
    """Name `need` of these; other names of an item behind a `|`."""
    made = tuple(Item(name=item.split("|")[0], texts=tuple(item.split("|")[1:])) for item in items)
    return ListOf(**_BASE, answer=", ".join(item.name for item in made), items=made, need=need)  # type: ignore[arg-type]


def ordered(*steps: str, shown: tuple[int, ...]) -> Order:
    """Put these steps in order; other names of a step behind a `|`."""
    made = tuple(Step(text=step.split("|")[0], texts=tuple(step.split("|")[1:])) for step in steps)
    return Order(**_BASE, answer=", ".join(step.text for step in made), steps=made, shown=shown)  # type: ignore[arg-type]


def explained(**ideas: tuple[str, ...]) -> Explain:
    """Ideas by name, each with its wordings; wordings that begin with `!` contradict it."""
    made = tuple(
        Idea(
            name=name,
            texts=tuple(text for text in texts if text[0] != "!"),
            never=tuple(text[1:] for text in texts if text[0] == "!"),
            ask_for=f"And {name}?",
        )
        for name, texts in ideas.items()
    )
    return Explain(**_BASE, answer="; ".join(texts[0] for texts in ideas.values()), ideas=made)  # type: ignore[arg-type]

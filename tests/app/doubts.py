"""A small deck whose questions can be answered so that the marker can't tell, and a group that plays it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.playground.seed import ANN, BOB, CLEO
from tests.app.party import Party
from tests.conversation import Model, Room, room
from tests.gathering import words_of

ASKED = {
    "Why do we shuffle the training data?": (
        "So that the order teaches nothing.",
        "so it cant cheat by where an example stands in the file",
    ),
    "What does dropout prevent?": ("Memorising.", "that the net just learns everything by heart"),
    "What is held back for the end?": ("The test set.", "a few rows it has never looked at before"),
    "What does a loss measure?": (
        "How far off the model is.",
        "the size of the mistakes it makes on the examples",
    ),
}
"""What is asked, a right answer, and one that the marker can't tell."""
WRONG = {"What does dropout prevent?": "underfitting"}


def write_deck(folder: Path) -> Path:
    """The deck *Doubts*."""
    deck = folder / "doubts"
    deck.mkdir(parents=True)
    (deck / "deck.toml").write_text('title = "Doubts"\nlang = "en"\nlicence = "MIT"\n')
    questions = [
        f'[[question]]\nid = "doubt-{n}"\ntitle = "doubt {n}"\nask = "{ask}"\nanswer = "{right}"\n'
        f'why = "Because."\nreject = [{{ texts = ["aaaa"], why = "that is a letter." }}]\n'
        for n, (ask, (right, _)) in enumerate(ASKED.items(), 1)
    ]
    (deck / "all.toml").write_text('title = "All"\n\n' + "\n".join(questions))
    return folder


def question_in(text: str) -> str:
    """Which of the questions a text puts last."""
    found = [(text.rfind(ask), ask) for ask in ASKED if ask in text]
    assert found, text
    return max(found)[1]


def right_in(text: str) -> str:
    """The right answer to the question that a text puts."""
    return ASKED[question_in(text)][0]


def doubtful_in(text: str) -> str:
    """An answer to it that the marker can't tell."""
    return ASKED[question_in(text)][1]


@asynccontextmanager
async def doubts(url: str, folder: Path, model: Model | None = None) -> AsyncIterator[Room]:
    """The bot with that deck alone; with a `model`, that is asked where the marker can't tell."""
    async with room(url, write_deck(folder), model) as opened:
        yield opened


class DoubtfulParty(Party):
    """The study group, playing that deck."""

    def asked(self) -> str:
        return question_in(words_of(self.question()))

    def right(self) -> str:
        return ASKED[self.asked()][0]

    def doubtful(self) -> str:
        return ASKED[self.asked()][1]


@asynccontextmanager
async def doubtful_party(
    url: str, folder: Path, *, admin: bool = False, model: Model | None = None
) -> AsyncIterator[DoubtfulParty]:
    """The group, with the bot in it; all three have started it."""
    async with doubts(url, folder, model) as opened:
        group = DoubtfulParty(opened)
        for who in (ANN, BOB, CLEO):
            await opened.talk(who).says("/start")
        await group.begin(admin=admin)
        yield group

"""Decks for measurements: one of hundreds of questions as long as the shipped ones, and one of short ones."""

import re
import tomllib
from pathlib import Path

CONTENT = Path(__file__).parents[1] / "content"
SHIPPED = CONTENT / "intro-ml"
COPIES = 12
_ID = re.compile(r'^id = "(.+)"$', re.MULTILINE)
_TOPICS = re.compile(r"^topics = .*$", re.MULTILINE)
_TITLE = re.compile(r"^title = .*$", re.MULTILINE)


def write_long(folder: Path, copies: int = COPIES) -> dict[str, str]:
    """Write the deck `long`: the questions of the shipped deck so many times over, each under ids of its own.

    Gives the answer to each question, by id.
    """
    deck = folder / "long"
    deck.mkdir(parents=True)
    head = (SHIPPED / "deck.toml").read_text(encoding="utf-8")
    topics: list[str] = tomllib.loads(head)["topics"]
    names = [f"{topic}{number}" for number in range(copies) for topic in topics]
    head = _TOPICS.sub(f"topics = {_quoted(names)}", head)
    (deck / "deck.toml").write_text(_TITLE.sub('title = "Long"', head, count=1), encoding="utf-8")
    answers: dict[str, str] = {}
    for number in range(copies):
        for topic in topics:
            text = (SHIPPED / f"{topic}.toml").read_text(encoding="utf-8")
            text = _ID.sub(rf'id = "\1-{number}"', text)
            (deck / f"{topic}{number}.toml").write_text(text, encoding="utf-8")
            answers |= {one["id"]: one["answer"] for one in tomllib.loads(text)["question"]}
    return answers


def write_short(folder: Path, questions: int = 40) -> dict[str, str]:
    """Write the deck `short`: so many questions of one line each. Gives the answer to each, by id."""
    deck = folder / "short"
    deck.mkdir(parents=True)
    (deck / "deck.toml").write_text('title = "Short"\nlang = "en"\nlicence = "MIT"\ntopics = ["sums"]\n')
    answers = {f"sum-{n:02}": str(n + 7) for n in range(questions)}
    written = (
        f'[[question]]\nid = "{id}"\ntitle = "{id}"\nask = "What is {int(sum) - 7} + 7?"\nanswer = "{sum}"\n'
        for id, sum in answers.items()
    )
    (deck / "sums.toml").write_text('title = "Sums"\n\n' + "\n".join(written))
    return answers


def _quoted(names: list[str]) -> str:
    return "[" + ", ".join(f'"{name}"' for name in names) + "]"

"""The questions of decks as plain data, read without the product: what is asked, and what people say."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

CONTENT = Path(__file__).parents[1] / "content"


@dataclass(frozen=True, slots=True)
class Question:
    """One question, with what its author says that people answer."""

    id: str
    ask: str
    answer: str
    accept: tuple[str, ...]
    options: tuple[str, ...]
    right: tuple[str, ...]
    wrong: tuple[str, ...]

    def said(self, chance: Random, *, share: float) -> str:
        """Something that a person might answer; right in so large a share of the cases."""
        return chance.choice(self.right if chance.random() < share else self.wrong)


def load(folder: Path = CONTENT) -> Mapping[str, Question]:
    """All questions of all decks in the folder, by id."""
    topics = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*/*.toml"))]
    entries = [entry for topic in topics for entry in topic.get("question", ())]
    return {entry["id"]: _question(entry) for entry in entries}


def _question(entry: dict[str, Any]) -> Question:
    answer, examples = str(entry["answer"]), entry.get("examples", {})
    accept = (answer, *entry.get("accept", ()))
    return Question(
        id=entry["id"],
        ask=entry["ask"],
        answer=answer,
        accept=accept,
        options=tuple(option["text"] for option in entry.get("options", ())),
        right=(*examples.get("right", ()), answer),
        wrong=(*examples.get("wrong", ()), "a purple banana"),
    )

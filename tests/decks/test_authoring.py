"""What docs/authoring.md shows is true."""

import re
from pathlib import Path

from bot.decks.check import check
from bot.decks.load import read_deck
from bot.domain.question import Question
from tests.decks.paper import write

DOCS = Path(__file__).parents[2] / "docs" / "authoring.md"


def test_every_example_in_the_docs_loads_and_shows_every_kind(tmp_path: Path) -> None:
    blocks = re.findall(r"```toml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    card, first, *more = blocks
    words = more.pop()
    folder = write(tmp_path, None, card=card + words)
    (folder / "west.toml").write_text("\n".join([first, *more]), encoding="utf-8")

    report = check([folder])
    deck, faults = read_deck(folder)

    assert report.errors == (), report.text()
    assert report.questions == sum(block.count("[[question]]") for block in blocks)

    assert faults == []
    assert deck
    kinds = {question.kind for question in deck.questions()}
    assert kinds == {kind.kind for kind in Question.__args__}

"""What docs/authoring.md shows is true."""

import re
from pathlib import Path

from bot.decks.check import check
from bot.decks.load import read_deck
from bot.domain.question import Question
from bot.playground.pictures import sample_picture
from tests.decks.sounds import MP3

DOCS = Path(__file__).parents[2] / "docs" / "authoring.md"
_BLOCK = re.compile(r"```toml\n(?:# (?P<file>[a-z.]+\.toml)\n)?(?P<text>.*?)```", re.DOTALL)


def shown() -> dict[str, str]:
    """The files that the examples make, each with its text. A block names its file in its first line; the
    first one is `deck.toml`, what names none are questions of `west.toml`."""
    files: dict[str, str] = {}
    for number, block in enumerate(_BLOCK.finditer(DOCS.read_text(encoding="utf-8"))):
        file = block["file"] or ("west.toml" if number else "deck.toml")
        files[file] = files.get(file, "") + block["text"] + "\n"
    return files


def test_every_example_in_the_docs_loads_and_shows_every_kind(tmp_path: Path) -> None:
    files, folder = shown(), tmp_path / "rivers"
    for kind, name in re.findall(r'^\w*(picture|audio) = "(.+)"$', files["west.toml"], re.MULTILINE):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(sample_picture() if kind == "picture" else MP3)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")

    report = check([folder])
    deck, faults = read_deck(folder)

    assert report.errors == (), report.text()
    assert report.questions == files["west.toml"].count("[[question]]")
    assert faults == []
    assert deck
    assert [sister.lang for sister in deck.sisters] == ["de"]
    kinds = {question.kind for question in deck.questions()}
    assert kinds == {kind.kind for kind in Question.__args__}


def test_no_example_stands_where_it_is_not_tried() -> None:
    """What is indented is no block of TOML to the test above."""
    assert re.findall(r"^    \S+ = .*$", DOCS.read_text(encoding="utf-8"), re.MULTILINE) == []

"""What docs/authoring.md shows is true."""

import json
import re
from pathlib import Path

from bot.decks.adhoc import mark_lines
from bot.decks.check import check
from bot.decks.load import load_library, read_deck
from bot.domain.marking.verdict import Mark, Reason
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


def test_every_verdict_and_reason_is_explained() -> None:
    page = DOCS.read_text(encoding="utf-8")
    assert [
        each for each in (*Mark, *Reason) if not re.search(rf"^\|.*`{each}`.*\|.*\|", page, re.MULTILINE)
    ] == []


HALF = {
    "west-04": {"Main": "partial", "Main, Danube": "partial", "Main, Danube, Elbe": "wrong"},
    "west-05": {
        "Basel": "wrong",
        "Basel, Mainz": "partial",
        "Basel, Mainz, Cologne": "partial",
        "Basel, Cologne, Mainz, Rotterdam": "partial",
        "Mainz, Basel, Rotterdam, Cologne": "wrong",
    },
    "west-11": {"Elbe": "partial", "Elbe, Danube": "partial", "Elbe, Danube, Rhône": "wrong"},
    "west-12": {"Paris Seine": "partial", "Paris Rhine, Cologne Seine": "wrong"},
    "west-13": {"Paris": "partial", "Rouen, the Elbe": "wrong"},
}


def test_what_the_table_calls_half_right_is_half_right(tmp_path: Path) -> None:
    folder = tmp_path / "rivers"
    folder.mkdir()
    for name in ("deck.toml", "west.toml"):
        text = re.sub(r"^\w*(picture|audio)(_alt)? = .*\n", "", shown()[name], flags=re.MULTILINE)
        (folder / name).write_text(text, encoding="utf-8")
    library = load_library([folder])
    asked = [{"question": id, "answer": answer} for id, marks in HALF.items() for answer in marks]

    lines = mark_lines((json.dumps(each) for each in asked), library)

    found = {id: dict[str, str]() for id in HALF}
    for line in map(json.loads, lines):
        found[line["question"]][line["answer"]] = line["verdict"]
    assert found == HALF

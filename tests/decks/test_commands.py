"""The authors' commands, from the command line to what they print and write."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.decks.build import KEYS
from bot.decks.check import check
from bot.decks.load import load_library
from bot.decks.told import REASONS
from bot.decks.trying import try_out
from bot.domain.marking.verdict import Reason
from bot.domain.question import Short
from bot.settings import BadSettings
from tests.decks.paper import CARD, GOOD, write

RUN = CliRunner()


def recall(*words: str | Path, said: str = "", status: int = 0) -> str:
    """What a command prints."""
    done = RUN.invoke(app, [str(word) for word in words], input=said, catch_exceptions=False)
    assert done.exit_code == status, done.output
    return done.output


def test_a_new_deck_has_a_question_of_each_kind_and_nothing_wrong(tmp_path: Path) -> None:
    told = recall("new", tmp_path / "chem")

    assert "recall check" in told
    [deck] = load_library([tmp_path / "chem"]).decks
    assert {question.kind for question in deck.questions()} == set(KEYS)
    report = check([tmp_path / "chem"])
    assert report.errors == report.warnings == ()


def test_a_deck_that_is_there_is_not_made_anew(tmp_path: Path) -> None:
    write(tmp_path)

    with pytest.raises(Exception, match="already"):
        recall("new", tmp_path / "small")


ASKED = json.dumps({"question": "one", "answer": "paris"}) + "\n"
AMONG_DECKS: dict[str, tuple[list[str], str, str]] = {
    "check": (["check"], "", "1 deck, 1 question"),
    "check a deck": (["check", "small"], "", "1 deck, 1 question"),
    "mark": (["mark"], ASKED, '"verdict": "right"'),
    "explain": (["explain", "one", "paris"], "", "paris"),
    "try": (["try", "small"], ":quit\n", "Capital of France?"),
    "export": (["export", "small", "--as", "gift"], "", "1 of 1 question"),
    "new": (["new", "caps"], "", "decks/caps has"),
    "import": (["import", "bank.csv", "--to", "caps"], "", "The deck is in"),
    "import into one": (["import", "bank.csv", "--to", "small"], "", "1 added"),
}
"""The command, what is typed into it, and a part of what it tells."""


@pytest.mark.parametrize("how", ["option", "environment"])
@pytest.mark.parametrize("command", AMONG_DECKS)
def test_every_command_works_among_the_decks_that_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, how: str
) -> None:
    monkeypatch.chdir(tmp_path)
    decks = tmp_path / "decks"
    decks.mkdir()
    write(decks)
    (tmp_path / "bank.csv").write_text("question,answer\nCapital of Spain?,Madrid\n")
    if how == "environment":
        monkeypatch.setenv("RECALL_CONTENT", str(decks))
    words, said, told = AMONG_DECKS[command]

    more: list[str | Path] = ["--content", decks] if how == "option" else []

    assert told in recall(*words, *more, said=said)

    here = {path.name for path in tmp_path.iterdir() if path.is_dir()}
    assert here == {"decks"}
    assert {path.name for path in decks.iterdir()} == {"small", *({"caps"} & set(words))}


def test_without_a_name_for_the_decks_a_deck_is_made_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("RECALL_CONTENT", raising=False)

    recall("new", "caps")

    assert "1 deck" in recall("check", "caps")
    assert (tmp_path / "caps" / "deck.toml").is_file()


def test_beside_a_deck_that_was_named_another_one_is_made(tmp_path: Path) -> None:
    folder = write(tmp_path)

    recall("new", "caps", "--content", folder)

    assert (tmp_path / "caps" / "deck.toml").is_file()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="--content"):
        recall("check", "--content", tmp_path / "nothing")


def test_a_bank_comes_in_and_goes_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    bank = tmp_path / "capitals.csv"
    bank.write_text("question,answer\nCapital of France?,Paris\nCapital of Spain?,Madrid\n")

    only_read = recall("import", bank, "--to", tmp_path / "chem", "--check")
    assert "2 ready" in only_read
    assert not (tmp_path / "chem").exists()
    assert "2 ready, 0 need you, 0 can't come" in recall(
        "import", bank, "--to", tmp_path / "chem", "--lang", "en"
    )
    assert len(load_library([tmp_path / "chem"]).decks[0].questions()) == 2

    assert "2 of 2 questions" in recall("export", tmp_path / "chem", "--as", "gift")
    assert "{" in (tmp_path / "chem.gift").read_text()
    assert "2 of 2" in recall("export", "chem", "--as", "moodle", "--to", "out.xml", "--content", tmp_path)


def test_what_a_format_has_no_place_for_and_another_ending_are_told(tmp_path: Path) -> None:
    folder = write(tmp_path, card=f'{CARD}synonyms = [["lr", "rate"]]\n')

    assert "the deck: synonyms: GIFT has no place" in recall(
        "export", folder, "--as", "gift", "--to", tmp_path / "x.gift"
    )
    assert "a zip archive" in recall("export", folder, "--as", "toml", "--to", tmp_path / "x.toml")
    assert "a zip archive" not in recall("export", folder, "--as", "toml", "--to", tmp_path / "x.zip")


def test_what_is_no_bank_is_a_sentence(tmp_path: Path) -> None:
    bank = tmp_path / "bank.xml"
    bank.write_text("<quiz><question")

    assert "no XML" in recall("import", bank, "--to", tmp_path / "chem", status=1)
    assert "cannot be read" in recall("import", tmp_path / "gone.xml", "--to", tmp_path / "chem", status=1)
    with pytest.raises(BadSettings, match="no format known"):
        recall("export", tmp_path, "--as", "word")


def tried(folder: Path, *said: str) -> str:
    """What `recall try` tells while these lines are typed."""
    lines, told = iter(said), list[str]()
    try_out(folder, lambda: next(lines, None), told.append)
    return "\n".join(told)


def question_of(folder: Path) -> Short:
    """The deck's first question."""
    question = load_library([folder]).decks[0].questions()[0]
    assert isinstance(question, Short)
    return question


def test_answers_are_marked_and_ruled_on_and_comments_stay(tmp_path: Path) -> None:
    folder = write(tmp_path, GOOD.replace('answer = "Paris"', 'answer = "Paris"  # since 987'))

    told = tried(
        folder,
        "paris",
        "Lutetia",
        ":accept",
        "Lyon",
        ":reject Lyon is in the south.",
        "a city there",
        ":partly Which one?",
    )

    assert "Right" in told
    question = question_of(folder)
    assert question.accept == ("Lutetia",)
    assert [(each.texts, each.why) for each in question.reject] == [(("Lyon",), "Lyon is in the south.")]
    assert [(each.texts, each.ask_for) for each in question.prompt] == [(("a city there",), "Which one?")]
    assert "# since 987" in (folder / "one.toml").read_text()
    assert check([folder]).good


def test_a_second_thought_moves_the_answer(tmp_path: Path) -> None:
    folder = write(tmp_path)

    tried(folder, "Lutetia", ":accept", ":reject that is the Roman name.")

    question = question_of(folder)
    assert question.accept == ()
    assert question.reject[0].texts == ("Lutetia",)


def test_what_a_ruling_takes_out_is_told(tmp_path: Path) -> None:
    folder = write(tmp_path, f'{GOOD}prompt = [{{ texts = ["the city"] }}]\n')

    told = tried(folder, "the city", ":accept")

    assert "accept. Taken out of prompt." in told


SHOWN = """title = "One"

[[question]]
id = "one"
ask = "Which are cities?"
options = ["Paris", "Seine", "Rouen"]
answers = ["Paris", "Rouen"]

[[question]]
id = "two"
ask = "What lies where?"
pairs = [["Cologne", "Rhine"], ["Paris", "Seine"]]
"""


def test_options_and_both_sides_are_shown_and_verdicts_are_sentences(tmp_path: Path) -> None:
    told = tried(write(tmp_path, SHOWN), "A", "", "Cologne Seine, Paris Rhine")

    assert "A: Paris\nB: Seine\nC: Rouen" in told
    assert "Partly: a part is missing (credit 0.50)." in told
    assert "1: Cologne\n2: Paris\nA: " in told
    assert "Not quite: the right things are put together wrongly." in told


def test_every_reason_has_a_sentence() -> None:
    assert set(REASONS) == set(Reason)


def test_what_would_break_the_deck_is_taken_back(tmp_path: Path) -> None:
    folder = write(tmp_path)
    before = (folder / "one.toml").read_text()

    told = tried(folder, "Paris", ":reject no.")

    assert "Taken back" in told
    assert (folder / "one.toml").read_text() == before


def test_a_ruling_before_an_answer_and_other_words_are_met(tmp_path: Path) -> None:
    told = tried(write(tmp_path), ":accept", ":help", ":quit")

    assert "Type an answer first" in told
    assert told.count(":accept makes it right") == 2


def test_an_empty_line_goes_on_to_the_end(tmp_path: Path) -> None:
    assert "That was all of them." in tried(write(tmp_path), "")

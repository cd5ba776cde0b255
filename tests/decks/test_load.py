"""Loading decks: whole, or not at all, with every fault in its place."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.decks.faults import BrokenDeck
from bot.decks.load import load_library, read_deck
from bot.domain.question import Choice, Command, Explain, ListOf, Number, Opinion, Order, Question, Short
from tests.decks.paper import CARD, GOOD, QUESTION, TOPIC, write

CONTENT = Path(__file__).parents[2] / "content"

BROKEN = [
    # The lines of a question begin at 3: [[question]], id, ask, answer.
    ("unknown key", f'{TOPIC}acept = ["Lutetia"]\n', 7, "unknown key `acept`", "write `accept`"),
    ("strange key", f"{TOPIC}zzz = 1\n", 7, "unknown key `zzz`", "take it out"),
    ("unknown key deeper", f'{TOPIC}examples.rihgt = ["x"]\n', 7, "`rihgt`", "write `right`"),
    ("no answer", 'title = "T"\n\n[[question]]\nid = "one"\nask = "?"\n', 3, "`answer` is missing", "add"),
    ("no id", 'title = "T"\n\n[[question]]\nask = "?"\nanswer = "x"\n', 3, "`id` is missing", "add"),
    ("no title", QUESTION, 1, "`title` is missing", "add"),
    ("no questions", 'title = "T"\nquestion = []\n', 2, "too few", "at least 1"),
    ("empty accept", f"{TOPIC}accept = []\n", 7, "`accept` has too few", "take the key out"),
    ("blank accept", f'{TOPIC}accept = [\n  "x",\n  " ",\n]\n', 9, "empty", "write something"),
    (
        "number for text",
        f"{TOPIC}accept = [\n  7,\n]\n",
        8,
        "entry 1 of `accept` is not a text",
        "quotation marks",
    ),
    (
        "table for a gap",
        f'{TOPIC}gaps = [["a"], {{ texts = ["x"] }}]\n',
        7,
        "entry 2 of `gaps` is not a list",
        "such as",
    ),
    ("text for list", f'{TOPIC}items = "x"\n', 7, "not a list", "square brackets"),
    ("list for text", f"{TOPIC}why = []\n", 7, "not a text", "quotation marks"),
    ("text for number", f'{TOPIC}items = ["x"]\nneed = "1"\n', 8, "whole number", "without quotation"),
    ("one hint", f'{TOPIC}hints = ["x"]\n', 7, "too few", "at least 2"),
    ("three hints", f'{TOPIC}hints = ["x", "y", "z"]\n', 7, "too many", "2 at most"),
    ("long ask", TOPIC.replace("Capital", "C" * 601), 5, "600 is the limit", "shorten it by"),
    ("long in UTF-16", f'{TOPIC}title = "{"🧠" * 21}"\n', 7, "42 long and 40", "shorten it by 2"),
    ("control character", f'{TOPIC}why = "a\\u0007b"\n', 7, "control character", "anew"),
    ("direction override", f'{TOPIC}why = "a\\u202eb"\n', 7, "control character", "anew"),
    ("bad id", TOPIC.replace('"one"', '"One 1"'), 4, "not written as a name", "hyphens"),
    ("unknown kind", f'{TOPIC}kind = "quiz"\n', 7, "no kind of question", "'short'"),
    ("stranger", f"{TOPIC}need = 2\n", 7, "kind short", '"list"'),
    ("kind without keys", f'{TOPIC}kind = "order"\n', 7, "needs `steps`", "leave `kind` out"),
    ("answer no option", f'{TOPIC}options = ["Lyon", "Nice"]\n', 6, "none of the options", "“Lyon”"),
    ("equal options", f'{TOPIC}options = ["Paris", "Paris"]\n', 7, "twice", "take one out"),
    ("needs too many", f'{TOPIC}items = ["Paris"]\nneed = 2\n', 8, "2 are needed", "lower"),
    ("bad shown", f'{TOPIC}steps = ["a", "b"]\nshown = [1, 1]\n', 8, "each step once", "1 to 2"),
    (
        "enough of too few",
        f'{TOPIC}ideas = [{{ name = "a", texts = "b" }}]\nenough = 2\n',
        8,
        "2 ideas",
        "lower",
    ),
    ("accepted and rejected", f'{TOPIC}reject = ["paris!"]\n', 7, "also the answer", "decide"),
    ("accepted and prompted", f'{TOPIC}accept = ["x"]\nprompt = ["X"]\n', 8, "in `accept`", "decide"),
    ("id twice", f"{TOPIC}\n{QUESTION}", 9, "already used in", "id of its own"),
    (
        "long options",
        f'{TOPIC}options = ["Paris", "{"N" * 300}", "{"M" * 300}", "{"L" * 300}", "{"O" * 300}"]\n',
        7,
        "1205 long and 1200 is the limit",
        "by",
    ),
    ("no such answer", f'{TOPIC}options = ["Paris", "Nice"]\nanswers = ["Lyon"]\n', 8, "none of the", "it"),
    ("side too long", f'{TOPIC}pairs = [["a", "b"], ["c", "{"d" * 51}"]]\n', 7, "50 is the limit", "shorten"),
    ("left side twice", f'{TOPIC}pairs = [["a", "b"], ["a", "c"]]\n', 7, "on the left twice", "once"),
    ("no gap", f'{TOPIC}gaps = ["Paris"]\n', 5, "0 gaps and `gaps` has 1", "___"),
    ("answers alone", f'{TOPIC}answers = ["Paris"]\n', 7, "needs `options`", "add"),
    ("syntax", 'title = "T"\nask = "no end\n', 2, "not TOML", "quotation mark"),
    ("key twice", f'{TOPIC}ask = "again"\n', 7, "not TOML", "just above"),
    ("bad UTF-8", b'title = "T"\n\n# \xff\n', 3, "not UTF-8", "save"),
    ("deep lists", "x = " + "[" * 20_000, 1, "nest", "authoring"),
    ("deep tables", "x = " + "{a=" * 20_000, 1, "nest", "authoring"),
    ("key of many parts", "a." * 400_000 + "b = 1", 1, "too many parts", "authoring"),
    ("huge number", f"{TOPIC}value = {'9' * 5000}\n", 1, "cannot be read", "quotation marks"),
    ("large file", "#" * (1024 * 1024 + 1), 1, "1 MiB", "split"),
]


@pytest.mark.parametrize(
    ("topic", "line", "wrong", "mend"), [b[1:] for b in BROKEN], ids=[b[0] for b in BROKEN]
)
def test_a_fault_is_told_with_file_line_and_what_to_do(
    tmp_path: Path, topic: str | bytes, line: int, wrong: str, mend: str
) -> None:
    folder = write(tmp_path, topic)

    deck, faults = read_deck(folder)

    assert deck is None
    assert [(fault.file, fault.line) for fault in faults] == [(folder / "one.toml", line)]
    assert wrong in faults[0].wrong
    assert mend in faults[0].mend
    assert str(faults[0]).startswith(f"{folder / 'one.toml'}:{line}: ")


BROKEN_CARDS = [
    ("unknown key", f'{CARD}license = "MIT"\n', 4, "unknown key `license`", "write `licence`"),
    ("no lang", 'title = "T"\nlicence = "MIT"\n', 1, "`lang` is missing", "add"),
    ("bad lang", CARD.replace('"en"', '"english"'), 2, "not a language's code", "ISO 639-1"),
    ("no such lang", CARD.replace('"en"', '"xx"'), 2, "“xx” is no language", "ISO 639-1"),
    ("missing topic", f'{CARD}topics = [\n  "one",\n  "two",\n]\n', 6, "no file two.toml", "write the file"),
    ("topic twice", f'{CARD}topics = ["one", "one"]\n', 4, "listed twice", "take the name out"),
    ("path for topic", f'{CARD}topics = ["one", "../one"]\n', 4, "not written as a name", "hyphens"),
    ("lonely synonym", f'{CARD}synonyms = [["a", "b"],\n["c"]]\n', 5, "too few", "at least 2"),
    (
        "torn",
        f'{CARD}synonyms = [["a", "b"]]\nconfusables = [["B", "a"]]\n',
        5,
        "“a” and “b”",
        "one of the two",
    ),
]


@pytest.mark.parametrize(
    ("card", "line", "wrong", "mend"), [b[1:] for b in BROKEN_CARDS], ids=[b[0] for b in BROKEN_CARDS]
)
def test_a_fault_in_deck_toml_is_told_likewise(
    tmp_path: Path, card: str, line: int, wrong: str, mend: str
) -> None:
    folder = write(tmp_path, card=card)

    deck, faults = read_deck(folder)

    assert deck is None
    assert [(fault.file, fault.line) for fault in faults] == [(folder / "deck.toml", line)]
    assert wrong in faults[0].wrong
    assert mend in faults[0].mend


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    first = write(tmp_path, f"{TOPIC}need = 2\nacept = 1\n", card=CARD.replace('"en"', '"xx"'))
    (first / "two.toml").write_text("title = 1\n")
    write(tmp_path, "nonsense", name="other")

    with pytest.raises(BrokenDeck) as broken:
        load_library([tmp_path])

    places = {(fault.file.parent.name, fault.file.name, fault.line) for fault in broken.value.faults}
    assert places == {
        ("small", "deck.toml", 2),
        ("small", "one.toml", 8),
        ("small", "two.toml", 1),
        ("other", "one.toml", 1),
    }


def test_an_id_is_unique_over_all_decks_loaded_together(tmp_path: Path) -> None:
    folders = [write(tmp_path), write(tmp_path, name="other")]
    for folder in folders:
        assert load_library([folder]).decks

    with pytest.raises(BrokenDeck) as broken:
        load_library(folders)

    [fault] = broken.value.faults
    assert fault.file == folders[1] / "one.toml"
    assert fault.line == 4
    assert f"{folders[0] / 'one.toml'}:4" in fault.wrong


def test_two_decks_of_one_name_are_refused(tmp_path: Path) -> None:
    for above in ("a", "b"):
        (tmp_path / above).mkdir()
    write(tmp_path / "a")
    write(tmp_path / "b", GOOD.replace('"one"', '"two"'))

    with pytest.raises(BrokenDeck, match="a deck named small is already loaded"):
        load_library([tmp_path / "a", tmp_path / "b"])


def test_a_topic_that_is_not_listed_is_a_fault(tmp_path: Path) -> None:
    folder = write(tmp_path, card=f'{CARD}topics = ["one"]\n')
    (folder / "stray.toml").write_text(GOOD)

    _, [fault] = read_deck(folder)

    assert fault.file.name == "stray.toml"
    assert "not listed" in fault.wrong


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    plain, _ = read_deck(write(tmp_path))
    windows, _ = read_deck(write(tmp_path, b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()))

    assert plain
    assert plain == windows


def test_ask_and_answer_suffice_and_the_rest_is_made(tmp_path: Path) -> None:
    [question] = load_library([write(tmp_path, TOPIC)]).decks[0].questions()

    assert isinstance(question, Short)
    assert question.title == "Capital of France"
    assert question.hints == (
        "It is one word of five letters.",
        "It begins like this: P····",
    )


KINDS: list[tuple[str, type[Question]]] = [
    ("", Short),
    ('options = ["Paris", "Nice"]', Choice),
    ('items = ["Paris", "Nice"]\nneed = 1', ListOf),
    ('steps = ["a", "b", "c"]', Order),
    ('ideas = [{ name = "a", texts = ["b"] }]', Explain),
    ("value = 3\ntolerance = 0.5", Number),
    ('kind = "command"', Command),
    ('kind = "command"\nideas = [{ name = "a", texts = "b" }]', Command),
    ('kind = "opinion"\nabout = "Paris"', Opinion),
]


@pytest.mark.parametrize(("keys", "kind"), KINDS, ids=[kind.__name__ for _, kind in KINDS])
def test_the_keys_tell_the_kind(tmp_path: Path, keys: str, kind: type[Question]) -> None:
    [question] = load_library([write(tmp_path, f"{TOPIC}{keys}\n")]).decks[0].questions()

    assert type(question) is kind


def test_steps_are_shown_in_the_authors_order_or_in_one_of_our_own(tmp_path: Path) -> None:
    steps = f'{TOPIC}steps = ["a", "b", "c"]\n'
    [given_] = load_library([write(tmp_path, f"{steps}shown = [3, 1, 2]\n")]).decks[0].questions()
    [drawn] = load_library([write(tmp_path, steps)]).decks[0].questions()
    [again] = load_library([write(tmp_path, steps)]).decks[0].questions()

    assert isinstance(given_, Order)
    assert isinstance(drawn, Order)
    assert given_.shown == (2, 0, 1)
    assert sorted(drawn.shown) == [0, 1, 2] != list(drawn.shown)
    assert drawn == again


def test_topics_come_in_the_listed_order(tmp_path: Path) -> None:
    folder = write(tmp_path, card=f'{CARD}topics = ["two", "one"]\n')
    (folder / "two.toml").write_text(GOOD.replace('"one"', '"two"'))

    [deck] = load_library([folder]).decks

    assert [topic.id for topic in deck.topics] == ["two", "one"]
    assert [question.id for question in deck.questions()] == ["two", "one"]


TOOLS = (CONTENT / "intro-ml" / "tools.toml").read_bytes()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    at=st.integers(0, len(TOOLS)),
    cut=st.integers(0, 400),
    put=st.one_of(
        st.binary(max_size=8), st.sampled_from([b"[", b"]", b'"""', b"'''", b"{", b"\n[[question]]\n"])
    ),
)
def test_no_damage_to_a_file_raises_and_every_fault_has_a_line_of_the_file(
    tmp_path: Path, at: int, cut: int, put: bytes
) -> None:
    damaged = TOOLS[:at] + put + TOOLS[at + cut :]

    deck, faults = read_deck(write(tmp_path, damaged))

    assert (deck is None) == bool(faults)
    for fault in faults:
        assert 1 <= fault.line <= damaged.count(b"\n") + 1

"""`recall check`: what it finds, what it prints, how it exits."""

from pathlib import Path

import pytest

from bot.decks.check import check, run_check
from tests.decks.paper import CARD, GOOD, TOPIC, write


def test_a_good_deck_exits_0_with_a_summary(tmp_path: Path) -> None:
    folder = write(tmp_path, f'{GOOD}accept = ["Lutetia"]\nexamples.right = ["paris"]\n')

    assert run_check([folder]) == ("1 deck, 1 question, 3 answers checked: 0 errors, 0 warnings.", 0)


def test_a_file_of_a_deck_stands_for_the_deck(tmp_path: Path) -> None:
    assert run_check([write(tmp_path) / "one.toml"])[1] == 0


ERRORS = [
    ("example not right", 'examples.right = ["Paris", "London"]', 8, "“London” should be right"),
    ("example not wrong", 'examples.wrong = ["PARIS"]', 8, "“PARIS” should be wrong and is marked right"),
    ("example not partial", 'examples.partial = ["Paris"]', 8, "should be partial and is marked right"),
    ("answer of no words", 'accept = [\n  "?!",\n]', 9, "“?!” should be right"),
    ("accept overruled", 'accept = ["Lutetia"]\nreject = ["the Lutetia"]', 8, "“Lutetia” should be right"),
]


@pytest.mark.parametrize(("keys", "line", "wrong"), [e[1:] for e in ERRORS], ids=[e[0] for e in ERRORS])
def test_an_answer_marked_otherwise_than_the_author_says_is_an_error(
    tmp_path: Path, keys: str, line: int, wrong: str
) -> None:
    folder = write(tmp_path, f"{GOOD}{keys}\n")

    text, status = run_check([folder])

    assert status == 1
    assert text.startswith(f"{folder / 'one.toml'}:{line}: ")
    assert wrong in text
    assert "1 error, 0 warnings." in text


def test_the_texts_of_options_are_marked_too(tmp_path: Path) -> None:
    options = 'options = [{ text = "Paris", texts = ["Lutetia"] },\n  { text = "Nice", texts = ["lutetia"] }]'
    folder = write(tmp_path, f"{GOOD}{options}\n")

    [error] = check([folder]).errors

    assert error.line == 9
    assert "“lutetia” should be not right" in error.wrong


WARNINGS = [
    ("no why", TOPIC, 4, "there is no `why`"),
    (
        "given away",
        GOOD.replace("Capital of France", "Is Paris, or Nice, the capital"),
        5,
        "gives its answer away",
    ),
    ("accepted twice", f'{GOOD}accept = ["Lutetia", "the lutetia."]\n', 8, "accepted twice"),
]


@pytest.mark.parametrize(("topic", "line", "wrong"), [w[1:] for w in WARNINGS], ids=[w[0] for w in WARNINGS])
def test_a_doubt_is_a_warning_and_exits_0(tmp_path: Path, topic: str, line: int, wrong: str) -> None:
    folder = write(tmp_path, topic)

    text, status = run_check([folder])

    assert status == 0
    assert text.startswith(f"{folder / 'one.toml'}:{line}: warning: ")
    assert wrong in text
    assert "0 errors, 1 warning." in text


@pytest.mark.parametrize(
    "accept", ['"h = w / f", "H = W / F"', '"Co", "CO"', '"n", "N"', '"x = a : b", "x = A : b"']
)
def test_what_differs_in_case_alone_is_not_the_same_where_case_counts(tmp_path: Path, accept: str) -> None:
    folder = write(tmp_path, f"{GOOD}accept = [{accept}]\n")

    assert not [each.wrong for each in check([folder]).warnings if "twice" in each.wrong]


def test_an_answer_in_two_questions_is_a_warning_at_the_second(tmp_path: Path) -> None:
    second = GOOD.replace('"one"', '"two"').replace('title = "One"\n\n', "")
    folder = write(tmp_path, f"{GOOD}\n{second}")

    [warning] = check([folder]).warnings

    assert warning.line == 12
    assert warning.wrong == "“Paris” is right here and for one"


def test_a_language_the_marker_does_not_know_is_a_warning(tmp_path: Path) -> None:
    folder = write(tmp_path, card=CARD.replace('"en"', '"vo"'))

    [warning] = check([folder]).warnings

    assert (warning.file.name, warning.line) == ("deck.toml", 2)
    assert "knows no words of the language vo" in warning.wrong


def test_faults_of_form_and_of_marking_are_told_together(tmp_path: Path) -> None:
    second = GOOD.replace('"one"', '"two"').replace('title = "One"\n\n', "")
    folder = write(tmp_path, f'{GOOD}acept = ["x"]\n\n{second}examples.wrong = ["Paris"]\n')

    errors = check([folder]).errors

    assert [(error.line, error.wrong.split("`")[0]) for error in errors] == [
        (8, "unknown key "),
        (15, "“Paris” should be wrong and is marked right (exact)"),
    ]


def test_checking_the_same_deck_twice_prints_the_same(tmp_path: Path) -> None:
    folder = write(tmp_path, f'{TOPIC}examples.right = ["London", "Rome"]\nneed = 1\n')

    assert run_check([folder]) == run_check([folder])


ORDER = (
    'title = "One"\n[[question]]\nid = "one"\nask = "Order them."\nanswer = "mix, first rise, second rise"\n'
    'why = "So it is."\n'
    'steps = ["mix", "first rise", { text = "second rise", texts = ["proofing"] }]\n'
)


def test_synonyms_that_blur_steps_are_a_warning(tmp_path: Path) -> None:
    card = f'{CARD}synonyms = [["proof", "rise"], ["mix", "stir"]]\n'
    folder = write(tmp_path, ORDER, card=card)

    [warning] = check([folder]).warnings

    assert "“proof”, “rise” mean the same" in warning.wrong
    assert warning.line == 7


ADVICE = [
    ("gaps", 'ask = "___ and ___"\ngaps = [["a lion"], ["a bear"]]\nexamples.partial = ["x"]', "`gaps`"),
    (
        "list",
        'ask = "A cat?"\nanswer = "lion"\nitems = ["lion", "lynx"]\nneed = 1\naccept = ["a zebra"]',
        "to the `texts` of its items",
    ),
    (
        "order",
        'ask = "Order."\nanswer = "a"\nsteps = ["lion", "bear", "fox"]\nexamples.partial = ["lion"]',
        "half of the steps in their order, add it to `prompt`",
    ),
    ("short", 'ask = "Which?"\nanswer = "lion"\nexamples.partial = ["bear"]', "add it to `prompt`"),
]


@pytest.mark.parametrize(("keys", "mend"), [a[1:] for a in ADVICE], ids=[f"{a[0]} {a[2]}" for a in ADVICE])
def test_the_advice_names_what_the_kind_has(tmp_path: Path, keys: str, mend: str) -> None:
    folder = write(tmp_path, f'title = "One"\n[[question]]\nid = "one"\nwhy = "So."\n{keys}\n')

    assert mend in [error.mend for error in check([folder]).errors][-1]


def test_a_formula_is_noted_with_what_as_changes(tmp_path: Path) -> None:
    topic = GOOD.replace('answer = "Paris"', 'answer = "h = w / f"')

    [note] = check([write(tmp_path, topic)]).notes

    assert "each other text by its own looks" in note.wrong
    assert '`as = "formula"`' in note.mend


def test_a_key_behind_a_table_of_its_question_is_told_where_it_belongs(tmp_path: Path) -> None:
    ideas = (
        '[[question.ideas]]\nname = "less force"\ntexts = ["less force"]\nexamples.right = ["less force"]\n'
    )

    [error] = check([write(tmp_path, GOOD + ideas)]).errors

    assert error.wrong == "`examples` stands under `ideas`"
    assert error.mend == "put it above the first `[[question.ideas]]`"


CULPRITS = [
    ('examples.right = ["Rome"]', "add it to `accept`, or move it"),
    (
        'examples.right = ["less strength for each turn, but more turns"]\n'
        '[[question.ideas]]\nname = "force"\n'
        'texts = ["less strength"]\n[[question.ideas]]\nname = "turns"\ntexts = ["more turns"]\n'
        'never = ["fewer turns"]',
        "“fewer turns” in `never` catches it: make that more precise",
    ),
]


@pytest.mark.parametrize(("keys", "mend"), CULPRITS, ids=[mend[:20] for _, mend in CULPRITS])
def test_the_text_that_speaks_against_an_answer_is_named(tmp_path: Path, keys: str, mend: str) -> None:
    topic = f"{GOOD}{keys}\n"

    assert mend in [error.mend for error in check([write(tmp_path, topic)]).errors]

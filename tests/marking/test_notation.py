"""Where answers are notation, signs, case, marks, numerals and units decide."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.decks.adhoc import mark_lines
from bot.domain.deck import Library

CASES = Path(__file__).with_name("notation.txt")
SHARED = Path(os.environ.get("RECALL_SHARED", Path(__file__).resolve().parents[3] / "shared"))


def families() -> dict[str, list[tuple[dict[str, Any], str]]]:
    """By family, each question with an answer and its sign."""
    found: dict[str, list[tuple[dict[str, Any], str]]] = {}
    entry: dict[str, Any] = {}
    family = ""
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            family = line[2:]
        elif line.startswith(": "):
            ref, _, more = line[2:].partition("\t")
            entry = {"ask": "?", "accept": [ref], **(json.loads(more) if more else {})}
        elif line[:2] in ("+ ", "- ", "~ "):
            found.setdefault(family, []).append((entry, line))
    return found


def marked(rows: list[dict[str, Any]]) -> Iterator[str]:
    """The verdicts on lines of `recall mark`."""
    lines = (json.dumps({"ask": "?"} | row) for row in rows)
    return (json.loads(line).get("verdict", "refused") for line in mark_lines(lines, Library(())))


SIGNS = {"right": "+", "almost": "+", "partial": "~"}
FAMILIES = families()


@pytest.mark.parametrize("family", FAMILIES)
def test_signs_case_numerals_and_units_decide(family: str) -> None:
    """Each accepted text with what is said for it; partly right is not right."""
    cases = FAMILIES[family]
    got = [SIGNS.get(one, "-") for one in marked([entry | {"answer": said[2:]} for entry, said in cases])]
    off = [
        (entry["accept"][0], said, sign)
        for (entry, said), sign in zip(cases, got, strict=True)
        if sign != said[0] and (said[0], sign) != ("-", "~")
    ]
    assert off == []


def test_each_family_has_ten_references_or_more() -> None:
    """Enough of each kind, so that a mechanism is tried and no case."""
    few = {family: len({row[0]["accept"][0] for row in rows}) for family, rows in FAMILIES.items()}
    assert {family: count for family, count in few.items() if count < 10} == {}


def test_cases_reported_elsewhere() -> None:
    """The cases that people reported of other programs, where they are at hand."""
    file = SHARED / "cases" / "marking.jsonl"
    if not file.is_file():
        pytest.skip("the reported cases are not beside the repository")
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if "question" not in row]
    got = marked([{key: value for key, value in row.items() if key != "expect"} for row in rows])
    assert [row for row, verdict in zip(rows, got, strict=True) if verdict not in row["expect"]] == []


PIECES = [entry["accept"][0] for rows in FAMILIES.values() for entry, _ in rows]
TEXTS = st.one_of(
    st.sampled_from(PIECES),
    st.lists(
        st.sampled_from([*PIECES, "^", "(", "-", "/", "1", "and", "not", "%", "°", "|", "BC"]), max_size=8
    ).map(" ".join),
    st.text(alphabet="xyn01239+-*/^()[]{}|=<>≤≥!'.,;:∞πΩ°%$€²½→∀ abcABC\"\\", max_size=24),
    st.text(max_size=40),
)
KINDS = st.sampled_from(["short", "number", "command", "choice"])
LANGUAGES = st.sampled_from(["en", "de", "zh", "ja", "hi", "fr"])
AS = st.sampled_from(["", "code", "formula", "symbols"])


@settings(max_examples=300, deadline=None)
@given(TEXTS.filter(str.strip), TEXTS, KINDS, LANGUAGES, AS)
def test_any_deck_and_any_answer_get_a_verdict(
    ref: str, said: str, kind: str, lang: str, read_as: str
) -> None:
    """Never an exception, whatever an author wrote and a learner types; equal input, equal verdict."""
    entry = {"accept": [ref], "kind": kind, "lang": lang, "as": read_as, "answer": said}
    if kind == "choice":
        entry["options"] = [ref, f"{ref}'", "none"]
    first, second = marked([entry]), marked([entry])
    assert list(first) == list(second)


def verdict(ref: str, said: str, **more: Any) -> str:
    """The verdict on one answer."""
    [got] = marked([{"accept": [ref], "answer": said, **more}])
    return got


@pytest.mark.parametrize(
    ("read_as", "ref", "said", "want"),
    [
        ("", "=== (three signs)", "==", "wrong"),
        ("code", "a = b", "b = a", "wrong"),
        ("formula", "a = b", "b = a", "right"),
        ("words", "a-b", "a b", "right"),
        ("symbols", "He", "HE", "wrong"),
        ("code", "len(x)", "len( x )", "right"),
        ("code", "Len", "len", "right"),
    ],
)
def test_the_author_says_how_an_answer_is_read(read_as: str, ref: str, said: str, want: str) -> None:
    """`as` outranks the guess."""
    assert verdict(ref, said, **{"as": read_as}) == want


@pytest.mark.parametrize(
    ("lang", "ref", "said", "want"),
    [
        ("de", "die Tür", "die Tür", "right"),
        ("de", "die Tür", "der Tür", "wrong"),
        ("de", "die Tür", "Tür", "partial"),
        ("es", "la mesa", "el mesa", "wrong"),
        ("fr", "l'eau", "le eau", "wrong"),
        ("fr", "l'eau", "l’eau", "right"),
        ("en", "die Tür", "die Tür", "right"),
        ("en", "die Tür", "der Tür", "wrong"),
        ("en", "die Tür", "Tür", "partial"),
        ("en", "la mesa", "el mesa", "wrong"),
        ("de", "the door", "a door", "wrong"),
    ],
)
def test_articles_count_where_the_author_says_so(lang: str, ref: str, said: str, want: str) -> None:
    """Vocabulary is learned with its article."""
    assert verdict(ref, said, lang=lang, articles=True) == want


@pytest.mark.parametrize(
    ("options", "said", "want"),
    [
        (["Paris", "Rome", "All of the above"], "all of them", "right"),
        (["Paris", "Rome", "All of the above"], "Paris and Rome", "right"),
        (["Paris", "Rome", "All of the above"], "a and b", "right"),
        (["Paris", "Rome", "All of the above"], "Paris or Rome", "wrong"),
        (["Paris", "Rome", "All of the above"], "Paris", "wrong"),
        (["True", "False"], "untrue", "right"),
        (["True", "False"], "f", "right"),
        (["True", "False"], "t", "wrong"),
        (["MW", "mW"], "mW", "right"),
        (["MW", "mW"], "MW", "wrong"),
        (["5", "-5"], "-5", "right"),
        (["5", "-5"], "5", "wrong"),
        (["x < 0", "x > 0"], "0 < x", "right"),
        (["x < 0", "x > 0"], "x<0", "wrong"),
        (["10 A", "10 mA"], "0.01 A", "right"),
    ],
)
def test_options_by_sign_and_all_of_them(options: list[str], said: str, want: str) -> None:
    """The last option is the right one."""
    assert verdict(options[-1], said, options=options) == want


def test_a_reject_is_compared_as_strictly_as_the_answer() -> None:
    """`Mw` is foreseen; `MW` is right."""
    more = {"reject": ["mW"]}
    assert [verdict("MW", said, **more) for said in ("MW", "mW", "mw")] == ["right", "wrong", "right"]


def test_a_bare_number_passes_where_the_question_names_the_unit() -> None:
    """Else it is asked for."""
    assert verdict("230 V", "230", ask="Which voltage has a socket?") == "partial"
    assert verdict("230 V", "230", ask="How many volts has a socket?") == "right"
    assert verdict("100 °C", "100", ask="At how many °C does water boil?") == "right"

"""What an author wrote, made into a form: strictly, and with everything that is amiss."""

from typing import Any

import pytest

from bot.decks.forms import Slip, read_form
from bot.decks.model import (
    DeckForm,
    ExamplesForm,
    OptionForm,
    QuestionForm,
    RejectForm,
    SisterForm,
    TopicForm,
)
from bot.decks.slips import sentence_of

GOOD = {"id": "one", "ask": "?", "answer": "x"}


def question(**keys: Any) -> QuestionForm:
    form = read_form(QuestionForm, {**GOOD, **keys})
    assert not isinstance(form, list), form
    return form


def slips(**keys: Any) -> list[Slip]:
    form = read_form(QuestionForm, {**GOOD, **keys})
    assert isinstance(form, list), form
    return form


def test_everything_that_is_amiss_is_found_where_it_stands() -> None:
    given = {
        "title": 7,
        "question": [
            {"ask": " ", "need": 0, "reject": ["a", {"why": "w", "wyh": 1}, 3], "hints": [1]},
            "text",
        ],
        "zzz": 1,
    }
    found = read_form(TopicForm, given)
    assert isinstance(found, list)
    assert [(slip.path, slip.kind) for slip in found] == [
        (("title",), "text"),
        (("question", 0, "id"), "missing"),
        (("question", 0, "ask"), "empty"),
        (("question", 0, "reject", 1, "texts"), "missing"),
        (("question", 0, "reject", 1, "wyh"), "unknown"),
        (("question", 0, "reject", 2), "table"),
        (("question", 0, "hints"), "few"),
        (("question", 0, "hints", 0), "text"),
        (("question", 0, "need"), "small"),
        (("question", 1), "table"),
        (("zzz",), "unknown"),
    ]


AMISS = [
    ("need", True, "`need` is not a whole number; write it without quotation marks, such as 3"),
    ("need", 1.0, "`need` is not a whole number; write it without quotation marks, such as 3"),
    ("need", 0, "`need` is less than 1; write 1 or more"),
    ("value", "1", "`value` is not a number; write it without quotation marks, such as 0.5"),
    ("value", True, "`value` is not a number; write it without quotation marks, such as 0.5"),
    ("value", float("nan"), "`value` is not a finite number; write one in digits, such as 0.5"),
    ("value", 10**400, "`value` is not a finite number; write one in digits, such as 0.5"),
    ("tolerance", float("inf"), "`tolerance` is not a finite number; write one in digits, such as 0.5"),
    ("tolerance", -0.1, "`tolerance` is less than 0; write 0 or more"),
    ("articles", 1, "`articles` is neither true nor false; write true or false, without quotation marks"),
    ("as", "prose",
     "`as` is not one of the words it may be; write one of 'code', 'formula', 'symbols' or 'words'"),
    ("examples", "x", "`examples` is not a table; write it as docs/authoring.md shows"),
    ("ideas", [1], "entry 1 of `ideas` is not a table; write it as docs/authoring.md shows"),
    ("tags", ["a"] * 21, "`tags` has too many entries; keep to 20 at most"),
    ("id", "One 1",
     "`id` is not written as a name; use small letters, digits and single hyphens, such as fundamentals-04"),
    ("why", "a\u202eb", "`why`: the text has a control character in it; type the text anew, without it"),
    ("why", "half \ud800", "`why`: the text has a control character in it; type the text anew, without it"),
    ("reject", [{"texts": "a", "why": "w" * 251}],
     "`why`: the text is 251 long and 250 is the limit (entry 1 of `reject`); shorten it by 1"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "given", "told"), AMISS)
def test_each_slip_is_told_in_a_sentence(key: str, given: object, told: str) -> None:
    assert [sentence_of(slip) for slip in slips(**{key: given})] == [told]


def test_a_text_stands_alone_for_a_list_or_a_table() -> None:
    form = question(
        accept="a", reject=["b", {"texts": ["c"]}], options=["x", {"text": "y"}], gaps=["d", ["e"]]
    )
    assert form.accept == ["a"]
    assert form.reject == [RejectForm(texts=["b"]), RejectForm(texts=["c"])]
    assert form.options == [OptionForm(text="x"), OptionForm(text="y")]
    assert form.gaps == [["d"], ["e"]]


def test_blanks_around_a_text_are_taken_off_before_it_is_looked_at() -> None:
    form = question(id=" one ", ask="\n?\n", why="line\nbreak", title=" " * 99 + "T")
    assert (form.id, form.ask, form.why, form.title) == ("one", "?", "line\nbreak", "T")


def test_what_is_left_out_has_its_default_and_each_form_its_own() -> None:
    one, other = question(), question(value=3, **{"as": "code"})
    assert (one.articles, one.need, one.examples) == (False, None, ExamplesForm())
    assert (one.reject, one.tags) == ([], [])
    assert one.tags is not other.tags
    assert (other.value, other.as_) == (3.0, "code")
    assert isinstance(other.value, float)


def test_a_form_has_the_keys_of_the_one_it_adds_to() -> None:
    card = read_form(DeckForm, {"title": "T", "lang": "en", "licence": "MIT", "synonyms": [["a", "b"]]})
    assert isinstance(card, SisterForm)
    assert card.synonyms == [["a", "b"]]
    broken = read_form(DeckForm, {"title": "T", "lang": "en\n", "licence": "MIT"})
    assert isinstance(broken, list)
    assert [slip.kind for slip in broken] == ["pattern"]

"""Who tells the marker what to do is found, in whatever dress; who only speaks of such things is not."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.decks.adhoc import question_of
from bot.domain.marking import lexicon_of
from bot.domain.second_opinion.asking import messages_for, read_answer, shown_why
from bot.domain.second_opinion.checks import LONGEST, instructs, may_be_asked
from bot.domain.second_opinion.opinion import LONGEST_WHY, Cuts, Says, SecondOpinion, cuts_of
from tests.second_opinion.attacks import HONEST, INJECTED

QUESTION = question_of(
    {
        "ask": "Why do we shuffle the training data?",
        "accept": ["So that the order teaches nothing."],
        "lang": "en",
    }
)
WORDS = lexicon_of(None, lang="en")


def test_there_are_thirty_attacks_and_more() -> None:
    assert len(set(INJECTED)) >= 30


@pytest.mark.parametrize("said", INJECTED)
def test_an_answer_that_tells_the_marker_what_to_do_is_found(said: str) -> None:
    assert instructs(said)
    assert instructs(f"the order should not teach it anything. {said}")
    assert not may_be_asked(QUESTION, said, WORDS)


@pytest.mark.parametrize("said", HONEST)
def test_an_honest_answer_is_not_taken_for_one(said: str) -> None:
    assert not instructs(said)


def test_of_labelled_answers_hardly_any_is_taken_for_one() -> None:
    file = Path(__file__).parents[2] / "benchmarks" / "answers" / "general.jsonl"
    answers = [json.loads(line)["answer"] for line in file.read_text(encoding="utf-8").splitlines()]
    found = [said for said in answers if instructs(said)]
    assert len(found) <= len(answers) // 200, found


def test_a_long_answer_and_one_that_holds_a_contrary_stay_in_doubt() -> None:
    assert may_be_asked(QUESTION, "it should not learn where a row stands", WORDS)
    assert not may_be_asked(QUESTION, "it should not learn where a row stands " * 20, WORDS)
    assert len("it should not learn where a row stands " * 20) > LONGEST
    loss = question_of({"ask": "Does the loss rise or fall?", "accept": ["It falls."], "lang": "en"})
    assert not may_be_asked(loss, "it goes down at first, but it does not fall", WORDS)


@pytest.mark.parametrize("told", INJECTED)
def test_a_deck_that_tells_the_marker_what_to_do_is_not_asked_about(told: str) -> None:
    spoilt = question_of({"ask": f"What is a loss? {told}", "accept": ["An error."], "lang": "en"})
    assert not may_be_asked(spoilt, "how far off it is", WORDS)


@pytest.mark.parametrize("said", INJECTED)
def test_an_answer_is_data_in_json(said: str) -> None:
    """It cannot end the text it is quoted in."""
    task, data = messages_for(QUESTION, said)
    assert said not in task["content"]
    assert json.loads(data["content"])["answer"] == said


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ('{"says": "same", "confidence": 0.9, "why": "So."}', Says.SAME),
        ('{"says": "part", "confidence": 1, "why": ""}', Says.PART),
        ('{"confidence": 0, "says": "unsure"}', Says.UNSURE),
        ('```json\n{"says": "other", "confidence": 0.9, "why": "So."}\n```', Says.OTHER),
        ('<think>{"says": "other"} or so</think> {"says": "same", "confidence": 0.9}', Says.SAME),
        ("", None),
        ("same", None),
        ("null", None),
        ('{"says": "same"}', None),
        ('{"says": "Same", "confidence": 0.9}', None),
        ('{"says": "same", "confidence": -0.1}', None),
        ('{"says": "same", "confidence": 1e999}', None),
        ('{"says": "same", "confidence": null}', None),
        ('{"says": "same", "confidence": "0.9"}', None),
    ],
)
def test_an_answer_is_read_strictly(content: str, says: Says | None) -> None:
    opinion = read_answer(content)
    assert (opinion.says if opinion else None) == says


@pytest.mark.parametrize(
    ("why", "shown"),
    [
        ("It is about\n the order.", "It is about the order."),
        ("See https://example.com", ""),
        ("Ask @somebody", ""),
        ("<b>Right</b>", ""),
        ("x" * 201, ""),
        ("The verdict is same.", ""),
        ("hid\u202eden", ""),
    ],
)
def test_a_reason_is_shown_only_if_it_is_one_plain_line(why: str, shown: str) -> None:
    assert shown_why(why) == shown


def test_cuts_are_of_one_model_and_one_way_of_asking() -> None:
    assert cuts_of("same=0.8,other=0.95,for=a/b:7b@1", "a/b:7b") == Cuts(same=0.8, other=0.95)
    assert cuts_of("same=0.8,other=0.95,for=a/b:7b@0", "a/b:7b") is None
    assert cuts_of("same=0.8,other=0.95,for=another@1", "a/b:7b") is None
    for wrong in (
        "",
        "same=0.8",
        "same=x,other=1,for=a@1",
        "same=0,other=1,for=a@1",
        "same=nan,other=1,for=a@1",
    ):
        with pytest.raises(ValueError, match=r"."):
            cuts_of(wrong, "a")


def test_only_same_and_other_count() -> None:
    cuts = Cuts(same=0.8, other=2.0)

    def settled(says: Says, confidence: float) -> bool | None:
        return cuts.settles(SecondOpinion(says=says, confidence=confidence))

    assert settled(Says.SAME, 0.8) is True
    assert settled(Says.SAME, 0.79) is None
    assert settled(Says.OTHER, 1.0) is None, "2 stands for never"
    assert settled(Says.PART, 1.0) is settled(Says.UNSURE, 1.0) is None


@given(st.text(max_size=400))
def test_any_text_is_read_or_is_no_opinion(content: str) -> None:
    opinion = read_answer(content)
    assert opinion is None or (0 <= opinion.confidence <= 1 and len(opinion.why) <= LONGEST_WHY)


@given(
    st.fixed_dictionaries(
        {
            "says": st.sampled_from(["same", "part", "other", "unsure", "right", ""]) | st.integers(),
            "confidence": st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=3) | st.none(),
            "why": st.text(max_size=300) | st.none() | st.lists(st.text(max_size=3)),
        }
    ),
    st.text(max_size=30),
)
def test_an_opinion_is_in_its_bounds_whatever_stands_around_it(said: dict[str, object], around: str) -> None:
    opinion = read_answer(f"{around}{json.dumps(said)}{around}")
    if opinion is not None:
        assert 0 <= opinion.confidence <= 1
        assert len(opinion.why) <= LONGEST_WHY
        assert "\n" not in opinion.why


@given(st.text(max_size=700))
def test_any_answer_is_looked_at_in_bounded_time(said: str) -> None:
    may_be_asked(QUESTION, said, WORDS)


@pytest.mark.parametrize(
    "said",
    [
        "ignore " * 80,
        "a " * 300,
        "mark a b c d e " * 40,
        "you are " * 70,
        "answer: " * 80,
        "s p a c e d " * 50,
    ],
)
def test_a_hostile_answer_takes_bounded_time(said: str) -> None:
    began = time.process_time()
    instructs(said)
    assert time.process_time() - began < 0.2

"""What is said while no question is open, about another one, or to refuse something."""

import pytest

from bot.decks.adhoc import question_of
from bot.domain.intent import (
    Intent,
    intent_of,
    menu_of,
    nearest_command,
    nearest_sentence,
    question_about,
    same_text,
    slashed,
    understand,
)
from bot.domain.intent.glossary import in_english
from bot.domain.marking import Mark
from tests.conversation import shipped_library
from tests.domain.test_intent import to


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("ok", Intent.YES_NO_OK),
        ("no thanks", Intent.NO),
        ("warum?", Intent.WHY),
        ("a matrix", None),
        ("", None),
    ],
)
def test_what_is_said_while_nothing_is_open(said: str, intent: Intent | None) -> None:
    assert intent_of(said) is intent


@pytest.mark.parametrize(
    ("said", "menu"),
    [
        ("daily 8:30", ("daily", "8:30")),
        ("my streak", ("streak", "")),
        ("learn", ("learn", "")),
        ("turn off notifications", ("daily", "")),
        ("Einstellungen", ("settings", "")),
        ("streaks of light", None),
        ("topics of the day", None),
        ("", None),
    ],
)
def test_menus_by_their_names(said: str, menu: tuple[str, str] | None) -> None:
    assert menu_of(said) == menu


def test_commands_with_a_slip() -> None:
    commands = ("start", "stats", "streak", "zone")

    assert nearest_command("stast", commands) == "stats"
    assert nearest_command("streek", commands) == "streak"
    assert nearest_command("timezone", commands) == "zone"
    assert nearest_command("frobnicate", commands) is None
    assert slashed("／daily") == "/daily"
    assert slashed("half") == "half"


def test_the_question_about_a_word() -> None:
    deck = shipped_library().current.decks[0]
    tensor = question_about("what even is a tensor?", deck.questions())
    callbacks = question_about("what's a callback", deck.questions())

    assert tensor is not None
    assert tensor.title == "tensor"
    assert callbacks is not None
    assert callbacks.ask == "What are callbacks?"
    assert question_about("what is a kangaroo", deck.questions()) is None
    assert question_about("what is it", deck.questions()) is None


def test_the_nearest_sentence_is_another_questions() -> None:
    questions = list(shipped_library().current.decks[0].questions())
    for question in questions:
        assert nearest_sentence(question, questions) != question.why or not question.why


def test_the_same_text() -> None:
    assert same_text("Lots of data!", "lots of  data")
    assert not same_text("lots of data", "lots")
    assert not same_text("🙂", "…")


def test_german_in_english() -> None:
    assert in_english("mehr Daten") == "more data"
    assert in_english("nichtlinear") == "non-linear"
    assert in_english("Modellparallelität") == "model parallelism"
    assert in_english("numpy") == ""


@pytest.mark.parametrize("said", ["Why not ask the manager?", "why not ask the manager", "Help", "next"])
def test_the_words_of_an_option_are_an_answer(said: str) -> None:
    """Whatever else they look like: a question back, a wish, the name of a command."""
    question = question_of(
        {
            "ask": "What comes first?",
            "accept": ["Next"],
            "options": ["Why not ask the manager?", "Help", "Next"],
        }
    )
    assert understand(question, said).intent is None


@pytest.mark.parametrize(
    "said",
    [
        "no hint please",
        "don't give me a hint",
        "I don't want a hint",
        "no more hints",
        "stop sending hints",
        "no help needed",
        "without hints please",
        "don't skip it",
        "I'm not going to skip this",
        "please don't tell me",
        "don't tell me the answer yet",
        "don't stop",
        "kein Hinweis bitte",
        "sag mir nicht die Lösung",
        "zeig mir die Lösung noch nicht",
        "überspring das nicht",
        "nicht aufhören",
    ],
)
def test_what_is_not_to_be_done_is_not_done(said: str) -> None:
    assert intent_of(said) is Intent.LEAVE_IT
    assert to("fundamentals-01", said).intent is Intent.LEAVE_IT


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("no, give me a hint", Intent.HINT),
        ("why don't you give me a hint", Intent.HELP),
        ("don't you have a hint", Intent.HINT),
        ("is there no hint", Intent.HINT),
        ("give me a hint, not the answer", Intent.HINT),
        ("not a hint, the answer", Intent.REVEAL),
        ("no hints please, next question", Intent.NEXT),
        ("don't have a clue", Intent.DONT_KNOW),
        ("don't ask me", Intent.DONT_KNOW),
        ("no idea", Intent.DONT_KNOW),
        ("no skip", Intent.SKIP),
        ("no more", Intent.STOP),
        ("I don't want to do this anymore", Intent.STOP),
        ("not now", Intent.LATER),
    ],
)
def test_a_denial_of_something_else_refuses_nothing(said: str, intent: Intent) -> None:
    assert intent_of(said) is intent


def test_an_answer_beside_a_refusal_is_one() -> None:
    assert to("fundamentals-01", "don't tell me, it's the number of hidden layers").verdict.mark is Mark.RIGHT
    assert to("fundamentals-01", "the network does not show the hidden layers").intent is not Intent.LEAVE_IT

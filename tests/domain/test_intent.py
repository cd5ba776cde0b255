"""What a text is, before anything comes of it: an answer, or one of the things people say to a tutor."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.intent import (
    Intent,
    Understood,
    intent_of,
    understand,
)
from bot.domain.marking import Mark
from bot.domain.question import DeckId, QuestionId, Short, TopicId
from tests.conversation import shipped_library

HERE = Path(__file__).parent
LABELLED = Path(__file__).parents[3] / "shared" / "answers" / "chat-dev.jsonl"
MARKS = {Mark.RIGHT: "right", Mark.ALMOST: "right", Mark.PARTIAL: "partial", Mark.WRONG: "wrong"}
Row = dict[str, Any]


def to(question: str, said: str) -> Understood:
    """What was said to a question of the shipped decks."""
    library = shipped_library()
    found = library.current.question(QuestionId(question))
    assert found is not None, question
    return understand(found, said, library.lexicon(found.deck, found.lang))


def rows(file: Path) -> list[Row]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def short(ask: str, answer: str, lang: str = "en", *others: str) -> Short:
    return Short(
        id=QuestionId("x-1"),
        deck=DeckId("x"),
        topic=TopicId("x"),
        lang=lang,
        ask=ask,
        answer=answer,
        accept=others,
    )


def shares(labelled: Iterable[Row]) -> tuple[float, float]:
    """Of what is no answer, what costs nothing; of answers, those that keep their mark."""
    free: list[bool] = []
    kept: list[bool] = []
    for row in labelled:
        mark = to(row["question"], row["said"]).verdict.mark
        if row["kind"] == "not_answer":
            free.append(mark is Mark.UNREADABLE)
        else:
            kept.append(MARKS.get(mark) == row["mark"])
    return sum(free) / len(free), sum(kept) / len(kept)


@pytest.mark.parametrize(
    ("question", "said", "intent"),
    [
        ("fundamentals-01", "hiya", Intent.GREET),
        ("fundamentals-01", "heyyy", Intent.GREET),
        ("models-02", "Guten Abend zusammen", Intent.GREET),
        ("distributed-03", "السلام عليكم", Intent.GREET),
        ("data-03", "grazie mille", Intent.THANKS),
        ("models-06", "Vielen Dank für die Erklärung vorhin", Intent.THANKS),
        ("fundamentals-10", "whats your name", Intent.WHO),
        ("models-01", "r u chatgpt", Intent.WHO),
        ("data-04", "wie heißt du denn", Intent.WHO),
        ("fundamentals-09", "what can you do", Intent.HELP),
        ("fundamentals-09", "what does skip do", Intent.HELP),
        ("data-01", "but why split at all", Intent.WHY),
        ("distributed-03", "wieso schon wieder GPU", Intent.WHY),
        ("models-02", "can u explain it like im five", Intent.EXPLAIN),
        ("models-05", "example pls", Intent.EXAMPLE),
        ("fundamentals-02", "what does linear mean", Intent.EXPLAIN_TERM),
        ("fundamentals-09", "was bedeutet bias", Intent.EXPLAIN_TERM),
        ("fundamentals-09", "qué significa varianza", Intent.EXPLAIN_TERM),
        ("tools-02", "api meaning?", Intent.EXPLAIN_TERM),
        ("models-06", "how many should i name", Intent.QUESTION_BACK),
        ("tools-04", "simpler for who", Intent.QUESTION_BACK),
        ("tools-03", "muss ich beides sagen", Intent.QUESTION_BACK),
        ("models-01", "i scrolled past it, whats the q?", Intent.REPEAT),
        ("models-06", "nochmal bitte", Intent.REPEAT),
        ("models-03", "???", Intent.DONT_UNDERSTAND),
        ("distributed-06", "this makes no sense to me", Intent.DONT_UNDERSTAND),
        ("data-02", "je comprends pas", Intent.DONT_UNDERSTAND),
        ("tools-04", "i forgot all of this", Intent.DONT_KNOW),
        ("distributed-02", "we didnt cover this in class", Intent.DONT_KNOW),
        ("fundamentals-06", "keinen plan ey", Intent.DONT_KNOW),
        ("distributed-04", "पता नहीं", Intent.DONT_KNOW),
        ("models-04", "narrow it down a bit for me", Intent.HINT),
        ("fundamentals-07", "una pista", Intent.HINT),
        ("data-02", "donne-moi la réponse", Intent.REVEAL),
        ("distributed-03", "skpi", Intent.SKIP),
        ("models-01", "gimme a different one", Intent.NEXT),
        ("distributed-01", "siguiente por favor", Intent.NEXT),
        ("models-06", "im stopping early today sorry, dinner's ready", Intent.STOP),
        ("tools-01", "in a meeting, ttyl", Intent.LATER),
        ("fundamentals-06", "bin grad im bus", Intent.LATER),
        ("distributed-02", "how many more", Intent.LEFT),
        ("fundamentals-07", "wie viele noch", Intent.LEFT),
        ("models-04", "das war doch richtig", Intent.APPEAL),
        ("fundamentals-01", "not this one again 🙄", Intent.COMPLAIN),
        ("fundamentals-08", "viel zu schwer", Intent.TOO_HARD),
        ("tools-02", "this app keeps crashing", Intent.COMPLAIN),
        ("tools-02", "good question tbh", Intent.PRAISE),
        ("models-06", "du bist super", Intent.PRAISE),
        ("tools-04", "ur trash", Intent.INSULT),
        ("data-03", "worst bot ever", Intent.INSULT),
        ("tools-01", "en español por favor", Intent.LANGUAGE),
        ("fundamentals-07", "geht das auch auf deutsch", Intent.LANGUAGE),
        ("data-03", "Benachrichtigungen bitte stumm", Intent.SETTINGS),
        ("fundamentals-05", "every weekday at 7 pls", Intent.TIME),
        ("fundamentals-08", "um halb acht", Intent.TIME),
        ("fundamentals-10", "mein Fortschritt", Intent.MENU),
        ("fundamentals-02", "i think its", Intent.FILLER),
        ("tools-04", "also ähm", Intent.FILLER),
        ("fundamentals-01", "it is the", Intent.FILLER),
        ("fundamentals-09", "*their", Intent.CORRECTION),
        ("tools-04", "ignore that last msg", Intent.CORRECTION),
        ("fundamentals-08", "ja", Intent.YES_NO_OK),
        ("distributed-05", "👍👍", Intent.YES_NO_OK),
        ("tools-02", "nö", Intent.NO),
        ("fundamentals-05", "mum can you pick me up at 4", Intent.OTHER_PEOPLE),
        ("fundamentals-07", "Schatz ich komm gleich", Intent.OTHER_PEOPLE),
        ("fundamentals-09", "mein hund schläft gerade", Intent.SMALLTALK),
        ("fundamentals-02", "hjklhjkl", Intent.MASH),
        ("tools-03", "ok and what does high-level API mean", Intent.EXPLAIN_TERM),
        ("tools-03", "and why?", Intent.WHY),
        ("fundamentals-01", "here we go", Intent.HELP),
        ("models-03", "let's do it", Intent.HELP),
        ("tools-03", "я думаю что это хорошо", Intent.OTHER_LANGUAGE),
    ],
)
def test_what_is_no_answer_has_its_intent(question: str, said: str, intent: Intent) -> None:
    understood = to(question, said)

    assert understood.intent is intent
    assert understood.verdict.mark is Mark.UNREADABLE


@pytest.mark.parametrize(
    ("question", "said", "mark"),
    [
        ("fundamentals-04", "no idea but maybe supervised?", Mark.RIGHT),
        ("fundamentals-05", "hi! regression", Mark.RIGHT),
        ("fundamentals-07", "dont know, parameter?", Mark.WRONG),
        ("fundamentals-02", "linear? not sure tho", Mark.WRONG),
        ("fundamentals-08", "why not maximise", Mark.WRONG),
        ("fundamentals-07", "that's a hyperparameter isn't it", Mark.RIGHT),
        ("data-01", "hmm after, wait no, before", Mark.RIGHT),
        ("data-01", "*before i meant", Mark.RIGHT),
        ("tools-01", "scikit learn, easy peasy", Mark.RIGHT),
        ("tools-01", "idk, isnt it docker", Mark.WRONG),
        ("tools-01", "what about tensorflow?", Mark.WRONG),
        ("distributed-03", "i use htop", Mark.WRONG),
        ("data-02", "you just run it again", Mark.WRONG),
        ("models-05", "help(function)", Mark.WRONG),
        ("fundamentals-06", "as often as you like, why not", Mark.WRONG),
        ("fundamentals-10", "ne, mehr Merkmale", Mark.RIGHT),
        ("fundamentals-02", "nichtlinear, oder?", Mark.RIGHT),
        ("distributed-01", "Daten- und Modellparallelität, erstere ist einfacher", Mark.RIGHT),
        ("tools-06", "kommt drauf an, oder", Mark.RIGHT),
    ],
)
def test_an_answer_is_one_whatever_else_it_looks_like(question: str, said: str, mark: Mark) -> None:
    understood = to(question, said)

    assert understood.intent is None
    assert understood.verdict.mark is mark


@pytest.mark.parametrize(
    ("ask", "answer", "said", "mark"),
    [
        ("Which keyword leaves a loop at once?", "break", "continue", Mark.WRONG),
        ("Which keyword leaves a loop at once?", "break", "pass", Mark.WRONG),
        ("Which keyword goes on with the next round of a loop?", "continue", "continue", Mark.RIGHT),
        ("How do you say hello in French?", "bonjour", "thanks", Mark.WRONG),
        ("How do you say thanks in German?", "danke", "danke", Mark.RIGHT),
        ("Where do temporary files go?", "/tmp", "/tmp", Mark.RIGHT),
        ("When did the war end?", "8 May 1945", "2 september 1945", Mark.WRONG),
        ("How long is a term?", "six years", "72 months", Mark.RIGHT),
        ("What do cells burn?", "sugar", "cool it down", Mark.DOUBTFUL),
    ],
)
def test_a_word_of_the_chat_may_be_an_answer(ask: str, answer: str, said: str, mark: Mark) -> None:
    assert understand(short(ask, answer), said).verdict.mark is mark


def test_own_rows_learned_and_held_out() -> None:
    every = rows(HERE / "chat.jsonl")
    for name, free_least, kept_least in (("learned", 0.97, 0.94), ("held", 0.93, 0.92)):
        free, kept = shares(row for row in every if row["set"] == name)
        assert free >= free_least, name
        assert kept >= kept_least, name


@pytest.mark.skipif(not LABELLED.is_file(), reason="the labelled rows are not here")
def test_labelled_rows() -> None:
    free, kept = shares(rows(LABELLED))

    assert free >= 0.97
    assert kept >= 0.98


@given(st.text(max_size=300))
def test_any_text_is_understood_the_same_twice(said: str) -> None:
    assert to("fundamentals-01", said) == to("fundamentals-01", said)
    assert intent_of(said) == intent_of(said)

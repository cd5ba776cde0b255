"""What a class's inbox shows: nothing that fewer than three wrote, and no number below five."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app import replies as f
from bot.app.authoring.groups import K_WORDS, answer_groups, report_groups
from bot.app.events import PersonId
from bot.app.ports.authoring import WaitingAnswer, WaitingReport
from bot.decks.library import DeckLibrary
from bot.domain.items import K_COUNTS, told
from bot.domain.marking.comparing.keys import key_of
from bot.domain.question import DeckId, QuestionId
from bot.domain.rulings import RulingKind
from bot.words.say import say
from tests.conversation import CONTENT

AT = datetime(2026, 3, 2, tzinfo=UTC)
DECK, ID = DeckId("intro-ml"), QuestionId("fundamentals-03")
WORDS = ("a heap", "A heap!", "a row of rows", "numbers", "tables of tables", "my dog Rex", "nothing")
answers = st.lists(
    st.builds(
        WaitingAnswer,
        learner=st.integers(1, 9).map(PersonId),
        deck=st.just(DECK),
        question=st.just(ID),
        said=st.sampled_from(WORDS),
        claimed=st.booleans(),
        asked_for=st.booleans(),
    ),
    max_size=40,
)
reports = st.lists(
    st.builds(
        WaitingReport,
        learner=st.integers(1, 9).map(PersonId),
        deck=st.just(DECK),
        question=st.just(ID),
        reason=st.sampled_from(("answer", "unclear", "else")),
        said=st.sampled_from((None, "words of my own")),
        at=st.just(AT),
    ),
    max_size=30,
)
library = DeckLibrary([CONTENT]).current
QUESTIONS = {q.id: q for deck in library.decks for q in deck.questions()}


@given(waiting=answers)
def test_words_of_fewer_than_three_stay_theirs(waiting: list[WaitingAnswer]) -> None:
    writers: dict[str, set[PersonId]] = {}
    for one in waiting:
        writers.setdefault(key_of(one.said, "en"), set()).add(one.learner)
    for group in answer_groups(waiting, {}, QUESTIONS, klass=1):
        assert group.klass == 1
        for text in group.texts:
            assert len(writers[key_of(text, "en")]) >= K_WORDS


@given(waiting=reports)
def test_reports_are_without_words_and_of_three_at_least(waiting: list[WaitingReport]) -> None:
    for group in report_groups(waiting, {}, QUESTIONS, klass=1):
        assert group.texts == ()
        assert len(group.people) >= K_WORDS


@given(people=st.integers(3, 60), claimed=st.integers(0, 60), kind=st.sampled_from(RulingKind))
def test_no_number_below_five_is_said(people: int, claimed: int, kind: RulingKind) -> None:
    claimed = min(claimed, people)
    wait = f.AnswersWait(
        draft=1, place=7, of=9, ask="What?", answer="That", texts=("a heap",), people=told(people),
        claimed=told(claimed), gained=told(claimed), reached=told(people), klass="A class",
        others=(("a row", told(people)),), rarer=0,
        refused=not claimed,
    )  # fmt: skip
    given = f.RulingGiven(
        kind=kind, texts=("a heap",), people=told(people), gained=told(claimed), klass="A class"
    )
    for reply in (wait, given):
        text = say([reply], "en").text.removeprefix("7 of 9.")
        assert all(int(number) >= K_COUNTS for number in re.findall(r"\d+", text)), text


@pytest.mark.parametrize("people", [None, 5])
def test_a_report_says_how_many_or_a_few(people: int | None) -> None:
    wait = f.ReportsWait(
        draft=1, place=1, of=1, ask="What?", answer="That", reason="else", texts=(), people=people, klass="A"
    )
    assert ("A few people report" in say([wait], "en").text) is (people is None)

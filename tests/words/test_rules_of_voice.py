"""The rules of speaking that are seen in what is said: how it begins, how long it is, its buttons, its order.

Those of single sentences are in `tests/project/test_voice.py`.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from bot.app import replies as f
from bot.app.ports.calendar import DayReason
from bot.app.replies import Reply
from bot.app.replies.daily import StreakNews
from bot.domain.marking.verdict import Mark, Reason, Verdict
from bot.domain.question import Pair, Question
from bot.words.say import say
from tests.words.test_say import BACKS, NEWS, OTHERS, QUESTIONS, all_of, marked, verdicts

BEGIN = (
    "Right.",
    "Right: ",
    "Right, with a slip: ",
    "Right, second try: ",
    "Right, but for ",
    "You have: ",
    "I can't tell. My answer: ",
    "Not quite: ",
    "The other way round: ",
)
"""How a verdict begins, and nothing else does."""
TAG = re.compile(r"<[^>]+>")
FOLD = re.compile(r"<blockquote expandable>.*?</blockquote>", re.DOTALL)
SAMPLE = [QUESTIONS[0], *{q.kind: q for q in QUESTIONS}.values()]
IDS = [q.id for q in SAMPLE]


def text_of(reply: Reply) -> str:
    return TAG.sub("", say([reply], "en").text)


def _labels(reply: Reply) -> list[str]:
    return [tap.label for row in say([reply], "en").choices for tap in row]


@pytest.mark.parametrize("question", SAMPLE, ids=IDS)
def test_1_a_verdict_begins_with_its_fixed_words(question: Question) -> None:
    for verdict in verdicts(question):
        for reply in marked(question, verdict):
            if isinstance(reply, f.WasRight | f.WasPartly | f.WasMissed | f.WasClosed):
                assert text_of(reply).startswith(BEGIN), text_of(reply)


def test_1_nothing_that_is_no_verdict_begins_like_one() -> None:
    others = [reply for reply in OTHERS if text_of(reply).startswith(BEGIN)]

    assert [type(reply).__name__ for reply in others] == []


@pytest.mark.sampled(4)
@pytest.mark.parametrize("question", SAMPLE, ids=IDS)
def test_1_the_other_way_round_is_for_who_named_the_other_one(question: Question) -> None:
    named = (Reason.OTHER_OPTION, Reason.CONTRARY, Reason.NEGATED)
    for verdict in verdicts(question):
        for reply in marked(question, verdict):
            if text_of(reply).startswith("The other way round"):
                assert verdict.reason in named


@pytest.mark.parametrize("question", SAMPLE, ids=IDS)
def test_2_a_miss_tells_meaning_answer_why_and_return_in_that_order(question: Question) -> None:
    verdict = Verdict(mark=Mark.WRONG, reason=Reason.REJECTED, credit=0, because="that is something else.")
    told = text_of(f.WasClosed(question=question, verdict=verdict, asked=1, back=BACKS[1]))
    parts = ["that is something else", question.answer, question.why, "Back tomorrow"]
    places = [told.index(part) for part in parts if part]

    assert places == sorted(places)


def test_2_at_most_five_of_their_words_are_quoted() -> None:
    question = next(q for q in QUESTIONS if q.kind == "short")
    words = "one two three four five six seven"
    for verdict in (
        Verdict(mark=Mark.PARTIAL, reason=Reason.VAGUE, credit=0.4, quote=words),
        Verdict(mark=Mark.WRONG, reason=Reason.CONFUSED, credit=0, quote=words),
        Verdict(mark=Mark.RIGHT, reason=Reason.EXACT, credit=1, strange=words),
    ):
        for reply in marked(question, verdict)[:4]:
            assert "six" not in text_of(reply)


@pytest.mark.parametrize("question", SAMPLE, ids=IDS)
def test_3_right_takes_two_lines_and_folds_the_why(question: Question) -> None:
    verdict = Verdict(mark=Mark.RIGHT, reason=Reason.EXACT, credit=1)
    said = say(
        [
            f.WasRight(
                question=question,
                verdict=verdict,
                asked=1,
                misses=0,
                completed=False,
                back=BACKS[1],
                streak=NEWS,
            )
        ],
        "en",
    ).text

    assert len(said.split("\n")) <= 2 or question.why in said.split("<blockquote expandable>")[-1]
    assert not question.why or f"<blockquote expandable>{question.why[:4]}" in said.replace("&lt;", "<")


@pytest.mark.parametrize("question", SAMPLE, ids=IDS)
def test_3_a_miss_takes_five_lines_at_most_before_the_fold(question: Question) -> None:
    for verdict in verdicts(question):
        for reply in (
            f.WasMissed(question=question, verdict=verdict, asked=1),
            f.WasClosed(question=question, verdict=verdict, asked=1, back=BACKS[1], streak=NEWS),
            f.WasShown(question=question, asked=1, kindly=True, back=BACKS[1], streak=NEWS, uncounted=True),
        ):
            told = FOLD.sub("", say([reply], "en").text).strip()
            assert len([line for line in told.split("\n") if line]) <= 5, told


def _ways_to_pair(pairs: Sequence[Pair]) -> list[str]:
    """What is tapped to answer with a pair."""
    return [f"{one.left} – {other.right}" for one in pairs for other in pairs]


MENUS_OF_MORE = (f.MoreOffered, f.ReportAsked, *f.MENUS)
"""What More itself opens, and menus, which stand beside the conversation."""


@pytest.mark.parametrize("question", SAMPLE, ids=IDS)
def test_3_three_buttons_and_more_beside_the_options(question: Question) -> None:
    told = [*all_of(question), *(r for v in verdicts(question)[:3] for r in marked(question, v)), *OTHERS]
    pairs = getattr(question, "pairs", ())
    texts = [*(o.text for o in getattr(question, "options", ())), *_ways_to_pair(pairs), "Done"]
    options = {text.casefold() for text in texts} | set("abcdef")
    for reply in told:
        if isinstance(reply, MENUS_OF_MORE):
            continue
        ours = [label for label in _labels(reply) if label.casefold() not in options and label != "More"]
        assert len(ours) <= 3, (reply, ours)


def test_3_buttons_speak_as_the_learner_does() -> None:
    labels = {label for question in SAMPLE for reply in all_of(question) for label in _labels(reply)}

    assert {"Hint", "I don't know yet", "Show the answer"} <= labels


def test_4_hints_say_one_of_two() -> None:
    question = next(q for q in QUESTIONS if len(q.hints) == 2)
    hint = f.Hinted(question=question, text=question.hints[0], step=1, steps=2, asked=1)

    assert text_of(hint).startswith("Hint 1 of 2: ")


@pytest.mark.parametrize("question", QUESTIONS, ids=[q.id for q in QUESTIONS])
def test_4_what_is_missing_is_asked_for_and_not_counted(question: Question) -> None:
    for verdict in verdicts(question):
        told = text_of(f.WasPartly(question=question, verdict=verdict, asked=1))
        assert not re.search(r"\d\s*(?:/|of)\s*\d", told.removeprefix(question.ask)), told


@pytest.mark.parametrize("question", QUESTIONS, ids=[q.id for q in QUESTIONS])
def test_5_a_prompt_begins_with_the_question_itself(question: Question) -> None:
    told = text_of(f.Put(question=question, asked=1))

    assert told[:60] == question.ask[:60].replace("&", "&amp;") or question.ask[:20] in told[:60]


def test_5_a_nudge_says_that_resting_is_fine() -> None:
    for freezes in (0, 1):
        assert re.search("Resting is fine|a freeze covers", text_of(f.Nudged(freezes=freezes)))


def test_6_no_exclamation_mark_stands_in_a_verdict() -> None:
    question = QUESTIONS[0]
    plain = [
        reply
        for verdict in verdicts(question)
        if "!" not in verdict.because
        for reply in marked(question, verdict)
        if "!" not in question.ask + question.answer + question.why
    ]

    assert [text_of(reply) for reply in plain if "!" in text_of(reply)] == []


def test_7_a_share_of_a_persons_own_is_told_in_tenths() -> None:
    assert [text_of(r) for r in OTHERS if re.search(r"\d\s*%|\d\.\d", text_of(r))] == []


def test_8_a_fault_of_ours_is_told_in_the_first_person() -> None:
    news = StreakNews(
        length=3, freezes=1, held_by=((date(2026, 3, 2) - timedelta(days=1), DayReason.EXCUSED),)
    )
    verdict = Verdict(mark=Mark.RIGHT, reason=Reason.EXACT, credit=1)
    right = f.WasRight(
        question=QUESTIONS[0], verdict=verdict, asked=1, misses=0, completed=False, back=BACKS[1], streak=news
    )

    assert "I was down on Sunday; it doesn't count against you." in text_of(right)


@pytest.mark.parametrize("back", BACKS)
def test_10_when_something_comes_back_is_said_in_a_sentence(back: f.Back) -> None:
    told = text_of(f.LeftUnsaid(back=back)).removeprefix("Left at that.").strip()

    assert not told or re.fullmatch(r"(Back|It comes back) .+\.", told), told

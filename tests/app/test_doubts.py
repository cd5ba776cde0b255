"""What the marker can't tell: the answer is shown, and the learner says whether theirs is the same."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Select, select

from bot.app.events import PersonId
from bot.domain.memory import Rating, Reviewed, reviewed
from bot.domain.question import QuestionId
from bot.store.daily.tables import cards
from bot.store.tables import answers, appeals, asked, days, reviews
from tests.app.doubts import ASKED, doubtful_in, doubts, question_in, right_in
from tests.conversation import Room, Talk
from tests.store.exported import export_of

FIRST = "Why do we shuffle the training data?"
ANSWER, DOUBTFUL = ASKED[FIRST]
COMPARED = f"My answer: {ANSWER} Same as yours?"
BUTTONS = ["Yes, the same", "Not quite"]


@pytest.fixture
async def bot(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Room]:
    async with doubts(sqlite_url, tmp_path / "content") as opened:
        yield opened


@pytest.fixture
async def asked_ann(bot: Room) -> Talk:
    """Ann, who has given a doubtful answer to her first question."""
    await bot.ann.says("/start")
    await bot.ann.says(DOUBTFUL)
    return bot.ann


def rows(bot: Room, query: Select[Any]) -> list[Any]:
    return list(bot.database.run(lambda c: c.execute(query).all()))


def row(bot: Room, query: Select[Any]) -> Any:
    (one,) = rows(bot, query)
    return one


def of_asked(bot: Room, id: int = 1) -> Any:
    return row(bot, select(asked).where(asked.c.id == id))


def rated(bot: Room) -> Rating:
    """How the one review was remembered."""
    review, card = row(bot, select(reviews)), row(bot, select(cards))
    for rating in Rating:
        line = Reviewed(rating=rating, at=review.at, local_date=review.local_date)
        if reviewed(None, line, f"{review.learner_id}:{review.question}").stability == card.stability:
            return rating
    raise AssertionError(card)


async def test_the_answer_is_shown_and_compared(bot: Room, ann: Talk) -> None:
    await ann.says("/start")
    heard = await ann.says(DOUBTFUL)
    assert heard.text.startswith(f"I can't tell. {COMPARED}")
    assert "Day 1." in heard.text, "an answer that was shown after a try counts for the day"
    assert heard.buttons == BUTTONS
    assert (of_asked(bot).state, of_asked(bot).misses) == ("comparing", 0), "no try is lost"
    heard = await ann.taps("Yes, the same")
    assert heard.text.startswith("Good. Back ")
    assert heard.buttons == ["Next", "More"]
    assert question_in((await ann.taps("Next")).text) != FIRST


@pytest.mark.parametrize(
    ("tapped", "state", "credit", "rating"),
    [("Yes, the same", "right", 1.0, Rating.HARD), ("Not quite", "missed", 0.0, Rating.AGAIN)],
)
async def test_their_word_is_memory_and_is_kept_for_the_author(
    bot: Room, asked_ann: Talk, tapped: str, state: str, credit: float, rating: Rating
) -> None:
    await asked_ann.taps(tapped)
    assert of_asked(bot).state == state
    review = row(bot, select(reviews))
    assert (review.verdict, review.credit, review.tries) == ("doubtful", credit, 1)
    assert rated(bot) is rating, "like a right answer after a hint, or like a miss"
    kept = row(bot, select(appeals))
    mark = "same" if state == "right" else "not_quite"
    assert (kept.question, kept.said, kept.was, kept.self_mark) == ("doubt-1", DOUBTFUL, "doubtful", mark)
    assert kept.at == review.at
    assert bot.turn.rebuild(check=True).odd == 0


@pytest.mark.parametrize("words", ["yes", "Yes!", "the same", "Yes, the same.", "y", "ja", "dasselbe", "👍"])
async def test_the_same_can_be_typed(bot: Room, asked_ann: Talk, words: str) -> None:
    assert (await asked_ann.says(words)).text.startswith("Good. ")
    assert of_asked(bot).state == "right"


@pytest.mark.parametrize("words", ["no", "not quite", "Not the same", "nein", "nicht ganz", "nope", "👎"])
async def test_not_quite_can_be_typed(bot: Room, asked_ann: Talk, words: str) -> None:
    assert (await asked_ann.says(words)).text.startswith("Good to know. ")
    assert of_asked(bot).state == "missed"


async def test_a_tap_counts_once(bot: Room, asked_ann: Talk) -> None:
    number = asked_ann.last()["message_id"]
    await asked_ann.forges(number, "1:1:same")
    again = await asked_ann.forges(number, "1:1:same")
    assert (again.text, again.notices) == ("", ["That one is closed. /next goes on."])
    not_so = await asked_ann.forges(number, "1:1:other")
    assert (not_so.text, not_so.notices) == ("", ["That one is closed. /next goes on."])
    assert row(bot, select(appeals)).self_mark == "same"


async def test_a_button_that_was_made_up_leads_nowhere(bot: Room, asked_ann: Talk) -> None:
    await bot.bob.says("/start")
    nowhere = ["That button leads nowhere any more. /next goes on."]
    assert (await bot.bob.forges(bot.bob.last()["message_id"], "1:1:same")).notices == nowhere, "Ann's"
    assert (await bot.bob.forges(bot.bob.last()["message_id"], "1:2:same")).notices == nowhere, "open"
    assert of_asked(bot).state == "comparing"
    assert not rows(bot, select(appeals))


async def test_a_comparison_outlives_a_restart(bot: Room, asked_ann: Talk) -> None:
    await bot.restart()
    assert (await asked_ann.says("yes the same")).text.startswith("Good. ")


@pytest.mark.parametrize("words", ["hm, perhaps some other rule", "aaaa", "why?", "show me", "ok", "🙂"])
async def test_a_further_answer_costs_nothing_and_may_be_right(
    bot: Room, asked_ann: Talk, words: str
) -> None:
    heard = await asked_ann.says(words)
    assert (heard.text, heard.buttons) == (COMPARED, BUTTONS)
    assert (of_asked(bot).tries, of_asked(bot).misses, of_asked(bot).hints) == (1, 0, 0)
    assert (await asked_ann.says(ANSWER)).text.startswith("Right")
    review = row(bot, select(reviews))
    assert (review.verdict, review.credit) == ("doubtful", 1.0), "the answer had been shown"
    assert rated(bot) is Rating.HARD


async def test_older_buttons_ask_to_compare(bot: Room, asked_ann: Talk) -> None:
    number = asked_ann.last()["message_id"]
    for action in ("hint", "idk", "show"):
        assert (await asked_ann.forges(number, f"1:1:{action}")).text == COMPARED


@pytest.mark.parametrize("words", ["/next", "next", "skip", "/skip", "/learn all", "/start"])
async def test_going_on_leaves_the_answer_as_shown(bot: Room, asked_ann: Talk, words: str) -> None:
    shown_at = row(bot, select(answers.c.at)).at
    heard = await asked_ann.says(words)
    if words == "/start":
        assert heard.text.endswith(COMPARED), "nothing was said about going on"
        return
    assert words == "/learn all" or heard.text.startswith("Left at that. Back ")
    assert question_in(heard.text) != FIRST
    assert of_asked(bot).state == "shown"
    review = row(bot, select(reviews))
    assert (review.verdict, review.credit, review.at) == ("doubtful", 0.0, shown_at)
    assert rated(bot) is Rating.AGAIN
    assert not rows(bot, select(appeals)), "nobody has said how it was"
    assert bot.turn.rebuild(check=True).odd == 0


async def test_it_can_be_said_after_all(bot: Room, asked_ann: Talk) -> None:
    number = asked_ann.last()["message_id"]
    after = (await asked_ann.says("/next")).text
    heard = await asked_ann.forges(number, "1:1:same")
    assert heard.text.startswith("Good. Back ")
    assert f"Still open: {question_in(after)}" in heard.text
    assert rated(bot) is Rating.HARD
    assert row(bot, select(appeals)).self_mark == "same"
    assert bot.turn.rebuild(check=True).odd == 0


async def test_enough_ends_it(bot: Room, asked_ann: Talk) -> None:
    heard = await asked_ann.says("enough")
    assert heard.text.startswith("Left at that. ")
    assert "/next goes on whenever you like." in heard.text
    assert of_asked(bot).state == "shown"


async def test_i_was_right_is_the_same(bot: Room, asked_ann: Talk) -> None:
    assert (await asked_ann.says("I was right")).text.startswith("Good. ")
    assert row(bot, select(appeals)).self_mark == "same"


async def test_not_quite_can_be_taken_back(bot: Room, asked_ann: Talk) -> None:
    await asked_ann.taps("Not quite")
    assert (await asked_ann.says("I was right")).text.startswith("Good. ")
    assert row(bot, select(appeals)).self_mark == "same"
    assert rated(bot) is Rating.HARD
    assert not (await asked_ann.says("I was right")).text.startswith("Good.")
    assert bot.turn.rebuild(check=True).odd == 0


async def test_after_a_miss_it_is_a_second_try(bot: Room, ann: Talk) -> None:
    await ann.says("/start")
    await ann.says("aaaa")
    assert COMPARED in (await ann.says(DOUBTFUL)).text
    await ann.taps("Yes, the same")
    review = row(bot, select(reviews))
    assert (review.verdict, review.credit) == ("wrong", 0.5)


async def test_an_edit_of_the_answer_asks_again(bot: Room, asked_ann: Talk) -> None:
    heard = await asked_ann.edits(asked_ann.own(), "something else")
    assert (heard.text, heard.buttons) == (COMPARED, BUTTONS)
    await asked_ann.taps("Not quite")
    assert "marked already" in (await asked_ann.edits(asked_ann.own(), "yet another")).text


async def test_an_older_question_is_compared_before_the_open_one(bot: Room, ann: Talk) -> None:
    await ann.says("/start")
    first = ann.last()["message_id"]
    await ann.says("/start q_doubt-2")
    heard = await ann.says(DOUBTFUL, reply_to=first)
    assert COMPARED in heard.text
    await bot.restart()
    heard = await ann.says("yes")
    assert heard.text.startswith("Good. Back ")
    assert "Still open: What does dropout prevent?" in heard.text
    assert (await ann.says("Memorising")).text.startswith("Right.")


async def test_two_older_questions_are_compared_one_after_the_other(bot: Room, ann: Talk) -> None:
    await ann.says("/start")
    first = ann.last()["message_id"]
    await ann.says("/start q_doubt-2")
    second = ann.last()["message_id"]
    await ann.says("/start q_doubt-3")
    await ann.says(DOUBTFUL, reply_to=first)
    assert "Memorising" in (await ann.says(ASKED["What does dropout prevent?"][1], reply_to=second)).text
    assert [of_asked(bot, n).state for n in (1, 2, 3)] == ["shown", "comparing", "open"]
    await ann.says("not quite")
    assert [of_asked(bot, n).state for n in (1, 2, 3)] == ["shown", "missed", "open"]


async def test_the_clock_counts_no_day_for_a_comparison_that_was_left(bot: Room, ann: Talk) -> None:
    await ann.says("/daily 9:00")
    await ann.says("/next")
    await ann.says(doubtful_in(ann.last()["text"]))
    assert len(rows(bot, select(days))) == 1
    await bot.later(hours=20)
    heard = await ann.reads()
    assert question_in(heard.text), "the next morning's question"
    assert len(rows(bot, select(days))) == 1
    review = row(bot, select(reviews))
    assert (review.verdict, review.local_date) == ("doubtful", row(bot, select(days)).local_date)


async def test_it_is_in_the_figures_and_in_the_export(bot: Room, asked_ann: Talk) -> None:
    await asked_ann.taps("Yes, the same")
    told = (await asked_ann.says("/stats text")).text
    assert "1 of 1 right when last asked, 0 of them at the first go." in told
    assert "In 1 case I couldn't tell, and you compared." in told
    exported = bot.database.run(lambda c: export_of(c, PersonId(1001)))
    (kept,) = exported["appeals"]
    assert (kept["said"], kept["self_mark"]) == (DOUBTFUL, "same")


async def test_the_whole_of_it_on_both_databases(store_url: str, tmp_path: Path) -> None:
    async with doubts(store_url, tmp_path / "content") as bot:
        ann = bot.ann
        asked_first = (await ann.says("/start")).text
        await ann.says(doubtful_in(asked_first))
        await ann.says("not quite")
        second = (await ann.says("/next")).text
        await ann.says(doubtful_in(second))
        third = (await ann.says("/next")).text
        await ann.forges(ann.last()["message_id"], "1:2:same")
        assert (await ann.says(right_in(third))).text.startswith("Right")
        await ann.says("I was right")
        assert [one.self_mark for one in rows(bot, select(appeals).order_by(appeals.c.id))] == [
            "not_quite",
            "same",
        ]
        assert bot.turn.rebuild(check=True).odd == 0
        assert QuestionId("doubt-1") in {one.question for one in rows(bot, select(reviews))}

"""Native polls on the page: voting, what is hidden until the end, and what is shown then."""

from typing import Any

import pytest

from bot.playground.seed import BOB, STUDY_GROUP
from tests.browser.page_of import PageOf
from tests.browser.stage import Stage

pytestmark = pytest.mark.browser

OPTIONS = ("The learning rate", "The weights", "The gradient")
READ = """
const tidy = (node) => node?.innerText.trim().replace(/\\s+/g, " ") ?? null;
const words = (node, selector) => tidy(node.querySelector(selector));
const poll = [...document.querySelectorAll(".poll")].at(-1);
return {
  kind: words(poll, ".poll-kind > span"),
  why: words(poll, ".why > span"),
  foot: words(poll, ".poll-foot > span"),
  options: [...poll.querySelectorAll(".option")].map((one) => [
    words(one, ".option-words")?.replace(words(one, ".option-note") ?? "", "").trim(),
    words(one, ".option-note"), words(one, ".percent"), words(one, ".voters"),
  ]),
};
"""


def test_a_quiz_hides_its_results_until_it_closes(group: PageOf, stage: Stage) -> None:
    quiz = _quiz(stage, hide_results_until_closes=True)
    _vote(group, "The weights")
    assert stage.update("poll_answer")["option_ids"] == [1]
    assert _until(group, "Voted. Results come when it closes")["options"] == [
        ["The learning rate", None, None, None],
        ["The weights", "your vote", None, None],
        ["The gradient", None, None, None],
    ]
    group.switch_to("Bob")
    _vote(group, "The learning rate")
    assert stage.update("poll_answer")["option_ids"] == [0]
    _until(group, "Voted. Results come when it closes")
    stage.call("stopPoll", chat_id=STUDY_GROUP, message_id=quiz)
    assert _until(group, "2 people voted") == {
        "kind": "Quiz, closed",
        "why": "It is set before training.",
        "foot": "2 people voted",
        "options": [
            ["The learning rate", "right, your vote", "50% 1 vote", "Bob"],
            ["The weights", None, "50% 1 vote", "Ann"],
            ["The gradient", None, "0% 0 votes", None],
        ],
    }
    group.switch_to("Ann")
    _until(group, "2 people voted")
    assert group.one(".is-wrong .option-note").text == "your vote"
    assert group.one(".is-right .option-note").text == "right"


def test_several_options_are_marked_then_sent_and_can_be_taken_back(group: PageOf, stage: Stage) -> None:
    _poll(stage, is_anonymous=True, allows_multiple_answers=True)
    assert not group.until(lambda: group.all(".vote"), "the poll")[0].is_enabled()
    for option in ("The weights", "The gradient"):
        _vote(group, option)
    stage.act("say", person=BOB, chat=STUDY_GROUP, text="hurry")
    group.until(lambda: group.bubbles()[-1].text == "hurry", "Bob")
    group.press(".vote")
    shown = _until(group, "1 person voted")
    assert shown["kind"] == "Anonymous poll, several answers"
    assert [one[1:] for one in shown["options"]] == [
        [None, "0% 0 votes", None],
        ["your vote", "100% 1 vote", None],
        ["your vote", "100% 1 vote", None],
    ]
    group.press(".take-back")
    _until(group, "No votes yet")
    assert group.all("button.option")


def test_time_runs_out_by_the_clock_of_the_playground(group: PageOf, stage: Stage) -> None:
    _quiz(stage, open_period=600)
    left = group.until(lambda: group.one(".timer").text if group.all(".timer") else None, "the time left")
    minutes, seconds = left.removesuffix(" left").split(":")
    assert 500 < 60 * int(minutes) + int(seconds) <= 601, "seconds that have begun count"
    group.until(lambda: group.one(".timer").text != left, "the next second")
    group.advance_hour()
    assert _until(group, "Nobody voted")["kind"] == "Quiz, closed"
    assert not group.all("button.option")


def test_shuffled_options_stand_otherwise_and_votes_still_fit(group: PageOf, stage: Stage) -> None:
    letters = tuple("ABCDEFGH")
    _quiz(stage, options=[{"text": letter} for letter in letters], shuffle_options=True)
    shown = group.until(lambda: [one.text for one in group.all("button.option")], "the options")
    assert tuple(shown) != letters
    assert sorted(shown) == list(letters)
    _vote(group, "G")
    assert stage.update("poll_answer")["option_ids"] == [6]


def _poll(stage: Stage, **more: Any) -> int:
    options = [{"text": text} for text in OPTIONS]
    asked = {"question": "What is a hyperparameter?", "options": options} | more
    sent = stage.call("sendPoll", chat_id=STUDY_GROUP, **asked)
    return int(sent["message_id"])


def _quiz(stage: Stage, **more: Any) -> int:
    solution = {"correct_option_ids": [0], "explanation": "It is set before training."}
    return _poll(stage, type="quiz", is_anonymous=False, **solution, **more)


def _vote(page: PageOf, option: str) -> None:
    def found() -> bool:
        fits = [one for one in page.all("button.option") if one.text == option]
        if fits:
            fits[-1].click()
        return bool(fits)

    page.until(found, f"the option “{option}”")


def _until(page: PageOf, foot: str) -> dict[str, Any]:
    """The newest poll as it stands on the page, once its last line says this."""

    def read() -> dict[str, Any] | None:
        shown: dict[str, Any] = page.run(READ)
        return shown if shown["foot"] == foot else None

    return page.until(read, f"the poll to say “{foot}”")

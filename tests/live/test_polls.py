"""Polls over HTTP: forbidden in the group, forwarded out of it, and those of an older Bot API server."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.clock import SystemClock
from bot.playground.faults import Answer
from bot.playground.params import Upload
from bot.playground.polls import vote
from bot.playground.seed import ANN, BOB, BOT, STUDY_GROUP, NewPerson
from bot.playground.server import Playground
from bot.playground.server import serve as serve_playground
from tests.app.party import RIGHT_OPTION, write_deck
from tests.conversation import Json
from tests.gathering import words_of
from tests.live.running import Process, a_playground, start_bot, until

DAN = 1004


def messages(playground: Playground) -> list[Json]:
    """What stands in the study group."""
    found: list[Json] = playground.api.person(ANN).at(STUDY_GROUP).messages()
    return [message for message in found if message["from"]["is_bot"]]


def stands(playground: Playground, words: str) -> bool:
    return any(words in words_of(message) for message in messages(playground))


def right_are(playground: Playground, *names: str) -> bool:
    """Whether it was said that these had it right."""
    told = [words_of(message) for message in messages(playground)]
    return any("Right: " in text and all(name in text for name in names) for text in told)


def tap(playground: Playground, who: int, label: str) -> None:
    for message in reversed(messages(playground)):
        for row in message.get("reply_markup", {}).get("inline_keyboard", []):
            for button in row:
                if button["text"].casefold() == label.casefold():
                    playground.api.person(who).at(STUDY_GROUP).tap(
                        message["message_id"], button["callback_data"]
                    )
                    return
    raise AssertionError(f"no button {label!r}")


async def one_choice(playground: Playground, folder: Path) -> tuple[Process, Json, int]:
    """A round of one choice, begun; gives the bot, the message of the question and the right option."""
    bot = await start_bot(
        playground,
        f"sqlite:///{folder / 'live.db'}",
        RECALL_CONTENT=str(write_deck(folder / "content")),
        RECALL_DECK="party",
    )
    playground.api.organiser(ANN).add(STUDY_GROUP, int(BOT["id"]))
    await until(playground, lambda: stands(playground, "/quiz calls a round"))
    playground.api.person(ANN).at(STUDY_GROUP).say("/quiz 1 things")
    await until(playground, lambda: stands(playground, "1 question from Party"))
    tap(playground, ANN, "Start")
    await until(playground, lambda: stands(playground, "1 of 1: "))
    asked = next(message for message in messages(playground) if "1 of 1: " in words_of(message))
    right = next(place for ask, place in RIGHT_OPTION.items() if ask in words_of(asked))
    return bot, asked, right


async def test_where_polls_are_forbidden_a_round_goes_on_with_buttons(tmp_path: Path) -> None:
    async with a_playground() as playground:
        playground.api.organiser(ANN).permit(STUDY_GROUP, {"can_send_polls": False})
        bot, asked, right = await one_choice(playground, tmp_path)
        assert "poll" not in asked
        options = asked["reply_markup"]["inline_keyboard"][0]
        tap(playground, ANN, options[right]["text"])
        await until(playground, lambda: stands(playground, "Right: Ann."))
        assert await bot.stop() == 0


async def test_a_stranger_s_vote_in_a_forwarded_poll_takes_no_seat(tmp_path: Path) -> None:
    async with a_playground() as playground:
        playground.api.world.add_person(NewPerson(id=DAN, name="Dan"))
        bot, asked, right = await one_choice(playground, tmp_path)
        vote(playground.api.world, asked["poll"]["id"], DAN, [right])
        playground.api.person(BOB).at(STUDY_GROUP).vote(asked["message_id"], [right])
        playground.api.person(ANN).at(STUDY_GROUP).vote(asked["message_id"], [right])
        await until(playground, lambda: stands(playground, "Right: "))
        assert not stands(playground, "Dan")
        assert await bot.stop() == 0


NEWER = {"persistent_id", "option_persistent_ids", "allows_revoting", "members_only"}


@pytest.mark.parametrize("age", ["8", "9.6"])
async def test_a_poll_of_an_older_server_is_sent_and_its_votes_are_read(tmp_path: Path, age: str) -> None:
    playground = await serve_playground(None, "127.0.0.1", 0, SystemClock().now)
    try:
        make_older(playground, age)
        bot, asked, right = await one_choice(playground, tmp_path)
        assert "poll" in asked
        for who in (BOB, ANN):
            playground.api.person(who).at(STUDY_GROUP).vote(asked["message_id"], [right])
        await until(playground, lambda: right_are(playground, "Bob", "Ann"))
        assert await bot.stop() == 0
    finally:
        await playground.close()


def make_older(playground: Playground, age: str) -> None:
    """The server answers as one of that Bot API version."""
    answer = playground.api.answer

    def older(
        token: str, method: str, params: Mapping[str, Any], files: Mapping[str, Upload] | None = None
    ) -> Answer:
        given = dict(params)
        if age == "8" and method == "sendPoll":
            given.pop("correct_option_ids", None)
            if (right := given.pop("correct_option_id", None)) is not None:
                given["correct_option_ids"] = f"[{right}]"
        told = answer(token, method, given, files)
        return replace(told, body=_stripped(told.body, age))

    playground.api.answer = older  # type: ignore[method-assign]


def _stripped(part: Any, age: str) -> Any:
    if isinstance(part, list):
        return [_stripped(one, age) for one in part]
    if not isinstance(part, dict):
        return part
    left_out = NEWER if age == "8" else {"members_only"}
    kept = {name: _stripped(value, age) for name, value in part.items() if name not in left_out}
    if age == "8" and "correct_option_ids" in kept:
        kept["correct_option_id"] = kept.pop("correct_option_ids")[0]
    return kept

"""Questions with several parts, answered by typing and by tapping: in private, in a round, in a post."""

from pathlib import Path

from bot.playground.seed import ANN, BOB, CLEO
from tests.app.parts import write_parts
from tests.broadcast import Broadcast, pass_by
from tests.conversation import Talk, _buttons, room
from tests.gathering import SeededChat, words_of

TO_NINE = 15
"""Hours from the beginning of a conversation (18:00 in Berlin) to nine in the morning."""


def labels(talk: Talk) -> list[str]:
    """What can be tapped under the newest message."""
    return [button["text"] for button in _buttons(talk.last())]


async def test_several_options_are_tapped_on_and_off(sqlite_url: str, tmp_path: Path) -> None:
    async with room(sqlite_url, write_parts(tmp_path, "metals")) as bot:
        ann = bot.ann
        put = await ann.says("/start")
        assert "Which of these are metals?\nMore than one may be right: tap them, then Done." in put.text
        assert put.buttons == ["Sodium", "Chlorine", "Iron", "Neon", "Done", "I don't know yet", "More"]
        assert (await ann.taps("Done")).notices == ["Tap what is right first, then Done."]
        for label in ("Sodium", "Neon", "Chlorine"):
            (shown,) = (await ann.taps(label)).messages
            assert shown["message_id"] == put.messages[0]["message_id"]
        await ann.taps("✓ Neon")
        assert labels(ann)[:4] == ["✓ Sodium", "✓ Chlorine", "Iron", "Neon"]
        assert "Which of these are metals?" in ann.last()["text"], "the words stay"
        told = await ann.taps("Done")
        assert told.text == "You have: sodium. Not chlorine: it is a gas. What else?"
        assert (await ann.says("iron")).text.startswith("Right: now it's whole. Sodium; iron.")


async def test_quick_taps_and_a_restart_lose_nothing(sqlite_url: str, tmp_path: Path) -> None:
    async with room(sqlite_url, write_parts(tmp_path, "metals")) as bot:
        await bot.ann.says("/start")
        message = bot.ann.last()
        carried = {button["text"]: button["callback_data"] for button in _buttons(message)}
        for label in ("Sodium", "Iron"):
            bot.ann.person.tap(message["message_id"], carried[label])
        await bot.ann.reads()
        await bot.restart()
        assert labels(bot.ann)[:4] == ["✓ Sodium", "Chlorine", "✓ Iron", "Neon"]
        assert (await bot.ann.taps("Done")).text.startswith("Right: sodium; iron. Day 1.")


async def test_several_options_are_typed(sqlite_url: str, tmp_path: Path) -> None:
    async with room(sqlite_url, write_parts(tmp_path, "metals")) as bot:
        await bot.ann.says("/start")
        assert (await bot.ann.says("neon")).text.startswith("Not quite: I was looking for something else.")
        assert (await bot.ann.says("A and C")).text.startswith("Right, second try: sodium; iron.")


async def test_pairs_are_tapped_one_after_another(sqlite_url: str, tmp_path: Path) -> None:
    async with room(sqlite_url, write_parts(tmp_path, "flames")) as bot:
        ann = bot.ann
        put = await ann.says("/start")
        assert "1  Na\n2  K\n3  Cu\nA  " in put.text
        assert sorted(put.buttons[:3]) == ["Na – green", "Na – lilac", "Na – yellow"]
        await ann.taps("Na – yellow")
        assert sorted(labels(ann)[:3]) == ["K – green", "K – lilac", "Start over"]
        await ann.taps("Start over")
        await ann.taps("Na – yellow")
        await ann.taps("K – lilac")
        assert (await ann.taps("Cu – green")).text.startswith("Right: Na – yellow; K – lilac; Cu – green.")


async def test_of_pairs_the_missing_one_is_asked_for(sqlite_url: str, tmp_path: Path) -> None:
    async with room(sqlite_url, write_parts(tmp_path, "flames")) as bot:
        await bot.ann.says("/start")
        told = await bot.ann.says("Na yellow\nK green")
        assert told.text == "You have: Na – yellow. Not K – green. What goes with K?"
        told = await bot.ann.says("lilac and green")
        assert told.text.startswith("Right: now it's whole.")


async def test_gaps_are_filled_one_by_one(sqlite_url: str, tmp_path: Path) -> None:
    async with room(sqlite_url, write_parts(tmp_path, "cities")) as bot:
        put = await bot.ann.says("/start")
        assert "(1) ___ lies on the Seine, which ends in the (2) ___." in put.text
        assert "Type what goes into the gaps, in order, with commas between." in put.text
        told = await bot.ann.says("Paris, North Sea")
        assert told.text == "You have: Paris. Not North Sea. And what goes into gap 2?"
        assert (await bot.ann.says("english chanel")).text.startswith("Right, with a slip: Channel")


async def playing(bot: SeededChat, call: str) -> None:
    await bot.begin()
    for who in (ANN, BOB, CLEO):
        await bot.room.talk(who).says("/start")
    await bot.says(ANN, call)
    for who in (BOB, CLEO):
        await bot.taps(who, "Join")
    await bot.taps(ANN, "Start")
    await bot.reads()


async def test_in_a_round_several_options_are_a_poll_with_several_answers(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with room(sqlite_url, write_parts(tmp_path, "metals")) as opened:
        group = SeededChat(opened)
        await playing(group, "/quiz 1 metals")
        poll = group.poll()
        assert (poll["poll"]["type"], poll["poll"]["allows_multiple_answers"]) == ("quiz", True)
        for who, options in ((ANN, [0, 2]), (BOB, [0]), (CLEO, [1])):
            group.person(who).vote(poll["message_id"], options)
        said = await group.waits(50)
        assert "Right: Ann." in said
        assert "Ann wins with" in said


async def test_in_a_round_pairs_and_gaps_are_typed_in_private(sqlite_url: str, tmp_path: Path) -> None:
    async with room(sqlite_url, write_parts(tmp_path, "flames", "cities")) as opened:
        group = SeededChat(opened)
        await playing(group, "/quiz 2")
        for _ in range(2):
            asked = words_of(group.question())
            right = "Paris, Channel" if "___" in asked else "Na yellow, K lilac, Cu green"
            await opened.talk(ANN).says(right)
            await opened.talk(BOB).says(right.partition(",")[0])
            said = await group.waits(120)
            assert "Right: Ann." in said


async def test_together_a_group_fills_what_is_missing(sqlite_url: str, tmp_path: Path) -> None:
    async with room(sqlite_url, write_parts(tmp_path, "flames")) as opened:
        group = SeededChat(opened)
        await playing(group, "/quiz together 1 flames")
        assert await group.answers(BOB, "Na yellow") == "So far: Na – yellow. 2 more?"
        assert "Found by Bob, Cleo." in await group.answers(CLEO, "2: lilac, 3: green")


async def test_as_a_post_of_a_group(sqlite_url: str, tmp_path: Path) -> None:
    async with room(sqlite_url, write_parts(tmp_path, "metals")) as opened:
        group = SeededChat(opened)
        await group.begin()
        await group.says(ANN, "/daily 9:00")
        await pass_by(opened, TO_NINE)
        poll = group.poll()
        assert poll["poll"]["allows_multiple_answers"] is True
        group.person(ANN).vote(poll["message_id"], [0, 2])
        group.person(BOB).vote(poll["message_id"], [0, 1])
        await group.reads()
        await pass_by(opened, 24)
        assert any("Right: Ann." in text for text in group.texts())


async def test_as_a_post_of_a_channel(sqlite_url: str, tmp_path: Path) -> None:
    """No poll, for its counts don't tell who had all of it; answered in private and in comments."""
    async with room(sqlite_url, write_parts(tmp_path, "metals")) as opened:
        channel = Broadcast(opened)
        await opened.ann.says("/channel")
        channel.connect()
        await opened.ann.reads()
        await opened.ann.says("/channel topic metals")
        await channel.until(TO_NINE)
        assert channel.texts()[-1] == (
            "Which of these are metals?\nA  sodium\nB  chlorine\nC  iron\nD  neon\n"
            "Several may be right: type the letters, such as AC.\nAnswer in private, or in a comment."
        )
        assert (await channel.answers(BOB, "AC")).text.startswith("Right: sodium; iron.")
        _, said = await channel.comments(CLEO, "A")
        assert said == "You have: sodium. What else?"

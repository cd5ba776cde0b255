"""What an author marks is seen as marked; what is compared, tapped and voted on are the bare words."""

from pathlib import Path
from typing import Any

from bot.playground.seed import ANN, BOB
from tests.app.test_parts import playing
from tests.conversation import room
from tests.decks.paper import write
from tests.gathering import SeededChat

TOPIC = r'''
title = "One"

[[question]]
id = "one-01"
ask = """
What does this print?
```python
print("a" * 2)
```
Think of **strings**."""
answer = "`aa`"
hints = ["A string times *two*.", "It has ||two|| signs."]
why = "`*` [repeats](https://manual.example/3/) a string; $2 \\times 1 = 2$ signs."
reject = [{ texts = ["a2"], why = "`*` does not *join*." }]

[[question]]
id = "one-02"
ask = "Which type holds **many** things, $n^2$ of them?"
options = ["`List<String>`", "`int`"]
answer = "`List<String>`"
'''


def entities(message: dict[str, Any]) -> list[tuple[str, str]]:
    """What is marked in a message, and how."""
    units = message["text"].encode("utf-16-le")
    return [
        (one["type"], units[2 * one["offset"] : 2 * (one["offset"] + one["length"])].decode("utf-16-le"))
        for one in message["entities"]
    ]


async def test_marks_are_entities_in_private(sqlite_url: str, tmp_path: Path) -> None:
    async with room(sqlite_url, write(tmp_path, TOPIC).parent) as bot:
        await bot.ann.says("/start")
        put = bot.ann.last()
        assert ("pre", 'print("a" * 2)') in entities(put)
        assert "python" in [one.get("language") for one in put["entities"]]
        assert ("bold", "What does this print?\n") in entities(put) or (
            "bold",
            "What does this print?",
        ) in entities(put)
        assert "`" not in put["text"]
        assert "**" not in put["text"]
        await bot.ann.taps("Hint")
        assert ("italic", "two") in entities(bot.ann.last())
        await bot.ann.taps("Hint")
        assert ("spoiler", "two") in entities(bot.ann.last())
        await bot.ann.says("a2")
        assert bot.ann.last()["text"].startswith("Not quite: * does not join.")
        assert ("code", "*") in entities(bot.ann.last())
        right = await bot.ann.says("aa")
        assert right.text.startswith("Right, second try: aa. Back in a few minutes.")
        assert "* repeats a string; 2 × 1 = 2 signs." in right.text
        marked = entities(right.messages[0])
        assert ("code", "aa") in marked
        assert ("text_link", "repeats") in marked


async def test_bare_words_stand_on_buttons_and_in_polls(sqlite_url: str, tmp_path: Path) -> None:
    topic = (
        TOPIC.partition('[[question]]\nid = "one-01"')[0]
        + TOPIC[TOPIC.index('[[question]]\nid = "one-02"') :]
    )
    async with room(sqlite_url, write(tmp_path, topic).parent) as bot:
        put = await bot.ann.says("/start")
        assert put.buttons[:2] == ["List<String>", "int"]
        assert "Which type holds many things, n² of them?" in put.text
        assert (await bot.ann.says("List<String>")).text.startswith("Right: List<String>.")
        group = SeededChat(bot)
        await playing(group, "/quiz 1")
        poll = group.poll()["poll"]
        assert poll["question"] == "1 of 1: Which type holds many things, n² of them?"
        assert [option["text"] for option in poll["options"]] == ["List<String>", "int"]


async def test_lines_of_code_are_no_poll(sqlite_url: str, tmp_path: Path) -> None:
    """A poll would show them as running text."""
    ask = 'ask = """What is x?\n```\nx = 1\nx += 1\n```"""\noptions = ["1", "2"]\nanswer = "2"\n'
    topic = f'title = "One"\n\n[[question]]\nid = "one"\n{ask}'
    async with room(sqlite_url, write(tmp_path, topic).parent) as bot:
        group = SeededChat(bot)
        await playing(group, "/quiz 1")
        assert ("pre", "x = 1\nx += 1") in entities(group.question())
        await group.taps(ANN, "2")
        await group.taps(BOB, "1")
        assert "Right: Ann." in await group.waits(30)

"""How a good day sounds: the transcripts of `transcripts.txt`, had with the bot."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot.playground.seed import ANN, BOB, CLEO
from tests.app.party import party
from tests.app.test_channels import posted
from tests.broadcast import Broadcast
from tests.conversation import MessageReceived, Room, Talk

FILE = Path(__file__).with_name("transcripts.txt")
_BUTTONS = re.compile(r"(?: \[[^\]]+\])+$")
_TIME = re.compile(r"(\d+) (days?|hours?|minutes?)")


def transcripts() -> dict[str, list[str]]:
    parts = re.split(r"^== (.+)\n", FILE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {
        name: [line for line in said.split("\n") if line]
        for name, said in zip(parts[1::2], parts[2::2], strict=True)
    }


TRANSCRIPTS = transcripts()


@pytest.mark.parametrize("name", TRANSCRIPTS)
async def test_it_goes_as_in_the_transcript(bot: Room, name: str) -> None:
    received = MessageReceived([])
    for line in TRANSCRIPTS[name]:
        if line.startswith("Bot: "):
            expect(line.removeprefix("Bot: "), received)
        else:
            received = await done(bot, bot.ann, line, received)


async def done(bot: Room, ann: Talk, line: str, before: MessageReceived) -> MessageReceived:
    if line.startswith("+ "):
        await bot.later(**{f"{unit.rstrip('s')}s": int(n) for n, unit in _TIME.findall(line)})
        return await ann.reads()
    if line.startswith("- down for "):
        bot.clock.pass_by(timedelta(hours=int(_TIME.findall(line)[0][0])))
        await bot.turn.tick()
        return await ann.reads()
    if line.startswith("Ann taps: "):
        return await ann.taps(line.removeprefix("Ann taps: "))
    if line.startswith("Ann shows: "):
        for _ in range(int(line.removeprefix("Ann shows: "))):
            await ann.says("show me")
            before = await ann.says("/next")
        return before
    said = line.removeprefix("Ann: ")
    return await ann.says(right_to(bot, before.text) if said == "right answer" else said)


def right_to(bot: Room, text: str) -> str:
    """The model answer to the question that stands in a text."""
    asked = [q for deck in bot.deck_library.current.decks for q in deck.questions() if q.ask in text]
    return asked[-1].answer


def expect(pattern: str, received: MessageReceived) -> None:
    """What was read goes by the pattern: its words in order, and its buttons."""
    buttons = re.findall(r"\[([^\]]+)\]", found[0]) if (found := _BUTTONS.search(pattern)) else []
    words = _BUTTONS.sub("", pattern)
    form = ".*".join(re.escape(part.strip()) for part in words.split("…"))
    text = " ".join(received.text.split())
    assert re.fullmatch(form, text) or re.fullmatch(form.replace(".*", " ?.* ?"), text), (words, text)
    assert [label for label in received.buttons if label in buttons] == buttons


async def test_a_round_in_a_group_goes_as_in_the_transcript(sqlite_url: str, tmp_path: Path) -> None:
    """The group reads who is in and who was right; what was typed stays in private."""
    async with party(sqlite_url, tmp_path) as group:
        assert await group.says(ANN, "/quiz 1 capitals") == "1 question from Party, Capitals. In: Ann."
        assert group.buttons() == ["Join", "Start", "Change"]
        for who, label in ((BOB, "Join"), (CLEO, "Join"), (ANN, "Start")):
            await group.taps(who, label)
        await group.reads()
        assert "Answer in your chat with me, or reply to this. 45 seconds." in group.texts()[-1]
        answer = group.right()
        for who, said in ((BOB, answer), (CLEO, "London"), (ANN, answer)):
            await group.private(who, said)
        table = await group.over()
        assert f"{answer}. Right: Bob, Ann." in group.texts()
        assert table.startswith("Bob wins with 2 (+ ½ quick).\nAnn 2 (+ ¼ quick). Also in: Cleo.")
        assert "London" not in "\n".join(group.texts())
        assert group.buttons()[:2] == ["Again", "Fix a mark"]


async def test_a_channel_goes_as_in_the_transcript(bot: Room) -> None:
    """Yesterday's answer and its commonest miss first, then the question, and a way to answer in private."""
    channel: Broadcast = await posted(bot, "poll")
    channel.gather()
    await channel.votes(right=6, others=4)
    await channel.until(24)
    news = next(text for text in reversed(channel.texts()) if "Yesterday" in text)

    assert re.match(r"Yesterday: 60 % said .+, right; commonest miss ", news)

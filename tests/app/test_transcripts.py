"""How a good day sounds: the transcripts of `transcripts.txt`, had with the bot."""

import re
from pathlib import Path

import pytest

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

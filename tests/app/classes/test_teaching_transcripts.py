"""How a term with a class sounds: the transcripts of `teaching.txt`, had with the bot."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app.ports.authoring import Role
from bot.playground.newcomers import add_person
from tests.app.authoring.chemistry import with_role
from tests.app.classes.school import TEACHER, passes, token_in, write_school
from tests.app.test_transcripts import expect
from tests.conversation import MessageReceived, Room, Talk, room

FILE = Path(__file__).with_name("teaching.txt")
CHEM = """title = "Elements"

[[question]]
id = "elements-01"
title = "potassium"
ask = "What is the symbol of potassium?"
answer = "K"

[[question]]
id = "elements-02"
title = "molar mass"
ask = "Why is a solution stirred?"
answer = "So that it mixes evenly."
"""


def transcripts() -> dict[str, list[str]]:
    parts = re.split(r"^== (.+)\n", FILE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {
        name: [line for line in said.split("\n") if line]
        for name, said in zip(parts[1::2], parts[2::2], strict=True)
    }


TRANSCRIPTS = transcripts()


@pytest.fixture
async def bot(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Room]:
    content = write_school(tmp_path / "content")
    (content / "elements").mkdir()
    (content / "elements" / "deck.toml").write_text('title = "Elements"\nlang = "en"\nlicence = "MIT"\n')
    (content / "elements" / "elements.toml").write_text(CHEM)
    async with room(sqlite_url, content) as opened:
        yield opened


class Scene:
    """The people of a transcript by their names, and what was read last."""

    def __init__(self, bot: Room) -> None:
        self.bot = bot
        self.talks = {"Ann": bot.ann, "Bob": bot.bob, "T": bot.talk(TEACHER)}
        self.heard = MessageReceived([])
        self.token = ""

    async def line(self, line: str) -> None:
        """One line: something said or tapped, read, or done by many."""
        who, _, rest = line.partition(": ")
        if who == "Bot":
            expect(rest, self.heard)
        elif line.startswith("+ "):
            await self.time(line)
        elif who.endswith(" taps"):
            await self.said(await self.talks[who.removesuffix(" taps")].taps(rest))
        elif who.endswith(" reads"):
            self.heard = await self.talks[who.removesuffix(" reads")].reads()
        elif line.startswith("* "):
            await self.role(line)
        elif line.startswith("# "):
            await self.many(line)
        else:
            await self.said(await self.talks[who].says(rest.replace("LINK", self.token)))

    async def said(self, heard: MessageReceived) -> None:
        self.heard = heard
        if "start=" in heard.text:
            self.token = token_in(heard.text)

    async def time(self, line: str) -> None:
        number, unit = line.split()[1:3]
        await passes(self.bot, **{f"{unit.rstrip('s')}s": int(number)})
        for _ in range(3):
            await passes(self.bot, seconds=1)

    async def role(self, line: str) -> None:
        """`* T author elements`."""
        _, who, role, *scope = line.split()
        await with_role(self.bot, self.talks[who].person.id, Role(role), "".join(scope))
        await self.talks[who].reads()

    async def many(self, line: str) -> None:
        """`# 5 join`, or `# 5 write: Kalium, then I was right`: so many people each say these in turn."""
        head, _, said = line.removeprefix("# ").partition(": ")
        for number in range(int(head.split()[0])):
            talk = self.bot.talk(add_person(self.bot.api.world, f"Learner {number}"))
            if head.endswith("join"):
                await talk.says(f"/start {self.token}")
                await talk.taps("Count me without a name")
                self.talks[f"Learner {number}"] = talk
            await every(talk, said)


async def every(talk: Talk, said: str) -> None:
    for words in said.split(", then ") if said else ():
        tapped = words.removeprefix("tap ")
        await (talk.taps(tapped) if tapped != words else talk.says(words))


@pytest.mark.parametrize("name", TRANSCRIPTS)
async def test_it_goes_as_in_the_transcript(bot: Room, name: str) -> None:
    scene = Scene(bot)
    for line in TRANSCRIPTS[name]:
        await scene.line(line)

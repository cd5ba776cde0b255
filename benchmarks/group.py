"""A group at the stand-in server in which a round of questions is played, by commands, taps and votes."""

import asyncio
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.people import until
from benchmarks.said import added_by, tap_from, text_from, vote_from
from benchmarks.stand_in import BOT, Call, StandIn

PATIENCE = 90.0
"""Seconds that anything in a group may take."""
_BEGIN = re.compile(r'"(1:r\d+:begin)"')
_HEAD = re.compile(r"\d+ of \d+: ")
_OPTIONS = ("apple", "copper", "Nile")


class NothingHappens(Exception):
    """The bot does not do what the benchmark needs; the message says what was waited for."""


@dataclass(slots=True)
class Group:
    """One group; its host calls the rounds."""

    server: StandIn
    id: int
    host: int
    _lobby: tuple[int, str] | None = None
    question: int = 0
    """The message of the newest question that is typed."""
    poll: str = ""
    """The newest poll."""
    _heard: list[Call] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.server.listeners.append(self._reads)

    async def added(self) -> None:
        """The host adds the bot, and it says hello."""
        self.server.bring(added_by(self.host, self.id, BOT))
        await self._expect(lambda: bool(self._heard), "a welcome")

    def command(self, text: str) -> None:
        """The host writes a command."""
        self.says(self.host, text)

    def says(self, person: int, text: str, *, replies_to: int = 0) -> None:
        """Somebody writes here."""
        number = self.server.message_number()
        self.server.bring(text_from(person, text, number, group=self.id, replies_to=replies_to))

    def votes(self, person: int, option: int) -> None:
        """Somebody votes in the newest poll."""
        self.server.bring(vote_from(person, self.poll, option))

    async def play(self, call: str, players: Sequence[int], *, polls: bool) -> None:
        """A round is called by that command, joined by the players and started; returns with its first
        question."""
        self.command(call)
        await self._expect(lambda: self._lobby is not None, "a lobby")
        message, begin = self._lobby or (0, "")
        for batch in _batches(players, 50):
            for person in batch:
                self.server.bring(tap_from(person, begin.replace("begin", "join"), message, group=self.id))
            await self._expect(lambda: self.server.waiting() == 0, "all to have joined")
        self.server.bring(tap_from(self.host, begin, message, group=self.id))
        await self._expect(lambda: bool(self.poll if polls else self.question), "a question")
        await asyncio.sleep(1)

    async def _expect(self, holds: Callable[[], bool], what: str) -> None:
        if not await until(holds, PATIENCE):
            raise NothingHappens(f"{what} in group {self.id} does not come within {PATIENCE:g} s")

    def _reads(self, call: Call) -> None:
        if call.chat != self.id:
            return
        self._heard.append(call)
        if begin := _BEGIN.search(str(call.params.get("reply_markup", ""))):
            self._lobby = (call.message, begin[1])
        if call.poll:
            self.poll = call.poll
        elif _HEAD.search(re.sub(r"<[^>]+>", "", str(call.params.get("text", "")))):
            self.question = call.message


def write_decks(folder: Path) -> None:
    """Two decks: *votes*, whose questions are all choices, and *typed*, whose questions have none."""
    for name, more in (("votes", _choices()), ("typed", "")):
        deck = folder / name
        deck.mkdir(parents=True)
        (deck / "deck.toml").write_text(
            f'title = "{name.title()}"\nlang = "en"\nlicence = "MIT"\ntopics = ["{name}-things"]\n'
        )
        questions = [
            f'[[question]]\nid = "{name}-{number}"\ntitle = "thing {number}"\n'
            f'ask = "Which of the things is fruit number {number}?"\nanswer = "apple"\n{more}'
            for number in range(6)
        ]
        (deck / f"{name}-things.toml").write_text(
            f'title = "{name.title()} things"\n\n' + "\n".join(questions)
        )


def _choices() -> str:
    options = ", ".join(f'{{ text = "{option}" }}' for option in _OPTIONS)
    return f'options = [{options}]\nwhy = "An apple grows on a tree."\n'


def _batches(people: Sequence[int], size: int) -> Iterable[Sequence[int]]:
    return (people[first : first + size] for first in range(0, len(people), size))

"""A term of a simulated class: people join, learn and object; a teacher reads what waits for a ruling."""

import html
import re
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from benchmarks.classroom_course import DECK, Fault, Truth, read_course, topics_in_order, write_course
from benchmarks.classroom_people import TAKES_HINT, Student, students
from benchmarks.driven import DrivenBot
from bot.app.authoring.items import ranked_items
from bot.app.buttons import data
from bot.app.events import PersonId
from bot.app.ports.authoring import Role
from bot.domain.question import QuestionId
from bot.store.repository import Repository
from bot.words.spoken import Button, Spoken

TEACHER = 900
A_SITTING = 5
"""Questions that somebody answers on a day on which they come."""
A_WEEK = 2
"""Topics that are due at the end of each week, as long as there are any."""
FURTHEST = 40
"""How many groups of /inbox a teacher looks through."""
_AT_HAND = "SELECT id, question FROM asked WHERE learner_id = ? AND state = 'open' ORDER BY id DESC LIMIT 1"
_STATE = "SELECT state FROM asked WHERE id = ?"
_MET = "SELECT question, people FROM item_tallies"
_SOFT = re.compile(r"<i>(.*?)</i>")
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a fault stands, from 1; None: not among those that were looked at."""

    fault: Fault
    inbox: int | None
    hard: int | None
    met: int
    """How many had met the question."""


@dataclass(slots=True)
class Term:
    """The bot, the class and its teacher. Days are numbers, 0 is the first."""

    bot: DrivenBot
    people: Sequence[Student]
    faults: Sequence[Fault]
    days: int = 0
    insisted: int = 0
    """How often somebody said that they were right, or that theirs was the same."""
    rightly: int = 0
    """How often that was so."""
    _keys: Mapping[str, str] = field(default_factory=dict)
    _reader: sqlite3.Connection | None = None

    @classmethod
    def of(cls, folder: Path, people: int, seed: int, faults: Sequence[Fault]) -> "Term":
        """A class on a new database in that folder."""
        content = write_course(folder / "content", faults)
        bot = DrivenBot(f"sqlite:///{folder / 'class.db'}", content, {})
        questions = list(bot.deck_library.current.decks[0].questions())
        course = read_course(faults)
        term = cls(bot, students(people, seed, course, questions), faults)
        term._keys = {question.id: question.answer for question in questions}
        return term

    async def begins(self) -> None:
        """The teacher makes the class, and everybody joins by its link."""
        bot, now = self.bot, self.bot.clock.now()
        bot.prepare()
        bot.reading[TEACHER] = []
        await bot.say(TEACHER, "/start")

        def roles(repo: Repository) -> None:
            repo.give_role(PersonId(TEACHER), Role.AUTHOR, DECK, now)
            repo.give_role(PersonId(TEACHER), Role.TEACHER, "", now)

        bot.database.run(lambda c: roles(Repository(c)))
        heard = await self.hears("/class new Chemistry")
        link = next((one.own_link for one in heard if one.own_link), "")
        assert link, heard
        for one in self.people:
            await bot.mutter(one.id, f"/start {link}")
            await bot.tap(one.id, data(0, f"cj-nothing-{link.removeprefix('c_')}"))

    async def lives(self, days: int) -> None:
        """So many days pass."""
        for _ in range(days):
            at = self.bot.clock.at
            morning = at.replace(hour=8, minute=0, second=0, microsecond=0)
            self.bot.clock.at = max(at, morning if not self.days else morning + timedelta(days=1))
            await self.bot.tick()
            if self.days % 7 == 0:
                await self._says_what_is_due(self.days // 7)
            for one in self.people:
                if one.comes():
                    await self._learns(one)
            await self.bot.send()
            self.days += 1

    async def _says_what_is_due(self, week: int) -> None:
        sunday = self.bot.clock.at + timedelta(days=6)
        for topic in topics_in_order(self.faults)[A_WEEK * week : A_WEEK * (week + 1)]:
            heard = await self.hears(f"/class due {topic} {sunday.day} {sunday:%B}")
            await self.taps(heard, "Right")

    async def _learns(self, one: Student) -> None:
        for _ in range(A_SITTING):
            found = self._at_hand(one.id)
            if found is None:
                await self.bot.mutter(one.id, "/next")
                found = self._at_hand(one.id)
            if found is None:
                return
            await self._answers(one, *found)

    async def _answers(self, one: Student, asked: int, question: str) -> None:
        bot, key = self.bot, self._keys[question]
        knows = one.knows(question, self.days)
        said = one.says(question, knows=knows)
        if said is None:
            await bot.tap(one.id, data(asked, "idk"))
            return
        if one.chance.random() < TAKES_HINT:
            await bot.tap(one.id, data(asked, "hint"))
        await bot.mutter(one.id, said)
        if self._state(asked) == "open" and knows and (other := one.another(question, said)):
            await bot.mutter(one.id, other)
        if self._state(asked) == "open":
            await bot.tap(one.id, data(asked, "show"))
        if self._state(asked) == "right":
            return
        one.shown(question, key, knows=knows)
        await self._objects(one, asked, question, knows=knows)

    async def _objects(self, one: Student, asked: int, question: str, *, knows: bool) -> None:
        if self._state(asked) == "comparing":
            said = one.compares(knows=knows and self._looks_right(question))
            if said:
                await self.bot.tap(one.id, data(asked, said))
            insisted = said == "same"
        else:
            insisted = one.insists(knows=knows)
            if insisted:
                await self.bot.tap(one.id, data(asked, "right"))
        self.insisted += insisted
        self.rightly += insisted and knows
        if one.reports(knows=knows):
            await self.bot.tap(one.id, data(asked, "report-answer"))

    def _looks_right(self, question: str) -> bool:
        """Whether who knows the answer takes the deck's for the same."""
        fault = next((fault for fault in self.faults if fault.question == question), None)
        return fault is None or fault.what in ("missing accept", "typo")

    def _at_hand(self, who: int) -> tuple[int, str] | None:
        found = self.rows(_AT_HAND, who)
        return (found[0][0], found[0][1]) if found else None

    def _state(self, asked: int) -> str:
        return str(self.rows(_STATE, asked)[0][0])

    def rows(self, statement: str, *values: int) -> list[tuple[Any, ...]]:
        """What the file holds, read beside the product."""
        if self._reader is None:
            self._reader = sqlite3.connect(self.bot.url.removeprefix("sqlite:///"), isolation_level=None)
        return self._reader.execute(statement, values).fetchall()

    async def close(self) -> None:
        """Let go of the file."""
        if self._reader is not None:
            self._reader.close()
        await self.bot.close()

    async def places(self) -> Sequence[Place]:
        """Where the faults stand in what the teacher reads today."""
        inbox = await self._in_inbox()
        repo_deck = self.bot.deck_library.current.decks[0]
        items = self.bot.database.run(lambda c: ranked_items(Repository(c), repo_deck))
        hard = {question.id: place for place, (question, _) in enumerate(items, 1)}
        met = dict(self.rows(_MET))
        return [
            Place(
                fault=one,
                inbox=inbox.get(one.question),
                hard=hard.get(QuestionId(one.question)),
                met=met.get(one.question, 0),
            )
            for one in self.faults
        ]

    async def _in_inbox(self) -> Mapping[str, int]:
        """The first place of each fault, as far as a teacher looks."""
        course, found = read_course(self.faults), dict[str, int]()
        heard = await self.hears("/inbox")
        for place in range(1, FURTHEST + 1):
            if f"{place} of" not in plain(heard):
                break
            for fault in self.faults:
                if _is_about(heard, course[fault.question], fault.key):
                    found.setdefault(fault.question, place)
            heard = await self.leaves(heard)
        return found

    async def hears(self, words: str) -> Sequence[Spoken]:
        """The teacher says something; what they read then."""
        await self.bot.say(TEACHER, words)
        return list(self.bot.reading[TEACHER])

    async def leaves(self, heard: Sequence[Spoken]) -> Sequence[Spoken]:
        """The teacher leaves what is shown for later; what they read then."""
        if not any(one.label == "Later" for said in heard for row in said.choices for one in row):
            heard = await self.taps(heard, "More")
        return await self.taps(heard, "Later")

    async def taps(self, heard: Sequence[Spoken], label: str) -> Sequence[Spoken]:
        """The teacher taps the button whose label begins so; what they read then."""
        await self.bot.tap(TEACHER, button(heard, label).data)
        await self.bot.send()
        return list(self.bot.reading[TEACHER])


def plain(heard: Sequence[Spoken]) -> str:
    """The texts without markup."""
    return " ".join(html.unescape(_TAG.sub("", one.text)) for one in heard)


def button(heard: Sequence[Spoken], label: str) -> Button:
    """The newest button whose label begins so."""
    for one in reversed(heard):
        for row in one.choices:
            for choice in row:
                if choice.label.startswith(label):
                    return choice
    raise AssertionError(f"no button {label!r}: {heard}")


def wordings(heard: Sequence[Spoken]) -> Sequence[str]:
    """What people wrote, of the group that is shown; nothing of a report."""
    line = next((line for one in heard for line in one.text.splitlines() if " wrote " in line), "")
    return [html.unescape(text) for text in _SOFT.findall(line)]


def _is_about(heard: Sequence[Spoken], truth: Truth, key: Sequence[str]) -> bool:
    """Whether that question is told to be reported, or words for it that are right and missing in the key."""
    told = plain(heard)
    missing = {text.casefold() for text in truth.rights if text not in key}
    said = {text.casefold() for text in wordings(heard)}
    return truth.ask in told and (bool(missing & said) or " report" in told.partition("The answer:")[2])

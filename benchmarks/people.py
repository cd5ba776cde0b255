"""People who talk to a bot in private over the stand-in server, and how long it takes to answer them."""

import asyncio
import html
import re
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from benchmarks.questions import Question
from benchmarks.said import text_from
from benchmarks.stand_in import SENDS, Call, StandIn

FIRST = 500_000
"""The number of the first person; the others follow."""
RIGHT = 0.7
"""The share of answers that are right."""
QUIET = 0.7
"""Seconds without a call after which a bot is taken to be done."""
_NEXT = '"Next"'
"""The button of a message that asks nothing: the question before is closed."""
_TAG = re.compile(r"<[^>]+>")
_REPLIES = SENDS | {"editMessageText"}


def people(number: int, first: int = FIRST) -> range:
    """So many persons."""
    return range(first, first + number)


@dataclass(slots=True)
class People:
    """They read what the bot asks them, and answer it. Times are in seconds."""

    server: StandIn
    questions: Mapping[str, Question]
    chance: Random = field(default_factory=lambda: Random("people"))
    waits: list[float] = field(default_factory=list)
    """From what somebody did to the first message about it."""
    _asked: dict[int, Question] = field(default_factory=dict)
    _since: dict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _last_call: float = 0.0
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.server.listeners.append(self._reads)

    def leave(self) -> None:
        """Read no more."""
        self.server.listeners.remove(self._reads)

    def says(self, person: int, text: str) -> None:
        """Somebody writes."""
        self._since[person].append(time.perf_counter())
        self.server.bring(text_from(person, text, self.server.message_number()))

    def goes_on(self, person: int) -> None:
        """Somebody answers what they are asked, right or wrong; who is asked nothing wants the next."""
        asked = self._asked.get(person)
        self.says(person, asked.said(self.chance, share=RIGHT) if asked else "/next")

    async def go_on_steadily(self, who: Sequence[int], number: int, rate: float) -> None:
        """So many times somebody goes on, in turn, `rate` times a second."""
        began = time.perf_counter()
        for place in range(number):
            await asyncio.sleep(began + place / rate - time.perf_counter())
            self.goes_on(who[place % len(who)])

    def open(self) -> int:
        """How many messages wait for a reply."""
        return sum(len(since) for since in self._since.values())

    def oldest(self) -> Iterable[float]:
        """How long each message that has no reply yet has waited."""
        now = time.perf_counter()
        return [now - since for waiting in self._since.values() for since in waiting]

    async def replied(self, patience: float) -> bool:
        """Wait until every message has its reply; False if that takes longer than `patience`."""
        end = time.perf_counter() + patience
        while self.open():
            self._changed.clear()
            left = end - time.perf_counter()
            if left <= 0:
                return False
            try:
                await asyncio.wait_for(self._changed.wait(), left)
            except TimeoutError:
                return False
        return True

    async def settled(self, patience: float = 10.0) -> None:
        """Wait until the bot has done all that it does after its replies."""
        await until(lambda: time.perf_counter() - self._last_call >= QUIET, patience)

    def _reads(self, call: Call) -> None:
        self._last_call = call.at
        if call.chat <= 0 or call.method not in _REPLIES:
            return
        if question := self._question_in(str(call.params.get("text") or call.params.get("caption") or "")):
            self._asked[call.chat] = question
        elif _NEXT in str(call.params.get("reply_markup", "")):
            self._asked.pop(call.chat, None)
        if call.method in SENDS and (since := self._since.get(call.chat)):
            self.waits.append(call.at - since.popleft())
            self._changed.set()

    def _question_in(self, text: str) -> Question | None:
        """The one that is asked last in the text."""
        words = html.unescape(_TAG.sub("", text))
        found = ((words.rfind(question.ask), question) for question in self.questions.values())
        place, question = max(found, key=lambda one: one[0])
        return question if place >= 0 else None


async def until(holds: Callable[[], bool], patience: float, *, pause: float = 0.05) -> bool:
    """Wait until it holds, looking every `pause` seconds; False if it does not within `patience`."""
    for _ in range(int(patience / pause)):
        if holds():
            return True
        await asyncio.sleep(pause)
    return holds()


def share(values: Sequence[float], part: float) -> float:
    """The value that so large a part of the values does not exceed (nearest rank); NaN of none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))] if ordered else float("nan")

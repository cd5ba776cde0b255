"""The Bot API as a state machine: a call in, a status and Telegram's JSON out. No HTTP, no waiting."""

import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Unpack

from bot.playground import polls
from bot.playground.faults import Answer, Faults, How
from bot.playground.limits import SendLimits
from bot.playground.methods import BUILT, COUNTED, EDITS
from bot.playground.organiser import Organiser
from bot.playground.params import Params, Upload, read_params
from bot.playground.person import Person
from bot.playground.refusal import Refused, conflict, too_many
from bot.playground.seed import SEEDED_CHATS, SEEDED_PEOPLE, NewPerson
from bot.playground.state import State
from bot.playground.table import Json, Mismatch, method_names, validate_call, validate_result
from bot.playground.topics import create_seeded
from bot.playground.world import World

TOKEN = "7000000001:AAPlayground_opens_no_bot_elsewhere"
"""Of the shape Telegram's tokens have; it opens nothing but a playground."""
_TOKEN_SHAPE = re.compile(r"\d+:[A-Za-z0-9_-]{30,}")


class AnswerLost(Exception):
    """A fault took the answer away; `how` says how it looks from the bot."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(f"the answer was lost on purpose ({answer.lost})")
        self.answer = answer
        self.how = answer.lost


class BotApi:
    """One bot's server, with the people who talk to it."""

    def __init__(
        self,
        *,
        now: Callable[[], datetime],
        token: str = TOKEN,
        people: Sequence[NewPerson] = SEEDED_PEOPLE,
        state: State | None = None,
        checked: bool = True,
    ) -> None:
        """`now` is the system's clock, aware; `checked`: compare everything with the table."""
        self.token = token
        self.world = World(state or State(), now, people)
        self.world.checked = checked
        self.world.bot["id"] = int(token.partition(":")[0])
        for seeded in SEEDED_CHATS:
            create_seeded(self.world, seeded)
        self.faults = Faults()
        self.limits: SendLimits | None = None
        """Set to SendLimits() to have Telegram's limits enforced."""
        self.probes: set[str] = set()
        """Methods a bot may try to see whether they are there: they are not, and that is no complaint."""
        self.unknown: list[str] = []
        """Methods that were called and are not there, or not built."""
        self._poller = 0

    @property
    def complaints(self) -> list[str]:
        """Everything that was against the table, and every method that is not there."""
        return self.world.complaints

    def call(
        self, token: str, method: str, params: Mapping[str, Any], files: Mapping[str, Upload] | None = None
    ) -> tuple[int, Json]:
        """Carry out a call at once: status and Telegram's JSON. Raises AnswerLost where a fault says so."""
        answer = self.answer(token, method, params, files)
        if answer.lost:
            raise AnswerLost(answer)
        return answer.status, answer.body

    def answer(
        self, token: str, method: str, params: Mapping[str, Any], files: Mapping[str, Upload] | None = None
    ) -> Answer:
        """The same, with what a fault does to the answer on its way."""
        started = time.perf_counter()
        name = method_names().get(method.lower(), method)
        fault = self.faults.take(name)
        answer = self._applied(token, name, params, files) if fault is None or fault.applies else None
        if fault:
            answer = fault.spoil(answer)
        assert answer is not None
        if name != "getUpdates" or answer.status != 200 or answer.body.get("result"):
            self._log(name, params, files, answer, (time.perf_counter() - started) * 1000)
        return answer

    def fault(self, method: str, **how: Unpack[How]) -> None:
        """Let the next calls of a method ("*": any) go wrong: `code`, `drop` or `delay`; see faults.Fault."""
        self.faults.add(method, how)

    def person(self, number: int) -> Person:
        """Somebody's side of the conversation. KeyError if there is nobody of that number."""
        polls.close_due(self.world)
        return Person(self.world, number)

    def organiser(self, number: int) -> Organiser:
        """Somebody as one who arranges groups and channels. KeyError if there is nobody of that number."""
        return Organiser(self.world, number)

    def set_privacy(self, on: bool, *, everywhere: bool = True) -> None:
        """Switch the bot's privacy mode, as its owner does with @BotFather.

        Telegram keeps to the old mode in a group until the bot is added to it anew: so without `everywhere`.
        """
        self.world.state.settings.put("reads_everything", not on)
        for chat in list(self.world.state.chats):
            mine = self.world.state.members.get((chat, self.world.bot["id"]))
            if mine and everywhere:
                self.world.state.set_member(chat, self.world.bot["id"], replace(mine, hears_all=not on))
            self.world.changed(chat)

    def file(self, token: str, path: str) -> bytes | None:
        """A file by its file_path; None if there is none, or the token is another's."""
        found = (one.data for _, one in self.world.state.files.items() if one.path == path)
        return next(found, None) if token == self.token else None

    # For those who wait (see waiting_api.py)

    def waiting(self) -> bool:
        """Is there an update to fetch?"""
        polls.close_due(self.world)
        self.world.drop_expired()
        return len(self.world.state.updates) > 0

    def seconds_to_closing(self) -> float | None:
        """How long until a poll closes by itself, if nobody moves the clock; None if none does."""
        closes = self.world.state.next_closing()
        return None if closes is None else max(closes - self.world.seconds(), 0.0)

    def begin_poll(self) -> int:
        """A poller comes; whoever polled before learns by `poller()` that they are not the last any more."""
        self._poller += 1
        self.world.notify()
        return self._poller

    def poller(self) -> int:
        """The number of the newest poller."""
        return self._poller

    def conflict(self) -> Answer:
        """What a poller is told whom another one replaced."""
        refused = conflict()
        answer = Answer(status=refused.code, body=refused.body())
        self._log("getUpdates", {}, None, answer, 0.0)
        return answer

    def _applied(
        self, token: str, name: str, params: Mapping[str, Any], files: Mapping[str, Upload] | None
    ) -> Answer:
        try:
            self._check_token(token)
            result = self._result(name, params, files)
        except Refused as refused:
            return Answer(status=refused.code, body=refused.body())
        return Answer(status=200, body={"ok": True, "result": result})

    def _check_token(self, token: str) -> None:
        if not _TOKEN_SHAPE.fullmatch(token):
            raise Refused(404, "Not Found")
        if token != self.token:
            raise Refused(401, "Unauthorized")

    def _result(self, name: str, given: Mapping[str, Any], files: Mapping[str, Upload] | None) -> Any:
        built = BUILT.get(name)
        if built is None:
            raise self._not_there(name)
        polls.close_due(self.world)
        params = read_params(name, given, files)
        if self.world.checked:
            self._check(lambda: validate_call(name, params.values, params.files))
        self._check_limits(name, params)
        result = built(self.world, params)
        if self.world.checked:
            self._check(lambda: validate_result(name, result))
        return result

    def _not_there(self, name: str) -> Refused:
        self.unknown.append(name)
        known = name.lower() in method_names()
        if name not in self.probes:
            self.complaints.append(f"{name}: {'not built in the playground' if known else 'no such method'}")
        return Refused(404, f"Not Found: the playground has no {name} yet" if known else "Not Found")

    def _check(self, validation: Callable[[], None]) -> None:
        try:
            validation()
        except Mismatch as fault:
            self.complaints.append(str(fault))

    def _check_limits(self, name: str, params: Params) -> None:
        if self.limits is None or name not in COUNTED | EDITS:
            return
        chat = self.world.chat_of(params.values.get("chat_id"))
        is_group = chat.kind != "private"
        if name in EDITS and not is_group:
            return
        if wait := self.limits.spend(chat.id, is_group, self.world.seconds()):
            raise too_many(wait)

    def _log(
        self,
        name: str,
        params: Mapping[str, Any],
        files: Mapping[str, Upload] | None,
        answer: Answer,
        ms: float,
    ) -> None:
        sizes = {key: f"{one.name}, {len(one.data)} bytes" for key, one in (files or {}).items()}
        self.world.state.log(
            {
                "n": self.world.state.next_number("call"),
                "at": self.world.now().isoformat(),
                "method": name,
                "params": dict(params) | sizes,
                "status": answer.status,
                "answer": answer.body,
                "ms": round(ms, 2),
            }
        )
        self.world.notify()

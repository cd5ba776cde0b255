"""Faults made on purpose: errors, answers that get lost, answers that come late."""

import json
from dataclasses import dataclass, replace
from typing import Any, Literal, TypedDict

from bot.playground.refusal import refused_with

Lost = Literal["timeout", "reset", "connect"]
"""How an answer gets lost, as the bot sees it: nothing comes until it gives up; the connection breaks
after the request was sent; no connection at all (the request never arrived)."""

Garbled = Literal["page", "half"]
"""What comes instead of the answer: a page in HTML, as from a proxy, or the first half of it."""
PAGE = b"<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"

ANY = "*"


class How(TypedDict, total=False):
    """What goes wrong; see Fault."""

    code: int | None
    drop: bool | Lost | None
    delay: float
    times: int
    after_apply: bool
    retry_after: int
    description: str
    garbled: Garbled | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the server answers, and whether the answer arrives."""

    status: int
    body: dict[str, Any]
    lost: Lost | None = None
    delay: float = 0.0
    """Seconds before it is given."""
    garbled: Garbled | None = None

    def content(self) -> bytes:
        """What the bot reads."""
        if self.garbled == "page":
            return PAGE
        whole = json.dumps(self.body).encode()
        return whole[: len(whole) // 2] if self.garbled == "half" else whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that goes wrong with the next `times` calls of a method ("*" for any)."""

    method: str
    code: int | None = None
    """Answer this HTTP status."""
    lost: Lost | None = None
    delay: float = 0.0
    """Seconds to wait before answering."""
    times: int = 1
    after_apply: bool = False
    """Do what was asked first; without it, an error or a lost answer means that nothing was done."""
    retry_after: int = 3
    """Seconds, with code 429."""
    description: str = ""
    """Other words than Telegram's usual ones for the code."""
    garbled: Garbled | None = None

    @property
    def applies(self) -> bool:
        """Is the call carried out all the same?"""
        return self.lost != "connect" and (self.after_apply or (self.code is None and self.lost is None))

    def spoil(self, answer: Answer | None) -> Answer:
        """The answer as it goes out; `answer` is None when the call was not carried out."""
        if self.code is not None or answer is None:
            refused = refused_with(self.code or 500, self.description, self.retry_after)
            answer = Answer(status=refused.code, body=refused.body())
        return replace(answer, lost=self.lost, delay=self.delay, garbled=self.garbled)


class Faults:
    """The faults that are still to come, in the order they were asked for."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def __len__(self) -> int:
        """How many are still to come, one that comes several times counted once."""
        return len(self._waiting)

    def add(self, method: str, how: How) -> None:
        """Let something go wrong. Raises ValueError if nothing is said to."""
        if not any(how.get(what) for what in ("code", "drop", "delay", "garbled")):
            raise ValueError("a fault needs a code, a drop, a delay or to be garbled")
        drop = how.get("drop") or None
        lost: Lost | None = "timeout" if drop is True else drop or None
        known = ("code", "delay", "times", "after_apply", "retry_after", "description", "garbled")
        rest: dict[str, Any] = {key: value for key, value in how.items() if key in known}
        self._waiting.append(Fault(method=method.lower(), lost=lost, **rest))

    def take(self, method: str) -> Fault | None:
        """The next fault of this method, used up once."""
        for index, fault in enumerate(self._waiting):
            if fault.method in (ANY, method.lower()):
                if fault.times > 1:
                    self._waiting[index] = replace(fault, times=fault.times - 1)
                else:
                    del self._waiting[index]
                return fault
        return None

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        self._waiting.clear()

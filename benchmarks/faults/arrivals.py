"""What has really arrived at the server: every message that it made, whatever the bot was told of it."""

import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.playground.api import BotApi
from bot.playground.faults import Answer

_SENDS = frozenset({"sendMessage", "sendPhoto", "sendPoll", "sendDocument"})


@dataclass(frozen=True, slots=True)
class Arrival:
    """A message. `at` is in seconds of `time.monotonic`."""

    at: float
    text: str
    message: int


@dataclass(slots=True)
class Arrivals:
    """Messages by chat, oldest first."""

    by_chat: dict[int, list[Arrival]] = field(default_factory=lambda: defaultdict(list))

    def watch(self, api: BotApi) -> None:
        """From now on. A call that a fault keeps from being carried out is not seen."""
        applied = api._applied

        def watched(token: str, name: str, params: Mapping[str, Any], files: Any) -> Answer:
            answer = applied(token, name, params, files)
            if name in _SENDS and answer.status == 200:
                made = answer.body["result"]
                words = made.get("text") or made.get("caption") or ""
                arrival = Arrival(time.monotonic(), words, made["message_id"])
                self.by_chat[made["chat"]["id"]].append(arrival)
            return answer

        vars(api)["_applied"] = watched

    def texts(self, chat: int) -> list[str]:
        """What was said in a chat, each text once, in the order in which it came first."""
        return list(dict.fromkeys(one.text for one in self.by_chat[chat]))

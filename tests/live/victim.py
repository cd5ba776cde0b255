"""`python -m tests.live.victim run`: the real bot, which is killed at one of six points.

KILL_AT names the point and the time it is passed, such as `commit:3`:
effect       the tutor has decided, nothing is committed
commit       the turn is committed and its reply handed over; nothing has left or is acknowledged
acknowledge  all that was fetched is acknowledged, its messages may not have left
claim        messages are claimed and that is committed, none has left
send         the server has the message, the message is not settled
settle       messages are settled
"""

import os
import signal
from collections.abc import Sequence
from typing import Any

from bot.__main__ import main
from bot.app.tutor import Tutor
from bot.telegram.client import BotClient
from bot.turn import Turn

POINT, _, COUNT = os.environ.get("KILL_AT", ":0").partition(":")
passed = 0


def perhaps_die(point: str) -> None:
    """The power cut."""
    global passed
    if point == POINT:
        passed += 1
        if passed == int(COUNT):
            os.kill(os.getpid(), signal.SIGKILL)


def after(owner: type, name: str, point: str) -> None:
    """Let the method `name` be followed by the point."""
    whole = getattr(owner, name)

    async def with_point(self: Any, *args: Any, **kwargs: Any) -> Any:
        result = await whole(self, *args, **kwargs)
        if _is_passed(point, args, result):
            perhaps_die(point)
        return result

    setattr(owner, name, with_point)


def _is_passed(point: str, args: Sequence[Any], result: Any) -> bool:
    if point == "claim":
        return bool(result)
    if point == "acknowledge":  # a fetch waits for news only when all that came before is settled
        offset, seconds = args
        return offset is not None and seconds > 0
    return True


def after_decision() -> None:
    """The same for the tutor, which is not async."""
    whole = Tutor.handle

    def with_point(self: Tutor, *args: Any, **kwargs: Any) -> Any:
        result = whole(self, *args, **kwargs)
        perhaps_die("effect")
        return result

    Tutor.handle = with_point  # type: ignore[method-assign]


if __name__ == "__main__":
    after_decision()
    after(Turn, "handle", "commit")
    after(Turn, "claim", "claim")
    after(BotClient, "updates", "acknowledge")
    after(BotClient, "post", "send")
    after(Turn, "settle", "settle")
    main()

"""`python -m tests.live.upload_victim run`: the real bot, killed while it works on what an author sent.

KILL_AT names the point and the time it is passed, such as `fetched:1`:
fetched  the file is fetched, nothing of it is kept
read     it is read and decided what is told, nothing is committed
tried    an answer of the author is marked and what it is worth decided, nothing is committed
made     the files of a version are made and decided on, nothing is committed
settled  what was read or made is committed, nobody has been told
"""

from typing import Any

from bot.__main__ import main
from bot.app.authoring import rehearsing
from bot.app.tutor import Tutor
from bot.telegram.client import BotClient
from bot.uploading import Uploads
from tests.live.victim import after, perhaps_die


def after_decision(owner: Any, name: str, point: str) -> None:
    """Let a function of the tutor be followed by the point."""
    whole = getattr(owner, name)

    def with_point(*args: Any, **kwargs: Any) -> Any:
        result = whole(*args, **kwargs)
        perhaps_die(point)
        return result

    setattr(owner, name, with_point)


if __name__ == "__main__":
    after(BotClient, "fetch", "fetched")
    after_decision(Tutor, "upload_read", "read")
    after_decision(rehearsing, "_marked", "tried")
    after_decision(Tutor, "upload_made", "made")
    after(Uploads, "_settle", "settled")
    main()

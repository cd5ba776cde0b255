"""Which process this is, for what it holds in the database; and whether another one has ended."""

import os
import socket


def this_process() -> str:
    """This process among all that use a database: `host/pid`."""
    return f"{socket.gethostname()}/{os.getpid()}"


def has_ended(process: str | None, this: str) -> bool:
    """True if `process` ran on the host of `this` and runs no more.

    Of a process on another host nothing is known: False. One with the very name of `this` was an earlier one:
    in a container, numbers repeat.
    """
    if process is None or process == this:
        return process is not None
    host, _, number = process.rpartition("/")
    if host != this.rpartition("/")[0] or not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False

"""Which process this is, for what it holds in the database; and whether another one has ended."""

import os
import secrets
import socket

_MARK = secrets.token_hex(3)
"""Numbers of processes repeat, in containers above all."""


def this_process() -> str:
    """This process among all that use a database: `host/pid/mark`."""
    return f"{socket.gethostname()}/{os.getpid()}/{_MARK}"


def has_ended(process: str | None, this: str) -> bool:
    """True if `process` ran on the host of `this` and runs no more.

    Of a process on another host nothing is known: False. One with the number of `this` was an earlier one.
    """
    if process is None or process == this:
        return False
    host, number, *_ = *process.split("/"), ""
    own_host, own_number, *_ = *this.split("/"), ""
    if host != own_host or not number.isdecimal():
        return False
    if number == own_number:
        return True
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False

"""Log lines for people or for machines, without anybody's words.

Secrets are taken out where records are made (`bot.telegram.redact`). Here goes what may quote people: the
message of an exception, unless the exception is one of ours, which are sentences of our own.
"""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from hashlib import blake2s
from importlib import import_module
from types import ModuleType
from typing import Any, Literal, TextIO

from bot.measures import current_log_fields

LogFormat = Literal["console", "json"]
WITHHELD = "(what it says is not logged: it may quote somebody)"
Line = MutableMapping[str, Any]


def log_to_terminal(level: str, form: LogFormat = "console", stream: TextIO = sys.stderr) -> logging.Handler:
    """Have everything that is logged from now on written to `stream`, at `level` and above; gives the
    handler. What another call of it installed is replaced."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter(form, colours=stream.isatty()))
    root = logging.getLogger()
    for older in [one for one in root.handlers if getattr(one, "is_recalls", False)]:
        root.removeHandler(older)
    handler.is_recalls = True  # type: ignore[attr-defined]
    root.addHandler(handler)
    root.setLevel(level)
    return handler


def formatter(form: LogFormat, *, colours: bool = False) -> logging.Formatter:
    """Makes lines: time (UTC), level, logger, what is said, and the fields of `bot.measures.log_fields`."""
    structlog = _structlog()
    common = [
        structlog.stdlib.add_log_level,
        _logger_and_trouble,
        _fields,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    if form == "json":
        last: Any = structlog.processors.JSONRenderer(ensure_ascii=False, default=str)
    else:
        last = structlog.dev.ConsoleRenderer(colors=colours, pad_event_to=0, pad_level=False)
    strip = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    made: logging.Formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=common, processors=[strip, last]
    )
    return made


def lane_shown(lane: str) -> str:
    """A lane of the intake as the log may show it: the same for the same person or group, and no number of
    theirs."""
    kind, _, number = lane.partition(":")
    who = {"chat": "group" if number.startswith("-") else "person"}.get(kind, kind)
    return f"{who}-{blake2s(number.encode(), digest_size=4).hexdigest()}"


def _logger_and_trouble(_logger: Any, _method: str, line: Line) -> Line:
    record: logging.LogRecord = line["_record"]
    line.pop("exc_info", None)  # it would be shown with its message
    line["logger"] = record.name
    if record.exc_info and record.exc_info[1] is not None:
        line["exception"] = told(record.exc_info[1])
    elif record.exc_text:  # a secret was in it, and is taken out
        line["exception"] = without_messages(record.exc_text)
    return line


def _fields(_logger: Any, _method: str, line: Line) -> Line:
    for name, value in current_log_fields().items():
        line[name] = lane_shown(value) if name == "lane" else value
    return line


def told(error: BaseException) -> str:
    """The traceback, with the messages of our own errors alone."""
    parts: list[str] = []
    shown: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in shown:
        shown.add(id(current))
        frames = "".join(traceback.format_tb(current.__traceback__))
        parts.insert(0, f"Traceback (most recent call last):\n{frames}{_named(current)}")
        parts += [told(one) for one in getattr(current, "exceptions", ())]  # of a group
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return "\n\n".join(parts)


def without_messages(text: str) -> str:
    """A traceback that exists as text alone: its frames and the names of the errors."""
    kept = []
    for line in text.splitlines():
        name = line.partition(":")[0]
        is_frame = not line or line[0].isspace() or line.startswith("Traceback")
        if is_frame:
            kept.append(line)
        elif name.replace(".", "").isidentifier():
            kept.append(f"{name}: {WITHHELD}")
    return "\n".join(kept)


def _named(error: BaseException) -> str:
    kind = type(error)
    name = f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.")
    if not str(error):
        return name
    ours = kind.__module__.partition(".")[0] == "bot"
    return f"{name}: {error if ours else WITHHELD}"


def _structlog() -> ModuleType:
    """structlog without rich, which it would load for coloured tracebacks if it finds it: ten times the time
    and the memory of the rest."""
    modules: dict[str, ModuleType | None] = sys.modules  # type: ignore[assignment]
    hidden = "rich" not in modules
    if hidden:
        modules["rich"] = None  # which is Python's word for "not to be had"
    try:
        return import_module("structlog")
    finally:
        if hidden:
            del modules["rich"]

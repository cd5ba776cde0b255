"""Light Markdown in authors' texts: what is marked, and the bare text that is compared and put into polls.

Signs that mark nothing stay as they are: `2*3*4`, `**kwargs`, `a || b`.
"""

import re
from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

Marked = tuple[tuple[str, str], ...]
"""Texts that are marked: bare, and as they are written."""


class Look(StrEnum):
    """How a part of a text looks."""

    PLAIN = "plain"
    BOLD = "bold"
    ITALIC = "italic"
    SPOILER = "spoiler"
    LINK = "link"
    CODE = "code"
    BLOCK = "block"
    """Lines of code."""


class Span(Struct, frozen=True, kw_only=True):
    """A part of a text."""

    look: Look
    text: str = ""
    """Of plain text and code; empty where there are parts inside."""
    inside: tuple["Span", ...] = ()
    about: str = ""
    """The address of a link, the language of lines of code."""


_SIGNS = re.compile(
    r"^```(?P<language>[\w+#.-]{0,20})[ \t]*\n(?P<block>.*?)\n?^```[ \t]*$"
    r"|(?<![`\w])`(?P<code>[^`\n]+)`(?![`\w])"
    r"|(?<![\w*])\*\*(?P<bold>[^\s*](?:[^\n]*?[^\s*])??\*?)\*\*(?![\w*])"
    r"|(?<![\w*])\*(?P<italic>[^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])"
    r"|(?<![\w|])\|\|(?P<spoiler>[^\s|](?:[^|\n]*[^\s|])?)\|\|(?![\w|])"
    r"|\[(?P<link>[^\[\]\n]+)\]\((?P<address>https?://[^\s()<>\"']+(?:\([^\s()<>\"']*\)[^\s()<>\"']*)?)\)",
    re.MULTILINE | re.DOTALL,
)
_INSIDE = {"bold": Look.BOLD, "italic": Look.ITALIC, "spoiler": Look.SPOILER, "link": Look.LINK}


def parse(text: str) -> tuple[Span, ...]:
    """The parts of a text, in order. Never fails; what is no mark is plain text."""
    spans: list[Span] = []
    at = 0
    for found in _SIGNS.finditer(text):
        if found.start() > at:
            spans.append(Span(look=Look.PLAIN, text=text[at : found.start()]))
        spans.append(_span(found))
        at = found.end()
    if at < len(text):
        spans.append(Span(look=Look.PLAIN, text=text[at:]))
    return tuple(spans)


def bare(text: str) -> str:
    """The text without its marks."""
    return "".join(_bare(span) for span in parse(text)).strip()


def written(text: str, marked: Marked) -> str:
    """A bare text as its author wrote it, also where a full stop or a capital was added; else as it is."""
    known = dict(marked)
    if text in known:
        return known[text]
    if text.endswith(".") and text[:-1] in known:
        return f"{known[text[:-1]]}."
    low = text[:1].lower() + text[1:]
    return _capital(written(low, marked)) if marked and low != text else text


def needs_text(text: str, marked: Marked) -> bool:
    """Whether a poll would not show something of it, or show it too early: lines of code, hidden words."""
    return any(span.look in (Look.BLOCK, Look.SPOILER) for span in _every(parse(written(text, marked))))


def _every(spans: tuple[Span, ...]) -> Iterator[Span]:
    for span in spans:
        yield span
        yield from _every(span.inside)


def _capital(source: str) -> str:
    return source[:1].upper() + source[1:]


def _bare(span: Span) -> str:
    return "".join(_bare(one) for one in span.inside) if span.inside else span.text


def _span(found: re.Match[str]) -> Span:
    kind = str(found.lastgroup)
    if kind == "block":
        return Span(look=Look.BLOCK, text=found["block"], about=found["language"])
    if kind == "code":
        return Span(look=Look.CODE, text=found["code"])
    if kind == "address":
        return Span(look=Look.LINK, inside=parse(found["link"]), about=found["address"])
    return Span(look=_INSIDE[kind], inside=parse(found[kind]))

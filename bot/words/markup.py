"""The few shapes a message is made of."""

import re
from html import escape
from itertools import groupby
from unicodedata import bidirectional

from bot.domain.markdown import Look, Marked, Span, parse, written
from bot.domain.names import tidy
from bot.words.spoken import Button
from bot.words.translator import Html

_LINKS = re.compile(r"(?<=[@#/.:$+])(?=\w)")
"""Where a mention, a command, an address or a number would begin or go on; a word joiner there ends it."""
_RIGHT_TO_LEFT = frozenset(("R", "AL", "AN"))


def plain(text: str, marked: Marked = ()) -> Html:
    """A person's words, as they are; an author's, with the marks that their question has for them."""
    return _looks(text, marked, "")


def name(text: str) -> Html:
    """What somebody calls themselves: it links to nothing, calls nobody and turns no line around."""
    inert = _LINKS.sub("\u2060", tidy(text))
    turns = any(bidirectional(sign) in _RIGHT_TO_LEFT for sign in inert)
    return plain(f"\u2068{inert}\u2069" if turns else inert)


def strong(text: str, marked: Marked = ()) -> Html:
    """The words the eye should find."""
    return _looks(text, marked, "b")


def soft(text: str, marked: Marked = ()) -> Html:
    """A word that is spoken about."""
    return _looks(text, marked, "i")


def folding(text: Html) -> Html:
    """What opens at a tap; nothing for nothing."""
    return Html(f"<blockquote expandable>{text}</blockquote>") if text else Html("")


def _looks(text: str, marked: Marked, around: str) -> Html:
    """The text as its author marked it, with a tag around all of it but code, which holds no other."""
    if not marked or (source := written(text, marked)) == text:
        return Html(_tagged(around, escape(text, quote=False)))
    told = ""
    for is_code, spans in groupby(parse(source), key=lambda span: span.look in (Look.CODE, Look.BLOCK)):
        inside = "".join(_span(span, around) for span in spans)
        told += inside if is_code else _tagged(around, inside)
    return Html(told)


def _tagged(tag: str, inside: str) -> str:
    return f"<{tag}>{inside}</{tag}>" if tag and inside else inside


def _span(span: Span, around: str) -> str:
    if not span.inside:
        return _leaf(span)
    inside = "".join(_span(one, around) for one in span.inside)
    tag = _TAGS.get(span.look, "")
    if any(_holds_code(one) for one in span.inside) and tag in ("b", "i"):
        return inside
    if span.look is Look.LINK:
        return f'<a href="{escape(span.about)}">{inside}</a>'
    return inside if tag == around else _tagged(tag, inside)


def _leaf(span: Span) -> str:
    text = escape(span.text, quote=False)
    if span.look is Look.CODE:
        return f"<code>{text}</code>"
    if span.look is Look.BLOCK:
        language = f' class="language-{escape(span.about)}"' if span.about else ""
        return f"<pre><code{language}>{text}</code></pre>" if language else f"<pre>{text}</pre>"
    return text


def _holds_code(span: Span) -> bool:
    return span.look in (Look.CODE, Look.BLOCK) or any(_holds_code(one) for one in span.inside)


_TAGS = {Look.BOLD: "b", Look.ITALIC: "i", Look.SPOILER: "tg-spoiler"}


def sentence(text: str) -> str:
    """The text with a full stop, if it has no end yet."""
    text = text.strip()
    return text if not text or text[-1] in ".?!…:)" else f"{text}."


def shortened(text: str, most: int) -> str:
    """A text of at most so many signs; of a longer one the beginning, with … for the rest."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def lines(*parts: str) -> Html:
    """The parts that are not empty, a line each."""
    return Html("\n".join(part for part in parts if part))


def paragraphs(*parts: str) -> Html:
    """The parts that are not empty, with an empty line between."""
    return Html("\n\n".join(part for part in parts if part))


def tap(label: str, asked: int, action: str) -> Button:
    """A button; its label is plain text, not markup."""
    return Button(label=label, data=f"1:{asked}:{action}")

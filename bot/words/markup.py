"""The few shapes a message is made of."""

import re
from html import escape
from unicodedata import bidirectional

from bot.domain.names import tidy
from bot.words.spoken import Button
from bot.words.translator import Html

_LINKS = re.compile(r"(?<=[@#/.:$+])(?=\w)")
"""Where a mention, a command, an address or a number would begin or go on; a word joiner there ends it."""
_RIGHT_TO_LEFT = frozenset(("R", "AL", "AN"))
FOLD_FROM = 240
"""A reason longer than this (in characters) is folded after a miss."""


def plain(text: str) -> Html:
    """An author's or a person's words, as they are."""
    return Html(escape(text, quote=False))


def name(text: str) -> Html:
    """What somebody calls themselves: it links to nothing, calls nobody and turns no line around."""
    inert = _LINKS.sub("\u2060", tidy(text))
    turns = any(bidirectional(sign) in _RIGHT_TO_LEFT for sign in inert)
    return plain(f"\u2068{inert}\u2069" if turns else inert)


def strong(text: str) -> Html:
    """The words the eye should find."""
    return Html(f"<b>{plain(text)}</b>")


def soft(text: str) -> Html:
    """A word that is spoken about."""
    return Html(f"<i>{plain(text)}</i>")


def folded(text: str) -> Html:
    """Text that opens at a tap; nothing for no text."""
    return Html(f"<blockquote expandable>{plain(text)}</blockquote>") if text else Html("")


def sentence(text: str) -> str:
    """The text with a full stop, if it has no end yet."""
    text = text.strip()
    return text if not text or text[-1] in ".?!…:)" else f"{text}."


def lines(*parts: str) -> Html:
    """The parts that are not empty, a line each."""
    return Html("\n".join(part for part in parts if part))


def paragraphs(*parts: str) -> Html:
    """The parts that are not empty, with an empty line between."""
    return Html("\n\n".join(part for part in parts if part))


def tap(label: str, asked: int, action: str) -> Button:
    """A button; its label is plain text, not markup."""
    return Button(label=label, data=f"1:{asked}:{action}")

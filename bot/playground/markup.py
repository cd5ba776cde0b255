"""Telegram's HTML: tags become entities, counted in UTF-16 units; errors name the byte where they are.

Rules and wording as told by the Bot API's formatting options and its server: tag names in any case, only
the tags below, four named entities and numeric ones, an unknown `&…` stays as it is, tags nest, an empty tag
makes no entity.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.playground.refusal import bad_request

Entity = dict[str, Any]

PLAIN_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
}
TAGS = PLAIN_TAGS.keys() | {"a", "blockquote", "tg-emoji", "tg-time"}
NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}

_REFERENCE = re.compile(
    rb"&(?:#x(?P<hex>[0-9a-fA-F]{1,6})|#(?P<number>[0-9]{1,7})|(?P<name>lt|gt|amp|quot)(?![a-zA-Z]));?"
)
_TAG_NAME = re.compile(rb"[^\s>]*")
_SPACE = re.compile(rb"\s*")
_ATTRIBUTE_NAME = re.compile(rb"[^\s=>]*")
_TOKEN = re.compile(rb"[A-Za-z0-9.\-]*")


def units(text: str) -> int:
    """Length in UTF-16 units, as Telegram counts."""
    return len(text) + sum(character > "\uffff" for character in text)


@dataclass(slots=True, kw_only=True)
class _Open:
    """A tag that waits for its end."""

    tag: str
    argument: str
    offset: int
    """In UTF-16 units."""
    position: int
    """In the characters of the text so far, for a link without an address."""


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """The text without tags, and its entities. Raises Refused: "can't parse entities: …"."""
    return _Parser(source.encode("utf-8", "surrogatepass")).parsed()


class _Parser:
    """Walks over the bytes once."""

    def __init__(self, source: bytes) -> None:
        self._source = source
        self._at = 0
        self._pieces: list[str] = []
        self._offset = 0
        self._open: list[_Open] = []
        self._entities: list[Entity] = []

    def parsed(self) -> tuple[str, list[Entity]]:
        while self._at < len(self._source):
            if self._source[self._at : self._at + 2] == b"</":
                self._end_tag()
            elif self._source[self._at : self._at + 1] == b"<":
                self._start_tag()
            else:
                self._text()
        if self._open:
            raise _cannot(f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"')
        return "".join(self._pieces), sorted_entities(self._entities)

    def _text(self) -> None:
        end = self._source.find(b"<", self._at)
        run = self._source[self._at : end if end >= 0 else len(self._source)]
        self._add(_decoded(run))
        self._at += len(run)

    def _add(self, text: str) -> None:
        self._pieces.append(text)
        self._offset += units(text)

    def _start_tag(self) -> None:
        begin = self._at
        name = self._take(_TAG_NAME, begin + 1)
        if self._at >= len(self._source):
            raise _cannot(f"Unclosed start tag at byte offset {begin}")
        tag = name.decode("utf-8", "replace").lower()
        if tag not in TAGS:
            raise _cannot(f'Unsupported start tag "{tag}" at byte offset {begin}')
        argument = ""
        for key, value in self._attributes(tag, begin):
            argument = _argument(tag, key, value) or argument
        if tag == "span" and argument != "spoiler":
            raise _cannot(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        position = len(self._pieces)
        self._open.append(_Open(tag=tag, argument=argument, offset=self._offset, position=position))

    def _attributes(self, tag: str, begin: int) -> Iterator[tuple[str, str]]:
        """The attributes up to and including the `>`."""
        while True:
            self._take(_SPACE, self._at)
            if self._peek() == b">":
                self._at += 1
                return
            name = self._take(_ATTRIBUTE_NAME, self._at).decode("utf-8", "replace")
            if not name:
                raise _cannot(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
            self._take(_SPACE, self._at)
            if self._peek() == b"=":
                self._at += 1
                self._take(_SPACE, self._at)
                yield name, self._value(begin)
            elif tag == "blockquote" and name == "expandable":
                yield name, ""
            else:
                raise _cannot(
                    "Expected equal sign in declaration of an attribute of the tag"
                    f' "{tag}" at byte offset {begin}'
                )

    def _value(self, begin: int) -> str:
        quote = self._peek()
        if quote in (b'"', b"'"):
            end = self._source.find(quote, self._at + 1)
            if end < 0 or end + 1 >= len(self._source):
                raise _cannot(f"Unclosed start tag at byte offset {begin}")
            value = _decoded(self._source[self._at + 1 : end])
            self._at = end + 1
            return value
        token_begin = self._at
        token = self._take(_TOKEN, self._at)
        if self._at >= len(self._source):
            raise _cannot(f"Unclosed start tag at byte offset {begin}")
        if not (self._peek() == b">" or self._peek().isspace()):
            raise _cannot(f"Unexpected end of name token at byte offset {token_begin}")
        return token.decode().lower()

    def _end_tag(self) -> None:
        begin = self._at
        if not self._open:
            raise _cannot(f"Unexpected end tag at byte offset {begin}")
        tag = self._take(_TAG_NAME, begin + 2).decode("utf-8", "replace").lower()
        self._take(_SPACE, self._at)
        if self._peek() != b">":
            raise _cannot(f"Unclosed end tag at byte offset {begin}")
        self._at += 1
        opened = self._open.pop()
        if tag and tag != opened.tag:
            raise _cannot(
                f'Unmatched end tag at byte offset {begin}, expected "</{opened.tag}>", found "</{tag}>"'
            )
        if self._offset > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        place = {"offset": opened.offset, "length": self._offset - opened.offset}
        same = [
            e for e in self._entities if e["offset"] == place["offset"] and e["length"] == place["length"]
        ]
        entity = _entity(opened, "".join(self._pieces[opened.position :]))
        if entity is None:
            return
        if entity["type"] == "pre" and (inner := _of_type(same, "code")):
            self._entities.remove(inner)
            if language := inner.get("language"):
                entity["language"] = language
        elif entity["type"] == "code" and (inner := _of_type(same, "pre")):
            if language := entity.get("language"):
                inner["language"] = language
            return
        self._entities.append(entity | place)

    def _take(self, pattern: re.Pattern[bytes], at: int) -> bytes:
        """What matches at a place; moves on behind it. It may be empty."""
        found = pattern.match(self._source, at)
        taken = found.group() if found else b""
        self._at = at + len(taken)
        return taken

    def _peek(self) -> bytes:
        return self._source[self._at : self._at + 1]


def _argument(tag: str, key: str, value: str) -> str:
    """What an attribute tells about its tag; attributes Telegram does not know are passed over."""
    match tag, key:
        case ("a", "href") | ("tg-emoji", "emoji-id") | ("tg-time", "unix"):
            return value
        case ("code", "class") if value.startswith("language-"):
            return value.removeprefix("language-")
        case ("span", "class") if value.startswith("tg-"):
            return value.removeprefix("tg-")
        case ("blockquote", "expandable"):
            return "expandable"
    return ""


def _entity(opened: _Open, inside: str) -> Entity | None:
    """The entity a closed tag makes, without its place; None for a link to nowhere."""
    match opened.tag:
        case "a":
            return _link(opened.argument or inside)
        case "blockquote":
            return {"type": "expandable_blockquote" if opened.argument else "blockquote"}
        case "tg-emoji":
            if not opened.argument.isdecimal():
                raise _cannot("Invalid custom emoji identifier specified")
            return {"type": "custom_emoji", "custom_emoji_id": opened.argument}
        case "tg-time":
            if not opened.argument.isdecimal():
                raise _cannot("Invalid date specified")
            return {"type": "date_time", "unix_time": int(opened.argument)}
        case "code" if opened.argument:
            return {"type": "code", "language": opened.argument}
    return {"type": PLAIN_TAGS[opened.tag]}


def _link(address: str) -> Entity | None:
    if address.startswith("tg://"):
        return {"type": "text_link", "url": address}
    full = address if "://" in address else f"http://{address}"
    found = re.fullmatch(
        r"(https?)://([^\s/?#]+\.[^\s/?#.]+|localhost(?::\d+)?)([/?#]\S*)?", full, re.IGNORECASE
    )
    if found is None:
        return None
    return {"type": "text_link", "url": f"{found[1].lower()}://{found[2]}{found[3] or '/'}"}


def _of_type(entities: list[Entity], name: str) -> Entity | None:
    return next((entity for entity in entities if entity["type"] == name), None)


def sorted_entities(entities: list[Entity]) -> list[Entity]:
    """By place, the longer first. Code holds nothing else; the same kind inside itself is one."""
    ordered = sorted(entities, key=lambda e: (e["offset"], -e["length"], e["type"]))
    kept: list[Entity] = []
    for entity in ordered:
        around = [other for other in kept if _end(other) >= _end(entity)]
        if any(other["type"] in ("code", "pre", entity["type"]) for other in around):
            continue
        if entity["type"] == "code":
            entity = {key: value for key, value in entity.items() if key != "language"}
        if entity["type"] in ("code", "pre"):
            kept = [other for other in kept if not _same_place(other, entity)]
        kept.append(entity)
    return kept


def _end(entity: Entity) -> int:
    return int(entity["offset"]) + int(entity["length"])


def _same_place(one: Entity, other: Entity) -> bool:
    return (one["offset"], one["length"]) == (other["offset"], other["length"])


def _decoded(run: bytes) -> str:
    return _REFERENCE.sub(_character, run).decode("utf-8", "replace")


def _character(found: re.Match[bytes]) -> bytes:
    if name := found["name"]:
        return NAMED[name].encode()
    code = int(found["hex"], 16) if found["hex"] else int(found["number"])
    if code == 0 or code >= 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return found.group()
    return chr(code).encode("utf-8")


def _cannot(what: str) -> Exception:
    return bad_request(f"can't parse entities: {what}")

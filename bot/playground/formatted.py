"""A text as Telegram keeps it: parsed, cleaned, trimmed, measured, with the entities it finds by itself."""

import re
from dataclasses import dataclass

from bot.playground.markup import Entity, parse_html, sorted_entities, units
from bot.playground.refusal import bad_request

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
"""UTF-16 units after parsing."""

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\u2028\u2029]")
_NOTHING = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
_FOUND = re.compile(
    r"(?P<bot_command>(?<![\w/@<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/]))"
    r"|(?P<url>(?<!\w)https?://[^\s<>\"]+[^\s<>\".,:;!?')\]])"
    r"|(?P<email>(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<mention>(?<!\w)@[A-Za-z][A-Za-z0-9_]{3,31}(?!\w))"
    r"|(?P<hashtag>(?<!\w)#(?=\d*[^\W\d])\w{1,256})"
)
_CLOSED = {"code", "pre", "text_link", "text_mention"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Formatted:
    """A text and its entities, offsets and lengths in UTF-16 units."""

    text: str
    entities: list[Entity]


def formatted(text: str, parse_mode: str, given: list[Entity] | None) -> Formatted:
    """What a bot sent, as a reader sees it. Raises Refused for bad markup or entities."""
    if parse_mode and parse_mode.lower() not in ("html", "none"):
        raise bad_request("unsupported parse_mode")
    source = text.replace("\r", "")
    if parse_mode.lower() == "html":
        source, entities = parse_html(source)
    else:
        entities = _checked(source, given or [])
    return tidy(source, entities)


def tidy(text: str, entities: list[Entity]) -> Formatted:
    """Trim, blank control characters, and add what Telegram finds by itself: commands, links, names, tags."""
    spaced = _CONTROL.sub(" ", text)
    if not spaced.strip(_NOTHING + " \n\t\u00a0"):
        return Formatted(text="", entities=[])
    shift = units(spaced) - units(spaced.lstrip())
    trimmed = spaced.strip()
    length = units(trimmed)
    kept = [moved for entity in entities if (moved := _moved(entity, shift, length))]
    kept += [entity for entity in _found(trimmed) if not any(_blocks(other, entity) for other in kept)]
    return Formatted(text=trimmed, entities=sorted_entities(kept))


def measured_text(one: Formatted) -> Formatted:
    """The same, if it may be sent as a message. Raises Refused."""
    if not one.text:
        raise bad_request("message text is empty")
    if units(one.text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return one


def measured_caption(one: Formatted) -> Formatted:
    """The same, if it may stand under a picture. Raises Refused."""
    if units(one.text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return one


def _checked(text: str, given: list[Entity]) -> list[Entity]:
    """Entities a bot gave itself, instead of markup."""
    length = units(text)
    for entity in given:
        offset, size = entity.get("offset"), entity.get("length")
        if not isinstance(offset, int) or not isinstance(size, int) or offset < 0 or size <= 0:
            raise bad_request(f"entity {entity!r} has no valid offset and length")
        if offset + size > length:
            raise bad_request(f"entity beginning at UTF-16 offset {offset} ends after the end of the text")
    return list(given)


def _moved(entity: Entity, shift: int, length: int) -> Entity | None:
    """An entity after the trimming; None if nothing of it is left."""
    start = max(int(entity["offset"]) - shift, 0)
    end = min(int(entity["offset"]) + int(entity["length"]) - shift, length)
    return entity | {"offset": start, "length": end - start} if end > start else None


def _found(text: str) -> list[Entity]:
    return [
        {
            "type": str(match.lastgroup),
            "offset": units(text[: match.start()]),
            "length": units(match.group()),
        }
        for match in _FOUND.finditer(text)
    ]


def _blocks(given: Entity, found: Entity) -> bool:
    """Inside code and links nothing is looked for."""
    apart = (
        given["offset"] + given["length"] <= found["offset"]
        or found["offset"] + found["length"] <= given["offset"]
    )
    return given["type"] in _CLOSED and not apart

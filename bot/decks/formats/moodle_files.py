"""The pictures and sounds that lie in a question of Moodle XML."""

import base64
import binascii
import re
from hashlib import blake2s
from html import unescape
from urllib.parse import quote
from xml.etree.ElementTree import Element

from bot.decks.formats.bounds import CELL, is_picture, is_sound

_DATA = re.compile(r'src\s*=\s*"data:image/(\w{3,4});base64,([^"]{1,7000000})"')
_SOUND = re.compile(r'<(?:audio|source)\b[^<>]{0,500}?\bsrc="([^"<>]{1,300})"', re.IGNORECASE)
_SOUND_TITLE = re.compile(r'<audio\b[^<>]{0,500}?\btitle="([^"<>]{1,1000})"', re.IGNORECASE)


class MoodleFiles:
    """Takes the files out of one question after another."""

    def __init__(self) -> None:
        self.found: dict[str, bytes] = {}
        """By the names that questions have for them."""

    def asked(self, element: Element | None) -> tuple[str, str]:
        """The text of a question and its format; its files get the names they have in `found`."""
        if element is None:
            return "", ""
        html = (element.findtext("text") or "").replace("@@PLUGINFILE@@/", "")
        for file in element.findall("file"):
            name = file.get("name", "")
            data = _decoded(file.text or "")
            if data and (kept := self._keep(name, data)):
                html = html.replace(f'src="{name}"', f'src="{kept}"').replace(
                    f'src="{quote(name)}"', f'src="{kept}"'
                )
        html = _DATA.sub(self._inline, html)[: 4 * CELL]
        return html, element.get("format", "html")

    def _inline(self, found: re.Match[str]) -> str:
        return f'src="{self._keep(f"picture.{found[1].lower()}", _decoded(found[2]))}"'

    def _keep(self, name: str, data: bytes) -> str:
        """Put a picture or a sound among the files, under a name that no other has; empty if it is none."""
        stem, _, ending = name.rpartition(".")
        safe = re.sub(r"[^a-z0-9]+", "-", stem.casefold()).strip("-")[:40] or "picture"
        name = f"{safe}.{ending.casefold()}"
        if not (is_picture(name, data) or is_sound(name, data)):
            return ""
        if self.found.get(name, data) != data:
            name = f"{safe}-{blake2s(data, digest_size=4).hexdigest()}.{ending.casefold()}"
        self.found[name] = data
        return name


def sound_in(html: str) -> tuple[str, str]:
    """The first sound in a text, and what it says for those who can't hear it."""
    found, titled = _SOUND.search(html), _SOUND_TITLE.search(html)
    return found[1] if found else "", unescape(titled[1]) if titled and found else ""


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text)
    except (binascii.Error, ValueError):
        return b""

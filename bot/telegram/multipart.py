"""The two ways of the Bot API to encode a request's body: as a form, and as a form with files. Pure."""

import secrets
from collections.abc import Mapping
from functools import lru_cache
from string import ascii_letters, digits

from telegram._utils.types import UploadFileDict

FORM = "application/x-www-form-urlencoded"

_PLAIN = frozenset(f"{ascii_letters}{digits}-._~%")
"""Characters that need no escape, and the one that begins an escape."""


def form(fields: Mapping[str, str]) -> tuple[bytes, str]:
    """The body and its content type. Raises UnicodeEncodeError for text that is not Unicode (half a
    character)."""
    pairs = (f"{_escaped(name)}={_escaped(value)}" for name, value in fields.items())
    return "&".join(pairs).encode("ascii"), FORM


def form_with_files(fields: Mapping[str, str], files: UploadFileDict) -> tuple[bytes, str]:
    """The body and its content type. Raises UnicodeEncodeError as `form` does."""
    boundary = secrets.token_hex(16)
    parts: list[bytes] = []
    for name, value in fields.items():
        parts += [_head(boundary, f'name="{_quoted(name)}"', None), value.encode(), b"\r\n"]
    for name, (filename, content, kind) in files.items():
        data = content if isinstance(content, bytes) else content.read()
        place = f'name="{_quoted(name)}"; filename="{_quoted(filename)}"'
        parts += [_head(boundary, place, kind), data, b"\r\n"]
    parts.append(f"--{boundary}--\r\n".encode())
    return b"".join(parts), f"multipart/form-data; boundary={boundary}"


def _head(boundary: str, place: str, kind: str | None) -> bytes:
    typed = f"\r\nContent-Type: {kind}" if kind else ""
    return f"--{boundary}\r\nContent-Disposition: form-data; {place}{typed}\r\n\r\n".encode()


def _quoted(name: str) -> str:
    """A name as browsers write it (HTML, "multipart form data")."""
    return name.replace("\r", "%0D").replace("\n", "%0A").replace('"', "%22")


def _escaped(text: str) -> str:
    # Each character that occurs is replaced everywhere, in C: urllib takes twice as long and more.
    escaped = text.replace("%", "%25")
    for character in set(text) - _PLAIN:
        escaped = escaped.replace(character, _escape(character))
    return escaped


@lru_cache(maxsize=4096)
def _escape(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode())

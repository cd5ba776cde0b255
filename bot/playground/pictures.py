"""What a picture or a sound is, read from its head; and the samples a person can send."""

import struct
import zlib


def size_of(data: bytes) -> tuple[int, int]:
    """Width and height in pixels of a PNG or JPEG; (0, 0) for anything else."""
    if data[:8] == b"\x89PNG\r\n\x1a\n" and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    if data[:2] == b"\xff\xd8":
        return _jpeg_size(data)
    return 0, 0


def picture_mime(data: bytes) -> str:
    """What kind of picture it is; empty for anything that is none."""
    if size_of(data) == (0, 0):
        return ""
    return "image/jpeg" if data[:2] == b"\xff\xd8" else "image/png"


def sound_mime(data: bytes) -> str:
    """What kind of sound it is, by its first bytes; empty for anything that cannot be played."""
    if data[:4] == b"OggS":
        return "audio/ogg" if b"OpusHead" in data[:128] else ""
    if data[4:8] == b"ftyp":
        return "audio/mp4"
    framed = len(data) > 4 and data[0] == 0xFF and data[1] & 0xE6 == 0xE2
    return "audio/mpeg" if framed or data[:3] == b"ID3" else ""


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """From the first frame header (SOF0…SOF15 without the tables DHT, JPG and DAC), ITU T.81 B.2.2."""
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return 0, 0


def sample_picture(width: int = 96, height: int = 64) -> bytes:
    """A small PNG of soft stripes."""
    rows = b"".join(
        b"\x00" + b"".join(bytes((90 + x * 150 // width, 120 + (y // 8 % 2) * 40, 190)) for x in range(width))
        for y in range(height)
    )
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", zlib.compress(rows))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


SAMPLE_VOICE = b"OggS" + bytes(60)
"""The head of a voice note; nobody plays it."""
SAMPLE_STICKER = b"RIFF\x1a\x00\x00\x00WEBPVP8L" + bytes(14)
"""The head of a sticker; nobody draws it."""

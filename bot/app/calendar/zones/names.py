"""One spelling for names of places that only look different."""

import re
import unicodedata

_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ð": "d",
        "þ": "th",
        "'": "",
        "’": "",
        "ʼ": "",
        "ʿ": "",
        "‘": "",
    }
)
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
"""How they are written where the keyboard has none."""
_BETWEEN = re.compile(r"(?:[^\w\u0900-\u109f\u1780-\u17ff]|_)+")
"""What parts words. In the scripts from Devanagari to Burmese, and in Khmer, vowels are signs, no letters."""
_SAINT = re.compile(r"\b(?:saint|sankt)\b")


def key(name: str) -> str:
    """ "São Paulo", "sao-paulo" and "SAO PAULO" have the same; empty if the name has no letters."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(sign for sign in letters if not unicodedata.combining(sign)).translate(_LETTERS)
    return _SAINT.sub("st", " ".join(_BETWEEN.sub(" ", unicodedata.normalize("NFC", bare)).split()))

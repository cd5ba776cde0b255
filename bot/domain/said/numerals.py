"""Numbers in words as digits: "half past eight" is "half past 8", "in drei Wochen" is "in 3 wochen"."""

from collections.abc import Sequence

_ENGLISH = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen
"""
_GERMAN = """
null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn
siebzehn achtzehn neunzehn
"""
_ALSO = {"ein": 1, "zwo": 2}
_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "zwanzig": 20,
    "dreissig": 30,
    "vierzig": 40,
    "fünfzig": 50,
}
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def _numbers() -> dict[str, int]:
    units = {word: n for words in (_ENGLISH, _GERMAN) for n, word in enumerate(words.split())} | _ALSO
    joint = {
        word: ten + one
        for tens, ten in _TENS.items()
        for unit, one in units.items()
        if 0 < one < 10
        for word in (f"{tens}-{unit}", f"{unit}und{tens}")
    }
    found = {**units, **_TENS, **joint}
    return found | {word.translate(_UMLAUTS): number for word, number in found.items()}


_NUMBERS = _numbers()


def in_digits(words: Sequence[str]) -> list[str]:
    """The same words, in small letters as before, those that are numbers in digits. One for each: "twenty
    five" is "25" and an empty word."""
    found: list[str] = []
    for place, word in enumerate(words):
        number = _NUMBERS.get(word)
        tens = _TENS.get(words[place - 1], 0) if place else 0
        if tens and number is not None and 0 < number < 10:
            found[-1] = str(tens + number)
            found.append("")
        else:
            found.append(word if number is None else str(number))
    return found

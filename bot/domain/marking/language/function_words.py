"""Slips in the small words of a language (`wihtout`, `untill`): they decide what a sentence says."""

from collections.abc import Iterator, Set

_SWAPPED, _DOUBLED = 4, 5
"""Letters from which a word is still known with two of them swapped, or one doubled or a double halved."""


def function_word(typed: str, known: Set[str], *, guarded: bool) -> str:
    """The one small word that `typed` is a slip of, "" if none or several are.

    Only for words the language doesn't know. Where its list of words is short (`guarded` is False), a
    doubled or halved letter may be another word, so only swaps count.
    """
    near = set(_swapped(typed)) & known if len(typed) >= _SWAPPED else set()
    if not near and guarded and len(typed) >= _DOUBLED:
        near = {word for word in (*_halved(typed), *_doubled(typed)) if len(word) >= _DOUBLED} & known
    return near.pop() if len(near) == 1 else ""


def _swapped(text: str) -> Iterator[str]:
    for at in range(1, len(text)):
        yield text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :]


def _halved(text: str) -> Iterator[str]:
    return (text[:at] + text[at + 1 :] for at in range(len(text) - 1) if text[at] == text[at + 1])


def _doubled(text: str) -> Iterator[str]:
    return (text[:at] + text[at] + text[at:] for at in range(1, len(text)))

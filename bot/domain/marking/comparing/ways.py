"""The ways a reference can be read: brackets, slashes, "or", and "one of A, B, C"."""

import re

from bot.domain.marking.language.language import Language

_MOST = 8
"""A reference is read in at most so many ways."""
_TWO_OF_A_NOUN = re.compile(r"([a-zäöüß]+)/([a-zäöüß]+) ([^\W\d]+)")
"""`red/green light`."""
_ITEM = 4
"""No item of "one of A, B, C" has more words."""


def ways(text: str, lang: Language, *, hedged: bool = False) -> list[str]:
    """`A (B)` is A, B if it is an abbreviation or name, and both; `A or B` and `A/B` are A and B by
    themselves, `A/B noun` is each with the noun, "one of A, B, C" any of the three.

    `hedged`: of "A or B" and "one of A, B" neither is meant by itself.
    """
    items = [] if hedged else any_of(text, lang)
    if items:
        return items
    found = [text, *_each_with_its_noun(text, lang)]
    if "(" in text and ")" in text:
        before, _, rest = text.partition("(")
        inner, _, after = rest.partition(")")
        if before[-1:].isspace() and before.strip():
            found.append(f"{before.rstrip()} {after.lstrip()}".strip())
            if inner.isupper() and len(inner) <= 6:
                found.append(inner)
    contrast = lang.contrast.match(text.replace("n't", " not")) if lang.contrast is not None else None
    if contrast is not None:
        thing, verb, what, other, again, no = contrast.groups()
        found.append(f"{thing} {verb} {what}, {other} {again or verb} {no} {what}")
    for one in [] if hedged else list(found):
        for mark in (" or ", " oder ", " / "):
            if mark == " / " and (set(one) & set("*+=()") or any(char.isdigit() for char in one)):
                continue
            parts = [part.strip(" ,;.") for part in one.split(mark)]
            if len(parts) > 1 and all(parts) and all(len(part.split()) <= 4 for part in parts):
                found += parts
    return found[:_MOST]


def any_of(text: str, lang: Language) -> list[str]:
    """The items of "name one of A, B and C"; empty for any other text."""
    match = lang.any_of.match(text) if lang.any_of is not None else None
    if match is None:
        return []
    joints = "|".join(map(re.escape, sorted(lang.or_words | lang.and_words)))
    items = [item.strip(" .") for item in re.split(rf"[,;/]| (?:{joints}) ", text[match.end() :])]
    items = [item for item in items if item]
    return items[:_MOST] if len(items) > 1 and all(len(item.split()) <= _ITEM for item in items) else []


def _each_with_its_noun(text: str, lang: Language) -> list[str]:
    """`red light` and `green light` for `red/green light`; not of contraries (`input/output device`)."""
    match = _TWO_OF_A_NOUN.fullmatch(text)
    if match is None:
        return []
    one, other, noun = match.groups()
    pair = {lang.fold(one), lang.fold(other)}
    if any(pair & set(near) and pair & set(far) for near, far in lang.pole_lines):
        return []
    return [f"{one} {noun}", f"{other} {noun}"]

"""Options in which signs, case, numbers or units decide, and those that stand for all the others."""

import re

from msgspec import Struct

from bot.domain.marking.kinds.notation.answers import held
from bot.domain.marking.kinds.notation.looks import ReadAs
from bot.domain.marking.kinds.notation.outcome import Asked
from bot.domain.marking.kinds.notation.said import Said
from bot.domain.marking.kinds.notation.signs import spelled
from bot.domain.marking.kinds.notation.wanted import Wanted, wanted
from bot.domain.marking.language.language import Language
from bot.domain.marking.verdict import Mark
from bot.domain.question import Choice

_SYMBOL = 4
"""What has no more letters may differ from another option by its capitals alone."""


class Options(Struct, frozen=True):
    """The options of a question, as notation."""

    texts: tuple[tuple[str, ...], ...]
    """In the signs' one spelling."""
    wanted: tuple[Wanted, ...]
    asked: Asked
    every: int
    """The option that stands for all the others ("all of the above", "both"); -1 if there is none."""
    others: frozenset[int]
    """Those it stands for."""
    polar: tuple[int, ...]
    """1 for an option that says yes or true, -1 for one that says no; empty if they are no such pair."""


def options_of(question: Choice, lang: Language) -> Options:
    """The question's options, read once."""
    texts = tuple(tuple(_strict(text) for text in (one.text, *one.texts)) for one in question.options)
    made = tuple(wanted(one.text, lang, question.as_kind) for one in question.options)
    plain = [" ".join(one.text.casefold().strip(" .!").split()) for one in question.options]
    every = next((n for n, text in enumerate(plain) if _is_every(text, lang)), -1)
    none = (
        {n for n, text in enumerate(plain) if text.startswith(lang.none_options)}
        if lang.none_options
        else set()
    )
    polar = tuple(1 if text in lang.yes else -1 if text in lang.no else 0 for text in plain)
    return Options(
        texts=texts,
        wanted=made,
        asked=Asked(question.ask, lang, percent=False),
        every=every,
        others=frozenset(range(len(plain))) - {every} - none,
        polar=polar if sorted(polar) == [-1, 1] else (),
    )


def _strict(text: str) -> str:
    return "".join(spelled(text).split())


def _is_every(text: str, lang: Language) -> bool:
    return text in lang.all_options or text.startswith(
        tuple(f"{phrase} " for phrase in lang.all_options if " " in phrase)
    )


def strictly(options: Options, said: str) -> int | None:
    """The option that is said sign for sign; None if it is none, or more than one."""
    plain = _strict(said.strip().rstrip("."))
    small = plain.casefold()
    alike = {n for n, texts in enumerate(options.texts) if any(text.casefold() == small for text in texts)}
    if len(alike) > 1 and len(plain) > _SYMBOL:
        return None
    return _only([n for n, texts in enumerate(options.texts) if plain in texts])


def decided(options: Options, said: str) -> list[int] | None:
    """The options that are said as notation; none for a sign that no option has; None if words decide."""
    if all(one.kind is ReadAs.WORDS for one in options.wanted):
        return None
    answer = Said(said, options.asked.lang)
    outcomes = [
        held(one, answer, options.asked) if one.kind is not ReadAs.WORDS else None for one in options.wanted
    ]
    right = [n for n, found in enumerate(outcomes) if found is not None and found.mark is Mark.RIGHT]
    if right:
        return right
    return [] if all(found is not None and found.sure for found in outcomes) else None


def says_all(options: Options, said: str) -> bool:
    """True for "all of them", or the letters of all the others ("abc")."""
    if options.every < 0:
        return False
    plain = " ".join(said.casefold().strip(" .!").split())
    letters = "".join(chr(97 + n) for n in sorted(options.others))
    lang = options.asked.lang
    said_letters = [word for word in re.findall(r"[^\W_]+", plain) if word not in lang.and_words | lang.both]
    listed = len(said_letters) > 1 and all(len(word) == 1 for word in said_letters)
    return plain in lang.all_options or ("".join(said_letters) == letters and (listed or len(letters) > 2))


def _only(found: list[int]) -> int | None:
    return found[0] if len(found) == 1 else None

"""An answer of another kind than the question asks for: a number, a letter or code in the place of words."""

import re
from collections.abc import Callable, Collection, Iterable
from itertools import pairwise

from bot.domain.marking.kinds.notation.amounts import only_amount
from bot.domain.marking.language.language import Language
from bot.domain.marking.reading.read_answer import ReadAnswer
from bot.domain.marking.verdict import Mark, Reason, Verdict

_LONGEST = 160
"""Characters of a number, a sum or a call."""
_FEW, _SHORT = 4, 2
"""A text of so few words may be said in figures: with a number word in it, with a word of quantity."""
_HOW = ("how", "wie")
_FIGURES = re.compile(r"(?=.*\d)[\d\s.,:;%()+\-−–*/x×÷·^=<>€$£°]+")
_LETTER = re.compile(r"\W*[A-Za-z]\W*")
_CALL = re.compile(
    r"[\s'`>$]*([^\W\d][\w.]*)\((?!(?:s|es|e|n|en|er|r|in)\))[^()]*(?:\([^()]*\)[^()]*)*\)[\s'`;.]*"
)
_PROSE = re.compile(r"[^\W\d_] [^\W\d_]")
"""Words side by side, no comma between them, are a remark in brackets."""
_NAMES = re.compile(r"[^\W\d_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def in_words(ask: str, answers: Iterable[str], parts: Iterable[str], lang: Language) -> bool:
    """True if a question is answered in words alone: it asks for no number and no code, and none of its
    answers, nor of their parts, has one."""
    if not lang.known or not lang.amounts:
        return False
    asked = [lang.fold(word) for word in _NAMES.findall(ask)]
    if not (lang.amounts | lang.coding | lang.percent).isdisjoint(asked):
        return False
    if any(one in _HOW and two in lang.degrees for one, two in pairwise(asked)):
        return False
    answers = tuple(answers)
    return not any(_has_number(text, lang) for text in (*answers, *parts)) and not any(
        _is_quantity(text, lang) for text in answers
    )


def _has_number(text: str, lang: Language) -> bool:
    """A figure, or a number word in a text so short that figures may stand for it; "one" is often a thing."""
    words = [lang.word(word) for word in _NAMES.findall(text)]
    counts = any(word.number is not None and (word.number != 1 or len(words) <= _SHORT) for word in words)
    return any(char.isdigit() for char in text) or (counts and len(words) <= _FEW)


def _is_quantity(text: str, lang: Language) -> bool:
    words = [lang.fold(word) for word in _NAMES.findall(text)]
    told = lang.quantities | lang.sizes.keys() | lang.fractions.keys()
    return len(words) <= _SHORT and not told.isdisjoint(words)


_SYMBOL = 2
"""Where no right answer has a longer word than that, a single letter is an attempt."""


def of_other_kind(answer: ReadAnswer, right: Callable[[], Collection[str]], lang: Language) -> Verdict | None:
    """The verdict on a number or a letter (nothing is marked), or a call of what no right answer names; None
    for any other answer. `right` gives the keys of right answers, of a question that is answered in words."""
    text = answer.text.strip()
    if not text or len(text) > _LONGEST:
        return None
    letter = _LETTER.fullmatch(text) and any(len(key) > _SYMBOL for key in right())
    if _FIGURES.fullmatch(text) or letter or only_amount(text, lang) is not None:
        return Verdict(mark=Mark.UNREADABLE, reason=Reason.A_NUMBER, credit=0.0)
    called = _CALL.fullmatch(text)
    if called is None or _PROSE.search(text) or _is_named(called.group(1), right(), lang):
        return None
    return Verdict(
        mark=Mark.WRONG, reason=Reason.CODE, credit=0.0, quote=text[:60] if len(text.split()) <= 5 else ""
    )


def _is_named(name: str, right: Collection[str], lang: Language) -> bool:
    """True if a word of a name (`np.zerosLike`) is one of a right answer."""
    parts = [part for piece in _NAMES.findall(name) for part in _CAMEL.sub(" ", piece).split()]
    return any(lang.word(part).key in right for part in parts)

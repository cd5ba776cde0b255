"""Formulas that have no twin in text that reads well: a picture of them goes with the question."""

from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import blake2b
from importlib.util import find_spec

from bot.decks.lines import KeyPath
from bot.decks.marks import CODE, MAYBE_FORMULA
from bot.decks.model import QuestionForm
from bot.domain.question import Medium

INSTALL = "pip install 'recall[formulas]'"
"""What makes it possible to draw."""
_BEYOND = ("\\begin", "\\\\", "&")
"""What mathtext does not know: more than one line."""


@cache
def can_draw() -> bool:
    """Whether formulas can be drawn on this machine. Loads nothing."""
    return find_spec("matplotlib") is not None


def drawable(formula: str) -> bool:
    """Whether a formula is of the sort that can be drawn."""
    return not any(sign in formula for sign in _BEYOND)


def formulas_of(form: QuestionForm, lang: str) -> dict[str, Medium | None]:
    """The pictures of a question's formulas, by the keys of the question; none where nothing can be drawn."""
    told = {"formula": asked(form), "answer_formula": answered(form)}
    return {key: _medium(found, lang) if found and can_draw() else None for key, found in told.items()}


def asked(form: QuestionForm) -> list[str]:
    """The formulas of what is asked that would not read well as text, those of options with their letters."""
    found = list(_in(form.ask))
    for letter, option in zip("ABCDEFGHIJKL", form.options or (), strict=False):
        found += (rf"\mathrm{{{letter}:}}\quad {formula}" for formula in _in(option.text))
    return found


def standing(form: QuestionForm) -> Iterator[tuple[KeyPath, str]]:
    """Every formula that would not read well as text, with the key of the text that it stands in."""
    options = ((("options", number), option.text) for number, option in enumerate(form.options or ()))
    texts = ((("ask",), form.ask), *options, (("answer",), form.answer or ""), (("why",), form.why or ""))
    for path, text in texts:
        yield from ((path, formula) for formula in _in(text))


def answered(form: QuestionForm) -> list[str]:
    """Those of what is told after an answer."""
    return [formula for text in (form.answer or "", form.why or "") for formula in _in(text)]


def _in(text: str) -> Iterator[str]:
    if not MAYBE_FORMULA.search(text):
        return
    from bot.decks.latex import unreadable

    for number, part in enumerate(CODE.split(text)):
        if number % 2 == 0:
            yield from unreadable(part)


def _medium(formulas: Sequence[str], lang: str) -> Medium | None:
    lines = list(dict.fromkeys(formula for formula in formulas if drawable(formula)))
    if not lines:
        return None
    from bot.decks.aloud import aloud

    text = "\n".join(lines)
    told = "; ".join(aloud(line, lang) for line in lines)
    return Medium(
        file=text, digest=blake2b(text.encode(), digest_size=16).hexdigest(), alt=told, kind="formula"
    )

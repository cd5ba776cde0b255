"""Questions of several parts, from the keys to the question: several right options, pairs, gaps."""

import re
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from msgspec import Struct

from bot.decks.hints import title_for
from bot.decks.model import Kind, QuestionForm
from bot.decks.texts import ANSWER, PAIR, units
from bot.domain.question import Gap, Gaps, Match, Option, Pair, Select

OF_PARTS: tuple[Kind, ...] = ("select", "match", "gaps")
GAP_MARK = re.compile(r"\{\{(\d{1,2})\}\}|_{3,}")
"""A gap as an author writes it."""


class Misfit(Struct, frozen=True, kw_only=True):
    """Something that is wrong in one question, by the path of its key inside the question."""

    path: tuple[str | int, ...]
    wrong: str
    mend: str


def answer_of_parts(form: QuestionForm) -> str:
    """The model answer that the parts make."""
    if form.answers is not None:
        return "; ".join(form.answers)
    if form.pairs is not None:
        return "; ".join(f"{left} – {right}" for left, right, *_ in form.pairs)
    return "; ".join(texts[0] for texts in form.gaps or ())


def off_parts(form: QuestionForm, kind: Kind) -> Iterator[Misfit]:
    """What does not fit together in a question of several parts."""
    if kind == "select":
        yield from _off_select(form)
    elif kind == "match":
        yield from _off_match(form)
    elif kind == "gaps":
        yield from _off_gaps(form)
    if kind in OF_PARTS and form.answer is None and (size := units(answer_of_parts(form))) > ANSWER:
        wrong = f"all parts together are {size} long and {ANSWER} is the limit"
        yield Misfit(path=("ask",), wrong=wrong, mend="shorten them, or write a shorter `answer`")


def _off_select(form: QuestionForm) -> Iterator[Misfit]:
    texts = [option.text for option in form.options or ()]
    for index, answer in enumerate((form.answers or ()) if texts else ()):
        if answer not in texts:
            options = ", ".join(f"“{text}”" for text in texts)
            wrong = f"“{answer}” in `answers` is none of the options"
            yield Misfit(path=("answers", index), wrong=wrong, mend=f"write it as it stands there: {options}")
    if form.options is None:
        wrong = "a question of kind select needs `options`"
        yield Misfit(path=("answers",), wrong=wrong, mend="add `options`, or make it `items` to be named")
    elif len(set(form.answers or ())) < len(form.answers or ()):
        yield Misfit(path=("answers",), wrong="an answer stands in `answers` twice", mend="take one out")


def _off_match(form: QuestionForm) -> Iterator[Misfit]:
    lefts = [pair[0] for pair in form.pairs or ()]
    for index, (left, right, *_) in enumerate(form.pairs or ()):
        if left in lefts[:index]:
            wrong = f"“{left}” stands on the left twice"
            yield Misfit(path=("pairs", index), wrong=wrong, mend="name it once, or say which one is meant")
        if longest := next((text for text in (left, right) if units(text) > PAIR), ""):
            wrong = f"“{longest}” is {units(longest)} long and {PAIR} is the limit of a side"
            yield Misfit(path=("pairs", index), wrong=wrong, mend="shorten it")
    if form.pairs and len({pair[1] for pair in form.pairs}) < 2:
        wrong = "all pairs have the same right side"
        yield Misfit(path=("pairs",), wrong=wrong, mend="let at least two differ")


def _off_gaps(form: QuestionForm) -> Iterator[Misfit]:
    marks = [mark[1] for mark in GAP_MARK.finditer(form.ask)]
    numbers = {int(mark) for mark in marks if mark}
    count = len(form.gaps or ())
    if None in marks and numbers:
        wrong = "`ask` has gaps with numbers and gaps without"
        yield Misfit(path=("ask",), wrong=wrong, mend="write ___ for all, or {{1}}, {{2}} … for all")
    elif numbers and numbers != set(range(1, count + 1)):
        wrong = f"the numbers of the gaps in `ask` are not 1 to {count}"
        yield Misfit(path=("ask",), wrong=wrong, mend="give every entry of `gaps` its mark, such as {{1}}")
    elif not numbers and len(marks) != count:
        wrong = f"`ask` has {len(marks)} gaps and `gaps` has {count} entries"
        yield Misfit(path=("ask",), wrong=wrong, mend="write ___ once for each of them")


def parts_of(form: QuestionForm, kind: Kind, shared: dict[str, Any]) -> Select | Match | Gaps:
    """A question of one of these kinds; `shared` is what every kind has."""
    match kind:
        case "select":
            return _select(form, shared)
        case "match":
            return _match(form, shared)
        case _:
            return _gaps(form, shared)


def _select(form: QuestionForm, shared: dict[str, Any]) -> Select:
    """A question with several right options."""
    texts = [option.text for option in form.options or ()]
    options = tuple(Option(text=o.text, texts=tuple(o.texts), why=o.why or "") for o in form.options or ())
    right = tuple(sorted(texts.index(answer) for answer in form.answers or ()))
    return Select(**shared, options=options, right=right)


def _match(form: QuestionForm, shared: dict[str, Any]) -> Match:
    """A question of pairs; the right sides are shown in an order that is drawn from the id."""
    pairs = tuple(Pair(left=left, right=right, texts=tuple(more)) for left, right, *more in form.pairs or ())
    rights: Sequence[str] = list(dict.fromkeys(pair.right for pair in pairs))
    drawn = Random(form.id).sample(rights, len(rights))
    return Match(**shared, pairs=pairs, shown=tuple(drawn if drawn != rights else reversed(drawn)))


def _gaps(form: QuestionForm, shared: dict[str, Any]) -> Gaps:
    """A text with gaps; several are numbered."""
    gaps = tuple(Gap(texts=tuple(texts)) for texts in form.gaps or ())
    title = form.title or title_for(GAP_MARK.sub("…", form.ask))
    return Gaps(**(shared | {"ask": _numbered(form.ask, len(gaps)), "title": title}), gaps=gaps)


def _numbered(ask: str, count: int) -> str:
    numbers = iter(range(1, count + 1))
    if count == 1:
        return GAP_MARK.sub("___", ask)
    return GAP_MARK.sub(lambda mark: f"({mark[1] or next(numbers)}) ___", ask)

"""Answers with a share of the mark, as Moodle has them, as a careful author would write them here."""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot.decks.build import bare
from bot.decks.formats.bank import Entry, Loss, begin, left
from bot.domain.question import Option, Prompt, Reject

WHOLE = 99.0
"""Per cent from which an answer is right."""
_NUMBER = re.compile(r"^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$")


class Weighted(Struct, frozen=True, kw_only=True):
    """An answer, its share of the mark in per cent, and what is said to whoever gives it."""

    text: str
    percent: float
    feedback: str = ""


Found = tuple[Entry | None, list[Loss]]
"""The question, or None if it cannot come, and what of it is lost."""


def chosen(entry: Entry, answers: Sequence[Weighted], *, several: bool) -> Found:
    """A choice among these answers, or a select where several of them are right."""
    options = tuple(
        Option(text=each.text, why="" if each.percent >= WHOLE else each.feedback) for each in answers
    )
    positive = [each for each in answers if each.percent > 0]
    right = [each for each in answers if each.percent >= WHOLE]
    if several and len(positive) > 1:
        texts = tuple(each.text for each in positive)
        return _told(replace(entry, kind="select", options=options, answers=texts), positive), []
    if not right and len(positive) == 1:
        right = positive
    if len(right) != 1:
        best = "no" if not right else "more than one"
        return None, [left(entry, "choice", f"{best} option is right in full")]
    made = replace(entry, kind="choice", answer=right[0].text, options=options)
    losses = [
        _lost(entry, "weight", f"“{each.text[:40]}” counted {each.percent:g} %, here it is not right")
        for each in positive
        if each not in right
    ]
    return _told(made, right), losses


def typed(entry: Entry, answers: Sequence[Weighted]) -> Found:
    """A short question: whole answers are accepted, partial ones asked further, others not right."""
    losses: list[Loss] = []
    known: list[Weighted] = []
    for each in answers:
        text = _unstarred(each.text)
        if text:
            known.append(replace(each, text=text))
        elif each.percent >= WHOLE:
            return None, [left(entry, "opinion", "any answer at all is right")]
        elif each.feedback:
            losses.append(_lost(entry, "feedback", "what was said to any other answer is not kept"))
    right = [each for each in known if each.percent >= WHOLE]
    if not right:
        return None, [*losses, left(entry, "shortanswer", "no answer is right in full")]
    partly = [each for each in known if 0 < each.percent < WHOLE]
    off = [each for each in known if each.percent <= 0]
    made = replace(
        entry,
        answer=right[0].text,
        accept=tuple(each.text for each in right[1:]),
        prompt=tuple(Prompt(texts=texts, ask_for=said) for texts, said in _grouped(partly)),
        reject=tuple(Reject(texts=texts, why=said) for texts, said in _grouped(off)),
    )
    return _told(made, right), losses


def measured(entry: Entry, answers: Sequence[tuple[Weighted, float]], unit: str) -> Found:
    """A number with its tolerance; each answer comes with its own."""
    right = [(each, tolerance) for each, tolerance in answers if each.percent >= WHOLE]
    losses = [
        _lost(entry, "weight", f"“{each.text[:40]}” counted {each.percent:g} %, here it is not right")
        for each, _ in answers
        if 0 < each.percent < WHOLE
    ]
    if not right or (value := number(right[0][0].text)) is None:
        return None, [*losses, left(entry, "numerical", "no number is right in full")]
    first, tolerance = right[0]
    made = replace(
        entry,
        kind="number",
        answer=f"{first.text} {unit}".strip(),
        value=value,
        tolerance=abs(tolerance),
        unit=unit,
        accept=tuple(each.text for each, _ in right[1:]),
    )
    return _told(made, [each for each, _ in right]), losses


def number(text: str) -> float | None:
    """The number a text is, or None."""
    core = text.strip().replace(" ", "").replace("\u2212", "-")
    core = core.replace(",", ".") if core.count(",") == 1 and "." not in core else core.replace(",", "")
    return float(core) if _NUMBER.match(core) and abs(float(core)) < 1e300 else None


def figure(value: float) -> str:
    """A number as people write it."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


def _told(entry: Entry, right: Iterable[Weighted]) -> Entry:
    """What is said to a right answer belongs to the why."""
    said = [each.feedback for each in right if each.feedback and bare(each.feedback) not in bare(entry.why)]
    return replace(entry, why="\n".join(dict.fromkeys(filter(None, (entry.why, *said)))))


def _unstarred(text: str) -> str:
    """An answer without the stars that stand for anything; a star after a backslash is one."""
    kept = text.replace("\\*", "\ue000").replace("*", " ")
    return " ".join(kept.split()).replace("\ue000", "*") if kept != text else text.strip()


def _grouped(answers: Sequence[Weighted]) -> list[tuple[tuple[str, ...], str]]:
    """Texts to which the same is said, together."""
    groups: dict[str, list[str]] = {}
    for each in answers:
        groups.setdefault(each.feedback, []).append(each.text)
    return [(tuple(dict.fromkeys(texts)), said) for said, texts in groups.items()]


def _lost(entry: Entry, kind: str, reason: str) -> Loss:
    return Loss(row=entry.row, kind=kind, reason=reason, about=begin(entry.ask), keys=("prompt",))

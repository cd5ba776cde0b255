"""Lines that somebody pastes into a chat: `capital of France = Paris`, a question each."""

import re

from msgspec.structs import replace

from bot.decks.formats.bank import Bank, CannotRead, Entry, Loss, left
from bot.decks.formats.bounds import CELL, text_of
from bot.decks.formats.wording import clean, spoken

_ENDS = "?.!:…"
_CODE = re.compile(r"[(){}\[\]<>=$`]")
_NUMBER = re.compile(
    r"^(?P<value>[-+]?\d+(?:[.,]\d+)?(?:[eE][-+]?\d+)?)\s*(?:±|\+/?-)\s*(?P<off>\d+(?:[.,]\d+)?)\s*(?P<unit>.{0,20})$"
)


def read(data: bytes) -> Bank:
    """The questions of such lines; what stands behind an upright line is right too, what stands behind a
    semicolon is told with the answer. Raises CannotRead."""
    entries: list[Entry] = []
    losses: list[Loss] = []
    for number, line in enumerate(text_of(data).split("\n"), 1):
        if not line.strip():
            continue
        ask, sign, answer = (part.strip() for part in line[:CELL].partition(" = "))
        entry = Entry(row=number, ask=_asked(clean(ask)))
        if sign and ask and answer:
            entries.append(_answered(entry, answer))
        else:
            losses.append(
                left(
                    Entry(row=number, ask=clean(line)), "line", "there is no “question = answer” in this line"
                )
            )
    if not entries:
        raise CannotRead("There is no line of the form “capital of France = Paris”.")
    return Bank(entries=tuple(entries), losses=tuple(losses))


def _asked(text: str) -> str:
    """The left side as a question: with a capital and a question mark, if it has no end of its own."""
    first = text.partition(" ")[0]
    text = text[:1].upper() + text[1:] if first.islower() else text
    return text if not text or text[-1] in _ENDS else f"{text}?"


def _answered(entry: Entry, answer: str) -> Entry:
    answer, *also = [text for part in answer.split("|") if (text := clean(part))] or [""]
    if also:
        return replace(entry, answer=answer, accept=tuple(also))
    if number := _NUMBER.match(answer):
        return replace(
            entry,
            kind="number",
            answer=" ".join(filter(None, (number["value"], number["unit"].strip()))),
            value=_number(number["value"]),
            tolerance=_number(number["off"]),
            unit=number["unit"].strip(),
        )
    answer, why = _with_why(answer)
    return spoken(replace(entry, answer=answer, why=why))


def _with_why(answer: str) -> tuple[str, str]:
    """What stands behind a semicolon is told with the answer, unless the line looks like code."""
    first, _, rest = (part.strip() for part in answer.partition("; "))
    return (first, rest) if first and rest and not _CODE.search(answer) else (answer, "")


def _number(text: str) -> float:
    return float(text.replace(",", "."))

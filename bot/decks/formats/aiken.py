"""Aiken: a question, options `A. …`, then `ANSWER: B`."""

import re
from collections.abc import Iterator

from bot.decks.formats.bank import Bank, CannotRead, Entry, Loss, Written, begin, lacking, left
from bot.decks.formats.bounds import CELL, ENTRIES, text_of
from bot.decks.formats.rows import choice
from bot.decks.formats.wording import clean

_OPTION = re.compile(r"^\s*([A-Z])[.)]\s+(.*)$")
_ANSWER = re.compile(r"^\s*ANSWER\s*:\s*([A-Z])\s*\.?\s*$")
_KEPT = frozenset(("kind", "ask", "answer", "options"))


def read(data: bytes) -> Bank:
    """The questions of an Aiken file. Raises CannotRead."""
    entries: list[Entry] = []
    losses: list[Loss] = []
    ask: list[str] = []
    options: dict[str, str] = {}
    start = 1
    for number, line in enumerate(text_of(data).split("\n"), 1):
        line = line[:CELL]
        if answer := _ANSWER.match(line):
            found = _made(Entry(row=start, ask=clean("\n".join(ask))), options, answer[1])
            (losses if isinstance(found, Loss) else entries).append(found)  # type: ignore[arg-type]
            ask, options = [], {}
            if len(entries) > ENTRIES:
                raise CannotRead(f"This file has more than {ENTRIES:,} questions. Split it into several.")
        elif ask and (option := _OPTION.match(line)):
            options[option[1]] = clean(option[2])
        elif line.strip():
            if options:  # the question before has no answer line
                losses.append(
                    left(Entry(row=start, ask=" ".join(ask)), "aiken", "no line `ANSWER:` follows it")
                )
                ask, options = [], {}
            start = start if ask else number
            ask.append(line.strip())
    if ask and options:
        losses.append(left(Entry(row=start, ask=" ".join(ask)), "aiken", "no line `ANSWER:` follows it"))
    if not entries and not losses:
        raise CannotRead("There are no questions in this file. In Aiken each ends with a line `ANSWER: B`.")
    return Bank(entries=tuple(entries), losses=tuple(losses))


def write(bank: Bank) -> Written:
    """The choices of the bank in Aiken, which has no place for anything else."""
    blocks: list[str] = []
    losses: list[Loss] = []
    for entry in bank.entries:
        if entry.kind != "choice":
            losses.append(left(entry, entry.kind, "Aiken has choices alone"))
            continue
        losses += _lost(entry)
        options = [f"{chr(65 + i)}. {_line(option.text)}" for i, option in enumerate(entry.options)]
        right = next((i for i, option in enumerate(entry.options) if option.text == entry.answer), 0)
        blocks.append("\n".join((_ask(entry.ask), *options, f"ANSWER: {chr(65 + right)}")))
    return Written(data=("\n\n".join(blocks) + "\n").encode(), losses=tuple(losses))


def _lost(entry: Entry) -> Iterator[Loss]:
    yield from lacking(entry, _KEPT, "Aiken")
    if any(option.texts or option.why for option in entry.options):
        reason = "of options their texts alone are kept"
        yield Loss(row=entry.row, kind="options", reason=reason, about=begin(entry.ask), keys=("options",))


def _made(head: Entry, options: dict[str, str], letter: str) -> Entry | Loss:
    if not head.ask or len(options) < 2:
        return left(head, "aiken", "it has no question, or fewer than two options")
    if letter not in options:
        return left(head, "aiken", f"the answer {letter} is none of its options")
    return choice(head, options[letter], options.values())


def _ask(text: str) -> str:
    """The question without empty lines, none of which may look like an option."""
    return "\n".join(line for line in text.split("\n") if line.strip())


def _line(text: str) -> str:
    return " ".join(text.split())

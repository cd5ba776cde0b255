"""A page of questions with solutions: `Question 3 … Solution 3 …`, as course notes have them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from bot.decks.build import bare
from bot.decks.formats.bank import Bank, CannotRead, Entry, Loss, Written, begin, lacking, left
from bot.decks.formats.bounds import CELL, text_of
from bot.decks.formats.rows import choice
from bot.decks.formats.wording import clean, spoken
from bot.domain.question import Item, Step

_QUESTION = re.compile(
    r"^\s*(?:#+\s*)?(?:\*\*)?(?:Question|Frage|Exercise)\s+(\d{1,4})\s*[:.]?(?:\*\*)?\s*$", re.IGNORECASE
)
_SOLUTION = re.compile(
    r"^\s*(?:#+\s*)?(?:\*\*)?(?:Solution|Lösung|Answer)\s+(\d{1,4})\s*[:.]?(?:\*\*)?\s*$", re.IGNORECASE
)
_HEADING = re.compile(r"^(.{1,60})[¶]\s*$")
_EITHER = re.compile(r"\b(?:an?\s+)?([\w-]+(?:\s[\w-]+)?)\s+or\s+(?:an?\s+)?([\w-]+)", re.IGNORECASE)
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "some": 0, "ways": 0, "examples": 0}
_NAME = re.compile(r"\b(?:name|give|list)\s+(two|three|four|five|six)\b", re.IGNORECASE)
_YOURS = re.compile(
    r"^(?:it'?s up to you|you decide|that'?s for you|no right answer|it depends on you)\b", re.IGNORECASE
)
_KEPT = frozenset(("kind", "topic", "ask", "answer", "why"))


@dataclass
class _Pair:
    row: int
    topic: str
    question: list[str] = field(default_factory=list)
    solution: list[str] = field(default_factory=list)


def read(data: bytes) -> Bank:
    """The questions of such a page. Raises CannotRead."""
    pairs = _pairs(text_of(data))
    if not pairs:
        raise CannotRead("There are no lines `Question 1` and `Solution 1` in this page.")
    entries: list[Entry] = []
    losses: list[Loss] = []
    for pair in pairs:
        head = Entry(row=pair.row, ask=" ".join(pair.question), topic=pair.topic)
        if not pair.question or not pair.solution:
            losses.append(left(head, "empty", "there is no question, or no solution to it"))
        else:
            entries.append(_entry(head, pair))
    return Bank(entries=tuple(entries), losses=tuple(losses))


def write(bank: Bank) -> Written:
    """The bank as such a page: questions and solutions as people read them."""
    lines: list[str] = []
    losses: list[Loss] = []
    topic = ""
    for number, entry in enumerate(bank.entries, 1):
        if not entry.answer:
            losses.append(left(entry, entry.kind, "a page has questions with one answer alone"))
            continue
        if entry.topic != topic:
            topic = entry.topic
            lines.append(f"{topic}¶")
        shown = [option.text for option in entry.options] or [step.text for step in entry.steps]
        solution = [step.text for step in entry.steps] or [entry.answer]
        lines += [f"Question {number}", *entry.ask.split("\n"), *(reversed(shown) if entry.steps else shown)]
        lines += [f"Solution {number}", *(line for text in solution for line in text.split("\n"))]
        lines += entry.why.split("\n") if entry.why else []
        losses += _lost(entry)
    return Written(data=("\n".join(lines) + "\n").encode(), losses=tuple(losses))


def _lost(entry: Entry) -> Sequence[Loss]:
    """What reading the page again makes other than it was."""
    shown = [option.text for option in entry.options]
    steps = [step.text for step in entry.steps]
    pair = _Pair(row=entry.row, topic=entry.topic)
    pair.question = [*entry.ask.split("\n"), *(list(reversed(steps)) if steps else shown)]
    solution = "\n".join(steps or [entry.answer])
    pair.solution = (f"{solution}\n{entry.why}" if entry.why else solution).split("\n")
    again = _entry(replace(Entry(row=entry.row, ask=""), topic=entry.topic), pair)
    keys = [
        name
        for name in (
            "kind",
            "ask",
            "answer",
            "accept",
            "why",
            "options",
            "items",
            "need",
            "steps",
            "shown",
            "about",
        )
        if getattr(again, name) != getattr(entry, name)
    ]
    reason = "a page says it in a form of its own"
    found = [
        Loss(row=entry.row, kind=key, reason=reason, about=begin(entry.ask), keys=(key,)) for key in keys
    ]
    kept = _KEPT | {"accept", "options", "items", "need", "steps", "shown", "about"}
    return [*lacking(entry, kept, "a page"), *found]


def _pairs(text: str) -> list[_Pair]:
    pairs: list[_Pair] = []
    topic, part = "", ""
    for number, line in enumerate(text.split("\n"), 1):
        line = line[:CELL].strip()
        if heading := _HEADING.match(line):
            name = heading[1].strip()
            topic = topic if name.casefold() in ("questions", "solutions", "contents", "exercises") else name
            part = ""
        elif _QUESTION.match(line):
            pairs.append(_Pair(row=number, topic=topic))
            part = "question"
        elif _SOLUTION.match(line):
            part = "solution"
        elif line and part and pairs:
            (pairs[-1].question if part == "question" else pairs[-1].solution).append(line)
    return pairs


def _entry(head: Entry, pair: _Pair) -> Entry:
    """The question as a careful author would write it."""
    solution = _joined(pair.solution)
    asked, listed = _parted(pair.question, solution[0])
    entry = replace(head, ask="\n".join(asked), answer=clean(solution[0]), why="\n".join(solution[1:]))
    if _YOURS.match(solution[0]):
        return replace(entry, kind="opinion", answer=solution[0])
    if len(listed) > 1 and {bare(line) for line in listed} == {bare(line) for line in solution}:
        steps = tuple(Step(text=line) for line in solution)
        shown = tuple([bare(line) for line in solution].index(bare(line)) for line in listed)
        answer = ", ".join(step.text for step in steps)
        shown = () if sorted(shown) != list(range(len(steps))) else shown
        return replace(entry, kind="order", steps=steps, shown=shown, answer=answer, why="")
    if len(listed) > 1 and (right := _among(solution[0], listed)):
        said = "" if bare(right) == bare(solution[0]) else solution[0]
        return choice(replace(entry, why="\n".join(filter(None, (said, entry.why)))), right, listed)
    if named := _NAME.search(entry.ask):
        return _list(entry, solution, _COUNTS[named[1].casefold()])
    first, rest = _sentence(solution[0])
    entry = replace(
        entry, ask="\n".join(pair.question), answer=first, why="\n".join(filter(None, (rest, entry.why)))
    )
    if options := _either(entry):
        return choice(entry, next(o for o in options if bare(o) == bare(first)), options)
    return spoken(entry)


def _parted(lines: Sequence[str], said: str) -> tuple[list[str], list[str]]:
    """What is asked, and the lines below it that can be chosen from or put in order."""
    for index in range(len(lines) - 2):
        if lines[index].endswith(("?", ":")):
            return list(lines[: index + 1]), list(lines[index + 1 :])
    if len(lines) > 2 and bare(said) in {bare(line) for line in lines[1:]}:
        return list(lines[:1]), list(lines[1:])
    return list(lines), []


def _joined(lines: Sequence[str]) -> list[str]:
    """Lines of a solution; a full stop alone belongs to the line before."""
    kept: list[str] = []
    for line in lines:
        if kept and line in (".", ",", ";"):
            kept[-1] += line
        else:
            kept.append(line)
    return kept


def _among(said: str, listed: Sequence[str]) -> str:
    """The one line that the solution names, word for word or all but."""
    core = bare(said)
    exact = [line for line in listed if bare(line) == core]
    if exact:
        return exact[0]
    inside = [line for line in listed if re.search(rf"\b{re.escape(bare(line))}\b", core)]
    if len(inside) == 1:
        return inside[0]
    stems = [line for line in listed if _stem(line) == _stem(said)]
    return stems[0] if len(stems) == 1 else ""


def _stem(text: str) -> str:
    """Its words without the endings that a question and its solution often differ by."""
    return " ".join(re.sub(r"(?:ing|s|ed)$", "", word) for word in bare(text).split())


def _list(entry: Entry, solution: Sequence[str], need: int) -> Entry:
    lines = [line for line in solution if not line.endswith(":")]
    if len(lines) == 1:
        lines = [part for part in re.split(r"\s*(?:,|;|\band\b)\s*", lines[0].rstrip(".")) if part]
    items = tuple(Item(name=line) for line in dict.fromkeys(lines))
    if len(items) < need:
        return spoken(replace(entry, answer=" ".join(solution), why=""))
    names = ", ".join(item.name for item in items)
    return replace(entry, kind="list", items=items, need=need, answer=names, why="")


def _sentence(text: str) -> tuple[str, str]:
    """The first sentence, or what stands before a clause that explains; and the rest."""
    found = re.match(r"^(.{2,200}?[.!])\s+(?=[A-Z])(.+)$", text, re.DOTALL)
    first, rest = (found[1], found[2]) if found else (text, "")
    if (
        clause := re.match(r"^(.{8,200}?),\s+(otherwise|because|since|so that)\s+(.+)$", first, re.DOTALL)
    ) and not rest:
        return clause[1], f"{clause[2][:1].upper()}{clause[2][1:]} {clause[3]}"
    return first, rest


def _either(entry: Entry) -> tuple[str, ...]:
    """The two that a question offers ("supervised or unsupervised?"), if the answer is one of them."""
    for found in _EITHER.finditer(entry.ask):
        one, other = found[1].split()[-1], found[2]
        if bare(entry.answer) in (bare(one), bare(other)) and bare(one) != bare(other):
            return one, other
    return ()

"""Trivia lists of Red-DiscordBot: a YAML file, the question its key, a list of answers its value."""

import json
from collections.abc import Iterator
from typing import Any

from bot.decks.formats.bank import Bank, CannotRead, Entry, Loss, Written, lacking, left
from bot.decks.formats.bounds import CELL, ENTRIES, text_of
from bot.decks.formats.wording import clean, spoken

_DEEPEST = 20
_ABOUT = frozenset(("AUTHOR", "CONFIG", "DESCRIPTION"))
_KEPT = frozenset(("ask", "answer", "accept", "kind"))


def read(data: bytes) -> Bank:
    """The questions of a trivia list. Raises CannotRead."""
    entries: list[Entry] = []
    losses: list[Loss] = []
    for row, ask, answers in _pairs(text_of(data)):
        head = Entry(row=row, ask=clean(ask))
        if ask in _ABOUT:
            continue
        texts = tuple(text for answer in answers if (text := clean(answer)))
        if "http://" in ask or "https://" in ask:
            losses.append(left(head, "web", "it shows something on the web, and nothing is fetched"))
        elif not texts:
            losses.append(left(head, "empty", "there is no answer"))
        elif len(texts) == 1:
            entries.append(spoken(Entry(row=row, ask=head.ask, answer=texts[0])))
        else:
            entries.append(Entry(row=row, ask=head.ask, answer=texts[0], accept=texts[1:]))
    if not entries and not losses:
        raise CannotRead(
            "There are no questions in this list. Write each as `question:` with `- answer` below."
        )
    return Bank(entries=tuple(entries), losses=tuple(losses))


def write(bank: Bank) -> Written:
    """The bank as a trivia list: question, answer, other right answers."""
    losses: list[Loss] = []
    lines: list[str] = []
    asked: set[str] = set()
    for entry in bank.entries:
        if not entry.answer:
            losses.append(left(entry, entry.kind, "a trivia list has questions with one answer alone"))
        elif entry.ask in asked:
            losses.append(left(entry, "twice", "a trivia list cannot ask the same twice"))
        else:
            asked.add(entry.ask)
            losses += lacking(entry, _KEPT, "a trivia list")
            losses += _as_short(entry)
            lines.append(f"{_text(entry.ask)}:")
            lines += [f"- {_text(text)}" for text in (entry.answer, *entry.accept)]
    return Written(data=("\n".join(lines) + "\n").encode(), losses=tuple(losses))


def _as_short(entry: Entry) -> Iterator[Loss]:
    again = spoken(Entry(row=entry.row, ask=entry.ask, answer=entry.answer, accept=entry.accept))
    if again.kind != entry.kind or (entry.options and again.options != entry.options):
        reason = "in a trivia list every question is typed"
        keys = ("kind",)
        yield Loss(row=entry.row, kind=entry.kind, reason=reason, about=entry.ask[:60], keys=keys)
    if again.accept != entry.accept:
        reason = "an answer with “or” is read as several"
        yield Loss(row=entry.row, kind="accept", reason=reason, about=entry.ask[:60], keys=("accept",))


def _text(text: str) -> str:
    """A text in quotation marks, which YAML reads as JSON does."""
    return json.dumps(text, ensure_ascii=False)


def _pairs(text: str) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Each key of the list with its line and its texts; all of them texts, whatever they look like."""
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        _bounded(yaml, loader, text)
        root = yaml.compose(text, Loader=loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f"Line {mark.line + 1}" if mark else "The file"
        raise CannotRead(
            f"{line} is no YAML ({getattr(error, 'problem', None) or 'broken'}). Mend it."
        ) from error
    except (RecursionError, ValueError) as error:
        raise CannotRead(
            "This YAML cannot be read. Write each question with `- answer` lines below."
        ) from error
    if not isinstance(root, yaml.MappingNode):
        raise CannotRead("This is no trivia list. Write each as `question:` with `- answer` lines below.")
    if len(root.value) > ENTRIES:
        raise CannotRead(f"This list has more than {ENTRIES:,} questions. Split it into several.")
    for key, value in root.value:
        parts = value.value if isinstance(value, yaml.SequenceNode) else [value]
        texts = tuple(
            str(part.value)[:CELL] for part in parts if isinstance(part, yaml.ScalarNode) and part.value
        )
        yield (
            key.start_mark.line + 1,
            str(key.value)[:CELL] if isinstance(key, yaml.ScalarNode) else "",
            texts,
        )


def _bounded(yaml: Any, loader: Any, text: str) -> None:
    """Aliases may stand for huge things, and nesting for a deep stack: neither belongs to such a list."""
    depth = 0
    for event in yaml.parse(text, Loader=loader):
        if isinstance(event, yaml.AliasEvent):
            raise CannotRead("This YAML has references (`*name`) in it. Write the answers out.")
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            depth += 1
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            raise CannotRead("This YAML nests far too deeply for a list of questions.")

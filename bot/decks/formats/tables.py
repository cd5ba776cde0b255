"""A question as the table of a topic's file, and back; and the text of such a table."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.decks.formats.bank import Entry
from bot.domain.question import Examples, Idea, Item, Option, Prompt, Reject, Step

_WIDTH = 100
Table = dict[str, Any]


def table_of(entry: Entry, id: str) -> Table:
    """The keys an author would write, in the order of docs/authoring.md; empty ones are left out."""
    kind = entry.kind if entry.kind in ("command", "opinion", "select", "match", "gaps") else ""
    table: Table = {
        "id": id,
        "kind": kind,
        "title": entry.title,
        "ask": entry.ask,
        "picture": entry.picture,
        "picture_alt": entry.picture_alt,
        "answer": entry.answer,
        "answers": list(entry.answers),
        "accept": list(entry.accept),
        "as": entry.as_kind,
        "articles": entry.articles,
        "options": [_short({"text": o.text, "texts": list(o.texts), "why": o.why}) for o in entry.options],
        "items": [_short({"name": i.name, "texts": list(i.texts)}) for i in entry.items],
        "need": entry.need,
        "steps": [_short({"text": s.text, "texts": list(s.texts)}) for s in entry.steps],
        "shown": [number + 1 for number in entry.shown],
        "pairs": [list(pair) for pair in entry.pairs],
        "gaps": [list(gap) for gap in entry.gaps],
        "enough": entry.enough,
        "tolerance": _number(entry.tolerance),
        "unit": entry.unit,
        "about": list(entry.about),
        "reject": [_filled({"texts": list(r.texts), "why": r.why}) for r in entry.reject],
        "prompt": [_filled({"texts": list(p.texts), "ask_for": p.ask_for}) for p in entry.prompt],
        "hints": list(entry.hints),
        "why": entry.why,
        "examples": _filled(
            {
                "right": list(entry.examples.right),
                "partial": list(entry.examples.partial),
                "wrong": list(entry.examples.wrong),
            }
        ),
        "ideas": [_idea(idea) for idea in entry.ideas],
    }
    filled = _filled(table)
    if entry.value is not None:
        filled["value"] = _number(entry.value)
    return filled


def entry_of(table: Mapping[str, Any], *, row: int, topic: str = "") -> Entry:
    """The question of a table that the loader accepts."""
    rejects = (_under("texts", each) for each in table.get("reject", ()))
    prompts = (_under("texts", each) for each in table.get("prompt", ()))
    options = (_under("text", each) for each in table.get("options", ()))
    items = (_under("name", each) for each in table.get("items", ()))
    steps = (_under("text", each) for each in table.get("steps", ()))
    examples = table.get("examples", {})
    return Entry(
        row=row,
        key=str(table.get("id", "")),
        topic=topic,
        kind=table.get("kind") or _kind(table),
        title=table.get("title", ""),
        ask=table.get("ask", ""),
        answer=table.get("answer", ""),
        accept=_listed(table.get("accept")),
        reject=tuple(Reject(texts=_listed(r["texts"]), why=r.get("why", "")) for r in rejects),
        prompt=tuple(Prompt(texts=_listed(p["texts"]), ask_for=p.get("ask_for", "")) for p in prompts),
        hints=_listed(table.get("hints")),
        why=table.get("why", ""),
        options=tuple(
            Option(text=o["text"], texts=_listed(o.get("texts")), why=o.get("why", "")) for o in options
        ),
        answers=_listed(table.get("answers")),
        items=tuple(Item(name=i["name"], texts=_listed(i.get("texts"))) for i in items),
        need=table.get("need", 0),
        steps=tuple(Step(text=s["text"], texts=_listed(s.get("texts"))) for s in steps),
        shown=tuple(number - 1 for number in table.get("shown", ())),
        pairs=tuple(_listed(pair) for pair in table.get("pairs", ())),
        gaps=tuple(_listed(gap) for gap in table.get("gaps", ())),
        ideas=tuple(_idea_of(idea) for idea in table.get("ideas", ())),
        enough=table.get("enough", 0),
        value=None if table.get("value") is None else float(table["value"]),
        tolerance=float(table.get("tolerance", 0.0)),
        unit=table.get("unit", ""),
        about=_listed(table.get("about")),
        as_kind=table.get("as", ""),
        articles=table.get("articles", False),
        picture=table.get("picture", ""),
        picture_alt=table.get("picture_alt", ""),
        examples=Examples(
            right=_listed(examples.get("right")),
            partial=_listed(examples.get("partial")),
            wrong=_listed(examples.get("wrong")),
        ),
    )


_TELLING = {
    "pairs": "match",
    "gaps": "gaps",
    "answers": "select",
    "options": "choice",
    "items": "list",
    "steps": "order",
    "ideas": "explain",
    "value": "number",
}


def _kind(table: Mapping[str, Any]) -> str:
    return next((kind for key, kind in _TELLING.items() if key in table), "short")


def text_of_table(table: Mapping[str, Any]) -> str:
    """That table as the text of a `[[question]]`, in the manner of a person who writes a deck."""
    return "\n".join(["[[question]]", *_lines(table)]) + "\n"


def _lines(table: Mapping[str, Any]) -> Iterator[str]:
    for key, value in table.items():
        if key == "examples":
            yield from (f"examples.{name} = {value_text(texts)}" for name, texts in value.items())
        elif key != "ideas":
            yield f"{key} = {value_text(value)}"
    for idea in table.get("ideas", ()):
        yield ""
        yield "[[question.ideas]]"
        yield from (f"{key} = {value_text(value)}" for key, value in idea.items())


def value_text(value: Any) -> str:
    """A value as TOML writes it; a long list with a line for each of its members."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {value_text(each)}" for key, each in value.items()) + " }"
    if isinstance(value, Sequence):
        parts = [value_text(each) for each in value]
        line = f"[{', '.join(parts)}]"
        if len(line) <= _WIDTH or len(parts) == 1:
            return line
        return "[\n" + "".join(f"  {part},\n" for part in parts) + "]"
    return repr(value)


def quoted(text: str) -> str:
    """A text as TOML writes it; one of several lines in three quotation marks."""
    if "\n" in text:
        return '"""\n' + _escaped(text).replace('"""', '\\"\\"\\"').replace('""', '\\"\\"') + '"""'
    return '"' + _escaped(text).replace('"', '\\"') + '"'


def _escaped(text: str) -> str:
    text = text.replace("\\", "\\\\").replace("\t", "\\t")
    text = re.sub(r'"$', '\\"', text) if "\n" in text else text
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", lambda found: f"\\u{ord(found[0]):04X}", text)


def _filled(table: Mapping[str, Any]) -> Table:
    return {key: value for key, value in table.items() if value or (value == 0 and key == "value")}


def _short(table: Mapping[str, Any]) -> Any:
    """A table of one text is written as that text."""
    filled = _filled(table)
    return next(iter(filled.values())) if len(filled) == 1 else filled


def _number(value: float) -> int | float:
    return int(value) if value == int(value) and abs(value) < 1e15 else value


def _idea(idea: Idea) -> Table:
    table = _filled(
        {"name": idea.name, "texts": list(idea.texts), "never": list(idea.never), "ask_for": idea.ask_for}
    )
    return table if idea.needed else {**table, "needed": False}


def _idea_of(table: Mapping[str, Any]) -> Idea:
    return Idea(
        name=table["name"],
        texts=_listed(table.get("texts")),
        never=_listed(table.get("never")),
        ask_for=table.get("ask_for", ""),
        needed=table.get("needed", True),
    )


def _under(key: str, given: Any) -> Mapping[str, Any]:
    return {key: given} if isinstance(given, str) else given


def _listed(given: Any) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given or ())

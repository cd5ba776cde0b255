"""A question as the table of a topic's file, and back; and the text of such a table."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from bot.decks.formats.bank import About, Entry
from bot.decks.forms import Slip, read_as
from bot.decks.model import GROUPS, Group
from bot.domain.question import Examples, Idea, Item, Option, Prompt, Reject, Step

_WIDTH = 100
Table = dict[str, Any]


class _Key(Struct, frozen=True):
    """A key of a question's table, and the field of an entry that holds what it says."""

    name: str
    field: str
    written: Callable[[Any], Any]
    """The value of the key, from that of the field."""
    read: Callable[[Any], Any]


def table_of(entry: Entry, id: str) -> Table:
    """The keys an author would write, in the order of docs/authoring.md; empty ones are left out."""
    kind = entry.kind if entry.kind in _SAID_KINDS else ""
    written = {key.name: key.written(getattr(entry, key.field)) for key in _KEYS}
    return {
        name: value
        for name, value in {"id": id, "kind": kind, **written}.items()
        if value or (name == "value" and value is not None)
    }


def entry_of(table: Mapping[str, Any], *, row: int, topic: str = "") -> Entry:
    """The question of a table that the loader accepts."""
    read = {key.field: key.read(table[key.name]) for key in _KEYS if key.name in table}
    read = {"ask": "", **read, "key": str(table.get("id", "")), "kind": table.get("kind") or _kind(table)}
    return Entry(row=row, topic=topic, **read)


_SAID_KINDS = ("command", "opinion", "select", "match", "gaps")
"""Kinds that are written, whatever the other keys tell."""
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


def card_text(title: str, lang: str, licence: str, about: About) -> str:
    """`deck.toml`, but for the list of its topics."""
    said = {"title": title, "lang": lang, "licence": licence, "description": about.description}
    lists = {"authors": list(about.authors), "tags": list(about.tags)}
    words = {"synonyms": _lists(about.synonyms), "confusables": _lists(about.confusables)}
    table = _filled({**said, **lists, "source": about.source, **words})
    return "".join(f"{key} = {value_text(value)}\n" for key, value in table.items())


def about_of(card: Mapping[str, Any]) -> About:
    """What `deck.toml` says of the deck, where it is as it has to be."""

    def text(key: str) -> str:
        value = card.get(key)
        return value if isinstance(value, str) else ""

    def texts(key: str) -> tuple[str, ...]:
        value = card.get(key)
        return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else ()

    return About(
        description=text("description"),
        authors=texts("authors"),
        source=text("source"),
        tags=texts("tags"),
        synonyms=groups_of(card.get("synonyms")),
        confusables=groups_of(card.get("confusables")),
    )


def groups_of(given: Any) -> tuple[tuple[str, ...], ...]:
    """Those groups of words that `deck.toml` may have."""
    found = []
    for group in given if isinstance(given, list) else ():
        slips: list[Slip] = []
        words = read_as(Group, group, slips)
        if not slips:
            found.append(tuple(words))
    return tuple(found[:GROUPS])


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
    return {key: value for key, value in table.items() if value}


def as_typed(value: float) -> int | float:
    """A number as people write it: 350, not 350.0."""
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


def _listed(given: Any) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given or ())


def _options(options: Sequence[Option]) -> list[Any]:
    return [_short(text=o.text, texts=list(o.texts), why=o.why) for o in options]


def _rejects(rejects: Sequence[Reject]) -> list[Any]:
    return [_filled({"texts": list(r.texts), "why": r.why}) for r in rejects]


def _prompts(prompts: Sequence[Prompt]) -> list[Any]:
    return [_filled({"texts": list(p.texts), "ask_for": p.ask_for}) for p in prompts]


def _short(**table: Any) -> Any:
    """A table of one text is written as that text."""
    filled = _filled(table)
    return next(iter(filled.values())) if len(filled) == 1 else filled


def _examples(examples: Examples) -> Table:
    lists = {"right": examples.right, "partial": examples.partial, "wrong": examples.wrong}
    return _filled({name: list(texts) for name, texts in lists.items()})


def _examples_of(table: Mapping[str, Any]) -> Examples:
    return Examples(**{name: _listed(texts) for name, texts in table.items()})


def _made(form: Callable[..., Any], main: str) -> Callable[[Any], tuple[Any, ...]]:
    """Reads a list of tables, of which each may be a text alone: then it is the value of `main`."""

    def read(given: Any) -> tuple[Any, ...]:
        tables = ({main: each} if isinstance(each, str) else each for each in given)
        return tuple(
            form(**{key: _listed(value) if key == "texts" else value for key, value in table.items()})
            for table in tables
        )

    return read


def _each(form: Callable[[Any], Any]) -> Callable[[Any], tuple[Any, ...]]:
    return lambda given: tuple(form(each) for each in given)


def _same(value: Any) -> Any:
    return value


def _lists(given: Sequence[Sequence[str]]) -> list[list[str]]:
    return [list(each) for each in given]


def _keys() -> Iterator[_Key]:
    """In the order of docs/authoring.md."""

    def plain(*names: str) -> Iterator[_Key]:
        yield from (_Key(name, name, _same, _same) for name in names)

    def texts(*names: str) -> Iterator[_Key]:
        yield from (_Key(name, name, list, _listed) for name in names)

    yield from plain("title", "ask", "picture", "picture_alt", "audio", "audio_alt", "answer")
    yield from texts("answers", "accept", "exactly")
    yield _Key("as", "as_kind", _same, _same)
    yield from plain("articles")
    yield _Key("options", "options", _options, _made(Option, "text"))
    yield _Key(
        "items", "items", lambda i: [_short(name=x.name, texts=list(x.texts)) for x in i], _made(Item, "name")
    )
    yield from plain("need")
    yield _Key(
        "steps", "steps", lambda s: [_short(text=x.text, texts=list(x.texts)) for x in s], _made(Step, "text")
    )
    yield _Key("shown", "shown", lambda numbers: [n + 1 for n in numbers], _each(lambda n: n - 1))
    yield _Key("pairs", "pairs", _lists, _each(_listed))
    yield _Key("gaps", "gaps", _lists, _each(_listed))
    yield from plain("enough")
    yield _Key("value", "value", lambda value: None if value is None else as_typed(value), float)
    yield _Key("tolerance", "tolerance", as_typed, float)
    yield from plain("unit")
    yield from texts("about")
    yield _Key("reject", "reject", _rejects, _made(Reject, "texts"))
    yield _Key("prompt", "prompt", _prompts, _made(Prompt, "texts"))
    yield from texts("hints")
    yield from plain(
        "why", "source", "answer_picture", "answer_picture_alt", "answer_audio", "answer_audio_alt"
    )
    yield from texts("tags", "authors")
    yield from plain("description")
    yield _Key("examples", "examples", _examples, _examples_of)
    yield _Key("ideas", "ideas", lambda ideas: [_idea(idea) for idea in ideas], _each(_idea_of))


_KEYS = tuple(_keys())

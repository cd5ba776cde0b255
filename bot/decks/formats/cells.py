"""A question as named cells of a row, and back: what CSV, xlsx and Anki share when Recall writes them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.decks.formats.bank import Bank, Entry, Loss, lacking
from bot.decks.formats.tables import as_typed
from bot.domain.question import Examples, Item, Option, Prompt, Reject, Step

LETTERS = "abcdefghijkl"
MARKS = ("remark", "row")
"""Columns of a file that was sent back with remarks; they are not read."""
_PLAIN = {
    "id": "key",
    "topic": "topic",
    "title": "title",
    "kind": "kind",
    "question": "ask",
    "answer": "answer",
    "why": "why",
    "unit": "unit",
    "read as": "as_kind",
    "picture": "picture",
    "picture text": "picture_alt",
    "answer picture": "answer_picture",
    "answer picture text": "answer_picture_alt",
    "audio": "audio",
    "audio text": "audio_alt",
    "answer audio": "answer_audio",
    "answer audio text": "answer_audio_alt",
    "source": "source",
    "description": "description",
}
_LISTS = {
    "also right": "accept",
    "right as it stands": "exactly",
    "hints": "hints",
    "right options": "answers",
    "about": "about",
    "tags": "tags",
    "authors": "authors",
}
_ORDER = (
    *[
        "id",
        "topic",
        "kind",
        "title",
        "question",
        "picture",
        "picture text",
        "audio",
        "audio text",
        "answer",
        "also right",
        "right as it stands",
        "not right",
        "partly right",
    ],
    *(f"{name} {letter}" for letter in LETTERS for name in ("option", "words", "why not")),
    *[
        "right options",
        "items",
        "need",
        "steps",
        "shown",
        "pairs",
        "gaps",
        "value",
        "tolerance",
        "unit",
        "read as",
        "articles",
        "about",
    ],
    *["hints", "why", "source"],
    *["answer picture", "answer picture text", "answer audio", "answer audio text"],
    *["tags", "authors", "description"],
    *["said right", "said partly", "said wrong"],
)
KEPT = frozenset(
    (
        *_PLAIN.values(),
        *_LISTS.values(),
        *[
            "reject",
            "prompt",
            "options",
            "items",
            "need",
            "steps",
            "shown",
            "pairs",
            "gaps",
            "value",
            "tolerance",
            "articles",
            "examples",
        ],
    )
)
"""The fields that have a cell."""
Row = Mapping[str, str]


def rows_of(bank: Bank, format: str) -> tuple[tuple[str, ...], list[dict[str, str]], tuple[Loss, ...]]:
    """The columns in use, a row for each question, and what has no column."""
    rows = [cells_of(entry) for entry in bank.entries]
    used = tuple(name for name in _ORDER if name in ("question", "answer") or any(r.get(name) for r in rows))
    losses = [loss for entry in bank.entries for loss in lacking(entry, KEPT, format)]
    return used, rows, tuple(losses)


def is_ours(columns: Iterable[str]) -> bool:
    """Whether these columns are those that Recall writes."""
    names = {name.strip().casefold() for name in columns} - {"", *MARKS}
    return {"id", "question", "answer"} <= names <= set(_ORDER)


def cells_of(entry: Entry) -> dict[str, str]:
    """The question's cells by the name of their column; empty ones are left out."""
    cells = {name: str(getattr(entry, field)) for name, field in _PLAIN.items()}
    cells["kind"] = "" if entry.kind == "short" else entry.kind
    cells |= {name: joined(getattr(entry, field)) for name, field in _LISTS.items()}
    cells |= {
        "not right": _foreseen((each.texts, each.why) for each in entry.reject),
        "partly right": _foreseen((each.texts, each.ask_for) for each in entry.prompt),
        "items": _foreseen(((i.name, *i.texts), "") for i in entry.items),
        "steps": _foreseen(((s.text, *s.texts), "") for s in entry.steps),
        "pairs": _foreseen((pair, "") for pair in entry.pairs),
        "gaps": _foreseen((gap, "") for gap in entry.gaps),
        "need": str(entry.need or ""),
        "shown": " ".join(str(number + 1) for number in entry.shown),
        "value": "" if entry.value is None else repr(as_typed(entry.value)),
        "tolerance": repr(as_typed(entry.tolerance)) if entry.tolerance else "",
        "articles": "yes" if entry.articles else "",
        "said right": joined(entry.examples.right),
        "said partly": joined(entry.examples.partial),
        "said wrong": joined(entry.examples.wrong),
    }
    for letter, option in zip(LETTERS, entry.options, strict=False):
        cells |= {
            f"option {letter}": option.text,
            f"words {letter}": joined(option.texts),
            f"why not {letter}": option.why,
        }
    return {name: text for name, text in cells.items() if text}


def entry_of_cells(row: int, cells: Row) -> Entry:
    """The question of a row that Recall wrote."""

    def get(name: str) -> str:
        return cells.get(name, "").strip()

    options = tuple(
        Option(
            text=get(f"option {letter}"),
            texts=split(get(f"words {letter}")),
            why=get(f"why not {letter}"),
        )
        for letter in LETTERS
        if get(f"option {letter}")
    )
    plain: dict[str, Any] = {field: get(name) for name, field in _PLAIN.items()}
    plain["kind"] = plain["kind"] or ("choice" if options else "short")
    lists: dict[str, Any] = {field: split(get(name)) for name, field in _LISTS.items()}
    return Entry(
        row=row,
        **plain,
        **lists,
        reject=tuple(Reject(texts=texts, why=why) for texts, why in _told(get("not right"))),
        prompt=tuple(Prompt(texts=texts, ask_for=ask) for texts, ask in _told(get("partly right"))),
        options=options,
        items=tuple(Item(name=texts[0], texts=texts[1:]) for texts, _ in _told(get("items"))),
        steps=tuple(Step(text=texts[0], texts=texts[1:]) for texts, _ in _told(get("steps"))),
        pairs=tuple(texts for texts, _ in _told(get("pairs")) if len(texts) > 1),
        gaps=tuple(texts for texts, _ in _told(get("gaps"))),
        need=_whole(get("need")),
        shown=tuple(number - 1 for part in get("shown").split() if (number := _whole(part)) > 0),
        value=_number(get("value")),
        tolerance=_number(get("tolerance")) or 0.0,
        articles=get("articles").casefold() in ("yes", "true", "1"),
        examples=Examples(
            right=split(get("said right")), partial=split(get("said partly")), wrong=split(get("said wrong"))
        ),
    )


_ESCAPES = {"\\": "\\\\", "|": "\\|", "\n": "\\n"}


def joined(texts: Iterable[str]) -> str:
    """Several texts in one cell, parted by upright lines."""
    return " | ".join(_escaped(text) for text in texts)


def split(cell: str) -> tuple[str, ...]:
    """The texts of such a cell."""
    return tuple(text for part in _hidden(cell).split("|") if (text := _shown(part).strip()))


def _foreseen(entries: Iterable[tuple[Sequence[str], str]]) -> str:
    """A line for each: the texts, and after an arrow what is said to them."""
    return "\n".join(
        joined(texts) + (f" => {_escaped(said)}" if said else "") for texts, said in entries if texts
    )


def _told(cell: str) -> list[tuple[tuple[str, ...], str]]:
    found = []
    for line in _hidden(cell).split("\n"):
        texts, _, said = line.partition("=>")
        parts = tuple(text for part in texts.split("|") if (text := _shown(part).strip()))
        if parts:
            found.append((parts, _shown(said).strip()))
    return found


def _escaped(text: str) -> str:
    return re.sub(r"[\\|\n]", lambda found: _ESCAPES[found[0]], text).replace("=>", "\\=>")


_HIDE: tuple[tuple[str, str, str], ...] = (
    ("\\\\", "\ue000", "\\"),
    ("\\|", "\ue001", "|"),
    ("\\n", "\ue002", "\n"),
    ("\\=>", "\ue003", "=>"),
)
"""What is escaped, what stands for it while a cell is split, and what is meant."""


def _hidden(text: str) -> str:
    for escaped, sign, _ in _HIDE:
        text = text.replace(escaped, sign)
    return text


def _shown(text: str) -> str:
    for _, sign, meant in _HIDE:
        text = text.replace(sign, meant)
    return text


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0


def _number(text: str) -> float | None:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return value if abs(value) < 1e300 else None


_FORMULA = re.compile(r"^'*[=+\-@\t\r|%]")
_NUMERAL = re.compile(r"^[+-]?\d+(?:[.,]\d+)?%?$")


def inert(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMERAL.match(cell) else cell


def meant(cell: str) -> str:
    """What a cell says that was made inert."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell

"""Rows of a table that others made: which column is what, and the question of a row."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot.decks.build import bare
from bot.decks.formats.bank import Bank, CannotRead, Entry, Loss, left
from bot.decks.formats.bounds import CELL, ENTRIES
from bot.decks.formats.cells import entry_of_cells, is_ours, meant
from bot.decks.formats.markup import bare_html, from_html
from bot.decks.formats.wording import clean, spoken
from bot.domain.question import Option

COLUMNS = 200
_NAMES = {
    "ask": "question|questions|ask|front|term|prompt|q|frage|vorderseite|word|question text|problem|pergunta"
    "|pregunta|vraag|вопрос|question stem|stem|recto|fronte",
    "answer": "answer|answers|back|definition|a|antwort|rückseite|correct|correct answer|right answer"
    "|solution|meaning|translation|response|resposta|respuesta|ответ|correct option|correct choice|key|verso"
    "|retro|answer key|right option|réponse|rispuesta|risposta",
    "accept": "also right|accept|accepted|alternatives|alternative answers|synonyms|other answers",
    "why": "why|explanation|rationale|reason|feedback|erklärung|extra|explication|solution text",
    "topic": "topic|category|deck|subject|section|chapter|kategorie|thema|module|unit name|theme|domain",
    "key": "id|guid|uid|question id|uuid",
    "hint": "hint|hints|hinweis|clue",
    "kind": "type|question type|kind|typ",
    "tags": "tags|tag|keywords|labels|schlagwörter",
    "source": "source|sources|reference|references|quelle|url|link",
    "authors": "author|authors|autor|autorin|autoren",
}
_BY_NAME = {name: field for field, names in _NAMES.items() for name in names.split("|")}
_OPTION = re.compile(
    r"^(?:option|choice|answer|opt|ans|alternative|antwort|distractor)?[\s_.-]*([a-l]|\d{1,2})$|^(?:option|choice)$"
)
_WRONG = re.compile(
    r"^(?:wrong|incorrect|false|distractor|falsch)[\s_]*(?:answers?|options?|choices?)?[\s_/]*\d*$"
)
_NUMBERED = re.compile(r"^(?:no|nr|number|#|index|s\.?no\.?|)$")


class Columns(Struct, frozen=True, kw_only=True):
    """Which column holds what; -1 where there is none."""

    fields: Mapping[str, int]
    options: tuple[int, ...] = ()
    wrong: tuple[int, ...] = ()
    unread: tuple[str, ...] = ()
    """Columns that are not read, by name."""


def bank_of_rows(rows: Iterable[tuple[int, Sequence[str]]], *, html: bool = True, title: str = "") -> Bank:
    """The bank of a table with its rows' numbers. Raises CannotRead if no two columns hold text."""
    kept = [
        (number, [cell[:CELL] for cell in row[:COLUMNS]]) for number, row in rows if any(map(str.strip, row))
    ]
    if not kept:
        raise CannotRead("There are no rows in this table. It needs at least a question and its answer.")
    if len(kept) > ENTRIES + 1:
        raise CannotRead(f"This table has more than {ENTRIES:,} rows. Split it into several files.")
    head = [" ".join(cell.split()).strip("*: ").casefold().replace("_", " ") for cell in kept[0][1]]
    if is_ours(head):
        names = head
        entries = [
            entry_of_cells(number, dict(zip(names, map(meant, row), strict=False)))
            for number, row in kept[1:]
        ]
        return Bank(entries=tuple(entries), title=title)
    columns = named(head)
    body = kept[1:] if columns else kept
    columns = columns or guessed([row for _, row in body])
    return _read(body, columns, html=html, title=title)


def _read(body: Sequence[tuple[int, Sequence[str]]], columns: Columns, *, html: bool, title: str) -> Bank:
    entries: list[Entry] = []
    losses = [
        Loss(row=0, kind="column", reason=f"the column “{name[:40]}” is not read")
        for name in columns.unread
        if name
    ]
    for number, row in body:
        entry = _entry(number, row, columns, html=html)
        if entry.ask and not entry.answer:
            losses.append(left(entry, "empty", "there is no answer in this row"))
        elif entry.ask:
            entries.append(entry)
        else:
            losses.append(
                left(replace(entry, ask=" ".join(row)), "empty", "there is no question in this row")
            )
    return Bank(entries=tuple(entries), losses=tuple(losses), title=title)


def named(head: Sequence[str]) -> Columns | None:
    """The columns by the names in a first row; None if that is no row of names."""
    fields: dict[str, int] = {}
    options: list[int] = []
    wrong: list[int] = []
    unread: list[str] = []
    lettered = sum(1 for name in head if re.fullmatch(r"[a-l]", name)) > 1
    for index, name in enumerate(head):
        field = _BY_NAME.get(name)
        if _WRONG.match(name):
            wrong.append(index)
        elif (match := _OPTION.match(name)) and (match[1] is None or lettered or not field or len(name) > 1):
            options.append(index)
        elif field and field not in fields:
            fields[field] = index
        elif not _NUMBERED.match(name):
            unread.append(name)
    if "ask" not in fields or not ("answer" in fields or options):
        return None
    if "answer" not in fields:
        if len(options) != 1:
            return None
        fields["answer"] = options.pop()
    return Columns(fields=fields, options=tuple(options), wrong=tuple(wrong), unread=tuple(unread))


def guessed(rows: Sequence[Sequence[str]]) -> Columns:
    """The columns of a table without names: a question, perhaps options, the answer."""
    width = max(len(row) for row in rows)
    first = 1 if width > 2 and all(row[0].strip().rstrip(".").isdecimal() for row in rows if row) else 0
    count = width - first
    if count < 2:
        raise CannotRead("This table has one column. It needs a question and its answer, each in its own.")
    last = first + count - 1
    if count >= 4:
        body = [row for row in rows if len(row) > last]
        hits = sum(_pick(row[last], [row[i] for i in range(first + 1, last)]) is not None for row in body)
        if body and hits >= 0.8 * len(body):
            return Columns(fields={"ask": first, "answer": last}, options=tuple(range(first + 1, last)))
    unread = tuple(f"column {index + 1}" for index in range(first + 2, width))
    return Columns(fields={"ask": first, "answer": first + 1}, unread=unread)


def _entry(number: int, row: Sequence[str], columns: Columns, *, html: bool) -> Entry:
    def get(index: int | None) -> str:
        return meant(row[index].strip()) if index is not None and 0 <= index < len(row) else ""

    def typed(text: str) -> str:
        return bare_html(text) if html else clean(text)

    def shown(text: str) -> str:
        return from_html(text).text if html else clean(text)

    fields = columns.fields
    options = [text for index in columns.options if (text := typed(get(index)))]
    wrong = [text for index in columns.wrong if (text := typed(get(index)))]
    answer = typed(get(fields.get("answer")))
    pictures = from_html(get(fields.get("ask"))).pictures if html else ()
    entry = Entry(
        row=number,
        key=get(fields.get("key")),
        topic=clean(get(fields.get("topic"))),
        ask=shown(get(fields.get("ask"))),
        answer=answer,
        accept=_accepted(get(fields.get("accept"))),
        why=shown(get(fields.get("why"))),
        hints=tuple(filter(None, (shown(get(fields.get("hint"))),))),
        picture=pictures[0][0] if pictures else "",
        picture_alt=pictures[0][1] if pictures else "",
        source=clean(get(fields.get("source"))),
        tags=_words(get(fields.get("tags"))),
        authors=_words(get(fields.get("authors"))),
    )
    if options:
        picked = _pick(answer, options)
        if picked is None:
            return replace(entry, answer="")
        return choice(entry, options[picked], options)
    if wrong and answer:
        return choice(entry, answer, in_neutral_order([answer, *wrong]))
    return spoken(entry)


def choice(entry: Entry, answer: str, options: Iterable[str]) -> Entry:
    """The question as a choice among these options."""
    return replace(entry, kind="choice", answer=answer, options=tuple(Option(text=text) for text in options))


def in_neutral_order(texts: Iterable[str]) -> list[str]:
    """Options in an order that tells nothing: true before false, numbers by size, else by name."""
    return sorted(dict.fromkeys(texts), key=_rank)


def _rank(text: str) -> tuple[int, float, str]:
    number = re.fullmatch(r"[^\d-]{0,3}(-?\d[\d,]*(?:\.\d+)?).{0,20}", text)
    if bare(text) in ("true", "yes"):
        return 0, 0.0, ""
    return (1, float(number[1].replace(",", "")), text) if number else (2, 0.0, text.casefold())


def _accepted(cell: str) -> tuple[str, ...]:
    return tuple(text for part in re.split(r"[|;\n]", cell) if (text := bare_html(part)))


def _words(cell: str) -> tuple[str, ...]:
    """Tags or names in one cell."""
    return tuple(dict.fromkeys(text for part in re.split(r"[|;,\n]", cell) if (text := clean(part))))


def _pick(answer: str, options: Sequence[str]) -> int | None:
    """Which option is meant: by its text, its letter, its number."""
    said = answer.strip()
    texts = [option.strip() for option in options]
    if said in texts:
        return texts.index(said)
    cores = [bare(option) for option in options]
    if bare(said) in cores:
        return cores.index(bare(said))
    found = re.fullmatch(r"(?:option|answer|choice)?[\s_(]*([a-l]|\d{1,2})[).]?", said.casefold())
    if not found:
        lettered = re.match(r"^\(?([a-l])[).:]\s+", said.casefold())
        found = lettered if lettered else None
    if not found:
        return None
    index = int(found[1]) - 1 if found[1].isdecimal() else ord(found[1]) - ord("a")
    return index if 0 <= index < len(options) else None


def numbered(rows: Iterable[Sequence[str]]) -> Iterator[tuple[int, Sequence[str]]]:
    """Rows with their numbers, counted from 1."""
    yield from enumerate(rows, 1)

"""Open Trivia DB: JSON as its API gives it, plain, URL-encoded or base64; and CSV with such cells."""

import base64
import binascii
import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any
from urllib.parse import unquote

from bot.decks.formats import csv_table
from bot.decks.formats.bank import Bank, CannotRead, Entry, Loss, Written, lacking, left
from bot.decks.formats.bounds import CELL, ENTRIES, text_of
from bot.decks.formats.rows import choice, in_neutral_order
from bot.decks.formats.wording import clean

_CODED = re.compile(r"%[0-9A-Fa-f]{2}")
_BASE64 = re.compile(r"^[A-Za-z0-9+/]+={0,2}$")
_KEPT = frozenset(("kind", "topic", "ask", "answer", "options"))


def read(data: bytes) -> Bank:
    """The questions of a file in JSON or CSV. Raises CannotRead."""
    text = text_of(data)
    found = list(_in_json(text) if text.lstrip()[:1] in ("{", "[") else _in_csv(text))
    if not found:
        raise CannotRead("There are no questions in this file. They stand in a list named `results`.")
    if len(found) > ENTRIES:
        raise CannotRead(f"This file has more than {ENTRIES:,} questions. Split it into several.")
    entries: list[Entry] = []
    losses: list[Loss] = []
    for row, given in found:
        entry = _entry(row, given)
        (losses if isinstance(entry, Loss) else entries).append(entry)  # type: ignore[arg-type]
    if any("difficulty" in given for _, given in found):
        losses.append(Loss(row=0, kind="difficulty", reason="how hard a question is said to be is not kept"))
    return Bank(entries=tuple(entries), losses=tuple(losses))


def write(bank: Bank) -> Written:
    """The choices of the bank as JSON; other kinds have no place in it."""
    results: list[dict[str, Any]] = []
    losses: list[Loss] = []
    for entry in bank.entries:
        texts = [option.text for option in entry.options]
        if entry.kind != "choice":
            losses.append(left(entry, entry.kind, "Open Trivia DB has choices alone"))
            continue
        losses += lacking(entry, _KEPT, "Open Trivia DB")
        words = any(option.texts or option.why for option in entry.options)
        if words or texts != in_neutral_order(texts):
            reason = "of options their texts alone are kept, in no order"
            losses.append(
                Loss(row=entry.row, kind="options", reason=reason, about=entry.ask[:60], keys=("options",))
            )
        boolean = {text.casefold() for text in texts} == {"true", "false"}
        results.append(
            {
                "type": "boolean" if boolean else "multiple",
                "difficulty": "medium",
                "category": entry.topic,
                "question": entry.ask,
                "correct_answer": entry.answer,
                "incorrect_answers": [text for text in texts if text != entry.answer],
                "id": entry.key,
            }
        )
    text = json.dumps({"response_code": 0, "results": results}, ensure_ascii=False, indent=1)
    return Written(data=text.encode(), losses=tuple(losses))


def _in_json(text: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise CannotRead("This is no JSON. Save what the API of Open Trivia DB answers, as it is.") from error
    if isinstance(found, dict):
        found = next((found[key] for key in ("results", "questions", "data") if key in found), [])
    if not isinstance(found, list):
        raise CannotRead("There is no list of questions in this file, such as the one named `results`.")
    for row, given in enumerate(found, 1):
        yield row, given if isinstance(given, dict) else {}


def _in_csv(text: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    rows = list(csv_table.parsed(text, csv_table.separator_of(text)))
    head = [re.sub(r"[\s_]+", "_", cell.strip().casefold()) for cell in rows[0][1]] if rows else []
    if "correct_answer" not in head:  # the order in which its dumps have them
        head = ["category", "type", "difficulty", "question", "correct_answer"]
        body = rows
    else:
        body = rows[1:]
    for number, row in body:
        given: dict[str, Any] = dict(zip(head, row, strict=False))
        wrong = [cell for name, cell in zip(head, row, strict=False) if name.startswith("incorrect")]
        given["incorrect_answers"] = [cell for cell in (wrong or row[len(head) :]) if cell.strip()]
        yield number, given


def _entry(row: int, given: Mapping[str, Any]) -> Entry | Loss:
    coded = _coding(given)
    wrong = given.get("incorrect_answers")
    ask, right = coded(given.get("question")), coded(given.get("correct_answer"))
    head = Entry(row=row, ask=ask, key=str(given.get("id") or "")[:100])
    if not ask or not right or not isinstance(wrong, list):
        return left(head, "empty", "a question, its correct_answer or its incorrect_answers is missing")
    others = [text for each in wrong[:11] if (text := coded(each)) and text != right]
    if not others:
        return left(head, "empty", "there is no incorrect answer beside the correct one")
    entry = Entry(row=row, ask=ask, key=head.key, topic=coded(given.get("category")))
    return choice(entry, right, in_neutral_order([right, *others]))


def _coding(given: Mapping[str, Any]) -> Any:
    """How the texts of that question are written: a function that gives them as they are meant."""
    texts = [str(given.get(key) or "") for key in ("question", "correct_answer", "type", "category")]
    if all(_BASE64.match(text) and len(text) % 4 == 0 for text in texts if text) and texts[0]:
        return _from_base64
    if any(_CODED.search(text) for text in texts) and not any(" " in text for text in texts):
        return lambda value: clean(unescape(unquote(_text(value))))
    return lambda value: clean(unescape(_text(value)))


def _from_base64(value: Any) -> str:
    try:
        return clean(unescape(base64.b64decode(_text(value), validate=True).decode()))
    except (binascii.Error, ValueError):
        return clean(_text(value))


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value)
    return str(value)[:CELL] if isinstance(value, str | int | float) else ""

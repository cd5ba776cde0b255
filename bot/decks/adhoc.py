"""Marking without a chat: JSON lines in, JSON lines out,
for a loaded deck or for questions made on the spot.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2s
from typing import Any

from bot.decks.build import Place, build
from bot.decks.forms import read_form
from bot.decks.model import QuestionForm
from bot.decks.parts import GAP_MARK, OF_PARTS
from bot.decks.told import still_missing
from bot.domain.deck import Library
from bot.domain.intent import Understood, understand
from bot.domain.marking import Lexicon, lexicon_of
from bot.domain.marking.trace import explain_marking
from bot.domain.question import (
    Choice,
    Command,
    DeckId,
    Explain,
    Idea,
    Item,
    ListOf,
    Number,
    Opinion,
    Option,
    Order,
    Prompt,
    Question,
    QuestionId,
    Reject,
    Short,
    Step,
    TopicId,
)

LONGEST_LINE = 100_000
"""Characters of a line that is read."""
_MOST_TEXTS, _LONGEST_TEXT = 200, 4096
_KINDS = ("short", "choice", "list", "order", "explain", "command", "number", "opinion", *OF_PARTS)


class BadLine(Exception):
    """A line that can't be marked; says what is wrong and what to do. Never leaves this file."""


def mark_lines(
    lines: Iterable[str], library: Library, lexicons: Mapping[DeckId, Lexicon] | None = None
) -> Iterator[str]:
    """One JSON line for each line, in order: its keys and verdict, credit, reason, missing; or an error.

    `{"question": id, "answer": text}` asks a question of the library. With no deck:
    `{"accept": [text], "answer": text}`, and as you like `ask`, `reject`, `prompt`, `kind`, `lang`,
    `options`, `need`, `tolerance`, `unit`, `as`, `articles`. With `"kind": "select"` all of `accept` are
    right options; with `"match"` there are `pairs`, with `"gaps"` there are `gaps`, as in a deck.
    """
    desk = _Desk(library, dict(lexicons or {}))
    for line in lines:
        text = line.strip()
        if not text:
            yield _dump({"error": "the line is empty: write one JSON object a line"})
            continue
        try:
            yield desk.marked(text)
        except BadLine as error:
            yield _dump({"error": str(error)})


def _dump(value: Mapping[str, Any]) -> str:
    """Plain ASCII, so that even half a surrogate pair can be written to any terminal."""
    return json.dumps(value, ensure_ascii=True)


class _Desk:
    """Marks line after line; remembers the last questions made on the spot."""

    def __init__(self, library: Library, lexicons: dict[DeckId, Lexicon]) -> None:
        self.library, self.lexicons = library, lexicons
        self.plain: dict[str, Lexicon] = {}

    def marked(self, text: str) -> str:
        entry = _read(text)
        answer = entry.get("answer")
        if not isinstance(answer, str):
            raise BadLine('there is no answer: add "answer" with a text')
        question, lexicon = self._known(entry) if "question" in entry else self._made(entry)
        return _dump(entry | _told(question, understand(question, answer, lexicon)))

    def _known(self, entry: Mapping[str, Any]) -> tuple[Question, Lexicon]:
        id = entry["question"]
        if not isinstance(id, str):
            raise BadLine('"question" must be a text: the id of a question, such as "fundamentals-04"')
        question = self.library.question(QuestionId(id))
        if question is None:
            raise BadLine(
                f'no deck has the question "{id[:60]}": see `recall check` for the ids, or use "accept"'
            )
        if question.deck not in self.lexicons:
            self.lexicons[question.deck] = lexicon_of(self.library.deck(question.deck), self.library)
        return question, self.lexicons[question.deck]

    def _made(self, entry: Mapping[str, Any]) -> tuple[Question, Lexicon]:
        question = question_of(entry)
        return question, self.plain.setdefault(question.lang, lexicon_of(None, lang=question.lang))


def _told(question: Question, understood: Understood) -> dict[str, Any]:
    verdict, intent = understood.verdict, understood.intent
    return {
        "verdict": verdict.mark.value,
        "credit": verdict.credit,
        "reason": f"intent:{intent}" if intent else verdict.reason.value,
        "missing": list(verdict.missing) or still_missing(question, verdict),
    }


def _read(text: str) -> dict[str, Any]:
    if len(text) > LONGEST_LINE:
        raise BadLine(f"the line has {len(text)} characters and {LONGEST_LINE} is the limit: shorten it")
    try:
        entry = json.loads(text)
    except (ValueError, RecursionError):
        raise BadLine(
            'this is not JSON: write one object a line, such as {"question": "…", "answer": "…"}'
        ) from None
    if not isinstance(entry, dict):
        raise BadLine('this is JSON but no object: write {"question": "…", "answer": "…"}')
    return entry


def question_of(entry: Mapping[str, Any]) -> Question:
    """The question that a line without a deck describes. Raises BadLine where it doesn't fit together."""
    accept = _texts(entry, "accept")
    kind = _text(entry, "kind") or ("choice" if entry.get("options") else "short")
    if kind not in _KINDS:
        raise BadLine(f'"{kind[:30]}" is no kind of question: choose one of {", ".join(_KINDS)}')
    if kind in OF_PARTS:
        return _of_parts(entry, kind, accept)
    if not accept and kind != "opinion":
        raise BadLine(
            'there is neither "question" nor "accept": give the id of a question, or accepted answers'
        )
    return _of_kind(entry, kind, accept)


def _of_kind(entry: Mapping[str, Any], kind: str, accept: tuple[str, ...]) -> Question:
    base = _base(entry, accept)
    match kind:
        case "choice":
            return _choice(entry, accept, base)
        case "list":
            items = tuple(Item(name=text) for text in dict.fromkeys(accept))
            return ListOf(**base, items=items, need=min(_whole(entry, "need") or len(items), len(items)))
        case "order":
            steps = tuple(Step(text=text) for text in accept)
            return Order(**(base | {"accept": ()}), steps=steps, shown=tuple(range(len(steps))))
        case "number":
            return _number(entry, accept, base)
        case "explain":
            return Explain(**base, ideas=_ideas(entry))
        case "command":
            return Command(**base)
        case "opinion":
            return Opinion(**base)
        case _:
            return Short(**base)


def _of_parts(entry: Mapping[str, Any], kind: str, accept: tuple[str, ...]) -> Question:
    """A question of several parts, by the keys that a deck has for it."""
    base = _base(entry, accept)
    keys: dict[str, Any] = {"id": base["id"], "ask": base["ask"] or "?", "kind": kind}
    keys |= {"as": base["as_kind"] or None, "articles": base["articles"]}
    keys |= {key: entry[key] for key in ("options", "pairs", "gaps") if key in entry}
    if kind == "select":
        keys["answers"] = list(accept)
    if kind == "gaps" and isinstance(entry.get("gaps"), list) and not GAP_MARK.search(keys["ask"]):
        keys["ask"] = " ".join(["___"] * len(entry["gaps"]))
    form = read_form(QuestionForm, keys)
    if isinstance(form, list):
        raise BadLine(f"a question of kind {kind} is not written so: see docs/authoring.md for its keys")
    built = build(form, Place(deck=base["deck"], topic=base["topic"], lang=base["lang"]))
    if isinstance(built, list):
        raise BadLine(f"{built[0].wrong}: {built[0].mend}")
    return built


def _base(entry: Mapping[str, Any], accept: tuple[str, ...]) -> dict[str, Any]:
    lang = _text(entry, "lang") or "en"
    told = {key: entry.get(key) for key in sorted(entry) if key != "answer"}
    name = blake2s(json.dumps(told, sort_keys=True).encode(), digest_size=8).hexdigest()
    return {
        "id": QuestionId(f"line-{name}"),
        "deck": DeckId("lines"),
        "topic": TopicId("lines"),
        "lang": lang[:8],
        "ask": _text(entry, "ask"),
        "answer": accept[0] if accept else "",
        "accept": accept[1:],
        "reject": _foreseen(entry, "reject", Reject),
        "prompt": _foreseen(entry, "prompt", Prompt),
        "as_kind": _as_kind(entry),
        "articles": entry.get("articles") is True,
    }


def _as_kind(entry: Mapping[str, Any]) -> str:
    kind = _text(entry, "as")
    if kind not in ("", "code", "formula", "symbols", "words"):
        raise BadLine('"as" must be one of code, formula, symbols, words; leave it out to have it guessed')
    return kind


def _foreseen(entry: Mapping[str, Any], key: str, kind: type[Any]) -> tuple[Any, ...]:
    texts = _texts(entry, key)
    return (kind(texts=texts),) if texts else ()


def _choice(entry: Mapping[str, Any], accept: tuple[str, ...], base: dict[str, Any]) -> Choice:
    options = _texts(entry, "options")
    if len(options) < 2:
        raise BadLine('a choice needs "options", a list of at least two texts')
    right = accept[0] if accept[0] in options else " ".join(accept[0].casefold().split())
    folded = (
        list(options) if right in options else [" ".join(option.casefold().split()) for option in options]
    )
    if right not in folded:
        raise BadLine('the first of "accept" is none of the "options": write it as the option is written')
    return Choice(**base, options=tuple(Option(text=text) for text in options), right=folded.index(right))


def _number(entry: Mapping[str, Any], accept: tuple[str, ...], base: dict[str, Any]) -> Question:
    """A number question; a short one if the accepted answer is no bare number."""
    unit = _text(entry, "unit")
    words = accept[0].replace(",", "").split()
    try:
        value = float(words[0].rstrip("%"))
    except (ValueError, IndexError):
        return Short(**base)
    unit = unit or ("%" if words[0].endswith("%") else " ".join(words[1:]))
    tolerance = entry.get("tolerance", 0.0)
    if isinstance(tolerance, bool) or not isinstance(tolerance, int | float) or not 0 <= tolerance < 1e300:
        raise BadLine('"tolerance" must be a number that is not negative')
    if value != value or abs(value) > 1e300:
        raise BadLine('the first of "accept" must be a finite number for a question of kind number')
    return Number(**base, value=value, tolerance=float(tolerance), unit=unit)


def _ideas(entry: Mapping[str, Any]) -> tuple[Idea, ...]:
    """`"ideas": [["wording", "another"], …]`, each group one idea; none if there is no such key."""
    groups = entry.get("ideas")
    if groups is None:
        return ()
    if not isinstance(groups, list) or len(groups) > _MOST_TEXTS:
        raise BadLine('"ideas" must be a list of lists of texts, one list an idea')
    return tuple(
        Idea(name=f"idea {number}", texts=_texts({"ideas": group}, "ideas"))
        for number, group in enumerate(groups, 1)
    )


def _text(entry: Mapping[str, Any], key: str) -> str:
    value = entry.get(key, "")
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT:
        raise BadLine(f'"{key}" must be a text of at most {_LONGEST_TEXT} characters')
    return value


def _texts(entry: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = entry.get(key)
    if value is None:
        return ()
    if isinstance(value, str):
        value = [value]
    if (
        not isinstance(value, list)
        or len(value) > _MOST_TEXTS
        or not all(isinstance(one, str) for one in value)
    ):
        raise BadLine(f'"{key}" must be a list of at most {_MOST_TEXTS} texts')
    if any(not one.strip() or len(one) > _LONGEST_TEXT for one in value):
        raise BadLine(f'"{key}" has a text that is empty or longer than {_LONGEST_TEXT} characters')
    return tuple(value)


def _whole(entry: Mapping[str, Any], key: str) -> int:
    value = entry.get(key, 0)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise BadLine(f'"{key}" must be a whole number above zero')
    return value


__all__ = ["explain_marking", "mark_lines", "question_of"]

"""Light Markdown and formulas in what an author wrote: the bare texts, and how each was written."""

import re
from typing import Any

from msgspec.structs import replace

from bot.decks.model import Kind, QuestionForm
from bot.domain.markdown import Marked, bare

CODE = re.compile(r"(^```.*?^```[ \t]*$|`[^`\n]+`)", re.MULTILINE | re.DOTALL)
"""What stands as it is written: no formula begins in it."""
MAYBE_FORMULA = re.compile(r"\$|\\[(\[]")
"""Where there is none of these there is no formula, and nothing that reads them is loaded."""
_TEXTS: dict[str, tuple[str, ...]] = {
    "options": ("text", "why"),
    "reject": ("why",),
    "prompt": ("ask_for",),
    "ideas": ("ask_for",),
}
"""Tables, and those of their keys whose texts may be marked."""


class _Texts:
    """Makes texts bare, and remembers those that were marked."""

    def __init__(self) -> None:
        self.marked: dict[str, str] = {}

    def bare(self, text: str) -> str:
        source = _with_twins(text) if MAYBE_FORMULA.search(text) else text
        plain = bare(source)
        if not plain:
            return text
        if plain != source:
            self.marked[plain] = source
        return plain


def unmarked(form: QuestionForm, kind: Kind) -> tuple[QuestionForm, Marked]:
    """The form with bare texts, and the marked ones. Where signs count, answers stay as they are."""
    texts = _Texts()
    signs = kind == "command" or form.as_ in ("code", "formula", "symbols")
    update: dict[str, Any] = {"ask": texts.bare(form.ask)}
    if form.why:
        update["why"] = texts.bare(form.why)
    if form.source:
        update["source"] = texts.bare(form.source)
    if form.hints:
        update["hints"] = [texts.bare(hint) for hint in form.hints]
    if form.answer and not signs:
        update["answer"] = texts.bare(form.answer)
    if form.answers and not signs:
        update["answers"] = [texts.bare(answer) for answer in form.answers]
    if form.pairs and not signs:
        update["pairs"] = [[texts.bare(side) for side in pair] for pair in form.pairs]
    for table, keys in _TEXTS.items():
        if rows := getattr(form, table):
            kept = ("why",) if signs and table == "options" else keys
            update[table] = [_row(row, kept, texts) for row in rows]
    return replace(form, **update), tuple(texts.marked.items())


def _row(row: Any, keys: tuple[str, ...], texts: _Texts) -> Any:
    return replace(row, **{key: texts.bare(text) for key in keys if (text := getattr(row, key))})


def _with_twins(text: str) -> str:
    """The text with its formulas as Unicode, but for what stands in code."""
    from bot.decks.latex import with_twins

    return "".join(part if n % 2 else with_twins(part) for n, part in enumerate(CODE.split(text)))

"""Moodle's cloze texts, `{1:SHORTANSWER:=Paris~%50%Lyon#nearly}`: read as gaps, and written."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from bot.decks.formats.bank import Entry, left
from bot.decks.formats.markup import bare_html, from_html, to_html
from bot.decks.formats.weights import WHOLE, Found, Weighted, chosen, typed

GAP = re.compile(r"_{3,}|\{\{\d{1,2}\}\}")
"""A gap in the text of a question."""
_CLOZE = re.compile(r"(?<!\\)\{\d*:([A-Z_]{1,30}):((?:\\.|[^\\}])*)\}", re.DOTALL)
_PICKED = ("MULTICHOICE", "MC", "MULTIRESPONSE", "MR")


def read_cloze(entry: Entry, html: str) -> Found:
    """The question of such a text. One gap alone is an ordinary question with a gap in it."""
    kinds: list[str] = []
    found: list[list[Weighted]] = []

    def gap(match: re.Match[str]) -> str:
        kinds.append(match[1])
        found.append(answers_of(match[2]))
        return "___"

    text = from_html(_CLOZE.sub(gap, html)).text
    entry = replace(entry, ask=text)
    if not found:
        return None, [left(entry, "cloze", "there is no gap in its text")]
    if len(found) == 1:
        if kinds[0].startswith(_PICKED):
            return chosen(entry, found[0], several=False)
        return typed(
            entry, [_number_alone(each) if kinds[0] in ("NUMERICAL", "NM") else each for each in found[0]]
        )
    gaps = []
    for kind, answers in zip(kinds, found, strict=True):
        right = [_number_alone(each) if kind in ("NUMERICAL", "NM") else each for each in answers]
        texts = tuple(each.text for each in right if each.percent >= WHOLE and each.text != "*")
        if not texts:
            return None, [left(entry, "cloze", "a gap has no right answer")]
        gaps.append(texts)
    return replace(entry, kind="gaps", gaps=tuple(gaps)), []


def write_cloze(entry: Entry) -> str:
    """The text of a question with gaps, as Moodle reads it."""
    gaps = iter(entry.gaps)

    def gap(_: re.Match[str]) -> str:
        return f"{{1:SHORTANSWER:{'~'.join(f'={_escaped(text)}' for text in next(gaps, ('?',)))}}}"

    return GAP.sub(gap, to_html(entry.ask))


def answers_of(text: str) -> list[Weighted]:
    """The answers in the braces of a gap."""
    found = []
    for part in re.split(r"(?<!\\)~", text):
        said, _, feedback = _halves(part)
        match = re.match(r"^(=|%(-?\d{1,3}(?:\.\d{1,5})?)%)?(.*)$", said.strip(), re.DOTALL)
        if match and match[3].strip():
            percent = 100.0 if match[1] == "=" else float(match[2] or 0)
            found.append(
                Weighted(
                    text=bare_html(_plain(match[3])), percent=percent, feedback=bare_html(_plain(feedback))
                )
            )
    return found


def _halves(part: str) -> Sequence[str]:
    pieces = re.split(r"(?<!\\)(?<!&)#", part, maxsplit=1)
    return pieces[0], "#", pieces[1] if len(pieces) > 1 else ""


def _number_alone(answer: Weighted) -> Weighted:
    """A number without its tolerance."""
    return replace(answer, text=answer.text.partition(":")[0])


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


def _escaped(text: str) -> str:
    return re.sub(r'([\\}~#/"])', r"\\\1", to_html(text))

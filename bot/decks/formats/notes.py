"""A note of Anki as a question: front and back, or a text with gaps."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from bot.decks.formats.bank import Entry, Loss, left
from bot.decks.formats.markup import Text, bare_html, from_html
from bot.decks.formats.wording import clean, spoken

_CLOZE = re.compile(r"\{\{c(\d{1,3})::((?:(?!\}\}).){1,500}?)(?:::((?:(?!\}\}).){0,200}))?\}\}", re.DOTALL)
_SOUND = re.compile(r"\[sound:([^\]\n]{1,200})\]")
HEARD = "What is to be heard here?"
"""Asked where a note has nothing but a sound."""
_FRONT = ("front", "question", "frage", "vorderseite", "text", "term", "word", "expression", "prompt")
_BACK = ("back", "answer", "antwort", "rückseite", "definition", "meaning", "translation")
_WHY = ("extra", "back extra", "explanation", "why", "notes", "note", "comment")


def entry_of_note(
    row: int, fields: Sequence[str], names: Sequence[str] = (), *, key: str, topic: str, html: bool = True
) -> Entry | Loss:
    """The question of a note's fields, or why it cannot come."""
    front, back, extra = _sides(fields, names)
    head = Entry(row=row, key=key, topic=topic.rpartition("::")[2], ask=_plain(front))
    head = replace(head, audio=_sound(front), answer_audio=_sound(back))
    if _CLOZE.search(front):
        return _gaps(replace(head, why=_shown(back or extra, html).text), front)
    shown = _shown(front, html)
    answer = _plain(back) if html else clean(_SOUND.sub("", back))
    entry = replace(head, ask=shown.text, answer=answer, why=_shown(extra, html).text)
    if shown.pictures:
        entry = replace(entry, picture=shown.pictures[0][0], picture_alt=shown.pictures[0][1])
        if not entry.ask:
            entry = replace(entry, ask="What is shown here?")
    if not entry.ask and entry.audio:
        entry = replace(entry, ask=HEARD)
    if not entry.ask:
        return left(entry, "empty", "its first field has no text")
    if not answer:
        what = "picture" if "<img" in back else "sound" if entry.answer_audio else ""
        return left(entry, what or "empty", f"its answer is a {what}" if what else "its answer has no text")
    return spoken(entry)


def _sides(fields: Sequence[str], names: Sequence[str]) -> tuple[str, str, str]:
    """Front, back and more, by the names of the fields, else by their order."""
    by_name = {name.strip().casefold(): field for name, field in zip(names, fields, strict=False)}

    def get(wanted: Sequence[str]) -> str | None:
        return next((by_name[name] for name in wanted if by_name.get(name, "").strip()), None)

    front, back = get(_FRONT), get(_BACK)
    rest = [field for field in fields if field.strip()]
    if front is None or (back is None and not _CLOZE.search(front)):
        front = fields[0] if fields else ""
        back = fields[1] if len(fields) > 1 else ""
        return front, back, get(_WHY) or (fields[2] if len(rest) == 3 and len(fields) == 3 else "")
    return front, back or "", get(_WHY) or ""


def _gaps(entry: Entry, front: str) -> Entry:
    """A cloze note; those of one number are asked together, so each gap takes its own text."""
    gaps: list[tuple[str, ...]] = []
    hints: list[str] = []

    def gap(found: re.Match[str]) -> str:
        gaps.append((bare_html(found[2]),))
        hints.extend([bare_html(found[3])] if found[3] else [])
        return "___"

    ask = from_html(_SOUND.sub("", _CLOZE.sub(gap, front)))
    return replace(entry, kind="gaps", ask=ask.text, gaps=tuple(gaps), hints=tuple(hints))


def _sound(field: str) -> str:
    found = _SOUND.search(field)
    return found[1] if found else ""


def _shown(field: str, html: bool) -> Text:
    field = _SOUND.sub("", field)
    return from_html(field) if html else Text(text=clean(field))


def _plain(field: str) -> str:
    return bare_html(_SOUND.sub("", field))

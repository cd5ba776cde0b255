"""Changes of a question's own texts, a line each, as an author makes them in the chat. A change counts only
where the text still is as the author saw it: a deck that was mended meanwhile is left as it is, and so is its
sister in another language."""

from collections.abc import Iterable, Sequence

from msgspec import DecodeError, Struct, ValidationError
from msgspec.json import Decoder, encode
from msgspec.structs import replace

from bot.domain.markdown import bare, written
from bot.domain.question import Question

TEXTS = ("ask", "answer", "why")
"""Keys that hold one text."""
ACCEPT = "accept"
"""The key of further right answers: each is a change of its own, from nothing or to nothing."""
LONGEST = {"ask": 600, "answer": 700, "why": 700, ACCEPT: 300}
MOST_ACCEPTED = 20
_OF_WORDS = ("short", "command", "explain")
"""Kinds whose answer is words, and can be put otherwise without its parts."""
_BETWEEN = "|"


class Change(Struct, frozen=True, kw_only=True):
    """One text in place of another, as they are written; empty for none."""

    key: str
    old: str
    new: str


_CHANGES = Decoder(tuple[Change, ...])


def told_as(changes: Sequence[Change]) -> str:
    """How a ruling keeps them."""
    return encode(changes).decode()


def changes_of(told: str) -> tuple[Change, ...]:
    """What `told_as` wrote; none for anything else."""
    try:
        return _CHANGES.decode(told)
    except (DecodeError, ValidationError):
        return ()


def lines_of(question: Question) -> tuple[tuple[str, str], ...]:
    """What can be changed of a question, each key with its text as it is written."""
    fixed = {
        "ask": question.formula is not None,
        "answer": question.answer_formula is not None or question.kind not in _OF_WORDS,
    }
    found = [(key, _now(question, key)) for key in TEXTS if not fixed.get(key)]
    if question.kind in _OF_WORDS:
        found.append((ACCEPT, f" {_BETWEEN} ".join(question.accept)))
    return tuple(found)


def read_changes(question: Question, said: str) -> tuple[Change, ...] | None:
    """The changes that lines such as `ask: …` make; none where they say what stands there. None for a line
    that has no such key before it, or is too long, or empty where there must be a text."""
    now = dict(lines_of(question))
    wanted: dict[str, str] = {}
    for line in filter(str.strip, said.splitlines()):
        key, _, text = line.partition(":")
        wanted[key.strip().casefold()] = " ".join(text.split())
    if any(key not in now or not _may_be(key, text) for key, text in wanted.items()):
        return None
    changes = [
        Change(key=key, old=now[key], new=text)
        for key, text in wanted.items()
        if key != ACCEPT and text != now[key]
    ]
    if ACCEPT in wanted:
        parts = _split(wanted[ACCEPT])
        changes += [Change(key=ACCEPT, old=text, new="") for text in question.accept if text not in parts]
        changes += [Change(key=ACCEPT, old="", new=text) for text in parts if text not in question.accept]
    return tuple(changes)


def _may_be(key: str, text: str) -> bool:
    if key == ACCEPT:
        parts = _split(text)
        return len(parts) <= MOST_ACCEPTED and all(len(part) <= LONGEST[key] for part in parts)
    return len(text) <= LONGEST[key] and (bool(text) or key == "why")


def reworded(question: Question, changes: Iterable[Change]) -> Question:
    """The question with these changes, as far as it still reads as it did."""
    for one in changes:
        if one.key == ACCEPT:
            question = replace(question, accept=with_accepted(question.accept, one))
        elif one.key in TEXTS and _now(question, one.key) == one.old:
            text = bare(one.new)
            marked = ((text, one.new),) if text != one.new else ()
            question = replace(question, **{one.key: text}, marked=(*question.marked, *marked))
    return question


def with_accepted(texts: Sequence[str], change: Change) -> tuple[str, ...]:
    """Further right answers after a change of them."""
    left = tuple(text for text in texts if text != change.old)
    return left if not change.new or change.new in left else (*left, change.new)


def _now(question: Question, key: str) -> str:
    return written(str(getattr(question, key)), question.marked)


def _split(text: str) -> list[str]:
    return list(dict.fromkeys(part for raw in text.split(_BETWEEN) if (part := raw.strip())))

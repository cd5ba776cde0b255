"""GIFT, written."""

import re
from collections.abc import Iterable, Iterator

from bot.decks.formats.bank import Bank, Entry, Loss, Written, begin, lacking
from bot.decks.formats.cloze import GAP
from bot.decks.formats.gift import ESCAPED
from bot.decks.formats.markup import looks_html
from bot.decks.formats.weights import figure

_SHARED = frozenset(["kind", "topic", "title", "ask", "answer", "why", "tags"])
_KEPT: dict[str, frozenset[str]] = {
    "short": _SHARED | {"accept", "reject", "prompt"},
    "choice": _SHARED | {"options"},
    "select": _SHARED | {"options", "answers"},
    "number": _SHARED | {"value", "tolerance", "accept"},
    "match": _SHARED | {"pairs"},
}


def write(bank: Bank) -> Written:
    """The bank as GIFT. What GIFT cannot mark becomes an essay."""
    blocks: list[str] = []
    losses: list[Loss] = []
    topic = ""
    for entry in bank.entries:
        if entry.topic != topic:
            topic = entry.topic
            blocks.append(f"$CATEGORY: {topic.replace('/', ' ')}")
        blocks.append(_question(entry))
        losses += _lost(entry)
    return Written(data=("\n\n".join(blocks) + "\n").encode(), losses=tuple(losses))


def _lost(entry: Entry) -> Iterator[Loss]:
    def lost(key: str, reason: str) -> Loss:
        return Loss(row=entry.row, kind=key, reason=reason, about=begin(entry.ask), keys=(key,))

    kept = _KEPT.get(_kind(entry))
    if kept is None:
        reason = "GIFT has no such kind; it is an essay there, which is not read back"
        yield Loss(row=entry.row, kind=entry.kind, reason=reason, about=begin(entry.ask))
        return
    if _kind(entry) != entry.kind:
        yield lost("kind", "in GIFT it is compared letter by letter")
    yield from lacking(entry, kept | {"kind"}, "GIFT")
    if any("]" in tag for tag in entry.tags):
        yield lost("tags", "a tag in GIFT has no square brackets")
    if any(option.texts for option in entry.options):
        yield lost("options", "other words for an option have no place in GIFT")
    if any(len(pair) > 2 for pair in entry.pairs):
        yield lost("pairs", "other words for one side of a pair have no place in GIFT")
    if entry.kind == "number" and entry.answer != figure(entry.value or 0.0):
        yield lost("answer", "the answer is the number alone")
    if entry.kind in ("match", "select") and entry.answer:
        yield lost("answer", "the answer is made anew from its parts")


def _kind(entry: Entry) -> str:
    return "short" if entry.kind == "command" else entry.kind


def _question(entry: Entry) -> str:
    marks = [f"[id:{entry.key}]"] if entry.key else []
    marks += [f"[tag:{' '.join(tag.replace(']', ')').split())}]" for tag in entry.tags]
    head = f"// {' '.join(marks)}\n" if marks else ""
    title = f"::{_escaped(entry.title)}::" if entry.title else ""
    why = f"\n\t####{_escaped(entry.why)}" if entry.why else ""
    form = "[plain]" if looks_html(_all(entry)) else ""
    answers = "".join(f"\n\t{line}" for line in _answers(entry))
    ask = _escaped(GAP.sub("_____", entry.ask) if entry.kind == "gaps" else entry.ask)
    return f"{head}{title}{form}{ask} {{{answers}{why}\n}}"


def _all(entry: Entry) -> str:
    said = (*(o.why for o in entry.options), *(r.why for r in entry.reject))
    return "\n".join(
        (entry.ask, entry.answer, entry.why, *entry.accept, *(o.text for o in entry.options), *said)
    )


def _answers(entry: Entry) -> Iterator[str]:
    match _kind(entry):
        case "choice" if [o.text for o in entry.options] == ["true", "false"]:
            wrong = next((o.why for o in entry.options if o.text != entry.answer), "")
            yield ("T" if entry.answer == "true" else "F") + (f"#{_escaped(wrong)}" if wrong else "")
        case "choice":
            for option in entry.options:
                yield _answer("=" if option.text == entry.answer else "~", option.text, option.why)
        case "select":
            yield from _selected(entry)
        case "match":
            yield from (f"={_escaped(one)} -> {_escaped(other)}" for one, other, *_ in entry.pairs)
        case "number":
            yield "#"
            for text in (figure(entry.value or 0.0), *entry.accept):
                yield f"={_escaped(text)}" + (f":{figure(entry.tolerance)}" if entry.tolerance else "")
        case "short":
            yield from (_answer("=", _starred(text), "") for text in (entry.answer, *entry.accept))
            yield from _weighted("50", ((each.texts, each.ask_for) for each in entry.prompt))
            yield from _weighted("0", ((each.texts, each.why) for each in entry.reject))


def _selected(entry: Entry) -> Iterator[str]:
    right = len(entry.answers) or 1
    wrong = len(entry.options) - right or 1
    for option in entry.options:
        share = 100 / right if option.text in entry.answers else -100 / wrong
        yield _answer(f"~%{share:.5g}%", option.text, option.why)


def _weighted(percent: str, groups: Iterable[tuple[tuple[str, ...], str]]) -> Iterator[str]:
    for texts, said in groups:
        yield from (_answer(f"=%{percent}%", _starred(text), said) for text in texts)


def _answer(sign: str, text: str, said: str) -> str:
    return f"{sign}{_escaped(text)}" + (f" #{_escaped(said)}" if said else "")


def _starred(text: str) -> str:
    return text.replace("*", "\\*")


def _escaped(text: str) -> str:
    text = text.replace("\\", "\\\\")
    return re.sub(rf"([{re.escape(ESCAPED)}])", r"\\\1", text).replace("\n", "\\n")

"""What a careful author makes of a bank's wordings: alternatives, lengths, hints, titles."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from bot.decks.build import alike, bare
from bot.decks.formats.bank import Entry, Loss, begin, left
from bot.decks.hints import beginnings
from bot.decks.texts import LABELS, OPTION, PHRASE, REASON, SOURCE, TITLE, WHY, units
from bot.domain.question import Examples, Item, Option, Prompt, Reject, Step

_ALSO = re.compile(
    r"\s*[(\[]\s*(?:also|or|oder|auch|aka|a\.k\.a\.|accept(?:ed)?|ou|o)[:,]?\s+([^()\[\]]{1,120})[)\]]\s*$",
    re.IGNORECASE,
)
_OR = re.compile(r"\s+(?:or|oder)\s+", re.IGNORECASE)
_PARTS = re.compile(r"\s*(?:,|;|\bor\b|\boder\b)\s*", re.IGNORECASE)
_SLASHED = re.compile(r"^[^\W\d_][\w'’-]{1,30}(?:\s?/\s?[^\W\d_][\w'’-]{1,30}){1,3}$")
_LONGEST = 6
"""Words of an alternative; a longer "or" is part of a sentence."""
_NAMED = re.compile(r"^(?:q|question|frage|pregunta|item|quiz|test)?[\s._#:-]*[\divxab]*$", re.IGNORECASE)
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn")
_TWO = (("true", "false"), ("yes", "no"), ("wahr", "falsch"), ("ja", "nein"), ("richtig", "falsch"))


def clean(text: str) -> str:
    """A text without characters nobody sees, with single blanks at its ends."""
    kept = "".join(
        char
        for char in text.replace("\t", " ")
        if char in "\n\u200d" or unicodedata.category(char) not in _UNSEEN
    )
    return kept.strip()


def alternatives(answer: str) -> tuple[str, tuple[str, ...]]:
    """The model answer, and what else a learner may say: `A or B`, `A (also C)`, `A/B`."""
    also: list[str] = []
    while found := _ALSO.search(answer):
        also = [part for part in _PARTS.split(found[1]) if part] + also
        answer = answer[: found.start()].rstrip()
    core = answer.strip(" .")
    parts = _OR.split(core.removeprefix("either ").removeprefix("Either "))
    if len(parts) == 2 and "," in parts[0]:
        parts = [*re.split(r"\s*,\s*", parts[0].rstrip(", ")), parts[1]]
    if len(parts) > 1 and all(part and len(part.split()) <= _LONGEST for part in parts):
        also = [*parts, *also]
    elif _SLASHED.match(core):
        also = [*re.split(r"\s?/\s?", core), *also]
    return answer, tuple(dict.fromkeys(clean(part) for part in also if clean(part)))


def two_options(answer: str) -> tuple[Option, ...]:
    """The two options where an answer is one of a pair such as true and false; else none."""
    for pair in _TWO:
        if bare(answer) in pair:
            return tuple(Option(text=text) for text in pair)
    return ()


def spoken(entry: Entry) -> Entry:
    """A question with one text for its answer, as a careful author would write it."""
    if entry.kind != "short" or entry.accept:
        return entry
    if not entry.reject and (options := two_options(entry.answer)):
        return replace(entry, kind="choice", answer=bare(entry.answer), options=options)
    answer, also = alternatives(entry.answer)
    return replace(entry, answer=answer, accept=also)


def fitted(entry: Entry) -> tuple[Entry | None, list[Loss]]:
    """The question within Recall's limits, and what had to go; None if it cannot come at all."""
    entry = _cleaned(entry)
    if not entry.ask or not (entry.answer or entry.kind in ("select", "match", "gaps")):
        what = "answer" if entry.ask else "question"
        return None, [left(entry, "empty", f"there is no {what}")]
    losses: list[Loss] = []
    return _trimmed(entry, losses), losses


def _trimmed(entry: Entry, losses: list[Loss]) -> Entry:
    def lost(key: str, reason: str) -> None:
        losses.append(Loss(row=entry.row, kind=key, reason=reason, about=begin(entry.ask), keys=(key,)))

    why = _cut(entry.why, WHY)
    if why != entry.why:
        lost("why", f"`why` was longer than {WHY} and is shortened")
    hints = _hints(entry)
    if entry.hints and hints != entry.hints and len(entry.hints) != 1:
        lost("hints", "two hints are kept, each within its limit")
    known = {alike(entry.answer)}
    accept = [text for text in entry.accept if units(text) <= PHRASE and not _seen(text, known)]
    right = {bare(text) for text in (entry.answer, *accept)}
    if any(units(text) > PHRASE for text in entry.accept):
        lost("accept", f"an accepted answer was longer than {PHRASE}")
    reject = tuple(
        Reject(texts=texts, why=_cut(each.why, REASON))
        for each in entry.reject
        if (texts := _other(each.texts, right))
    )
    prompt = tuple(
        Prompt(texts=texts, ask_for=_cut(each.ask_for, REASON))
        for each in entry.prompt
        if (texts := _other(each.texts, right))
    )
    options = tuple(replace(each, why=_cut(each.why, REASON)) for each in entry.options)
    if units(entry.source) > SOURCE:
        lost("source", f"`source` was longer than {SOURCE} and is left out")
    if len(entry.tags) > LABELS:
        lost("tags", f"the first {LABELS} tags are kept")
    return replace(
        entry,
        title=_title(entry),
        why=why,
        hints=hints,
        accept=tuple(accept),
        reject=reject[:50],
        prompt=prompt[:50],
        options=options,
        source=entry.source if units(entry.source) <= SOURCE else "",
        tags=entry.tags[:LABELS],
        authors=entry.authors[:LABELS],
        description=_cut(entry.description, WHY),
        picture_alt=_cut(entry.picture_alt, REASON),
    )


def _seen(text: str, known: set[str]) -> bool:
    core = alike(text)
    seen = core in known
    known.add(core)
    return seen


def _other(texts: Sequence[str], right: set[str]) -> tuple[str, ...]:
    return tuple(text for text in texts if bare(text) not in right and units(text) <= PHRASE)


def _title(entry: Entry) -> str:
    """The bank's name for the question, unless it is a number, the question again, or tells the answer."""
    title = " ".join(entry.title.split())
    core = bare(title).rstrip("… ")
    if not title or units(title) > TITLE or _NAMED.match(core):
        return ""
    if bare(entry.ask).startswith(core) or (len(entry.answer) > 2 and bare(entry.answer) in core):
        return ""
    return title


def _hints(entry: Entry) -> tuple[str, ...]:
    hints = tuple(_cut(hint, REASON) for hint in entry.hints if hint)
    if len(hints) == 1:
        said = entry.answer or ", ".join(entry.answers or (gap[0] for gap in entry.gaps if gap))
        return (hints[0], beginnings(said)) if said else ()
    return (hints[0], hints[-1]) if len(hints) > 2 else hints


def _cut(text: str, limit: int) -> str:
    """A text within its limit, cut after a sentence where there is one."""
    if units(text) <= limit:
        return text
    short = text[: limit - 1]
    while units(short) > limit - 1:
        short = short[:-1]
    end = max(short.rfind(mark) for mark in (". ", "! ", "? ", ".\n"))
    return short[: end + 1] if end > limit // 2 else f"{short.rstrip()}…"


def _cleaned(entry: Entry) -> Entry:
    """Every text of the question without what nobody sees, and without empty ones."""
    return replace(
        entry,
        ask=clean(entry.ask),
        answer=clean(entry.answer),
        title=clean(entry.title),
        accept=_texts(entry.accept),
        exactly=_texts(entry.exactly),
        reject=tuple(Reject(texts=t, why=clean(r.why)) for r in entry.reject if (t := _texts(r.texts))),
        prompt=tuple(
            Prompt(texts=t, ask_for=clean(p.ask_for)) for p in entry.prompt if (t := _texts(p.texts))
        ),
        hints=_texts(entry.hints),
        why=clean(entry.why),
        options=_options(entry.options),
        answers=_texts(entry.answers),
        items=tuple(Item(name=clean(i.name), texts=_texts(i.texts)) for i in entry.items if clean(i.name)),
        steps=tuple(Step(text=clean(s.text), texts=_texts(s.texts)) for s in entry.steps if clean(s.text)),
        pairs=tuple(_texts(pair) for pair in entry.pairs),
        gaps=tuple(_texts(gap) for gap in entry.gaps),
        unit=clean(entry.unit),
        about=_texts(entry.about),
        picture_alt=" ".join(clean(entry.picture_alt).split()),
        source=clean(entry.source),
        tags=_labels(entry.tags),
        authors=_labels(entry.authors),
        description=clean(entry.description),
        examples=Examples(
            right=_texts(entry.examples.right),
            partial=_texts(entry.examples.partial),
            wrong=_texts(entry.examples.wrong),
        ),
    )


def _labels(texts: Iterable[str]) -> tuple[str, ...]:
    """Tags or names, each a line of its own and once."""
    lines = (" ".join(clean(text).split())[:OPTION].rstrip() for text in texts)
    return tuple(dict.fromkeys(line for line in lines if line))


def _options(options: Sequence[Option]) -> tuple[Option, ...]:
    seen: dict[str, Option] = {}
    for each in options:
        text = " ".join(clean(each.text).split())
        if text:
            option = Option(text=text, texts=_texts(each.texts), why=clean(each.why))
            seen.setdefault(text, option)
    return tuple(seen.values())


def _texts(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(cleaned for text in texts if (cleaned := clean(text)))

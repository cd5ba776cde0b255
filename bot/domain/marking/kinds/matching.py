"""Pairs: `1b 2a`, `b a`, lines such as `Na yellow`, in any order; each pair is marked by itself."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import product

from msgspec.structs import replace

from bot.domain.marking.kinds.scanning import AND, Piece, Reader, letters, names, numbers, scan, small, tidy
from bot.domain.marking.verdict import Mark, Reason, Slip, Verdict
from bot.domain.question import Match, Question, Short

_WITHIN = frozenset(("with", "mit"))
"""Joins the two sides of a pair, or stands inside one: "Dunlop with a ring nut"."""
_PARTS = re.compile(rf"[,;\n]|\b(?:{'|'.join(sorted(AND - _WITHIN))})\b", re.IGNORECASE)
_MOST_PARTS = 24
_SIGNS = " :=–—->→.)"
"""What may stand between two sides."""
_LEFT, _RIGHT = 0, 1

Marker = Callable[[Question, str], Verdict]
"""Marks a part of an answer as an answer to a question of its own."""


def mark_match(question: Match, said: str, have: Sequence[str], marker: Marker) -> Verdict | None:
    """The verdict on pairs; `have` are the left sides that were right before. None if no pair is named."""
    pairs = question.pairs
    before = {n for n, pair in enumerate(pairs) if pair.left in have}
    told, slip = _best(question, said, before), None
    if not told:
        told, slip = _by_parts(question, said, marker)
    if not told:
        return None
    good = {n for n, right in told.items() if right == pairs[n].right} | before
    bad = [n for n in sorted(told) if n not in good]
    matched = tuple(pairs[n].left for n in sorted(good))
    if len(good) == len(pairs):
        mark, reason = (Mark.ALMOST, Reason.SLIP) if slip else (Mark.RIGHT, Reason.SAME_MEANING)
        return Verdict(mark=mark, reason=reason, credit=1.0, matched=matched, slip=slip)
    strange = f"{pairs[bad[0]].left} – {told[bad[0]]}" if bad else ""
    if bad and not good - before:
        displaced = [n for n in bad if _elsewhere(question, n, told[n])]
        reason = Reason.SWAPPED if len(displaced) > 1 else Reason.UNRELATED
        return Verdict(mark=Mark.WRONG, reason=reason, credit=0.0, matched=matched, quote=strange)
    return Verdict(
        mark=Mark.PARTIAL,
        reason=Reason.EXTRA_ITEMS if bad else Reason.ITEMS_MISSING,
        credit=round(len(good) / len(pairs), 3),
        matched=matched,
        strange=strange,
    )


def _best(question: Match, said: str, before: set[int]) -> dict[int, str]:
    """Of the ways to read it without a rest, the one that brings most; for each left side the right one."""
    readings = [told for told in _readings(question, said, before) if told]
    best = max(readings, key=lambda told: _fits(question, told), default={})
    return {left: question.shown[right] for left, right in best.items()}


def _fits(question: Match, told: dict[int, int]) -> int:
    return sum(question.shown[right] == question.pairs[left].right for left, right in told.items())


def _readings(question: Match, said: str, before: set[int]) -> Iterator[dict[int, int]]:
    """Left sides as words or numbers with right ones as words or letters; or the right ones alone."""
    texts = {text: n for n, text in enumerate(question.shown)}
    more = {text: texts[pair.right] for pair in question.pairs for text in pair.texts}
    count, shown = len(question.pairs), len(question.shown)
    lefts, rights = (_lefts(question), numbers(count)), (names(more | texts), letters(shown))
    for left, right in product(lefts, rights):
        pieces = scan(said, (left, right))
        if pieces and not any(piece.denied for piece in pieces):
            yield _paired(pieces)
    left_open = [n for n in range(count) if n not in before]
    for right in rights:
        yield _in_turn([piece.index for piece in scan(said, (right,)) or []], left_open, count)
    yield _in_turn(_run(said, shown), left_open, count)


def _lefts(question: Match) -> Reader:
    return names({pair.left: n for n, pair in enumerate(question.pairs)})


def _in_turn(places: Sequence[int], left_open: Sequence[int], count: int) -> dict[int, int]:
    """The right sides alone: one for each left side, or for each that is open."""
    if places and len(places) == count:
        return dict(enumerate(places))
    return dict(zip(left_open, places, strict=True)) if len(places) == len(left_open) else {}


def _run(said: str, count: int) -> list[int]:
    """`bac`."""
    text = small(said.strip(" .,!"))
    places = [ord(sign) - ord("a") for sign in text]
    return places if len(places) > 1 and all(0 <= place < count for place in places) else []


def _paired(pieces: Sequence[Piece]) -> dict[int, int]:
    """Left and right in turn, whichever comes first; of a left side named twice the later word counts."""
    if len(pieces) % 2:
        return {}
    halves = [tuple(pieces[at : at + 2]) for at in range(0, len(pieces), 2)]
    told: dict[int, int] = {}
    for one, other in halves:
        if {one.reader, other.reader} != {_LEFT, _RIGHT}:
            return {}
        left, right = (one, other) if one.reader == _LEFT else (other, one)
        told[left.index] = right.index
    return told


def _by_parts(question: Match, said: str, marker: Marker) -> tuple[dict[int, str], Slip | None]:
    """Part by part: a left side, and beside it something that its right side is marked by."""
    told: dict[int, str] = {}
    slip: Slip | None = None
    for part in [part.strip() for part in _PARTS.split(tidy(said)) if part.strip()][:_MOST_PARTS]:
        split = _split(question, part) or _misspelt(question, part, marker)
        if split is not None:
            left, rest, typed = split
            verdict = marker(_as_short(question, left), rest)
            told[left] = question.pairs[left].right if verdict.passed else rest
            slip = slip or typed or verdict.slip
        elif (inside := _inside(question, part, marker)) is not None:
            told[inside] = question.pairs[inside].right
    return told, slip


_Split = tuple[int, str, Slip | None]
"""A left side, what follows it, and how it was misspelt."""


def _split(question: Match, part: str) -> _Split | None:
    """The left side a part begins with."""
    for reader in (_lefts(question), numbers(len(question.pairs))):
        if (read := reader(part, 0)) and (rest := part[read[1] :].strip(_SIGNS)):
            return read[0], rest, None
    return None


def _misspelt(question: Match, part: str, marker: Marker) -> _Split | None:
    """The one left side that the first words of a part are a slip of."""
    words = part.split(" ")
    found: list[_Split] = []
    for left, pair in enumerate(question.pairs):
        length = len(tidy(pair.left).split(" "))
        rest = " ".join(words[length:]).strip(_SIGNS)
        if rest and (slip := marker(_left_side(question, left), " ".join(words[:length]).strip(_SIGNS)).slip):
            found.append((left, rest, slip))
    return found[0] if len(found) == 1 else None


def _inside(question: Match, part: str, marker: Marker) -> int | None:
    """The only left side that is named within a part, where all of the part is right of it: "I only know that
    it is from …" says no more."""
    named = _named(_lefts(question), part)
    if len(named) != 1:
        return None
    left = named.pop()
    return left if marker(_as_short(question, left), part).passed else None


def _elsewhere(question: Match, left: int, told: str) -> bool:
    """What was said of one left side is the right side of another, and not of this one."""
    rights = {text: pair.right for pair in question.pairs for text in (pair.right, *pair.texts)}
    every = list(rights)
    named = {rights[every[n]] for n in _named(names({text: n for n, text in enumerate(every)}), told)}
    return len(named) == 1 and question.pairs[left].right not in named


def _named(reader: Reader, text: str) -> set[int]:
    """What is named anywhere in a text."""
    starts = [at for at in range(len(text)) if not at or not text[at - 1].isalnum()]
    return {read[0] for at in starts if (read := reader(text, at))}


def _left_side(question: Match, left: int) -> Short:
    """A left side, to be told with a slip."""
    short = _as_short(question, left)
    return replace(
        short, id=type(question.id)(f"{short.id}l"), ask="", answer=question.pairs[left].left, accept=()
    )


def _as_short(question: Match, left: int) -> Short:
    pair = question.pairs[left]
    return Short(
        id=type(question.id)(f"{question.id}#{left + 1}"),
        deck=question.deck,
        topic=question.topic,
        lang=question.lang,
        ask=pair.left,
        answer=pair.right,
        accept=pair.texts,
        as_kind=question.as_kind,
        articles=question.articles,
    )

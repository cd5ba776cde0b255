"""A text with gaps: what goes into them, in order, named by their numbers, or as the whole sentence.

Each gap is marked as a short answer of its own.
"""

import re
from collections.abc import Iterator, Sequence

from bot.domain.marking.kinds.matching import Marker
from bot.domain.marking.kinds.scanning import names, scan, small, tidy
from bot.domain.marking.verdict import Mark, Reason, Verdict
from bot.domain.question import Gaps, Short

GAP = re.compile(r"(?:\((\d{1,2})\) )?___")
"""A gap as it stands in `ask`."""
_NUMBERED = re.compile(r"(?:^|(?<=[\s,;]))\(?(\d{1,2})\s*[).:=–-]\s*(?=\S)")
_COUNTED = re.compile(r"(?:^|(?<=\s))(\d{1,2})\s+(?=\S)")
_CUTS = (r"\n", r";", r",", r"/", r"\||·|•", r"\b(?:and|und)\b|&", r"[,;]|\b(?:and|und)\b|&", r"\s")
"""What may stand between the words for two gaps, the surest first."""
_EDGES = " \t.,;:!?\"“”„'()"
_MOST_MARKED = 16
"""So many parts are marked as short answers; what is written as the author has it costs nothing."""


def mark_gaps(question: Gaps, said: str, have: Sequence[str], marker: Marker) -> Verdict | None:
    """The verdict on what was filled in; `have` are the numbers of gaps that were right before. None if
    nothing in it is for any gap."""
    before = {n for n in range(len(question.gaps)) if str(n + 1) in have}
    told = _told(question, said, before, marker)
    if not told:
        return None
    verdicts = {gap: marker(as_short(question, gap), text) for gap, text in told.items()}
    good = {gap for gap, one in verdicts.items() if one.passed} | before
    return _verdict(question, told, verdicts, good)


def as_short(question: Gaps, gap: int) -> Short:
    """One gap as a question of its own."""
    first, *more = question.gaps[gap].texts
    return Short(
        id=type(question.id)(f"{question.id}#{gap + 1}"),
        deck=question.deck,
        topic=question.topic,
        lang=question.lang,
        ask=question.ask,
        answer=first,
        accept=tuple(more),
        as_kind=question.as_kind,
        articles=question.articles,
    )


def _verdict(question: Gaps, told: dict[int, str], verdicts: dict[int, Verdict], good: set[int]) -> Verdict:
    count = len(question.gaps)
    matched = tuple(str(gap + 1) for gap in sorted(good))
    slip = next((one.slip for gap, one in sorted(verdicts.items()) if one.slip and gap in good), None)
    if len(good) == count:
        mark, reason = (Mark.ALMOST, Reason.SLIP) if slip else (Mark.RIGHT, Reason.SAME_MEANING)
        return Verdict(mark=mark, reason=reason, credit=1.0, matched=matched, slip=slip)
    bad = [gap for gap in sorted(told) if gap not in good]
    displaced = [gap for gap in bad if _elsewhere(question, gap, told[gap])]
    doubtful = [gap for gap in bad if gap not in displaced and verdicts[gap].mark is Mark.DOUBTFUL]
    credit = round(len(good) / count, 3)
    if doubtful and len(doubtful) + len(good) == count:
        return Verdict(mark=Mark.DOUBTFUL, reason=Reason.UNSURE, credit=credit, matched=matched)
    because = next((verdicts[gap].because for gap in bad if verdicts[gap].because), "")
    strange = told[bad[0]][:100] if bad else ""
    if len(displaced) > 1 and displaced == bad and not good:
        return Verdict(mark=Mark.WRONG, reason=Reason.SWAPPED, credit=0.0, matched=matched)
    if not any(verdicts[gap].passed for gap in told):
        lone = verdicts[bad[0]].reason if len(told) == 1 else Reason.UNRELATED
        reason = lone if verdicts[bad[0]].mark is Mark.WRONG else Reason.UNRELATED
        return Verdict(mark=Mark.WRONG, reason=reason, credit=0.0, matched=matched, because=because)
    return Verdict(
        mark=Mark.PARTIAL,
        reason=Reason.EXTRA_ITEMS if bad else Reason.ITEMS_MISSING,
        credit=credit,
        matched=matched,
        strange=strange,
        because=because,
    )


def _told(question: Gaps, said: str, before: set[int], marker: Marker) -> dict[int, str]:
    """Which words are for which gap: of all ways to part them, the one that fits best as it is written."""
    text = tidy(said)
    count = len(question.gaps)
    left_open = [gap for gap in range(count) if gap not in before]
    numbered = _by_number(text, count)
    if numbered:
        return numbered
    whole = any(_written(question, gap, text) for gap in left_open)
    found = [] if whole else list(_parted(question, text, (range(count), left_open)))
    if count == 1 or len(left_open) == 1:
        found.insert(0, {left_open[0] if left_open else 0: text})
    if found:
        return max(found, key=lambda told: sum(_written(question, gap, part) for gap, part in told.items()))
    return _fewer(question, text, left_open, marker)


def _by_number(text: str, count: int) -> dict[int, str]:
    """`1: Paris, 2: Seine`, or `1 Paris 2 Seine` with every number in its place; nothing if it doesn't begin
    with a number, or one of no gap is named."""
    marks = list(_NUMBERED.finditer(text)) or list(_COUNTED.finditer(text))
    counted = bool(marks) and marks[0].re is _COUNTED
    if not marks or marks[0].start() > 0:
        return {}
    if counted and [int(mark[1]) for mark in marks] != list(range(1, max(count, 2) + 1)):
        return {}
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    told = {int(m[1]) - 1: text[m.end() : end].strip(_EDGES) for m, end in zip(marks, ends, strict=True)}
    return told if all(0 <= gap < count and part for gap, part in told.items()) else {}


def _parted(question: Gaps, text: str, lefts: Sequence[Sequence[int]]) -> Iterator[dict[int, str]]:
    """The text in as many parts as there are gaps, or gaps left open."""
    rows = [_sentence(question, text), _as_written(question, text)]
    rows += [
        [part for one in re.split(cut, text) if (part := one.strip(_EDGES) or one.strip())] for cut in _CUTS
    ]
    for parts in rows:
        for gaps in lefts:
            if parts and len(parts) == len(gaps):
                yield dict(zip(gaps, parts, strict=True))


def _sentence(question: Gaps, text: str) -> list[str]:
    """What stands in the gaps of the whole sentence, if that was written."""
    pieces = [small(tidy(piece)) for piece in GAP.split(question.ask)[::2]]
    pieces[-1] = pieces[-1].rstrip(_EDGES)
    heard, at, parts = small(text), 0, list[str]()
    if not any(char.isalnum() for piece in pieces for char in piece):
        return []
    for number, piece in enumerate(pieces):
        piece = piece.strip() if number else piece.lstrip()
        place = heard.find(piece, at)
        if number == len(pieces) - 1 and not piece.strip(_EDGES):
            place = len(heard)
        if place < 0 or (number == 0 and place > 0):
            return []
        if number:
            parts.append(text[at:place].strip(_EDGES))
        at = place + len(piece)
    return parts if all(parts) else []


def _as_written(question: Gaps, text: str) -> list[str]:
    """The author's own words for the gaps, one after another."""
    every = list(dict.fromkeys(one for gap in question.gaps for one in gap.texts))
    pieces = scan(text, (names({one: n for n, one in enumerate(every)}),))
    return [every[piece.index] for piece in pieces or [] if not piece.denied]


def _written(question: Gaps, gap: int, part: str) -> bool:
    return small(part) in {small(tidy(text)) for text in question.gaps[gap].texts}


def _elsewhere(question: Gaps, gap: int, part: str) -> bool:
    """What was said for one gap is an author's text for another one."""
    return any(other != gap and _written(question, other, part) for other in range(len(question.gaps)))


def _fewer(question: Gaps, text: str, left_open: Sequence[int], marker: Marker) -> dict[int, str]:
    """Words for some of the gaps, in their order: each part goes to the first gap that it fills."""
    parts = [part for one in re.split(r"[,;\n]", text) if (part := one.strip(_EDGES))]
    if not parts or len(parts) > len(left_open):
        return {}
    told: dict[int, str] = {}
    marked = 0
    for part in parts:
        free = [gap for gap in left_open if gap not in told]
        chosen = next((gap for gap in free if _written(question, gap, part)), None)
        for gap in free if chosen is None else ():
            marked += 1
            if marked <= _MOST_MARKED and marker(as_short(question, gap), part).passed:
                chosen = gap
                break
        if chosen is not None:
            told[chosen] = part
    return told

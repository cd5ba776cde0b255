"""Put steps in order: read as letters, numbers, lines or shortened steps;
marked by the longest run in order.
"""

import itertools
from bisect import bisect_left
from collections.abc import Sequence

from bot.domain.marking.comparing.align import match
from bot.domain.marking.comparing.compiled import CompiledQuestion
from bot.domain.marking.comparing.enough import cut
from bot.domain.marking.kinds.short import not_right
from bot.domain.marking.language.lexicon import Lexicon
from bot.domain.marking.reading.read_answer import ReadAnswer
from bot.domain.marking.verdict import Mark, Move, Reason, Verdict
from bot.domain.question import Order

_MOST_PARTS = 24
"""So many parts of an answer are looked at."""
_ARROWS = frozenset(">,;\n-/|.")


def mark_order(question: Order, answer: ReadAnswer, compiled: CompiledQuestion, lexicon: Lexicon) -> Verdict:
    """The verdict on an order. One move away, or at least half of the steps in a right order, is partly."""
    count = len(question.steps)
    said = lettered(answer, question, lexicon)
    if said is None:
        said = in_words(answer, compiled, lexicon)
    if len(said) < 2:
        return not_right(answer, compiled, lexicon, None).verdict
    kept = longest_run(said)
    names = tuple(question.steps[index].text for index in sorted(set(said)))
    if len(said) == count and len(kept) == count:
        return Verdict(mark=Mark.RIGHT, reason=Reason.SAME_MEANING, credit=1.0, matched=names)
    if said == list(range(count))[::-1]:
        return Verdict(mark=Mark.WRONG, reason=Reason.CONTRARY, credit=0.0)
    credit = round(len(kept) / count, 3)
    if len(kept) == len(said):
        return _with_gaps(question, said, names, credit)
    if len(said) >= count - 1 and (len(kept) >= count - 1 or _one_swap(said)):
        return Verdict(
            mark=Mark.PARTIAL,
            reason=Reason.ORDER_OFF,
            credit=credit,
            matched=names,
            move=_move(question, said, kept),
        )
    return Verdict(mark=Mark.WRONG, reason=Reason.ORDER_OFF, credit=0.0, move=_move(question, said, kept))


def _with_gaps(question: Order, said: list[int], names: tuple[str, ...], credit: float) -> Verdict:
    """In order as far as it goes."""
    if 2 * len(said) < len(question.steps):
        return Verdict(mark=Mark.WRONG, reason=Reason.ITEMS_MISSING, credit=0.0, matched=names)
    return Verdict(mark=Mark.PARTIAL, reason=Reason.ITEMS_MISSING, credit=credit, matched=names)


def _one_swap(said: list[int]) -> bool:
    """Two neighbours changed places."""
    ranks = [sorted(said).index(step) for step in said]
    off = [place for place, rank in enumerate(ranks) if place != rank]
    return len(off) == 2 and ranks[off[0]] == off[1] and off[1] - off[0] == 1


def longest_run(said: Sequence[int]) -> list[int]:
    """The longest subsequence in rising order (patience sorting)."""
    tails: list[int] = []
    rows: list[int] = []
    before: dict[int, int] = {}
    for place, step in enumerate(said):
        row = bisect_left(tails, step)
        if row == len(tails):
            tails.append(step)
            rows.append(place)
        else:
            tails[row] = step
            rows[row] = place
        before[place] = rows[row - 1] if row else -1
    run: list[int] = []
    place = rows[-1] if rows else -1
    while place >= 0:
        run.append(said[place])
        place = before[place]
    return run[::-1]


def _move(question: Order, said: list[int], kept: list[int]) -> Move | None:
    """The one move that mends most: a step that stands outside the run, and the step it belongs behind."""
    stray = next((step for step in said if step not in kept), None)
    if stray is None:
        return None
    behind = question.steps[stray - 1].text if stray else None
    return Move(step=question.steps[stray].text, behind=behind)


def lettered(answer: ReadAnswer, question: Order, lexicon: Lexicon) -> list[int] | None:
    """Steps named by the letters or numbers they are shown with; None if the answer is in words."""
    lang = lexicon.language
    count = len(question.shown)
    marks = [t.word.text for t in answer.items if t.raw.isalnum() and t.word.text not in _JOINING]
    marks = [mark for mark in marks if mark not in lang.and_words]
    if len(marks) == 1 and marks[0].isalpha() and 2 < len(marks[0]) <= count:
        marks = list(marks[0])
    if len(marks) == 1 and marks[0].isdecimal() and 2 < len(marks[0]) <= count:
        marks = list(marks[0])
    if len(marks) < 2:
        return None
    if all(len(mark) == 1 and mark.isalpha() for mark in marks):
        places = [ord(mark) - ord("a") for mark in marks]
    elif all(mark.isdecimal() and len(mark) <= 2 for mark in marks):
        places = [int(mark) - 1 for mark in marks]
    else:
        return _numbered_letters(marks, question)
    if any(not 0 <= place < count for place in places):
        return None
    return [question.shown[place] for place in dict.fromkeys(places)]


_JOINING = frozenset(
    ("then", "dann", "and", "und", "first", "zuerst", "next", "finally", "last", "order", "is")
)


def _numbered_letters(marks: list[str], question: Order) -> list[int] | None:
    """`1. F 2. B 3. E`: numbers and letters in turn."""
    letters = [mark for mark in marks if len(mark) == 1 and mark.isalpha()]
    numbers = [mark for mark in marks if mark.isdecimal()]
    if len(letters) + len(numbers) != len(marks) or len(letters) != len(numbers) or not letters:
        return None
    places = [ord(mark) - ord("a") for mark in letters]
    if any(not 0 <= place < len(question.shown) for place in places):
        return None
    return [question.shown[place] for place in dict.fromkeys(places)]


def in_words(answer: ReadAnswer, compiled: CompiledQuestion, lexicon: Lexicon) -> list[int]:
    """Steps named in words, in the order in which they are named: each where it is named first and best."""
    places: dict[int, tuple[float, int]] = {}
    taken: dict[int, tuple[float, int]] = {}
    for lo, hi in _parts(answer, lexicon):
        ranked: list[tuple[float, int, int, frozenset[int]]] = []
        part = answer.part(lo, hi)
        for index, group in enumerate(compiled.groups):
            for ref in group:
                found = match(ref, part)
                if found.hits and not found.against and found.score >= cut(ref, False):
                    where = frozenset(found.places)
                    ranked.append((found.score * ref.total, -min(where), index, where))
        used: dict[int, int] = {}
        for score, place, index, where in sorted(ranked, key=lambda one: one[:3], reverse=True):
            held = taken.get(-place)
            if held is not None and held[1] != index:
                continue
            if any(used.get(at, index) != index for at in where):
                continue  # `right atrium` is no `left atrium`, though half of it is said
            used |= dict.fromkeys(where, index)
            if index not in places or places[index][0] < score:
                if index not in places:
                    places[index] = (score, -place)
                taken.setdefault(-place, (score, index))
    return [index for index, _ in sorted(places.items(), key=lambda entry: entry[1][1])]


def _parts(answer: ReadAnswer, lexicon: Lexicon) -> list[tuple[int, int]]:
    cuts, number = [0], 0
    for at, token in enumerate(answer.items):
        words = token.word.text in lexicon.language.and_words or token.word.text in _JOINING
        if token.raw == str(number + 1):  # `1 dry 2 wash`
            words, number = True, number + 1
        if at and ((any(sign in _ARROWS for sign in token.gap) and not token.tied) or words):
            cuts.append(at)
    cuts = [*cuts[:_MOST_PARTS], len(answer.items)]
    parts = [(lo, hi) for lo, hi in itertools.pairwise(cuts) if hi > lo]
    return parts if len(parts) > 1 else [(at, at + 1) for at in range(min(_MOST_PARTS, len(answer.items)))]

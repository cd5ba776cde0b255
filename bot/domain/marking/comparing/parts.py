"""The parts of a reference: what stands in one piece of a sentence, and what an "and" joins."""

import itertools
from collections.abc import Sequence

from bot.domain.marking.language.language import Language
from bot.domain.marking.reading.token import Token

_LIST_SIGNS = frozenset(",;")
_ITEM = 4
"""No part between the commas of a list has more words."""


def pieces(items: Sequence[Token], content: Sequence[Token], lang: Language) -> tuple[int, ...]:
    """For each word that counts, its part of the sentence, divided where a clause ends or an "and" stands."""
    found, piece, clause = [], 0, 0
    inside = {id(token) for token in content}
    for token in items:
        if token.clause != clause or token.word.text in lang.and_words:
            piece, clause = piece + 1, token.clause
        if id(token) in inside:
            found.append(piece)
    return tuple(found)


def heads(items: Sequence[Token], content: Sequence[Token], lang: Language) -> tuple[tuple[int, ...], ...]:
    """What "and", ";" and the commas before them join, as indices of words that count; empty for one thing.

    "It stores glycogen and makes bile" has two heads; a small word ends one, so *in the liver* is in neither.
    """
    place = {id(token): index for index, token in enumerate(content)}
    cuts = _cuts(items, lang)
    if not cuts:
        return ()
    runs = [_run(range(cuts[0] - 1, -1, -1), items, place)]
    runs += [_run(range(cut, len(items)), items, place) for cut in cuts]
    return tuple(runs) if all(runs) else ()


def _cuts(items: Sequence[Token], lang: Language) -> list[int]:
    """Where an "and" or a ";" stands, and the commas of a list that ends in one of them or in none."""
    joints = [
        at for at, token in enumerate(items) if at and (token.word.text in lang.and_words or ";" in token.gap)
    ]
    if not joints:
        commas = [at for at in range(1, len(items)) if "," in items[at].gap]
        sizes = [hi - lo for lo, hi in itertools.pairwise([0, *commas, len(items)])]
        return commas if len(commas) > 1 and max(sizes) <= _ITEM else []
    commas = [at for at in range(1, joints[-1]) if "," in items[at].gap and at not in joints]
    return sorted({*joints, *commas})


def _run(way: range, items: Sequence[Token], place: dict[int, int]) -> tuple[int, ...]:
    """Words that count side by side, on from a joint or back; small words right at it are passed by."""
    found: list[int] = []
    for at in way:
        divided = any(sign in _LIST_SIGNS for sign in items[at].gap)
        if divided and way.step > 0 and at != way.start:
            break
        if id(items[at]) in place:
            found.append(place[id(items[at])])
        elif found:
            break
        if divided and way.step < 0:
            break
    return tuple(sorted(found))

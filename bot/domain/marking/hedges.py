"""More than one answer at once: hedges, shrugs, keywords, lists of guesses."""

import itertools
from collections.abc import Iterable

from bot.domain.marking.align import Match, said_again
from bot.domain.marking.heard import Heard
from bot.domain.marking.language import Language
from bot.domain.marking.lexicon import SAME
from bot.domain.marking.piece import Token
from bot.domain.marking.sheet import RefToken
from bot.domain.marking.spot import Spot

_BABBLE = 4
"""So many words of meaning without a small one between them are keywords."""
_FEW = 2
_LIST_SIGNS = frozenset(",;\n/+|&")


def hedged(found: Match, heard: Heard, lang: Language) -> bool:
    """Another answer is offered beside this one ("a pipeline or a database"), not this one in other words."""
    places = found.places
    for at, token in enumerate(heard.items):
        if token.word.text not in lang.or_words:
            continue
        left, right = _around(at, heard)
        before, after = (
            [n for n in left if heard.items[n].content],
            [n for n in right if heard.items[n].content],
        )
        if not before or not after or not found.ref.tokens:
            continue
        for near, these, those in ((before[-1], before, after), (after[0], after, before)):
            again = said_again(found, heard)
            strange = [n for n in those if n not in again and not _small(heard.items[n], lang)]
            lone = len(set(these) - places) <= 2 and len(those) <= 5
            if near in places and strange and lone and not set(those) & places - _shared(found, heard, those):
                return True
    return undecided(found, heard, lang, pairs=True) or _shrugged(heard, lang)


def _shrugged(heard: Heard, lang: Language) -> bool:
    """ "X or Y, it doesn't matter"."""
    words = tuple(token.word.text for token in heard.items)
    if not lang.or_words & set(words):
        return False
    return any(
        words[at : at + len(hedge)] == hedge
        for hedge in lang.hedges
        if len(hedge) > 1
        for at in range(len(words))
    )


def _shared(found: Match, heard: Heard, those: list[int]) -> set[int]:
    """Places on the other side that only repeat a light word of the reference."""
    light = {token.key for token in found.ref.tokens if token.light}
    return {n for n in those if heard.items[n].key in light}


def undecided(found: Match, heard: Heard, lang: Language, *, pairs: bool) -> bool:
    """The reference's word stands both as it should and denied, joined by an "or";
    with `pairs`, in a short reference by an "and" too.
    """
    if not any(token.word.text in lang.or_words | lang.and_words for token in heard.items):
        return False
    short = len(found.ref.tokens) <= 2
    and_words = lang.and_words if pairs and short else frozenset()
    for index, spot in found.hits.items():
        for other in (*contraries_of(found.ref.tokens[index], heard), *_of_its_phrase(index, found, heard)):
            if other.at in found.places:
                continue
            low, high = sorted((spot.at, other.at))
            between = {heard.items[at].word.text for at in range(low + 1, high)}
            joined = between & (lang.or_words | and_words)
            if joined and (short or len(between) <= 4):
                return True
    return False


def _of_its_phrase(index: int, found: Match, heard: Heard) -> list[Spot]:
    """Where the contrary of a phrase stands that the word belongs to ("speeds up or slows down")."""
    return [
        other
        for start, end, group, sign in found.ref.spans
        if start <= index < end and group < SAME
        for other in heard.concepts.get(group, ())
        if other.sign != sign
    ]


def contraries_of(token: RefToken, heard: Heard) -> list[Spot]:
    """Where a word of the reference stands with the other sign, itself or by its contrary."""
    found = [other for other in heard.spots.get(token.key, ()) if other.sign != token.sign]
    for group, sign in token.concepts:
        if group < SAME:
            found += [other for other in heard.concepts.get(group, ()) if other.sign != sign]
    return found


def _around(at: int, heard: Heard) -> tuple[range, range]:
    """The positions of the clause before and behind a word."""
    clause = heard.items[at].clause
    low = at
    while low and heard.items[low - 1].clause == clause:
        low -= 1
    high = at + 1
    last = heard.items[high].clause if high < len(heard.items) else clause
    while high < len(heard.items) and heard.items[high].clause == last:
        high += 1
    return range(low, at), range(at + 1, high)


def _small(token: Token, lang: Language) -> bool:
    return token.word.text in lang.light or token.word.rarity < 1 or token.word.text in lang.both


def stuffed(found: Match, heard: Heard, lang: Language) -> bool:
    """Several short answers thrown together, one of which is right."""
    if babbled((found,), heard):
        return True
    parts = _parts(heard, lang)
    sizes = [sum(heard.items[at].content for at in part) for part in parts]
    if len(parts) < 3 or max(sizes) > 3 or len(heard.items) > 4 * len(parts):
        return False
    strange = sum(not set(part) & found.places and _is_bare(part, heard, lang) for part in parts)
    return strange >= 2 and strange > len(parts) - strange


def _parts(heard: Heard, lang: Language) -> list[range]:
    """What stands between commas, slashes, "and" and "or", if it has a word of meaning."""
    cuts = [0]
    for at, token in enumerate(heard.items[1:], 1):
        if (
            any(sign in _LIST_SIGNS for sign in token.gap)
            or token.word.text in lang.and_words | lang.or_words
        ):
            cuts.append(at)
    parts = [range(lo, hi) for lo, hi in itertools.pairwise([*cuts, len(heard.items)])]
    return [part for part in parts if any(heard.items[at].content for at in part)]


def _is_bare(part: range, heard: Heard, lang: Language) -> bool:
    """Words of meaning, what joins them, and articles; no other small word."""
    harmless = lang.articles | lang.and_words | lang.or_words
    words = [heard.items[at].word for at in part]
    return not any(word.binding and word.text not in harmless for word in words)


def babbled(matches: Iterable[Match], heard: Heard) -> bool:
    """Words of meaning side by side, no small one and no sign between them: keywords, no answer."""
    content = heard.content
    if len(content) < _BABBLE or any(token.word.binding for token in heard.items):
        return False
    if any(token.gap and not token.tied for token in heard.items[1:]):
        share = 0.5
    else:
        share = 0.5 if len(content) == _BABBLE else 0.75
    places: set[int] = set().union(*(found.places for found in matches))
    fits = len(places & set(content))
    return fits < len(content) * share or (fits == len(content) * share and len(content) == _BABBLE)

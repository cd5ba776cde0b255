"""More than one answer at once: hedges, shrugs, keywords, lists of guesses."""

import itertools
from collections.abc import Iterable

from bot.domain.marking.comparing.align import Match, said_again
from bot.domain.marking.comparing.references import ReferenceToken
from bot.domain.marking.language.language import Language
from bot.domain.marking.language.lexicon import SAME
from bot.domain.marking.reading.read_answer import ReadAnswer
from bot.domain.marking.reading.spot import Spot
from bot.domain.marking.reading.token import Token

_BABBLE = 4
"""So many words of meaning without a small one between them are keywords."""
_FEW = 2
_LIST_SIGNS = frozenset(",;\n/+|&")


def hedged(found: Match, answer: ReadAnswer, lang: Language) -> bool:
    """Another answer is offered beside this one ("a pipeline or a database"), not this one in other words."""
    places = found.places
    for at, token in enumerate(answer.items):
        if token.word.text not in lang.or_words:
            continue
        left, right = _around(at, answer)
        before, after = (
            [n for n in left if answer.items[n].content],
            [n for n in right if answer.items[n].content],
        )
        if not before or not after or not found.ref.tokens:
            continue
        for near, these, those in ((before[-1], before, after), (after[0], after, before)):
            again = said_again(found, answer)
            strange = [n for n in those if n not in again and not _small(answer.items[n], lang)]
            lone = len(set(these) - places) <= 2 and len(those) <= 5
            if (
                near in places
                and strange
                and lone
                and not set(those) & places - _shared(found, answer, those)
            ):
                return True
    return undecided(found, answer, lang, pairs=True) or _shrugged(answer, lang)


def _shrugged(answer: ReadAnswer, lang: Language) -> bool:
    """ "X or Y, it doesn't matter"."""
    words = tuple(token.word.text for token in answer.items)
    if not lang.or_words & set(words):
        return False
    return any(
        words[at : at + len(hedge)] == hedge
        for hedge in lang.hedges
        if len(hedge) > 1
        for at in range(len(words))
    )


def _shared(found: Match, answer: ReadAnswer, those: list[int]) -> set[int]:
    """Places on the other side that only repeat a light word of the reference."""
    light = {token.key for token in found.ref.tokens if token.light}
    return {n for n in those if answer.items[n].key in light}


def undecided(found: Match, answer: ReadAnswer, lang: Language, *, pairs: bool) -> bool:
    """The reference's word stands both as it should and denied, joined by an "or";
    with `pairs`, in a short reference by an "and" too.
    """
    if not any(token.word.text in lang.or_words | lang.and_words for token in answer.items):
        return False
    short = len(found.ref.tokens) <= 2
    and_words = lang.and_words if pairs and short else frozenset()
    for index, spot in found.hits.items():
        for other in (*contraries_of(found.ref.tokens[index], answer), *_of_its_phrase(index, found, answer)):
            if other.at in found.places:
                continue
            low, high = sorted((spot.at, other.at))
            between = {answer.items[at].word.text for at in range(low + 1, high)}
            joined = between & (lang.or_words | and_words)
            if joined and (short or len(between) <= 4):
                return True
    return False


def _of_its_phrase(index: int, found: Match, answer: ReadAnswer) -> list[Spot]:
    """Where the contrary of a phrase stands that the word belongs to ("speeds up or slows down")."""
    return [
        other
        for start, end, group, sign in found.ref.spans
        if start <= index < end and group < SAME
        for other in answer.concepts.get(group, ())
        if other.sign != sign
    ]


def contradicted(found: Match, answer: ReadAnswer) -> bool:
    """ "Supervised, because it's unsupervised", "supervised/unsupervised": the contrary is said beside it."""
    if len(found.ref.tokens) > _FEW:
        return False
    for index, spot in found.hits.items():
        others = {other.at for other in contraries_of(found.ref.tokens[index], answer)} - found.places
        for at in others:
            clause = [n for n in answer.content if answer.items[n].clause == answer.items[at].clause]
            if set(clause) <= others | found.places and spot.at < at:
                return True
    return False


def contraries_of(token: ReferenceToken, answer: ReadAnswer) -> list[Spot]:
    """Where a word of the reference stands with the other sign, itself or by its contrary."""
    found = [other for other in answer.spots.get(token.key, ()) if other.sign != token.sign]
    for group, sign in token.concepts:
        if group < SAME:
            found += [other for other in answer.concepts.get(group, ()) if other.sign != sign]
    return found


def _around(at: int, answer: ReadAnswer) -> tuple[range, range]:
    """The positions of the clause before and behind a word."""
    clause = answer.items[at].clause
    low = at
    while low and answer.items[low - 1].clause == clause:
        low -= 1
    high = at + 1
    last = answer.items[high].clause if high < len(answer.items) else clause
    while high < len(answer.items) and answer.items[high].clause == last:
        high += 1
    return range(low, at), range(at + 1, high)


def _small(token: Token, lang: Language) -> bool:
    return token.word.text in lang.light or token.word.rarity < 1 or token.word.text in lang.both


def stuffed(found: Match, answer: ReadAnswer, lang: Language) -> bool:
    """Several short answers thrown together, one of which is right."""
    if babbled((found,), answer):
        return True
    parts = _parts(answer, lang)
    sizes = [sum(answer.items[at].content for at in part) for part in parts]
    if len(parts) < 3 or max(sizes) > 3 or len(answer.items) > 4 * len(parts):
        return False
    strange = sum(not set(part) & found.places and _is_bare(part, answer, lang) for part in parts)
    return strange >= 2 and strange > len(parts) - strange


def _parts(answer: ReadAnswer, lang: Language) -> list[range]:
    """What stands between commas, slashes, "and" and "or", if it has a word of meaning."""
    cuts = [0]
    for at, token in enumerate(answer.items[1:], 1):
        if (
            any(sign in _LIST_SIGNS for sign in token.gap)
            or token.word.text in lang.and_words | lang.or_words
        ):
            cuts.append(at)
    parts = [range(lo, hi) for lo, hi in itertools.pairwise([*cuts, len(answer.items)])]
    return [part for part in parts if any(answer.items[at].content for at in part)]


def _is_bare(part: range, answer: ReadAnswer, lang: Language) -> bool:
    """Words of meaning, what joins them, and articles; no other small word."""
    harmless = lang.articles | lang.and_words | lang.or_words
    words = [answer.items[at].word for at in part]
    return not any(word.binding and word.text not in harmless for word in words)


def babbled(matches: Iterable[Match], answer: ReadAnswer) -> bool:
    """Words of meaning side by side, no small one and no sign between them: keywords, no answer."""
    content = answer.content
    if len(content) < _BABBLE or any(token.word.binding for token in answer.items):
        return False
    if any(token.gap and not token.tied for token in answer.items[1:]):
        share = 0.5
    else:
        share = 0.5 if len(content) == _BABBLE else 0.75
    places: set[int] = set().union(*(found.places for found in matches))
    fits = len(places & set(content))
    return fits < len(content) * share or (fits == len(content) * share and len(content) == _BABBLE)

"""Name some of the items: each counts once however it is spelled, wrong ones are noticed."""

import itertools
from collections.abc import Sequence

from msgspec import Struct

from bot.domain.marking.comparing.align import Match, close, match
from bot.domain.marking.comparing.compiled import CompiledQuestion
from bot.domain.marking.comparing.enough import cut
from bot.domain.marking.comparing.hedges import babbled
from bot.domain.marking.comparing.judge import best, quote_of, slip_of
from bot.domain.marking.comparing.probability import settled
from bot.domain.marking.comparing.rivals import confused, same_as_other
from bot.domain.marking.kinds.short import in_full, missed, not_right, rejected
from bot.domain.marking.language.lexicon import Lexicon
from bot.domain.marking.reading.read_answer import ReadAnswer
from bot.domain.marking.verdict import Mark, Reason, Verdict
from bot.domain.question import ListOf

_SIGNS = frozenset(",;\n/+|&.")
_MOST_PARTS = 24
"""Nobody names more; what follows is one part."""
_SHORT = 4
"""A part of an answer with more words of meaning than this is talk around the items, not an item."""


class Named(Struct):
    """The items found in an answer."""

    items: dict[int, Match]
    denied: set[int]
    strange: list[tuple[int, int]]
    """Parts that name something else: first and last+1 position."""


def mark_list(
    question: ListOf, answer: ReadAnswer, compiled: CompiledQuestion, context: tuple[Lexicon, Sequence[str]]
) -> Verdict:
    """The verdict on a list; `have` are the names of items given before."""
    lexicon, have = context
    named = items_in(answer, compiled, lexicon)
    before = {index for index, item in enumerate(question.items) if item.name in have}
    count = len(named.items.keys() | before)
    if not named.items and not (before and named.items):
        return _none(question, answer, compiled, lexicon, named)
    own = any(ref.exact == answer.exact for group in compiled.groups for ref in group)
    if not own and same_as_other(answer, question.id, lexicon):
        return missed(Reason.CONFUSED, answer, None)
    if babbled(named.items.values(), answer):
        return missed(Reason.STUFFED, answer, None)
    strange = _wrong_parts(named, answer, compiled, lexicon)
    names = tuple(
        item.name for index, item in enumerate(question.items) if index in named.items or index in before
    )
    if len(strange) + len(named.denied) > len(named.items):
        return Verdict(
            mark=Mark.WRONG, reason=Reason.STUFFED, credit=0.0, matched=names, quote=_quote(strange, answer)
        )
    refused = _refused(answer, compiled, lexicon, named)
    if refused is not None and question.need - len(before) <= 1:
        return refused
    if count >= question.need:
        return _enough(answer, named, names, strange, refused.because if refused is not None else "")
    return Verdict(
        mark=Mark.PARTIAL,
        reason=Reason.ITEMS_MISSING,
        credit=round(count / question.need, 3),
        matched=names,
        quote=quote_of(set().union(*(found.places for found in named.items.values())), answer),
    )


def _enough(
    answer: ReadAnswer, named: Named, names: tuple[str, ...], strange: list[tuple[int, int]], remark: str
) -> Verdict:
    slip = next((slip for found in named.items.values() if (slip := slip_of(found, answer))), None)
    places = set().union(*(found.places for found in named.items.values()))
    if strange:
        return Verdict(
            mark=Mark.RIGHT,
            reason=Reason.EXTRA_ITEMS,
            credit=1.0,
            matched=names,
            slip=slip,
            quote=quote_of(places, answer),
            strange=_quote(strange, answer),
            because=remark,
        )
    return Verdict(
        mark=Mark.ALMOST if slip else Mark.RIGHT,
        reason=Reason.SLIP if slip else Reason.SAME_MEANING,
        credit=1.0,
        matched=names,
        slip=slip,
        quote=quote_of(places, answer),
    )


def _none(
    question: ListOf, answer: ReadAnswer, compiled: CompiledQuestion, lexicon: Lexicon, named: Named
) -> Verdict:
    refused = rejected(answer, compiled, lexicon, None)
    if refused is not None:
        return refused
    if named.denied:
        return missed(Reason.NEGATED, answer, None)
    return settled(not_right(answer, compiled, lexicon, None), answer, compiled, lexicon)


def _refused(
    answer: ReadAnswer, compiled: CompiledQuestion, lexicon: Lexicon, named: Named
) -> Verdict | None:
    """A foreseen miss that is not a part of any item found."""
    taken = set().union(*(found.places for found in named.items.values()))
    for foreseen in compiled.rejects:
        miss = best(foreseen.references, answer, lexicon, vetoes=False)
        full = miss is not None and in_full(miss.match)
        if miss is not None and full and not miss.match.places & taken and _bare(miss.match, answer, lexicon):
            return Verdict(
                mark=Mark.WRONG,
                reason=Reason.REJECTED,
                credit=0.0,
                quote=quote_of(miss.match.places, answer),
                because=foreseen.text,
            )
    return None


def _outweighed(item: Match, answer: ReadAnswer, compiled: CompiledQuestion, lexicon: Lexicon) -> bool:
    """A foreseen miss says more than the item it holds: *ray tracing* is not Ray."""
    for foreseen in compiled.rejects:
        for ref in foreseen.references:
            miss = match(ref, answer)
            if in_full(miss) and miss.places > item.places and close(miss):
                return True
    return False


def _bare(miss: Match, answer: ReadAnswer, lexicon: Lexicon) -> bool:
    """True if the foreseen miss is a part of the list by itself,
    no remark on an item ("which comes with …").
    """
    for lo, hi in parts_of(answer, lexicon):
        if lo <= min(miss.places) < hi:
            return all(at in miss.places for at in range(lo, hi) if answer.items[at].content)
    return False


def items_in(answer: ReadAnswer, compiled: CompiledQuestion, lexicon: Lexicon) -> Named:
    """Which items are named where. Parts between separators first, then the answer as a whole."""
    items: dict[int, Match] = {}
    denied: set[int] = set()
    taken: set[int] = set()
    parts = parts_of(answer, lexicon)
    whole = (0, len(answer.items))
    found: list[tuple[bool, float, float, int, Match]] = []
    for lo, hi in [*parts, whole] if len(parts) > 1 else [whole]:
        part = answer.part(lo, hi)
        for index, group in enumerate(compiled.groups):
            one = best(group, part, lexicon, vetoes=False)
            if one is None:
                continue
            if one.match.against and all(
                answer.items[s.at].key == one.match.ref.tokens[i].key for i, s in one.match.against
            ):
                if not one.match.hits:
                    denied.add(index)
                continue
            if (
                one.right
                and not confused(one.match, part)
                and close(one.match)
                and one.score >= cut(one.match.ref, one.substituted)
            ):
                found.append(((lo, hi) == whole, -one.match.ref.total, -one.score, index, one.match))
    for *_, index, alike in sorted(found, key=lambda entry: entry[:4]):
        if (
            index not in items
            and not (alike.places & taken)
            and not _outweighed(alike, answer, compiled, lexicon)
        ):
            items[index] = alike
            taken |= alike.places
    again = {at for *_, alike in found for at in alike.places}
    strange = [(lo, hi) for lo, hi in parts if not set(range(lo, hi)) & (taken | again)]
    return Named(dict(sorted(items.items())), denied - items.keys(), strange)


def parts_of(answer: ReadAnswer, lexicon: Lexicon) -> list[tuple[int, int]]:
    """The parts of a list: divided by commas, lines, bullets, "and"."""
    lang = lexicon.language
    cuts = [0]
    for at, token in enumerate(answer.items):
        if not at:
            continue
        sign = any(sign in _SIGNS for sign in token.gap) and not token.tied
        if sign or token.word.text in lang.and_words | lang.or_words:
            cuts.append(at)
    cuts = [*cuts[:_MOST_PARTS], len(answer.items)]
    return [(lo, hi) for lo, hi in itertools.pairwise(cuts) if hi > lo]


def _wrong_parts(
    named: Named, answer: ReadAnswer, compiled: CompiledQuestion, lexicon: Lexicon
) -> list[tuple[int, int]]:
    """Parts that name something that is no item; talk around the items is not counted, nor half an item."""
    lang = lexicon.language
    own = {token.key for group in compiled.groups for ref in group for token in ref.tokens}
    wrong = []
    for lo, hi in named.strange:
        content = [at for at in range(lo, hi) if answer.items[at].content]
        heavy = [
            at for at in content if answer.items[at].word.text not in lang.light and answer.items[at].sign > 0
        ]
        heavy = [at for at in heavy if answer.items[at].number is None and answer.items[at].word.rarity > 0]
        if (
            not {answer.items[at].key for at in heavy} <= own
            and len(content) <= _SHORT
            and hi - lo <= 2 * _SHORT
            and answer.items[lo].word.text not in lang.reasons
        ):
            wrong.append((lo, hi))
    return wrong


def _quote(parts: list[tuple[int, int]], answer: ReadAnswer) -> str:
    if not parts:
        return ""
    lo, hi = parts[0]
    while lo < hi - 1 and not answer.items[lo].content:
        lo += 1
    return answer.raw(lo, min(hi, lo + 5))

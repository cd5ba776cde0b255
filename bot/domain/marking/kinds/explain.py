"""An explanation: its key ideas, each said in one of its wordings, none contradicted,
none given to the wrong thing.
"""

import itertools
from collections.abc import Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from bot.domain.marking.comparing.align import Match, close, is_touched, match
from bot.domain.marking.comparing.compiled import CompiledQuestion
from bot.domain.marking.comparing.enough import cut
from bot.domain.marking.comparing.hedges import babbled, undecided
from bot.domain.marking.comparing.judge import Finding, best, quote_of, slip_of
from bot.domain.marking.comparing.probability import settled
from bot.domain.marking.comparing.references import Reference
from bot.domain.marking.comparing.rivals import same_as_other
from bot.domain.marking.comparing.vetoes import denied
from bot.domain.marking.kinds.short import exactly, in_full, missed, not_right, passed, rejected
from bot.domain.marking.language.language import Language
from bot.domain.marking.language.lexicon import Lexicon
from bot.domain.marking.reading.read_answer import ReadAnswer
from bot.domain.marking.verdict import Mark, Reason, Verdict
from bot.domain.question import Command, Explain, Idea

_STRICTER = 0.08
"""An idea is short and has several wordings, so more of one has to be there."""
_WORD_FOR_WORD = 0.86
"""So much of another accepted answer must be said to be it."""
_SURE = 0.99
"""A foreseen miss outweighs ideas that are not all said in full."""
_APART = 7
"""So many words may lie between two words of one idea."""


class Said(Struct):
    """Which ideas an answer says, and which it contradicts."""

    found: dict[int, Match] = field(default_factory=dict)
    against: dict[int, Match] = field(default_factory=dict)
    contradicted: dict[int, Match] = field(default_factory=dict)
    swapped: bool = False


def mark_ideas(
    question: Explain | Command,
    answer: ReadAnswer,
    compiled: CompiledQuestion,
    context: tuple[Lexicon, Sequence[str]],
) -> Verdict:
    """The verdict on an explanation; `have` are the names of ideas said before."""
    lexicon, have = context
    known = exactly(answer, compiled)
    if known is not None and not have:
        return known if not known.passed else _all(question, known)
    said = ideas_in(question.ideas, answer, compiled, lexicon)
    accepted = _accepted(answer, compiled, lexicon) if not said.contradicted else None
    if accepted is not None:
        return _all(question, passed(accepted, answer))
    enough = question.enough if isinstance(question, Explain) else 0
    whole = len(said.found) >= (enough or sum(idea.needed for idea in question.ideas))
    sure = whole and all(found.score >= _SURE for found in said.found.values())
    refused = None if sure else rejected(answer, compiled, lexicon, None)
    if refused is not None and not _covered(answer, compiled, lexicon, said):
        return refused
    if said.contradicted or said.swapped:
        spoilt = next(iter(said.contradicted.values()), None)
        places = spoilt.places if spoilt else set()
        reason = Reason.SWAPPED if said.swapped or said.found else Reason.CONTRARY
        return Verdict(mark=Mark.WRONG, reason=reason, credit=0.0, quote=quote_of(places, answer))
    if said.found and babbled(said.found.values(), answer):
        return missed(Reason.STUFFED, answer, None)
    if not said.found or (same_as_other(answer, question.id, lexicon) and not have):
        return _nothing(answer, compiled, lexicon, said)
    return weighed(question, said, answer, have)


def _accepted(answer: ReadAnswer, compiled: CompiledQuestion, lexicon: Lexicon) -> Finding | None:
    """Another answer that is right in full, said nearly word for word; the model answer goes by its ideas."""
    found = best(compiled.accept[1:], answer, lexicon)
    if found is None or not found.right or found.score < _WORD_FOR_WORD or not close(found.match):
        return None
    return found if rejected(answer, compiled, lexicon, found) is None else None


def _covered(answer: ReadAnswer, compiled: CompiledQuestion, lexicon: Lexicon, said: Said) -> bool:
    """True if every foreseen miss that is said is only a part of the ideas that are said."""
    places: set[int] = set().union(*(found.places for found in said.found.values()))
    misses = [best(foreseen.references, answer, lexicon, vetoes=False) for foreseen in compiled.rejects]
    full = [miss for miss in misses if miss is not None and in_full(miss.match)]
    return bool(said.found) and all(miss.match.places <= places for miss in full)


def weighed(question: Explain | Command, said: Said, answer: ReadAnswer, have: Sequence[str]) -> Verdict:
    """Right if enough needed ideas are there, those of earlier answers included."""
    ideas = question.ideas
    there = [index for index, idea in enumerate(ideas) if index in said.found or idea.name in have]
    needed = [index for index, idea in enumerate(ideas) if idea.needed]
    enough = question.enough if isinstance(question, Explain) and question.enough else len(needed)
    count = sum(index in there for index in needed)
    names = tuple(ideas[index].name for index in there)
    quote = quote_of(set().union(*(found.places for found in said.found.values())), answer)
    if count >= enough:
        slip = next((slip for found in said.found.values() if (slip := slip_of(found, answer))), None)
        return Verdict(
            mark=Mark.ALMOST if slip else Mark.RIGHT,
            reason=Reason.SLIP if slip else Reason.SAME_MEANING,
            credit=1.0,
            matched=names,
            slip=slip,
            quote=quote,
        )
    missing = tuple(ideas[index].ask_for for index in needed if index not in there and ideas[index].ask_for)
    return Verdict(
        mark=Mark.PARTIAL,
        reason=Reason.IDEAS_MISSING,
        credit=round(count / max(1, enough), 3),
        matched=names,
        missing=missing,
        quote=quote,
    )


def _all(question: Explain | Command, known: Verdict) -> Verdict:
    names = tuple(idea.name for idea in question.ideas)
    return Verdict(mark=known.mark, reason=known.reason, credit=1.0, matched=names, quote=known.quote)


def _nothing(answer: ReadAnswer, compiled: CompiledQuestion, lexicon: Lexicon, said: Said) -> Verdict:
    if said.against:
        spoilt = next(iter(said.against.values()))
        places = {spot.at for _, spot in spoilt.against}
        return Verdict(mark=Mark.WRONG, reason=Reason.NEGATED, credit=0.0, quote=quote_of(places, answer))
    first = not_right(answer, compiled, lexicon, None)
    if first.verdict.mark is not Mark.WRONG:
        return first.verdict
    return settled(replace(first, found=best(compiled.accept, answer, lexicon)), answer, compiled, lexicon)


def ideas_in(ideas: Sequence[Idea], answer: ReadAnswer, compiled: CompiledQuestion, lexicon: Lexicon) -> Said:
    """The ideas of an answer."""
    said = Said()
    owners = _owners(answer, compiled)
    parts = [answer.part(lo, hi) for lo, hi in _clauses(answer)]
    for index in range(len(ideas)):
        own = answer.where([owner in (-1, index) for owner in owners]) if owners else answer
        whole = _idea(compiled, own, (said, lexicon.language), index)
        if whole is not None:
            said.found[index] = whole
        elif owners and (foreign := _idea(compiled, answer, (said, lexicon.language), index)) is not None:
            said.swapped = said.swapped or _foreign(foreign, index, owners)
        spoilt = _contradiction(compiled.nevers[index], parts)
        if spoilt is not None and (whole is None or not spoilt.places < whole.places):
            said.contradicted[index] = spoilt
    for index in [n for n in said.found if _is_borrowed(n, said.found[n], answer, compiled)]:
        del said.found[index]
    return said


def _is_borrowed(index: int, mine: Match, answer: ReadAnswer, compiled: CompiledQuestion) -> bool:
    """Something of an idea is missing, and what only it has was said for another one, which is whole: "split
    the data" says nothing of splitting the model."""
    places = {spot.at for n, spot in mine.hits.items() if mine.ref.tokens[n].key in compiled.own[index]}
    if not mine.missing or not places:
        return False
    whole = [
        (n, found.places)
        for n, group in enumerate(compiled.groups)
        for ref in group
        if is_touched(ref, answer) and not (found := match(ref, answer)).missing
    ]
    return all(n != index for n, _ in whole) and any(places < taken for _, taken in whole)


def _idea(
    compiled: CompiledQuestion, answer: ReadAnswer, context: tuple[Said, Language], index: int
) -> Match | None:
    """The wording that is said best; None if none is."""
    said, lang = context
    top: Match | None = None
    for ref in compiled.groups[index]:
        if not is_touched(ref, answer):
            continue
        found = match(ref, answer)
        if found.against and (reason := denied(found, answer)):
            if reason is Reason.NEGATED:
                said.against.setdefault(index, found)
            continue
        if found.score < min(0.99, cut(ref, False) + _STRICTER) or not found.hits:
            continue
        if (
            undecided(found, answer, lang, pairs=False)
            or not _together(found, answer)
            or not _its_own(found, compiled.own[index])
        ):
            continue
        if top is None or (found.score * min(ref.total, 3), found.score) > (
            top.score * min(top.ref.total, 3),
            top.score,
        ):
            top = found
    return top


def _together(found: Match, answer: ReadAnswer) -> bool:
    """The words of one idea stand near each other."""
    places = sorted(found.places)
    return all(after - before <= _APART for before, after in itertools.pairwise(places))


def _its_own(found: Match, own: frozenset[str]) -> bool:
    """Of the words that only this idea has, at least half are there:
    "data parallelism" is not yet "is simpler".
    """
    mine = [index for index, token in enumerate(found.ref.tokens) if token.key in own]
    return 2 * sum(index in found.hits for index in mine) >= len(mine)


def _owners(answer: ReadAnswer, compiled: CompiledQuestion) -> list[int]:
    """For each position the idea that is spoken of there, -1 for none; empty if fewer than two are named."""
    if not compiled.topics:
        return []
    named: list[tuple[int, int]] = sorted(
        (spot.at, idea) for key, idea in compiled.topics.items() for spot in answer.spots.get(key, ())
    )
    if not named:
        return []
    owners = [-1] * len(answer.items)
    behind = _comes_behind(named[0][0], named[-1][0], answer)
    for place, (at, idea) in enumerate(named):
        if behind:
            start, end = (named[place - 1][0] + 1 if place else 0), at + 1
        else:
            start, end = at, named[place + 1][0] if place + 1 < len(named) else len(owners)
        owners[start:end] = [idea] * (end - start)
    return owners


def _comes_behind(first: int, last: int, answer: ReadAnswer) -> bool:
    """True if the things are named behind what is said of them ("for quick tests high-level, …"): nearly
    nothing stands behind the last one, and something before the first."""
    items = answer.items
    few = sum(token.content for token in items[last + 1 :]) <= 1 and items[last].clause > 0
    colon = last + 1 < len(items) and ":" in items[last + 1].gap
    return few and not colon and any(token.content for token in items[:first])


def _foreign(found: Match, index: int, owners: list[int]) -> bool:
    """True if most of an idea's words are said of another one's thing."""
    places = [spot.at for n, spot in found.hits.items() if not found.ref.tokens[n].light]
    strange = sum(owners[at] not in (-1, index) for at in places)
    return strange * 2 > len(places)


def _contradiction(nevers: Sequence[Reference], parts: Sequence[ReadAnswer]) -> Match | None:
    """A wording that contradicts the idea: all of it, in its order, in one clause."""
    for clause in parts:
        for ref in nevers:
            if not is_touched(ref, clause):
                continue
            found = match(ref, clause)
            if found.missing or found.against or not found.hits:
                continue
            places = _in_order(found, clause)
            if places and places[-1] - places[0] <= _APART:
                return found
    return None


def _in_order(found: Match, answer: ReadAnswer) -> list[int]:
    """Places of a wording's words one behind the other as it has them; empty if they aren't."""
    places: list[int] = []
    for index in sorted(found.hits):
        token = found.ref.tokens[index]
        stands = {
            found.hits[index].at,
            *(s.at for s in answer.spots.get(token.key, ()) if s.sign == token.sign),
        }
        later = [at for at in stands if not places or at >= places[-1]]
        if not later:
            return []
        places.append(min(later))
    return places


def _clauses(answer: ReadAnswer) -> list[tuple[int, int]]:
    items = answer.items
    cuts = [at for at in range(len(items)) if not at or items[at].clause != items[at - 1].clause]
    return [(lo, hi) for lo, hi in itertools.pairwise([*cuts, len(items)]) if hi > lo]


__all__ = ["Said", "ideas_in", "mark_ideas", "weighed"]

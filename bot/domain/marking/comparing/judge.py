"""The heart: is a phrase said, said nearly, said in part, or not said?"""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot.domain.marking.comparing.align import Match, is_touched, match
from bot.domain.marking.comparing.enough import cut, half_denied, is_enough, says_otherwise, substituted
from bot.domain.marking.comparing.references import Reference
from bot.domain.marking.comparing.vetoes import denied, sure, veto
from bot.domain.marking.language.lexicon import Lexicon
from bot.domain.marking.reading.read_answer import ReadAnswer, signs_of
from bot.domain.marking.verdict import Reason, Slip, Verdict

PARTIAL_CUT = 0.34
_SPOILT = 0.3
"""A reference that is spoilt by a veto is so much worse than another one."""
_SIGN_WORDS = 2
"""So many words may stand beside an answer that is a sign ("the ** operator")."""


class Finding(Struct, frozen=True):
    """What was found out about an answer and one group of references."""

    match: Match
    right: bool
    veto: Reason | None
    substituted: bool

    @property
    def score(self) -> float:
        """The share of the reference that was said."""
        return self.match.score


class First(Struct, frozen=True):
    """What the first reader makes of an answer."""

    verdict: Verdict
    found: Finding | None = None
    """The reference that fits best; None if no word of any is there, or none was needed."""
    certain: bool = False
    """True where the author's lists, a number or a plain yes or no decide: there is nothing to weigh."""


def best(
    references: Sequence[Reference], answer: ReadAnswer, lexicon: Lexicon, *, vetoes: bool = True
) -> Finding | None:
    """The finding for the reference that fits best; None if no word of any is there.

    A right reference beats one that is spoilt by a veto: a veto on one wording is none on another.
    """
    top: Finding | None = None
    for ref in references:
        if not ref.tokens:
            if signs_of(answer) == ref.operators and len(answer.content) <= _SIGN_WORDS:
                return Finding(replace(match(ref, answer), score=1.0), True, None, False)
            continue
        if not is_touched(ref, answer) or (top is not None and top.right and not _may_excel(ref, top)):
            continue
        found = match(ref, answer)
        if (found.hits or found.against) and (top is None or _may_beat(found, top)):
            top = _better(top, _finding(found, answer, lexicon, vetoes))
    if vetoes and top is not None and top.right and len(references) > 1:
        reason = _against_fuller(references, top.match.ref, answer)
        return replace(top, right=False, veto=reason) if reason is not None else top
    return top


def _against_fuller(references: Sequence[Reference], bare: Reference, answer: ReadAnswer) -> Reason | None:
    """The contrary of *the pressure rises* is none of *pressure* either, where both are accepted."""
    for ref in references:
        if bare.keys < ref.keys and is_touched(ref, answer):
            found = match(ref, answer)
            if {index for index, _ in found.against} >= set(found.missing) and (
                reason := denied(found, answer)
            ):
                return reason
    return None


def _may_excel(ref: Reference, top: Finding) -> bool:
    """False if even all of it would be no better than what is found already."""
    return (1.0, ref.total) > (top.match.score, top.match.ref.total)


def _may_beat(found: Match, top: Finding) -> bool:
    """False if it can't come out better than the best so far, whatever a closer look would find."""
    if not top.right and (found.score >= cut(found.ref, False) or found.ref.numbers):
        return True
    return (found.score, found.ref.total) > _rank(top)[1:]


def _finding(found: Match, answer: ReadAnswer, lexicon: Lexicon, vetoes: bool) -> Finding:
    instead = bool(found.missing) and substituted(found, answer, lexicon)
    enough = is_enough(found, answer, lexicon, instead=instead)
    if enough and vetoes:
        enough = not says_otherwise(found, answer, lexicon)
    reason = veto(found, answer, lexicon) if vetoes and (enough or found.against) else None
    if reason is None and enough and half_denied(found):
        reason = Reason.NEGATED
    return Finding(found, enough and reason is None, sure(reason, found), instead)


def _better(one: Finding | None, other: Finding) -> Finding:
    return other if one is None or _rank(other) > _rank(one) else one


def _rank(one: Finding) -> tuple[bool, float, float]:
    return one.right, one.match.score - (_SPOILT if one.veto is not None else 0.0), one.match.ref.total


def slip_of(found: Match, answer: ReadAnswer) -> Slip | None:
    """The first slip in the matched words."""
    for spot in sorted(found.slips, key=lambda spot: spot.at):
        return Slip(typed=answer.raw(spot.at, spot.end), meant=spot.slip)
    return None


def quote_of(places: set[int], answer: ReadAnswer) -> str:
    """At most five words around the matched ones, as they were typed."""
    if not places:
        return ""
    first = min(places)
    last = max(at for at in places if at < first + 5)
    return answer.raw(first, last + 1)

"""The heart: is a phrase said, said nearly, said in part, or not said?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.marking.align import Match, is_touched, match
from bot.domain.marking.heard import Heard, signs_of
from bot.domain.marking.language import Language
from bot.domain.marking.lexicon import Lexicon
from bot.domain.marking.sheet import ABOUT_PERSON, IN_FULL, Ref
from bot.domain.marking.verdict import Reason, Slip, Verdict
from bot.domain.marking.vetoes import denied, sure, veto

RIGHT_CUTS = (0.99, 0.99, 0.6, 0.64, 0.62, 0.6, 0.58, 0.56, 0.55)
"""The weighted share of a reference that must be said, by the number of its words that count."""
SUBSTITUTED = 0.14
"""So much more is asked for when a word was put in the place of another instead of being left out."""
PARTIAL_CUT = 0.34
_LONG = 0.52
_SHORT, _REPLACED = 3, 0.25
"""In a reference of so few words, so much more is asked for when a word of the question was replaced."""
_SPOILT = 0.3
"""A reference that is spoilt by a veto is so much worse than another one."""
_SIGN_WORDS = 2
"""So many words may stand beside an answer that is a sign ("the ** operator")."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found out about an answer and one group of references."""

    match: Match
    right: bool
    veto: Reason | None
    substituted: bool

    @property
    def score(self) -> float:
        """The share of the reference that was said."""
        return self.match.score


@dataclass(frozen=True, slots=True)
class First:
    """What the first reader makes of an answer."""

    verdict: Verdict
    found: Finding | None = None
    """The reference that fits best; None if no word of any is there, or none was needed."""
    certain: bool = False
    """True where the author's lists, a number or a plain yes or no decide: there is nothing to weigh."""


def cut(ref: Ref, substituted: bool) -> float:
    """The share of the reference that makes it right."""
    count = len(ref.tokens)
    base = RIGHT_CUTS[count] if count < len(RIGHT_CUTS) else _LONG
    return min(0.99, base + (SUBSTITUTED if substituted else 0.0))


def best(refs: Sequence[Ref], heard: Heard, lexicon: Lexicon, *, vetoes: bool = True) -> Finding | None:
    """The finding for the reference that fits best; None if no word of any is there.

    A right reference beats one that is spoilt by a veto: a veto on one wording is none on another.
    """
    top: Finding | None = None
    for ref in refs:
        if not ref.tokens:
            if signs_of(heard) == ref.operators and len(heard.content) <= _SIGN_WORDS:
                return Finding(replace(match(ref, heard), score=1.0), True, None, False)
            continue
        if not is_touched(ref, heard) or (top is not None and top.right and not _may_excel(ref, top)):
            continue
        found = match(ref, heard)
        if (found.hits or found.against) and (top is None or _may_beat(found, top)):
            top = _better(top, _finding(found, heard, lexicon, vetoes))
    if vetoes and top is not None and top.right and len(refs) > 1:
        reason = _against_fuller(refs, top.match.ref, heard)
        return replace(top, right=False, veto=reason) if reason is not None else top
    return top


def _against_fuller(refs: Sequence[Ref], bare: Ref, heard: Heard) -> Reason | None:
    """The contrary of *the pressure rises* is none of *pressure* either, where both are accepted."""
    for ref in refs:
        if bare.keys < ref.keys and is_touched(ref, heard):
            found = match(ref, heard)
            if {index for index, _ in found.against} >= set(found.missing) and (
                reason := denied(found, heard)
            ):
                return reason
    return None


def _may_excel(ref: Ref, top: Finding) -> bool:
    """False if even all of it would be no better than what is found already."""
    return (1.0, ref.total) > (top.match.score, top.match.ref.total)


def _may_beat(found: Match, top: Finding) -> bool:
    """False if it can't come out better than the best so far, whatever a closer look would find."""
    if not top.right and (found.score >= cut(found.ref, False) or found.ref.numbers):
        return True
    return (found.score, found.ref.total) > _rank(top)[1:]


def _finding(found: Match, heard: Heard, lexicon: Lexicon, vetoes: bool) -> Finding:
    substituted = bool(found.missing) and _substituted(found, heard, lexicon)
    needed = cut(found.ref, substituted) + (_REPLACED if found.missing and _replaced(found, heard) else 0.0)
    enough = found.score >= min(0.99, needed)
    enough = enough and not (found.missing and _asked_in_full(found, heard, lexicon.language))
    enough = enough and not _vague(found, heard, lexicon.language)
    enough = enough and (not found.ref.sequence or _in_sequence(found.ref.sequence, heard))
    enough = (
        enough
        and _strict(found, heard, lexicon)
        and not (vetoes and _of_something_else(found, heard, lexicon))
    )
    reason = veto(found, heard, lexicon) if vetoes and (enough or found.against) else None
    if reason is None and enough and _half_denied(found):
        reason = Reason.NEGATED
    return Finding(found, enough and reason is None, sure(reason, found), substituted)


def _asked_in_full(found: Match, heard: Heard, lang: Language) -> bool:
    """The question asks what letters stand for, and they are those of the reference."""
    asked, letters = heard.words.asked, found.ref.initials
    return IN_FULL in asked and bool(letters) and lang.word(letters).key in asked


def _vague(found: Match, heard: Heard, lang: Language) -> bool:
    """ "Freeze something": what it is done to is left open."""
    behind = heard.items[max(found.places) + 1 :][:2] if found.places else []
    return len(behind) == 1 and behind[0].word.text in lang.placeholders


def _in_sequence(sequence: tuple[str, ...], heard: Heard) -> bool:
    """The words of a term are said side by side, one after the other."""
    texts = [token.word.text for token in heard.items]
    size = len(sequence)
    return any(tuple(texts[at : at + size]) == sequence for at in range(len(texts) - size + 1))


def _of_something_else(found: Match, heard: Heard, lexicon: Lexicon) -> bool:
    """A lone word, and right behind it what it is said of: *freeze* the learning rate."""
    if len(found.ref.tokens) > 1 or not found.places:
        return False
    last = max(found.places)
    clause = heard.items[last].clause
    strange = 0
    for token in heard.items[last + 1 : last + 5]:
        if token.clause != clause or token.word.text in lexicon.language.reasons:
            break
        known = token.key in heard.words.asked or token.key in heard.words.keys
        strange += token.content and not known and token.word.text not in lexicon.language.light
    return strange > 1


def _replaced(found: Match, heard: Heard) -> bool:
    """A word of the question is missing, and a strange one stands where it would: it ends the *program*."""
    places = found.places
    if not places or len(found.ref.tokens) > _SHORT:
        return False
    if not any(found.ref.tokens[index].key in heard.words.asked for index in found.missing):
        return False
    near = heard.items[max(places) + 1 : max(places) + 4]
    following = next((token for token in near if token.content), None)
    if following is None or following.clause != heard.items[max(places)].clause:
        return False
    known = following.key in heard.words.keys or following.key in heard.words.asked
    return not known


def _half_denied(found: Match) -> bool:
    """Of a denial ("not more than once") all of it must be there: "not once" is another one."""
    tokens = found.ref.tokens
    there = any(tokens[n].sign < 0 for n in found.hits)
    return there and any(tokens[n].sign < 0 and not tokens[n].light for n in found.missing)


def _strict(found: Match, heard: Heard, lexicon: Lexicon) -> bool:
    """Without a data file of the language, every content word must be there and no other."""
    if lexicon.language.known:
        return True
    return not found.missing and len(heard.content) == len(found.ref.tokens)


def _better(one: Finding | None, other: Finding) -> Finding:
    return other if one is None or _rank(other) > _rank(one) else one


def _rank(one: Finding) -> tuple[bool, float, float]:
    return one.right, one.match.score - (_SPOILT if one.veto is not None else 0.0), one.match.ref.total


def _substituted(found: Match, heard: Heard, lexicon: Lexicon) -> bool:
    """A heavy word is missing, and a strange one stands beside the matched ones."""
    tokens = found.ref.tokens
    if all(tokens[index].light for index in found.missing):
        return False
    places = found.places
    if not places:
        return False
    light = lexicon.language.light
    for at in range(min(places) - 2, max(places) + 3):
        if 0 <= at < len(heard.items) and at not in places:
            token = heard.items[at]
            again = at > max(places) and token.key in heard.words.asked
            known = again or token.word.text in light or len(token.raw) == 1
            if token.content and not known:
                return True
    return False


def half_said(found: Match, heard: Heard, lang: Language) -> bool:
    """Of the things a reference joins by "and", one is named and another isn't, nor anything in its place.

    Of persons each is named in full: *Marie Curie* holds a word of "Marie and Pierre Curie" twice.
    """
    tokens = found.ref.tokens
    if _of_one_only(found, heard):
        return True
    heads = [head for head in found.ref.heads if any(not tokens[n].light for n in head)]
    unsaid = [head for head in heads if not any(n in found.hits for n in head)]
    one_name = ABOUT_PERSON in heard.words.asked and not _joins(heard, lang)
    if one_name:
        unsaid = [head for head in heads if not all(n in found.hits for n in head)]
    if not unsaid or (len(unsaid) == len(heads) and not one_name):
        return False
    places = found.places
    others = [at for at in heard.content if at not in places and heard.items[at].key not in heard.words.asked]
    return not others or not _joins(heard, lang)


def _of_one_only(found: Match, heard: Heard) -> bool:
    """Of the things of the question that are told apart ("a stack …; a queue …") one isn't spoken of."""
    tokens, parts = found.ref.tokens, found.ref.pieces
    firsts = {part: parts.index(part) for part in parts if parts.count(part) > 1}
    things = [n for n in firsts.values() if tokens[n].key in heard.words.asked]
    unsaid = [n for n in things if n not in found.hits]
    if not unsaid or len(unsaid) == len(things):
        return False
    places = [
        {found.hits[n].at for n in found.hits if (parts[n] == parts[one]) is own}
        for one in unsaid
        for own in (True, False)
    ]
    return any(own <= others for own, others in zip(places[::2], places[1::2], strict=True))


def _joins(heard: Heard, lang: Language) -> bool:
    return any(
        token.word.text in lang.and_words
        or (at and not token.tied and any(sign in ",;&+" for sign in token.gap))
        for at, token in enumerate(heard.items)
    )


def slip_of(found: Match, heard: Heard) -> Slip | None:
    """The first slip in the matched words."""
    for spot in sorted(found.slips, key=lambda spot: spot.at):
        return Slip(typed=heard.raw(spot.at, spot.end), meant=spot.slip)
    return None


def quote_of(places: set[int], heard: Heard) -> str:
    """At most five words around the matched ones, as they were typed."""
    if not places:
        return ""
    first = min(places)
    last = max(at for at in places if at < first + 5)
    return heard.raw(first, last + 1)

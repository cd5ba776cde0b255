"""The heart: is a phrase said, said nearly, said in part, or not said?"""

import itertools
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot.domain.marking.comparing.align import Match, is_touched, match
from bot.domain.marking.comparing.asked import ABOUT_PERSON, COUNTED, IN_FULL
from bot.domain.marking.comparing.directions import Turn, turn_of
from bot.domain.marking.comparing.references import Reference
from bot.domain.marking.comparing.roles import reversed_
from bot.domain.marking.comparing.vetoes import denied, sure, veto
from bot.domain.marking.language.language import Language
from bot.domain.marking.language.lexicon import Lexicon
from bot.domain.marking.reading.read_answer import ReadAnswer, signs_of
from bot.domain.marking.verdict import Reason, Slip, Verdict

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


def cut(ref: Reference, substituted: bool) -> float:
    """The share of the reference that makes it right."""
    count = len(ref.tokens)
    base = RIGHT_CUTS[count] if count < len(RIGHT_CUTS) else _LONG
    return min(0.99, base + (SUBSTITUTED if substituted else 0.0))


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
    substituted = bool(found.missing) and _substituted(found, answer, lexicon)
    needed = cut(found.ref, substituted) + (_REPLACED if found.missing and _replaced(found, answer) else 0.0)
    enough = found.score >= min(0.99, needed)
    enough = enough and not (found.missing and _asked_in_full(found, answer, lexicon.language))
    enough = enough and not _vague(found, answer, lexicon.language)
    enough = enough and not (vetoes and turn_of(found, answer, lexicon.language) is Turn.ALL)
    enough = enough and (not found.ref.sequence or _in_sequence(found.ref.sequence, answer))
    enough = (
        enough
        and _strict(found, answer, lexicon)
        and not (vetoes and _of_something_else(found, answer, lexicon))
    )
    enough = enough and not (vetoes and _is_let_go(found, answer, lexicon.language))
    enough = enough and not (vetoes and _counts_others(found, answer, lexicon.language))
    enough = enough and not (vetoes and reversed_(found, answer, lexicon.language))
    reason = veto(found, answer, lexicon) if vetoes and (enough or found.against) else None
    if reason is None and enough and _half_denied(found):
        reason = Reason.NEGATED
    return Finding(found, enough and reason is None, sure(reason, found), substituted)


def _asked_in_full(found: Match, answer: ReadAnswer, lang: Language) -> bool:
    """The question asks what letters stand for, and they are those of the reference."""
    asked, letters = answer.vocabulary.asked, found.ref.initials
    return IN_FULL in asked and bool(letters) and lang.word(letters).key in asked


def _is_let_go(found: Match, answer: ReadAnswer, lang: Language) -> bool:
    """What the reference says is *prevented* is said here as if nothing did."""
    tokens = found.ref.tokens
    if not found.ref.reducing or not any(tokens[n].reducing for n in found.missing):
        return False
    words = lang.reducing | lang.hindering
    hindered = any(token.word.negation or token.word.text in words for token in answer.items)
    return not hindered and not any(tokens[n].reducing for n in found.hits)


def _counts_others(found: Match, answer: ReadAnswer, lang: Language) -> bool:
    """Asked how many chromosomes there are: 46 *pairs*, 46 %. Words for anything (*people*) count alike."""
    asked = answer.vocabulary.asked
    counted = {key.removeprefix(COUNTED) for key in asked if key.startswith(COUNTED)}
    if not counted or not found.ref.numbers or len(found.ref.tokens) > 1 or not found.places:
        return False
    number = answer.items[max(found.places)]
    if number.percent and not found.ref.numbers[0].percent:
        return counted.isdisjoint(lang.word(word).key for word in lang.percent)
    behind = list(answer.items[max(found.places) + 1 :])
    nouns = list(itertools.takewhile(lambda one: one.content and one.clause == number.clause, behind))
    alike = any(
        one.word.text in lang.light or any(whole.endswith(one.key) for whole in counted) for one in nouns
    )
    return bool(nouns) and not alike


def _vague(found: Match, answer: ReadAnswer, lang: Language) -> bool:
    """ "Freeze something": what it is done to is left open."""
    behind = answer.items[max(found.places) + 1 :][:2] if found.places else []
    return len(behind) == 1 and behind[0].word.text in lang.placeholders


def _in_sequence(sequence: tuple[str, ...], answer: ReadAnswer) -> bool:
    """The words of a term are said side by side, one after the other."""
    texts = [token.word.text for token in answer.items]
    size = len(sequence)
    return any(tuple(texts[at : at + size]) == sequence for at in range(len(texts) - size + 1))


def _of_something_else(found: Match, answer: ReadAnswer, lexicon: Lexicon) -> bool:
    """A lone word, and right behind it what it is said of: *freeze* the learning rate."""
    if len(found.ref.tokens) > 1 or not found.places:
        return False
    last = max(found.places)
    clause = answer.items[last].clause
    strange = 0
    for token in answer.items[last + 1 : last + 5]:
        if token.clause != clause or token.word.text in lexicon.language.reasons:
            break
        known = token.key in answer.vocabulary.asked or token.key in answer.vocabulary.keys
        strange += token.content and not known and token.word.text not in lexicon.language.light
    return strange > 1


def _replaced(found: Match, answer: ReadAnswer) -> bool:
    """A word of the question is missing, and a strange one stands where it would: it ends the *program*."""
    places = found.places
    if not places or len(found.ref.tokens) > _SHORT:
        return False
    if not any(found.ref.tokens[index].key in answer.vocabulary.asked for index in found.missing):
        return False
    near = answer.items[max(places) + 1 : max(places) + 4]
    following = next((token for token in near if token.content), None)
    if following is None or following.clause != answer.items[max(places)].clause:
        return False
    known = following.key in answer.vocabulary.keys or following.key in answer.vocabulary.asked
    return not known


def _half_denied(found: Match) -> bool:
    """Of a denial ("not more than once") all of it must be there: "not once" is another one."""
    tokens = found.ref.tokens
    there = any(tokens[n].sign < 0 for n in found.hits)
    return there and any(tokens[n].sign < 0 and not tokens[n].light for n in found.missing)


def _strict(found: Match, answer: ReadAnswer, lexicon: Lexicon) -> bool:
    """Without a data file of the language, every content word must be there and no other."""
    if lexicon.language.known:
        return True
    return not found.missing and len(answer.content) == len(found.ref.tokens)


def _better(one: Finding | None, other: Finding) -> Finding:
    return other if one is None or _rank(other) > _rank(one) else one


def _rank(one: Finding) -> tuple[bool, float, float]:
    return one.right, one.match.score - (_SPOILT if one.veto is not None else 0.0), one.match.ref.total


def _substituted(found: Match, answer: ReadAnswer, lexicon: Lexicon) -> bool:
    """A heavy word is missing, and a strange one stands beside the matched ones."""
    tokens = found.ref.tokens
    if all(tokens[index].light for index in found.missing):
        return False
    places = found.places
    if not places:
        return False
    light = lexicon.language.light
    for at in range(min(places) - 2, max(places) + 3):
        if 0 <= at < len(answer.items) and at not in places:
            token = answer.items[at]
            again = at > max(places) and token.key in answer.vocabulary.asked
            known = again or token.word.text in light or len(token.raw) == 1
            if token.content and not known:
                return True
    return False


def half_said(found: Match, answer: ReadAnswer, lang: Language) -> bool:
    """Of the things a reference joins by "and", one is named and another isn't, nor anything in its place.

    Of persons each is named in full: *Marie Curie* holds a word of "Marie and Pierre Curie" twice.
    """
    tokens = found.ref.tokens
    if _of_one_only(found, answer):
        return True
    heads = [head for head in found.ref.heads if any(not tokens[n].light for n in head)]
    unsaid = [head for head in heads if not any(n in found.hits for n in head)]
    if not any(_is_named(head, found) for head in heads):
        return False
    one_name = ABOUT_PERSON in answer.vocabulary.asked and not _joins(answer, lang)
    if one_name:
        unsaid = [head for head in heads if not all(n in found.hits for n in head)]
    if not unsaid or (len(unsaid) == len(heads) and not one_name):
        return False
    places = found.places
    others = [
        at
        for at in answer.content
        if at not in places and answer.items[at].key not in answer.vocabulary.asked
    ]
    return not others or not _joins(answer, lang)


def _is_named(head: Sequence[int], found: Match) -> bool:
    """More than half of it is said: of "it saves uncommitted changes aside" more than *changes*."""
    weights = {n: found.ref.tokens[n].weight for n in head}
    return 2 * sum(weight for n, weight in weights.items() if n in found.hits) > sum(weights.values())


def _of_one_only(found: Match, answer: ReadAnswer) -> bool:
    """Of the things of the question that are told apart ("a stack …; a queue …") one isn't spoken of."""
    tokens, parts = found.ref.tokens, found.ref.pieces
    firsts = {part: parts.index(part) for part in parts if parts.count(part) > 1}
    things = [n for n in firsts.values() if tokens[n].key in answer.vocabulary.asked]
    unsaid = [n for n in things if n not in found.hits]
    if not unsaid or len(unsaid) == len(things):
        return False
    places = [
        {found.hits[n].at for n in found.hits if (parts[n] == parts[one]) is own}
        for one in unsaid
        for own in (True, False)
    ]
    return any(own <= others for own, others in zip(places[::2], places[1::2], strict=True))


def _joins(answer: ReadAnswer, lang: Language) -> bool:
    return any(
        token.word.text in lang.and_words
        or (at and not token.tied and any(sign in ",;&+" for sign in token.gap))
        for at, token in enumerate(answer.items)
    )


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

"""Another of its kind: words that compete with the answer's own, in its place or beside it."""

from bot.domain.marking.comparing.align import Match, said_again
from bot.domain.marking.language.language import Language
from bot.domain.marking.language.lexicon import Lexicon
from bot.domain.marking.reading.read_answer import ReadAnswer
from bot.domain.marking.reading.token import Token

_PAIR_SIGNS = frozenset("&/+")
_MOST_STRANGE = 2
"""So many words of meaning name a second thing; more say something about the first."""
_TERM = 3
"""A reference of so few words names a thing."""


def competed(found: Match, answer: ReadAnswer, lexicon: Lexicon) -> bool:
    """Something else of its kind is said in the answer's place, beside it, or before it."""
    return (
        related(found, answer, lexicon)
        or bool(confused(found, answer))
        or _is_only_in_the_reason(found, answer, lexicon.language)
    )


def related(found: Match, answer: ReadAnswer, lexicon: Lexicon) -> bool:
    """Another member of a word's family stands in its place (*red* light for *green* light),
    or is named first ("they take in oxygen and give off carbon dioxide").
    """
    places = found.places
    for index, token in enumerate(found.ref.tokens):
        rivals = lexicon.siblings.get(token.key)
        if not rivals:
            continue
        spot = found.hits.get(index)
        for at, other in enumerate(answer.items[: spot.at] if spot else answer.items):
            if other.key not in rivals or other.sign < 0 or at in places:
                continue
            if spot is None or _stands_alone(other, answer, lexicon.language):
                return True
    return False


def _stands_alone(token: Token, answer: ReadAnswer, lang: Language) -> bool:
    """True for a member of a family that is said for its own sake, not to repeat the question."""
    return token.content and token.key not in answer.vocabulary.asked and token.word.text not in lang.light


def paired(found: Match, answer: ReadAnswer, lexicon: Lexicon) -> bool:
    """ "Bacteria and viruses", "tcp and udp": the answer and another thing joined, and no more."""
    lang = lexicon.language
    tokens, places = found.ref.tokens, found.places
    if len(tokens) > _TERM or not places or _joins(found.ref.source, lang):
        return False
    for at, token in enumerate(answer.items):
        joined = token.word.text in lang.and_words | lang.or_words
        if joined and _is_between_both(at, found, answer):
            return True
        if at and (joined or any(sign in _PAIR_SIGNS for sign in token.gap)):
            sides = (range(at), range(at + 1 if joined else at, len(answer.items)))
            if any(_is_pair(mine, other, found, answer, lexicon) for mine, other in (sides, sides[::-1])):
                return True
    return False


def _is_between_both(at: int, found: Match, answer: ReadAnswer) -> bool:
    """The "and" in "L1 and L2", where the question asks which of them it is."""
    sides = [answer.items[n] for n in (at - 1, at + 1) if 0 <= n < len(answer.items)]
    rival = any(one.key in answer.vocabulary.alternatives and one.sign > 0 for one in sides)
    return rival and bool({at - 1, at + 1} & found.places)


def _joins(source: str, lang: Language) -> bool:
    return bool(set(source.casefold().split()) & (lang.and_words | lang.or_words)) or "/" in source


def _is_pair(mine: range, other: range, found: Match, answer: ReadAnswer, lexicon: Lexicon) -> bool:
    """All of meaning on one side is the answer; on the other nothing is, and little enough to be a name."""
    lang, items, places = lexicon.language, answer.items, found.places
    if len(other) > _MOST_STRANGE + 1 or not places.isdisjoint(other):
        return False
    code, again = found.ref.source.isupper(), said_again(found, answer)
    strange = [at for at in other if (items[at].content or code) and at not in again]
    if not 0 < len(strange) <= _MOST_STRANGE:
        return False
    if any(items[at].content and at not in places for at in mine):
        return False
    if any(items[at].word.negation or items[at].sign < 0 for at in other):
        return False
    named = [items[at] for at in strange]
    known = answer.vocabulary.asked
    return not any(one.number is not None or one.word.text in lang.light or one.key in known for one in named)


def _is_only_in_the_reason(found: Match, answer: ReadAnswer, lang: Language) -> bool:
    """ "Where, because having …": the answer's word stands in the reason for another one."""
    if len(found.ref.tokens) > _MOST_STRANGE or not found.places:
        return False
    first = min(found.places)
    for at, token in enumerate(answer.items[:first]):
        if (
            at
            and token.word.text in lang.giving_reasons
            and answer.items[at + 1].word.text not in lang.causes
        ):
            before = answer.items[:at]
            code = found.ref.source.isupper()
            return any(_stands_alone(one, answer, lang) or code for one in before)
    return False


def confused(found: Match, answer: ReadAnswer) -> str:
    """A word of a confusable group that stands for one of the reference's; empty if there is none."""
    wanted = {token.key for token in found.ref.tokens}
    for at in answer.content:
        token = answer.items[at]
        rivals = answer.vocabulary.rivals.get(token.word.text)
        if rivals is None or token.sign < 0 or at in found.places or not answer.lo <= at < answer.hi:
            continue
        if rivals & wanted:
            if _instead(token, rivals, found, answer):
                return token.raw
        elif _beside(at, found, answer):
            return token.raw
    return ""


def _beside(at: int, found: Match, answer: ReadAnswer) -> bool:
    """True if the rival of an accepted word stands near a matched one, in one clause with it."""
    clause = answer.items[at].clause
    return any(abs(at - place) <= 3 and answer.items[place].clause == clause for place in found.places)


def _instead(token: Token, rivals: frozenset[str], found: Match, answer: ReadAnswer) -> bool:
    """True if the rival's own word is missing, or stands right beside it ("bias and variance")."""
    for index, ref in enumerate(found.ref.tokens):
        if ref.key in rivals:
            spot = found.hits.get(index)
            if spot is None:
                return True
            return (
                answer.items[spot.at].clause == token.clause
                and abs(answer.items[spot.at].start - token.start) < 25
            )
    return False


def same_as_other(answer: ReadAnswer, question: str, lexicon: Lexicon) -> bool:
    """True if the answer is, word for word,
    the answer to another question of the library and not to this one.
    """
    owners = lexicon.others.get(answer.exact)
    return owners is not None and question not in owners
